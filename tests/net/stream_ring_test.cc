#include "net/stream_ring.h"

#include <gtest/gtest.h>

#include "wire/frame_codec.h"

namespace reviewd::net {
namespace {

constexpr auto kTeam = v1::VISIBILITY_CLASS_TEAM;
constexpr auto kGuest = v1::VISIBILITY_CLASS_GUEST;

v1::Event archived(std::uint64_t seq) {
  v1::Event event;
  event.set_seq(seq);
  event.mutable_item_archived()->mutable_item()->set_actor(1);
  return event;
}

// For the team's eyes only.
v1::Event invite(std::uint64_t seq) {
  v1::Event event;
  event.set_seq(seq);
  event.mutable_invite_created()->set_role(v1::ROLE_DEVELOPER);
  return event;
}

v1::Events events_of(const StreamRing::Batch& batch, wire::Encoding encoding) {
  const auto frame = wire::decode_server_frame(encoding, *batch.frame);
  EXPECT_TRUE(frame && frame->has_events());
  return frame ? frame->events() : v1::Events{};
}

TEST(StreamRing, G3ABatchIsDenseFromTheCursorToTheHead) {
  StreamRing ring{StreamLimits{}};
  ring.restart(Seq{10});
  for (std::uint64_t seq = 11; seq <= 15; ++seq) ring.append(archived(seq));

  const auto batch = ring.batch(Seq{12}, ring.head(), kTeam, wire::Encoding::kProto);
  const v1::Events events = events_of(batch, wire::Encoding::kProto);

  EXPECT_EQ(batch.to, Seq{15});
  EXPECT_EQ(events.from(), 12u);
  EXPECT_EQ(events.to(), 15u);
  ASSERT_EQ(events.entries_size(), 4);
  EXPECT_EQ(events.entries(0).event().seq(), 12u);
  EXPECT_EQ(events.entries(3).event().seq(), 15u);
}

TEST(StreamRing, G9NeighbouringHiddenEventsBecomeOneMarker) {
  StreamRing ring{StreamLimits{}};
  ring.append(archived(1));
  ring.append(invite(2));
  ring.append(invite(3));
  ring.append(archived(4));

  for (const auto encoding : {wire::Encoding::kProto, wire::Encoding::kJson}) {
    const v1::Events guest = events_of(ring.batch(Seq{1}, ring.head(), kGuest, encoding), encoding);
    ASSERT_EQ(guest.entries_size(), 3);
    EXPECT_EQ(guest.entries(1).redacted().from(), 2u);
    EXPECT_EQ(guest.entries(1).redacted().to(), 3u);
    const v1::Events team = events_of(ring.batch(Seq{1}, ring.head(), kTeam, encoding), encoding);
    EXPECT_EQ(team.entries_size(), 4);
    EXPECT_TRUE(team.entries(2).event().has_invite_created());
  }
}

TEST(StreamRing, G4TheOldestGoWhenThereAreTooMany) {
  StreamRing ring{StreamLimits{.events_max = 3}};
  for (std::uint64_t seq = 1; seq <= 3; ++seq) ring.append(archived(seq));
  EXPECT_EQ(ring.floor(), Seq{1});

  ring.append(archived(4));

  EXPECT_EQ(ring.floor(), Seq{2});
  EXPECT_EQ(ring.head(), Seq{4});
}

TEST(StreamRing, G4TheOldestGoWhenTheyAreTooLong) {
  StreamRing ring{StreamLimits{.bytes_max = 100}};
  for (std::uint64_t seq = 1; seq <= 50; ++seq) ring.append(archived(seq));
  EXPECT_LE(ring.bytes(), 100u);
  EXPECT_GT(ring.floor(), Seq{1});
}

TEST(StreamRing, G4AsManyBytesAsTheLimitSaysStay) {
  StreamRing three{StreamLimits{}};
  for (std::uint64_t seq = 1; seq <= 3; ++seq) three.append(archived(seq));
  for (const std::size_t less : {0u, 1u}) {
    StreamRing ring{StreamLimits{.bytes_max = three.bytes() - less}};
    for (std::uint64_t seq = 1; seq <= 3; ++seq) ring.append(archived(seq));
    EXPECT_EQ(ring.floor(), less == 0 ? Seq{1} : Seq{2});
  }
}

TEST(StreamRing, G4AnEventThatIsLongerThanAFrameGoesAlone) {
  StreamRing ring{StreamLimits{.batch_bytes = 1}};
  for (std::uint64_t seq = 1; seq <= 3; ++seq) ring.append(archived(seq));
  EXPECT_EQ(ring.batch(Seq{1}, ring.head(), kTeam, wire::Encoding::kProto).to, Seq{1});
}

TEST(StreamRing, G4ALongTailComesInSeveralFrames) {
  StreamRing ring{StreamLimits{.batch_bytes = 200}};
  for (std::uint64_t seq = 1; seq <= 100; ++seq) ring.append(archived(seq));

  Seq cursor{1};
  std::uint64_t seen = 0;
  while (value(cursor) <= value(ring.head())) {
    const auto batch = ring.batch(cursor, ring.head(), kTeam, wire::Encoding::kProto);
    EXPECT_LT(batch.frame->size(), 300u);
    seen += static_cast<std::uint64_t>(events_of(batch, wire::Encoding::kProto).entries_size());
    cursor = next(batch.to);
  }
  EXPECT_EQ(seen, 100u);
}

TEST(StreamRing, WhatNobodyWillBeStartedFromIsDropped) {
  StreamRing ring{StreamLimits{}};
  for (std::uint64_t seq = 1; seq <= 9; ++seq) ring.append(archived(seq));
  ring.drop_below(Seq{5});
  EXPECT_EQ(ring.floor(), Seq{5});
  ring.drop_below(Seq{100});
  EXPECT_EQ(ring.floor(), Seq{9}) << "the newest stays";
}

}  // namespace
}  // namespace reviewd::net
