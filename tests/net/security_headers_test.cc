// What every answer tells a browser, whatever the answer is.

#include <gtest/gtest.h>

#include "net/running_server.h"

namespace reviewd::net {
namespace {

using testing::HttpReply;
using testing::RawSocket;
using testing::request;
using testing::RunningServer;

void expect_security(const HttpReply& reply, int status) {
  EXPECT_EQ(reply.status, status);
  const auto header = [&](const char* name) {
    const auto found = reply.headers.find(name);
    return found == reply.headers.end() ? std::string() : found->second;
  };
  const std::string policy = header("content-security-policy");
  EXPECT_NE(policy.find("default-src 'none'"), std::string::npos);
  EXPECT_NE(policy.find("frame-ancestors 'none'"), std::string::npos);
  EXPECT_EQ(policy.find("unsafe"), std::string::npos);
  EXPECT_EQ(header("x-content-type-options"), "nosniff");
  EXPECT_EQ(header("referrer-policy"), "no-referrer");
  EXPECT_EQ(header("cross-origin-opener-policy"), "same-origin");
  EXPECT_EQ(header("cross-origin-resource-policy"), "same-origin");
  EXPECT_NE(header("permissions-policy").find("camera=()"), std::string::npos);
}

bool kept_by_nobody(const HttpReply& reply) {
  return reply.headers.contains("cache-control") && reply.headers.at("cache-control") == "no-store";
}

TEST(SecurityHeaders, G12AreInEveryAnswer) {
  const RunningServer server;
  const auto get = [&](const char* target) { return request(server.port(), "GET", target); };
  expect_security(get("/"), 200);
  expect_security(get("/healthz"), 200);
  expect_security(get("/v1/nothing"), 404);
  expect_security(get("/v1/products/x/live"), 400);
  expect_security(request(server.port(), "PUT", "/"), 405);
  RawSocket nonsense = RawSocket::tcp(server.port());
  nonsense.send("this is no request at all\r\n\r\n");
  expect_security(*nonsense.read_reply(), 400);

  const RunningServer full({.per_address_max = 1});
  RawSocket first = RawSocket::tcp(full.port());
  first.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
  expect_security(*first.read_reply(), 200);
  expect_security(*RawSocket::tcp(full.port()).read_reply(), 429);
}

TEST(SecurityHeaders, G12AnswersOfTheApiAreKeptByNobody) {
  const RunningServer server;
  const auto get = [&](const std::string& target, const std::string& headers = "") {
    return request(server.port(), "GET", target, headers);
  };
  const std::string session =
      "/v1/session?product=" + server.product() + "&as=" + server.owner().handle;
  EXPECT_TRUE(kept_by_nobody(get(session)));
  EXPECT_TRUE(
      kept_by_nobody(get(session, "Authorization: Bearer " + server.owner().token + "\r\n")));
  EXPECT_TRUE(kept_by_nobody(get("/healthz")));
  EXPECT_TRUE(kept_by_nobody(request(server.port(), "PUT", "/v1/join")));
  EXPECT_TRUE(kept_by_nobody(
      get("/v1/products/" + server.product() + "/live", testing::upgrade_headers("x"))));
}

TEST(SecurityHeaders, HttpsOnlyIsSaidToThoseWhoCameByHttps) {
  const RunningServer server(
      {}, {}, {.public_url = "https://review.example.org", .trusted_proxies = "127.0.0.1"});
  const auto says = [&](const std::string& headers) {
    RawSocket socket = RawSocket::tcp(server.port());
    socket.send("GET / HTTP/1.1\r\nConnection: close\r\n" + headers + "\r\n");
    return socket.read_reply()->headers.contains("strict-transport-security");
  };
  EXPECT_TRUE(says("Host: review.example.org\r\n"));
  EXPECT_TRUE(says("Host: review.example.org\r\nX-Forwarded-Proto: https\r\n"));
  EXPECT_FALSE(says("Host: review.example.org\r\nX-Forwarded-Proto: http\r\n"));
  EXPECT_FALSE(says("Host: localhost:8080\r\n")) << "other programs on this machine speak http";

  const RunningServer plain;
  EXPECT_FALSE(request(plain.port(), "GET", "/").headers.contains("strict-transport-security"));
}

}  // namespace
}  // namespace reviewd::net
