// The flow of a review: agenda, timer, break, closing and opening again (C35, C36, C37, C50).

#include <gtest/gtest.h>

#include "domain/limits.h"
#include "domain/meeting_desk.h"

namespace reviewd::domain {
namespace {

constexpr auto kApplied = v1::OUTCOME_KIND_APPLIED;
constexpr auto kNoop = v1::OUTCOME_KIND_NOOP;
constexpr auto kSuperseded = v1::OUTCOME_KIND_SUPERSEDED;

class Flow : public testing::Test {
 protected:
  MeetingDesk desk_;
  v1::Id review_ = desk_.open_review();

  const Review& review() const { return desk_.review(review_); }
  const Timer& timer() const { return review().timer; }

  v1::Operation go(AgendaEntryId from, AgendaEntryId to) {
    v1::Operation operation;
    *operation.mutable_advance_agenda()->mutable_review() = review_;
    if (!from.none()) from.to(operation.mutable_advance_agenda()->mutable_from());
    if (!to.none()) to.to(operation.mutable_advance_agenda()->mutable_to());
    return operation;
  }
  AgendaEntryId entry(std::size_t i) const { return review().agenda.at(i).id; }

  v1::Operation change(v1::TimerChange change, std::uint32_t ms = 0) {
    v1::Operation operation;
    v1::SetTimer& set = *operation.mutable_set_timer();
    *set.mutable_review() = review_;
    set.set_change(change);
    set.set_ms(ms);
    set.set_if_timer_rev(timer().rev);
    return operation;
  }
  Ended set(v1::TimerChange what, std::uint32_t ms = 0) {
    return desk_.submit(kSam, change(what, ms));
  }

  // The agenda as it stands, to be changed and sent back.
  v1::Operation agenda() {
    v1::Operation operation;
    v1::SetAgenda& set = *operation.mutable_set_agenda();
    *set.mutable_review() = review_;
    set.set_if_version(value(review().agenda_at));
    for (const AgendaEntry& entry : review().agenda) {
      v1::AgendaDraft& draft = *set.add_entries();
      entry.id.to(draft.mutable_entry());
      draft.set_kind(entry.kind);
      draft.set_subject(entry.subject.plain);
      draft.set_timebox_ms(entry.timebox_ms);
    }
    return operation;
  }

