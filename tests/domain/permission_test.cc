// G10: the permission table of docs/SPEC.md, written down a second time, against every operation of
// the schema and every role. An operation that is added to the schema without a row here fails.

#include "domain/permission.h"

#include <google/protobuf/descriptor.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

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
}

}  // namespace
}  // namespace reviewd::domain
