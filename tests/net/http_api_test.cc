// Coming in, being refused, and what HTTP carries, over real sockets.

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "auth/limits.h"
#include "net/limits.h"
#include "net/running_server.h"

namespace reviewd::net {
namespace {

using testing::HttpReply;
using testing::json_of;
using testing::Person;
using testing::RawSocket;
using testing::request;
using testing::RunningServer;
using testing::upgrade_headers;

constexpr char kJson[] = "Content-Type: application/json\r\n";

std::string error_name(const HttpReply& reply) {
  return std::string(json_of(reply).at("name").as_string());
}

std::string join_body(const RunningServer& server, const std::string& secret,
                      const std::string& name) {
  return R"({"product":")" + server.product() + R"(","secret":")" + secret + R"(","name":")" +
         name + "\"}";
}

std::string origin(const RunningServer& server) {
  return "Origin: http://localhost:" + std::to_string(server.port()) + "\r\n";
}

TEST(HttpApi, AnInviteSaysWhereItLeadsAndIsNotUsedUp) {
  const RunningServer server;
  const std::string body = join_body(server, server.secret(v1::ROLE_DEVELOPER), "");
  for (int i = 0; i < 2; ++i) {
    const auto invite = json_of(request(server.port(), "POST", "/v1/invite", kJson, body));
    EXPECT_EQ(invite.at("product_name"), "Product");
    EXPECT_EQ(invite.at("role"), "developer");
    EXPECT_EQ(invite.at("name_needed"), true);
  }
}

TEST(HttpApi, JoiningGivesACookieByWhichTheHandleIsKnown) {
  const RunningServer server;
  const std::string body = join_body(server, server.secret(v1::ROLE_STAKEHOLDER), "Ada");
  const HttpReply reply = request(server.port(), "POST", "/v1/join", kJson + origin(server), body);
  const auto joined = json_of(reply);
  const std::string handle(joined.at("handle").as_string());
  EXPECT_FALSE(joined.contains("token")) << "a page never sees its token";

  const std::string cookie = reply.headers.at("set-cookie");
  EXPECT_TRUE(cookie.starts_with("rv-" + handle + "="));
  const std::string target = "/v1/session?product=" + server.product() + "&as=" + handle;
  const std::string sent = "Cookie: other=1; " + cookie.substr(0, cookie.find(';')) + "\r\n";
  const auto session = json_of(request(server.port(), "GET", target, sent));
  EXPECT_EQ(session.at("name"), "Ada");
  EXPECT_EQ(session.at("role"), "stakeholder");

  const std::string other =
      "/v1/session?product=" + server.product() + "&as=" + server.owner().handle;
  EXPECT_EQ(request(server.port(), "GET", other, sent).status, 401)
      << "a cookie is for its own handle only";
}

TEST(HttpApi, ASignedOutSessionIsOver) {
  const RunningServer server;
  const Person ada = server.join(v1::ROLE_STAKEHOLDER, "Ada");
  const std::string target = "/v1/session?product=" + server.product() + "&as=" + ada.handle;
  const std::string bearer = "Authorization: Bearer " + ada.token + "\r\n";
  ASSERT_EQ(request(server.port(), "GET", target, bearer).status, 200);

  EXPECT_EQ(request(server.port(), "DELETE", target, bearer).status, 204);

  const HttpReply after = request(server.port(), "GET", target, bearer);
  EXPECT_EQ(after.status, 401);
  EXPECT_EQ(json_of(after).at("advice"), "sign_in");
}

TEST(HttpApi, APersonalLinkWorksOnce) {
  const RunningServer server;
  server.join(v1::ROLE_SCRUM_MASTER, "Sam");
  const std::string body = join_body(server, server.secret(v1::ROLE_SCRUM_MASTER), "Eve");
  const HttpReply again = request(server.port(), "POST", "/v1/join", kJson, body);
  EXPECT_EQ(again.status, 403);
  EXPECT_EQ(error_name(again), "forbidden");
}

TEST(HttpApi, G12GuessingSecretsIsSlowedDown) {
  const RunningServer server;
  const std::string body = join_body(server, std::string(32, '0'), "Eve");
  for (std::uint32_t i = 0; i < auth::kWrongSecretsBurst; ++i) {
    ASSERT_EQ(request(server.port(), "POST", "/v1/join", kJson, body).status, 403) << i;
  }
  const HttpReply slowed = request(server.port(), "POST", "/v1/join", kJson, body);
  EXPECT_EQ(slowed.status, 429);
  EXPECT_EQ(error_name(slowed), "rate_limited");
  EXPECT_GT(json_of(slowed).at("after_ms").to_number<int>(), 0);
}

TEST(HttpApi, G12AnotherSitesPageIsRefused) {
  const RunningServer server;
  const std::string headers = std::string(kJson) + "Origin: https://evil.example\r\n";
  const std::string body = join_body(server, server.secret(v1::ROLE_STAKEHOLDER), "Eve");
  EXPECT_EQ(request(server.port(), "POST", "/v1/join", headers, body).status, 403);
}

TEST(HttpApi, G11BadBodiesAreNamedAndChangeNothing) {
  const RunningServer server;
  const auto post = [&](std::string_view headers, std::string_view body) {
    return request(server.port(), "POST", "/v1/join", headers, body).status;
  };
  EXPECT_EQ(post("Content-Type: text/plain\r\n", "{}"), 400);
  EXPECT_EQ(post(kJson, "{"), 400);
  EXPECT_EQ(post(kJson, "[]"), 400);
  EXPECT_EQ(post(kJson, "{\"product\":7}"), 400);
  EXPECT_EQ(post(kJson, "{\"product\":\"0000000000000001\",\"secret\":\"x\",\"name\":\"n\"}"), 404);
  EXPECT_EQ(post(kJson, join_body(server, server.secret(v1::ROLE_STAKEHOLDER), "")), 400);
  EXPECT_EQ(post(kJson, std::string(2'000, '[')), 400) << "nested too deep";
}

TEST(HttpApi, G4ABodyAtTheLimitIsReadAndALongerOneIsNot) {
  const RunningServer server;
  const std::string at_limit(kBodyBytesMax, ' ');
  EXPECT_EQ(request(server.port(), "POST", "/v1/join", kJson, at_limit).status, 400);
  EXPECT_EQ(request(server.port(), "POST", "/v1/join", kJson, at_limit + " ").status, 413);
}

TEST(HttpApi, G4HeadersOverTheLimitAreRefused) {
  const RunningServer server;
  EXPECT_EQ(
      request(server.port(), "GET", "/healthz", "X: " + std::string(1'000, 'a') + "\r\n").status,
      200);
  EXPECT_EQ(
      request(server.port(), "GET", "/healthz", "X: " + std::string(kHeaderBytesMax, 'a') + "\r\n")
          .status,
      431);
}

TEST(HttpApi, G4ConnectionsOverTheLimitAreTurnedAway) {
  const RunningServer server({.connections_max = 2});
  RawSocket first = RawSocket::tcp(server.port());
  RawSocket second = RawSocket::tcp(server.port());
  first.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
  second.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
  ASSERT_EQ(first.read_reply()->status, 200);
  ASSERT_EQ(second.read_reply()->status, 200);

  RawSocket third = RawSocket::tcp(server.port());
  EXPECT_EQ(third.read_reply()->status, 503);
}

TEST(HttpApi, G4ConnectionsOfOneAddressHaveALimitOfTheirOwn) {
  const RunningServer server({.per_address_max = 1});
  RawSocket first = RawSocket::tcp(server.port());
  first.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
  ASSERT_EQ(first.read_reply()->status, 200);

  EXPECT_EQ(RawSocket::tcp(server.port()).read_reply()->status, 429);
}

TEST(HttpApi, G12TheAdministratorsRoutesAreOnTheUnixSocketOnly) {
  const RunningServer server;
  EXPECT_EQ(request(server.port(), "GET", "/v1/admin/products").status, 404);
  EXPECT_EQ(request(server.port(), "POST", "/v1/admin/verify", kJson, "{}").status, 404);

  RawSocket local = RawSocket::local(server.socket_path());
  local.send("GET /v1/admin/products HTTP/1.1\r\nHost: x\r\n\r\n");
  const auto reply = local.read_reply();
  ASSERT_TRUE(reply);
  EXPECT_EQ(json_of(*reply).at("products").as_array().at(0).at("name"), "Product");
  struct stat info{};
  ASSERT_EQ(::stat(server.socket_path().c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
}

TEST(HttpApi, TheAdministratorMakesAProductThatItsOwnerCanUse) {
  const RunningServer server;
  RawSocket local = RawSocket::local(server.socket_path());
  const std::string body = R"({"name":"Second","owner":"Mia"})";
  local.send("POST /v1/admin/products HTTP/1.1\r\nHost: x\r\n" + std::string(kJson) +
             "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  const auto made = json_of(local.read_reply().value());
  EXPECT_EQ(made.at("links").as_array().size(), 5u);

  const std::string target = "/v1/session?product=" + std::string(made.at("product").as_string()) +
                             "&as=" + std::string(made.at("owner").at("handle").as_string());
  const std::string bearer =
      "Authorization: Bearer " + std::string(made.at("owner").at("token").as_string()) + "\r\n";
  const auto session = json_of(request(server.port(), "GET", target, bearer));
  EXPECT_EQ(session.at("name"), "Mia");
  EXPECT_EQ(session.at("role"), "product_owner");
}

TEST(HttpApi, AnUpgradeIsRefusedBeforeAnyFrameAndSaysWhy) {
  const RunningServer server;
  const Person owner = server.owner();
  const auto upgrade = [&](const std::string& product, const std::string& headers) {
    return request(server.port(), "GET", "/v1/products/" + product + "/live?as=" + owner.handle,
                   headers);
  };
  const HttpReply wrong_token = upgrade(server.product(), upgrade_headers(std::string(32, '0')));
  EXPECT_EQ(wrong_token.status, 401);
  EXPECT_EQ(error_name(wrong_token), "unauthenticated");
  EXPECT_EQ(upgrade("0000000000000001", upgrade_headers(owner.token)).status, 404);
  EXPECT_EQ(upgrade(server.product(), upgrade_headers(owner.token, "chat")).status, 400);
  const HttpReply evil =
      upgrade(server.product(), upgrade_headers(owner.token) + "Origin: https://evil.example\r\n");
  EXPECT_EQ(evil.status, 403) << "G12: cross-site WebSocket";
}

TEST(HttpApi, WhatIsNotThereIsAProblemInJson) {
  const RunningServer server;
  for (const char* target : {"/v1/nothing", "/v1/products/x/live", "/nothing"}) {
    const HttpReply reply = request(server.port(), "GET", target);
    EXPECT_GE(reply.status, 400) << target;
    EXPECT_TRUE(json_of(reply).contains("advice")) << target;
  }
  EXPECT_EQ(request(server.port(), "PUT", "/v1/join").status, 405);
  EXPECT_EQ(request(server.port(), "GET", "/v1/join").status, 405);
}

TEST(HttpApi, G12BytesThatAreNoRequestGetAnAnswerAndAnEnd) {
  const RunningServer server;
  RawSocket socket = RawSocket::tcp(server.port());
  socket.send("\x16\x03\x01 hello, do you speak TLS?\r\n\r\n");
  EXPECT_EQ(socket.read_reply()->status, 400);
}

}  // namespace
}  // namespace reviewd::net
