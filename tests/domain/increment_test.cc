// Changing what an increment says of itself, and whether people have it (C18, C24, C50). Neither
// says anything of what it is assessed as.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/limits.h"
#include "domain/meeting_desk.h"

namespace reviewd::domain {
namespace {

using testing::HasSubstr;

constexpr auto kApplied = v1::OUTCOME_KIND_APPLIED;
constexpr auto kNoop = v1::OUTCOME_KIND_NOOP;

class Increments : public testing::Test {
 protected:
  MeetingDesk desk_;
  v1::Id review_ = desk_.open_review();
  v1::Id id_ = add(review_);

  v1::Id add(const v1::Id& review) {
    v1::Operation operation;
    v1::AddIncrement& add = *operation.mutable_add_increment();
    *add.mutable_review() = review;
    add.set_title("Booking by phone");
    add.set_summary("Calls end with a booking");
    add.set_presenter("Dan");
    add.set_demo_link("https://demo.example/1");
    add.add_criteria("A call ends with a booking");
    const Ended ended = desk_.submit(kSam, operation);
    EXPECT_EQ(ended.kind, kApplied) << ended.text;
    return ended.made;
  }
  v1::Id add_item(const std::string& title) {
    v1::Operation operation;
    operation.mutable_add_items()->add_items()->set_title(title);
    operation.mutable_add_items()->mutable_place()->set_end(true);
    return desk_.submit(kAda, operation).made;
  }
  void merge(const v1::Id& item, const v1::Id& into) {
    v1::Operation operation;
    *operation.mutable_merge_item()->mutable_item() = item;
    *operation.mutable_merge_item()->mutable_into() = into;
    ASSERT_EQ(desk_.submit(kAda, operation).kind, kApplied);
  }
  const Increment& increment() const { return desk_.state().increments.at(IncrementId::from(id_)); }
  // The increment as it stands, to be changed and sent back.
  v1::EditIncrement as_it_is() const {
    v1::EditIncrement edit;
    *edit.mutable_increment() = id_;
    edit.set_title(increment().title.plain);
    edit.set_summary(increment().summary.plain);
    if (!increment().item.none()) increment().item.to(edit.mutable_item());
    edit.set_done(increment().done);
    edit.set_presenter(increment().presenter.plain);
    edit.set_demo_link(increment().demo_link.plain);
    edit.set_if_version(value(increment().edited_at));
    return edit;
  }
  Ended edit(const v1::EditIncrement& edit, ParticipantId who = kSam) {
    v1::Operation operation;
    *operation.mutable_edit_increment() = edit;
    return desk_.submit(who, operation);
  }
  Ended release(v1::ReleaseState to, Seq if_version, ParticipantId who = kDan) {
    v1::Operation operation;
    *operation.mutable_set_release()->mutable_increment() = id_;
    operation.mutable_set_release()->set_release(to);
    operation.mutable_set_release()->set_if_version(value(if_version));
    return desk_.submit(who, operation);
  }
  Ended assess(v1::Assessment assessment) {
    v1::Operation operation;
    *operation.mutable_assess_increment()->mutable_increment() = id_;
    operation.mutable_assess_increment()->set_assessment(assessment);
    operation.mutable_assess_increment()->set_if_version(value(increment().assessed_at));
    operation.set_reason("We saw it work");
    return desk_.submit(kAda, operation);
  }
  const v1::Event& last() const { return desk_.events().back(); }
};

TEST_F(Increments, EverythingItSaysOfItselfIsReplaced) {
  const v1::Id item = add_item("Booking");
  v1::EditIncrement change = as_it_is();
  EXPECT_EQ(change.if_version(), 0u);
  change.set_title("Booking by phone and mail");
  change.set_summary("");
  *change.mutable_item() = item;
  change.set_done(true);
  change.set_presenter("Sue");
  change.set_demo_link("http://demo.example/2");
  ASSERT_EQ(edit(change).kind, kApplied);
  EXPECT_EQ(last().increment_edited().overwrote(), 0u);
  EXPECT_EQ(increment().title.plain, "Booking by phone and mail");
  EXPECT_EQ(increment().summary.plain, "");
  EXPECT_EQ(increment().item, ItemId::from(item));
  EXPECT_TRUE(increment().done);
  EXPECT_EQ(increment().presenter.plain, "Sue");
  EXPECT_EQ(increment().demo_link.plain, "http://demo.example/2");
  EXPECT_EQ(value(increment().edited_at), last().seq());
  EXPECT_EQ(increment().criteria.size(), 1u) << "lists are checked, not edited";

  const Seq before = increment().edited_at;
  change = as_it_is();
  change.clear_item();
  change.set_done(false);
  ASSERT_EQ(edit(change).kind, kApplied);
  EXPECT_EQ(last().increment_edited().overwrote(), value(before));
  EXPECT_FALSE(last().increment_edited().has_item());
  EXPECT_TRUE(increment().item.none());
  EXPECT_FALSE(increment().done);
}

TEST_F(Increments, WhatIsSoAlreadyIsNothing) {
  const std::size_t events = desk_.events().size();
  EXPECT_EQ(edit(as_it_is()).kind, kNoop);
  EXPECT_EQ(desk_.events().size(), events);
  EXPECT_EQ(increment().edited_at, Seq{});
  EXPECT_EQ(release(v1::RELEASE_STATE_RELEASED, Seq{}).kind, kApplied);
  EXPECT_EQ(release(v1::RELEASE_STATE_RELEASED, increment().release_at).kind, kNoop);
}

TEST_F(Increments, C18AnIncrementThatSomebodyEditedSinceIsNotOverwritten) {
  v1::EditIncrement stale = as_it_is();
  const v1::EditIncrement same = stale;
  stale.set_done(true);
  v1::EditIncrement first = as_it_is();
  first.set_title("Booking by mail");
  ASSERT_EQ(edit(first).kind, kApplied);
  const Ended late = edit(stale, kAda);
  EXPECT_EQ(late.error, v1::ERROR_CODE_CONFLICT);
  EXPECT_EQ(late.by, increment().edited_at);
  EXPECT_THAT(late.text, HasSubstr("edit_increment.if_version"));
  EXPECT_EQ(edit(same, kAda).error, v1::ERROR_CODE_CONFLICT);
  v1::EditIncrement again = as_it_is();
  again.set_if_version(0);
  EXPECT_EQ(edit(again).error, v1::ERROR_CODE_CONFLICT) << "the same, but not looked at";
  stale.set_title("");
  EXPECT_EQ(edit(stale).error, v1::ERROR_CODE_BAD_REQUEST) << "fields come before the version";
  EXPECT_EQ(increment().title.plain, "Booking by mail");
  EXPECT_FALSE(increment().done);
}

TEST_F(Increments, C18AReleaseThatSomebodySetSinceIsNotOverwritten) {
  ASSERT_EQ(release(v1::RELEASE_STATE_RELEASED, Seq{}).kind, kApplied);
  const Seq first = increment().release_at;
  EXPECT_EQ(value(first), last().seq());
  EXPECT_EQ(last().release_set().overwrote(), 0u);
  const Ended late = release(v1::RELEASE_STATE_NOT_RELEASED, Seq{}, kAda);
  EXPECT_EQ(late.error, v1::ERROR_CODE_CONFLICT);
  EXPECT_EQ(late.by, first);
  EXPECT_THAT(late.text, HasSubstr("set_release.if_version"));
  EXPECT_EQ(release(v1::RELEASE_STATE_RELEASED, Seq{}, kAda).error, v1::ERROR_CODE_CONFLICT);
  ASSERT_EQ(release(v1::RELEASE_STATE_WITHDRAWN, first, kAda).kind, kApplied);
  EXPECT_EQ(last().release_set().overwrote(), value(first));
  EXPECT_EQ(increment().release, v1::RELEASE_STATE_WITHDRAWN);
  EXPECT_EQ(release(v1::RELEASE_STATE_RELEASED, first).by, increment().release_at);
  EXPECT_EQ(release(v1::RELEASE_STATE_NOT_RELEASED, increment().release_at).kind, kApplied);
}

TEST_F(Increments, EditsAndReleasesHaveVersionsOfTheirOwn) {
  ASSERT_EQ(release(v1::RELEASE_STATE_RELEASED, Seq{}).kind, kApplied);
  v1::EditIncrement change = as_it_is();
  EXPECT_EQ(change.if_version(), 0u);
  change.set_done(true);
  ASSERT_EQ(edit(change).kind, kApplied);
  const Seq edited = increment().edited_at;
  ASSERT_EQ(release(v1::RELEASE_STATE_WITHDRAWN, increment().release_at).kind, kApplied);
  EXPECT_EQ(increment().edited_at, edited);
  EXPECT_NE(increment().release_at, edited);
}

TEST_F(Increments, ReleaseAndAssessmentDoNotChangeEachOther) {
  ASSERT_EQ(assess(v1::ASSESSMENT_NOT_YET).kind, kApplied);
  const Seq assessed = increment().assessed_at;
  ASSERT_EQ(release(v1::RELEASE_STATE_RELEASED, Seq{}).kind, kApplied)
      << "released without being assessed as done: that is for people to explain";
  EXPECT_EQ(increment().assessment, v1::ASSESSMENT_NOT_YET);
  EXPECT_EQ(increment().assessed_at, assessed);
  const Seq released = increment().release_at;
  ASSERT_EQ(assess(v1::ASSESSMENT_MEETS).kind, kApplied);
  EXPECT_EQ(increment().release, v1::RELEASE_STATE_RELEASED);
  EXPECT_EQ(increment().release_at, released);

  v1::EditIncrement change = as_it_is();
  change.set_title("Booking");
  ASSERT_EQ(edit(change).kind, kApplied);
  EXPECT_EQ(increment().assessment, v1::ASSESSMENT_MEETS);
  EXPECT_EQ(increment().assessment_reason->plain, "We saw it work");
  EXPECT_EQ(increment().release, v1::RELEASE_STATE_RELEASED);
}

TEST_F(Increments, C24AnIncrementOfAMergedItemNamesTheItemThatStands) {
  const v1::Id gone = add_item("Phone");
  const v1::Id stands = add_item("Booking");
  v1::EditIncrement change = as_it_is();
  *change.mutable_item() = gone;
  ASSERT_EQ(edit(change).kind, kApplied);
  merge(gone, stands);
  EXPECT_EQ(increment().item, ItemId::from(stands)) << "links follow";
  change = as_it_is();
  *change.mutable_item() = gone;
  EXPECT_EQ(edit(change).kind, kNoop) << "another name of what it names already";
  change.set_done(true);
  ASSERT_EQ(edit(change).kind, kApplied);
  EXPECT_EQ(increment().item, ItemId::from(stands));
}

TEST_F(Increments, G11WhatCannotBeSaidIsRefusedByName) {
  const auto refused = [&](auto spoil, const std::string& field) {
    v1::EditIncrement change = as_it_is();
    spoil(change);
    const Ended ended = edit(change);
    EXPECT_THAT(ended.text, HasSubstr("edit_increment." + field));
    return ended.error;
  };
  using Edit = v1::EditIncrement;
  EXPECT_EQ(refused([](Edit& edit) { edit.set_title(" "); }, "title"), v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(
      refused([](Edit& edit) { edit.set_title(std::string(kTitleBytesMax + 1, 'x')); }, "title"),
      v1::ERROR_CODE_TOO_LARGE);
  EXPECT_EQ(
      refused([](Edit& edit) { edit.set_summary(std::string(kTextBytesMax + 1, 'x')); }, "summary"),
      v1::ERROR_CODE_TOO_LARGE);
  EXPECT_EQ(refused([](Edit& edit) { edit.set_presenter(std::string(kNameBytesMax + 1, 'x')); },
                    "presenter"),
            v1::ERROR_CODE_TOO_LARGE);
  EXPECT_EQ(refused([](Edit& edit) { edit.set_demo_link("ftp://demo.example"); }, "demo_link"),
            v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(refused([](Edit& edit) { edit.set_demo_link("javascript:alert(1)"); }, "demo_link"),
            v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(refused([](Edit& edit) { edit.mutable_item()->set_actor(99); }, "item"),
            v1::ERROR_CODE_UNKNOWN_ITEM);
  EXPECT_EQ(refused([](Edit& edit) { edit.mutable_increment()->set_counter(900); }, "increment"),
            v1::ERROR_CODE_UNKNOWN_ITEM);
  EXPECT_EQ(increment().edited_at, Seq{});
}

TEST_F(Increments, G4TextsAtTheLimit) {
  v1::EditIncrement change = as_it_is();
  change.set_title(std::string(kTitleBytesMax, 'x'));
  change.set_summary(std::string(kTextBytesMax, 'x'));
  change.set_presenter(std::string(kNameBytesMax, 'x'));
  change.set_demo_link("https://" + std::string(kTitleBytesMax - 8, 'x'));
  EXPECT_EQ(edit(change).kind, kApplied);
}

TEST_F(Increments, G11ReleasesThatMakeNoSenseAreRefusedByName) {
  for (const auto state :
       {v1::RELEASE_STATE_UNSPECIFIED, static_cast<v1::ReleaseState>(v1::ReleaseState_MAX + 1)}) {
    const Ended ended = release(state, Seq{});
    EXPECT_EQ(ended.error, v1::ERROR_CODE_BAD_REQUEST);
    EXPECT_THAT(ended.text, HasSubstr("set_release.release"));
  }
  const v1::Id known = id_;
  id_.set_counter(900);
  EXPECT_EQ(release(v1::RELEASE_STATE_RELEASED, Seq{}).error, v1::ERROR_CODE_UNKNOWN_ITEM);
  id_ = known;
  EXPECT_EQ(increment().release, v1::RELEASE_STATE_UNSPECIFIED);
}

TEST_F(Increments, C50NothingOfAClosedReviewIsChanged) {
  ASSERT_EQ(release(v1::RELEASE_STATE_RELEASED, Seq{}).kind, kApplied);
  v1::EditIncrement change = as_it_is();
  change.set_done(true);
  desk_.close_review(review_);
  EXPECT_EQ(edit(change).error, v1::ERROR_CODE_CLOSED);
  EXPECT_EQ(edit(as_it_is()).error, v1::ERROR_CODE_CLOSED);
  EXPECT_EQ(release(v1::RELEASE_STATE_WITHDRAWN, increment().release_at).error,
            v1::ERROR_CODE_CLOSED);
  EXPECT_EQ(increment().release, v1::RELEASE_STATE_RELEASED);

  v1::Operation reopen;
  *reopen.mutable_reopen_review()->mutable_review() = review_;
  reopen.set_reason("It was withdrawn since");
  ASSERT_EQ(desk_.submit(kSam, reopen).kind, kApplied);
  EXPECT_EQ(release(v1::RELEASE_STATE_WITHDRAWN, increment().release_at).kind, kApplied);
  EXPECT_EQ(edit(change).kind, kApplied);
}

TEST_F(Increments, BeforeTheReviewAndInABreakTheyAreChangedTheSameWay) {
  v1::Operation pause;
  *pause.mutable_pause_review()->mutable_review() = review_;
  ASSERT_EQ(desk_.submit(kSam, pause).kind, kApplied);
  v1::EditIncrement change = as_it_is();
  change.set_done(true);
  EXPECT_EQ(edit(change).kind, kApplied);
  EXPECT_EQ(release(v1::RELEASE_STATE_RELEASED, Seq{}).kind, kApplied);
  id_ = add(desk_.plan_review());
  change = as_it_is();
  change.set_done(true);
  EXPECT_EQ(edit(change).kind, kApplied);
  EXPECT_EQ(release(v1::RELEASE_STATE_RELEASED, Seq{}).kind, kApplied);
}

TEST_F(Increments, G10WhoMayEditAndWhoMayRelease) {
  v1::EditIncrement change = as_it_is();
  change.set_done(true);
  for (const ParticipantId who : {kSue, kOle}) {
    EXPECT_EQ(edit(change, who).error, v1::ERROR_CODE_FORBIDDEN) << value(who);
    EXPECT_EQ(release(v1::RELEASE_STATE_RELEASED, Seq{}, who).error, v1::ERROR_CODE_FORBIDDEN)
        << value(who);
  }
  EXPECT_EQ(release(v1::RELEASE_STATE_RELEASED, Seq{}, kSam).error, v1::ERROR_CODE_FORBIDDEN);
  EXPECT_EQ(release(v1::RELEASE_STATE_RELEASED, Seq{}, kAda).kind, kApplied);
  EXPECT_EQ(release(v1::RELEASE_STATE_WITHDRAWN, increment().release_at, kDan).kind, kApplied);
  for (const ParticipantId who : {kAda, kSam, kDan}) {
    change = as_it_is();
    change.set_title("By " + std::to_string(value(who)));
    EXPECT_EQ(edit(change, who).kind, kApplied) << value(who);
  }
}

}  // namespace
}  // namespace reviewd::domain
