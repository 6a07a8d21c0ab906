// G4: each limit of net/limits.h, wire/limits.h and auth/limits.h that shows at a socket, at its
// value and one above. Queues and streams without sockets are in outgoing_test.cc, fan_out_test.cc
// and stream_ring_test.cc; patience with what dribbles in is in hostile_test.cc and tls_test.cc.
//
// Where somebody's patience has to run out it is set short, and the test waits for the outcome.

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <atomic>
#include <boost/json/parse.hpp>
#include <filesystem>

#include "auth/limits.h"
#include "net/running_server.h"
#include "net/test_certificate.h"
#include "wire/limits.h"

namespace reviewd::net {
namespace {

using testing::add_item;
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

// The answer to whoever comes from `address` now.
HttpReply come_from(const RunningServer& server, const std::string& address) {
  RawSocket socket = RawSocket::tcp(server.port(), address);
  socket.send(kHealth);
  return socket.read_reply().value_or(HttpReply{});
}

// Comes back until there is room, which is when the server has noticed that somebody is gone.
void wait_for_room(const RunningServer& server, const std::string& address) {
  while (come_from(server, address).status != 200) std::this_thread::yield();
}

// ---------------------------------------------------------------------------- connections

TEST(ConnectionLimit, G4ConnectionsInAllAtAndAboveTheLimit) {
  const RunningServer server({.connections_max = 2});
  {
    RawSocket first = RawSocket::tcp(server.port());
    RawSocket second = RawSocket::tcp(server.port(), "127.0.0.2");
    for (RawSocket* socket : {&first, &second}) {
      socket->send(kHealth);
      ASSERT_EQ(socket->read_reply()->status, 200);
    }
    RawSocket third = RawSocket::tcp(server.port(), "127.0.0.3");
    const auto reply = third.read_reply();
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->status, 503);
    EXPECT_EQ(error_name(*reply), "overloaded");
    EXPECT_TRUE(third.at_end());
    first.send(kHealth);
    EXPECT_EQ(first.read_reply()->status, 200) << "who is inside stays";
  }
  wait_for_room(server, "127.0.0.3");
}

TEST(ConnectionLimit, G4ConnectionsOfOneAddressAtAndAboveTheLimit) {
  const RunningServer server({.per_address_max = 2});
  RawSocket first = RawSocket::tcp(server.port());
  RawSocket second = RawSocket::tcp(server.port());
  for (RawSocket* socket : {&first, &second}) {
    socket->send(kHealth);
    ASSERT_EQ(socket->read_reply()->status, 200);
  }
  RawSocket third = RawSocket::tcp(server.port());
  const auto reply = third.read_reply();
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 429);
  EXPECT_EQ(error_name(*reply), "rate_limited");
  EXPECT_TRUE(third.at_end());
  EXPECT_EQ(come_from(server, "127.0.0.2").status, 200);
}

TEST(ConnectionLimit, G4WithTlsWhoeverIsTooManyIsClosedWithoutAWord) {
  const auto files = testing::write_certificate(testing::scratch_path("server"), "first");
  const auto certificate = TlsCertificate::load(files.chain, files.key);
  ASSERT_TRUE(certificate);
  for (const ConnectionLimits& limits :
       {ConnectionLimits{.connections_max = 1}, ConnectionLimits{.per_address_max = 1}}) {
    const RunningServer server(limits, {}, {.certificate = certificate->get()});
    RawSocket first = RawSocket::tls(server.port());
    first.send(kHealth);
    ASSERT_EQ(first.read_reply()->status, 200);
    EXPECT_TRUE(RawSocket::tcp(server.port()).at_end());
  }
}

TEST(ConnectionLimit, G4LiveConnectionsOfOnePersonAtAndAboveTheLimit) {
  const RunningServer server({.live_per_participant = 2});
  const auto upgrade = [&] {
    return request(server.port(), "GET",
                   "/v1/products/" + server.product() + "/live?as=" + server.owner().handle,
                   upgrade_headers(server.owner().token));
  };
  LiveClient first(server, server.owner());
  first.hello();
  {
    LiveClient second(server, server.owner());
    second.hello();
    const HttpReply third = upgrade();
    EXPECT_EQ(third.status, 429);
    EXPECT_EQ(error_name(third), "rate_limited");
    LiveClient other(server, server.join(v1::ROLE_STAKEHOLDER, "Ada"));
    other.hello();
  }
  while (upgrade().status != 101) std::this_thread::yield();
}

