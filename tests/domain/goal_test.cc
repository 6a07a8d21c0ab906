// Where the product is going: its vision, and one Product Goal at a time, measured or not.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "domain/limits.h"
#include "domain/meeting_desk.h"

namespace reviewd::domain {
namespace {

using testing::HasSubstr;

constexpr auto kApplied = v1::OUTCOME_KIND_APPLIED;
constexpr auto kNoop = v1::OUTCOME_KIND_NOOP;

class Vision : public testing::Test {
 protected:
  MeetingDesk desk_;

  Ended set(const std::string& text, Seq if_version, ParticipantId who = kAda) {
    v1::Operation operation;
    operation.mutable_set_vision()->set_text(text);
    operation.mutable_set_vision()->set_if_version(value(if_version));
    return desk_.submit(who, operation);
  }
  const State& state() const { return desk_.state(); }
};

TEST_F(Vision, IsSetReplacedAndTakenAway) {
  ASSERT_EQ(set("A bicycle for everybody", Seq{}).kind, kApplied);
  const Seq first = state().vision_at;
  EXPECT_EQ(value(first), desk_.events().back().seq());
  EXPECT_EQ(desk_.events().back().vision_set().overwrote(), 0u);
  ASSERT_TRUE(state().vision);
  EXPECT_EQ(state().vision->plain, "A bicycle for everybody");

  ASSERT_EQ(set("Everybody rides", first).kind, kApplied);
  EXPECT_EQ(desk_.events().back().vision_set().overwrote(), value(first));
  EXPECT_EQ(state().vision->plain, "Everybody rides");

  ASSERT_EQ(set("", state().vision_at).kind, kApplied);
  EXPECT_FALSE(desk_.events().back().vision_set().has_text());
  EXPECT_FALSE(state().vision);
  EXPECT_EQ(value(state().vision_at), desk_.events().back().seq());
}

TEST_F(Vision, WhatIsSoAlreadyIsNothing) {
  EXPECT_EQ(set("", Seq{}).kind, kNoop);
  ASSERT_EQ(set("Everybody rides", Seq{}).kind, kApplied);
  const std::size_t events = desk_.events().size();
  EXPECT_EQ(set("Everybody rides", state().vision_at).kind, kNoop);
  EXPECT_EQ(desk_.events().size(), events);
}

TEST_F(Vision, C18VisionThatSomebodySetSinceIsNotOverwritten) {
  ASSERT_EQ(set("One", Seq{}).kind, kApplied);
  const Seq first = state().vision_at;
  const Ended never = set("Two", Seq{});
  EXPECT_EQ(never.error, v1::ERROR_CODE_CONFLICT);
  EXPECT_EQ(never.by, first);
  EXPECT_THAT(never.text, HasSubstr("set_vision.if_version"));
  EXPECT_EQ(set("One", Seq{}).error, v1::ERROR_CODE_CONFLICT) << "nor is the same text said again";
  ASSERT_EQ(set("Two", first).kind, kApplied);
  const Ended stale = set("Three", first);
  EXPECT_EQ(stale.error, v1::ERROR_CODE_CONFLICT);
  EXPECT_EQ(stale.by, state().vision_at);
  EXPECT_EQ(set("Three", next(state().vision_at)).error, v1::ERROR_CODE_CONFLICT);
  EXPECT_EQ(state().vision->plain, "Two");
}

TEST_F(Vision, G11TextsThatCannotBeAreRefusedBeforeTheVersionIsLookedAt) {
  const Ended large = set(std::string(kTextBytesMax + 1, 'x'), Seq{77});
  EXPECT_EQ(large.error, v1::ERROR_CODE_TOO_LARGE);
  EXPECT_THAT(large.text, HasSubstr("set_vision.text"));
  EXPECT_EQ(set("no \x01 control characters", Seq{}).error, v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_FALSE(state().vision);
  EXPECT_EQ(set(std::string(kTextBytesMax, 'x'), Seq{}).kind, kApplied);
}

TEST_F(Vision, G10OnlyTheProductOwnerSaysWhereItIsGoing) {
  for (const ParticipantId who : {kSam, kDan, kSue, kOle})
    EXPECT_EQ(set("Mine", Seq{}, who).error, v1::ERROR_CODE_FORBIDDEN) << value(who);
}

// ------------------------------------------------------------------------- Product Goals

class Goals : public testing::Test {
 protected:
  MeetingDesk desk_;

  static v1::SetProductGoal plain(const std::string& statement) {
    v1::SetProductGoal set;
    set.set_statement(statement);
    return set;
  }
  static v1::SetProductGoal measured(double baseline, double target) {
    v1::SetProductGoal set = plain("More people ride");
    set.set_metric("rides a day");
    set.set_baseline(baseline);
    set.set_target(target);
    return set;
  }
  Ended set(const v1::SetProductGoal& goal, ParticipantId who = kAda) {
    v1::Operation operation;
    *operation.mutable_set_product_goal() = goal;
    return desk_.submit(who, operation);
  }
  v1::Id made(const v1::SetProductGoal& goal) {
    const Ended ended = set(goal);
    EXPECT_EQ(ended.kind, kApplied) << ended.text;
    return ended.made;
  }
  // The same operation on a goal that is there, on top of what was set last.
  v1::SetProductGoal changed(const v1::Id& id, v1::SetProductGoal to) const {
    *to.mutable_goal() = id;
    to.set_if_version(value(goal(id).set_at));
    return to;
  }
  Ended record(const v1::Id& id, double current, ParticipantId who = kAda) {
    v1::Operation operation;
    *operation.mutable_record_progress()->mutable_goal() = id;
    operation.mutable_record_progress()->set_current(current);
    return desk_.submit(who, operation);
  }
  Ended end(const v1::Id& id, v1::GoalState state, const std::string& reason = "",
            ParticipantId who = kAda) {
    v1::Operation operation;
    *operation.mutable_end_product_goal()->mutable_goal() = id;
    operation.mutable_end_product_goal()->set_state(state);
    operation.set_reason(reason);
    return desk_.submit(who, operation);
  }
  const ProductGoal& goal(const v1::Id& id) const {
    return desk_.state().goals.at(GoalId::from(id));
  }
  const v1::Event& last() const { return desk_.events().back(); }
};

TEST_F(Goals, ANewGoalIsActiveAndStandsAtItsBaseline) {
  const v1::Id id = made(measured(200, 1'000));
  EXPECT_EQ(GoalId::from(id), GoalId::from(last().product_goal_set().goal()));
  EXPECT_EQ(last().product_goal_set().overwrote(), 0u);
  EXPECT_EQ(goal(id).state, v1::GOAL_STATE_ACTIVE);
  EXPECT_EQ(goal(id).statement.plain, "More people ride");
  ASSERT_TRUE(goal(id).metric);
  EXPECT_EQ(goal(id).metric->plain, "rides a day");
  EXPECT_EQ(goal(id).baseline, 200);
  EXPECT_EQ(goal(id).target, 1'000);
  EXPECT_EQ(goal(id).current, 200);
  EXPECT_EQ(value(goal(id).set_at), last().seq());
  EXPECT_EQ(goal(id).progress_at, Seq{});
  EXPECT_EQ(goal(id).ended_at, Seq{});
}

TEST_F(Goals, AGoalNeedNotBeMeasured) {
  const v1::Id id = made(plain("Every street has a rack"));
  EXPECT_FALSE(last().product_goal_set().has_metric());
  EXPECT_FALSE(goal(id).metric);
  EXPECT_EQ(goal(id).current, 0);
}

TEST_F(Goals, OneGoalIsActiveAtATime) {
  const v1::Id first = made(plain("One"));
  const Ended second = set(plain("Two"));
  EXPECT_EQ(second.error, v1::ERROR_CODE_CONFLICT);
  EXPECT_EQ(second.by, goal(first).set_at);
  ASSERT_EQ(set(changed(first, plain("One, said better"))).kind, kApplied);
  EXPECT_EQ(set(plain("Two")).by, goal(first).set_at) << "the event that last set it";
  EXPECT_EQ(desk_.state().goals.size(), 1u);

  ASSERT_EQ(end(first, v1::GOAL_STATE_ACHIEVED).kind, kApplied);
  const v1::Id next_goal = made(plain("Two"));
  EXPECT_EQ(goal(next_goal).state, v1::GOAL_STATE_ACTIVE);
  EXPECT_EQ(goal(first).state, v1::GOAL_STATE_ACHIEVED);
  EXPECT_EQ(desk_.state().goals.size(), 2u);
}

TEST_F(Goals, ChangingWhatItSaysKeepsWhereItStands) {
  const v1::Id id = made(measured(200, 1'000));
  ASSERT_EQ(record(id, 450).kind, kApplied);
  const Seq before = goal(id).set_at;
  const Seq progress = goal(id).progress_at;
  v1::SetProductGoal more = changed(id, measured(300, 2'000));
  more.set_statement("Many more people ride");
  ASSERT_EQ(set(more).kind, kApplied);
  EXPECT_EQ(last().product_goal_set().overwrote(), value(before));
  EXPECT_EQ(goal(id).statement.plain, "Many more people ride");
  EXPECT_EQ(goal(id).baseline, 300);
  EXPECT_EQ(goal(id).target, 2'000);
  EXPECT_EQ(goal(id).current, 450);
  EXPECT_EQ(goal(id).progress_at, progress);
  EXPECT_EQ(value(goal(id).set_at), last().seq());
  EXPECT_EQ(goal(id).state, v1::GOAL_STATE_ACTIVE);
}

TEST_F(Goals, AGoalThatIsMeasuredFromNowOnBeginsAtItsBaseline) {
  const v1::Id id = made(plain("More people ride"));
  ASSERT_EQ(set(changed(id, measured(200, 1'000))).kind, kApplied);
  EXPECT_EQ(goal(id).current, 200);
  ASSERT_EQ(record(id, 450).kind, kApplied);
  ASSERT_EQ(set(changed(id, plain("More people ride"))).kind, kApplied);
  EXPECT_FALSE(goal(id).metric);
  EXPECT_EQ(record(id, 500).error, v1::ERROR_CODE_BAD_REQUEST);
  ASSERT_EQ(set(changed(id, measured(300, 1'000))).kind, kApplied);
  EXPECT_EQ(goal(id).current, 300);
}

TEST_F(Goals, WhatIsSoAlreadyIsNothing) {
  const v1::Id id = made(measured(200, 1'000));
  const std::size_t events = desk_.events().size();
  EXPECT_EQ(set(changed(id, measured(200, 1'000))).kind, kNoop);
  EXPECT_EQ(record(id, 200).kind, kNoop);
  EXPECT_EQ(desk_.events().size(), events);
  EXPECT_EQ(set(changed(id, measured(200, 1'001))).kind, kApplied);
  EXPECT_EQ(set(changed(id, measured(201, 1'001))).kind, kApplied);
}

TEST_F(Goals, C18AGoalThatSomebodySetSinceIsNotOverwritten) {
  const v1::Id id = made(plain("One"));
  const v1::SetProductGoal stale = changed(id, plain("Two"));
  const v1::SetProductGoal same = changed(id, plain("One"));
  ASSERT_EQ(set(changed(id, plain("Three"))).kind, kApplied);
  const Ended late = set(stale);
  EXPECT_EQ(late.error, v1::ERROR_CODE_CONFLICT);
  EXPECT_EQ(late.by, goal(id).set_at);
  EXPECT_THAT(late.text, HasSubstr("set_product_goal.if_version"));
  EXPECT_EQ(set(same).error, v1::ERROR_CODE_CONFLICT);
  v1::SetProductGoal blind = changed(id, plain("Four"));
  blind.set_if_version(0);
  EXPECT_EQ(set(blind).error, v1::ERROR_CODE_CONFLICT);
  EXPECT_EQ(goal(id).statement.plain, "Three");
  v1::SetProductGoal empty = stale;
  empty.set_statement("");
  EXPECT_EQ(set(empty).error, v1::ERROR_CODE_BAD_REQUEST) << "fields come before the version";
}

TEST_F(Goals, C18ANewGoalHasNoVersion) {
  v1::SetProductGoal fresh = plain("One");
  fresh.set_if_version(desk_.events().back().seq());
  const Ended ended = set(fresh);
  EXPECT_EQ(ended.error, v1::ERROR_CODE_CONFLICT);
  EXPECT_EQ(ended.by, Seq{});
  EXPECT_TRUE(desk_.state().goals.empty());
}

TEST_F(Goals, G11GoalsThatMakeNoSenseAreRefusedByName) {
  const auto refused = [&](const v1::SetProductGoal& goal, const std::string& field) {
    const Ended ended = set(goal);
    EXPECT_THAT(ended.text, HasSubstr("set_product_goal." + field));
    return ended.error;
  };
  EXPECT_EQ(refused(plain(""), "statement"), v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(refused(plain(" \n"), "statement"), v1::ERROR_CODE_BAD_REQUEST);
  v1::SetProductGoal numbers = plain("Not measured");
  numbers.set_baseline(1);
  EXPECT_EQ(refused(numbers, ""), v1::ERROR_CODE_BAD_REQUEST);
  numbers = plain("Not measured");
  numbers.set_target(1);
  EXPECT_EQ(refused(numbers, ""), v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(refused(measured(7, 7), "target"), v1::ERROR_CODE_BAD_REQUEST);
  v1::SetProductGoal unknown = plain("One");
  unknown.mutable_goal()->set_actor(9);
  unknown.mutable_goal()->set_counter(9);
  EXPECT_EQ(refused(unknown, "goal"), v1::ERROR_CODE_UNKNOWN_ITEM);
  EXPECT_TRUE(desk_.state().goals.empty());
}

TEST_F(Goals, G4TextsAtAndAboveTheLimit) {
  v1::SetProductGoal longest = measured(0, 1);
  longest.set_statement(std::string(kTitleBytesMax, 'x'));
  longest.set_metric(std::string(kTitleBytesMax, 'x'));
  v1::SetProductGoal statement = longest;
  statement.mutable_statement()->push_back('x');
  v1::SetProductGoal metric = longest;
  metric.mutable_metric()->push_back('x');
  EXPECT_EQ(set(statement).error, v1::ERROR_CODE_TOO_LARGE);
  EXPECT_THAT(set(metric).text, HasSubstr("set_product_goal.metric"));
  EXPECT_EQ(set(metric).error, v1::ERROR_CODE_TOO_LARGE);
  EXPECT_EQ(set(longest).kind, kApplied);
}

TEST_F(Goals, G4NumbersAtAndAboveTheLimit) {
  const double above = std::nextafter(kMeasureMax, 2 * kMeasureMax);
  constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();
  constexpr double kEndless = std::numeric_limits<double>::infinity();
  for (const double bad : {above, -above, kNothing, kEndless, -kEndless}) {
    EXPECT_EQ(set(measured(bad, 1)).error, v1::ERROR_CODE_BAD_REQUEST) << bad;
    EXPECT_EQ(set(measured(1, bad)).error, v1::ERROR_CODE_BAD_REQUEST) << bad;
  }
  const v1::Id id = made(measured(-kMeasureMax, kMeasureMax));
  for (const double bad : {above, -above, kNothing, kEndless, -kEndless}) {
    const Ended ended = record(id, bad);
    EXPECT_EQ(ended.error, v1::ERROR_CODE_BAD_REQUEST) << bad;
    EXPECT_THAT(ended.text, HasSubstr("record_progress.current"));
  }
  EXPECT_EQ(record(id, kMeasureMax).kind, kApplied);
  EXPECT_EQ(record(id, -kMeasureMax).kind, kApplied);
  EXPECT_EQ(goal(id).current, -kMeasureMax);
}

TEST_F(Goals, OfProgressTheLastWordStands) {
  const v1::Id id = made(measured(200, 1'000));
  ASSERT_EQ(record(id, 450.5).kind, kApplied);
  const Seq first = goal(id).progress_at;
  EXPECT_EQ(value(first), last().seq());
  EXPECT_EQ(last().progress_recorded().current(), 450.5);
  EXPECT_EQ(last().progress_recorded().overwrote(), 0u);
  ASSERT_EQ(record(id, 100).kind, kApplied) << "it may go back, too";
  EXPECT_EQ(last().progress_recorded().overwrote(), value(first));
  EXPECT_EQ(goal(id).current, 100);
  EXPECT_EQ(record(id, 100).kind, kNoop);
  EXPECT_EQ(goal(id).state, v1::GOAL_STATE_ACTIVE) << "only the Product Owner's word ends it";
}

TEST_F(Goals, ProgressIsOfMeasuredGoalsThatAreActive) {
  v1::Id unknown;
  unknown.set_actor(9);
  unknown.set_counter(9);
  EXPECT_EQ(record(unknown, 1).error, v1::ERROR_CODE_UNKNOWN_ITEM);
  const v1::Id words = made(plain("Not measured"));
  EXPECT_EQ(record(words, 1).error, v1::ERROR_CODE_BAD_REQUEST);
  ASSERT_EQ(end(words, v1::GOAL_STATE_ACHIEVED).kind, kApplied);
  const v1::Id numbers = made(measured(200, 1'000));
  ASSERT_EQ(end(numbers, v1::GOAL_STATE_ACHIEVED).kind, kApplied);
  EXPECT_EQ(record(numbers, 1'000).error, v1::ERROR_CODE_CLOSED);
  EXPECT_EQ(goal(numbers).current, 200);
}

TEST_F(Goals, AGoalIsAchievedOrAbandonedWithAReason) {
  const v1::Id id = made(plain("One"));
  EXPECT_EQ(end(id, v1::GOAL_STATE_ABANDONED).error, v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(end(id, v1::GOAL_STATE_ABANDONED, " \t").error, v1::ERROR_CODE_BAD_REQUEST);
  for (const auto state : {v1::GOAL_STATE_UNSPECIFIED, v1::GOAL_STATE_ACTIVE}) {
    const Ended ended = end(id, state, "why not");
    EXPECT_EQ(ended.error, v1::ERROR_CODE_BAD_REQUEST);
    EXPECT_THAT(ended.text, HasSubstr("end_product_goal.state"));
  }
  EXPECT_EQ(goal(id).state, v1::GOAL_STATE_ACTIVE);

  ASSERT_EQ(end(id, v1::GOAL_STATE_ABANDONED, "The market is gone").kind, kApplied);
  EXPECT_EQ(last().product_goal_ended().state(), v1::GOAL_STATE_ABANDONED);
  EXPECT_EQ(goal(id).state, v1::GOAL_STATE_ABANDONED);
  EXPECT_EQ(value(goal(id).ended_at), last().seq());
  ASSERT_TRUE(goal(id).reason);
  EXPECT_EQ(goal(id).reason->plain, "The market is gone");

  const std::size_t events = desk_.events().size();
  EXPECT_EQ(end(id, v1::GOAL_STATE_ABANDONED, "Still gone").kind, kNoop);
  EXPECT_EQ(end(id, v1::GOAL_STATE_ACHIEVED).error, v1::ERROR_CODE_CLOSED);
  EXPECT_EQ(desk_.events().size(), events);
  EXPECT_EQ(goal(id).reason->plain, "The market is gone");
}

TEST_F(Goals, AGoalThatHasEndedStaysAsItWas) {
  const v1::Id id = made(measured(200, 1'000));
  ASSERT_EQ(end(id, v1::GOAL_STATE_ACHIEVED).kind, kApplied);
  EXPECT_FALSE(goal(id).reason);
  EXPECT_EQ(end(id, v1::GOAL_STATE_ACHIEVED).kind, kNoop);
  EXPECT_EQ(end(id, v1::GOAL_STATE_ABANDONED, "Not really").error, v1::ERROR_CODE_CLOSED);
  EXPECT_EQ(set(changed(id, plain("Once more"))).error, v1::ERROR_CODE_CLOSED);
  v1::Id unknown = id;
  unknown.set_counter(900);
  EXPECT_EQ(end(unknown, v1::GOAL_STATE_ACHIEVED).error, v1::ERROR_CODE_UNKNOWN_ITEM);
}

TEST_F(Goals, GoalsAreNoPartOfAReviewAndChangeAtAnyTime) {
  const v1::Id review = desk_.open_review();
  const v1::Id id = made(measured(200, 1'000));
  desk_.close_review(review);
  EXPECT_EQ(record(id, 300).kind, kApplied);
  EXPECT_EQ(set(changed(id, measured(200, 900))).kind, kApplied);
  EXPECT_EQ(end(id, v1::GOAL_STATE_ACHIEVED).kind, kApplied);
}

TEST_F(Goals, G10OnlyTheProductOwnerSetsRecordsAndEnds) {
  const v1::Id id = made(measured(200, 1'000));
  for (const ParticipantId who : {kSam, kDan, kSue, kOle}) {
    EXPECT_EQ(set(plain("Mine"), who).error, v1::ERROR_CODE_FORBIDDEN) << value(who);
    EXPECT_EQ(record(id, 1, who).error, v1::ERROR_CODE_FORBIDDEN) << value(who);
    EXPECT_EQ(end(id, v1::GOAL_STATE_ACHIEVED, "", who).error, v1::ERROR_CODE_FORBIDDEN)
        << value(who);
  }
}

TEST_F(Goals, G4GoalsAtAndAboveTheLimit) {
  v1::Operation operation;
  *operation.mutable_set_product_goal() = plain("One more");
  State state = desk_.state();
  const auto ended_goals = [&](std::size_t up_to) {
    while (state.goals.size() < up_to) {
      const auto number = static_cast<std::uint32_t>(state.goals.size() + 1);
      state.goals.emplace(GoalId{7, number, 0}, ProductGoal{.state = v1::GOAL_STATE_ACHIEVED});
    }
  };
  ended_goals(kGoalsMax - 1);
  EXPECT_EQ(desk_.would(kAda, operation, state).kind, kApplied);
  ended_goals(kGoalsMax);
  EXPECT_EQ(desk_.would(kAda, operation, state).error, v1::ERROR_CODE_TOO_LARGE);
}

}  // namespace
}  // namespace reviewd::domain
