// Rehearsals: a copy of a review that never joins the record.

#include <gtest/gtest.h>

#include "net/limits.h"
#include "net/running_server.h"

namespace reviewd::net {
namespace {

using testing::add_item;
using testing::HttpReply;
using testing::json_of;
using testing::LiveClient;
using testing::Person;
using testing::request;
using testing::RunningServer;
using testing::text;

constexpr char kJson[] = "Content-Type: application/json\r\n";

class Rehearsal : public ::testing::Test {
 protected:
  Rehearsal() {
    LiveClient owner(server_, server_.owner());
    owner.hello();
    owner.submit(add_item("Export as CSV"));
    v1::Operation plan;
    plan.mutable_plan_review()->set_title("Review of Sprint 12");
    owner.submit(plan);
    review_ = std::to_string(owner.welcome().open_actor().actor()) + ".2.0";
    v1::Operation increment;
    v1::AddIncrement& add = *increment.mutable_add_increment();
    add.mutable_review()->set_actor(owner.welcome().open_actor().actor());
    add.mutable_review()->set_counter(2);
    add.set_title("CSV");
    owner.submit(increment);
    while (owner.until(v1::ServerFrame::kAcked).acked().counter() < 3) {
    }
  }

  HttpReply rehearse(const Person& who, const std::string& review) const {
    return request(server_.port(), "POST",
                   "/v1/products/" + server_.product() + "/rehearsal?as=" + who.handle,
                   std::string(kJson) + "Authorization: Bearer " + who.token + "\r\n",
                   R"({"review":")" + review + R"("})");
  }

  // ".../join/{product}#{secret}"
  struct Link {
    std::string product;
    std::string secret;
  };
  static Link link_of(const HttpReply& reply) {
    const std::string url = text(json_of(reply), "url");
    const std::size_t hash = url.find('#');
    const std::size_t slash = url.rfind('/', hash);
    return {.product = url.substr(slash + 1, hash - slash - 1), .secret = url.substr(hash + 1)};
  }

  HttpReply post(const std::string& path, const Link& link) const {
    return request(
        server_.port(), "POST", path, kJson,
        R"({"product":")" + link.product + R"(","secret":")" + link.secret + R"(","name":""})");
  }

  HttpReply get(const std::string& path, const boost::json::object& joined) const {
    return request(server_.port(), "GET", path + "as=" + text(joined, "handle"),
                   std::string(kJson) + "Authorization: Bearer " + text(joined, "token") + "\r\n");
  }

  std::size_t records() {
    return server_.on_thread([this] {
      std::size_t count = 0;
      for (const ProductId product : server_.log().products().value()) {
        EXPECT_TRUE(server_.log()
                        .read(product, Position{1},
                              [&](v1::Record&&) {
                                ++count;
                                return true;
                              })
                        .has_value());
      }
      return count;
    });
  }

  RunningServer server_;
  std::string review_;
};

TEST_F(Rehearsal, IsACopyThatNeverJoinsTheRecord) {
  const std::size_t before = records();
  const HttpReply reply = rehearse(server_.owner(), review_);
  ASSERT_EQ(reply.status, 200) << reply.body;
  const Link link = link_of(reply);
  EXPECT_NE(link.product, server_.product());
  EXPECT_EQ(text(json_of(post("/v1/invite", link)), "review_title"), "Review of Sprint 12");
  const auto joined = json_of(post("/v1/join", link));
  EXPECT_EQ(text(joined, "role"), "product_owner");
  const auto session = json_of(get("/v1/session?product=" + link.product + "&", joined));
  EXPECT_TRUE(session.at("rehearsal").as_bool());
  EXPECT_EQ(text(session, "product_name"), "Product");
  EXPECT_EQ(text(session, "name"), "Olga Owner");
  const HttpReply backlog = get("/v1/products/" + link.product + "/export?", joined);
  EXPECT_NE(backlog.body.find("Export as CSV"), std::string::npos) << backlog.body;
  EXPECT_EQ(records(), before);
  EXPECT_EQ(server_.log().products()->size(), 1U);
}

TEST_F(Rehearsal, G10IsForThoseWhoLead) {
  EXPECT_EQ(rehearse(server_.join(v1::ROLE_SCRUM_MASTER, "Sam"), review_).status, 200);
  EXPECT_EQ(rehearse(server_.join(v1::ROLE_DEVELOPER, "Dan"), review_).status, 403);
  EXPECT_EQ(rehearse(server_.join(v1::ROLE_STAKEHOLDER, "Sue"), review_).status, 403);
  EXPECT_EQ(rehearse(Person{.handle = std::string(16, 'a'), .token = std::string(32, 'a')}, review_)
                .status,
            401);
}

TEST_F(Rehearsal, WhatIsNoReviewIsRefused) {
  EXPECT_EQ(rehearse(server_.owner(), "nonsense").status, 400);
  EXPECT_EQ(rehearse(server_.owner(), "7.7.7").status, 404);
}

TEST_F(Rehearsal, TheProductItselfIsNone) {
  const Person owner = server_.owner();
  const auto session = json_of(request(
      server_.port(), "GET", "/v1/session?product=" + server_.product() + "&as=" + owner.handle,
      std::string(kJson) + "Authorization: Bearer " + owner.token + "\r\n"));
  EXPECT_FALSE(session.at("rehearsal").as_bool());
}

// G4, kRehearsalsMax: the oldest that nobody is in makes place.
TEST_F(Rehearsal, G4TheOldestUnusedOneGoes) {
  const Link first = link_of(rehearse(server_.owner(), review_));
  for (std::size_t i = 1; i < kRehearsalsMax; ++i)
    ASSERT_EQ(rehearse(server_.owner(), review_).status, 200);
  EXPECT_EQ(post("/v1/invite", first).status, 200);
  ASSERT_EQ(rehearse(server_.owner(), review_).status, 200);
  EXPECT_EQ(post("/v1/invite", first).status, 404);
}

// G4, kRehearsalLogBytesMax: what is only in memory must not fill it.
TEST(RehearsalLog, G4TakesSoMuchAndNoMore) {
  store::MemoryEventLog log;
  log.limit(kRehearsalLogBytesMax);
  constexpr ProductId kProduct{7};
  ASSERT_TRUE(log.create(kProduct).has_value());
  ASSERT_TRUE(log.open(kProduct).has_value());
  constexpr std::uint64_t kMebibyte = 1 << 20;
  std::vector<engine::AppendStatus> answers;
  for (std::uint64_t i = 1; i <= kRehearsalLogBytesMax / kMebibyte; ++i) {
    v1::Record record;
    record.set_position(i);
    record.set_first_seq(1);
    record.add_outcomes()->set_mac(std::string(kMebibyte, 'x'));
    log.append(kProduct, Position{i}, std::move(record),
               [&](engine::AppendStatus status) { answers.push_back(status); });
  }
  ASSERT_EQ(answers.size(), kRehearsalLogBytesMax / kMebibyte);
  for (std::size_t i = 0; i + 1 < answers.size(); ++i)
    EXPECT_EQ(answers[i], engine::AppendStatus::kAppended);
  EXPECT_EQ(answers.back(), engine::AppendStatus::kFailed);
}

}  // namespace
}  // namespace reviewd::net
