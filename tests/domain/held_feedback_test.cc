// Anonymous feedback that is held back until those who lead release or discard it (G9).

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/limits.h"
#include "domain/meeting_desk.h"

namespace reviewd::domain {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr auto kApplied = v1::OUTCOME_KIND_APPLIED;
constexpr auto kNoop = v1::OUTCOME_KIND_NOOP;

class HeldBack : public testing::Test {
 protected:
  MeetingDesk desk_;
  v1::Id review_ = desk_.open_review();

  Ended hold(bool on, ParticipantId who = kSam) {
    v1::Operation operation;
    *operation.mutable_hold_feedback()->mutable_review() = review_;
    operation.mutable_hold_feedback()->set_hold(on);
    return desk_.submit(who, operation);
  }
  v1::Operation saying(const std::string& text, bool anonymous = true) const {
    v1::Operation operation;
    v1::GiveFeedback& give = *operation.mutable_give_feedback();
    *give.mutable_review() = review_;
    give.set_kind(v1::FEEDBACK_KIND_CONCERN);
    give.set_text(text);
    give.set_anonymous(anonymous);
    return operation;
  }
  // Says it anonymously while feedback is held; returns what it is called.
  v1::Id say(ParticipantId who, const std::string& text) {
    const std::size_t sealed = desk_.sealed().size();
    const Ended ended = desk_.submit(who, saying(text));
    EXPECT_EQ(ended.kind, kApplied) << ended.text;
    if (desk_.sealed().size() != sealed + 1 || !desk_.sealed().back().has_feedback_held()) {
      ADD_FAILURE() << "it is not held";
      return {};
    }
    return desk_.sealed().back().feedback_held().feedback();
  }
  Ended release(const std::vector<v1::Id>& feedback, ParticipantId who = kSam) {
    v1::Operation operation;
    operation.mutable_release_feedback();
    for (const v1::Id& id : feedback) *operation.mutable_release_feedback()->add_feedback() = id;
    return desk_.submit(who, operation);
  }
  Ended discard(const v1::Id& feedback, const std::string& reason, ParticipantId who = kSam) {
    v1::Operation operation;
    *operation.mutable_discard_feedback()->mutable_feedback() = feedback;
    operation.set_reason(reason);
    return desk_.submit(who, operation);
  }
  Ended retract(ParticipantId who, const v1::Id& feedback, bool anonymous = true) {
    v1::Operation operation;
    *operation.mutable_retract_feedback()->mutable_feedback() = feedback;
    operation.mutable_retract_feedback()->set_anonymous(anonymous);
    return desk_.submit(who, operation);
  }
  Ended close() {
    v1::Operation operation;
    *operation.mutable_close_review()->mutable_review() = review_;
    return desk_.submit(kSam, operation);
  }
  bool waits(const v1::Id& id) const {
    const auto found = desk_.state().held_feedback.find(FeedbackId::from(id));
    return found != desk_.state().held_feedback.end() && !found->second.discarded;
  }
  bool given(const v1::Id& id) const {
    return desk_.state().feedback.contains(FeedbackId::from(id));
  }
  // What the last event gave, or one so many events before it.
  v1::Id last_given(std::size_t before = 0) const {
    return desk_.events()[desk_.events().size() - 1 - before].feedback_given().feedback();
  }
  // Of the last events, as many as there are texts, oldest first.
  std::vector<std::string> last_texts(std::size_t count) const {
    std::vector<std::string> out;
    for (std::size_t i = desk_.events().size() - count; i < desk_.events().size(); ++i)
      out.push_back(desk_.events()[i].feedback_given().text().plain());
    return out;
  }
};

TEST_F(HeldBack, HoldingIsSetForAReviewThatIsUnderWay) {
  EXPECT_FALSE(desk_.review(review_).feedback_held);
  ASSERT_EQ(hold(true).kind, kApplied);
  const v1::Event& event = desk_.events().back();
  ASSERT_TRUE(event.has_feedback_hold_set());
  EXPECT_TRUE(event.feedback_hold_set().hold());
  EXPECT_EQ(event.author(), value(kSam));
  EXPECT_TRUE(desk_.review(review_).feedback_held);
  EXPECT_EQ(hold(true, kAda).kind, kNoop);
  EXPECT_EQ(hold(false, kAda).kind, kApplied);
  EXPECT_FALSE(desk_.review(review_).feedback_held);
  EXPECT_EQ(hold(false).kind, kNoop);

  v1::Operation pause;
  *pause.mutable_pause_review()->mutable_review() = review_;
  ASSERT_EQ(desk_.submit(kSam, pause).kind, kApplied);
  EXPECT_EQ(hold(true).kind, kApplied) << "people write in breaks";
  desk_.close_review(review_);
  EXPECT_EQ(hold(false).error, v1::ERROR_CODE_CLOSED);
  review_ = desk_.plan_review();
  EXPECT_EQ(hold(true).error, v1::ERROR_CODE_CLOSED);
  review_.set_counter(900);
  EXPECT_EQ(hold(true).error, v1::ERROR_CODE_UNKNOWN_ITEM);
}

TEST_F(HeldBack, ANewReviewHoldsNothing) {
  ASSERT_EQ(hold(true).kind, kApplied);
  desk_.close_review(review_);
  review_ = desk_.open_review();
  EXPECT_FALSE(desk_.review(review_).feedback_held);
}

TEST_F(HeldBack, G9WhatIsSaidAnonymouslyIsInNoEvent) {
  hold(true);
  const std::size_t events = desk_.events().size();
  const v1::Id id = say(kSue, "Nobody answers on Mondays");
  EXPECT_EQ(desk_.events().size(), events);
  EXPECT_EQ(FeedbackId::from(id), (FeedbackId{0, 1, 1}));
  const v1::FeedbackHeld& held = desk_.sealed().back().feedback_held();
  EXPECT_EQ(held.participant(), value(kSue));
  EXPECT_EQ(held.text().plain(), "Nobody answers on Mondays");
  EXPECT_EQ(held.kind(), v1::FEEDBACK_KIND_CONCERN);
  EXPECT_EQ(ReviewId::from(held.review()), ReviewId::from(review_));
  EXPECT_FALSE(given(id));
  EXPECT_TRUE(waits(id));
  EXPECT_EQ(desk_.state().held_feedback.at(FeedbackId::from(id)).author, kSue);
  EXPECT_EQ(FeedbackId::from(say(kDan, "Nor on Tuesdays")), (FeedbackId{0, 2, 1}));
}

TEST_F(HeldBack, NumbersAreNeverGivenTwice) {
  hold(true);
  const v1::Id first = say(kSue, "One");
  EXPECT_EQ(retract(kSue, first).kind, kApplied);
  const v1::Id second = say(kSue, "Two");
  EXPECT_EQ(FeedbackId::from(second), (FeedbackId{0, 2, 1}));
  EXPECT_EQ(release({second}).kind, kApplied);
  desk_.close_review(review_);
  review_ = desk_.open_review();
  hold(true);
  EXPECT_EQ(FeedbackId::from(say(kSue, "Three")), (FeedbackId{0, 3, 1}));
}

TEST_F(HeldBack, WhatIsSaidWithANameIsNotHeld) {
  hold(true);
  const std::size_t events = desk_.events().size();
  EXPECT_EQ(desk_.submit(kSue, saying("I say this", false)).kind, kApplied);
  EXPECT_EQ(desk_.events().size(), events + 1);
  EXPECT_THAT(desk_.state().held_feedback, IsEmpty());
}

TEST_F(HeldBack, WhatWaitsGoesOnWaitingWhenNothingIsHeldAnyMore) {
  hold(true);
  const v1::Id id = say(kSue, "One");
  hold(false);
  EXPECT_TRUE(waits(id));
  const std::size_t events = desk_.events().size();
  EXPECT_EQ(desk_.submit(kSue, saying("Two")).kind, kApplied);
  EXPECT_EQ(desk_.events().size(), events + 1) << "given at once";
  EXPECT_EQ(release({id}).kind, kApplied);
}

TEST_F(HeldBack, G9ReleasedItIsGivenInTheOrderListedAndNamesNobody) {
  hold(true);
  const v1::Id one = say(kSue, "One");
  const v1::Id two = say(kDan, "Two");
  const v1::Id three = say(kSue, "Three");
  const std::size_t sealed = desk_.sealed().size();
  const Ended released = release({three, one});
  ASSERT_EQ(released.kind, kApplied) << released.text;
  EXPECT_THAT(last_texts(2), ElementsAre("Three", "One"));
  for (std::size_t i = desk_.events().size() - 2; i < desk_.events().size(); ++i) {
    const v1::Event& event = desk_.events()[i];
    ASSERT_TRUE(event.has_feedback_given());
    EXPECT_TRUE(event.feedback_given().anonymous());
    EXPECT_EQ(event.author(), 0u);
    EXPECT_EQ(event.feedback_given().kind(), v1::FEEDBACK_KIND_CONCERN);
    EXPECT_EQ(ReviewId::from(event.feedback_given().review()), ReviewId::from(review_));
  }
  std::vector<FeedbackId> authored;
  std::vector<FeedbackId> ended;
  for (std::size_t i = sealed; i < desk_.sealed().size(); ++i) {
    const v1::SealedEntry& entry = desk_.sealed()[i];
    if (entry.has_held_feedback_ended()) {
      ended.push_back(FeedbackId::from(entry.held_feedback_ended().feedback()));
      continue;
    }
    ASSERT_TRUE(entry.has_anonymous_author());
    EXPECT_EQ(entry.anonymous_author().participant(), value(kSue));
    authored.push_back(FeedbackId::from(entry.anonymous_author().feedback()));
  }
  EXPECT_THAT(ended, ElementsAre(FeedbackId::from(three), FeedbackId::from(one)));
  EXPECT_THAT(authored,
              ElementsAre(FeedbackId::from(last_given(1)), FeedbackId::from(last_given())));
  EXPECT_EQ(desk_.feedback(last_given()).shown_author, ParticipantId{});
  EXPECT_EQ(desk_.feedback(last_given()).true_author, kSue);
  EXPECT_FALSE(waits(one));
  EXPECT_TRUE(waits(two));
}

// An id that counted what was held would tell how much of it was never released.
TEST_F(HeldBack, G9WhatIsReleasedIsNamedLikeWhatWasNeverHeld) {
  hold(true);
  say(kSue, "One");
  const v1::Id two = say(kDan, "Two");
  ASSERT_EQ(release({two}).kind, kApplied);
  const std::uint64_t seq = desk_.events().back().seq();
  EXPECT_EQ(FeedbackId::from(last_given()), (FeedbackId{0, static_cast<std::uint32_t>(seq), 0}));
  hold(false);
  desk_.submit(kSue, saying("Three"));
  EXPECT_EQ(FeedbackId::from(last_given()),
            (FeedbackId{0, static_cast<std::uint32_t>(desk_.events().back().seq()), 0}));
}

TEST_F(HeldBack, ReleasedItIsFeedbackLikeAnyOther) {
  hold(true);
  ASSERT_EQ(release({say(kSue, "One")}, kAda).kind, kApplied);
  const v1::Id id = last_given();
  v1::Operation upvote;
  *upvote.mutable_upvote_feedback()->mutable_feedback() = id;
  EXPECT_EQ(desk_.submit(kDan, upvote).kind, kApplied);
  EXPECT_EQ(desk_.submit(kSue, upvote).error, v1::ERROR_CODE_FORBIDDEN) << "her own";
  EXPECT_EQ(retract(kDan, id).error, v1::ERROR_CODE_FORBIDDEN);
  EXPECT_EQ(retract(kSue, id).kind, kApplied);
  EXPECT_TRUE(desk_.events().back().has_feedback_retracted());
}

TEST_F(HeldBack, WhatIsNotThereAnyMoreIsLeftOut) {
  hold(true);
  const v1::Id released = say(kSue, "Released");
  const v1::Id discarded = say(kSue, "Discarded");
  const v1::Id left = say(kSue, "Left");
  release({released});
  discard(discarded, "Said twice");
  const std::size_t events = desk_.events().size();
  EXPECT_EQ(release({released, discarded}).kind, kNoop);
  EXPECT_EQ(desk_.events().size(), events);
  EXPECT_EQ(release({released, discarded, left}, kAda).kind, kApplied);
  EXPECT_EQ(desk_.events().size(), events + 1);
  EXPECT_THAT(last_texts(1), ElementsAre("Left"));
}

// Else its author, whom nobody can ask, would stop what somebody else releases along with it.
TEST_F(HeldBack, WhatItsAuthorHasTakenBackMeanwhileIsLeftOutToo) {
  hold(true);
  const v1::Id retracted = say(kSue, "Taken back");
  const v1::Id left = say(kDan, "Left");
  retract(kSue, retracted);
  EXPECT_EQ(release({retracted}).kind, kNoop);
  EXPECT_EQ(release({retracted, left}).kind, kApplied);
  EXPECT_THAT(last_texts(1), ElementsAre("Left"));
  EXPECT_EQ(discard(retracted, "late").kind, kNoop);
  EXPECT_EQ(retract(kSue, retracted).error, v1::ERROR_CODE_UNKNOWN_ITEM)
      << "whether there ever was such a piece is nobody's business";
}

TEST_F(HeldBack, G11ListsThatNameWhatNeverWasChangeNothing) {
  hold(true);
  const v1::Id id = say(kSue, "One");
  v1::Id unknown = id;
  unknown.set_counter(2);
  EXPECT_EQ(release({id, unknown}).error, v1::ERROR_CODE_UNKNOWN_ITEM);
  EXPECT_TRUE(waits(id));
  const v1::Id named = desk_.give_feedback(kDan, review_, "With a name");
  EXPECT_EQ(discard(unknown, "why").error, v1::ERROR_CODE_UNKNOWN_ITEM);
  EXPECT_EQ(discard(named, "why").error, v1::ERROR_CODE_UNKNOWN_ITEM);
  EXPECT_EQ(release({}).error, v1::ERROR_CODE_BAD_REQUEST);
}

TEST_F(HeldBack, TheSameTwiceInOneListIsGivenOnce) {
  hold(true);
  const v1::Id id = say(kSue, "One");
  const std::size_t events = desk_.events().size();
  EXPECT_EQ(release({id, id}).kind, kApplied);
  EXPECT_EQ(desk_.events().size(), events + 1);
}

TEST_F(HeldBack, G4OneListAtAndAboveTheLimit) {
  hold(true);
  const v1::Id id = say(kSue, "One");
  EXPECT_EQ(release(std::vector<v1::Id>(kReleasedAtOnceMax + 1, id)).error,
            v1::ERROR_CODE_TOO_LARGE);
  EXPECT_TRUE(waits(id));
  EXPECT_EQ(release(std::vector<v1::Id>(kReleasedAtOnceMax, id)).kind, kApplied);
}

TEST_F(HeldBack, WhatIsDiscardedIsInNoEventAndItsAuthorIsToldWhy) {
  hold(true);
  const v1::Id id = say(kSue, "One");
  const std::size_t events = desk_.events().size();
  EXPECT_EQ(discard(id, "").error, v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(discard(id, " \n").error, v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_TRUE(waits(id));
  ASSERT_EQ(discard(id, "It names a person").kind, kApplied);
  EXPECT_EQ(desk_.events().size(), events);
  const v1::HeldFeedbackEnded& ended = desk_.sealed().back().held_feedback_ended();
  EXPECT_EQ(FeedbackId::from(ended.feedback()), FeedbackId::from(id));
  EXPECT_EQ(ended.reason().plain(), "It names a person");
  const HeldFeedback& kept = desk_.state().held_feedback.at(FeedbackId::from(id));
  ASSERT_TRUE(kept.discarded);
  EXPECT_EQ(kept.discarded->plain, "It names a person");
  EXPECT_EQ(kept.author, kSue);
  EXPECT_FALSE(given(id));
  EXPECT_EQ(discard(id, "Again").kind, kNoop);
  EXPECT_EQ(desk_.state().held_feedback.at(FeedbackId::from(id)).discarded->plain,
            "It names a person");
}

TEST_F(HeldBack, G9ItsAuthorTakesItBackAndNobodyElseDoes) {
  hold(true);
  const v1::Id id = say(kSue, "One");
  const std::size_t events = desk_.events().size();
  for (const ParticipantId who : {kAda, kSam, kDan}) {
    EXPECT_EQ(retract(who, id).error, v1::ERROR_CODE_UNKNOWN_ITEM)
        << value(who) << ": ids can be guessed, and whether it is there is not theirs to know";
  }
  EXPECT_EQ(retract(kSue, id, false).error, v1::ERROR_CODE_BAD_REQUEST)
      << "with her open actor she would say that it is hers";
  EXPECT_TRUE(waits(id));
  ASSERT_EQ(retract(kSue, id).kind, kApplied);
  EXPECT_EQ(desk_.events().size(), events);
  ASSERT_TRUE(desk_.sealed().back().has_held_feedback_ended());
  EXPECT_FALSE(desk_.sealed().back().held_feedback_ended().has_reason());
  EXPECT_FALSE(waits(id));
  EXPECT_FALSE(desk_.state().held_feedback.contains(FeedbackId::from(id)));
}

TEST_F(HeldBack, NobodyDealsWithWhatWaits) {
  hold(true);
  const v1::Id id = say(kSue, "One");
  v1::Operation upvote;
  *upvote.mutable_upvote_feedback()->mutable_feedback() = id;
  EXPECT_EQ(desk_.submit(kDan, upvote).error, v1::ERROR_CODE_UNKNOWN_ITEM);
  v1::Operation triage;
  *triage.mutable_triage_feedback()->mutable_feedback() = id;
  triage.mutable_triage_feedback()->set_state(v1::FEEDBACK_STATE_PARKED);
  EXPECT_EQ(desk_.submit(kSam, triage).error, v1::ERROR_CODE_UNKNOWN_ITEM);
  v1::Operation convert;
  *convert.mutable_convert_feedback()->mutable_feedback() = id;
  convert.mutable_convert_feedback()->mutable_item()->set_title("One");
  convert.mutable_convert_feedback()->mutable_place()->set_top(true);
  EXPECT_EQ(desk_.submit(kAda, convert).error, v1::ERROR_CODE_UNKNOWN_ITEM);
}

TEST_F(HeldBack, AReviewIsNotClosedWhileSomeWaits) {
  hold(true);
  const v1::Id one = say(kSue, "One");
  const v1::Id two = say(kSue, "Two");
  const v1::Id three = say(kSue, "Three");
  const Ended refused = close();
  EXPECT_EQ(refused.error, v1::ERROR_CODE_CONFLICT);
  EXPECT_THAT(refused.text, HasSubstr("release or discard it first"));
  release({one});
  EXPECT_EQ(close().error, v1::ERROR_CODE_CONFLICT);
  discard(two, "Said twice");
  EXPECT_EQ(close().error, v1::ERROR_CODE_CONFLICT);
  hold(false);
  EXPECT_EQ(close().error, v1::ERROR_CODE_CONFLICT);
  retract(kSue, three);
  EXPECT_EQ(close().kind, kApplied);
}

TEST_F(HeldBack, G10OnlyThoseWhoLeadHoldReleaseAndDiscard) {
  hold(true);
  const v1::Id id = say(kSue, "One");
  const v1::Id other = say(kSue, "Two");
  for (const ParticipantId who : {kDan, kSue, kOle}) {
    EXPECT_EQ(hold(false, who).error, v1::ERROR_CODE_FORBIDDEN) << value(who);
    EXPECT_EQ(release({id}, who).error, v1::ERROR_CODE_FORBIDDEN) << value(who);
    EXPECT_EQ(discard(id, "why", who).error, v1::ERROR_CODE_FORBIDDEN) << value(who);
  }
  v1::Operation lead;
  lead.mutable_set_facilitator()->set_participant(value(kDan));
  ASSERT_EQ(desk_.submit(kSam, lead).kind, kApplied);
  EXPECT_EQ(release({id}, kDan).kind, kApplied);
  EXPECT_EQ(discard(other, "why", kDan).kind, kApplied);
  EXPECT_EQ(hold(false, kDan).kind, kApplied);
}

TEST_F(HeldBack, WhoIsMutedSaysNothingThatWaitsEither) {
  hold(true);
  const v1::Id before = say(kSue, "One");
  v1::Operation mute;
  mute.mutable_mute_participant()->set_participant(value(kSue));
  mute.mutable_mute_participant()->set_muted(true);
  ASSERT_EQ(desk_.submit(kSam, mute).kind, kApplied);
  EXPECT_EQ(desk_.submit(kSue, saying("Two")).error, v1::ERROR_CODE_FORBIDDEN);
  EXPECT_EQ(desk_.state().held_feedback.size(), 1u);
  EXPECT_EQ(retract(kSue, before).kind, kApplied) << "taking back is not saying";
}

TEST_F(HeldBack, G11WhatCannotBeSaidIsNotHeldEither) {
  hold(true);
  EXPECT_EQ(desk_.submit(kSue, saying(" ")).error, v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(desk_.submit(kSue, saying(std::string(kTextBytesMax + 1, 'x'))).error,
            v1::ERROR_CODE_TOO_LARGE);
  EXPECT_THAT(desk_.state().held_feedback, IsEmpty());
  EXPECT_EQ(desk_.state().held_count, 0u);
}

TEST_F(HeldBack, G4WhatWaitsCountsAmongTheFeedback) {
  hold(true);
  say(kSue, "Waits");
  State state = desk_.state();
  const auto fill = [&](std::size_t up_to) {
    while (state.feedback.size() < up_to) {
      const auto number = static_cast<std::uint32_t>(state.feedback.size() + 1);
      state.feedback.emplace(FeedbackId{7, number, 0}, Feedback{.review = ReviewId::from(review_)});
    }
  };
  fill(kFeedbackMax - 2);
  for (const bool anonymous : {true, false})
    EXPECT_EQ(desk_.would(kDan, saying("Two", anonymous), state).kind, kApplied);
  fill(kFeedbackMax - 1);
  for (const bool anonymous : {true, false}) {
    EXPECT_EQ(desk_.would(kDan, saying("Two", anonymous), state).error, v1::ERROR_CODE_TOO_LARGE);
  }
}

// G4, kHeldTextBytesMax, kHeldOfOneMax, kHeldFeedbackMax: what those who lead are shown fits a
// frame.
TEST_F(HeldBack, G4AuthorsAndTextsHaveTheirLimits) {
  hold(true);
  EXPECT_EQ(desk_.submit(kDan, saying(std::string(kHeldTextBytesMax + 1, 'x'))).error,
            v1::ERROR_CODE_TOO_LARGE);
  say(kDan, std::string(kHeldTextBytesMax, 'x'));
  const v1::Id first = say(kSue, "0");
  for (std::size_t i = 1; i < kHeldOfOneMax; ++i) say(kSue, std::to_string(i));
  EXPECT_EQ(desk_.submit(kSue, saying("One more")).error, v1::ERROR_CODE_TOO_LARGE);
  discard(first, "Said twice");
  EXPECT_EQ(desk_.submit(kSue, saying("One more")).error, v1::ERROR_CODE_TOO_LARGE)
      << "what was discarded is still shown to its author";
  ASSERT_EQ(retract(kSue, first).kind, kApplied);
  EXPECT_EQ(desk_.submit(kSue, saying("One more")).kind, kApplied);
}

TEST_F(HeldBack, G4SoMuchWaitsAndNoMore) {
  hold(true);
  State state = desk_.state();
  const auto fill = [&](std::size_t up_to) {
    while (state.held_feedback.size() < up_to) {
      const auto number = static_cast<std::uint32_t>(state.held_feedback.size() + 1);
      state.held_feedback.emplace(FeedbackId{0, number, 1},
                                  HeldFeedback{.review = ReviewId::from(review_),
                                               .author = ParticipantId{100 + number},
                                               .discarded = {}});
    }
  };
  fill(kHeldFeedbackMax - 1);
  EXPECT_EQ(desk_.would(kDan, saying("The last"), state).kind, kApplied);
  fill(kHeldFeedbackMax);
  EXPECT_EQ(desk_.would(kDan, saying("One more"), state).error, v1::ERROR_CODE_TOO_LARGE);
  EXPECT_EQ(desk_.would(kDan, saying("With a name", false), state).kind, kApplied);
  state.held_feedback.begin()->second.discarded = Text{};
  EXPECT_EQ(desk_.would(kDan, saying("The last"), state).kind, kApplied);
}

// kHeldOfOneMax: else whoever was discarded so often could never say anything anonymously again.
TEST_F(HeldBack, G4WhatWasDiscardedInReviewsBeforeTakesUpNoRoom) {
  hold(true);
  for (std::size_t i = 0; i < kHeldOfOneMax; ++i)
    discard(say(kSue, std::to_string(i)), "Said twice");
  EXPECT_EQ(desk_.submit(kSue, saying("One more")).error, v1::ERROR_CODE_TOO_LARGE);
  desk_.close_review(review_);
  review_ = desk_.open_review();
  hold(true);
  for (std::size_t i = 0; i < kHeldOfOneMax; ++i) say(kSue, std::to_string(i));
  EXPECT_EQ(desk_.submit(kSue, saying("One more")).error, v1::ERROR_CODE_TOO_LARGE);
  EXPECT_EQ(desk_.state().held_feedback.size(), 2 * kHeldOfOneMax);
}

TEST_F(HeldBack, C50WhatWasDiscardedIsTakenBackAlsoAfterItsReviewAndByItsAuthorAlone) {
  hold(true);
  const v1::Id id = say(kSue, "One");
  discard(id, "Said twice");
  desk_.close_review(review_);
  const std::size_t events = desk_.events().size();
  EXPECT_EQ(retract(kSam, id).error, v1::ERROR_CODE_UNKNOWN_ITEM);
  EXPECT_EQ(retract(kSue, id).kind, kApplied);
  EXPECT_EQ(desk_.events().size(), events);
  EXPECT_THAT(desk_.state().held_feedback, IsEmpty());
  EXPECT_EQ(retract(kSue, id).error, v1::ERROR_CODE_UNKNOWN_ITEM);
}

}  // namespace
}  // namespace reviewd::domain
