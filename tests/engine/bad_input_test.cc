// G12: people who try what they may not, one after another: links, other people's things, votes.
// Each gets one clear answer and changes nothing. The same attacks over sockets are in tests/net.

#include <gmock/gmock.h>

#include "domain/limits.h"
#include "engine/meeting_fixture.h"

namespace reviewd::engine {
namespace {

class BadInput : public MeetingFixture {
 protected:
  Digest everything() { return sha256(room_->log_snapshot()->SerializeAsString()); }

  v1::ErrorCode refusal(ConnectionId who, const v1::Operation& operation) {
    const auto outcome = decide(who, operation);
    return outcome ? outcome->error().code() : v1::ERROR_CODE_UNSPECIFIED;
  }

  // A link for stakeholders; its id.
  v1::Id make_link(const std::string& secret, std::uint32_t uses, std::int64_t expires_ms) {
    v1::Operation out = operation(owner_);
    v1::CreateInvite& invite = *out.mutable_create_invite();
    invite.set_role(v1::ROLE_STAKEHOLDER);
    invite.set_secret_hash(std::string(as_bytes(sha256(secret))));
    invite.set_uses_max(uses);
    invite.set_expires_ms(expires_ms);
    EXPECT_FALSE(decide(owner_, out));
    return made_by(out);
  }

  // Both ways to use a link; 0: it opens.
  v1::ErrorCode come_by(const std::string& secret) {
    const auto described = command(DescribeInvite{.secret_hash = sha256(secret)});
    const auto joined = command(Join{.secret_hash = sha256(secret),
                                     .name = "Eve",
                                     .handle = "eve" + std::to_string(++arrivals_),
                                     .token_hash = sha256("eve" + std::to_string(arrivals_))});
    EXPECT_EQ(described.has_value(), joined.has_value());
    if (joined) return v1::ERROR_CODE_UNSPECIFIED;
    EXPECT_EQ(described.error().code, joined.error().code);
    EXPECT_EQ(described.error().text, joined.error().text);
    return joined.error().code;
  }

