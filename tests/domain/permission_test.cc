// G10: the permission table of docs/SPEC.md, written down a second time, against every operation of
// the schema and every role. An operation that is added to the schema without a row here fails.

#include "domain/permission.h"

#include <google/protobuf/descriptor.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

namespace reviewd::domain {
namespace {

// P Product Owner, M Scrum Master, D Developer, S stakeholder, O observer.
const std::map<std::string, std::string>& table() {
  static const std::map<std::string, std::string> rows{
      {"noop", "PMDSO"},
      {"add_items", "P"},
      {"move_items", "P"},
      {"edit_item", "P"},  // an estimate also by D: below
      {"archive_item", "P"},
      {"restore_item", "P"},
      {"split_item", "P"},
      {"merge_item", "P"},
      {"sort_items", "P"},
      {"undo", "P"},
      {"redo", "P"},
      {"propose_order", "PMDS"},
      {"apply_proposal", "P"},
      {"reject_proposal", "PMDS"},  // one's own, but for P: proposal_test.cc
      {"set_stale_policy", "P"},
      {"plan_review", "PM"},
      {"open_review", "PM"},
      {"close_review", "PM"},
      {"add_increment", "PMD"},
      {"assess_increment", "P"},
      {"set_definition_of_done", "P"},
      {"check_increment", "PD"},
      {"open_poll", "PM"},
      {"close_poll", "PM"},
      {"reveal_poll", "PM"},
      {"cast_ballot", "PMDS"},
      {"admit_voters", "PM"},
      {"give_feedback", "PMDS"},
      {"upvote_feedback", "PMDS"},
      {"retract_feedback", "PMDS"},
      {"create_invite", "PM"},
      {"revoke_invite", "PM"},
      {"set_join_code", "PM"},
      {"admit_waiting", "PM"},
      {"refuse_waiting", "PM"},
      {"remove_participant", "PM"},
      {"mute_participant", "PM"},
      {"change_role", "PM"},
      {"hand_over", "P"},
  };
  return rows;
}

const std::map<char, v1::Role> kRoles{{'P', v1::ROLE_PRODUCT_OWNER},
                                      {'M', v1::ROLE_SCRUM_MASTER},
                                      {'D', v1::ROLE_DEVELOPER},
                                      {'S', v1::ROLE_STAKEHOLDER},
                                      {'O', v1::ROLE_OBSERVER}};

TEST(Permission, G10EveryOperationOfTheSchemaWithEveryRole) {
  const auto* type = v1::Operation::descriptor();
  const auto* body = type->FindOneofByName("body");
  for (int i = 0; i < body->field_count(); ++i) {
    const auto* field = body->field(i);
    ASSERT_TRUE(table().contains(std::string(field->name())))
        << field->name() << " has no row in the permission table";
    v1::Operation operation;
    operation.GetReflection()->MutableMessage(&operation, field);
    const std::string& may = table().at(std::string(field->name()));
    for (const auto& [letter, role] : kRoles) {
      EXPECT_EQ(allowed(operation, role), may.find(letter) != std::string::npos)
          << field->name() << " as " << v1::Role_Name(role);
    }
  }
  EXPECT_EQ(table().size(), static_cast<std::size_t>(body->field_count()));
}

TEST(Permission, G10DevelopersEditTheEstimateAndNothingElse) {
  for (int field = v1::ItemField_MIN; field <= v1::ItemField_MAX; ++field) {
    v1::Operation operation;
    operation.mutable_edit_item()->set_field(static_cast<v1::ItemField>(field));
    EXPECT_EQ(allowed(operation, v1::ROLE_DEVELOPER), field == v1::ITEM_FIELD_ESTIMATE) << field;
  }
}

TEST(Permission, G10NothingIsAllowedWithoutARoleOrABody) {
  v1::Operation empty;
  for (const auto& [letter, role] : kRoles) EXPECT_FALSE(allowed(empty, role));
  v1::Operation noop;
  noop.mutable_noop();
  EXPECT_FALSE(allowed(noop, v1::ROLE_UNSPECIFIED));
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
