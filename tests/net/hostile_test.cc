// Clients that mean harm, against the real listener. Others must not notice, and each of these must
// get to an end. Where somebody's patience has to run out, it is set short.

#include <gtest/gtest.h>

#include <atomic>
#include <boost/json/parse.hpp>

#include "auth/limits.h"
#include "net/running_server.h"
#include "wire/limits.h"

namespace reviewd::net {
namespace {

using testing::HttpReply;
using testing::LiveClient;
using testing::Person;
using testing::RawSocket;
using testing::request;
using testing::RunningServer;
using testing::upgrade_headers;
using wire::Encoding;

constexpr std::chrono::milliseconds kShort{50};
constexpr char kHealth[] = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
constexpr char kJson[] = "Content-Type: application/json\r\n";

std::string error_name(const HttpReply& reply) {
  return std::string(boost::json::parse(reply.body).as_object().at("name").as_string());
}

std::string join_body(const RunningServer& server, const std::string& secret) {
  return R"({"product":")" + server.product() + R"(","secret":")" + secret + R"(","name":"Eve"})";
}

// Sends `piece` again and again from a thread of its own, for as long as it lives.
class Drip {
 public:
  Drip(RawSocket& socket, std::string piece)
      : thread_([this, &socket, piece = std::move(piece)] {
          while (!over_) {
            socket.send(piece);
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
          }
        }) {}
  ~Drip() {
    over_ = true;
    thread_.join();
  }
  Drip(const Drip&) = delete;
  Drip& operator=(const Drip&) = delete;

