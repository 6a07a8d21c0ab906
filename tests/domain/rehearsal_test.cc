// A rehearsal is a review once more: what it is about, and nothing that anybody said or did.

#include "domain/rehearsal.h"

#include <gtest/gtest.h>

#include "domain/limits.h"
#include "domain/one_of_each.h"

namespace reviewd::domain {
namespace {

// The actor that a desk gives the Product Owner.
ActorId owners_actor() {
  MeetingDesk desk;
  v1::Operation noop;
  noop.mutable_noop();
  return ActorId{desk.submit(kAda, noop).made.actor()};
}

std::vector<v1::Operation> script_of(const State& state, const v1::Id& review) {
  return rehearsal_of(state, ReviewId::from(review), owners_actor());
}

std::vector<std::string> titles(const State& state) {
  std::vector<std::string> out;
  state.backlog.order.each(v1::ZONE_ORDERED, [&](const Slot& slot) {
    if (!slot.live || state.backlog.items.at(slot.item).archived_at != Seq{}) return;
    out.push_back(state.backlog.items.at(slot.item).title.plain);
  });
  return out;
}

TEST(Rehearsal, IsTheReviewOnceMore) {
  const Scene scene(v1::REVIEW_STATE_OPEN);
  const State& from = scene.desk.state();
  MeetingDesk copy;
  for (const v1::Operation& operation : script_of(from, scene.review)) {
    const Ended ended = copy.submit(kAda, operation);
    ASSERT_EQ(ended.error, v1::ERROR_CODE_UNSPECIFIED) << ended.text << "\n"
                                                       << operation.ShortDebugString();
  }
  const State& to = copy.state();
  EXPECT_EQ(titles(to), titles(from));
  ASSERT_EQ(to.reviews.size(), 1U);
  const Review& review = to.reviews.begin()->second;
  const Review& first = scene.desk.review(scene.review);
  EXPECT_EQ(review.state, v1::REVIEW_STATE_DRAFT);
  EXPECT_EQ(review.title.plain, first.title.plain);
  ASSERT_EQ(review.agenda.size(), first.agenda.size());
  for (std::size_t i = 0; i < review.agenda.size(); ++i)
    EXPECT_EQ(review.agenda[i].kind, first.agenda[i].kind);
  ASSERT_EQ(to.increments.size(), 1U);
  const Increment& increment = to.increments.begin()->second;
  const Increment& shown = from.increments.at(IncrementId::from(scene.increment));
  EXPECT_EQ(increment.title.plain, shown.title.plain);
  EXPECT_EQ(increment.criteria.size(), shown.criteria.size());
  EXPECT_EQ(increment.presenter.plain, "") << "nobody's name goes along";
  EXPECT_EQ(increment.item.none(), shown.item.none());
  if (!shown.item.none()) {
    EXPECT_EQ(to.backlog.items.at(increment.item).title.plain,
              from.backlog.items.at(shown.item).title.plain);
  }
  ASSERT_EQ(to.groups.size(), from.groups.size());
  EXPECT_EQ(to.groups.front().name.plain, from.groups.front().name.plain);
  EXPECT_EQ(to.goals.size(), 1U);
  EXPECT_EQ(to.goals.begin()->second.current, from.goals.begin()->second.current);
}

TEST(Rehearsal, G9HasNothingThatAnybodySaidOrDid) {
  const Scene scene(v1::REVIEW_STATE_OPEN);
  MeetingDesk copy;
  for (const v1::Operation& operation : script_of(scene.desk.state(), scene.review))
    copy.submit(kAda, operation);
  const State& to = copy.state();
  EXPECT_FALSE(scene.desk.state().feedback.empty());
  EXPECT_TRUE(to.feedback.empty());
  EXPECT_TRUE(to.held_feedback.empty());
  EXPECT_TRUE(to.polls.empty());
  EXPECT_TRUE(to.actions.empty());
  EXPECT_EQ(to.increments.begin()->second.assessment, v1::ASSESSMENT_UNSPECIFIED);
}

// G4, kRehearsalItemsMax.
TEST(Rehearsal, G4HasTheBacklogDownToALimit) {
  MeetingDesk desk;
  for (std::size_t block = 0; block * kItemsPerOperationMax <= kRehearsalItemsMax; ++block) {
    v1::Operation add;
    add.mutable_add_items()->mutable_place()->set_zone(v1::ZONE_ORDERED);
    add.mutable_add_items()->mutable_place()->set_end(true);
    for (std::size_t i = 0; i < kItemsPerOperationMax; ++i)
      add.mutable_add_items()->add_items()->set_title(std::to_string(i));
    ASSERT_EQ(desk.submit(kAda, add).kind, v1::OUTCOME_KIND_APPLIED);
  }
  ASSERT_GT(desk.state().backlog.items.size(), kRehearsalItemsMax);
  std::size_t items = 0;
  for (const v1::Operation& operation : script_of(desk.state(), desk.plan_review()))
    items += static_cast<std::size_t>(operation.add_items().items_size());
  EXPECT_EQ(items, kRehearsalItemsMax);
}

// G4, kRehearsalTextBytesMax.
TEST(Rehearsal, G4HasTheBacklogAsFarAsItsTextsGo) {
  MeetingDesk desk;
  constexpr std::size_t kFit = kRehearsalTextBytesMax / (kTextBytesMax + 1);
  for (std::size_t i = 0; i < kFit + 2; ++i) {
    v1::Operation add;
    add.mutable_add_items()->mutable_place()->set_zone(v1::ZONE_ORDERED);
    add.mutable_add_items()->mutable_place()->set_end(true);
    v1::NewItem& item = *add.mutable_add_items()->add_items();
    item.set_title("x");
    item.set_description(std::string(kTextBytesMax, 'x'));
    ASSERT_EQ(desk.submit(kAda, add).kind, v1::OUTCOME_KIND_APPLIED);
  }
  std::size_t items = 0;
  for (const v1::Operation& operation : script_of(desk.state(), desk.plan_review()))
    items += static_cast<std::size_t>(operation.add_items().items_size());
  EXPECT_EQ(items, kFit);
}

}  // namespace
}  // namespace reviewd::domain