// ConnectionTimeouts::response, and no more of the answer than the kernel holds.
TEST(ConnectionLimit, G4WhoDoesNotTakeTheirAnswerIsClosed) {
  const RunningServer server({.per_address_max = 1}, {}, {.timeouts = {.response = kShort}});
  {
    LiveClient owner(RawSocket::tcp(server.port(), "127.0.0.3"), server, server.owner());
    owner.hello();
    for (int i = 0; i < 80; ++i) {
      v1::Operation add = add_item("Long");
      add.mutable_add_items()->mutable_items(0)->set_description(std::string(100'000, 'x'));
      owner.submit(add);
      while (owner.until(v1::ServerFrame::kAcked).acked().counter() <= static_cast<unsigned>(i)) {
      }
    }
  }
  RawSocket slow = RawSocket::tcp(server.port(), "127.0.0.2");
  slow.send("GET /v1/products/" + server.product() + "/export?as=" + server.owner().handle +
            " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + server.owner().token +
            "\r\n\r\n");
  wait_for_room(server, "127.0.0.2");
  EXPECT_FALSE(slow.read_reply()) << "cut short";
}

// ConnectionTimeouts::parting
TEST(ConnectionLimit, G4WhoStaysAfterTheLastAnswerIsClosed) {
  const RunningServer server({.per_address_max = 1}, {}, {.timeouts = {.parting = kShort}});
  RawSocket stays = RawSocket::tcp(server.port());
  stays.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(stays.read_reply()->status, 200);
  EXPECT_TRUE(stays.at_end());
  wait_for_room(server, "127.0.0.1");
}

// kSendBufferBytes; Linux doubles what it is told, for its own bookkeeping.
TEST(ConnectionLimit, G4TheKernelHoldsAsMuchForAConnectionAsTheLimitSays) {
  const RunningServer server;
  RawSocket client = RawSocket::tcp(server.port());
  client.send(kHealth);
  ASSERT_EQ(client.read_reply()->status, 200);
  int accepted = 0;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    const int descriptor = std::stoi(entry.path().filename());
    sockaddr_in here{};
    sockaddr_in there{};
    socklen_t size = sizeof(here);
    socklen_t peer_size = sizeof(there);
    if (::getsockname(descriptor, reinterpret_cast<sockaddr*>(&here), &size) != 0 ||
        here.sin_family != AF_INET || ntohs(here.sin_port) != server.port() ||
        ::getpeername(descriptor, reinterpret_cast<sockaddr*>(&there), &peer_size) != 0) {
      continue;
    }
    int bytes = 0;
    socklen_t bytes_size = sizeof(bytes);
    ASSERT_EQ(::getsockopt(descriptor, SOL_SOCKET, SO_SNDBUF, &bytes, &bytes_size), 0);
    EXPECT_EQ(bytes, 2 * kSendBufferBytes);
    ++accepted;
  }
  EXPECT_EQ(accepted, 1);
}

// ------------------------------------------------------------------------------- requests

TEST(RequestLimit, G4TheLastRequestOfAConnectionIsAnsweredAndThenItIsClosed) {
  const RunningServer server;
  RawSocket socket = RawSocket::tcp(server.port());
  for (std::size_t i = 1; i <= kRequestsPerConnection; ++i) {
    socket.send(kHealth);
    const auto reply = socket.read_reply();
    ASSERT_TRUE(reply) << i;
    ASSERT_EQ(reply->status, 200) << i;
    EXPECT_EQ(reply->headers.at("connection"), i < kRequestsPerConnection ? "keep-alive" : "close");
  }
  EXPECT_TRUE(socket.at_end());
}

// From the first byte to the empty line, whatever it is that is long.
TEST(RequestLimit, G4HeadersAtAndAboveTheLimit) {
  const RunningServer server;
  const auto ask = [&](const std::string& target, const std::string& headers) {
    RawSocket socket = RawSocket::tcp(server.port());
    socket.send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" +
                headers + "\r\n");
    HttpReply reply = socket.read_reply().value_or(HttpReply{});
    EXPECT_TRUE(socket.at_end());
    return reply;
  };
  const std::size_t rest =
      std::string("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").size();
  const auto one_header = [&](std::size_t bytes) {
    return ask("/healthz", "X: " + std::string(bytes - rest - 5, 'x') + "\r\n");
  };
  const auto many_headers = [&](std::size_t bytes) {
    std::string headers;
    while (headers.size() + 100 < bytes - rest) headers += "X: x\r\n";
    return ask("/healthz",
               headers + "X: " + std::string(bytes - rest - headers.size() - 5, 'x') + "\r\n");
  };
  const auto long_target = [&](std::size_t bytes) {
    return ask("/healthz?" + std::string(bytes - rest - 1, 'x'), "");
  };
  EXPECT_EQ(one_header(kHeaderBytesMax).status, 200);
  EXPECT_EQ(many_headers(kHeaderBytesMax).status, 200);
  EXPECT_EQ(long_target(kHeaderBytesMax).status, 200);
  for (const HttpReply& above : {one_header(kHeaderBytesMax + 1), many_headers(kHeaderBytesMax + 1),
                                 long_target(kHeaderBytesMax + 1)}) {
    ASSERT_EQ(above.status, 431);
    EXPECT_EQ(error_name(above), "too_large");
  }
}

