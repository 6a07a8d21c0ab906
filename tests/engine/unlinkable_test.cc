// Unlinkable polls (G9): while they are open the ballots lie in a ballot box beside the log, and
// once they are closed nobody can find out who voted what, whatever they have.

#include <gmock/gmock.h>

#include "domain/canonical.h"
#include "engine/meeting_fixture.h"

namespace reviewd::engine {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr ParticipantId kGus{2};  // after the Product Owner
constexpr ParticipantId kHana{3};

class Unlinkable : public MeetingFixture {
 protected:
  Unlinkable()
      : gus_(connect(join(v1::ROLE_STAKEHOLDER, "gus"))),
        hana_(connect(join(v1::ROLE_STAKEHOLDER, "hana"))) {}

  v1::Id open_unlinkable() { return open_poll(v1::SECRECY_UNLINKABLE, v1::RESULTS_ON_REVEAL); }
  static v1::OpenPoll dots_poll() {
    v1::OpenPoll poll = consent_poll(v1::SECRECY_UNLINKABLE, v1::RESULTS_ON_REVEAL);
    poll.set_kind(v1::POLL_KIND_DOTS);
    poll.set_dots(5);
    for (const char* option : {"Docks", "Map", "Night rides"}) poll.add_options()->set_text(option);
    return poll;
  }
  v1::Operation close(const v1::Id& poll) {
    v1::Operation out = operation(owner_);
    *out.mutable_close_poll()->mutable_poll() = poll;
    return out;
  }
  v1::Operation reveal(const v1::Id& poll) {
    v1::Operation out = operation(owner_);
    *out.mutable_reveal_poll()->mutable_poll() = poll;
    return out;
  }
  static v1::OutcomeKind kind(const std::optional<v1::Outcome>& outcome) {
    return outcome ? outcome->kind() : v1::OUTCOME_KIND_APPLIED;
  }
  static v1::ErrorCode refusal(const std::optional<v1::Outcome>& outcome) {
    return outcome ? outcome->error().code() : v1::ERROR_CODE_UNSPECIFIED;
  }
  static std::vector<std::uint32_t> counts(const v1::Tally& tally) {
    std::vector<std::uint32_t> out;
    for (const v1::Count& count : tally.counts()) out.push_back(count.ballots());
    return out;
  }

  // What a further tab of somebody's is shown of their own.
  v1::Mine mine(ParticipantId who) {
    const v1::ServerFrame* frame = last_frame(connect(who), v1::ServerFrame::kMine);
    if (frame == nullptr) {
      ADD_FAILURE() << "there is no Mine";
      return {};
    }
    return frame->mine();
  }
  // A new server on the same disk, and everybody back.
  void come_back() {
    restart();
    owner_ = connect(ParticipantId{1});
    gus_ = connect(kGus);
    hana_ = connect(kHana);
  }
  // As in poll_test.cc: the new server begins with a snapshot that was saved after every record.
  void come_back_from_a_snapshot() {
    const auto snapshot = room_->log_snapshot();
    ASSERT_TRUE(snapshot);
    log_->save_snapshot(kProduct, *snapshot);
    log_->sync();
    come_back();
  }
  void lose_keys() {
    log_->lose_box_keys();
    come_back();
    tick();
  }

  // What was logged of a ballot.
  v1::Record record_of(const v1::Operation& cast) {
    for (const v1::Record& record : records()) {
      for (const v1::OutcomeEntry& entry : record.outcomes()) {
        if (entry.actor() == cast.actor() && entry.counter() == cast.counter()) return record;
      }
    }
    ADD_FAILURE() << "it is in no record";
    return {};
  }
  // The sealed entries of the record that closed the poll.
  std::vector<v1::BallotBoxCounted> counted(const v1::Id& poll) {
    std::vector<v1::BallotBoxCounted> out;
    for (const v1::Record& record : records()) {
      bool closes = false;
      for (const v1::Event& event : record.events())
        closes = closes || (event.has_poll_closed() && same(event.poll_closed().poll(), poll));
      for (const v1::SealedEntry& entry : record.sealed()) {
        if (!entry.has_ballot_box_counted()) continue;
        if (!same(entry.ballot_box_counted().poll(), poll)) continue;
        EXPECT_TRUE(closes) << "counted in another record than the one that closes it";
        out.push_back(entry.ballot_box_counted());
      }
    }
    return out;
  }
  std::vector<v1::Event> voided() const {
    std::vector<v1::Event> out;
    for (const v1::Event& event : published_) {
      if (event.has_poll_voided()) out.push_back(event);
    }
    return out;
  }
  v1::PollStateRow saved(const v1::Id& poll) {
    const auto snapshot = room_->log_snapshot();
    for (const v1::PollStateRow& row : snapshot->state().polls()) {
      if (same(row.view().opened().poll(), poll)) return row;
    }
    ADD_FAILURE() << "the snapshot does not have it";
    return {};
  }
  static bool same(const v1::Id& one, const v1::Id& other) {
    return PollId::from(one) == PollId::from(other);
  }

