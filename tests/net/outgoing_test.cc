#include "net/outgoing.h"

#include <gtest/gtest.h>

namespace reviewd::net {
namespace {

constexpr TimeMs kNow{1000};

struct Nobody final : Subscriber {
  void write(SharedBytes /*frame*/) override {}
  void close(std::uint16_t /*code*/, std::string /*reason*/) override {}
};

SharedBytes bytes(std::string text) { return std::make_shared<const std::string>(std::move(text)); }

Outgoing make() {
  return Outgoing(ConnectionId{1}, wire::Encoding::kProto, std::make_shared<Nobody>(), kNow);
}

std::string text_of(std::variant<std::monostate, SharedBytes, Goodbye> step) {
  if (const auto* frame = std::get_if<SharedBytes>(&step)) return **frame;
  return std::holds_alternative<Goodbye>(step) ? "goodbye" : "";
}

PrivateFrame ack(std::uint64_t after, std::string text) {
  return {.after = static_cast<Seq>(after), .bytes = bytes(std::move(text)), .acked_actor = 5};
}

TEST(Outgoing, WhatIsSaidBeforeTheStreamStartsGoesFirst) {
  Outgoing out = make();
  out.push({.after = Seq{}, .bytes = bytes("welcome")}, {});
  const auto snapshot =
      std::make_shared<const SnapshotFrames>(SnapshotFrames{bytes("begin"), bytes("end")});
  out.push(
      StreamBegin{.visibility = v1::VISIBILITY_CLASS_TEAM, .snapshot = snapshot, .from = Seq{8}});
  out.push({.after = Seq{7}, .bytes = bytes("caught up")}, {});

  EXPECT_EQ(text_of(out.next()), "welcome");
  EXPECT_EQ(text_of(out.next()), "begin");
  EXPECT_FALSE(out.wants_stream(Seq{9})) << "not in the middle of a snapshot";
  EXPECT_EQ(text_of(out.next()), "end");
  EXPECT_EQ(text_of(out.next()), "caught up");
  EXPECT_EQ(text_of(out.next()), "");
  EXPECT_TRUE(out.wants_stream(Seq{9}));
}

TEST(Outgoing, G1AnAnswerWaitsForItsEvents) {
  Outgoing out = make();
  out.push(
      StreamBegin{.visibility = v1::VISIBILITY_CLASS_TEAM, .snapshot = nullptr, .from = Seq{1}});
  out.push(ack(3, "acked"), {});

  EXPECT_EQ(text_of(out.next()), "");
  out.advance(Seq{2}, kNow);
  EXPECT_EQ(text_of(out.next()), "");
  out.advance(Seq{3}, kNow);
  EXPECT_EQ(text_of(out.next()), "acked");
}

TEST(Outgoing, G4AcknowledgementsTakeEachOthersPlaceButNeverOvertakeAReply) {
  Outgoing out = make();
  out.push(ack(0, "acked 1"), {});
  out.push(ack(0, "acked 2"), {});
  out.push(ack(0, "acked 3"), {});
  out.push({.after = Seq{}, .bytes = bytes("reply 4")}, {});
  out.push(ack(0, "acked 5"), {});

  EXPECT_EQ(text_of(out.next()), "acked 1");
  EXPECT_EQ(text_of(out.next()), "acked 3");
  EXPECT_EQ(text_of(out.next()), "reply 4");
  EXPECT_EQ(text_of(out.next()), "acked 5");
}

TEST(Outgoing, TheOldestAcknowledgementIsNotPutOffByNewerOnes) {
  Outgoing out = make();
  out.push(
      StreamBegin{.visibility = v1::VISIBILITY_CLASS_TEAM, .snapshot = nullptr, .from = Seq{1}});
  EXPECT_EQ(text_of(out.next()), "");
  out.push(ack(3, "acked 3"), {});
  for (std::uint64_t seq = 4; seq < 50; ++seq) out.push(ack(seq, "newer"), {});

  out.advance(Seq{3}, kNow);
  EXPECT_EQ(text_of(out.next()), "acked 3");
  EXPECT_EQ(text_of(out.next()), "");
}

TEST(Outgoing, G4TheQueueHoldsSoManyFramesAndBytes) {
  Outgoing out = make();
  const StreamLimits few{.private_frames = 2};
  EXPECT_TRUE(out.push({.after = Seq{}, .bytes = bytes("a")}, few));
  EXPECT_TRUE(out.push({.after = Seq{}, .bytes = bytes("b")}, few));
  EXPECT_FALSE(out.push({.after = Seq{}, .bytes = bytes("c")}, few));

  Outgoing other = make();
  const StreamLimits small{.private_bytes = 10};
  EXPECT_TRUE(other.push({.after = Seq{}, .bytes = bytes("0123456789")}, small));
  EXPECT_FALSE(other.push({.after = Seq{}, .bytes = bytes("x")}, small));
}

TEST(Outgoing, G4OldBroadcastsMakeRoomForNewOnes) {
  Outgoing out = make();
  out.push(
      StreamBegin{.visibility = v1::VISIBILITY_CLASS_TEAM, .snapshot = nullptr, .from = Seq{1}});
  const StreamLimits limits{.broadcasts = 2};
  for (const char* text : {"a", "b", "c"}) out.push_broadcast(bytes(text), limits);

  EXPECT_EQ(text_of(out.next()), "b");
  EXPECT_EQ(text_of(out.next()), "c");
  EXPECT_EQ(text_of(out.next()), "");
}

TEST(Outgoing, G9BeforeAResetTheOldClassSeesNothingMore) {
  Outgoing out = make();
  out.push(
      StreamBegin{.visibility = v1::VISIBILITY_CLASS_TEAM, .snapshot = nullptr, .from = Seq{1}});
  EXPECT_EQ(text_of(out.next()), "");
  out.push({.after = Seq{4}, .bytes = bytes("reset")}, {});
  out.push(
      StreamBegin{.visibility = v1::VISIBILITY_CLASS_GUEST, .snapshot = nullptr, .from = Seq{5}});

  EXPECT_EQ(out.stream_limit(Seq{9}), Seq{4});
  out.advance(Seq{4}, kNow);
  EXPECT_FALSE(out.wants_stream(Seq{9}));
  EXPECT_EQ(text_of(out.next()), "reset");
  EXPECT_EQ(text_of(out.next()), "");
  EXPECT_EQ(out.visibility(), v1::VISIBILITY_CLASS_GUEST);
  EXPECT_EQ(out.stream_limit(Seq{9}), Seq{9});
}

TEST(Outgoing, G5OwesAnAppliedFromTheFirstEventItWasSent) {
  Outgoing out = make();
  out.push(
      StreamBegin{.visibility = v1::VISIBILITY_CLASS_TEAM, .snapshot = nullptr, .from = Seq{1}});
  EXPECT_EQ(text_of(out.next()), "");
  EXPECT_FALSE(out.owes_since());

  out.advance(Seq{5}, TimeMs{2000});
  out.advance(Seq{6}, TimeMs{3000});
  EXPECT_EQ(out.owes_since(), TimeMs{2000});

  out.applied(Seq{4}, TimeMs{4000});
  EXPECT_EQ(out.owes_since(), TimeMs{4000}) << "progress";
  out.applied(Seq{999}, TimeMs{5000});
  EXPECT_FALSE(out.owes_since());
  EXPECT_EQ(out.applied_up_to(), Seq{6}) << "not more than was sent";
}

}  // namespace
}  // namespace reviewd::net
