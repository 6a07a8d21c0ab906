// The private view of what somebody said in reviews that are closed.

#include "engine/mine.h"

#include <gtest/gtest.h>

#include "domain/limits.h"

namespace reviewd::engine {
namespace {

constexpr ParticipantId kSue{4};
constexpr ReviewId kReview{1, 1, 0};

class Said : public ::testing::Test {
 protected:
  Said() {
    state_.participants.emplace(kSue, domain::Participant{.role = v1::ROLE_STAKEHOLDER});
    state_.reviews.emplace(kReview, domain::Review{.state = v1::REVIEW_STATE_CLOSED});
  }
  void say(std::size_t bytes, ParticipantId author = kSue) {
    const FeedbackId id{0, static_cast<std::uint32_t>(state_.feedback_order.size() + 1), 0};
    domain::Feedback feedback{.review = kReview, .anonymous = true, .true_author = author};
    feedback.text.plain = std::string(bytes, 'x');
    state_.feedback.emplace(id, std::move(feedback));
    state_.feedback_order.push_back(id);
  }
  v1::Mine view() const { return mine(state_, kSue, own_of(state_, kSue)).mine(); }

  domain::State state_;
};

TEST_F(Said, G9IsOnesOwnAloneAndOfClosedReviewsAlone) {
  say(10);
  say(10, ParticipantId{5});
  EXPECT_EQ(view().said_size(), 1);
  state_.reviews.at(kReview).state = v1::REVIEW_STATE_OPEN;
  EXPECT_EQ(view().said_size(), 0);
}

TEST_F(Said, IsForThoseWhoAreNotShownTheFeedbackItself) {
  say(10);
  state_.participants.at(kSue).role = v1::ROLE_DEVELOPER;
  EXPECT_EQ(view().said_size(), 0);
}

// G4, kSaidShownMax.
TEST_F(Said, G4TheYoungestFifty) {
  for (std::size_t i = 0; i <= kSaidShownMax; ++i) say(10);
  const v1::Mine all = view();
  ASSERT_EQ(all.said_size(), static_cast<int>(kSaidShownMax));
  EXPECT_EQ(all.said(0).feedback().counter(), 2u);
}

// G4, kSaidBytesMax: a frame that is too large would lock its reader out.
TEST_F(Said, G4SoManyBytesOfText) {
  say(10);
  say(kSaidBytesMax / 2);
  say(kSaidBytesMax / 2);
  EXPECT_EQ(view().said_size(), 2);
  state_.feedback.at(state_.feedback_order.back()).answer = domain::Text{.plain = "x"};
  EXPECT_EQ(view().said_size(), 1);
}

// G4, kDiscardedShownMax.
TEST_F(Said, G4TheYoungestThatWereDiscardedInReviewsThatAreClosed) {
  for (std::uint32_t i = 1; i <= domain::kDiscardedShownMax + 1; ++i) {
    state_.held_feedback.emplace(
        FeedbackId{0, i, 1},
        domain::HeldFeedback{.review = kReview, .author = kSue, .discarded = domain::Text{}});
  }
  const v1::Mine closed = view();
  ASSERT_EQ(closed.held_size(), static_cast<int>(domain::kDiscardedShownMax));
  EXPECT_EQ(closed.held(0).feedback().feedback().counter(), 2u);
  state_.reviews.at(kReview).state = v1::REVIEW_STATE_OPEN;
  EXPECT_EQ(view().held_size(), static_cast<int>(domain::kDiscardedShownMax + 1));
}

TEST_F(Said, WhatIsFoundForAllIsWhatIsFoundForOne) {
  say(10);
  say(10, ParticipantId{5});
  state_.feedback.at(state_.feedback_order[1]).upvotes = {kSue};
  state_.feedback.at(state_.feedback_order[0]).upvotes = {ParticipantId{5}};
  auto all = own_of_all(state_);
  for (const ParticipantId who : {kSue, ParticipantId{5}, ParticipantId{6}}) {
    EXPECT_EQ(all[who].written, own_of(state_, who).written);
    EXPECT_EQ(all[who].upvoted, own_of(state_, who).upvoted);
  }
}

}  // namespace
}  // namespace reviewd::engine
