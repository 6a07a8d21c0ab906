// Live connections over real sockets: streams, answers, refusals, goodbyes.

#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include "net/running_server.h"
#include "wire/limits.h"

namespace reviewd::net {
namespace {

using testing::add_item;
using testing::LiveClient;
using testing::Person;
using testing::RunningServer;
using wire::Encoding;

v1::ClientFrame ping(std::uint64_t nonce) {
  v1::ClientFrame frame;
  frame.mutable_ping()->set_nonce(nonce);
  return frame;
}

TEST(Live, ASnapshotThenTheStreamThenCaughtUp) {
  RunningServer server;
  LiveClient client(server, server.owner());
  client.hello();
  EXPECT_EQ(client.welcome().mode(), v1::RESUME_MODE_SNAPSHOT);

  const auto begin = client.next();
  ASSERT_TRUE(begin.has_snapshot_begin());
  for (std::uint32_t i = 0; i < begin.snapshot_begin().chunks(); ++i) {
    EXPECT_EQ(client.next().snapshot_chunk().index(), i);
  }
  const auto end = client.next();
  ASSERT_TRUE(end.has_snapshot_end());
  EXPECT_EQ(end.snapshot_end().seq(), begin.snapshot_begin().seq());
  EXPECT_EQ(client.until(v1::ServerFrame::kCaughtUp).caught_up().seq(), client.welcome().head());
}

TEST(Live, G1AnEventReachesEverybodyAndItsAuthorIsTold) {
  RunningServer server;
  LiveClient owner(server, server.owner());
  owner.hello();
  LiveClient guest(server, server.join(v1::ROLE_STAKEHOLDER, "Ada"), Encoding::kJson);
  guest.hello();
  owner.until(v1::ServerFrame::kCaughtUp);
  guest.until(v1::ServerFrame::kCaughtUp);

  owner.submit(add_item("First"));

  v1::ServerFrame seen = guest.until(v1::ServerFrame::kEvents);
  const v1::StreamEntry& entry = seen.events().entries(seen.events().entries_size() - 1);
  EXPECT_EQ(entry.event().items_added().items(0).title().plain(), "First");
  const auto acked = owner.until(v1::ServerFrame::kAcked);
  EXPECT_EQ(acked.acked().counter(), 1u);
}

TEST(Live, BothSubProtocolsSeeTheSame) {
  RunningServer server;
  const Person ada = server.join(v1::ROLE_DEVELOPER, "Ada");
  LiveClient owner(server, server.owner());
  owner.hello();
  owner.submit(add_item("First"));
  owner.until(v1::ServerFrame::kAcked);
  LiveClient proto(server, ada, Encoding::kProto);
  LiveClient json(server, ada, Encoding::kJson);

  proto.resume(owner.welcome().history(), 0);
  json.resume(owner.welcome().history(), 0);

  const auto a = proto.until(v1::ServerFrame::kEvents);
  const auto b = json.until(v1::ServerFrame::kEvents);
  EXPECT_EQ(a.events().from(), 1u);
  EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(a, b));
}

TEST(Live, G3AResumeGivesTheTailWithoutAGapAndOtherwiseASnapshot) {
  RunningServer server;
  LiveClient first(server, server.owner());
  first.hello();
  first.submit(add_item("A"));
  first.submit(add_item("B"));
  first.until(v1::ServerFrame::kAcked);
  const std::uint64_t seen = first.welcome().head();

  LiveClient tail(server, server.owner());
  tail.resume(first.welcome().history(), seen);
  EXPECT_EQ(tail.welcome().mode(), v1::RESUME_MODE_TAIL);
  EXPECT_EQ(tail.until(v1::ServerFrame::kEvents).events().from(), seen + 1);

  LiveClient ahead(server, server.owner());
  ahead.resume(first.welcome().history(), 1'000'000);
  EXPECT_EQ(ahead.welcome().mode(), v1::RESUME_MODE_SNAPSHOT);

  LiveClient other_history(server, server.owner());
  other_history.resume(std::string(16, 'x'), seen);
  EXPECT_EQ(other_history.welcome().mode(), v1::RESUME_MODE_SNAPSHOT);
}

TEST(Live, G10ARoleThatMayNotGetsItsReplyAndStaysConnected) {
  RunningServer server;
  LiveClient guest(server, server.join(v1::ROLE_STAKEHOLDER, "Ada"));
  guest.hello();
  guest.submit(add_item("Mine"));

  const auto reply = guest.until(v1::ServerFrame::kReply);

  EXPECT_EQ(reply.reply().outcome().error().code(), v1::ERROR_CODE_FORBIDDEN);
  EXPECT_EQ(reply.reply().outcome().error().advice(), v1::ADVICE_NEVER);
  guest.send(ping(5));
  EXPECT_EQ(guest.until(v1::ServerFrame::kPong).pong().nonce(), 5u);
}

TEST(Live, G11AMalformedFrameIsNamedAndClosedWith4500) {
  RunningServer server;
  for (const auto encoding : {Encoding::kProto, Encoding::kJson}) {
    LiveClient client(server, server.owner(), encoding);
    client.hello();
    client.until(v1::ServerFrame::kCaughtUp);
    client.socket().send_frame(encoding == Encoding::kProto ? 2 : 1, "\x7f nonsense");
    EXPECT_EQ(client.until(v1::ServerFrame::kProblem).problem().code(), v1::ERROR_CODE_BAD_REQUEST);
    EXPECT_EQ(client.closed(), 4500);
  }
}

TEST(Live, G11TheWrongKindOfFrameIsClosedWith4500) {
  RunningServer server;
  LiveClient client(server, server.owner(), Encoding::kProto);
  client.socket().send_frame(1, "{}");
  EXPECT_EQ(client.closed(), 4500);
}

TEST(Live, HelloIsTheFirstFrameAndTheOnlyOne) {
  RunningServer server;
  LiveClient impatient(server, server.owner());
  impatient.send(ping(1));
  EXPECT_EQ(impatient.closed(), 4500);

  LiveClient repeating(server, server.owner());
  repeating.hello();
  v1::ClientFrame again;
  again.mutable_hello()->set_version_max(1);
  repeating.send(again);
  EXPECT_EQ(repeating.closed(), 4500);
}

TEST(Live, G14AVersionThatNobodySpeaksIsClosedWith4502) {
  RunningServer server;
  LiveClient client(server, server.owner());
  v1::ClientFrame frame;
  frame.mutable_hello()->set_version_min(7);
  frame.mutable_hello()->set_version_max(9);
  client.send(frame);
  EXPECT_EQ(client.closed(), 4502);
}

TEST(Live, G12AFrameOverTheLimitIsClosedWith4500AndNotReset) {
  RunningServer server;
  LiveClient client(server, server.owner());
  client.hello();
  client.until(v1::ServerFrame::kCaughtUp);

  client.socket().send_frame(2, std::string(3 * wire::kFrameBytesMax, 'x'));

  EXPECT_EQ(client.until(v1::ServerFrame::kProblem).problem().code(), v1::ERROR_CODE_TOO_LARGE);
  std::string reason;
  EXPECT_EQ(client.closed(&reason), 4500);
  EXPECT_NE(reason.find("longer than"), std::string::npos);
}

TEST(Live, G12AFrameInPiecesCountsAsAWhole) {
  RunningServer server;
  LiveClient client(server, server.owner());
  client.hello();
  client.until(v1::ServerFrame::kCaughtUp);
  client.socket().send_frame(2, std::string(wire::kFrameBytesMax / 2, 'x'), true, false);
  client.socket().send_frame(0, std::string(wire::kFrameBytesMax / 2 + 1, 'x'), true, true);
  EXPECT_EQ(client.until(v1::ServerFrame::kProblem).problem().code(), v1::ERROR_CODE_TOO_LARGE);
  EXPECT_EQ(client.closed(), 4500);
}

TEST(Live, G12AFrameWithoutAMaskEndsTheConnection) {
  RunningServer server;
  LiveClient client(server, server.owner());
  client.socket().send_frame(2, "x", /*masked=*/false);
  EXPECT_EQ(client.closed(), 1002);
}

TEST(Live, G5OthersGoOnWhenSomebodyVanishes) {
  RunningServer server;
  LiveClient owner(server, server.owner());
  owner.hello();
  {
    LiveClient vanishing(server, server.join(v1::ROLE_STAKEHOLDER, "Ada"));
    vanishing.hello();
  }
  owner.submit(add_item("Still here"));
  EXPECT_EQ(owner.until(v1::ServerFrame::kAcked).acked().counter(), 1u);
}

TEST(Live, SigningOutClosesTheTabWith4501) {
  RunningServer server;
  const Person ada = server.join(v1::ROLE_STAKEHOLDER, "Ada");
  LiveClient client(server, ada);
  client.hello();
  client.until(v1::ServerFrame::kCaughtUp);

  const std::string target = "/v1/session?product=" + server.product() + "&as=" + ada.handle;
  testing::request(server.port(), "DELETE", target, "Authorization: Bearer " + ada.token + "\r\n");

  EXPECT_EQ(client.closed(), 4501);
}

TEST(Live, TheSameTabElsewhereClosesTheFirstWith4503) {
  RunningServer server;
  LiveClient first(server, server.owner());
  first.hello();
  first.until(v1::ServerFrame::kCaughtUp);

  LiveClient second(server, server.owner());
  v1::ClientFrame hello;
  hello.mutable_hello()->set_version_min(1);
  hello.mutable_hello()->set_version_max(1);
  v1::ActorToken& token = *hello.mutable_hello()->mutable_actors();
  token.set_open_actor(first.welcome().open_actor().actor());
  token.set_sealed_actor(first.welcome().sealed_actor().actor());
  token.set_token(first.welcome().actor_token());
  second.send(hello);

  EXPECT_EQ(first.closed(), 4503);
  EXPECT_EQ(second.until(v1::ServerFrame::kWelcome).welcome().open_actor().actor(),
            first.welcome().open_actor().actor());
}

TEST(Live, G13AStopTellsEverybodyWhenToComeBack) {
  RunningServer server;
  LiveClient owner(server, server.owner());
  owner.hello();
  LiveClient guest(server, server.join(v1::ROLE_STAKEHOLDER, "Ada"), Encoding::kJson);
  guest.hello();
  owner.submit(add_item("Before the stop"));
  owner.until(v1::ServerFrame::kAcked);

  server.on_thread([&] { server.rooms().shut_down(1'500); });

  std::string reason;
  EXPECT_EQ(owner.closed(&reason), 4002);
  EXPECT_EQ(reason, "after=1500");
  EXPECT_EQ(guest.closed(), 4002);
  EXPECT_TRUE(owner.socket().at_end()) << "an orderly end, not a reset";
  EXPECT_TRUE(guest.socket().at_end());
  while (!server.on_thread([&] { return server.rooms().quiet(); })) std::this_thread::yield();
}

}  // namespace
}  // namespace reviewd::net
