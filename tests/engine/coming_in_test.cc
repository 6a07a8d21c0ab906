// How people come in, wait, are let in, and leave.

#include <gmock/gmock.h>

#include "domain/limits.h"
#include "engine/meeting_fixture.h"
#include "engine/visibility.h"

namespace reviewd::engine {
namespace {

using testing::IsEmpty;

constexpr const char* kCode = "QJ4XW2NR";
constexpr std::int64_t kHourMs = 3'600'000;

class ComingIn : public MeetingFixture {
 protected:
  bool signed_in(const std::string& name, SessionUse use = SessionUse::kLive) const {
    return room_->authenticate(name, sha256("session of " + name), TimeMs{now_ms_}, use)
        .has_value();
  }

  // The salt that `old` leads on with, which tells one new secret from another.
  Result<std::uint8_t> renew(const std::string& name, const std::string& old,
                             const std::string& fresh, std::uint8_t salt = 1) {
    const auto result = command(RenewSession{.handle = name,
                                             .token_hash = sha256(old),
                                             .new_token_hash = sha256(fresh),
                                             .salt = {salt}});
    if (!result) return std::unexpected(result.error());
    return std::get<SessionRenewed>(*result).salt[0];
  }

  bool knows(const std::string& name, const std::string& secret,
             SessionUse use = SessionUse::kLive) const {
    return room_->authenticate(name, sha256(secret), TimeMs{now_ms_}, use).has_value();
  }

  v1::Operation admit(ParticipantId who) {
    v1::Operation out = operation(owner_);
    out.mutable_admit_waiting()->add_participants(value(who));
    return out;
  }

  v1::Operation remove(ParticipantId who) {
    v1::Operation out = operation(owner_);
    out.mutable_remove_participant()->set_participant(value(who));
    return out;
  }

  v1::Operation change_role(ParticipantId who, v1::Role role) {
    v1::Operation out = operation(owner_);
    out.mutable_change_role()->set_participant(value(who));
    out.mutable_change_role()->set_role(role);
    return out;
  }

