#include "net/fan_out.h"

#include <gtest/gtest.h>

#include "net/asio_scheduler.h"
#include "wire/frame_codec.h"

namespace reviewd::net {
namespace {

// Takes frames; tells the fan-out that one is out when the test says so.
struct Reader final : Subscriber {
  void write(SharedBytes frame) override {
    EXPECT_FALSE(writing) << "one write in flight";
    writing = true;
    frames.push_back(std::move(frame));
  }
  void close(std::uint16_t code, std::string /*reason*/) override { closed = code; }

  std::vector<SharedBytes> frames;
  bool writing = false;
  std::uint16_t closed = 0;
};

class FanOutTest : public ::testing::Test {
 protected:
  void start(StreamLimits limits = {}) {
    fan_out = std::make_shared<FanOut>(scheduler, limits, [this] { return now; });
    fan_out->restart({});
  }

  std::shared_ptr<Reader> add(std::uint64_t id, wire::Encoding encoding = wire::Encoding::kProto,
                              v1::VisibilityClass visibility = v1::VISIBILITY_CLASS_TEAM) {
    auto reader = std::make_shared<Reader>();
    fan_out->add(ConnectionId{id}, encoding, reader);
    fan_out->find(ConnectionId{id})->said_hello = true;
    fan_out->start_stream({.connection = ConnectionId{id},
                           .visibility = visibility,
                           .snapshot = nullptr,
                           .from = next(head)});
    return reader;
  }

  void publish(int count) {
    std::vector<v1::Event> events;
    for (int i = 0; i < count; ++i) {
      head = next(head);
      v1::Event& event = events.emplace_back();
      event.set_seq(value(head));
      event.mutable_item_archived()->mutable_item()->set_actor(1);
    }
    fan_out->publish(events, Seq{});
  }

  void out(std::uint64_t id, Reader& reader) {
    reader.writing = false;
    fan_out->written(ConnectionId{id});
  }

  // Runs what is ready, pauses between rounds included.
  void run() {
    io.restart();
    io.run();
  }

  static v1::Events events_of(const SharedBytes& bytes,
                              wire::Encoding encoding = wire::Encoding::kProto) {
    return wire::decode_server_frame(encoding, *bytes)->events();
  }