 private:
  std::atomic<bool> over_ = false;
  std::thread thread_;
};

TEST(Hostile, G12HeadersThatComeByteByByteAreNotWaitedFor) {
  const RunningServer server({}, {}, {.timeouts = {.request = kShort, .parting = kShort}});
  RawSocket slow = RawSocket::tcp(server.port());
  slow.send("GET /healthz HTTP/1.1\r\nX: ");
  const Drip drip(slow, "x");
  EXPECT_FALSE(slow.read_reply());
  EXPECT_EQ(request(server.port(), "GET", "/healthz").status, 200);
}

TEST(Hostile, G12ABodyThatComesByteByByteIsNotWaitedFor) {
  const RunningServer server({}, {}, {.timeouts = {.request = kShort, .parting = kShort}});
  RawSocket slow = RawSocket::tcp(server.port());
  slow.send("POST /v1/join HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n\r\n");
  const Drip drip(slow, " ");
  EXPECT_FALSE(slow.read_reply());
}

TEST(Hostile, G12ASilentConnectionIsNotKept) {
  const RunningServer server(
      {}, {}, {.timeouts = {.request = kShort, .keep_alive = kShort, .parting = kShort}});
  RawSocket never = RawSocket::tcp(server.port());
  RawSocket once = RawSocket::tcp(server.port());
  once.send(kHealth);
  EXPECT_EQ(once.read_reply()->status, 200);
  EXPECT_FALSE(never.read_reply());
  EXPECT_FALSE(once.read_reply());
}

TEST(Hostile, G12AFrameThatClaimsToBeHugeIsReadToTheLimitOnly) {
  const RunningServer server;
  LiveClient client(server, server.owner());
  client.hello();
  client.socket().send(std::string("\x82\xff\x0f\0\0\0\0\0\0\0\0\0\0\0", 14));  // 2^60 bytes
  client.socket().send(std::string(2 * wire::kFrameBytesMax, 'x'));
  EXPECT_EQ(client.until(v1::ServerFrame::kProblem).problem().code(), v1::ERROR_CODE_TOO_LARGE);
  EXPECT_EQ(client.closed(), 4500);
}

TEST(Hostile, G12AMessageInEndlessPiecesIsEndedByTheServer) {
  const RunningServer server({}, {}, {.timeouts = {.goodbye = kShort}});
  LiveClient client(server, server.owner());
  client.hello();
  client.socket().send_frame(2, std::string(60'000, 'x'), true, /*last=*/false);
  std::string piece(1, '\0');
  piece += std::string("\xfe\xff\xff\0\0\0\0", 7) + std::string(65'535, 'x');
  const Drip endless(client.socket(), piece);
  EXPECT_EQ(client.until(v1::ServerFrame::kProblem).problem().code(), v1::ERROR_CODE_TOO_LARGE);
  while (const auto frame = client.socket().read_frame()) {  // Never answers the goodbye.
    EXPECT_EQ(frame->close_code(), 4500);
  }
}

TEST(Hostile, G12AMessageThatStopsHalfwayIsEndedByTheServer) {
  const RunningServer server({}, {}, {.timeouts = {.message = kShort}});
  LiveClient client(server, server.owner());
  client.hello();
  client.socket().send_frame(2, std::string(3 * kReadPieceBytes, 'x'), true, /*last=*/false);
  EXPECT_EQ(client.until(v1::ServerFrame::kProblem).problem().code(), v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(client.closed(), 4500);
}

TEST(Hostile, G12JsonInTheDepthsIsRefusedOnBothWays) {
  const RunningServer server;
  std::string deep;
  for (int i = 0; i < 10'000; ++i) deep += "{\"a\":";
  EXPECT_EQ(request(server.port(), "POST", "/v1/join", kJson, deep).status, 400);

  LiveClient client(server, server.owner(), Encoding::kJson);
  client.hello();
  client.socket().send_frame(1, deep);
  EXPECT_EQ(client.until(v1::ServerFrame::kProblem).problem().code(), v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(client.closed(), 4500);
}

TEST(Hostile, G12AnExtensionIsNotAgreedAndItsBitsEndTheConnection) {
  const RunningServer server;
  for (const int bit : {0x40, 0x20, 0x10}) {
    RawSocket socket = RawSocket::tcp(server.port());
    socket.send("GET /v1/products/" + server.product() + "/live?as=" + server.owner().handle +
                " HTTP/1.1\r\nHost: localhost\r\nSec-WebSocket-Extensions: permessage-deflate\r\n" +
                upgrade_headers(server.owner().token) + "\r\n");
    const auto reply = socket.read_reply();
    ASSERT_EQ(reply->status, 101);
    EXPECT_FALSE(reply->headers.contains("sec-websocket-extensions"));
    socket.send_frame(bit | 2, "compressed, it says");
    const auto closed = socket.read_frame();
    ASSERT_TRUE(closed);
    EXPECT_EQ(closed->close_code(), 1002);
  }
}

TEST(Hostile, G12AWebSocketOfAnotherSitesPageIsRefused) {
  const RunningServer server;
  const std::string target =
      "/v1/products/" + server.product() + "/live?as=" + server.owner().handle;
  const std::string cookie =
      "Cookie: rv-" + server.owner().handle + "=" + server.owner().token + "\r\n";
  for (const char* origin : {"https://evil.example", "null", "http://localhost:1", "file://"}) {
    const HttpReply reply = request(server.port(), "GET", target,
                                    upgrade_headers("") + cookie + "Origin: " + origin + "\r\n");
    EXPECT_EQ(reply.status, 403) << origin;
  }
}

TEST(Hostile, G12WhatAFormOfAnotherSiteCanSendChangesNothing) {
  const RunningServer server;
  const std::string body = join_body(server, server.secret(v1::ROLE_SCRUM_MASTER));
  for (const char* type :
       {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""}) {
    const std::string header = *type ? "Content-Type: " + std::string(type) + "\r\n" : "";
    EXPECT_EQ(request(server.port(), "POST", "/v1/join", header, body).status, 400) << type;
  }
  const std::string evil = std::string(kJson) + "Origin: https://evil.example\r\n";
  EXPECT_EQ(request(server.port(), "POST", "/v1/join", evil, body).status, 403);
  EXPECT_EQ(request(server.port(), "POST", "/v1/join", kJson, body).status, 200)
      << "the personal link has not been used up";
}

TEST(Hostile, G12ANameThatWasMadeToPointHereIsRefused) {
  const RunningServer server;
  const auto ask = [&](const std::string& target, const std::string& headers) {
    RawSocket socket = RawSocket::tcp(server.port());
    socket.send("GET " + target + " HTTP/1.1\r\n" + headers + "Connection: close\r\n\r\n");
    return socket.read_reply()->status;
  };
  const std::string session =
      "/v1/session?product=" + server.product() + "&as=" + server.owner().handle;
  const std::string cookie =
      "Cookie: rv-" + server.owner().handle + "=" + server.owner().token + "\r\n";
  const std::string bearer = "Authorization: Bearer " + server.owner().token + "\r\n";
  EXPECT_EQ(ask(session, "Host: localhost\r\n" + cookie), 200);
  EXPECT_EQ(ask(session, "Host: rebound.example\r\n" + cookie), 403);
  EXPECT_EQ(ask("/", "Host: rebound.example\r\n"), 403);
  EXPECT_EQ(ask("/", ""), 403);
  EXPECT_EQ(ask("/", "Host: localhost\r\nHost: rebound.example\r\n"), 400);
  EXPECT_EQ(ask(session, "Host: rebound.example\r\n" + bearer), 200) << "a program";
  EXPECT_EQ(ask("/healthz", "Host: rebound.example\r\n"), 200) << "a balancer";
}

TEST(Hostile, G12GuessingTokensIsSlowedDownAndTheRightOneStillOpens) {
  const RunningServer server;
  const std::string target =
      "/v1/session?product=" + server.product() + "&as=" + server.owner().handle;
  const auto ask = [&](const std::string& token) {
    return request(server.port(), "GET", target, "Authorization: Bearer " + token + "\r\n");
  };
  for (std::uint32_t i = 0; i < auth::kWrongSecretsBurst; ++i) {
    ASSERT_EQ(ask(std::string(32, '0')).status, 401) << i;
  }
  EXPECT_EQ(error_name(ask(std::string(32, '0'))), "rate_limited");
  EXPECT_EQ(ask(server.owner().token).status, 200);
}

TEST(Hostile, G12AFloodOfOneAddressLeavesTheOthersIn) {
  const RunningServer server({.per_address_max = 10});
  RawSocket other = RawSocket::tcp(server.port(), "127.0.0.2");
  std::vector<RawSocket> flood;
  std::size_t let_in = 0;
  for (int i = 0; i < 100; ++i) {
    flood.push_back(RawSocket::tcp(server.port()));
    flood.back().send(kHealth);
    const auto reply = flood.back().read_reply();
    let_in += reply && reply->status == 200 ? 1 : 0;
  }
  EXPECT_EQ(let_in, 10u);
  other.send(kHealth);
  EXPECT_EQ(other.read_reply()->status, 200);

  flood.clear();
  while (request(server.port(), "GET", "/healthz").status != 200) std::this_thread::yield();
}

}  // namespace
}  // namespace reviewd::net
