// The server behind each of the proxies that docs/proxies/ has an example for.

#include <gtest/gtest.h>

#include <functional>

#include "auth/limits.h"
#include "net/running_server.h"
#include "proxies/proxy_program.h"

namespace reviewd::testing {
namespace {

using Start = std::function<ProxyProgram(std::uint16_t port, std::uint16_t server_port)>;

class Proxies : public ::testing::TestWithParam<std::pair<const char*, Start>> {
 protected:
  // A request through the proxy, from one of this machine's many addresses.
  HttpReply post(const std::string& path, const std::string& body, const std::string& from,
                 const std::string& headers) const {
    RawSocket socket = RawSocket::tls(port_, {}, from);
    socket.send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers +
                "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
                "\r\n\r\n" + body);
    return socket.read_reply().value_or(HttpReply{});
  }

  std::string join_body(const std::string& secret) const {
    return R"({"product":")" + server_.product() + R"(","secret":")" + secret +
           R"(","name":"Ada"})";
  }

  // How often somebody may be wrong before being told to wait; 0: not within two bursts.
  std::uint32_t wrong_tries(const std::string& from) const {
    for (std::uint32_t i = 1; i <= 2 * auth::kWrongSecretsBurst; ++i) {
      // A liar names another address each time.
      const std::string lie = "X-Forwarded-For: 203.0.113." + std::to_string(i) + "\r\n";
      if (post("/v1/join", join_body(std::string(32, '0')), from, lie).status == 429) return i;
    }
    return 0;
  }

  const std::uint16_t port_ = free_port();
  const std::string origin_ = "https://localhost:" + std::to_string(port_);
  RunningServer server_{{}, {}, {.public_url = origin_, .trusted_proxies = "127.0.0.1"}};
  const ProxyProgram proxy_ = GetParam().second(port_, server_.port());
};

TEST_P(Proxies, SomebodyJoinsAndIsKnownByACookieOfTheHostAlone) {
  const HttpReply joined = post("/v1/join", join_body(server_.secret(v1::ROLE_STAKEHOLDER)),
                                "127.0.0.2", "Origin: " + origin_ + "\r\n");
  ASSERT_EQ(joined.status, 200) << joined.body;
  EXPECT_TRUE(joined.headers.at("set-cookie").starts_with("__Host-rv-"));
  EXPECT_TRUE(joined.headers.contains("content-security-policy"));
}

TEST_P(Proxies, ALiveConnectionSubmitsAndSeesItsEvents) {
  LiveClient owner(RawSocket::tls(port_, {}, "127.0.0.2"), server_, server_.owner());
  owner.hello();
  owner.until(v1::ServerFrame::kCaughtUp);
  owner.submit(add_item("Through the proxy"));
  const auto events = owner.until(v1::ServerFrame::kEvents).events();
  EXPECT_EQ(events.entries(0).event().items_added().items(0).title().plain(), "Through the proxy");
  EXPECT_EQ(owner.until(v1::ServerFrame::kAcked).acked().counter(), 1u);
}

TEST_P(Proxies, G12LimitsSeeTheVisitorsAddressWhateverTheVisitorSays) {
  EXPECT_GE(wrong_tries("127.0.0.2"), auth::kWrongSecretsBurst);
  const std::string right = join_body(server_.secret(v1::ROLE_STAKEHOLDER));
  EXPECT_EQ(post("/v1/join", right, "127.0.0.2", "").status, 429);
  EXPECT_EQ(post("/v1/join", right, "127.0.0.3", "").status, 200) << "somebody else";
}

TEST_P(Proxies, G12AnotherSitesPageIsRefused) {
  const HttpReply refused = post("/v1/join", join_body(server_.secret(v1::ROLE_STAKEHOLDER)),
                                 "127.0.0.2", "Origin: https://evil.example\r\n");
  EXPECT_EQ(refused.status, 403);
}

INSTANTIATE_TEST_SUITE_P(Examples, Proxies,
                         ::testing::Values(std::pair("nginx", Start(ProxyProgram::nginx)),
                                           std::pair("caddy", Start(ProxyProgram::caddy))),
                         [](const auto& info) { return std::string(info.param.first); });

}  // namespace
}  // namespace reviewd::testing