  std::optional<v1::ErrorCode> refusal(ConnectionId who, const v1::Operation& operation) {
    const auto outcome = decide(who, operation);
    if (!outcome || outcome->kind() != v1::OUTCOME_KIND_REJECTED) return std::nullopt;
    return outcome->error().code();
  }
};

// --------------------------------------------------------------------------- sessions

TEST_F(ComingIn, SessionEndsAfterTwelveIdleHoursAndNotBefore) {
  join(v1::ROLE_STAKEHOLDER, "gus");
  now_ms_ += domain::kSessionIdleMs - 1;
  EXPECT_TRUE(signed_in("gus"));
  now_ms_ += 1;
  EXPECT_FALSE(signed_in("gus"));
}

TEST_F(ComingIn, SignOfLifeKeepsASessionForItsSevenDaysAndNoLonger) {
  const std::int64_t start = now_ms_;
  const ParticipantId gus = join(v1::ROLE_STAKEHOLDER, "gus");
  while (now_ms_ + 6 * kHourMs < start + domain::kSessionLifeMs) {
    now_ms_ += 6 * kHourMs;
    ASSERT_TRUE(signed_in("gus"));
    ASSERT_TRUE(command(DescribeSession{.handle = "gus", .token_hash = sha256("session of gus")}));
  }
  now_ms_ = start + domain::kSessionLifeMs - 1;
  EXPECT_TRUE(signed_in("gus"));
  now_ms_ += 1;
  EXPECT_FALSE(signed_in("gus"));
  static_cast<void>(gus);
}

TEST_F(ComingIn, SignsOfLifeAreLoggedOnceAnHourOnly) {
  join(v1::ROLE_STAKEHOLDER, "gus");
  const std::size_t before = records().size();
  for (int i = 0; i < 50; ++i) {
    ASSERT_TRUE(command(DescribeSession{.handle = "gus", .token_hash = sha256("session of gus")}));
  }
  EXPECT_EQ(records().size(), before);
  now_ms_ += domain::kSessionSeenEveryMs;
  for (int i = 0; i < 50; ++i) {
    ASSERT_TRUE(command(DescribeSession{.handle = "gus", .token_hash = sha256("session of gus")}));
  }
  EXPECT_EQ(records().size(), before + 1);
}

TEST_F(ComingIn, ExpiredSessionsAreSweptFromTheStateAndTheirTabsClosed) {
  const ParticipantId gus = join(v1::ROLE_STAKEHOLDER, "gus");
  step(Connected{
      .connection = ConnectionId{77}, .participant = gus, .session = sha256("session of gus")});
  now_ms_ += domain::kSessionLifeMs;
  tick();
  EXPECT_EQ(close_code(ConnectionId{77}), 4501);
  EXPECT_THAT(room_->log_snapshot()->state().sessions(), IsEmpty());
}

TEST_F(ComingIn, SignOutEverywhereEndsEverySessionOfThatPersonOnly) {
  const ParticipantId gus = join(v1::ROLE_STAKEHOLDER, "gus");
  join(v1::ROLE_STAKEHOLDER, "hana");
  ASSERT_TRUE(command(MakeDeviceLink{
      .handle = "gus", .token_hash = sha256("session of gus"), .secret_hash = sha256("link")}));
  const auto phone = command(
      Join{.secret_hash = sha256("link"), .handle = "other", .token_hash = sha256("phone of gus")});
  ASSERT_TRUE(phone);
  EXPECT_EQ(std::get<Joined>(*phone).participant, gus);
  EXPECT_EQ(std::get<Joined>(*phone).handle, "gus");

  ASSERT_TRUE(command(
      EndSession{.handle = "gus", .token_hash = sha256("session of gus"), .everywhere = true}));

  EXPECT_FALSE(signed_in("gus"));
  EXPECT_FALSE(
      room_->authenticate("gus", sha256("phone of gus"), TimeMs{now_ms_}, SessionUse::kLive));
  EXPECT_TRUE(signed_in("hana"));
}

TEST_F(ComingIn, DeviceLinkWorksOnceAndForTenMinutes) {
  join(v1::ROLE_STAKEHOLDER, "gus");
  const Digest session = sha256("session of gus");
  ASSERT_TRUE(command(
      MakeDeviceLink{.handle = "gus", .token_hash = session, .secret_hash = sha256("one")}));
  ASSERT_TRUE(command(
      MakeDeviceLink{.handle = "gus", .token_hash = session, .secret_hash = sha256("two")}));
  const auto use = [&](const char* link) {
    return command(Join{
        .secret_hash = sha256(link), .handle = "x", .token_hash = sha256(std::string("s") + link)});
  };
  EXPECT_TRUE(use("one"));
  EXPECT_EQ(use("one").error().code, v1::ERROR_CODE_FORBIDDEN);
  now_ms_ += domain::kDeviceLinkLifeMs;
  EXPECT_EQ(use("two").error().code, v1::ERROR_CODE_EXPIRED);
}

TEST_F(ComingIn, G4OnlyTheYoungestFiveDeviceLinksOfAPersonAreKept) {
  join(v1::ROLE_STAKEHOLDER, "gus");
  for (int i = 0; i <= 5; ++i) {
    now_ms_ += 1;
    ASSERT_TRUE(command(MakeDeviceLink{.handle = "gus",
                                       .token_hash = sha256("session of gus"),
                                       .secret_hash = sha256("link " + std::to_string(i))}));
  }
  EXPECT_EQ(room_->log_snapshot()->state().device_links_size(), 5);
  EXPECT_FALSE(
      command(Join{.secret_hash = sha256("link 0"), .handle = "x", .token_hash = sha256("s")}));
  EXPECT_TRUE(
      command(Join{.secret_hash = sha256("link 1"), .handle = "x", .token_hash = sha256("s")}));
}

TEST_F(ComingIn, AdministratorLetsTheProductOwnerBackInAndEverybodyIsTold) {
  ASSERT_TRUE(command(RestoreAccess{.secret_hash = sha256("way in"), .reason = "lost laptop"}));
  ASSERT_TRUE(published_.back().has_access_restored());
  EXPECT_EQ(published_.back().reason().plain(), "lost laptop");
  EXPECT_TRUE(visible(published_.back(), v1::VISIBILITY_CLASS_GUEST));

  const auto back = command(
      Join{.secret_hash = sha256("way in"), .handle = "x", .token_hash = sha256("new laptop")});
  ASSERT_TRUE(back);
  EXPECT_EQ(std::get<Joined>(*back).participant, ParticipantId{1});
  EXPECT_EQ(std::get<Joined>(*back).handle, "olive");
  EXPECT_EQ(command(RestoreAccess{.secret_hash = sha256("x"), .reason = " "}).error().code,
            v1::ERROR_CODE_BAD_REQUEST);
}

TEST_F(ComingIn, LinksForTheTeamArePersonal) {
  v1::Operation invite = operation(owner_);
  invite.mutable_create_invite()->set_role(v1::ROLE_DEVELOPER);
  invite.mutable_create_invite()->set_secret_hash(std::string(as_bytes(sha256("dev"))));
  EXPECT_EQ(refusal(owner_, invite), v1::ERROR_CODE_BAD_REQUEST);
}

// ----------------------------------------------------------------------- waiting room

TEST_F(ComingIn, JoinCodeWorksWhileAReviewIsOpenOnly) {
  set_code(kCode);
  EXPECT_EQ(command(DescribeInvite{.code = kCode}).error().code, v1::ERROR_CODE_FORBIDDEN);
  open_review();
  EXPECT_TRUE(command(DescribeInvite{.code = kCode}));
  EXPECT_FALSE(command(DescribeInvite{.code = "QJ4XW2NS"}));
  close_review();
  EXPECT_EQ(command(DescribeInvite{.code = kCode}).error().code, v1::ERROR_CODE_FORBIDDEN);
}

TEST_F(ComingIn, WithdrawnCodeOpensNothing) {
  open_review();
  set_code(kCode);
  set_code("");
  EXPECT_EQ(command(DescribeInvite{.code = kCode}).error().code, v1::ERROR_CODE_FORBIDDEN);
}

TEST_F(ComingIn, BadCodesAreRefused) {
  for (const char* code : {"SHORT", "QJ4XW2NRX", "qj4xw2nr", "QJ4XW2NO", "QJ4XW2N1"}) {
    v1::Operation set = operation(owner_);
    set.mutable_set_join_code()->set_code(code);
    const auto outcome = decide(owner_, set);
    ASSERT_TRUE(outcome) << code;
    EXPECT_EQ(outcome->error().code(), v1::ERROR_CODE_BAD_REQUEST) << code;
    owner_ = connect(ParticipantId{1});
  }
}

TEST_F(ComingIn, G9WaitingConnectionGetsItsAdmissionAndNothingElse) {
  open_review();
  set_code(kCode);
  const Waiter waiter = wait_by_code(kCode, "wanda");
  decide(owner_, add(owner_, {"Secret plan"}));
  tick();
  now_ms_ += 2000;
  tick();

  const auto told = frames(waiter.connection);
  ASSERT_EQ(told.size(), 1u);
  EXPECT_TRUE(told[0].has_waiting());
  for (const StartStream& stream : started_) EXPECT_NE(stream.connection, waiter.connection);
  EXPECT_FALSE(signed_in("wanda", SessionUse::kContents));

  EXPECT_FALSE(decide(owner_, admit(waiter.participant)));
  EXPECT_EQ(close_code(waiter.connection), 4004);
  ASSERT_TRUE(published_.back().has_participant_joined());
  EXPECT_EQ(published_.back().participant_joined().name().plain(), "wanda");
  EXPECT_TRUE(signed_in("wanda", SessionUse::kContents));
  const ConnectionId back = connect(waiter.participant);
  EXPECT_EQ(welcome(back).role(), v1::ROLE_STAKEHOLDER);
}

TEST_F(ComingIn, WaitingConnectionCanDoNothing) {
  open_review();
  set_code(kCode);
  const Waiter waiter = wait_by_code(kCode, "wanda");
  const std::size_t before = records().size();
  v1::ClientFrame frame;
  frame.mutable_submit()->add_operations()->mutable_noop();
  step(FrameReceived{waiter.connection, frame});
  sync();
  EXPECT_EQ(close_code(waiter.connection), 4500);
  EXPECT_EQ(records().size(), before);
}

TEST_F(ComingIn, RefusedPersonIsToldAndTheirSessionIsOver) {
  open_review();
  set_code(kCode);
  const Waiter waiter = wait_by_code(kCode, "wanda");
  v1::Operation refuse = operation(owner_);
  refuse.mutable_refuse_waiting()->add_participants(value(waiter.participant));
  const std::size_t events = published_.size();
  EXPECT_FALSE(decide(owner_, refuse));
  EXPECT_EQ(published_.size(), events);  // nobody else hears of it
  EXPECT_EQ(close_code(waiter.connection), 4501);
  EXPECT_FALSE(signed_in("wanda", SessionUse::kSession));
  EXPECT_EQ(decide(owner_, admit(waiter.participant))->kind(), v1::OUTCOME_KIND_NOOP);
  EXPECT_GT(wait_by_code(kCode, "walt").participant, waiter.participant);  // ids are not reused
}

TEST_F(ComingIn, LobbyIsShownToFacilitatorsOnly) {
  const ConnectionId developer = connect(join(v1::ROLE_DEVELOPER, "dan"));
  const ConnectionId guest = connect(join(v1::ROLE_STAKEHOLDER, "gus"));
  open_review();
  set_code(kCode);
  wait_by_code(kCode, "wanda");
  tick();
  const v1::ServerFrame* lobby = last_frame(owner_, v1::ServerFrame::kLobby);
  ASSERT_NE(lobby, nullptr);
  EXPECT_EQ(lobby->lobby().waiting(0).name().plain(), "wanda");
  EXPECT_EQ(lobby->lobby().join_code(), kCode);
  EXPECT_EQ(last_frame(developer, v1::ServerFrame::kLobby), nullptr);
  EXPECT_EQ(last_frame(guest, v1::ServerFrame::kLobby), nullptr);
}

TEST_F(ComingIn, WaitingRoomSurvivesReplay) {
  open_review();
  set_code(kCode);
  const ParticipantId wanda = wait_by_code(kCode, "wanda").participant;
  const auto before = room_->log_snapshot();
  restart();
  const auto after = room_->log_snapshot();
  EXPECT_EQ(after->SerializeAsString(), before->SerializeAsString());
  owner_ = connect(ParticipantId{1});
  EXPECT_FALSE(decide(owner_, admit(wanda)));
}

TEST_F(ComingIn, G4FullWaitingRoomRefuses) {
  open_review();
  set_code(kCode);
  for (std::size_t i = 0; i < domain::kWaitingMax; ++i) {
    const std::string name = "w" + std::to_string(i);
    ASSERT_TRUE(
        command(Join{.code = kCode, .name = name, .handle = name, .token_hash = sha256(name)}))
        << i;
  }
  const auto next =
      command(Join{.code = kCode, .name = "n", .handle = "n", .token_hash = sha256("n")});
  EXPECT_EQ(next.error().code, v1::ERROR_CODE_TOO_LARGE);
}

TEST_F(ComingIn, G4JoinsOfOneProductHaveARate) {
  limits_.joins_burst = 3;
  limits_.joins_per_second = 1;
  restart();
  for (const char* name : {"a", "b", "c"}) join(v1::ROLE_STAKEHOLDER, name);
  const Join next{.secret_hash = secret(v1::ROLE_STAKEHOLDER),
                  .name = "d",
                  .handle = "d",
                  .token_hash = sha256("d")};
  const auto refused = command(next);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, v1::ERROR_CODE_RATE_LIMITED);
  EXPECT_GT(refused.error().after_ms, 0u);
  now_ms_ += 1000;
  EXPECT_TRUE(command(next));
}

// ---------------------------------------------------------- removed, muted, another role

TEST_F(ComingIn, RemovedPersonIsOutAtOnceAndCannotComeBack) {
  const ParticipantId gus = join(v1::ROLE_STAKEHOLDER, "gus");
  const ConnectionId tab = connect(gus);
  EXPECT_FALSE(decide(owner_, remove(gus)));
  EXPECT_EQ(close_code(tab), 4501);
  EXPECT_FALSE(signed_in("gus"));
  EXPECT_EQ(refusal(owner_, remove(gus)), v1::ERROR_CODE_UNKNOWN_ITEM);
  restart();
  EXPECT_FALSE(signed_in("gus"));
}

TEST_F(ComingIn, NobodyRemovesTheProductOwner) {
  const ConnectionId master = connect(join(v1::ROLE_SCRUM_MASTER, "sam"));
  v1::Operation out = operation(master);
  out.mutable_remove_participant()->set_participant(1);
  EXPECT_EQ(refusal(master, out), v1::ERROR_CODE_FORBIDDEN);
}

TEST_F(ComingIn, MutedPersonVotesButGivesNoFeedback) {
  const ParticipantId gus = join(v1::ROLE_STAKEHOLDER, "gus");
  const ConnectionId guest = connect(gus);
  const v1::Id poll = open_poll(v1::SECRECY_NAMED, v1::RESULTS_LIVE);
  v1::Operation mute = operation(owner_);
  mute.mutable_mute_participant()->set_participant(value(gus));
  mute.mutable_mute_participant()->set_muted(true);
  EXPECT_FALSE(decide(owner_, mute));

  EXPECT_EQ(refusal(guest, feedback(guest, "Hello", false)), v1::ERROR_CODE_FORBIDDEN);
  EXPECT_EQ(refusal(guest, feedback(guest, "Hello", true)), v1::ERROR_CODE_FORBIDDEN);
  EXPECT_FALSE(refusal(guest, ballot(guest, poll, v1::CONSENT_YES)));
}

TEST_F(ComingIn, C34RoleChangeWinsOverOperationsInFlight) {
  const ParticipantId sam = join(v1::ROLE_SCRUM_MASTER, "sam");
  const ConnectionId master = connect(sam);
  v1::Operation plan = operation(master);
  plan.mutable_plan_review()->set_title("Too late");
  submit(owner_, change_role(sam, v1::ROLE_STAKEHOLDER));
  submit(master, plan);  // sent before the close arrived
  sync();
  EXPECT_EQ(close_code(master), 4005);
  EXPECT_FALSE(published_.back().has_review_planned());
}

TEST_F(ComingIn, ChangedRoleNeedsANewSecretAndKeepsLeaseAndPerson) {
  const ParticipantId dan = join(v1::ROLE_DEVELOPER, "dan");
  step(Connected{
      .connection = ConnectionId{77}, .participant = dan, .session = sha256("session of dan")});
  v1::ClientFrame frame;
  *frame.mutable_hello() = hello_with_version();
  step(FrameReceived{ConnectionId{77}, frame});
  sync();
  const v1::Welcome before = welcome(ConnectionId{77});

  EXPECT_FALSE(decide(owner_, change_role(dan, v1::ROLE_SCRUM_MASTER)));
  EXPECT_EQ(close_code(ConnectionId{77}), 4005);
  EXPECT_FALSE(signed_in("dan"));
  const auto described =
      command(DescribeSession{.handle = "dan", .token_hash = sha256("session of dan")});
  EXPECT_TRUE(std::get<SessionDescription>(*described).renew);
  ASSERT_TRUE(renew("dan", "session of dan", "fresh"));
  EXPECT_FALSE(signed_in("dan", SessionUse::kLive));
  EXPECT_TRUE(room_->authenticate("dan", sha256("fresh"), TimeMs{now_ms_}, SessionUse::kLive));

  v1::Hello hello = hello_with_version();
  hello.mutable_actors()->set_open_actor(before.open_actor().actor());
  hello.mutable_actors()->set_sealed_actor(before.sealed_actor().actor());
  hello.mutable_actors()->set_token(before.actor_token());
  hello.mutable_resume()->set_history(before.history());
  hello.mutable_resume()->set_seq(before.head());
  hello.mutable_resume()->set_visibility(before.visibility());
  const ConnectionId back = connect(dan, hello);
  EXPECT_EQ(welcome(back).open_actor().actor(), before.open_actor().actor());
  EXPECT_EQ(welcome(back).role(), v1::ROLE_SCRUM_MASTER);
  EXPECT_EQ(welcome(back).mode(), v1::RESUME_MODE_TAIL);  // the class is the same
}

TEST_F(ComingIn, WhatFollowsAHandOverInTheSameFrameIsNotHeard) {
  const ParticipantId sam = join(v1::ROLE_SCRUM_MASTER, "sam");
  v1::ClientFrame frame;
  v1::Operation& hand_over = *frame.mutable_submit()->add_operations();
  hand_over = operation(owner_);
  hand_over.mutable_hand_over()->set_participant(value(sam));
  hand_over.mutable_hand_over()->set_role(v1::ROLE_DEVELOPER);
  *frame.mutable_submit()->add_operations() = add(owner_, {"Too late"});
  const std::size_t events = published_.size();
  step(FrameReceived{owner_, frame});
  sync();
  EXPECT_EQ(published_.size(), events + 1);
  EXPECT_TRUE(published_.back().has_product_owner_changed());
}

TEST_F(ComingIn, RenewedSessionLivesNoLongerAndTakesItsLeasesAlong) {
  const ParticipantId gus = join(v1::ROLE_STAKEHOLDER, "gus");
  step(Connected{
      .connection = ConnectionId{77}, .participant = gus, .session = sha256("session of gus")});
  v1::ClientFrame frame;
  *frame.mutable_hello() = hello_with_version();
  step(FrameReceived{ConnectionId{77}, frame});
  sync();
  const auto before = room_->log_snapshot()->state();
  now_ms_ += kHourMs;
  ASSERT_TRUE(renew("gus", "session of gus", "fresh"));
  ASSERT_TRUE(command(DescribeSession{.handle = "gus", .token_hash = sha256("fresh")}));
  const auto after = room_->log_snapshot()->state();

  const auto session_of = [&](const v1::ProductState& state) {
    for (const v1::SessionState& session : state.sessions()) {
      if (session.participant() == value(gus)) return session;
    }
    return v1::SessionState{};
  };
  EXPECT_EQ(session_of(after).started_ms(), session_of(before).started_ms());
  EXPECT_NE(session_of(after).token_hash(), session_of(before).token_hash());
  const std::uint32_t open = welcome(ConnectionId{77}).open_actor().actor();
  for (const v1::ActorState& actor : after.actors()) {
    if (actor.actor() != open) continue;
    EXPECT_FALSE(actor.ended());
    EXPECT_EQ(actor.session_hash(), session_of(after).token_hash());
  }
}

TEST_F(ComingIn, G2RenewalWhoseAnswerWasLostIsToldAgainUntilTheNewSecretIsUsed) {
  join(v1::ROLE_STAKEHOLDER, "gus");
  EXPECT_EQ(renew("gus", "session of gus", "fresh", 1).value(), 1);
  const std::size_t logged = records().size();
  // Nobody heard the answer. The old secret opens nothing, and leads to the same new one as before.
  EXPECT_TRUE(knows("gus", "session of gus", SessionUse::kSession));
  EXPECT_FALSE(knows("gus", "session of gus", SessionUse::kLive));
  EXPECT_EQ(renew("gus", "session of gus", "other", 2).value(), 1);
  restart();
  EXPECT_EQ(renew("gus", "session of gus", "another", 3).value(), 1);
  EXPECT_FALSE(knows("gus", "other"));
  EXPECT_EQ(records().size(), logged);

  ASSERT_TRUE(command(DescribeSession{.handle = "gus", .token_hash = sha256("fresh")}));
  EXPECT_TRUE(knows("gus", "fresh"));
  EXPECT_FALSE(knows("gus", "session of gus", SessionUse::kSession));
  EXPECT_FALSE(renew("gus", "session of gus", "another", 3));
  restart();
  EXPECT_TRUE(knows("gus", "fresh"));
  EXPECT_FALSE(knows("gus", "session of gus", SessionUse::kSession));
}

TEST_F(ComingIn, ConnectingUsesANewSecretAndEndsTheOldOne) {
  const ParticipantId gus = join(v1::ROLE_STAKEHOLDER, "gus");
  ASSERT_TRUE(renew("gus", "session of gus", "fresh"));
  step(Connected{.connection = ConnectionId{77}, .participant = gus, .session = sha256("fresh")});
  sync();
  EXPECT_FALSE(knows("gus", "session of gus", SessionUse::kSession));
}

TEST_F(ComingIn, SecondChangeOfRoleBeforeTheFirstRenewalWasHeardLeadsOnFromBothSecrets) {
  const ParticipantId dan = join(v1::ROLE_DEVELOPER, "dan");
  EXPECT_FALSE(decide(owner_, change_role(dan, v1::ROLE_SCRUM_MASTER)));
  EXPECT_EQ(renew("dan", "session of dan", "second", 1).value(), 1);
  EXPECT_FALSE(decide(owner_, change_role(dan, v1::ROLE_OBSERVER)));

  EXPECT_EQ(renew("dan", "session of dan", "lost", 2).value(), 1);
  EXPECT_FALSE(knows("dan", "second"));
  EXPECT_EQ(renew("dan", "second", "third", 3).value(), 3);
  EXPECT_FALSE(knows("dan", "session of dan", SessionUse::kSession)) << "the second was used";
  EXPECT_TRUE(knows("dan", "third"));
}

TEST_F(ComingIn, SigningOutAmidARenewalEndsBothSecrets) {
  for (const char* with : {"session of gus", "fresh"}) {
    join(v1::ROLE_STAKEHOLDER, "gus");
    ASSERT_TRUE(renew("gus", "session of gus", "fresh"));
    ASSERT_TRUE(command(EndSession{.handle = "gus", .token_hash = sha256(with)}));
    EXPECT_FALSE(knows("gus", "session of gus", SessionUse::kSession)) << with;
    EXPECT_FALSE(knows("gus", "fresh", SessionUse::kSession)) << with;
  }
}

TEST_F(ComingIn, IdleHoursEndBothSecretsOfARenewal) {
  join(v1::ROLE_STAKEHOLDER, "gus");
  now_ms_ += kHourMs;
  ASSERT_TRUE(renew("gus", "session of gus", "fresh"));
  now_ms_ += domain::kSessionIdleMs - kHourMs;
  tick();
  sync();
  EXPECT_FALSE(knows("gus", "session of gus", SessionUse::kSession));
  EXPECT_TRUE(knows("gus", "fresh"));
  now_ms_ += kHourMs;
  tick();
  sync();
  restart();
  EXPECT_FALSE(knows("gus", "fresh", SessionUse::kSession));
}

TEST_F(ComingIn, G9AnotherClassGetsResetAndASnapshot) {
  const ParticipantId gus = join(v1::ROLE_STAKEHOLDER, "gus");
  const v1::Welcome before = welcome(connect(gus));
  EXPECT_FALSE(decide(owner_, change_role(gus, v1::ROLE_DEVELOPER)));
  v1::Hello hello = hello_with_version();
  hello.mutable_resume()->set_history(before.history());
  hello.mutable_resume()->set_seq(before.head());
  hello.mutable_resume()->set_visibility(before.visibility());
  const ConnectionId back = connect(gus, hello);
  EXPECT_EQ(welcome(back).mode(), v1::RESUME_MODE_SNAPSHOT);
  const v1::ServerFrame* reset = last_frame(back, v1::ServerFrame::kReset);
  ASSERT_NE(reset, nullptr);
  EXPECT_EQ(reset->reset().visibility(), v1::VISIBILITY_CLASS_TEAM);
}

TEST_F(ComingIn, HandOverLeavesExactlyOneProductOwner) {
  const ParticipantId sam = join(v1::ROLE_SCRUM_MASTER, "sam");
  v1::Operation hand_over = operation(owner_);
  hand_over.mutable_hand_over()->set_participant(value(sam));
  hand_over.mutable_hand_over()->set_role(v1::ROLE_DEVELOPER);
  decide(owner_, hand_over);
  EXPECT_EQ(close_code(owner_), 4005);

  const ConnectionId old_owner = connect(ParticipantId{1});
  const ConnectionId new_owner = connect(sam);
  EXPECT_EQ(welcome(old_owner).role(), v1::ROLE_DEVELOPER);
  EXPECT_EQ(welcome(new_owner).role(), v1::ROLE_PRODUCT_OWNER);
  EXPECT_EQ(refusal(old_owner, add(old_owner, {"A"})), v1::ERROR_CODE_FORBIDDEN);
  EXPECT_FALSE(refusal(new_owner, add(new_owner, {"A"})));
  restart();
  EXPECT_EQ(welcome(connect(sam)).role(), v1::ROLE_PRODUCT_OWNER);
}

}  // namespace
}  // namespace reviewd::engine