  template <class Fill>
  Ended about_review(ParticipantId who, Fill fill, const std::string& reason = "") {
    v1::Operation operation;
    *fill(operation)->mutable_review() = review_;
    operation.set_reason(reason);
    return desk_.submit(who, operation);
  }
  Ended pause() {
    return about_review(kSam, [](v1::Operation& o) { return o.mutable_pause_review(); });
  }
  Ended resume() {
    return about_review(kSam, [](v1::Operation& o) { return o.mutable_resume_review(); });
  }
  Ended close() {
    return about_review(kSam, [](v1::Operation& o) { return o.mutable_close_review(); });
  }
  Ended reopen(const std::string& reason) {
    return about_review(kSam, [](v1::Operation& o) { return o.mutable_reopen_review(); }, reason);
  }
};

TEST_F(Flow, NewReviewHasTheFlowOfTheScrumGuide) {
  std::vector<v1::AgendaKind> kinds;
  for (const AgendaEntry& entry : review().agenda) kinds.push_back(entry.kind);
  EXPECT_EQ(kinds, (std::vector{v1::AGENDA_KIND_GOAL, v1::AGENDA_KIND_ACCOMPLISHED,
                                v1::AGENDA_KIND_INCREMENT, v1::AGENDA_KIND_ENVIRONMENT,
                                v1::AGENDA_KIND_BACKLOG, v1::AGENDA_KIND_DECISIONS}));
  EXPECT_TRUE(review().current.none());
}

TEST_F(Flow, C37TwoWhoAdvanceAtOnceAdvanceOnce) {
  const auto next = go({}, entry(0));
  const auto again = go({}, entry(0));
  EXPECT_EQ(desk_.submit(kSam, next).kind, kApplied);
  const Ended second = desk_.submit(kAda, again);
  EXPECT_EQ(second.kind, kSuperseded);
  EXPECT_EQ(second.reason, v1::OUTCOME_REASON_CHANGED_SINCE);
  EXPECT_EQ(value(second.by), desk_.events().back().seq());
  EXPECT_EQ(review().current, entry(0));
}

TEST_F(Flow, AgendaGoesOnBackAnywhereAndToTheEnd) {
  EXPECT_EQ(desk_.submit(kSam, go({}, entry(0))).kind, kApplied);
  EXPECT_EQ(desk_.submit(kSam, go(entry(0), entry(3))).kind, kApplied);
  EXPECT_EQ(desk_.submit(kSam, go(entry(3), entry(2))).kind, kApplied);
  EXPECT_EQ(desk_.submit(kSam, go(entry(2), entry(2))).kind, kNoop);
  EXPECT_EQ(desk_.submit(kSam, go(entry(2), {})).kind, kApplied);
  EXPECT_TRUE(review().current.none());
  EXPECT_NE(review().current_at, Seq{});
  EXPECT_EQ(desk_.submit(kSam, go({}, AgendaEntryId{9, 9, 9})).error, v1::ERROR_CODE_UNKNOWN_ITEM);
}

TEST_F(Flow, EntriesAreAddedMovedAndTakenAwayButNotTheCurrentOne) {
  desk_.submit(kSam, go({}, entry(1)));
  v1::Operation set = agenda();
  const AgendaEntryId first = entry(0);
  set.mutable_set_agenda()->mutable_entries()->DeleteSubrange(0, 1);
  v1::AgendaDraft& added = *set.mutable_set_agenda()->add_entries();
  added.set_kind(v1::AGENDA_KIND_FREE);
  added.set_subject("Questions");
  added.set_timebox_ms(300'000);
  const Ended ended = desk_.submit(kSam, set);
  ASSERT_EQ(ended.kind, kApplied) << ended.text;
  EXPECT_EQ(review().agenda.size(), 6u);
  EXPECT_EQ(review().agenda.back().subject.plain, "Questions");
  EXPECT_EQ(review().agenda.back().id,
            (AgendaEntryId{ended.made.actor(), ended.made.counter(), 5}));
  EXPECT_NE(review().agenda.front().id, first);

  set = agenda();
  set.mutable_set_agenda()->mutable_entries()->DeleteSubrange(0, 1);
  EXPECT_EQ(desk_.submit(kSam, set).error, v1::ERROR_CODE_CONFLICT);
}

TEST_F(Flow, C18AgendaThatSomebodySetSinceIsNotOverwritten) {
  const v1::Operation stale = agenda();
  ASSERT_EQ(desk_.submit(kSam, agenda()).kind, kApplied);
  EXPECT_EQ(desk_.submit(kAda, stale).error, v1::ERROR_CODE_CONFLICT);
}

TEST_F(Flow, G11AgendasThatMakeNoSenseAreRefusedByName) {
  const auto refused = [&](auto spoil) {
    v1::Operation set = agenda();
    spoil(*set.mutable_set_agenda());
    const Ended ended = desk_.submit(kSam, set);
    EXPECT_FALSE(ended.text.empty());
    return ended.error;
  };
  using Set = v1::SetAgenda;
  EXPECT_EQ(refused([](Set& set) { set.mutable_entries(0)->clear_kind(); }),
            v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(refused([](Set& set) { set.mutable_entries(0)->set_kind(v1::AGENDA_KIND_FREE); }),
            v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(refused([](Set& set) { *set.mutable_entries(0) = set.entries(1); }),
            v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(refused([](Set& set) { set.mutable_entries(0)->mutable_entry()->set_k(99); }),
            v1::ERROR_CODE_UNKNOWN_ITEM);
  EXPECT_EQ(refused([](Set& set) { set.mutable_entries(0)->set_timebox_ms(kTimerMsMin - 1); }),
            v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(refused([](Set& set) { set.mutable_review()->set_counter(77); }),
            v1::ERROR_CODE_UNKNOWN_ITEM);
}

TEST_F(Flow, TimeBoxBeginsWithItsEntryAndEndsWithIt) {
  v1::Operation set = agenda();
  set.mutable_set_agenda()->mutable_entries(0)->set_timebox_ms(60'000);
  desk_.submit(kSam, set);
  desk_.submit(kSam, go({}, entry(0)));
  EXPECT_EQ(timer().state, v1::TIMER_STATE_RUNNING);
  EXPECT_EQ(value(timer().deadline), desk_.now() + 60'000);
  desk_.submit(kSam, go(entry(0), entry(1)));
  EXPECT_EQ(timer().state, v1::TIMER_STATE_UNSPECIFIED);
  const std::size_t events = desk_.events().size();
  desk_.pass(120'000);
  EXPECT_EQ(desk_.events().size(), events);
}

TEST_F(Flow, C35SecondPauseIsNothingAndExtensionsAdd) {
  ASSERT_EQ(set(v1::TIMER_CHANGE_START, 60'000).kind, kApplied);
  const v1::Operation pause = change(v1::TIMER_CHANGE_PAUSE);
  const v1::Operation longer = change(v1::TIMER_CHANGE_EXTEND, 30'000);
  desk_.pass(10'000);
  EXPECT_EQ(desk_.submit(kSam, pause).kind, kApplied);
  EXPECT_EQ(desk_.submit(kAda, pause).kind, kNoop);
  EXPECT_EQ(timer().remaining_ms, 50'000u);
  EXPECT_EQ(desk_.submit(kSam, longer).kind, kApplied);
  EXPECT_EQ(desk_.submit(kAda, longer).kind, kApplied);
  EXPECT_EQ(timer().remaining_ms, 110'000u);
  EXPECT_EQ(timer().total_ms, 120'000u);
  desk_.pass(5'000);
  EXPECT_EQ(set(v1::TIMER_CHANGE_RESUME).kind, kApplied);
  EXPECT_EQ(value(timer().deadline), desk_.now() + 110'000);
  EXPECT_EQ(set(v1::TIMER_CHANGE_RESUME).kind, kNoop);
  EXPECT_EQ(set(v1::TIMER_CHANGE_STOP).kind, kApplied);
  EXPECT_EQ(set(v1::TIMER_CHANGE_STOP).kind, kNoop);
}

TEST_F(Flow, C35ChangeMeantForAnotherStateOfTheTimerIsAConflict) {
  const v1::Operation start = change(v1::TIMER_CHANGE_START, 60'000);
  ASSERT_EQ(desk_.submit(kSam, start).kind, kApplied);
  EXPECT_EQ(desk_.submit(kAda, start).error, v1::ERROR_CODE_CONFLICT);
  EXPECT_EQ(value(timer().deadline), desk_.now() + 60'000);
}

TEST_F(Flow, C36ExpiryIsSequencedOnceAndNothingExtendsIt) {
  ASSERT_EQ(set(v1::TIMER_CHANGE_START, 60'000).kind, kApplied);
  desk_.pass(59'999);
  EXPECT_EQ(timer().state, v1::TIMER_STATE_RUNNING);
  const v1::Operation longer = change(v1::TIMER_CHANGE_EXTEND, 30'000);
  desk_.pass(1);
  EXPECT_EQ(timer().state, v1::TIMER_STATE_EXPIRED);
  const v1::Event& expired = desk_.events().back();
  EXPECT_EQ(expired.timer_set().change(), v1::TIMER_CHANGE_EXPIRE);
  EXPECT_EQ(expired.author(), 0u);
  EXPECT_EQ(desk_.submit(kSam, longer).error, v1::ERROR_CODE_EXPIRED);
  EXPECT_EQ(set(v1::TIMER_CHANGE_PAUSE).error, v1::ERROR_CODE_EXPIRED);
  const std::size_t events = desk_.events().size();
  desk_.pass(1'000'000);
  EXPECT_EQ(desk_.events().size(), events);
  EXPECT_EQ(set(v1::TIMER_CHANGE_START, 60'000).kind, kApplied);
}

TEST_F(Flow, C36ExpiryComesBeforeWhatIsSentAtThatMoment) {
  ASSERT_EQ(set(v1::TIMER_CHANGE_START, 60'000).kind, kApplied);
  const v1::Operation longer = change(v1::TIMER_CHANGE_EXTEND, 30'000);
  desk_.pass(59'000);
  EXPECT_EQ(desk_.submit(kSam, longer).kind, kApplied);  // in time
  desk_.pass(31'000);
  EXPECT_EQ(timer().state, v1::TIMER_STATE_EXPIRED);
}

TEST_F(Flow, G4TimersAtAndAboveTheLimit) {
  EXPECT_EQ(set(v1::TIMER_CHANGE_START, kTimerMsMin - 1).error, v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(set(v1::TIMER_CHANGE_START, kTimerMsMax + 1).error, v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(set(v1::TIMER_CHANGE_START, kTimerMsMax).kind, kApplied);
  EXPECT_EQ(set(v1::TIMER_CHANGE_EXTEND, 1).error, v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(set(v1::TIMER_CHANGE_START, kTimerMsMin).kind, kApplied);
  EXPECT_EQ(set(v1::TIMER_CHANGE_EXTEND, kTimerMsMax - kTimerMsMin).kind, kApplied);
}

TEST_F(Flow, G4AgendaEntriesAtAndAboveTheLimit) {
  v1::Operation set = agenda();
  while (set.set_agenda().entries_size() < static_cast<int>(kAgendaEntriesMax))
    set.mutable_set_agenda()->add_entries()->set_kind(v1::AGENDA_KIND_FORECAST);
  v1::Operation above = set;
  above.mutable_set_agenda()->add_entries()->set_kind(v1::AGENDA_KIND_FORECAST);
  EXPECT_EQ(desk_.submit(kSam, above).error, v1::ERROR_CODE_TOO_LARGE);
  EXPECT_EQ(desk_.submit(kSam, set).kind, kApplied);
}

TEST_F(Flow, BreakStopsTimerAndAgendaButNobodysVoice) {
  set(v1::TIMER_CHANGE_START, 60'000);
  desk_.pass(20'000);
  EXPECT_EQ(pause().kind, kApplied);
  EXPECT_EQ(pause().kind, kNoop);
  EXPECT_EQ(timer().remaining_ms, 40'000u);
  EXPECT_EQ(desk_.submit(kSam, go({}, entry(0))).error, v1::ERROR_CODE_CONFLICT);
  EXPECT_EQ(set(v1::TIMER_CHANGE_RESUME).error, v1::ERROR_CODE_CONFLICT);
  desk_.give_feedback(kSue, review_, "while there is coffee");
  EXPECT_EQ(resume().kind, kApplied);
  EXPECT_EQ(resume().kind, kNoop);
  EXPECT_EQ(timer().state, v1::TIMER_STATE_PAUSED);
}

TEST_F(Flow, C50ClosedReviewTakesNothingButBeingOpenedAgain) {
  set(v1::TIMER_CHANGE_START, 60'000);
  const v1::Id feedback = desk_.give_feedback(kSue, review_, "before the end");
  ASSERT_EQ(close().kind, kApplied);
  const std::size_t events = desk_.events().size();
  desk_.pass(120'000);  // its timer does not go on
  EXPECT_EQ(desk_.events().size(), events);
  EXPECT_EQ(set(v1::TIMER_CHANGE_START, 60'000).error, v1::ERROR_CODE_CLOSED);
  EXPECT_EQ(desk_.submit(kSam, go({}, entry(0))).error, v1::ERROR_CODE_CLOSED);
  EXPECT_EQ(desk_.submit(kSam, agenda()).error, v1::ERROR_CODE_CLOSED);
  EXPECT_EQ(pause().error, v1::ERROR_CODE_CLOSED);
  EXPECT_EQ(resume().error, v1::ERROR_CODE_CLOSED);
  v1::Operation late;
  *late.mutable_triage_feedback()->mutable_feedback() = feedback;
  late.mutable_triage_feedback()->set_state(v1::FEEDBACK_STATE_PARKED);
  EXPECT_EQ(desk_.submit(kSam, late).error, v1::ERROR_CODE_CLOSED);

  EXPECT_EQ(reopen("").error, v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(reopen("one increment was forgotten").kind, kApplied);
  EXPECT_EQ(desk_.events().back().reason().plain(), "one increment was forgotten");
  EXPECT_EQ(reopen("again").kind, kNoop);
  EXPECT_EQ(desk_.submit(kSam, late).kind, kApplied);
}

TEST_F(Flow, ReviewIsNotReopenedWhileAnotherOneIsUnderWay) {
  ASSERT_EQ(close().kind, kApplied);
  const v1::Id other = desk_.open_review();
  EXPECT_EQ(reopen("it was better").error, v1::ERROR_CODE_CONFLICT);
  v1::Operation pause_other;
  *pause_other.mutable_pause_review()->mutable_review() = other;
  ASSERT_EQ(desk_.submit(kSam, pause_other).kind, kApplied);
  EXPECT_EQ(reopen("it was better").error, v1::ERROR_CODE_CONFLICT);
}

TEST_F(Flow, DeveloperWhoLeadsMayLeadUntilSomebodyElseDoes) {
  const auto lead = [&](ParticipantId by, ParticipantId who) {
    v1::Operation operation;
    operation.mutable_set_facilitator()->set_participant(value(who));
    return desk_.submit(by, operation);
  };
  EXPECT_EQ(lead(kDan, kDan).error, v1::ERROR_CODE_FORBIDDEN);
  EXPECT_EQ(lead(kSam, kSue).error, v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(lead(kSam, ParticipantId{99}).error, v1::ERROR_CODE_UNKNOWN_ITEM);
  ASSERT_EQ(lead(kSam, kDan).kind, kApplied);
  EXPECT_EQ(lead(kSam, kDan).kind, kNoop);
  EXPECT_EQ(desk_.submit(kDan, go({}, entry(0))).kind, kApplied);
  ASSERT_EQ(lead(kSam, kSam).kind, kApplied);  // reclaimed, for whatever reason
  EXPECT_EQ(desk_.submit(kDan, go(entry(0), entry(1))).error, v1::ERROR_CODE_FORBIDDEN);
  ASSERT_EQ(lead(kSam, kDan).kind, kApplied);
  v1::Operation demote;
  demote.mutable_change_role()->set_participant(value(kDan));
  demote.mutable_change_role()->set_role(v1::ROLE_OBSERVER);
  ASSERT_EQ(desk_.submit(kSam, demote).kind, kApplied);
  EXPECT_EQ(desk_.state().facilitator, ParticipantId{});
}

}  // namespace
}  // namespace reviewd::domain
