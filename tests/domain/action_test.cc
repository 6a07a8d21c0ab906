// What people have agreed to do: action items, made in a review or outside of one, and carried on
// until they are done or dropped.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/limits.h"
#include "domain/meeting_desk.h"

namespace reviewd::domain {
namespace {

using testing::HasSubstr;

constexpr auto kApplied = v1::OUTCOME_KIND_APPLIED;
constexpr auto kNoop = v1::OUTCOME_KIND_NOOP;

class Actions : public testing::Test {
 protected:
  MeetingDesk desk_;

  static v1::AddAction plan(const std::string& text) {
    v1::AddAction add;
    add.set_text(text);
    return add;
  }
  Ended add(const v1::AddAction& action, ParticipantId who = kSam) {
    v1::Operation operation;
    *operation.mutable_add_action() = action;
    return desk_.submit(who, operation);
  }
  v1::Id added(const v1::AddAction& action) {
    const Ended ended = add(action);
    EXPECT_EQ(ended.kind, kApplied) << ended.text;
    return ended.made;
  }
  // An action as it stands, to be changed and sent back.
  v1::EditAction as_it_is(const v1::Id& id) const {
    v1::EditAction edit;
    *edit.mutable_action() = id;
    edit.set_text(action(id).text.plain);
    edit.set_owner(value(action(id).owner));
    edit.set_due(action(id).due);
    edit.set_state(action(id).state);
    edit.set_if_version(value(action(id).edited_at));
    return edit;
  }
  Ended edit(const v1::EditAction& edit, ParticipantId who = kSam) {
    v1::Operation operation;
    *operation.mutable_edit_action() = edit;
    return desk_.submit(who, operation);
  }
  Ended enter(const v1::Id& id, v1::ActionState state) {
    v1::EditAction change = as_it_is(id);
    change.set_state(state);
    return edit(change);
  }
  const Action& action(const v1::Id& id) const {
    return desk_.state().actions.at(ActionId::from(id));
  }
  const v1::Event& last() const { return desk_.events().back(); }
};

TEST_F(Actions, SaysWhatWhoAndUntilWhen) {
  const v1::Id review = desk_.open_review();
  v1::AddAction agreed = plan("Ask the harbour for racks");
  *agreed.mutable_review() = review;
  agreed.set_owner(value(kSue));
  agreed.set_due("2026-12-24");
  const v1::Id id = added(agreed);
  EXPECT_EQ(ActionId::from(last().action_added().action()), ActionId::from(id));
  EXPECT_EQ(last().action_added().due(), "2026-12-24");
  EXPECT_EQ(action(id).review, ReviewId::from(review));
  EXPECT_EQ(action(id).text.plain, "Ask the harbour for racks");
  EXPECT_EQ(action(id).owner, kSue);
  EXPECT_EQ(action(id).due, "2026-12-24");
  EXPECT_EQ(action(id).state, v1::ACTION_STATE_OPEN);
  EXPECT_EQ(value(action(id).edited_at), last().seq());
}

TEST_F(Actions, CanBeAgreedOutsideOfAReviewWithNobodyAndNoDate) {
  const v1::Id id = added(plan("Count the bicycles"));
  EXPECT_FALSE(last().action_added().has_review());
  EXPECT_TRUE(action(id).review.none());
  EXPECT_EQ(action(id).owner, ParticipantId{});
  EXPECT_EQ(action(id).due, "");
}

TEST_F(Actions, EverythingItSaysIsReplaced) {
  const v1::Id id = added(plan("Count the bicycles"));
  const Seq before = action(id).edited_at;
  v1::EditAction change = as_it_is(id);
  change.set_text("Count all bicycles");
  change.set_owner(value(kDan));
  change.set_due("2026-12-31");
  change.set_state(v1::ACTION_STATE_DONE);
  ASSERT_EQ(edit(change, kDan).kind, kApplied);
  EXPECT_EQ(last().action_edited().overwrote(), value(before));
  EXPECT_EQ(action(id).text.plain, "Count all bicycles");
  EXPECT_EQ(action(id).owner, kDan);
  EXPECT_EQ(action(id).due, "2026-12-31");
  EXPECT_EQ(action(id).state, v1::ACTION_STATE_DONE);
  EXPECT_EQ(value(action(id).edited_at), last().seq());

  change = as_it_is(id);
  change.set_owner(0);
  change.set_due("");
  change.set_state(v1::ACTION_STATE_OPEN);
  ASSERT_EQ(edit(change, kAda).kind, kApplied) << "what is done can be open again";
  EXPECT_EQ(action(id).owner, ParticipantId{});
  EXPECT_EQ(action(id).due, "");
  EXPECT_EQ(action(id).state, v1::ACTION_STATE_OPEN);
}

TEST_F(Actions, WhatIsSoAlreadyIsNothing) {
  const v1::Id id = added(plan("Count the bicycles"));
  const std::size_t events = desk_.events().size();
  EXPECT_EQ(edit(as_it_is(id)).kind, kNoop);
  EXPECT_EQ(desk_.events().size(), events);
  EXPECT_EQ(enter(id, v1::ACTION_STATE_DROPPED).kind, kApplied);
  EXPECT_EQ(enter(id, v1::ACTION_STATE_DROPPED).kind, kNoop);
}

TEST_F(Actions, C18AnActionThatSomebodyChangedSinceIsNotOverwritten) {
  const v1::Id id = added(plan("Count the bicycles"));
  v1::EditAction stale = as_it_is(id);
  const v1::EditAction same = stale;
  stale.set_owner(value(kDan));
  ASSERT_EQ(enter(id, v1::ACTION_STATE_DONE).kind, kApplied);
  const Ended late = edit(stale, kAda);
  EXPECT_EQ(late.error, v1::ERROR_CODE_CONFLICT);
  EXPECT_EQ(late.by, action(id).edited_at);
  EXPECT_THAT(late.text, HasSubstr("edit_action.if_version"));
  EXPECT_EQ(edit(same, kAda).error, v1::ERROR_CODE_CONFLICT);
  v1::EditAction blind = as_it_is(id);
  blind.set_if_version(0);
  EXPECT_EQ(edit(blind).error, v1::ERROR_CODE_CONFLICT)
      << "an action has a version from the event that added it on";
  stale.set_text("");
  EXPECT_EQ(edit(stale).error, v1::ERROR_CODE_BAD_REQUEST) << "fields come before the version";
  EXPECT_EQ(action(id).state, v1::ACTION_STATE_DONE);
  EXPECT_EQ(action(id).owner, ParticipantId{});
}

TEST_F(Actions, DueDatesAreDaysOfTheCalendar) {
  const v1::Id id = added(plan("Count the bicycles"));
  for (const char* day : {"2028-02-29", "2000-02-29", "2026-02-28", "2026-12-31", "2026-04-30"}) {
    v1::AddAction agreed = plan("x");
    agreed.set_due(day);
    EXPECT_EQ(add(agreed).kind, kApplied) << day;
    v1::EditAction change = as_it_is(id);
    change.set_due(day);
    EXPECT_EQ(edit(change).kind, kApplied) << day;
  }
  for (const char* day :
       {"2026-02-29", "1900-02-29", "2100-02-29", "2026-02-30", "2026-04-31", "2026-13-01",
        "2026-00-10", "2026-01-00", "2026-01-32", "2026-1-1", "26-01-01", "2026/01/01", "20260101",
        "2026-01-01T00:00", " 2026-01-01", "2026-01-01 ", "tomorrow", "-026-01-01", "2026-+1-01"}) {
    v1::AddAction agreed = plan("x");
    agreed.set_due(day);
    const Ended ended = add(agreed);
    EXPECT_EQ(ended.error, v1::ERROR_CODE_BAD_REQUEST) << day;
    EXPECT_THAT(ended.text, HasSubstr("add_action.due"));
    v1::EditAction change = as_it_is(id);
    change.set_due(day);
    const Ended changed = edit(change);
    EXPECT_EQ(changed.error, v1::ERROR_CODE_BAD_REQUEST) << day;
    EXPECT_THAT(changed.text, HasSubstr("edit_action.due"));
  }
  EXPECT_EQ(action(id).due, "2026-04-30");
}

TEST_F(Actions, G11ActionsThatMakeNoSenseAreRefusedByName) {
  const v1::Id id = added(plan("Count the bicycles"));
  const auto refused_new = [&](const v1::AddAction& bad, const std::string& field) {
    const Ended ended = add(bad);
    EXPECT_THAT(ended.text, HasSubstr("add_action." + field));
    return ended.error;
  };
  EXPECT_EQ(refused_new(plan(" "), "text"), v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(refused_new(plan(std::string(kTitleBytesMax + 1, 'x')), "text"),
            v1::ERROR_CODE_TOO_LARGE);
  v1::AddAction nobody = plan("x");
  nobody.set_owner(99);
  EXPECT_EQ(refused_new(nobody, "owner"), v1::ERROR_CODE_UNKNOWN_ITEM);
  v1::AddAction nowhere = plan("x");
  nowhere.mutable_review()->set_actor(9);
  nowhere.mutable_review()->set_counter(9);
  EXPECT_EQ(refused_new(nowhere, "review"), v1::ERROR_CODE_UNKNOWN_ITEM);
  EXPECT_EQ(desk_.state().actions.size(), 1u);

  const auto refused = [&](auto spoil, const std::string& field) {
    v1::EditAction change = as_it_is(id);
    spoil(change);
    const Ended ended = edit(change);
    EXPECT_THAT(ended.text, HasSubstr("edit_action." + field));
    return ended.error;
  };
  using Edit = v1::EditAction;
  EXPECT_EQ(refused([](Edit& change) { change.set_text("\t"); }, "text"),
            v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(refused([](Edit& change) { change.set_owner(99); }, "owner"),
            v1::ERROR_CODE_UNKNOWN_ITEM);
  EXPECT_EQ(refused([](Edit& change) { change.clear_state(); }, "state"),
            v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(
      refused([](Edit& change) { change.set_state(static_cast<v1::ActionState>(4)); }, "state"),
      v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(refused([](Edit& change) { change.mutable_action()->set_counter(900); }, "action"),
            v1::ERROR_CODE_UNKNOWN_ITEM);
}

TEST_F(Actions, G4TextsAtTheLimit) {
  const v1::Id id = added(plan(std::string(kTitleBytesMax, 'x')));
  v1::EditAction change = as_it_is(id);
  change.set_state(v1::ACTION_STATE_DONE);
  EXPECT_EQ(edit(change).kind, kApplied);
  change = as_it_is(id);
  change.mutable_text()->push_back('x');
  EXPECT_EQ(edit(change).error, v1::ERROR_CODE_TOO_LARGE);
}

TEST_F(Actions, WhoWasRemovedIsGivenNothingNew) {
  v1::AddAction hers = plan("Ask the harbour");
  hers.set_owner(value(kSue));
  const v1::Id id = added(hers);
  v1::Operation remove;
  remove.mutable_remove_participant()->set_participant(value(kSue));
  ASSERT_EQ(desk_.submit(kSam, remove).kind, kApplied);
  EXPECT_EQ(action(id).owner, kSue) << "what was agreed stays";
  EXPECT_EQ(add(hers).error, v1::ERROR_CODE_UNKNOWN_ITEM);
  v1::EditAction passed_on = as_it_is(id);
  passed_on.set_owner(value(kDan));
  EXPECT_EQ(edit(passed_on).kind, kApplied);
}

TEST_F(Actions, C50ActionsGoOnBetweenReviewsButNoneIsAddedToAClosedOne) {
  const v1::Id first = desk_.open_review();
  v1::AddAction agreed = plan("Ask the harbour");
  *agreed.mutable_review() = first;
  const v1::Id id = added(agreed);
  const v1::Id dropped = added(agreed);
  desk_.close_review(first);

  EXPECT_EQ(add(agreed).error, v1::ERROR_CODE_CLOSED);
  EXPECT_EQ(add(plan("Between reviews")).kind, kApplied);
  v1::EditAction change = as_it_is(id);
  change.set_owner(value(kDan));
  EXPECT_EQ(edit(change).kind, kApplied);
  EXPECT_EQ(enter(dropped, v1::ACTION_STATE_DROPPED).kind, kApplied);

  desk_.open_review();
  EXPECT_EQ(action(id).review, ReviewId::from(first)) << "it says which review it comes from";
  EXPECT_EQ(action(id).state, v1::ACTION_STATE_OPEN);
  EXPECT_EQ(enter(id, v1::ACTION_STATE_DONE).kind, kApplied);
}

TEST_F(Actions, C50AReviewThatIsNotOpenedYetHasActionsToo) {
  v1::AddAction agreed = plan("Invite the harbour");
  *agreed.mutable_review() = desk_.plan_review();
  EXPECT_EQ(add(agreed).kind, kApplied);
}

TEST_F(Actions, G10TheTeamAgreesAndGuestsReadAlong) {
  const v1::Id id = added(plan("Count the bicycles"));
  v1::EditAction change = as_it_is(id);
  change.set_state(v1::ACTION_STATE_DONE);
  for (const ParticipantId who : {kSue, kOle}) {
    EXPECT_EQ(add(plan("Mine"), who).error, v1::ERROR_CODE_FORBIDDEN) << value(who);
    EXPECT_EQ(edit(change, who).error, v1::ERROR_CODE_FORBIDDEN) << value(who);
  }
  for (const ParticipantId who : {kAda, kSam, kDan})
    EXPECT_EQ(add(plan("Ours"), who).kind, kApplied) << value(who);
}

TEST_F(Actions, G4ActionsAtAndAboveTheLimit) {
  v1::Operation operation;
  *operation.mutable_add_action() = plan("One more");
  State state = desk_.state();
  const auto actions = [&](std::size_t up_to) {
    while (state.actions.size() < up_to) {
      const auto number = static_cast<std::uint32_t>(state.actions.size() + 1);
      state.actions.emplace(ActionId{7, number, 0}, Action{.state = v1::ACTION_STATE_DONE});
    }
  };
  actions(kActionsMax - 1);
  EXPECT_EQ(desk_.would(kSam, operation, state).kind, kApplied);
  actions(kActionsMax);
  EXPECT_EQ(desk_.would(kSam, operation, state).error, v1::ERROR_CODE_TOO_LARGE);
}

// What they had taken on can still be worded, done or dropped; nobody new is given to them.
TEST_F(Actions, WhoHasLeftStaysTheOwnerOfWhatWasTheirs) {
  v1::AddAction theirs = plan("Ask the harbour for racks");
  theirs.set_owner(value(kSue));
  const v1::Id id = added(theirs);
  const v1::Id other = added(plan("Ask the city"));
  v1::Operation remove;
  remove.mutable_remove_participant()->set_participant(value(kSue));
  ASSERT_EQ(desk_.submit(kSam, remove).kind, kApplied);
  EXPECT_EQ(enter(id, v1::ACTION_STATE_DONE).kind, kApplied);
  EXPECT_EQ(action(id).owner, kSue);
  v1::EditAction change = as_it_is(other);
  change.set_owner(value(kSue));
  EXPECT_EQ(edit(change).error, v1::ERROR_CODE_UNKNOWN_ITEM);
}

}  // namespace
}  // namespace reviewd::domain
