// Polls in a room: kinds, secrecy, deadlines, and who is told what, when.

#include <gmock/gmock.h>

#include "domain/limits.h"
#include "engine/meeting_fixture.h"

namespace reviewd::engine {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class PollTest : public MeetingFixture {
 protected:
  PollTest()
      : gus_(connect(join(v1::ROLE_STAKEHOLDER, "gus"))),
        hana_(connect(join(v1::ROLE_STAKEHOLDER, "hana"))) {}

  static std::vector<std::uint32_t> counts(const v1::Tally& tally) {
    std::vector<std::uint32_t> out;
    for (const v1::Count& count : tally.counts()) out.push_back(count.ballots());
    return out;
  }

  v1::Operation close(const v1::Id& poll) {
    v1::Operation out = operation(owner_);
    *out.mutable_close_poll()->mutable_poll() = poll;
    return out;
  }

  bool rejected(const std::optional<v1::Outcome>& outcome, v1::ErrorCode code) const {
    return outcome && outcome->kind() == v1::OUTCOME_KIND_REJECTED &&
           outcome->error().code() == code;
  }

  ConnectionId gus_;
  ConnectionId hana_;
};

TEST_F(PollTest, FistOfFiveCountsFingersFromNoneToFive) {
  const v1::Id poll = open_poll(fist_of_five());
  decide(gus_, fingers(gus_, poll, 0));
  decide(hana_, fingers(hana_, poll, 5));
  EXPECT_FALSE(decide(owner_, close(poll)));
  EXPECT_THAT(counts(published_.back().poll_closed().tally()), ElementsAre(1, 0, 0, 0, 0, 1));
}

TEST_F(PollTest, G11BallotsOfAnotherKindAreRefused) {
  const v1::Id poll = open_poll(fist_of_five());
  EXPECT_TRUE(
      rejected(decide(gus_, ballot(gus_, poll, v1::CONSENT_YES)), v1::ERROR_CODE_BAD_REQUEST));
  v1::Operation six = fingers(hana_, poll, domain::kFingersMax + 1);
  EXPECT_TRUE(rejected(decide(hana_, six), v1::ERROR_CODE_BAD_REQUEST));
}

TEST_F(PollTest, AfterOwnVoteShowsTheTallyToThoseWhoVotedAndToNobodyElse) {
  const v1::Id poll = open_poll(v1::SECRECY_NAMED, v1::RESULTS_AFTER_OWN_VOTE);
  const std::size_t events = published_.size();
  decide(gus_, ballot(gus_, poll, v1::CONSENT_YES));
  frames(gus_);
  frames(hana_);
  frames(owner_);
  submit(hana_, ballot(hana_, poll, v1::CONSENT_NO));
  sync();
  const v1::ServerFrame* own = last_frame(hana_, v1::ServerFrame::kPollResults);
  ASSERT_NE(own, nullptr);
  EXPECT_THAT(counts(own->poll_results().polls(0).tally()), ElementsAre(1, 1, 0));
  EXPECT_EQ(last_frame(gus_, v1::ServerFrame::kPollResults), nullptr);  // not before the beat
  now_ms_ += 1000;
  tick();
  EXPECT_NE(last_frame(gus_, v1::ServerFrame::kPollResults), nullptr);
  EXPECT_EQ(last_frame(owner_, v1::ServerFrame::kPollResults), nullptr);  // has not voted
  EXPECT_EQ(published_.size(), events);

  EXPECT_FALSE(decide(owner_, close(poll)));
  const v1::PollClosed& closed = published_.back().poll_closed();
  EXPECT_THAT(counts(closed.tally()), ElementsAre(1, 1, 0));
  EXPECT_EQ(closed.ballots_size(), 2);
}

TEST_F(PollTest, MaskedPollMayShowResultsOnRevealOnly) {
  const v1::Id increment = open_review();
  for (const v1::Results results : {v1::RESULTS_LIVE, v1::RESULTS_AFTER_OWN_VOTE}) {
    v1::Operation open = operation(owner_);
    *open.mutable_open_poll() = consent_poll(v1::SECRECY_MASKED, results);
    *open.mutable_open_poll()->mutable_increment() = increment;
    EXPECT_TRUE(rejected(decide(owner_, open), v1::ERROR_CODE_BAD_REQUEST));
    owner_ = connect(ParticipantId{1});
  }
}

TEST_F(PollTest, C27DeadlineIsSequencedBeforeWhateverComesThen) {
  v1::OpenPoll timed = consent_poll(v1::SECRECY_NAMED, v1::RESULTS_LIVE);
  timed.set_open_for_ms(30'000);
  const v1::Id poll = open_poll(timed);
  const std::int64_t deadline = published_.back().poll_opened().deadline_ms();
  EXPECT_EQ(deadline, now_ms_ + 30'000);

  now_ms_ = deadline - 1;
  EXPECT_FALSE(
      rejected(decide(gus_, ballot(gus_, poll, v1::CONSENT_YES)), v1::ERROR_CODE_POLL_CLOSED));
  now_ms_ = deadline;
  EXPECT_TRUE(
      rejected(decide(hana_, ballot(hana_, poll, v1::CONSENT_NO)), v1::ERROR_CODE_POLL_CLOSED));
  const v1::Event& event = published_.back();
  ASSERT_TRUE(event.has_poll_closed());
  EXPECT_TRUE(event.poll_closed().by_deadline());
  EXPECT_EQ(event.author(), 0u);
  EXPECT_THAT(counts(event.poll_closed().tally()), ElementsAre(1, 0, 0));
}

TEST_F(PollTest, C36DeadlineExpiresOnceAndWithoutAnybodyDoingAnything) {
  v1::OpenPoll timed = consent_poll(v1::SECRECY_NAMED, v1::RESULTS_LIVE);
  timed.set_open_for_ms(30'000);
  open_poll(timed);
  const std::size_t events = published_.size();
  now_ms_ += 40'000;
  for (int i = 0; i < 5; ++i) tick();
  EXPECT_EQ(published_.size(), events + 1);
}

TEST_F(PollTest, G15DeadlineThatPassedWhileTheServerWasDownComesFirst) {
  v1::OpenPoll timed = consent_poll(v1::SECRECY_NAMED, v1::RESULTS_LIVE);
  timed.set_open_for_ms(30'000);
  const v1::Id poll = open_poll(timed);
  restart();
  now_ms_ += 40'000;
  gus_ = connect(ParticipantId{2});
  EXPECT_TRUE(
      rejected(decide(gus_, ballot(gus_, poll, v1::CONSENT_NO)), v1::ERROR_CODE_POLL_CLOSED));
}

TEST_F(PollTest, G15DeadlineIsInTheSnapshotToo) {
  limits_.snapshot_every_records = 1;
  restart();
  owner_ = connect(ParticipantId{1});
  v1::OpenPoll timed = consent_poll(v1::SECRECY_NAMED, v1::RESULTS_LIVE);
  timed.set_open_for_ms(30'000);
  open_poll(timed);
  ASSERT_FALSE(snapshots_.empty());
  log_->save_snapshot(kProduct, snapshots_.back());
  log_->sync();
  restart();
  connect(ParticipantId{1});
  const std::size_t events = published_.size();
  now_ms_ += 30'000;
  tick();
  ASSERT_EQ(published_.size(), events + 1);
  EXPECT_TRUE(published_.back().poll_closed().by_deadline());
}

TEST_F(PollTest, G4TimeLimitsHaveLimits) {
  const v1::Id increment = open_review();
  for (const std::uint32_t time : {1u, domain::kPollMsMin - 1, domain::kPollMsMax + 1}) {
    v1::Operation open = operation(owner_);
    *open.mutable_open_poll() = consent_poll(v1::SECRECY_NAMED, v1::RESULTS_LIVE);
    open.mutable_open_poll()->set_open_for_ms(time);
    *open.mutable_open_poll()->mutable_increment() = increment;
    EXPECT_TRUE(rejected(decide(owner_, open), v1::ERROR_CODE_BAD_REQUEST)) << time;
    owner_ = connect(ParticipantId{1});
  }
}

TEST_F(PollTest, C28TwoTabsOfOneVoterCountOnceAndTheLastWins) {
  const v1::Id poll = open_poll(v1::SECRECY_NAMED, v1::RESULTS_LIVE);
  const ConnectionId other_tab = connect(ParticipantId{2});
  decide(gus_, ballot(gus_, poll, v1::CONSENT_YES));
  const v1::Operation last = ballot(other_tab, poll, v1::CONSENT_NO);
  for (int i = 0; i < 5; ++i) decide(other_tab, last);  // resent
  EXPECT_FALSE(decide(owner_, close(poll)));
  EXPECT_THAT(counts(published_.back().poll_closed().tally()), ElementsAre(0, 1, 0));
}

TEST_F(PollTest, C27VoteRacingTheCloseIsCountedOrRejectedNeverBoth) {
  for (const bool vote_first : {true, false}) {
    const v1::Id poll = open_poll(v1::SECRECY_NAMED, v1::RESULTS_LIVE);
    frames(gus_);
    const v1::Operation vote = ballot(gus_, poll, v1::CONSENT_YES);
    if (vote_first) submit(gus_, vote);
    submit(owner_, close(poll));
    if (!vote_first) submit(gus_, vote);
    sync();
    const v1::ServerFrame* reply = last_frame(gus_, v1::ServerFrame::kReply);
    ASSERT_NE(reply, nullptr);
    const bool acknowledged = reply->reply().outcome().kind() == v1::OUTCOME_KIND_APPLIED;
    std::uint32_t counted = 9;
    for (const v1::Event& event : published_) {
      if (event.has_poll_closed()) counted = event.poll_closed().tally().ballots();
    }
    EXPECT_EQ(acknowledged, vote_first);
    EXPECT_EQ(counted, vote_first ? 1u : 0u);
    close_review();
  }
}

TEST_F(PollTest, NamesOfThoseWhoVotedGoToFacilitatorsOnlyAndOnTheBeat) {
  const v1::Id poll = open_poll(v1::SECRECY_MASKED, v1::RESULTS_ON_REVEAL);
  decide(gus_, ballot(gus_, poll, v1::CONSENT_YES));
  now_ms_ += 1000;
  tick();
  const v1::ServerFrame* names = last_frame(owner_, v1::ServerFrame::kParticipation);
  ASSERT_NE(names, nullptr);
  EXPECT_THAT(names->participation().polls(0).voters(), ElementsAre(2));
  EXPECT_EQ(last_frame(hana_, v1::ServerFrame::kParticipation), nullptr);
  ASSERT_FALSE(broadcast_.empty());
  EXPECT_THAT(broadcast_.back().participation().polls(0).voters(), IsEmpty());
  EXPECT_EQ(broadcast_.back().participation().polls(0).voted(), 1u);
}

TEST_F(PollTest, RemovedPeopleAreInNoNewElectorate) {
  v1::Operation remove = operation(owner_);
  remove.mutable_remove_participant()->set_participant(2);
  EXPECT_FALSE(decide(owner_, remove));
  open_poll(v1::SECRECY_NAMED, v1::RESULTS_LIVE);
  EXPECT_THAT(published_.back().poll_opened().electorate(), ElementsAre(1, 3));
}

}  // namespace
}  // namespace reviewd::engine
