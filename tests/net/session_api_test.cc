// Sessions over HTTP: further devices, renewal, signing out, the waiting room, the way back in.

#include <gtest/gtest.h>

#include "auth/limits.h"
#include "auth/secret.h"
#include "net/running_server.h"

namespace reviewd::net {
namespace {

using testing::HttpReply;
using testing::json_of;
using testing::LiveClient;
using testing::Person;
using testing::request;
using testing::RunningServer;
using testing::text;

constexpr char kJson[] = "Content-Type: application/json\r\n";

class SessionApi : public ::testing::Test {
 protected:
  std::string target(const std::string& path, const Person& who) const {
    return path + "?product=" + server_.product() + "&as=" + who.handle;
  }
  static std::string bearer(const Person& who) {
    return std::string(kJson) + "Authorization: Bearer " + who.token + "\r\n";
  }
  HttpReply get(const std::string& path, const Person& who) const {
    return request(server_.port(), "GET", target(path, who), bearer(who));
  }
  HttpReply post(const std::string& path, const Person& who) const {
    return request(server_.port(), "POST", target(path, who), bearer(who), "{}");
  }
  HttpReply join(const std::string& field, const std::string& secret,
                 const std::string& name) const {
    const std::string body = R"({"product":")" + server_.product() + R"(",")" + field + R"(":")" +
                             secret + R"(","name":")" + name + "\"}";
    return request(server_.port(), "POST", "/v1/join", kJson, body);
  }
  static Person person(const HttpReply& reply) {
    const auto body = json_of(reply);
    return {.handle = text(body, "handle"),
            .token = text(body, "token"),
            .participant = static_cast<std::uint32_t>(body.at("participant").as_int64())};
  }
  // "...#{secret}"
  static std::string secret_of(const std::string& url) { return url.substr(url.find('#') + 1); }

  // A review is open and the code leads to its waiting room.
  void open_the_door(LiveClient& owner, const std::string& code) {
    owner.hello();
    v1::Operation plan;
    plan.mutable_plan_review()->set_title("Review");
    owner.submit(plan);
    v1::Operation open;
    open.mutable_open_review()->mutable_review()->set_actor(owner.welcome().open_actor().actor());
    open.mutable_open_review()->mutable_review()->set_counter(1);
    owner.submit(open);
    v1::Operation door;
    door.mutable_set_join_code()->set_code(code);
    owner.submit(door);
    while (owner.until(v1::ServerFrame::kAcked).acked().counter() < 3) {
    }
  }