TEST(RequestLimit, G4BodiesAtAndAboveTheLimit) {
  const RunningServer server;
  const auto join = [&](std::size_t bytes) {
    const std::string body = R"({"product":")" + server.product() + R"(","secret":")" +
                             server.secret(v1::ROLE_STAKEHOLDER) + R"(","name":"Ada"})";
    return request(server.port(), "POST", "/v1/join", kJson,
                   body + std::string(bytes - body.size(), ' '));
  };
  EXPECT_EQ(join(kBodyBytesMax).status, 200);
  const HttpReply above = join(kBodyBytesMax + 1);
  EXPECT_EQ(above.status, 413);
  EXPECT_EQ(error_name(above), "too_large");
}

TEST(RequestLimit, G4JsonOfABodyAtAndAboveTheDepthOfTheLimit) {
  const RunningServer server;
  const auto join = [&](std::size_t depth) {
    return request(server.port(), "POST", "/v1/join", kJson,
                   R"({"product":")" + server.product() + R"(","secret":")" +
                       server.secret(v1::ROLE_STAKEHOLDER) + R"(","name":"Ada","x":)" +
                       std::string(depth - 1, '[') + std::string(depth - 1, ']') + "}");
  };
  EXPECT_EQ(join(net::kJsonDepthMax).status, 200);
  const HttpReply above = join(net::kJsonDepthMax + 1);
  EXPECT_EQ(above.status, 400);
  EXPECT_EQ(error_name(above), "bad_request");
}

// kCommandTimeout, set shorter: a log that never answers holds nobody for ever.
TEST(RequestLimit, G4AProductThatDoesNotAnswerIsNotWaitedFor) {
  RunningServer server({}, {}, {.command_timeout = std::chrono::milliseconds(500)});
  server.on_thread([&] { server.log().hold(true); });
  const HttpReply reply = request(server.port(), "POST", "/v1/join", kJson,
                                  R"({"product":")" + server.product() + R"(","secret":")" +
                                      server.secret(v1::ROLE_STAKEHOLDER) + R"(","name":"Ada"})");
  EXPECT_EQ(reply.status, 503);
  EXPECT_EQ(error_name(reply), "overloaded");
}

// -------------------------------------------------------------------------- live connections

v1::ClientFrame ping(std::uint64_t nonce) {
  v1::ClientFrame frame;
  frame.mutable_ping()->set_nonce(nonce);
  return frame;
}

