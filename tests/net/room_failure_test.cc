// G6: a storage error stops the room; clients are told, nothing unsynced was shown, and it comes
// back.

#include <gtest/gtest.h>

#include "net/running_server.h"

namespace reviewd::net {
namespace {

using engine::AppendStatus;
using testing::add_item;
using testing::LiveClient;
using testing::RunningServer;

// Waits for the room to be there again by asking over HTTP, as a client would.
void wait_until_back(const RunningServer& server) {
  const std::string target =
      "/v1/session?product=" + server.product() + "&as=" + server.owner().handle;
  const std::string bearer = "Authorization: Bearer " + server.owner().token + "\r\n";
  while (testing::request(server.port(), "GET", target, bearer).status == 503)
    std::this_thread::yield();
}

class RoomFailure : public ::testing::TestWithParam<AppendStatus> {};

TEST_P(RoomFailure, G6EverybodyIsToldAndWhatFailedWasNeverShown) {
  RunningServer server;
  LiveClient owner(server, server.owner());
  owner.hello();
  LiveClient guest(server, server.join(v1::ROLE_STAKEHOLDER, "Ada"));
  guest.hello();
  owner.submit(add_item("Durable"));
  owner.until(v1::ServerFrame::kAcked);
  guest.until(v1::ServerFrame::kCaughtUp);

  server.on_thread([&] { server.log().fail_next(GetParam()); });
  owner.submit(add_item("Lost"));

  EXPECT_EQ(owner.closed(), 4002);
  while (const auto frame = guest.socket().read_frame()) {
    if (frame->opcode != 8) {
      EXPECT_EQ(frame->payload.find("Lost"), std::string::npos);
      continue;
    }
    EXPECT_EQ(frame->close_code(), 4002);
    guest.socket().send_frame(8, frame->payload);
    guest.socket().finish();
    break;
  }

  wait_until_back(server);
  LiveClient again(server, server.owner());
  again.resume(owner.welcome().history(), owner.welcome().head());
  EXPECT_EQ(again.welcome().mode(), v1::RESUME_MODE_TAIL);
  bool durable = false;
  for (;;) {
    const auto frame = again.next();
    durable |= frame.SerializeAsString().find("Durable") != std::string::npos;
    EXPECT_EQ(frame.SerializeAsString().find("Lost"), std::string::npos);
    if (frame.has_caught_up() || ::testing::Test::HasFailure()) break;
  }
  EXPECT_TRUE(durable);
  again.submit(add_item("Afterwards"));
  EXPECT_EQ(again.until(v1::ServerFrame::kAcked).acked().counter(), 1u);
}

INSTANTIATE_TEST_SUITE_P(EachWay, RoomFailure,
                         ::testing::Values(AppendStatus::kFailed, AppendStatus::kFenced,
                                           AppendStatus::kAmbiguous));

}  // namespace
}  // namespace reviewd::net