  ConnectionId gus_;
  ConnectionId hana_;
};

TEST_F(Unlinkable, ShowsItsResultsOnRevealOnly) {
  const v1::Id increment = open_review();
  for (const v1::Results results : {v1::RESULTS_LIVE, v1::RESULTS_AFTER_OWN_VOTE}) {
    v1::Operation open = operation(owner_);
    *open.mutable_open_poll() = consent_poll(v1::SECRECY_UNLINKABLE, results);
    *open.mutable_open_poll()->mutable_increment() = increment;
    EXPECT_EQ(refusal(decide(owner_, open)), v1::ERROR_CODE_BAD_REQUEST);
    owner_ = connect(ParticipantId{1});
  }
}

TEST_F(Unlinkable, G9ABallotIsInNoRecordAndNoSnapshot) {
  const v1::Id poll = open_unlinkable();
  const std::size_t events = published_.size();
  const v1::Operation yes = ballot(gus_, poll, v1::CONSENT_YES);
  const v1::Operation no = ballot(hana_, poll, v1::CONSENT_NO);
  EXPECT_EQ(kind(decide(gus_, yes)), v1::OUTCOME_KIND_APPLIED);
  EXPECT_EQ(kind(decide(hana_, no)), v1::OUTCOME_KIND_APPLIED);
  EXPECT_EQ(published_.size(), events);

  for (const v1::Operation& cast : {yes, no}) {
    const v1::Record record = record_of(cast);
    EXPECT_THAT(record.events(), IsEmpty());
    EXPECT_THAT(record.sealed(), IsEmpty());
    ASSERT_EQ(record.outcomes_size(), 1);
    EXPECT_EQ(record.outcomes(0).outcome().kind(), v1::OUTCOME_KIND_APPLIED);
  }
  const v1::PollStateRow row = saved(poll);
  EXPECT_THAT(row.ballots(), IsEmpty());
  EXPECT_THAT(row.view().ballots(), IsEmpty());
  EXPECT_FALSE(row.view().has_tally());
  EXPECT_FALSE(row.has_box_tally());

  EXPECT_FALSE(decide(owner_, close(poll)));
  EXPECT_FALSE(decide(owner_, reveal(poll)));
  for (const v1::Record& record : records()) {
    for (const v1::Event& event : record.events()) EXPECT_FALSE(event.has_ballot_cast());
    for (const v1::SealedEntry& entry : record.sealed()) EXPECT_FALSE(entry.has_hidden_ballot());
  }
  EXPECT_THAT(saved(poll).ballots(), IsEmpty());
}

// The outcome of an operation is kept with a MAC of its bytes. Were that made with a key which is
// there for good, whoever has the key tries three ballots and knows which one it was.
TEST_F(Unlinkable, G9NothingThatIsKeptTellsWhichBallotItWas) {
  const v1::Id poll = open_unlinkable();
  const v1::Operation cast = ballot(gus_, poll, v1::CONSENT_YES);
  decide(gus_, cast);
  EXPECT_FALSE(decide(owner_, close(poll)));
  std::vector<std::string> kept{record_of(cast).outcomes(0).mac()};
  const auto snapshot = room_->log_snapshot();
  ASSERT_TRUE(snapshot);
  for (const v1::ActorOutcomes& actor : snapshot->outcomes()) {
    for (const v1::StoredOutcome& outcome : actor.outcomes()) {
      if (actor.actor() == cast.actor() && outcome.counter() == cast.counter())
        kept.push_back(outcome.mac());
    }
  }
  for (const v1::Consent guess : {v1::CONSENT_YES, v1::CONSENT_NO, v1::CONSENT_ABSTAIN}) {
    v1::Operation tried = cast;
    tried.mutable_cast_ballot()->set_consent(guess);
    for (const ParticipantId who : {kGus, ParticipantId{1}}) {
      const auto mac = log_->mac(kProduct, who, domain::canonical(tried));
      ASSERT_TRUE(mac);
      for (const std::string& bytes : kept) EXPECT_NE(bytes, as_bytes(*mac)) << guess;
    }
  }
}

TEST_F(Unlinkable, G9HowManyHaveVotedIsACountWithoutNamesForAnybody) {
  const v1::Id poll = open_unlinkable();
  decide(gus_, ballot(gus_, poll, v1::CONSENT_YES));
  now_ms_ += 1000;
  tick();
  ASSERT_FALSE(broadcast_.empty());
  ASSERT_EQ(broadcast_.back().participation().polls_size(), 1);
  EXPECT_EQ(broadcast_.back().participation().polls(0).voted(), 1u);
  EXPECT_THAT(broadcast_.back().participation().polls(0).voters(), IsEmpty());
  for (const SendFrame& send : sent_) {
    for (const v1::PollParticipation& row : send.frame.participation().polls()) {
      EXPECT_EQ(row.voted(), 1u);
      EXPECT_THAT(row.voters(), IsEmpty()) << "not for those who lead either";
    }
  }
}

TEST_F(Unlinkable, G9VotersSeeTheirOwnBallotWhileItIsOpenAndNotOnceItIsClosed) {
  const v1::Id poll = open_unlinkable();
  EXPECT_THAT(mine(kGus).ballots(), IsEmpty());
  decide(gus_, ballot(gus_, poll, v1::CONSENT_NO));
  const v1::Mine open = mine(kGus);
  ASSERT_EQ(open.ballots_size(), 1);
  EXPECT_TRUE(same(open.ballots(0).poll(), poll));
  EXPECT_EQ(open.ballots(0).selection(), static_cast<std::uint32_t>(v1::CONSENT_NO));
  EXPECT_THAT(mine(kHana).ballots(), IsEmpty());

  EXPECT_FALSE(decide(owner_, close(poll)));
  EXPECT_THAT(mine(kGus).ballots(), IsEmpty()) << "forgotten, also for its voter";
  EXPECT_FALSE(decide(owner_, reveal(poll)));
  EXPECT_THAT(mine(kGus).ballots(), IsEmpty());
}

TEST_F(Unlinkable, C28ALaterBallotTakesThePlaceOfTheOneBefore) {
  const v1::Id poll = open_unlinkable();
  const ConnectionId other_tab = connect(kGus);
  decide(gus_, ballot(gus_, poll, v1::CONSENT_YES));
  decide(hana_, ballot(hana_, poll, v1::CONSENT_YES));
  decide(other_tab, ballot(other_tab, poll, v1::CONSENT_NO));
  EXPECT_EQ(mine(kGus).ballots(0).selection(), static_cast<std::uint32_t>(v1::CONSENT_NO));
  EXPECT_FALSE(decide(owner_, close(poll)));
  EXPECT_FALSE(decide(owner_, reveal(poll)));
  EXPECT_THAT(counts(published_.back().poll_revealed().tally()), ElementsAre(1, 1, 0));
}

TEST_F(Unlinkable, G9TheCloseTellsNothingAndTheRevealOnlyWhatItCameTo) {
  const v1::Id poll = open_unlinkable();
  decide(gus_, ballot(gus_, poll, v1::CONSENT_YES));
  decide(hana_, ballot(hana_, poll, v1::CONSENT_ABSTAIN));
  EXPECT_FALSE(decide(owner_, close(poll)));
  const v1::PollClosed& closed = published_.back().poll_closed();
  EXPECT_TRUE(same(closed.poll(), poll));
  EXPECT_FALSE(closed.has_tally());
  EXPECT_THAT(closed.ballots(), IsEmpty());
  EXPECT_THAT(closed.by_group(), IsEmpty());
  const auto boxes = counted(poll);
  ASSERT_EQ(boxes.size(), 1u);
  EXPECT_THAT(counts(boxes[0].tally()), ElementsAre(1, 0, 1));
  EXPECT_EQ(boxes[0].tally().ballots(), 2u);
  EXPECT_EQ(boxes[0].tally().electorate(), 3u);
  EXPECT_THAT(counts(saved(poll).box_tally()), ElementsAre(1, 0, 1));
  EXPECT_FALSE(saved(poll).view().has_tally()) << "the view is what people are shown";

  EXPECT_EQ(refusal(decide(gus_, ballot(gus_, poll, v1::CONSENT_NO))), v1::ERROR_CODE_POLL_CLOSED);
  EXPECT_FALSE(decide(owner_, reveal(poll)));
  const v1::PollRevealed& revealed = published_.back().poll_revealed();
  EXPECT_THAT(counts(revealed.tally()), ElementsAre(1, 0, 1));
  EXPECT_EQ(revealed.tally().electorate(), 3u);
  EXPECT_THAT(revealed.ballots(), IsEmpty());
  EXPECT_EQ(refusal(decide(gus_, ballot(gus_, poll, v1::CONSENT_NO))), v1::ERROR_CODE_ROUND_OVER);
}

TEST_F(Unlinkable, APollNobodyVotedInIsCountedToo) {
  const v1::Id poll = open_unlinkable();
  EXPECT_FALSE(decide(owner_, close(poll)));
  ASSERT_EQ(counted(poll).size(), 1u);
  EXPECT_THAT(counts(counted(poll)[0].tally()), ElementsAre(0, 0, 0));
  EXPECT_FALSE(decide(owner_, reveal(poll)));
  EXPECT_THAT(counts(published_.back().poll_revealed().tally()), ElementsAre(0, 0, 0));
}

TEST_F(Unlinkable, C27AtItsDeadlineItIsCountedAsWhenSomebodyClosesIt) {
  v1::OpenPoll timed = consent_poll(v1::SECRECY_UNLINKABLE, v1::RESULTS_ON_REVEAL);
  timed.set_open_for_ms(30'000);
  const v1::Id poll = open_poll(timed);
  decide(gus_, ballot(gus_, poll, v1::CONSENT_YES));
  now_ms_ += 30'000;
  tick();
  ASSERT_TRUE(published_.back().has_poll_closed());
  EXPECT_TRUE(published_.back().poll_closed().by_deadline());
  EXPECT_FALSE(published_.back().poll_closed().has_tally());
  ASSERT_EQ(counted(poll).size(), 1u);
  EXPECT_THAT(counts(counted(poll)[0].tally()), ElementsAre(1, 0, 0));
  EXPECT_THAT(mine(kGus).ballots(), IsEmpty());
}

TEST_F(Unlinkable, G15ARestartWhileItIsOpenKeepsTheBallots) {
  const v1::Id poll = open_unlinkable();
  decide(gus_, ballot(gus_, poll, v1::CONSENT_YES));
  decide(hana_, ballot(hana_, poll, v1::CONSENT_YES));
  come_back();
  EXPECT_EQ(mine(kGus).ballots(0).selection(), static_cast<std::uint32_t>(v1::CONSENT_YES));
  decide(hana_, ballot(hana_, poll, v1::CONSENT_NO));
  come_back_from_a_snapshot();
  EXPECT_EQ(mine(kHana).ballots(0).selection(), static_cast<std::uint32_t>(v1::CONSENT_NO));
  EXPECT_FALSE(decide(owner_, close(poll)));
  EXPECT_FALSE(decide(owner_, reveal(poll)));
  EXPECT_THAT(counts(published_.back().poll_revealed().tally()), ElementsAre(1, 1, 0));
  EXPECT_THAT(voided(), IsEmpty());
}

TEST_F(Unlinkable, G15ABallotThatWasNotDurableIsNotInTheBox) {
  const v1::Id poll = open_unlinkable();
  decide(gus_, ballot(gus_, poll, v1::CONSENT_YES));
  submit(hana_, ballot(hana_, poll, v1::CONSENT_NO));  // and the power goes
  come_back();
  EXPECT_THAT(mine(kHana).ballots(), IsEmpty());
  EXPECT_FALSE(decide(owner_, close(poll)));
  EXPECT_FALSE(decide(owner_, reveal(poll)));
  EXPECT_THAT(counts(published_.back().poll_revealed().tally()), ElementsAre(1, 0, 0));
}

TEST_F(Unlinkable, G15ARestartBetweenCloseAndRevealKeepsWhatItCameTo) {
  const v1::Id poll = open_unlinkable();
  decide(gus_, ballot(gus_, poll, v1::CONSENT_NO));
  EXPECT_FALSE(decide(owner_, close(poll)));
  come_back();
  EXPECT_THAT(mine(kGus).ballots(), IsEmpty());
  come_back_from_a_snapshot();
  EXPECT_FALSE(decide(owner_, reveal(poll)));
  EXPECT_THAT(counts(published_.back().poll_revealed().tally()), ElementsAre(0, 1, 0));
  EXPECT_THAT(voided(), IsEmpty());
}

TEST_F(Unlinkable, C28ASmallerBudgetTakesDotsOutOfTheBoxForGood) {
  const v1::Id poll = open_poll(dots_poll());
  v1::Operation cast = operation(gus_, true);
  *cast.mutable_cast_ballot()->mutable_poll() = poll;
  for (const std::uint32_t count : {3u, 1u, 1u}) cast.mutable_cast_ballot()->add_choices(count);
  EXPECT_EQ(kind(decide(gus_, cast)), v1::OUTCOME_KIND_APPLIED);
  for (const std::uint32_t budget : {3u, 5u}) {
    v1::Operation set = operation(owner_);
    *set.mutable_set_dots()->mutable_poll() = poll;
    set.mutable_set_dots()->set_dots(budget);
    EXPECT_FALSE(decide(owner_, set));
  }
  come_back();
  EXPECT_THAT(mine(kGus).ballots(0).choices(), ElementsAre(3, 0, 0));
  EXPECT_FALSE(decide(owner_, close(poll)));
  EXPECT_FALSE(decide(owner_, reveal(poll)));
  const v1::Tally& tally = published_.back().poll_revealed().tally();
  EXPECT_EQ(tally.counts(0).dots(), 3u);
  EXPECT_EQ(tally.counts(1).dots(), 0u);
}

TEST_F(Unlinkable, AVoidPollHasNoBoxAnyMore) {
  const v1::Id poll = open_unlinkable();
  decide(gus_, ballot(gus_, poll, v1::CONSENT_YES));
  v1::Operation declare = operation(owner_);
  *declare.mutable_void_poll()->mutable_poll() = poll;
  declare.set_reason("The question was wrong");
  EXPECT_FALSE(decide(owner_, declare));
  EXPECT_FALSE(published_.back().poll_voided().key_lost());
  EXPECT_THAT(mine(kGus).ballots(), IsEmpty());
  EXPECT_THAT(counted(poll), IsEmpty());
  EXPECT_FALSE(saved(poll).has_box_tally());
  lose_keys();
  EXPECT_EQ(voided().size(), 1u);
  EXPECT_EQ(refusal(decide(owner_, reveal(poll))), v1::ERROR_CODE_POLL_CLOSED);
}

TEST_F(Unlinkable, APollWhoseKeyIsLostIsVoidOnce) {
  const v1::Id poll = open_unlinkable();
  decide(gus_, ballot(gus_, poll, v1::CONSENT_YES));
  lose_keys();
  ASSERT_EQ(voided().size(), 1u);
  const v1::Event event = voided()[0];
  EXPECT_TRUE(same(event.poll_voided().poll(), poll));
  EXPECT_TRUE(event.poll_voided().key_lost());
  EXPECT_EQ(event.author(), 0u);
  EXPECT_EQ(event.actor(), 0u);
  EXPECT_EQ(saved(poll).view().state(), v1::POLL_STATE_VOID);
  EXPECT_TRUE(saved(poll).view().key_lost());
  EXPECT_THAT(mine(kGus).ballots(), IsEmpty());
  EXPECT_EQ(refusal(decide(gus_, ballot(gus_, poll, v1::CONSENT_NO))), v1::ERROR_CODE_POLL_CLOSED);
  EXPECT_EQ(refusal(decide(owner_, reveal(poll))), v1::ERROR_CODE_POLL_CLOSED);
  come_back_from_a_snapshot();
  tick();
  EXPECT_EQ(voided().size(), 1u);
  EXPECT_TRUE(saved(poll).view().key_lost());
  close_review();  // no poll of it is open any more
}

TEST_F(Unlinkable, APollThatWasClosedNeedsItsKeyNoMore) {
  const v1::Id poll = open_unlinkable();
  decide(gus_, ballot(gus_, poll, v1::CONSENT_YES));
  EXPECT_FALSE(decide(owner_, close(poll)));
  lose_keys();
  EXPECT_THAT(voided(), IsEmpty());
  EXPECT_FALSE(decide(owner_, reveal(poll)));
  EXPECT_THAT(counts(published_.back().poll_revealed().tally()), ElementsAre(1, 0, 0));
}

TEST_F(Unlinkable, C47ABallotThatIsResentAfterTheCloseGetsItsOutcomeAgain) {
  const v1::Id poll = open_unlinkable();
  const v1::Operation cast = ballot(gus_, poll, v1::CONSENT_YES);
  EXPECT_EQ(kind(decide(gus_, cast)), v1::OUTCOME_KIND_APPLIED);
  EXPECT_FALSE(decide(owner_, close(poll)));
  v1::Hello hello = hello_with_version();
  hello.mutable_actors()->set_open_actor(welcome(gus_).open_actor().actor());
  hello.mutable_actors()->set_sealed_actor(welcome(gus_).sealed_actor().actor());
  hello.mutable_actors()->set_token(welcome(gus_).actor_token());
  for (const bool restarted : {false, true}) {
    if (restarted) {
      come_back();
      gus_ = connect(kGus, hello);
    }
    const std::size_t logged = records().size();
    EXPECT_EQ(kind(decide(gus_, cast)), v1::OUTCOME_KIND_APPLIED);
    v1::Operation other = cast;  // nothing is left that it could be compared with
    other.mutable_cast_ballot()->set_consent(v1::CONSENT_NO);
    EXPECT_EQ(kind(decide(gus_, other)), v1::OUTCOME_KIND_APPLIED);
    EXPECT_EQ(records().size(), logged);
  }
  EXPECT_FALSE(decide(owner_, reveal(poll)));
  EXPECT_THAT(counts(published_.back().poll_revealed().tally()), ElementsAre(1, 0, 0));
}

TEST_F(Unlinkable, C48WhileItIsOpenACounterIsGoodForOneBallot) {
  const v1::Id poll = open_unlinkable();
  const v1::Operation cast = ballot(gus_, poll, v1::CONSENT_YES);
  decide(gus_, cast);
  EXPECT_EQ(kind(decide(gus_, cast)), v1::OUTCOME_KIND_APPLIED);
  v1::Operation other = cast;
  other.mutable_cast_ballot()->set_consent(v1::CONSENT_NO);
  EXPECT_EQ(refusal(decide(gus_, other)), v1::ERROR_CODE_OP_ID_REUSED);
  EXPECT_EQ(mine(kGus).ballots(0).selection(), static_cast<std::uint32_t>(v1::CONSENT_YES));
}

TEST_F(Unlinkable, G9ResultsByGroupAreOfFiveBallotsAtLeast) {
  v1::Operation groups = operation(owner_);
  groups.mutable_set_groups()->add_groups()->set_name("Harbour");
  EXPECT_FALSE(decide(owner_, groups));
  std::vector<ConnectionId> voters{gus_, hana_};
  v1::Operation assign = operation(owner_);
  *assign.mutable_assign_group()->mutable_group() = made_by(groups);
  for (int i = 0; i < 8; ++i) {
    const ParticipantId who = join(v1::ROLE_STAKEHOLDER, "voter" + std::to_string(i));
    if (i < 5) assign.mutable_assign_group()->add_participants(value(who));
    voters.push_back(connect(who));
  }
  EXPECT_FALSE(decide(owner_, assign));
  const auto ask = [&](std::size_t how_many) {
    const v1::Id poll = open_unlinkable();
    for (std::size_t i = 0; i < how_many; ++i)
      decide(voters[i], ballot(voters[i], poll, v1::CONSENT_YES));
    EXPECT_FALSE(decide(owner_, close(poll)));
    const auto boxes = counted(poll);
    EXPECT_EQ(boxes.size(), 1u);
    EXPECT_FALSE(decide(owner_, reveal(poll)));
    std::vector<std::uint32_t> ballots;
    for (const v1::GroupResult& row : published_.back().poll_revealed().by_group())
      ballots.push_back(row.tally().ballots());
    for (const v1::BallotBoxCounted& box : boxes)
      EXPECT_EQ(box.by_group_size(), static_cast<int>(ballots.size()));
    close_review();
    return ballots;
  };
  // gus, hana and the last three are in no group; the five in between are of the harbour.
  EXPECT_THAT(ask(9), IsEmpty()) << "five and four: the four would be given away";
  EXPECT_THAT(ask(10), ElementsAre(5, 5));
}

}  // namespace
}  // namespace reviewd::engine
