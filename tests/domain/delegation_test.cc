// Power lent by the Product Owner: to whom, for what, until when, and what shows it (C33).

#include <gtest/gtest.h>

#include "domain/limits.h"
#include "domain/meeting_desk.h"

namespace reviewd::domain {
namespace {

constexpr auto kApplied = v1::OUTCOME_KIND_APPLIED;
constexpr auto kForbidden = v1::ERROR_CODE_FORBIDDEN;

class Delegated : public testing::Test {
 protected:
  MeetingDesk desk_;

  v1::Operation delegate(ParticipantId to, std::vector<v1::DelegationScope> scopes,
                         std::int64_t for_ms = 60'000) {
    v1::Operation operation;
    operation.mutable_delegate()->set_to(value(to));
    for (const auto scope : scopes) operation.mutable_delegate()->add_scopes(scope);
    operation.mutable_delegate()->set_expires_ms(desk_.now() + for_ms);
    return operation;
  }
  v1::Operation add(const std::string& title) {
    v1::Operation operation;
    operation.mutable_add_items()->add_items()->set_title(title);
    operation.mutable_add_items()->mutable_place()->set_end(true);
    return operation;
  }
  v1::Operation to_top(const v1::Id& item) {
    v1::Operation operation;
    *operation.mutable_move_items()->add_items() = item;
    operation.mutable_move_items()->mutable_place()->set_top(true);
    return operation;
  }
  v1::Operation revoke(const v1::Id& delegation) {
    v1::Operation operation;
    *operation.mutable_revoke_delegation()->mutable_delegation() = delegation;
    return operation;
  }
};

TEST_F(Delegated, C33DelegateOrdersOnBehalfOfTheProductOwnerUntilItExpires) {
  const v1::Id item = desk_.submit(kAda, add("A")).made;
  EXPECT_EQ(desk_.submit(kDan, to_top(item)).error, kForbidden);
  ASSERT_EQ(desk_.submit(kAda, delegate(kDan, {v1::DELEGATION_SCOPE_ORDER})).kind, kApplied);
  EXPECT_EQ(desk_.submit(kDan, to_top(item)).kind, kApplied);
  EXPECT_EQ(desk_.events().back().author(), value(kDan));
  EXPECT_EQ(desk_.events().back().on_behalf_of(), value(kAda));
  EXPECT_EQ(desk_.submit(kDan, add("B")).error, kForbidden) << "of another scope";
  EXPECT_EQ(desk_.submit(kSam, to_top(item)).error, kForbidden) << "of somebody else";

  desk_.pass(59'999);
  EXPECT_EQ(desk_.submit(kDan, to_top(item)).kind, kApplied);
  desk_.pass(1);
  const v1::Event& ended = desk_.events().back();
  EXPECT_TRUE(ended.delegation_ended().expired());
  EXPECT_EQ(ended.author(), 0u);
  EXPECT_EQ(desk_.submit(kDan, to_top(item)).error, kForbidden);
  EXPECT_TRUE(desk_.state().delegations.empty());
}

TEST_F(Delegated, C33RevokedWhileAnOperationWasOnItsWay) {
  const v1::Id item = desk_.submit(kAda, add("A")).made;
  const v1::Id lent = desk_.submit(kAda, delegate(kSam, {v1::DELEGATION_SCOPE_ORDER})).made;
  v1::Operation move = to_top(item);  // made while it was in force
  move.set_base(value(desk_.state().seq));
  ASSERT_EQ(desk_.submit(kAda, revoke(lent)).kind, kApplied);
  EXPECT_EQ(desk_.submit(kSam, move).error, kForbidden);
  EXPECT_EQ(desk_.submit(kAda, revoke(lent)).kind, v1::OUTCOME_KIND_NOOP);
  v1::Id never = lent;
  never.set_counter(900);
  EXPECT_EQ(desk_.submit(kAda, revoke(never)).error, v1::ERROR_CODE_UNKNOWN_ITEM);
}

TEST_F(Delegated, DelegatesTakeBackWhatTheyDidAndOwnPowerStaysTheirs) {
  ASSERT_EQ(desk_.submit(kAda, delegate(kDan, {v1::DELEGATION_SCOPE_EDIT})).kind, kApplied);
  const v1::Id item = desk_.submit(kDan, add("A")).made;
  v1::Operation estimate;
  *estimate.mutable_edit_item()->mutable_item() = item;
  estimate.mutable_edit_item()->set_field(v1::ITEM_FIELD_ESTIMATE);
  estimate.mutable_edit_item()->set_number(5);
  ASSERT_EQ(desk_.submit(kDan, estimate).kind, kApplied);
  EXPECT_EQ(desk_.events().back().on_behalf_of(), 0u) << "a Developer's own right";
  v1::Operation undo;
  undo.mutable_undo()->set_actor(item.actor());
  undo.mutable_undo()->set_counter(item.counter());
  EXPECT_EQ(desk_.submit(kDan, undo).kind, kApplied);
  EXPECT_EQ(desk_.events().back().on_behalf_of(), value(kAda));
}

TEST_F(Delegated, G11DelegationsThatMakeNoSense) {
  const auto refused = [&](const v1::Operation& operation) {
    const Ended ended = desk_.submit(kAda, operation);
    EXPECT_FALSE(ended.text.empty());
    return ended.error;
  };
  const auto order = v1::DELEGATION_SCOPE_ORDER;
  EXPECT_EQ(refused(delegate(ParticipantId{99}, {order})), v1::ERROR_CODE_UNKNOWN_ITEM);
  EXPECT_EQ(refused(delegate(kSue, {order})), v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(refused(delegate(kAda, {order})), v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(refused(delegate(kDan, {})), v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(refused(delegate(kDan, {v1::DELEGATION_SCOPE_UNSPECIFIED})),
            v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(refused(delegate(kDan, {order}, 0)), v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(desk_.submit(kDan, delegate(kDan, {order})).error, kForbidden);
  EXPECT_EQ(desk_.submit(kSam, delegate(kDan, {order})).error, kForbidden);
}

TEST_F(Delegated, G4DelegationsAtAndAboveTheLimit) {
  const auto order = v1::DELEGATION_SCOPE_ORDER;
  EXPECT_EQ(desk_.submit(kAda, delegate(kDan, {order}, kDelegationMsMax + 1)).error,
            v1::ERROR_CODE_BAD_REQUEST);
  for (std::size_t i = 0; i < kDelegationsMax; ++i)
    ASSERT_EQ(desk_.submit(kAda, delegate(kDan, {order}, kDelegationMsMax)).kind, kApplied);
  EXPECT_EQ(desk_.submit(kAda, delegate(kDan, {order})).error, v1::ERROR_CODE_TOO_LARGE);
}

TEST_F(Delegated, HandingOverRemovingAndDemotingEndWhatWasLent) {
  const auto order = v1::DELEGATION_SCOPE_ORDER;
  desk_.submit(kAda, delegate(kDan, {order}));
  v1::Operation demote;
  demote.mutable_change_role()->set_participant(value(kDan));
  demote.mutable_change_role()->set_role(v1::ROLE_STAKEHOLDER);
  ASSERT_EQ(desk_.submit(kSam, demote).kind, kApplied);
  EXPECT_TRUE(desk_.state().delegations.empty());

  desk_.submit(kAda, delegate(kSam, {order}));
  v1::Operation hand_over;
  hand_over.mutable_hand_over()->set_participant(value(kSam));
  hand_over.mutable_hand_over()->set_role(v1::ROLE_DEVELOPER);
  ASSERT_EQ(desk_.submit(kAda, hand_over).kind, kApplied);
  EXPECT_TRUE(desk_.state().delegations.empty());

  desk_.submit(kSam, delegate(kAda, {order}));
  v1::Operation remove;
  remove.mutable_remove_participant()->set_participant(value(kAda));
  ASSERT_EQ(desk_.submit(kSam, remove).kind, kApplied);
  EXPECT_TRUE(desk_.state().delegations.empty());
}

// C34: muting the Product Owner is nobody's right, and so is unmuting them.
TEST_F(Delegated, C34WhoTakesTheRoleOverIsMutedNoMore) {
  v1::Operation mute;
  mute.mutable_mute_participant()->set_muted(true);
  for (const ParticipantId who : {kDan, kSue}) {
    mute.mutable_mute_participant()->set_participant(value(who));
    ASSERT_EQ(desk_.submit(kSam, mute).kind, kApplied);
  }
  v1::Operation hand_over;
  hand_over.mutable_hand_over()->set_participant(value(kDan));
  hand_over.mutable_hand_over()->set_role(v1::ROLE_DEVELOPER);
  ASSERT_EQ(desk_.submit(kAda, hand_over).kind, kApplied);
  EXPECT_FALSE(desk_.state().participants.at(kDan).muted);
  EXPECT_TRUE(desk_.state().participants.at(kSue).muted);
  desk_.give_feedback(kDan, desk_.open_review(), "I can speak");
}

}  // namespace
}  // namespace reviewd::domain
