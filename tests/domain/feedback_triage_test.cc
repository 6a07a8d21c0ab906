// What becomes of feedback (C31).

#include <gtest/gtest.h>

#include "domain/feedback_rules.h"
#include "domain/meeting_desk.h"

namespace reviewd::domain {
namespace {

constexpr auto kApplied = v1::OUTCOME_KIND_APPLIED;
constexpr auto kNoop = v1::OUTCOME_KIND_NOOP;
constexpr auto kSuperseded = v1::OUTCOME_KIND_SUPERSEDED;

class Triage : public testing::Test {
 protected:
  MeetingDesk desk_;
  v1::Id review_ = desk_.open_review();
  v1::Id said_ = desk_.give_feedback(kSue, review_, "The search is slow");

  Ended triage(ParticipantId who, v1::FeedbackState state, const std::string& reason = "") {
    v1::Operation operation;
    *operation.mutable_triage_feedback()->mutable_feedback() = said_;
    operation.mutable_triage_feedback()->set_state(state);
    operation.set_reason(reason);
    return desk_.submit(who, operation);
  }
  Ended answer(ParticipantId who, const std::string& text) {
    v1::Operation operation;
    *operation.mutable_answer_feedback()->mutable_feedback() = said_;
    operation.mutable_answer_feedback()->set_text(text);
    return desk_.submit(who, operation);
  }
  Ended merge(const v1::Id& feedback, const v1::Id& into) {
    v1::Operation operation;
    *operation.mutable_merge_feedback()->mutable_feedback() = feedback;
    *operation.mutable_merge_feedback()->mutable_into() = into;
    return desk_.submit(kSam, operation);
  }
  Ended unmerge(const v1::Id& feedback) {
    v1::Operation operation;
    *operation.mutable_unmerge_feedback()->mutable_feedback() = feedback;
    return desk_.submit(kSam, operation);
  }
  Ended convert(ParticipantId who, const v1::Id& feedback) {
    v1::Operation operation;
    *operation.mutable_convert_feedback()->mutable_feedback() = feedback;
    operation.mutable_convert_feedback()->mutable_item()->set_title("Faster search");
    operation.mutable_convert_feedback()->mutable_place()->set_top(true);
    return desk_.submit(who, operation);
  }
  void upvote(ParticipantId who, const v1::Id& feedback) {
    v1::Operation operation;
    *operation.mutable_upvote_feedback()->mutable_feedback() = feedback;
    EXPECT_EQ(desk_.submit(who, operation).kind, kApplied);
  }
  std::size_t upvotes(const v1::Id& feedback) const {
    return upvotes_of(desk_.state(), FeedbackId::from(feedback));
  }
  void close() {
    v1::Operation operation;
    *operation.mutable_close_review()->mutable_review() = review_;
    EXPECT_EQ(desk_.submit(kSam, operation).kind, kApplied);
  }
};

TEST_F(Triage, AcknowledgedParkedDeclinedWithAReasonAndNewAgain) {
  EXPECT_EQ(triage(kSam, v1::FEEDBACK_STATE_ACKNOWLEDGED).kind, kApplied);
  EXPECT_EQ(triage(kAda, v1::FEEDBACK_STATE_ACKNOWLEDGED).kind, kNoop);
  EXPECT_EQ(triage(kSam, v1::FEEDBACK_STATE_PARKED).kind, kApplied);
  EXPECT_EQ(triage(kAda, v1::FEEDBACK_STATE_DECLINED).error, v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(triage(kSam, v1::FEEDBACK_STATE_DECLINED, "no").error, v1::ERROR_CODE_FORBIDDEN);
  EXPECT_EQ(triage(kAda, v1::FEEDBACK_STATE_DECLINED, "Not this year").kind, kApplied);
  EXPECT_EQ(desk_.feedback(said_).reason->plain, "Not this year");
  EXPECT_EQ(triage(kSam, v1::FEEDBACK_STATE_NEW).kind, kApplied);
  EXPECT_FALSE(desk_.feedback(said_).reason);
  for (const auto state :
       {v1::FEEDBACK_STATE_UNSPECIFIED, v1::FEEDBACK_STATE_MERGED, v1::FEEDBACK_STATE_CONVERTED})
    EXPECT_EQ(triage(kAda, state, "x").error, v1::ERROR_CODE_BAD_REQUEST);
}

TEST_F(Triage, AnswersReplaceEachOtherAndCanBeTakenBack) {
  EXPECT_EQ(answer(kSue, "me").error, v1::ERROR_CODE_FORBIDDEN);
  EXPECT_EQ(answer(kDan, " ").kind, kNoop);
  EXPECT_EQ(answer(kDan, "Next Sprint").kind, kApplied);
  EXPECT_EQ(desk_.feedback(said_).answer->plain, "Next Sprint");
  EXPECT_EQ(desk_.feedback(said_).answered_by, kDan);
  EXPECT_EQ(answer(kAda, "").kind, kApplied);
  EXPECT_FALSE(desk_.feedback(said_).answer);
}

TEST_F(Triage, C31FeedbackBecomesOneItemHoweverOftenItIsAsked) {
  EXPECT_EQ(convert(kSam, said_).error, v1::ERROR_CODE_FORBIDDEN);
  const Ended first = convert(kAda, said_);
  ASSERT_EQ(first.kind, kApplied) << first.text;
  EXPECT_EQ(desk_.feedback(said_).item, ItemId::from(first.made));
  EXPECT_EQ(desk_.state().backlog.items.size(), 1u);
  const Ended second = convert(kAda, said_);
  EXPECT_EQ(second.kind, kSuperseded);
  EXPECT_EQ(second.reason, v1::OUTCOME_REASON_CONVERTED);
  EXPECT_EQ(second.into, ItemId::from(first.made));
  EXPECT_EQ(desk_.state().backlog.items.size(), 1u);
  EXPECT_EQ(triage(kAda, v1::FEEDBACK_STATE_DECLINED, "late").reason, v1::OUTCOME_REASON_CONVERTED);
}

TEST_F(Triage, C24ConversionThatIsToldAgainNamesTheItemThatStandsNow) {
  const v1::Id item = convert(kAda, said_).made;
  const v1::Id other = convert(kAda, desk_.give_feedback(kSue, review_, "Search again")).made;
  v1::Operation merge;
  *merge.mutable_merge_item()->mutable_item() = item;
  *merge.mutable_merge_item()->mutable_into() = other;
  ASSERT_EQ(desk_.submit(kAda, merge).kind, kApplied);
  EXPECT_EQ(convert(kAda, said_).into, ItemId::from(other));
}

TEST_F(Triage, ConversionIsPossibleAfterTheReviewAndByADelegate) {
  close();
  v1::Operation lend;
  lend.mutable_delegate()->set_to(value(kDan));
  lend.mutable_delegate()->add_scopes(v1::DELEGATION_SCOPE_CONVERT);
  lend.mutable_delegate()->set_expires_ms(desk_.now() + 60'000);
  ASSERT_EQ(desk_.submit(kAda, lend).kind, kApplied);
  EXPECT_EQ(convert(kDan, said_).kind, kApplied);
  EXPECT_EQ(desk_.events().back().on_behalf_of(), value(kAda));
  EXPECT_EQ(answer(kSam, "too late").error, v1::ERROR_CODE_CLOSED);
}

TEST_F(Triage, C24MergedFeedbackCountsEachVoterOnceAndComesBackAsItWas) {
  const v1::Id again = desk_.give_feedback(kDan, review_, "Search takes ages");
  upvote(kAda, said_);
  upvote(kAda, again);
  upvote(kSam, again);
  ASSERT_EQ(triage(kSam, v1::FEEDBACK_STATE_PARKED).kind, kApplied);
  EXPECT_EQ(merge(said_, again).kind, kApplied);
  EXPECT_EQ(upvotes(again), 2u);
  EXPECT_EQ(desk_.feedback(said_).state, v1::FEEDBACK_STATE_MERGED);
  EXPECT_EQ(merge(again, said_).error, v1::ERROR_CODE_CYCLE);
  EXPECT_EQ(merge(again, again).error, v1::ERROR_CODE_CYCLE);
  EXPECT_EQ(triage(kSam, v1::FEEDBACK_STATE_NEW).kind, kSuperseded);
  EXPECT_EQ(convert(kAda, said_).kind, kSuperseded);
  EXPECT_EQ(unmerge(said_).kind, kApplied);
  EXPECT_EQ(unmerge(said_).kind, kNoop);
  EXPECT_EQ(desk_.feedback(said_).state, v1::FEEDBACK_STATE_PARKED);
  EXPECT_EQ(upvotes(again), 2u);
  EXPECT_EQ(upvotes(said_), 1u);
}

TEST_F(Triage, MergesDoNotMakeChains) {
  const v1::Id second = desk_.give_feedback(kDan, review_, "two");
  const v1::Id third = desk_.give_feedback(kSam, review_, "three");
  EXPECT_EQ(merge(said_, second).kind, kApplied);
  EXPECT_EQ(merge(second, third).kind, kApplied);
  EXPECT_EQ(desk_.feedback(said_).merged_into, FeedbackId::from(third));
  const v1::Id fourth = desk_.give_feedback(kSue, review_, "four");
  EXPECT_EQ(merge(fourth, second).kind, kApplied);
  EXPECT_EQ(desk_.feedback(fourth).merged_into, FeedbackId::from(third));
  EXPECT_EQ(desk_.feedback(third).merged.size(), 3u);
}

TEST_F(Triage, C24NothingIsMergedIntoWhatWasTakenBackHoweverItIsNamed) {
  const v1::Id second = desk_.give_feedback(kDan, review_, "two");
  const v1::Id third = desk_.give_feedback(kSam, review_, "three");
  ASSERT_EQ(merge(second, third).kind, kApplied);
  v1::Operation retract;
  *retract.mutable_retract_feedback()->mutable_feedback() = third;
  ASSERT_EQ(desk_.submit(kSam, retract).kind, kApplied);
  EXPECT_EQ(merge(said_, third).error, v1::ERROR_CODE_UNKNOWN_ITEM);
  EXPECT_EQ(merge(said_, second).error, v1::ERROR_CODE_UNKNOWN_ITEM);
  EXPECT_EQ(desk_.feedback(said_).state, v1::FEEDBACK_STATE_NEW);
  ASSERT_EQ(unmerge(second).kind, kApplied);
  EXPECT_EQ(merge(said_, second).kind, kApplied);
}

TEST_F(Triage, WhatWasTakenBackIsNotDealtWith) {
  v1::Operation retract;
  *retract.mutable_retract_feedback()->mutable_feedback() = said_;
  ASSERT_EQ(desk_.submit(kSue, retract).kind, kApplied);
  EXPECT_EQ(triage(kSam, v1::FEEDBACK_STATE_PARKED).error, v1::ERROR_CODE_UNKNOWN_ITEM);
  EXPECT_EQ(convert(kAda, said_).error, v1::ERROR_CODE_UNKNOWN_ITEM);
  v1::Id nothing = said_;
  nothing.set_counter(900);
  EXPECT_EQ(convert(kAda, nothing).error, v1::ERROR_CODE_UNKNOWN_ITEM);
}

TEST_F(Triage, G9ConvertingAnonymousFeedbackNamesNobody) {
  const v1::Id secret = desk_.give_feedback(kSue, review_, "I would not say this aloud", true);
  ASSERT_EQ(convert(kAda, secret).kind, kApplied);
  EXPECT_EQ(desk_.feedback(secret).shown_author, ParticipantId{});
  EXPECT_EQ(desk_.events().back().author(), value(kAda));
}

}  // namespace
}  // namespace reviewd::domain