  RunningServer server_;
};

TEST_F(SessionApi, DeviceLinkSignsTheSamePersonInOnce) {
  const Person ada = server_.join(v1::ROLE_STAKEHOLDER, "Ada");
  const auto link = json_of(post("/v1/session/link", ada));
  EXPECT_GT(link.at("expires_ms").as_int64(), 0);
  const std::string secret = secret_of(text(link, "url"));

  const Person phone = person(join("secret", secret, ""));
  EXPECT_EQ(phone.participant, ada.participant);
  EXPECT_EQ(phone.handle, ada.handle);
  EXPECT_EQ(get("/v1/session", ada).status, 200);
  EXPECT_EQ(join("secret", secret, "").status, 403);
}

TEST_F(SessionApi, SignOutEverywhereEndsAllDevicesAndClosesTheirTabs) {
  const Person ada = server_.join(v1::ROLE_STAKEHOLDER, "Ada");
  const auto link = json_of(post("/v1/session/link", ada));
  const Person phone = person(join("secret", secret_of(text(link, "url")), ""));
  LiveClient tab(server_, phone);
  tab.hello();

  const HttpReply reply = request(server_.port(), "DELETE",
                                  target("/v1/session", ada) + "&everywhere=true", bearer(ada));

  EXPECT_EQ(reply.status, 204);
  EXPECT_EQ(tab.closed(), 4501);
  EXPECT_EQ(get("/v1/session", ada).status, 401);
  EXPECT_EQ(get("/v1/session", phone).status, 401);
}

TEST_F(SessionApi, RenewedSessionTakesThePlaceOfTheOldOne) {
  const Person ada = server_.join(v1::ROLE_STAKEHOLDER, "Ada");
  const HttpReply reply = post("/v1/session/renew", ada);
  ASSERT_EQ(reply.status, 200);
  Person renewed = ada;
  renewed.token = text(json_of(reply), "token");
  EXPECT_TRUE(reply.headers.contains("set-cookie"));
  EXPECT_EQ(get("/v1/session", renewed).status, 200);
  EXPECT_EQ(get("/v1/session", ada).status, 401);
}

TEST_F(SessionApi, G2RenewalIsRepeatedWithTheOldTokenUntilTheNewOneIsUsed) {
  const Person ada = server_.join(v1::ROLE_STAKEHOLDER, "Ada");
  const std::string lost = text(json_of(post("/v1/session/renew", ada)), "token");
  EXPECT_EQ(json_of(get("/v1/session", ada)).at("renew"), true);
  EXPECT_EQ(get("/v1/products/" + server_.product() + "/export", ada).status, 401);

  Person renewed = ada;
  renewed.token = text(json_of(post("/v1/session/renew", ada)), "token");

  EXPECT_EQ(renewed.token, lost);
  EXPECT_NE(renewed.token, ada.token);
  EXPECT_EQ(json_of(get("/v1/session", renewed)).at("renew"), false);
  EXPECT_EQ(post("/v1/session/renew", ada).status, 401);
}

TEST_F(SessionApi, RoleChangeAsksForRenewalBeforeAnythingElse) {
  const Person dan = server_.join(v1::ROLE_STAKEHOLDER, "Dan");
  LiveClient owner(server_, server_.owner());
  owner.hello();
  LiveClient tab(server_, dan);
  tab.hello();
  v1::Operation change;
  change.mutable_change_role()->set_participant(dan.participant);
  change.mutable_change_role()->set_role(v1::ROLE_DEVELOPER);
  owner.submit(change);
  EXPECT_EQ(tab.closed(), 4005);

  EXPECT_EQ(get("/v1/products/" + server_.product() + "/export", dan).status, 401);
  const auto session = json_of(get("/v1/session", dan));
  EXPECT_EQ(session.at("renew"), true);
  EXPECT_EQ(session.at("role"), "developer");
  Person renewed = dan;
  renewed.token = text(json_of(post("/v1/session/renew", dan)), "token");
  LiveClient back(server_, renewed);
  back.hello();
  EXPECT_EQ(back.welcome().role(), v1::ROLE_DEVELOPER);
}

TEST_F(SessionApi, JoinCodeLeadsToTheWaitingRoomAndAdmissionToTheProduct) {
  LiveClient owner(server_, server_.owner());
  open_the_door(owner, "QJ4XW2NR");
  const HttpReply reply = join("code", "QJ4XW2NR", "Wanda");
  ASSERT_EQ(reply.status, 200);
  EXPECT_EQ(json_of(reply).at("waiting"), true);
  const Person wanda = person(reply);
  EXPECT_EQ(json_of(get("/v1/session", wanda)).at("waiting"), true);
  EXPECT_EQ(get("/v1/products/" + server_.product() + "/export", wanda).status, 403);
  EXPECT_EQ(post("/v1/session/link", wanda).status, 403);

  LiveClient tab(server_, wanda);
  v1::ClientFrame hello;
  hello.mutable_hello()->set_version_min(1);
  hello.mutable_hello()->set_version_max(1);
  tab.send(hello);
  EXPECT_TRUE(tab.next().has_waiting());
  v1::Operation admit;
  admit.mutable_admit_waiting()->add_participants(wanda.participant);
  owner.submit(admit);
  EXPECT_EQ(tab.closed(), 4004);
  LiveClient inside(server_, wanda);
  inside.hello();
  EXPECT_EQ(inside.welcome().participant(), wanda.participant);
}

TEST_F(SessionApi, G12GuessingJoinCodesIsSlowedDownForTheWholeProduct) {
  LiveClient owner(server_, server_.owner());
  open_the_door(owner, "QJ4XW2NR");
  for (std::uint32_t i = 0; i < auth::kWrongCodesBurst; ++i) {
    ASSERT_EQ(join("code", "AAAAAAAA", "Eve").status, 403) << i;
  }
  EXPECT_EQ(join("code", "AAAAAAAA", "Eve").status, 429);
  EXPECT_EQ(join("code", "QJ4XW2NR", "Wanda").status, 429) << "or a right guess would show";
}

TEST_F(SessionApi, AdministratorsWayBackInIsOnTheSocketOnlyAndNeedsAReason) {
  const auto body = [&](const std::string& reason) {
    return R"({"product":")" + server_.product() + R"(","reason":")" + reason + "\"}";
  };
  const std::string path = "/v1/admin/restore-access";
  EXPECT_EQ(request(server_.port(), "POST", path, kJson, body("lost laptop")).status, 404);

