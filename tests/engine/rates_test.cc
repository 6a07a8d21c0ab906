// What people may ask for as often as they like, and what the log keeps of each: a flood is
// answered, and leaves the log as it was.

#include "engine/meeting_fixture.h"

namespace reviewd::engine {
namespace {

class Rates : public MeetingFixture {
 protected:
  // The product opened anew, with so few grants that a test can use them up.
  ParticipantId gus_with_grants(std::uint32_t burst) {
    const ParticipantId gus = join(v1::ROLE_STAKEHOLDER, "gus");
    limits_.grants_burst = burst;
    limits_.grants_per_second = 1;
    restart();
    return gus;
  }

  Result<CommandResult> renew(const std::string& from, const std::string& to) {
    return command(RenewSession{
        .handle = "gus", .token_hash = sha256(from), .new_token_hash = sha256(to), .salt = {}});
  }

  Result<CommandResult> link(const std::string& secret) {
    return command(MakeDeviceLink{
        .handle = "gus", .token_hash = sha256("session of gus"), .secret_hash = sha256(secret)});
  }

  static v1::Hello hello_with(const v1::Welcome& lease) {
    v1::Hello hello = hello_with_version();
    hello.mutable_actors()->set_open_actor(lease.open_actor().actor());
    hello.mutable_actors()->set_sealed_actor(lease.sealed_actor().actor());
    hello.mutable_actors()->set_token(lease.actor_token());
    return hello;
  }
};

// exports_per_second, exports_burst
TEST_F(Rates, G4ExportsOfOnePersonHaveARate) {
  limits_.exports_burst = 2;
  limits_.exports_per_second = 1;
  restart();
  const auto exported = [&](std::uint32_t who) {
    return command(ExportBacklog{.reader = ParticipantId{who}});
  };
  EXPECT_TRUE(exported(1).has_value());
  EXPECT_TRUE(exported(1).has_value());
  const auto refused = exported(1);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, v1::ERROR_CODE_RATE_LIMITED);
  EXPECT_GT(refused.error().after_ms, 0u);
  EXPECT_TRUE(exported(2).has_value());
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(exported(0).has_value());  // an administrator
  now_ms_ += 1000;
  EXPECT_TRUE(exported(1).has_value());
}

TEST_F(Rates, G4NewTabsOfOnePersonHaveARateAndTheOthersAreNotLogged) {
  const ParticipantId gus = gus_with_grants(2);
  const ConnectionId first = connect(gus);
  EXPECT_EQ(close_code(connect(gus)), 0);
  const std::size_t logged = records().size();

  const ConnectionId third = connect(gus);

  EXPECT_EQ(close_code(third), 4001);
  const auto told = frames(third);
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].problem().code(), v1::ERROR_CODE_RATE_LIMITED);
  EXPECT_GT(told[0].problem().after_ms(), 0u);
  EXPECT_EQ(records().size(), logged);
  // Coming back with a lease is no new tab, watching needs none, and others have a rate of theirs.
  EXPECT_EQ(close_code(connect(gus, hello_with(welcome(first)))), 0);
  v1::Hello watching = hello_with_version();
  watching.set_watch_only(true);
  EXPECT_EQ(close_code(connect(gus, watching)), 0);
  EXPECT_EQ(close_code(connect(ParticipantId{1})), 0);
  now_ms_ += 1000;
  EXPECT_EQ(close_code(connect(gus)), 0);
}

TEST_F(Rates, G4WhoWasTurnedAwayIsNotShownAsPresent) {
  const ParticipantId gus = gus_with_grants(0);
  owner_ = connect(ParticipantId{1}, [] {
    v1::Hello watching = hello_with_version();
    watching.set_watch_only(true);
    return watching;
  }());
  EXPECT_EQ(close_code(connect(gus)), 4001);
  broadcast_.clear();
  now_ms_ += 1000;
  tick();
  for (const v1::ServerFrame& frame : broadcast_) {
    for (const v1::Here& here : frame.presence().here()) EXPECT_NE(here.participant(), value(gus));
  }
}

TEST_F(Rates, G4DeviceLinksHaveARateAPerson) {
  gus_with_grants(2);
  ASSERT_TRUE(link("one"));
  ASSERT_TRUE(link("two"));
  const std::size_t logged = records().size();
  const auto third = link("three");
  ASSERT_FALSE(third);
  EXPECT_EQ(third.error().code, v1::ERROR_CODE_RATE_LIMITED);
  EXPECT_EQ(records().size(), logged);
  now_ms_ += 1000;
  EXPECT_TRUE(link("three"));
}

TEST_F(Rates, G4RenewalsHaveARateAPersonButNotThoseThatAChangeOfRoleAsksFor) {
  const ParticipantId gus = gus_with_grants(1);
  ASSERT_TRUE(renew("session of gus", "second"));
  const auto idle = renew("second", "third");
  ASSERT_FALSE(idle);
  EXPECT_EQ(idle.error().code, v1::ERROR_CODE_RATE_LIMITED);

  owner_ = connect(ParticipantId{1});
  v1::Operation change = operation(owner_);
  change.mutable_change_role()->set_participant(value(gus));
  change.mutable_change_role()->set_role(v1::ROLE_OBSERVER);
  ASSERT_FALSE(decide(owner_, change));

  EXPECT_TRUE(renew("second", "third"));
}

TEST_F(Rates, G4WrongSecretsDoNotUseUpTheJoinsOfAProduct) {
  limits_.joins_burst = 2;
  limits_.joins_per_second = 1;
  restart();
  for (int i = 0; i < 20; ++i) {
    const auto wrong = command(Join{.secret_hash = sha256("guess " + std::to_string(i)),
                                    .name = "m",
                                    .handle = "m",
                                    .token_hash = sha256("m")});
    ASSERT_EQ(wrong.error().code, v1::ERROR_CODE_FORBIDDEN);
  }
  join(v1::ROLE_STAKEHOLDER, "gus");
}

}  // namespace
}  // namespace reviewd::engine
