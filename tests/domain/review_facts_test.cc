// What a review says of its Sprint, and what comes along into the next one: open feedback, and what
// became of what was said ("you said, we did"; C18, C24, C31, C50).

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/feedback_rules.h"
#include "domain/limits.h"
#include "domain/meeting_desk.h"

namespace reviewd::domain {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

constexpr auto kApplied = v1::OUTCOME_KIND_APPLIED;
constexpr auto kNoop = v1::OUTCOME_KIND_NOOP;
constexpr auto kSuperseded = v1::OUTCOME_KIND_SUPERSEDED;

class ReviewFacts : public testing::Test {
 protected:
  MeetingDesk desk_;
  v1::Id review_ = desk_.open_review();

  const Review& review() const { return desk_.review(review_); }
  // The review as it stands, to be changed and sent back.
  v1::EditReview as_it_is() const {
    v1::EditReview edit;
    *edit.mutable_review() = review_;
    edit.set_title(review().title.plain);
    edit.set_sprint(review().sprint);
    edit.set_sprint_goal(review().sprint_goal.plain);
    edit.set_starts(review().starts);
    edit.set_ends(review().ends);
    edit.set_items_done(review().items_done);
    edit.set_points_done(review().points_done);
    if (review().environment) edit.set_environment(review().environment->plain);
    edit.set_if_version(value(review().edited_at));
    return edit;
  }
  Ended edit(const v1::EditReview& edit, ParticipantId who = kSam) {
    v1::Operation operation;
    *operation.mutable_edit_review() = edit;
    return desk_.submit(who, operation);
  }
  Ended edit_days(const std::string& starts, const std::string& ends) {
    v1::EditReview change = as_it_is();
    change.set_starts(starts);
    change.set_ends(ends);
    return edit(change);
  }
  const v1::Event& last() const { return desk_.events().back(); }
};

TEST_F(ReviewFacts, EverythingItSaysOfItselfIsReplaced) {
  v1::EditReview change = as_it_is();
  EXPECT_EQ(change.if_version(), 0u);
  change.set_title("Review of Sprint 8");
  change.set_sprint(8);
  change.set_sprint_goal("Bookings by phone");
  change.set_starts("2026-11-16");
  change.set_ends("2026-11-27");
  change.set_items_done(7);
  change.set_points_done(21);
  change.set_environment("The city pays for racks now");
  ASSERT_EQ(edit(change).kind, kApplied);
  EXPECT_EQ(last().review_edited().overwrote(), 0u);
  EXPECT_EQ(review().title.plain, "Review of Sprint 8");
  EXPECT_EQ(review().sprint, 8u);
  EXPECT_EQ(review().sprint_goal.plain, "Bookings by phone");
  EXPECT_EQ(review().starts, "2026-11-16");
  EXPECT_EQ(review().ends, "2026-11-27");
  EXPECT_EQ(review().items_done, 7u);
  EXPECT_EQ(review().points_done, 21u);
  ASSERT_TRUE(review().environment);
  EXPECT_EQ(review().environment->plain, "The city pays for racks now");
  EXPECT_EQ(value(review().edited_at), last().seq());
  EXPECT_EQ(review().agenda.size(), 6u);

  const Seq before = review().edited_at;
  change = as_it_is();
  change.clear_environment();
  change.clear_starts();
  ASSERT_EQ(edit(change).kind, kApplied);
  EXPECT_EQ(last().review_edited().overwrote(), value(before));
  EXPECT_FALSE(last().review_edited().has_environment());
  EXPECT_FALSE(review().environment);
  EXPECT_EQ(review().starts, "");
  EXPECT_EQ(review().ends, "2026-11-27") << "one of the days alone will do";
}

TEST_F(ReviewFacts, WhatIsSoAlreadyIsNothing) {
  const std::size_t events = desk_.events().size();
  EXPECT_EQ(edit(as_it_is()).kind, kNoop);
  EXPECT_EQ(desk_.events().size(), events);
  EXPECT_EQ(review().edited_at, Seq{});
}

TEST_F(ReviewFacts, C18FactsThatSomebodyEditedSinceAreNotOverwritten) {
  v1::EditReview stale = as_it_is();
  const v1::EditReview same = stale;
  stale.set_items_done(3);
  v1::EditReview first = as_it_is();
  first.set_points_done(5);
  ASSERT_EQ(edit(first).kind, kApplied);
  const Ended late = edit(stale, kAda);
  EXPECT_EQ(late.error, v1::ERROR_CODE_CONFLICT);
  EXPECT_EQ(late.by, review().edited_at);
  EXPECT_THAT(late.text, HasSubstr("edit_review.if_version"));
  EXPECT_EQ(edit(same, kAda).error, v1::ERROR_CODE_CONFLICT);
  stale.set_title(" ");
  EXPECT_EQ(edit(stale).error, v1::ERROR_CODE_BAD_REQUEST) << "fields come before the version";
  EXPECT_EQ(review().items_done, 0u);
  EXPECT_EQ(review().points_done, 5u);
}

TEST_F(ReviewFacts, DaysAreOfTheCalendarAndInOrder) {
  EXPECT_EQ(edit_days("2028-02-29", "2028-02-29").kind, kApplied) << "a Sprint of one day";
  EXPECT_EQ(edit_days("2027-12-31", "2028-01-01").kind, kApplied);
  EXPECT_EQ(edit_days("", "").kind, kApplied);
  EXPECT_EQ(edit_days("2026-11-16", "").kind, kApplied);
  for (const char* bad : {"2026-02-29", "2026-11-31", "16.11.2026", "2026-11", "2026-11-1"}) {
    const Ended starts = edit_days(bad, "");
    EXPECT_EQ(starts.error, v1::ERROR_CODE_BAD_REQUEST) << bad;
    EXPECT_THAT(starts.text, HasSubstr("edit_review.starts"));
    const Ended ends = edit_days("", bad);
    EXPECT_EQ(ends.error, v1::ERROR_CODE_BAD_REQUEST) << bad;
    EXPECT_THAT(ends.text, HasSubstr("edit_review.ends"));
  }
  const Ended turned = edit_days("2026-11-28", "2026-11-27");
  EXPECT_EQ(turned.error, v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_THAT(turned.text, HasSubstr("edit_review."));
  EXPECT_EQ(edit_days("2026-12-01", "2026-11-30").error, v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(review().starts, "2026-11-16");
}

TEST_F(ReviewFacts, G11WhatCannotBeSaidIsRefusedByName) {
  const auto refused = [&](auto spoil, const std::string& field) {
    v1::EditReview change = as_it_is();
    spoil(change);
    const Ended ended = edit(change);
    EXPECT_THAT(ended.text, HasSubstr("edit_review." + field));
    return ended.error;
  };
  using Edit = v1::EditReview;
  EXPECT_EQ(refused([](Edit& edit) { edit.clear_title(); }, "title"), v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(
      refused([](Edit& edit) { edit.set_title(std::string(kTitleBytesMax + 1, 'x')); }, "title"),
      v1::ERROR_CODE_TOO_LARGE);
  EXPECT_EQ(refused([](Edit& edit) { edit.set_sprint_goal(std::string(kTitleBytesMax + 1, 'x')); },
                    "sprint_goal"),
            v1::ERROR_CODE_TOO_LARGE);
  EXPECT_EQ(refused([](Edit& edit) { edit.set_environment(std::string(kTextBytesMax + 1, 'x')); },
                    "environment"),
            v1::ERROR_CODE_TOO_LARGE);
  EXPECT_EQ(refused([](Edit& edit) { edit.mutable_review()->set_counter(900); }, "review"),
            v1::ERROR_CODE_UNKNOWN_ITEM);
  EXPECT_EQ(review().edited_at, Seq{});
}

TEST_F(ReviewFacts, G4TextsAtTheLimit) {
  v1::EditReview change = as_it_is();
  change.set_title(std::string(kTitleBytesMax, 'x'));
  change.set_sprint_goal(std::string(kTitleBytesMax, 'x'));
  change.set_environment(std::string(kTextBytesMax, 'x'));
  EXPECT_EQ(edit(change).kind, kApplied);
}

TEST_F(ReviewFacts, C50FactsOfAClosedReviewStay) {
  v1::EditReview change = as_it_is();
  change.set_items_done(3);
  desk_.close_review(review_);
  EXPECT_EQ(edit(change).error, v1::ERROR_CODE_CLOSED);
  EXPECT_EQ(edit(as_it_is()).error, v1::ERROR_CODE_CLOSED);
  EXPECT_EQ(review().items_done, 0u);
  review_ = desk_.plan_review();
  change = as_it_is();
  change.set_items_done(3);
  EXPECT_EQ(edit(change).kind, kApplied) << "before it is opened they can be prepared";
}

TEST_F(ReviewFacts, G10WhoLeadsEditsThem) {
  const auto by = [&](ParticipantId who) {
    v1::EditReview change = as_it_is();
    change.set_sprint(review().sprint + 1);
    return edit(change, who);
  };
  for (const ParticipantId who : {kDan, kSue, kOle})
    EXPECT_EQ(by(who).error, v1::ERROR_CODE_FORBIDDEN) << value(who);
  EXPECT_EQ(by(kAda).kind, kApplied);
  EXPECT_EQ(by(kSam).kind, kApplied);
  v1::Operation lead;
  lead.mutable_set_facilitator()->set_participant(value(kDan));
  ASSERT_EQ(desk_.submit(kSam, lead).kind, kApplied);
  EXPECT_EQ(by(kDan).kind, kApplied);
}

// ------------------------------------------------------------------------ carrying over

class CarriedOver : public testing::Test {
 protected:
  MeetingDesk desk_;
  v1::Id first_ = desk_.open_review();

  v1::Id ask(ParticipantId who, const std::string& text, bool anonymous = false) {
    v1::Operation give;
    *give.mutable_give_feedback()->mutable_review() = first_;
    give.mutable_give_feedback()->set_kind(v1::FEEDBACK_KIND_QUESTION);
    give.mutable_give_feedback()->set_text(text);
    give.mutable_give_feedback()->set_anonymous(anonymous);
    EXPECT_EQ(desk_.submit(who, give).kind, kApplied);
    v1::Id id;
    desk_.state().feedback_order.back().to(&id);
    return id;
  }
  Ended triage(const v1::Id& feedback, v1::FeedbackState state, const std::string& reason = "") {
    v1::Operation operation;
    *operation.mutable_triage_feedback()->mutable_feedback() = feedback;
    operation.mutable_triage_feedback()->set_state(state);
    operation.set_reason(reason);
    return desk_.submit(kAda, operation);
  }
  v1::Id parked(const std::string& text) {
    const v1::Id id = desk_.give_feedback(kSue, first_, text);
    EXPECT_EQ(triage(id, v1::FEEDBACK_STATE_PARKED).kind, kApplied);
    return id;
  }
  Ended answer(const v1::Id& feedback, const std::string& text) {
    v1::Operation operation;
    *operation.mutable_answer_feedback()->mutable_feedback() = feedback;
    operation.mutable_answer_feedback()->set_text(text);
    return desk_.submit(kDan, operation);
  }
  Ended merge(const v1::Id& feedback, const v1::Id& into) {
    v1::Operation operation;
    *operation.mutable_merge_feedback()->mutable_feedback() = feedback;
    *operation.mutable_merge_feedback()->mutable_into() = into;
    return desk_.submit(kSam, operation);
  }
  Ended retract(ParticipantId who, const v1::Id& feedback) {
    v1::Operation operation;
    *operation.mutable_retract_feedback()->mutable_feedback() = feedback;
    return desk_.submit(who, operation);
  }
  Ended upvote(ParticipantId who, const v1::Id& feedback) {
    v1::Operation operation;
    *operation.mutable_upvote_feedback()->mutable_feedback() = feedback;
    return desk_.submit(who, operation);
  }
  Ended convert(const v1::Id& feedback) {
    v1::Operation operation;
    *operation.mutable_convert_feedback()->mutable_feedback() = feedback;
    operation.mutable_convert_feedback()->mutable_item()->set_title("Faster search");
    operation.mutable_convert_feedback()->mutable_place()->set_top(true);
    return desk_.submit(kAda, operation);
  }
  Ended merge_items(const v1::Id& item, const v1::Id& into) {
    v1::Operation operation;
    *operation.mutable_merge_item()->mutable_item() = item;
    *operation.mutable_merge_item()->mutable_into() = into;
    return desk_.submit(kAda, operation);
  }
  // Closes the review that is under way and opens the next one.
  v1::Id next_review(const v1::Id& before) {
    desk_.close_review(before);
    return desk_.open_review();
  }
  // What the event that opened the last review took along.
  std::vector<FeedbackId> carried() const {
    std::vector<FeedbackId> out;
    const v1::Event& last = desk_.events().back();
    EXPECT_TRUE(last.has_review_opened());
    for (const v1::Id& id : last.review_opened().carried()) out.push_back(FeedbackId::from(id));
    return out;
  }
  static FeedbackId named(const v1::Id& id) { return FeedbackId::from(id); }
  const Item& item(const v1::Id& id) const {
    return desk_.state().backlog.items.at(ItemId::from(id));
  }
};

TEST_F(CarriedOver, WhatIsParkedAndQuestionsWithoutAnAnswer) {
  const v1::Id open_question = ask(kSue, "When does it rain?");
  const v1::Id seen_question = ask(kDan, "And when not?");
  EXPECT_EQ(triage(seen_question, v1::FEEDBACK_STATE_ACKNOWLEDGED).kind, kApplied);
  const v1::Id idea = parked("Night rides");
  const v1::Id parked_question = ask(kSam, "Who pays?");
  EXPECT_EQ(triage(parked_question, v1::FEEDBACK_STATE_PARKED).kind, kApplied);
  EXPECT_EQ(answer(parked_question, "The city, perhaps").kind, kApplied);

  const v1::Id second = next_review(first_);
  EXPECT_EQ(carried(), (std::vector{named(open_question), named(seen_question), named(idea),
                                    named(parked_question)}))
      << "in the order in which it was given";
  for (const v1::Id& id : {open_question, seen_question, idea, parked_question}) {
    EXPECT_EQ(desk_.feedback(id).review, ReviewId::from(second));
    EXPECT_EQ(desk_.feedback(id).said_in, ReviewId::from(first_));
  }
  EXPECT_EQ(desk_.feedback(seen_question).state, v1::FEEDBACK_STATE_ACKNOWLEDGED);
  EXPECT_EQ(desk_.feedback(idea).state, v1::FEEDBACK_STATE_PARKED);
  EXPECT_EQ(desk_.feedback(parked_question).answer->plain, "The city, perhaps");
}

TEST_F(CarriedOver, NothingThatWasDealtWith) {
  const v1::Id answered = ask(kSue, "When does it rain?");
  EXPECT_EQ(answer(answered, "In November").kind, kApplied);
  const v1::Id declined = ask(kSue, "May we have a boat?");
  EXPECT_EQ(triage(declined, v1::FEEDBACK_STATE_DECLINED, "It is a bicycle co-op").kind, kApplied);
  const v1::Id converted = ask(kSue, "Is there a search?");
  EXPECT_EQ(convert(converted).kind, kApplied);
  const v1::Id taken_back = ask(kSue, "Never mind?");
  EXPECT_EQ(retract(kSue, taken_back).kind, kApplied);
  const v1::Id gone = parked("Never mind that either");
  EXPECT_EQ(retract(kSue, gone).kind, kApplied);
  const v1::Id idea = desk_.give_feedback(kSue, first_, "Not a question, not parked");
  const v1::Id seen = desk_.give_feedback(kSue, first_, "Nor this");
  EXPECT_EQ(triage(seen, v1::FEEDBACK_STATE_ACKNOWLEDGED).kind, kApplied);

  next_review(first_);
  EXPECT_THAT(carried(), IsEmpty());
  for (const v1::Id& id : {answered, declined, converted, taken_back, gone, idea, seen}) {
    EXPECT_EQ(desk_.feedback(id).review, ReviewId::from(first_));
    EXPECT_TRUE(desk_.feedback(id).said_in.none());
  }
  EXPECT_EQ(triage(idea, v1::FEEDBACK_STATE_PARKED).error, v1::ERROR_CODE_CLOSED);
}

TEST_F(CarriedOver, AQuestionWhoseAnswerWasTakenBackIsOpenAgain) {
  const v1::Id question = ask(kSue, "When does it rain?");
  EXPECT_EQ(answer(question, "Never").kind, kApplied);
  EXPECT_EQ(answer(question, "").kind, kApplied);
  next_review(first_);
  EXPECT_EQ(carried(), std::vector{named(question)});
}

TEST_F(CarriedOver, C24WhatWasMergedIntoItComesAlong) {
  const v1::Id same = desk_.give_feedback(kDan, first_, "Rides at night");
  const v1::Id idea = parked("Night rides");
  const v1::Id other = desk_.give_feedback(kSam, first_, "Something else");
  const v1::Id into_other = ask(kSue, "Else?");
  EXPECT_EQ(merge(same, idea).kind, kApplied);
  EXPECT_EQ(merge(into_other, other).kind, kApplied);
  EXPECT_EQ(upvote(kAda, same).kind, kApplied);
  EXPECT_EQ(upvote(kSam, idea).kind, kApplied);

  const v1::Id second = next_review(first_);
  EXPECT_EQ(carried(), (std::vector{named(same), named(idea)}));
  EXPECT_EQ(desk_.feedback(same).review, ReviewId::from(second));
  EXPECT_EQ(desk_.feedback(same).said_in, ReviewId::from(first_));
  EXPECT_EQ(desk_.feedback(same).state, v1::FEEDBACK_STATE_MERGED);
  EXPECT_EQ(desk_.feedback(same).merged_into, named(idea));
  EXPECT_EQ(upvotes_of(desk_.state(), named(idea)), 2u);
  EXPECT_EQ(desk_.feedback(into_other).review, ReviewId::from(first_))
      << "what it is merged into was not carried";

  v1::Operation unmerge;
  *unmerge.mutable_unmerge_feedback()->mutable_feedback() = same;
  EXPECT_EQ(desk_.submit(kSam, unmerge).kind, kApplied);
  EXPECT_EQ(desk_.feedback(same).state, v1::FEEDBACK_STATE_NEW);
  EXPECT_EQ(upvotes_of(desk_.state(), named(idea)), 1u);
}

// Its author took back what the others were merged into: what they ask is still open.
TEST_F(CarriedOver, WhatWasMergedIntoSomethingTakenBackIsNotForgotten) {
  const v1::Id said = desk_.give_feedback(kSue, first_, "When?");
  const v1::Id question = ask(kDan, "Yes, when?");
  const v1::Id plain = desk_.give_feedback(kDan, first_, "Gone");
  const v1::Id idea = desk_.give_feedback(kSam, first_, "Gone too");
  EXPECT_EQ(merge(question, said).kind, kApplied);
  EXPECT_EQ(merge(idea, plain).kind, kApplied);
  EXPECT_EQ(retract(kSue, said).kind, kApplied);
  EXPECT_EQ(retract(kDan, plain).kind, kApplied);

  next_review(first_);
  EXPECT_EQ(carried(), (std::vector{named(said), named(question)}));
  v1::Operation unmerge;
  *unmerge.mutable_unmerge_feedback()->mutable_feedback() = question;
  EXPECT_EQ(desk_.submit(kSam, unmerge).kind, kApplied);
  EXPECT_EQ(desk_.feedback(question).state, v1::FEEDBACK_STATE_NEW);
}

TEST_F(CarriedOver, ThenItIsDealtWithLikeAnyFeedbackOfTheReview) {
  const v1::Id question = ask(kSue, "When does it rain?");
  const v1::Id idea = parked("Night rides");
  EXPECT_EQ(upvote(kDan, idea).kind, kApplied);
  const v1::Id second = next_review(first_);
  EXPECT_EQ(desk_.feedback(idea).upvotes.size(), 1u);
  EXPECT_EQ(upvote(kAda, idea).kind, kApplied);
  EXPECT_EQ(upvote(kSue, idea).error, v1::ERROR_CODE_FORBIDDEN) << "her own";
  EXPECT_EQ(answer(question, "In November").kind, kApplied);
  EXPECT_EQ(triage(idea, v1::FEEDBACK_STATE_NEW).kind, kApplied);
  const v1::Id fresh = desk_.give_feedback(kDan, second, "Rides at night");
  EXPECT_EQ(merge(fresh, idea).kind, kApplied) << "they are of one review now";
  EXPECT_EQ(retract(kSue, question).kind, kApplied);
}

TEST_F(CarriedOver, G9AnonymousFeedbackComesAlongWithoutAName) {
  const v1::Id secret = ask(kSue, "Who decides here?", true);
  next_review(first_);
  EXPECT_EQ(carried(), std::vector{named(secret)});
  EXPECT_EQ(desk_.feedback(secret).shown_author, ParticipantId{});
  EXPECT_EQ(desk_.feedback(secret).true_author, kSue);
  v1::Operation back;
  *back.mutable_retract_feedback()->mutable_feedback() = secret;
  back.mutable_retract_feedback()->set_anonymous(true);
  EXPECT_EQ(desk_.submit(kDan, back).error, v1::ERROR_CODE_FORBIDDEN);
  EXPECT_EQ(desk_.submit(kSue, back).kind, kApplied);
}

TEST_F(CarriedOver, OverTwoReviewsItWasStillSaidInTheFirst) {
  const v1::Id idea = parked("Night rides");
  const v1::Id second = next_review(first_);
  const v1::Id third = next_review(second);
  EXPECT_EQ(carried(), std::vector{named(idea)});
  EXPECT_EQ(desk_.feedback(idea).review, ReviewId::from(third));
  EXPECT_EQ(desk_.feedback(idea).said_in, ReviewId::from(first_));
}

TEST_F(CarriedOver, OnlyOpeningTakesAlongAndOnlyFromReviewsThatAreClosed) {
  const v1::Id idea = parked("Night rides");
  desk_.close_review(first_);
  const v1::Id second = desk_.plan_review();
  EXPECT_EQ(desk_.feedback(idea).review, ReviewId::from(first_));
  v1::Operation reopen;
  *reopen.mutable_reopen_review()->mutable_review() = first_;
  reopen.set_reason("One thing was forgotten");
  ASSERT_EQ(desk_.submit(kSam, reopen).kind, kApplied);
  EXPECT_EQ(desk_.feedback(idea).review, ReviewId::from(first_));
  EXPECT_TRUE(desk_.feedback(idea).said_in.none());
  desk_.close_review(first_);
  v1::Operation open;
  *open.mutable_open_review()->mutable_review() = second;
  ASSERT_EQ(desk_.submit(kSam, open).kind, kApplied);
  EXPECT_EQ(carried(), std::vector{named(idea)});
  EXPECT_EQ(desk_.submit(kSam, open).kind, kNoop);
}

TEST_F(CarriedOver, C50AReviewThatIsReopenedDoesNotGetItBack) {
  const v1::Id idea = parked("Night rides");
  const v1::Id second = next_review(first_);
  desk_.close_review(second);
  v1::Operation reopen;
  *reopen.mutable_reopen_review()->mutable_review() = first_;
  reopen.set_reason("One thing was forgotten");
  ASSERT_EQ(desk_.submit(kSam, reopen).kind, kApplied);
  EXPECT_EQ(desk_.feedback(idea).review, ReviewId::from(second));
  EXPECT_EQ(triage(idea, v1::FEEDBACK_STATE_NEW).error, v1::ERROR_CODE_CLOSED);
}

// ------------------------------------------------------------------ you said, we did

TEST_F(CarriedOver, C31AnItemSaysInWhichReviewItWasAskedFor) {
  const v1::Id now = desk_.give_feedback(kSue, first_, "The search is slow");
  const v1::Id later = parked("Night rides");
  const v1::Id first_item = convert(now).made;
  EXPECT_EQ(ReviewId::from(desk_.events().back().feedback_converted().said_in()),
            ReviewId::from(first_));
  EXPECT_EQ(item(first_item).said_in, ReviewId::from(first_));

  const v1::Id third = next_review(next_review(first_));
  ASSERT_EQ(desk_.feedback(later).review, ReviewId::from(third));
  const Ended converted = convert(later);
  ASSERT_EQ(converted.kind, kApplied) << converted.text;
  EXPECT_EQ(ReviewId::from(desk_.events().back().feedback_converted().said_in()),
            ReviewId::from(first_));
  EXPECT_EQ(item(converted.made).said_in, ReviewId::from(first_));
  const Ended again = convert(later);
  EXPECT_EQ(again.kind, kSuperseded);
  EXPECT_EQ(again.into, ItemId::from(converted.made));
  next_review(third);
  EXPECT_THAT(carried(), IsEmpty()) << "it is dealt with";
}

TEST_F(CarriedOver, ItemsThatNobodyAskedForSayNothing) {
  v1::Operation add;
  add.mutable_add_items()->add_items()->set_title("Locks");
  add.mutable_add_items()->mutable_place()->set_end(true);
  const v1::Id plain = desk_.submit(kAda, add).made;
  EXPECT_TRUE(item(plain).said_in.none());
}

TEST_F(CarriedOver, C24AnItemTakesOverWhereWhatIsMergedIntoItWasSaid) {
  v1::Operation add;
  add.mutable_add_items()->add_items()->set_title("Locks");
  add.mutable_add_items()->mutable_place()->set_end(true);
  const v1::Id plain = desk_.submit(kAda, add).made;
  const v1::Id asked = convert(desk_.give_feedback(kSue, first_, "Locks!")).made;
  const v1::Id second = next_review(first_);
  const v1::Id later = convert(desk_.give_feedback(kSue, second, "Better locks!")).made;
  ASSERT_EQ(item(later).said_in, ReviewId::from(second));

  ASSERT_EQ(merge_items(asked, plain).kind, kApplied);
  EXPECT_EQ(item(plain).said_in, ReviewId::from(first_)) << "links follow";
  ASSERT_EQ(merge_items(later, plain).kind, kApplied);
  EXPECT_EQ(item(plain).said_in, ReviewId::from(first_)) << "it has one already";
}

TEST_F(CarriedOver, C24MergingAPlainItemTakesNothingAway) {
  v1::Operation add;
  add.mutable_add_items()->add_items()->set_title("Locks");
  add.mutable_add_items()->mutable_place()->set_end(true);
  const v1::Id plain = desk_.submit(kAda, add).made;
  const v1::Id asked = convert(desk_.give_feedback(kSue, first_, "Locks!")).made;
  ASSERT_EQ(merge_items(plain, asked).kind, kApplied);
  EXPECT_EQ(item(asked).said_in, ReviewId::from(first_));
}

}  // namespace
}  // namespace reviewd::domain