  int arrivals_ = 0;
};

constexpr auto kOpens = v1::ERROR_CODE_UNSPECIFIED;

TEST_F(BadInput, G12AWrongLinkOpensNothing) {
  const Digest before = everything();
  EXPECT_EQ(come_by("guessed"), v1::ERROR_CODE_FORBIDDEN);
  EXPECT_EQ(everything(), before);
}

TEST_F(BadInput, G12AnExpiredLinkOpensNothing) {
  make_link("short-lived", 0, now_ms_ + 1000);
  now_ms_ += 999;
  EXPECT_EQ(come_by("short-lived"), kOpens);
  now_ms_ += 1;
  const Digest before = everything();
  EXPECT_EQ(come_by("short-lived"), v1::ERROR_CODE_EXPIRED);
  EXPECT_EQ(everything(), before);
}

TEST_F(BadInput, G12AUsedUpLinkOpensNothing) {
  make_link("for two", 2, 0);
  EXPECT_EQ(come_by("for two"), kOpens);
  EXPECT_EQ(come_by("for two"), kOpens);
  const Digest before = everything();
  EXPECT_EQ(come_by("for two"), v1::ERROR_CODE_FORBIDDEN);
  EXPECT_EQ(everything(), before);
}

TEST_F(BadInput, G12ARevokedLinkOpensNothingAlsoAfterARestart) {
  const v1::Id link = make_link("too many know it", 0, 0);
  EXPECT_EQ(come_by("too many know it"), kOpens);
  v1::Operation revoke = operation(owner_);
  *revoke.mutable_revoke_invite()->mutable_invite() = link;
  EXPECT_FALSE(decide(owner_, revoke));
  const Digest before = everything();
  EXPECT_EQ(come_by("too many know it"), v1::ERROR_CODE_FORBIDDEN);
  EXPECT_EQ(everything(), before);
  restart();
  EXPECT_EQ(come_by("too many know it"), v1::ERROR_CODE_FORBIDDEN);
}

TEST_F(BadInput, G12ALinkThatIsMadeExpiredOrTwiceIsRefused) {
  make_link("known", 0, 0);
  const auto make = [&](const std::string& secret, std::int64_t expires_ms) {
    v1::Operation out = operation(owner_);
    out.mutable_create_invite()->set_role(v1::ROLE_STAKEHOLDER);
    out.mutable_create_invite()->set_secret_hash(std::string(as_bytes(sha256(secret))));
    out.mutable_create_invite()->set_expires_ms(expires_ms);
    return refusal(owner_, out);
  };
  EXPECT_EQ(make("late", now_ms_), v1::ERROR_CODE_EXPIRED);
  EXPECT_EQ(make("known", 0), v1::ERROR_CODE_BAD_REQUEST);
}

TEST_F(BadInput, G12SomebodyElsesActorsNumberNothing) {
  const ConnectionId gus = connect(join(v1::ROLE_STAKEHOLDER, "gus"));
  const v1::Id poll = open_poll(v1::SECRECY_NAMED, v1::RESULTS_LIVE);
  const Digest before = everything();
  const v1::Operation forged = add(owner_, {"Mine"});
  const v1::Operation vote = ballot(owner_, poll, v1::CONSENT_NO);
  EXPECT_EQ(refusal(gus, forged), v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(refusal(gus, vote), v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(everything(), before);
  EXPECT_EQ(refusal(owner_, forged), kOpens) << "the owner's counter was not used";
  EXPECT_EQ(refusal(owner_, vote), kOpens);
}

TEST_F(BadInput, G12BallotsOfTheIneligibleAreNotCounted) {
  const ConnectionId observer = connect(join(v1::ROLE_OBSERVER, "olga"));
  const v1::Id poll = open_poll(v1::SECRECY_NAMED, v1::RESULTS_LIVE);
  const ConnectionId late = connect(join(v1::ROLE_STAKEHOLDER, "late"));
  const Digest before = sha256(room_->log_snapshot()->state().SerializeAsString());

  EXPECT_EQ(refusal(observer, ballot(observer, poll, v1::CONSENT_YES)), v1::ERROR_CODE_FORBIDDEN);
  EXPECT_EQ(refusal(late, ballot(late, poll, v1::CONSENT_YES)), v1::ERROR_CODE_FORBIDDEN);
  v1::Id nowhere;
  nowhere.set_counter(4711);
  EXPECT_EQ(refusal(owner_, ballot(owner_, nowhere, v1::CONSENT_YES)), v1::ERROR_CODE_UNKNOWN_ITEM);

  EXPECT_EQ(sha256(room_->log_snapshot()->state().SerializeAsString()), before);
}

TEST_F(BadInput, G12BallotsOutOfRangeAreNotCounted) {
  const ConnectionId gus = connect(join(v1::ROLE_STAKEHOLDER, "gus"));
  const v1::Id poll = open_poll(v1::SECRECY_MASKED, v1::RESULTS_ON_REVEAL);
  const Digest before = everything();
  const v1::Operation vote = ballot(gus, poll, v1::CONSENT_YES);
  for (const int choice : {0, v1::CONSENT_ABSTAIN + 1, -1, 1'000'000}) {
    v1::Operation bad = vote;
    bad.mutable_cast_ballot()->set_consent(static_cast<v1::Consent>(choice));
    EXPECT_EQ(refusal(gus, bad), v1::ERROR_CODE_BAD_REQUEST) << choice;
  }
  v1::Operation by_hand = vote;
  by_hand.mutable_cast_ballot()->clear_consent();
  by_hand.mutable_cast_ballot()->set_fingers(3);
  EXPECT_EQ(refusal(gus, by_hand), v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(everything(), before);
  EXPECT_EQ(refusal(gus, vote), kOpens);
}

TEST_F(BadInput, G12BallotOfSomebodyWhoBecameAnObserverIsNotCounted) {
  const ParticipantId gus = join(v1::ROLE_STAKEHOLDER, "gus");
  const ConnectionId tab = connect(gus);
  const v1::Id poll = open_poll(v1::SECRECY_NAMED, v1::RESULTS_LIVE);
  v1::Operation change = operation(owner_);
  change.mutable_change_role()->set_participant(value(gus));
  change.mutable_change_role()->set_role(v1::ROLE_OBSERVER);
  submit(owner_, change);
  submit(tab, ballot(tab, poll, v1::CONSENT_NO));  // on its way when the role changed
  sync();
  EXPECT_EQ(close_code(tab), 4005);
  const ConnectionId back = connect(gus);
  EXPECT_EQ(refusal(back, ballot(back, poll, v1::CONSENT_NO)), v1::ERROR_CODE_FORBIDDEN);
  EXPECT_FALSE(published_.back().has_ballot_cast());
}

TEST_F(BadInput, C34OperationsOfAFormerProductOwnerAreDecidedByTheirNewRole) {
  const ParticipantId sam = join(v1::ROLE_SCRUM_MASTER, "sam");
  const ConnectionId master = connect(sam);
  decide(owner_, add(owner_, {"A", "B"}));
  v1::Operation hand_over = operation(owner_);
  hand_over.mutable_hand_over()->set_participant(value(sam));
  hand_over.mutable_hand_over()->set_role(v1::ROLE_DEVELOPER);
  const v1::Operation move = add(owner_, {"Too late"});
  const v1::Operation early = add(master, {"Too early"});
  submit(master, early);      // not yet Product Owner
  submit(owner_, hand_over);  // not any more
  submit(owner_, move);
  sync();
  EXPECT_TRUE(published_.back().has_product_owner_changed());
  for (const v1::Event& event : published_) {
    if (!event.has_items_added()) continue;
    EXPECT_EQ(event.items_added().items_size(), 2);
  }
}

}  // namespace
}  // namespace reviewd::engine