TEST(LiveLimit, G4AFrameAtAndAboveTheLimit) {
  const RunningServer server;
  LiveClient client(server, server.owner(), Encoding::kJson);
  client.hello();
  const std::string head = R"({"ping":{"nonce":"7"},"x":")";
  const std::string at_limit =
      head + std::string(wire::kFrameBytesMax - head.size() - 2, 'a') + "\"}";
  client.socket().send_frame(1, at_limit);
  EXPECT_EQ(client.until(v1::ServerFrame::kPong).pong().nonce(), 7u);
  client.socket().send_frame(1, at_limit + " ");
  EXPECT_EQ(client.until(v1::ServerFrame::kProblem).problem().code(), v1::ERROR_CODE_TOO_LARGE);
  EXPECT_EQ(client.closed(), 4500);
}

// ConnectionTimeouts::idle
TEST(LiveLimit, G4WhoGivesNoSignOfLifeIsAskedAndThenDropped) {
  const RunningServer server({}, {}, {.timeouts = {.idle = std::chrono::milliseconds(200)}});
  LiveClient silent(server, server.owner());
  while (const auto frame = silent.socket().read_frame()) EXPECT_NE(frame->opcode, 8);
  EXPECT_EQ(silent.socket().pings(), 1);
}

// kFramesBurst and kFramesPerSecond: a flood is read more slowly, and all of it is read.
TEST(LiveLimit, G4AFloodOfFramesAboveItsBurstLosesNothingAndHarmsNobody) {
  const RunningServer server;
  LiveClient flood(server, server.owner());
  flood.hello();
  LiveClient other(server, server.join(v1::ROLE_STAKEHOLDER, "Ada"));
  other.hello();
  constexpr std::uint64_t kAtOnce = 500;
  const std::uint64_t rounds = kFramesBurst / kAtOnce + 2;
  for (std::uint64_t round = 0; round < rounds; ++round) {
    for (std::uint64_t i = 0; i < kAtOnce; ++i) flood.send(ping(round * kAtOnce + i));
    for (std::uint64_t i = 0; i < kAtOnce; ++i) {
      ASSERT_EQ(flood.until(v1::ServerFrame::kPong).pong().nonce(), round * kAtOnce + i);
    }
  }
  other.send(ping(1));
  EXPECT_EQ(other.until(v1::ServerFrame::kPong).pong().nonce(), 1u);
}

// kRebuildPauseFirst, kRebuildPauseLast: the old room's last connection holds up the next one, so
// there is no race to win here.
TEST(LiveLimit, G4WhileAProductIsReadAgainItsAnswerIsStorage) {
  RunningServer server({}, {}, {.timeouts = {.goodbye = std::chrono::minutes(2)}});
  LiveClient owner(server, server.owner());
  owner.hello();
  server.on_thread([&] { server.log().fail_next(engine::AppendStatus::kFailed); });
  owner.submit(add_item("Lost"));
  auto frame = owner.socket().read_frame();
  while (frame && frame->opcode != 8) frame = owner.socket().read_frame();
  ASSERT_TRUE(frame);
  EXPECT_EQ(frame->close_code(), 4002);

  const auto session = [&] {
    return request(server.port(), "GET",
                   "/v1/session?product=" + server.product() + "&as=" + server.owner().handle,
                   "Authorization: Bearer " + server.owner().token + "\r\n");
  };
  const HttpReply meanwhile = session();
  EXPECT_EQ(meanwhile.status, 503);
  EXPECT_EQ(error_name(meanwhile), "storage");
  owner.socket().send_frame(8, frame->payload);
  owner.socket().finish();
  while (session().status != 200) std::this_thread::yield();
}

TEST(LiveLimit, G4PausesBeforeAProductIsReadAgainDoubleUpToTheLimit) {
  std::chrono::milliseconds pause = kRebuildPauseFirst;
  for (int doubled = 1; doubled < 32; doubled *= 2) {
    EXPECT_EQ(pause, kRebuildPauseFirst * doubled);
    pause = longer_rebuild_pause(pause);
  }
  EXPECT_EQ(longer_rebuild_pause(kRebuildPauseLast / 2), kRebuildPauseLast);
  EXPECT_EQ(longer_rebuild_pause(kRebuildPauseLast - std::chrono::milliseconds(1)),
            kRebuildPauseLast);
  EXPECT_EQ(longer_rebuild_pause(kRebuildPauseLast), kRebuildPauseLast);
}