  testing::RawSocket local = testing::RawSocket::local(server_.socket_path());
  const auto ask = [&](const std::string& reason) {
    local.send("POST " + path + " HTTP/1.1\r\nHost: x\r\n" + std::string(kJson) +
               "Content-Length: " + std::to_string(body(reason).size()) + "\r\n\r\n" +
               body(reason));
    return local.read_reply().value();
  };
  EXPECT_EQ(ask(" ").status, 400);
  const HttpReply reply = ask("lost laptop");
  ASSERT_EQ(reply.status, 200);
  const Person back = person(join("secret", secret_of(text(json_of(reply), "url")), ""));
  EXPECT_EQ(back.participant, server_.owner().participant);
}

// What whoever has it can try with somebody's cookie or token: one target or upgrade after another.
TEST_F(SessionApi, G12AStolenCookieIsWorthNothingAfterItsOwnerSignedOut) {
  const Person ada = server_.join(v1::ROLE_STAKEHOLDER, "Ada");
  const std::string cookie = std::string(kJson) + "Cookie: rv-" + ada.handle + "=" + ada.token +
                             "\r\n" + "Origin: http://localhost:" + std::to_string(server_.port()) +
                             "\r\n";
  const std::string product = "/v1/products/" + server_.product();
  const auto all = [&](int status) {
    const auto ask = [&](const char* method, const std::string& path, const char* body) {
      return request(server_.port(), method, target(path, ada), cookie, body).status;
    };
    EXPECT_EQ(ask("GET", "/v1/session", ""), status);
    EXPECT_EQ(ask("GET", product + "/export", ""), status);
    EXPECT_EQ(ask("POST", "/v1/session/link", "{}"), status);
    const HttpReply live =
        request(server_.port(), "GET", product + "/live?as=" + ada.handle,
                cookie +
                    "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                    "Sec-WebSocket-Protocol: reviewd.v1.proto\r\n");
    EXPECT_EQ(live.status, status == 200 ? 101 : status);
    if (status != 200) {
      EXPECT_EQ(ask("POST", "/v1/session/renew", "{}"), status);
      EXPECT_EQ(ask("DELETE", "/v1/session", ""), status);
    }
  };
  all(200);
  ASSERT_EQ(request(server_.port(), "DELETE", target("/v1/session", ada), bearer(ada)).status, 204);
  all(401);
}

TEST_F(SessionApi, G12SomebodyElsesHandleIsNotOpenedByOnesOwnSecret) {
  const Person ada = server_.join(v1::ROLE_STAKEHOLDER, "Ada");
  const Person owner = server_.owner();
  const Person forged{.handle = owner.handle, .token = ada.token, .participant = 0};
  const std::string product = "/v1/products/" + server_.product();
  EXPECT_EQ(get("/v1/session", forged).status, 401);
  EXPECT_EQ(get(product + "/export", forged).status, 401);
  EXPECT_EQ(post("/v1/session/link", forged).status, 401);
  EXPECT_EQ(post("/v1/session/renew", forged).status, 401);
  EXPECT_EQ(request(server_.port(), "DELETE", target("/v1/session", forged), bearer(forged)).status,
            401);
  EXPECT_EQ(request(server_.port(), "GET", product + "/live?as=" + owner.handle,
                    testing::upgrade_headers(ada.token))
                .status,
            401);
  EXPECT_EQ(get("/v1/session", owner).status, 200) << "nothing has happened to them";
  EXPECT_EQ(get("/v1/session", ada).status, 200);
}

TEST_F(SessionApi, G12ARevokedLinkIsRefusedAndSoIsOneThatNeverWas) {
  LiveClient owner(server_, server_.owner());
  owner.hello();
  const std::string secret(32, 'a');
  v1::Operation make;
  make.mutable_create_invite()->set_role(v1::ROLE_STAKEHOLDER);
  make.mutable_create_invite()->set_secret_hash(
      std::string(as_bytes(auth::secret_hash(secret).value())));
  owner.submit(make);
  while (owner.until(v1::ServerFrame::kAcked).acked().counter() < 1) {
  }
  EXPECT_EQ(join("secret", secret, "Ada").status, 200);
  v1::Operation revoke;
  v1::Id& id = *revoke.mutable_revoke_invite()->mutable_invite();
  id.set_actor(owner.welcome().open_actor().actor());
  id.set_counter(1);
  owner.submit(revoke);
  while (owner.until(v1::ServerFrame::kAcked).acked().counter() < 2) {
  }
  for (const std::string& useless : {secret, std::string(32, 'b')}) {
    const HttpReply refused = join("secret", useless, "Eve");
    EXPECT_EQ(refused.status, 403);
    EXPECT_EQ(text(json_of(refused), "name"), "forbidden");
    EXPECT_FALSE(refused.headers.contains("set-cookie"));
  }
}

}  // namespace
}  // namespace reviewd::net
