// Whom the server takes for the visitor when a proxy stands in front of it, or somebody says so.

#include <gtest/gtest.h>

#include "auth/limits.h"
#include "net/running_server.h"

namespace reviewd::net {
namespace {

using testing::HttpReply;
using testing::RawSocket;
using testing::request;
using testing::RunningServer;
using testing::upgrade_headers;

constexpr char kJson[] = "Content-Type: application/json\r\n";

std::string join_body(const RunningServer& server, const std::string& secret) {
  return R"({"product":")" + server.product() + R"(","secret":")" + secret + R"(","name":"Ada"})";
}

std::string forwarded(const std::string& address) { return "X-Forwarded-For: " + address + "\r\n"; }

int wrong_try(const RunningServer& server, const std::string& headers) {
  const std::string body = join_body(server, std::string(32, '0'));
  return request(server.port(), "POST", "/v1/join", kJson + headers, body).status;
}

// Uses up what `headers` may guess.
void exhaust(const RunningServer& server, const std::string& headers) {
  for (std::uint32_t i = 0; i < auth::kWrongSecretsBurst; ++i) {
    ASSERT_EQ(wrong_try(server, headers), 403) << i;
  }
}

TEST(Forwarded, G12NobodyIsBelievedWhoIsNoTrustedProxy) {
  const RunningServer server({}, {}, {.trusted_proxies = "192.0.2.0/24"});
  exhaust(server, forwarded("198.51.100.1"));
  EXPECT_EQ(wrong_try(server, forwarded("198.51.100.2")), 429) << "the same liar";

  const RunningServer secure(
      {}, {}, {.public_url = "https://review.example.org", .trusted_proxies = "192.0.2.0/24"});
  const HttpReply joined =
      request(secure.port(), "POST", "/v1/join", std::string(kJson) + "X-Forwarded-Proto: http\r\n",
              join_body(secure, secure.secret(v1::ROLE_STAKEHOLDER)));
  EXPECT_TRUE(joined.headers.at("set-cookie").starts_with("__Host-rv-"));
}

TEST(Forwarded, G12ATrustedProxySpeaksForEachVisitor) {
  const RunningServer server({}, {}, {.trusted_proxies = "127.0.0.1"});
  exhaust(server, forwarded("198.51.100.1"));
  EXPECT_EQ(wrong_try(server, forwarded("198.51.100.1")), 429);
  EXPECT_EQ(wrong_try(server, forwarded("198.51.100.2")), 403);
  EXPECT_EQ(wrong_try(server, forwarded("198.51.100.2, 198.51.100.1")), 429)
      << "what a visitor has written stands to the left";
  EXPECT_EQ(wrong_try(server, forwarded("198.51.100.2") + forwarded("198.51.100.1")), 429)
      << "two headers are one list";
}

TEST(Forwarded, ATrustedProxySaysWhetherBrowsersComeByHttps) {
  const RunningServer server({}, {}, {.trusted_proxies = "127.0.0.1"});
  const std::string body = join_body(server, server.secret(v1::ROLE_STAKEHOLDER));
  const auto cookie = [&](const std::string& headers) {
    return request(server.port(), "POST", "/v1/join", kJson + headers, body)
        .headers.at("set-cookie");
  };
  EXPECT_TRUE(cookie("X-Forwarded-Proto: https\r\n").starts_with("__Host-rv-"));
  EXPECT_TRUE(cookie("X-Forwarded-Proto: http\r\n").starts_with("rv-"));
  EXPECT_TRUE(cookie("").starts_with("rv-"));
}

TEST(Forwarded, G12ConnectionsOfAProxyCountForTheirVisitors) {
  const RunningServer server({.per_address_max = 1}, {}, {.trusted_proxies = "127.0.0.1"});
  RawSocket first = RawSocket::tcp(server.port());
  RawSocket second = RawSocket::tcp(server.port());
  const auto status = [](RawSocket& socket, const std::string& address) {
    socket.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n" + forwarded(address) + "\r\n");
    return socket.read_reply()->status;
  };
  EXPECT_EQ(status(first, "198.51.100.1"), 200);
  EXPECT_EQ(status(second, "198.51.100.1"), 429);
  EXPECT_EQ(status(second, "198.51.100.2"), 200);
  EXPECT_EQ(status(first, "198.51.100.3"), 200) << "one connection, one visitor after another";
  EXPECT_EQ(status(second, "198.51.100.1"), 200) << "the first one has left";
}

TEST(Forwarded, G12ALiveConnectionCountsForItsVisitor) {
  const RunningServer server({.per_address_max = 1}, {}, {.trusted_proxies = "127.0.0.1"});
  const auto upgrade = [&](RawSocket& socket, const std::string& address) {
    socket.send("GET /v1/products/" + server.product() + "/live?as=" + server.owner().handle +
                " HTTP/1.1\r\nHost: localhost\r\n" + forwarded(address) +
                upgrade_headers(server.owner().token) + "\r\n");
    return socket.read_reply()->status;
  };
  RawSocket first = RawSocket::tcp(server.port());
  RawSocket second = RawSocket::tcp(server.port());
  RawSocket third = RawSocket::tcp(server.port());
  EXPECT_EQ(upgrade(first, "198.51.100.1"), 101);
  EXPECT_EQ(upgrade(second, "198.51.100.1"), 429);
  EXPECT_EQ(upgrade(third, "198.51.100.2"), 101);
}

}  // namespace
}  // namespace reviewd::net
