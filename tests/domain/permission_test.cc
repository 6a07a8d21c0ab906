// G10: the permission table of docs/SPEC.md, written down a second time, against every operation of
// the schema, every role, what was lent to it, and every state of the review (C50). An operation
// that is added to the schema without a row here fails.

#include "domain/permission.h"

#include <google/protobuf/descriptor.h>
#include <gtest/gtest.h>

#include <array>
#include <map>
#include <string>

#include "domain/one_of_each.h"

namespace reviewd::domain {
namespace {

// P Product Owner, M Scrum Master, D Developer, S stakeholder, O observer: by their own right.
// With a delegation of the scope, M and D too: o order, e edit, a assess, c convert.
// f: a Developer who leads through the meeting too.
const std::map<std::string, std::string>& table() {
  static const std::map<std::string, std::string> rows{
      {"noop", "PMDSO"},
      {"add_items", "Pe"},
      {"move_items", "Po"},
      {"edit_item", "Pe"},  // an estimate also by D: below
      {"archive_item", "Pe"},
      {"restore_item", "Pe"},
      {"split_item", "Pe"},
      {"merge_item", "Pe"},
      {"sort_items", "Po"},
      {"undo", "Po"},  // what added items: below
      {"redo", "Po"},
      {"propose_order", "PMDS"},
      {"apply_proposal", "Po"},
      {"reject_proposal", "PMDS"},  // one's own, but for P: proposal_test.cc
      {"set_stale_policy", "P"},
      {"plan_review", "PMf"},
      {"open_review", "PMf"},
      {"close_review", "PMf"},
      {"add_increment", "PMD"},
      {"assess_increment", "Pa"},
      {"set_definition_of_done", "P"},
      {"check_increment", "PD"},
      {"open_poll", "PM"},
      {"close_poll", "PM"},
      {"reveal_poll", "PM"},
      {"void_poll", "PM"},
      {"set_dots", "PM"},
      {"cast_ballot", "PMDS"},
      {"admit_voters", "PM"},
      {"give_feedback", "PMDS"},
      {"upvote_feedback", "PMDS"},
      {"retract_feedback", "PMDS"},
      {"create_invite", "PMf"},
      {"revoke_invite", "PMf"},
      {"set_join_code", "PMf"},
      {"admit_waiting", "PMf"},
      {"refuse_waiting", "PMf"},
      {"remove_participant", "PMf"},
      {"mute_participant", "PMf"},
      {"change_role", "PM"},
      {"hand_over", "P"},
      {"set_facilitator", "PMf"},
      {"set_groups", "PMf"},
      {"assign_group", "PMf"},
      {"choose_group", "PMDS"},
      {"edit_review", "PMf"},
      {"edit_increment", "PMD"},
      {"set_release", "PD"},
      {"enter_ballot", "Mf"},  // not P: whoever asks does not also fill in ballots
      {"hold_feedback", "PMf"},
      {"release_feedback", "PMf"},
      {"discard_feedback", "PMf"},
      {"set_vision", "P"},
      {"set_product_goal", "P"},
      {"record_progress", "P"},
      {"end_product_goal", "P"},
      {"add_action", "PMD"},
      {"edit_action", "PMD"},
      {"delegate", "P"},
      {"revoke_delegation", "P"},
      {"set_agenda", "PMf"},
      {"advance_agenda", "PMf"},
      {"set_timer", "PMf"},
      {"pause_review", "PMf"},
      {"resume_review", "PMf"},
      {"reopen_review", "PMf"},
      {"triage_feedback", "PM"},  // declining: below
      {"answer_feedback", "PMD"},
      {"merge_feedback", "PM"},
      {"unmerge_feedback", "PM"},
      {"convert_feedback", "Pc"},
  };
  return rows;
}

const std::map<char, v1::Role> kRoles{{'P', v1::ROLE_PRODUCT_OWNER},
                                      {'M', v1::ROLE_SCRUM_MASTER},
                                      {'D', v1::ROLE_DEVELOPER},
                                      {'S', v1::ROLE_STAKEHOLDER},
                                      {'O', v1::ROLE_OBSERVER}};

const std::map<char, v1::DelegationScope> kScopes{{'o', v1::DELEGATION_SCOPE_ORDER},
                                                  {'e', v1::DELEGATION_SCOPE_EDIT},
                                                  {'a', v1::DELEGATION_SCOPE_ASSESS},
                                                  {'c', v1::DELEGATION_SCOPE_CONVERT}};

// What the row says about somebody, computed the plain way.
Power expected(const std::string& may, char role, char scope, bool facilitator) {
  const auto says = [&](char letter) { return may.find(letter) != std::string::npos; };
  const bool team = role == 'M' || role == 'D';
  if (says(role) || (team && facilitator && says('f'))) return Power::kOwn;
  if (team && scope != ' ' && says(scope)) return Power::kDelegated;
  return Power::kNone;
}

Standing standing(char role, char scope, bool facilitator) {
  Standing out{.role = kRoles.at(role), .facilitator = facilitator, .scopes = {}};
  if (scope != ' ') out.scopes.insert(kScopes.at(scope));
  return out;
}

TEST(Permission, G10C33EveryOperationOfTheSchemaWithEveryRoleScopeAndFacilitator) {
  const auto* type = v1::Operation::descriptor();
  const auto* body = type->FindOneofByName("body");
  for (int i = 0; i < body->field_count(); ++i) {
    const auto* field = body->field(i);
    ASSERT_TRUE(table().contains(std::string(field->name())))
        << field->name() << " has no row in the permission table";
    v1::Operation operation;
    operation.GetReflection()->MutableMessage(&operation, field);
    const std::string& may = table().at(std::string(field->name()));
    for (const char role : std::string("PMDSO")) {
      for (const char scope : std::string(" oeac")) {
        for (const bool facilitator : {false, true}) {
          EXPECT_EQ(power_over(State{}, operation, standing(role, scope, facilitator)),
                    expected(may, role, scope, facilitator))
              << field->name() << " as " << role << " with scope '" << scope << "'"
              << (facilitator ? ", leading" : "");
        }
      }
    }
  }
  EXPECT_EQ(table().size(), static_cast<std::size_t>(body->field_count()));
}

TEST(Permission, G10DevelopersEditTheEstimateAndNothingElse) {
  for (int field = v1::ItemField_MIN; field <= v1::ItemField_MAX; ++field) {
    v1::Operation operation;
    operation.mutable_edit_item()->set_field(static_cast<v1::ItemField>(field));
    const bool estimate = field == v1::ITEM_FIELD_ESTIMATE;
    EXPECT_EQ(power_over(State{}, operation, standing('D', ' ', false)),
              estimate ? Power::kOwn : Power::kNone);
    EXPECT_EQ(power_over(State{}, operation, standing('D', 'e', false)),
              estimate ? Power::kOwn : Power::kDelegated);
  }
}

// Undoing what added items archives them, which is editing, not ordering.
TEST(Permission, C33UndoTakesTheScopeOfWhatItDoes) {
  State state;
  state.backlog.items.emplace(ItemId{.actor = 7, .counter = 3, .k = 0}, Item{});
  v1::Operation operation;
  operation.mutable_undo()->set_actor(7);
  operation.mutable_undo()->set_counter(3);
  EXPECT_EQ(power_over(state, operation, standing('D', 'e', false)), Power::kDelegated);
  EXPECT_EQ(power_over(state, operation, standing('D', 'o', false)), Power::kNone);
  operation.mutable_undo()->set_counter(4);
  EXPECT_EQ(power_over(state, operation, standing('D', 'e', false)), Power::kNone);
  EXPECT_EQ(power_over(state, operation, standing('D', 'o', false)), Power::kDelegated);
}

TEST(Permission, G10DecliningFeedbackIsTheProductOwnersAndADelegates) {
  v1::Operation operation;
  operation.mutable_triage_feedback()->set_state(v1::FEEDBACK_STATE_DECLINED);
  EXPECT_EQ(power_over(State{}, operation, standing('P', ' ', false)), Power::kOwn);
  EXPECT_EQ(power_over(State{}, operation, standing('M', ' ', false)), Power::kNone);
  EXPECT_EQ(power_over(State{}, operation, standing('M', 'c', false)), Power::kDelegated);
  EXPECT_EQ(power_over(State{}, operation, standing('D', 'c', false)), Power::kDelegated);
  EXPECT_EQ(power_over(State{}, operation, standing('S', 'c', false)), Power::kNone);
}

TEST(Permission, G10NothingIsAllowedWithoutARoleOrABody) {
  v1::Operation empty;
  for (const auto& [letter, role] : kRoles)
    EXPECT_EQ(power_over(State{}, empty, standing(letter, 'o', true)), Power::kNone);
  v1::Operation noop;
  noop.mutable_noop();
  EXPECT_EQ(power_over(State{}, noop, {.role = v1::ROLE_UNSPECIFIED, .scopes = {}}), Power::kNone);
}

// What names nobody in public must not be numbered in public.
TEST(Permission, G9WhatIsSecretWantsTheSealedActor) {
  v1::Operation operation;
  operation.mutable_cast_ballot();
  EXPECT_TRUE(wants_sealed_actor(operation));
  operation.mutable_upvote_feedback();
  EXPECT_TRUE(wants_sealed_actor(operation));
  for (const bool anonymous : {true, false}) {
    operation.mutable_give_feedback()->set_anonymous(anonymous);
    EXPECT_EQ(wants_sealed_actor(operation), anonymous);
    operation.mutable_retract_feedback()->set_anonymous(anonymous);
    EXPECT_EQ(wants_sealed_actor(operation), anonymous);
  }
  operation.mutable_move_items();
  EXPECT_FALSE(wants_sealed_actor(operation));
  operation.mutable_enter_ballot();
  EXPECT_FALSE(wants_sealed_actor(operation)) << "who entered it is known";
}

// ------------------------------------------------------ and whether the review is still going on

// How an operation ends for whoever may do it, one letter for each of kReviewStates:
//   + it is accepted    c closed, C50    x conflict    k poll_closed, C27
//   b bad_request       u unknown_item: a review that was not opened yet has no such thing
constexpr std::array kReviewStates{v1::REVIEW_STATE_DRAFT, v1::REVIEW_STATE_OPEN,
                                   v1::REVIEW_STATE_PAUSED, v1::REVIEW_STATE_CLOSED};

constexpr char kAnyTime[] = "++++";        // belongs to no review
constexpr char kNotClosed[] = "+++c";      // needs review not closed
constexpr char kUnderWay[] = "c++c";       // needs review open, a break or not
constexpr char kRunning[] = "c+xc";        // needs review open, and no break
constexpr char kOfWhatWasSaid[] = "u++c";  // needs feedback or a poll, of a review that is open
constexpr char kOfAnOpenPoll[] = "u++k";   // and a review is not closed while it has one
constexpr char kOnceItIsThere[] = "u+++";  // results and work may come after the review

const std::map<std::string, std::string>& when() {
  static const std::map<std::string, std::string> rows{
      {"noop", kAnyTime},
      {"add_items", kAnyTime},
      {"move_items", kAnyTime},
      {"edit_item", kAnyTime},
      {"archive_item", kAnyTime},
      {"restore_item", kAnyTime},
      {"split_item", kAnyTime},
      {"merge_item", kAnyTime},
      {"sort_items", kAnyTime},
      {"undo", kAnyTime},
      {"redo", kAnyTime},
      {"propose_order", kAnyTime},
      {"apply_proposal", kAnyTime},
      {"reject_proposal", kAnyTime},
      {"set_stale_policy", kAnyTime},
      {"delegate", kAnyTime},
      {"revoke_delegation", kAnyTime},
      {"plan_review", kAnyTime},
      {"open_review", kNotClosed},  // of one that is open: noop
      {"close_review", "bxx+"},     // its polls are open; of one that is closed: noop
      {"pause_review", kUnderWay},
      {"resume_review", kUnderWay},
      {"reopen_review", "b+++"},  // the one thing that a closed review takes
      {"edit_review", kNotClosed},
      {"set_agenda", kNotClosed},
      {"advance_agenda", kRunning},
      {"set_timer", kRunning},
      {"add_increment", kNotClosed},
      {"edit_increment", kNotClosed},
      {"set_release", kNotClosed},
      {"assess_increment", kNotClosed},
      {"check_increment", kNotClosed},
      {"set_definition_of_done", kAnyTime},
      {"open_poll", kRunning},
      {"close_poll", kOnceItIsThere},  // of one that is closed: noop
      {"reveal_poll", kOfWhatWasSaid},
      {"void_poll", kOfWhatWasSaid},
      {"set_dots", kOfAnOpenPoll},
      {"cast_ballot", kOfAnOpenPoll},
      {"enter_ballot", kOfAnOpenPoll},
      {"admit_voters", kOfAnOpenPoll},
      {"give_feedback", kUnderWay},
      {"upvote_feedback", kOfWhatWasSaid},
      {"retract_feedback", kOfWhatWasSaid},
      {"triage_feedback", kOfWhatWasSaid},
      {"answer_feedback", kOfWhatWasSaid},
      {"merge_feedback", kOfWhatWasSaid},
      {"unmerge_feedback", kOfWhatWasSaid},
      {"convert_feedback", kOnceItIsThere},
      {"hold_feedback", kUnderWay},
      {"release_feedback", kOnceItIsThere},  // of a closed one nothing waits any more: noop
      {"discard_feedback", kOnceItIsThere},
      {"create_invite", kAnyTime},
      {"revoke_invite", kAnyTime},
      {"set_join_code", kAnyTime},
      {"admit_waiting", kAnyTime},
      {"refuse_waiting", kAnyTime},
      {"remove_participant", kAnyTime},
      {"mute_participant", kAnyTime},
      {"change_role", kAnyTime},
      {"hand_over", kAnyTime},
      {"set_facilitator", kAnyTime},
      {"set_groups", kAnyTime},
      {"assign_group", kAnyTime},
      {"choose_group", kAnyTime},
      {"set_vision", kAnyTime},
      {"set_product_goal", kAnyTime},
      {"record_progress", kAnyTime},
      {"end_product_goal", kAnyTime},
      {"add_action", kNotClosed},  // agreed in that review
      {"edit_action", kAnyTime},
  };
  return rows;
}

v1::ErrorCode code_of(char letter) {
  static const std::map<char, v1::ErrorCode> codes{
      {'+', v1::ERROR_CODE_UNSPECIFIED}, {'c', v1::ERROR_CODE_CLOSED},
      {'x', v1::ERROR_CODE_CONFLICT},    {'k', v1::ERROR_CODE_POLL_CLOSED},
      {'b', v1::ERROR_CODE_BAD_REQUEST}, {'u', v1::ERROR_CODE_UNKNOWN_ITEM}};
  return codes.at(letter);
}

const std::map<char, ParticipantId> kPeople{
    {'P', kAda}, {'M', kSam}, {'D', kDan}, {'S', kSue}, {'O', kOle}};

// What was lent and who leads, put into the state as it is: to people whom nobody may lend to, too.
State lending(const State& from, ParticipantId who, char scope, bool facilitator) {
  State state = from;
  state.facilitator = facilitator ? who : ParticipantId{};
  state.delegations.clear();
  if (scope != ' ') {
    state.delegations.emplace(DelegationId{9, 9, 9},
                              Delegation{.to = who, .scopes = {kScopes.at(scope)}});
  }
  return state;
}

class WhenAndWho : public testing::TestWithParam<std::size_t> {};

TEST_P(WhenAndWho, G10C50EveryOperationWithEveryRoleScopeAndStateOfTheReview) {
  const Scene scene(kReviewStates.at(GetParam()));
  const auto* body = v1::Operation::descriptor()->FindOneofByName("body");
  for (const auto& [role, who] : kPeople) {
    for (const char scope : std::string(" oeac")) {
      for (const bool facilitator : {false, true}) {
        const State state = lending(scene.desk.state(), who, scope, facilitator);
        for (int i = 0; i < body->field_count(); ++i) {
          const std::string name(body->field(i)->name());
          ASSERT_TRUE(when().contains(name)) << name << " does not say when it may be done";
          ASSERT_TRUE(one_of_each().contains(name)) << name;
          v1::Operation operation;
          operation.set_reason("because");
          one_of_each().at(name)(scene, who, operation);
          ASSERT_TRUE(operation.GetReflection()->HasField(operation, body->field(i))) << name;
          const Ended ended = scene.desk.would(who, operation, state);
          const bool may = expected(table().at(name), role, scope, facilitator) != Power::kNone;
          EXPECT_EQ(ended.error,
                    may ? code_of(when().at(name).at(GetParam())) : v1::ERROR_CODE_FORBIDDEN)
              << name << " as " << role << " with scope '" << scope << "'"
              << (facilitator ? ", leading: " : ": ") << ended.text;
        }
      }
    }
  }
  EXPECT_EQ(when().size(), static_cast<std::size_t>(body->field_count()));
}

INSTANTIATE_TEST_SUITE_P(Review, WhenAndWho, testing::Range<std::size_t>(0, kReviewStates.size()),
                         [](const auto& info) {
                           return std::string(v1::ReviewState_Name(kReviewStates.at(info.param)));
                         });

}  // namespace
}  // namespace reviewd::domain