// -------------------------------------------------------------------------------- coming in

// A server whose clock stands still unless it is told to go on.
class ComingInLimit : public ::testing::Test {
 protected:
  // The status of one try with this field of the body, "secret" or "code".
  HttpReply come(const std::string& path, const std::string& field, const std::string& value,
                 const std::string& from = "127.0.0.1") const {
    const std::string body = R"({"product":")" + server_.product() + R"(",")" + field + R"(":")" +
                             value + R"(","name":"Ada"})";
    RawSocket socket = RawSocket::tcp(server_.port(), from);
    socket.send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" +
                std::string(kJson) + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
                body);
    return socket.read_reply().value_or(HttpReply{});
  }
  std::string link() const { return server_.secret(v1::ROLE_STAKEHOLDER); }

  std::atomic<std::int64_t> now_{1'000'000};
  const RunningServer server_{
      {}, {}, {.steady_clock = [this] { return static_cast<TimeMs>(now_.load()); }}};
};

TEST_F(ComingInLimit, G4AFloodOfJoinsIsRefusedAboveTheBurstOfAnAddress) {
  for (std::uint32_t i = 0; i < auth::kJoinsBurst; ++i) {
    ASSERT_EQ(come("/v1/invite", "secret", link()).status, 200) << i;
  }
  const HttpReply above = come("/v1/join", "secret", link());
  EXPECT_EQ(above.status, 429);
  EXPECT_EQ(error_name(above), "rate_limited");
  EXPECT_EQ(come("/v1/join", "secret", link(), "127.0.0.2").status, 200);

  now_ += 1000 / auth::kJoinsPerSecond;
  EXPECT_EQ(come("/v1/join", "secret", link()).status, 200);
  EXPECT_EQ(come("/v1/join", "secret", link()).status, 429);
}

TEST_F(ComingInLimit, G4WrongSecretsAboveTheBurstOfAnAddressStopTheRightOneToo) {
  const std::string wrong(32, '0');
  for (std::uint32_t i = 0; i < auth::kWrongSecretsBurst; ++i) {
    ASSERT_EQ(come("/v1/join", "secret", wrong).status, 403) << i;
  }
  EXPECT_EQ(error_name(come("/v1/join", "secret", wrong)), "rate_limited");
  const HttpReply right = come("/v1/join", "secret", link());
  EXPECT_EQ(right.status, 429);
  EXPECT_EQ(error_name(right), "rate_limited");
  EXPECT_EQ(come("/v1/join", "secret", link(), "127.0.0.2").status, 200);

  now_ += 60'000 / auth::kWrongSecretsPerMinute;
  EXPECT_EQ(come("/v1/join", "secret", link()).status, 200);
}

TEST_F(ComingInLimit, G4WrongCodesAboveTheBurstOfAProductStopEverybodysToo) {
  for (std::uint32_t i = 0; i < auth::kWrongCodesBurst; ++i) {
    ASSERT_EQ(come("/v1/join", "code", "AAAAAAAA").status, 403) << i;
  }
  EXPECT_EQ(error_name(come("/v1/join", "code", "AAAAAAAA")), "rate_limited");
  EXPECT_EQ(come("/v1/join", "code", "AAAAAAAA", "127.0.0.2").status, 429);
  EXPECT_EQ(come("/v1/join", "secret", link()).status, 200) << "links go on";

  now_ += 60'000 / auth::kWrongCodesPerMinute;
  EXPECT_EQ(come("/v1/join", "code", "AAAAAAAA", "127.0.0.2").status, 403);
  EXPECT_EQ(come("/v1/join", "code", "AAAAAAAA", "127.0.0.2").status, 429);
}

}  // namespace
}  // namespace reviewd::net