  asio::io_context io{1};
  AsioScheduler scheduler{io};
  TimeMs now{1'000'000};
  Seq head{};
  std::shared_ptr<FanOut> fan_out;
};

TEST_F(FanOutTest, ReadersAtOneCursorShareTheVeryBytes) {
  start();
  const auto a = add(1);
  const auto b = add(2);
  const auto guest = add(3, wire::Encoding::kProto, v1::VISIBILITY_CLASS_GUEST);
  const auto json = add(4, wire::Encoding::kJson);

  publish(3);
  run();

  ASSERT_EQ(a->frames.size(), 1u);
  EXPECT_EQ(a->frames[0], b->frames[0]);
  EXPECT_NE(a->frames[0], guest->frames[0]);
  EXPECT_EQ(events_of(json->frames[0], wire::Encoding::kJson).SerializeAsString(),
            events_of(a->frames[0]).SerializeAsString());
}

TEST_F(FanOutTest, G3WhoWasBusyGetsEverythingSinceInOneFrame) {
  start();
  const auto slow = add(1);
  const auto quick = add(2);
  publish(1);
  run();
  out(2, *quick);
  publish(1);
  run();
  out(2, *quick);
  publish(1);
  run();

  out(1, *slow);
  run();

  EXPECT_EQ(quick->frames.size(), 3u);
  ASSERT_EQ(slow->frames.size(), 2u);
  EXPECT_EQ(events_of(slow->frames[1]).from(), 2u);
  EXPECT_EQ(events_of(slow->frames[1]).to(), 3u);
}

TEST_F(FanOutTest, AnAcknowledgementFollowsItsEventWithoutARound) {
  start();
  const auto reader = add(1);
  publish(1);
  v1::ServerFrame acked;
  acked.mutable_acked()->set_actor(5);
  acked.mutable_acked()->set_counter(1);
  fan_out->send(ConnectionId{1}, Seq{1}, acked);
  run();
  ASSERT_EQ(reader->frames.size(), 1u);
  EXPECT_EQ(events_of(reader->frames[0]).to(), 1u);

  out(1, *reader);

  ASSERT_EQ(reader->frames.size(), 2u);
  EXPECT_TRUE(wire::decode_server_frame(wire::Encoding::kProto, *reader->frames[1])->has_acked());
}

TEST_F(FanOutTest, G5WhoFallsOutOfTheRingIsToldToComeBackAndNobodyElseNotices) {
  start({.events_max = 10});
  const auto stuck = add(1);
  const auto other = add(2);
  publish(1);
  run();
  for (int i = 0; i < 20; ++i) {
    out(2, *other);
    fan_out->applied(ConnectionId{2}, head);
    publish(1);
    run();
  }
  fan_out->sweep();

  EXPECT_EQ(stuck->closed, 4001);
  EXPECT_EQ(other->closed, 0);
  EXPECT_EQ(events_of(other->frames.back()).to(), 21u);
}

TEST_F(FanOutTest, G4WhoNeverSaysAppliedIsClosedAboveTheLimit) {
  const StreamLimits limits{.silence = std::chrono::milliseconds(700)};
  start(limits);
  const auto silent = add(1);
  const auto speaking = add(2);
  publish(2);
  run();
  out(1, *silent);
  out(2, *speaking);

  now = static_cast<TimeMs>(value(now) + limits.silence.count());
  fan_out->sweep();
  EXPECT_EQ(silent->closed, 0) << "at the limit";
  fan_out->applied(ConnectionId{2}, Seq{2});
  now = static_cast<TimeMs>(value(now) + 1);
  fan_out->sweep();

  EXPECT_EQ(silent->closed, 4001);
  EXPECT_EQ(speaking->closed, 0);
}

TEST_F(FanOutTest, G4WhoNeverSaysHelloIsClosedAboveTheLimit) {
  start();
  const auto reader = std::make_shared<Reader>();
  fan_out->add(ConnectionId{1}, wire::Encoding::kProto, reader);
  now = static_cast<TimeMs>(value(now) + std::chrono::milliseconds(kHelloTimeout).count());
  fan_out->sweep();
  EXPECT_EQ(reader->closed, 0) << "at the limit";
  now = static_cast<TimeMs>(value(now) + 1);
  fan_out->sweep();
  EXPECT_EQ(reader->closed, 4500);
}

TEST_F(FanOutTest, G4AFloodOfAnswersThatNobodyReadsIsCutOffAboveTheLimit) {
  start({.private_frames = 5});
  const auto reader = add(1);
  v1::ServerFrame pong;
  const auto answer = [&] { fan_out->send(ConnectionId{1}, Seq{}, pong); };
  pong.mutable_pong()->set_nonce(1);
  answer();  // is being written
  for (int i = 0; i < 5; ++i) answer();
  EXPECT_EQ(reader->closed, 0) << "at the limit";
  answer();
  EXPECT_EQ(reader->closed, 4001);
}

TEST_F(FanOutTest, AGoodbyeComesAfterWhatWasSaidBefore) {
  start();
  const auto reader = add(1);
  publish(1);
  v1::ServerFrame problem;
  problem.mutable_problem()->set_text("last words");
  fan_out->send(ConnectionId{1}, Seq{1}, problem);
  fan_out->close(ConnectionId{1}, 4501, "removed");
  run();
  EXPECT_EQ(reader->closed, 0);
  out(1, *reader);
  EXPECT_EQ(reader->closed, 0);
  out(1, *reader);
  EXPECT_EQ(reader->frames.size(), 2u);
  EXPECT_EQ(reader->closed, 4501);
}

TEST_F(FanOutTest, WhoLeavesInTheMiddleOfARoundIsForgotten) {
  start();
  for (std::uint64_t id = 1; id <= 20; ++id) add(id);
  publish(1);
  for (std::uint64_t id = 2; id <= 20; id += 2) fan_out->remove(ConnectionId{id});
  run();
  EXPECT_EQ(fan_out->size(), 10u);
}

}  // namespace
}  // namespace reviewd::net
