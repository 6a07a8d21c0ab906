// The kinds of poll, and what they come to (C27 to C30).

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/meeting_desk.h"
#include "domain/ranking.h"
#include "domain/tally.h"

namespace reviewd::domain {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr auto kApplied = v1::OUTCOME_KIND_APPLIED;
constexpr auto kNoop = v1::OUTCOME_KIND_NOOP;

class PollKinds : public testing::Test {
 protected:
  MeetingDesk desk_;
  v1::Id review_ = desk_.open_review();

  // On the review as a whole, named, results at once.
  v1::OpenPoll plan(v1::PollKind kind, const std::vector<std::string>& options = {}) const {
    v1::OpenPoll open;
    *open.mutable_review() = review_;
    open.set_question("Which first?");
    open.set_kind(kind);
    open.set_secrecy(v1::SECRECY_NAMED);
    open.set_results(v1::RESULTS_LIVE);
    for (const std::string& option : options) open.add_options()->set_text(option);
    if (kind == v1::POLL_KIND_DOTS) open.set_dots(5);
    return open;
  }
  Ended open(const v1::OpenPoll& plan) {
    v1::Operation operation;
    *operation.mutable_open_poll() = plan;
    return desk_.submit(kSam, operation);
  }
  v1::Id opened(const v1::OpenPoll& plan) {
    const Ended ended = open(plan);
    EXPECT_EQ(ended.kind, kApplied) << ended.text;
    return ended.made;
  }
  Ended say(ParticipantId who, const v1::Id& poll, std::uint32_t selection) {
    v1::Operation operation;
    *operation.mutable_cast_ballot()->mutable_poll() = poll;
    operation.mutable_cast_ballot()->set_selection(selection);
    return desk_.submit(who, operation);
  }
  Ended choose(ParticipantId who, const v1::Id& poll, const Selection& choices) {
    v1::Operation operation;
    *operation.mutable_cast_ballot()->mutable_poll() = poll;
    for (const std::uint32_t choice : choices) operation.mutable_cast_ballot()->add_choices(choice);
    return desk_.submit(who, operation);
  }
  Ended set_dots(const v1::Id& poll, std::uint32_t dots, std::uint32_t per_option = 0) {
    v1::Operation operation;
    *operation.mutable_set_dots()->mutable_poll() = poll;
    operation.mutable_set_dots()->set_dots(dots);
    operation.mutable_set_dots()->set_dots_per_option(per_option);
    return desk_.submit(kSam, operation);
  }
  Ended close(const v1::Id& poll) {
    v1::Operation operation;
    *operation.mutable_close_poll()->mutable_poll() = poll;
    return desk_.submit(kSam, operation);
  }
  Ended reveal(const v1::Id& poll) {
    v1::Operation operation;
    *operation.mutable_reveal_poll()->mutable_poll() = poll;
    return desk_.submit(kSam, operation);
  }
  Ended declare_void(const v1::Id& poll, const std::string& reason) {
    v1::Operation operation;
    *operation.mutable_void_poll()->mutable_poll() = poll;
    operation.set_reason(reason);
    return desk_.submit(kSam, operation);
  }
  v1::Id add_item(const std::string& title) {
    v1::Operation operation;
    operation.mutable_add_items()->add_items()->set_title(title);
    operation.mutable_add_items()->mutable_place()->set_end(true);
    return desk_.submit(kAda, operation).made;
  }
  const Poll& poll(const v1::Id& id) const { return desk_.state().polls.at(PollId::from(id)); }
  v1::Tally tally_of(const v1::Id& id) const { return result(desk_.state(), poll(id)); }
  std::vector<std::uint32_t> ballots(const v1::Id& id) const {
    std::vector<std::uint32_t> out;
    const v1::Tally tally = tally_of(id);
    for (const v1::Count& count : tally.counts()) out.push_back(count.ballots());
    return out;
  }
  std::vector<std::uint32_t> dots(const v1::Id& id) const {
    std::vector<std::uint32_t> out;
    const v1::Tally tally = tally_of(id);
    for (const v1::Count& count : tally.counts()) out.push_back(count.dots());
    return out;
  }
};

TEST_F(PollKinds, EachScaleGoesFromOneToFive) {
  for (const v1::PollKind kind :
       {v1::POLL_KIND_SCALE, v1::POLL_KIND_CONFIDENCE, v1::POLL_KIND_ROTI}) {
    const v1::Id id = opened(plan(kind));
    EXPECT_EQ(say(kSue, id, 0).error, v1::ERROR_CODE_BAD_REQUEST);
    EXPECT_EQ(say(kSue, id, kScaleMax + 1).error, v1::ERROR_CODE_BAD_REQUEST);
    EXPECT_EQ(say(kSue, id, kScaleMax).kind, kApplied);
    EXPECT_EQ(say(kDan, id, 1).kind, kApplied);
    EXPECT_THAT(ballots(id), ElementsAre(1, 0, 0, 0, 1));
  }
}

TEST_F(PollKinds, C28ALaterChoiceTakesThePlaceOfTheOneBefore) {
  const v1::Id single = opened(plan(v1::POLL_KIND_SINGLE, {"Search", "Map", "Export"}));
  EXPECT_EQ(say(kSue, single, 3).error, v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(say(kSue, single, 0).kind, kApplied);
  EXPECT_EQ(say(kSue, single, 2).kind, kApplied);
  EXPECT_THAT(ballots(single), ElementsAre(0, 0, 1));
  const v1::Id multi = opened(plan(v1::POLL_KIND_MULTI, {"Search", "Map", "Export"}));
  EXPECT_EQ(choose(kSue, multi, {2, 0}).kind, kApplied);
  EXPECT_THAT(poll(multi).ballots.at(kSue), ElementsAre(0, 2));
  EXPECT_EQ(choose(kDan, multi, {0, 0}).error, v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(choose(kDan, multi, {3}).error, v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(choose(kDan, multi, {}).kind, kApplied);  // none of them is an answer, too
  EXPECT_THAT(ballots(multi), ElementsAre(1, 0, 1));
  EXPECT_EQ(tally_of(multi).ballots(), 2u);
}

TEST_F(PollKinds, C28DotsStayWithinBudgetAndCap) {
  v1::OpenPoll plan_of_dots = plan(v1::POLL_KIND_DOTS, {"Search", "Map", "Export"});
  plan_of_dots.set_dots_per_option(3);
  const v1::Id id = opened(plan_of_dots);
  EXPECT_EQ(choose(kSue, id, {3, 3, 0}).error, v1::ERROR_CODE_BAD_REQUEST);  // 6 of 5
  EXPECT_EQ(choose(kSue, id, {4, 0, 0}).error, v1::ERROR_CODE_BAD_REQUEST);  // 4 on one
  EXPECT_EQ(choose(kSue, id, {3, 2}).error, v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_TRUE(poll(id).ballots.empty());
  EXPECT_EQ(choose(kSue, id, {3, 2, 0}).kind, kApplied);
  EXPECT_EQ(choose(kDan, id, {0, 1, 0}).kind, kApplied);
  EXPECT_THAT(dots(id), ElementsAre(3, 3, 0));
  EXPECT_THAT(ballots(id), ElementsAre(1, 2, 0));
}

TEST_F(PollKinds, C28ASmallerBudgetTakesDotsFromTheLastOptionUp) {
  const v1::Id id = opened(plan(v1::POLL_KIND_DOTS, {"Search", "Map", "Export"}));
  choose(kSue, id, {3, 1, 1});
  choose(kDan, id, {0, 0, 2});
  EXPECT_EQ(set_dots(id, 3, 2).kind, kApplied);
  EXPECT_THAT(poll(id).ballots.at(kSue), ElementsAre(2, 1, 0));
  EXPECT_THAT(poll(id).ballots.at(kDan), ElementsAre(0, 0, 2));
  EXPECT_EQ(set_dots(id, 3, 2).kind, kNoop);
  EXPECT_EQ(set_dots(id, 0).error, v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(set_dots(id, 3, 4).error, v1::ERROR_CODE_BAD_REQUEST);
  close(id);
  EXPECT_EQ(set_dots(id, 5).error, v1::ERROR_CODE_POLL_CLOSED);
}

// The example that the method's author gives most often: 45 voters, five candidates.
TEST(Ranking, SchulzesOwnExample) {
  struct Group {
    int ballots;
    std::vector<std::uint32_t> order;
  };
  const std::vector<Group> groups{{5, {0, 2, 1, 4, 3}}, {5, {0, 3, 4, 2, 1}}, {8, {1, 4, 3, 0, 2}},
                                  {3, {2, 0, 1, 4, 3}}, {7, {2, 0, 4, 1, 3}}, {2, {2, 1, 0, 3, 4}},
                                  {7, {3, 2, 4, 1, 0}}, {8, {4, 1, 0, 3, 2}}};
  Preferences preferences(5);
  for (const Group& group : groups) {
    for (int i = 0; i < group.ballots; ++i) preferences.add(group.order);
  }
  EXPECT_EQ(preferences.at(0, 1), 20u);
  EXPECT_EQ(preferences.at(1, 3), 33u);
  EXPECT_THAT(schulze_places(preferences), ElementsAre(2, 4, 3, 5, 1));  // E A C B D
}

TEST_F(PollKinds, WhatARankingLeavesOutIsBelow) {
  const v1::Id id = opened(plan(v1::POLL_KIND_RANKING, {"Search", "Map", "Export"}));
  EXPECT_EQ(choose(kSue, id, {}).error, v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(choose(kSue, id, {1, 1}).error, v1::ERROR_CODE_BAD_REQUEST);
  choose(kSue, id, {1});
  choose(kDan, id, {1, 2});
  choose(kAda, id, {2, 0, 1});
  const v1::Tally tally = tally_of(id);
  EXPECT_THAT(ballots(id), ElementsAre(0, 2, 1));  // first places
  EXPECT_EQ(tally.counts(1).place(), 1u);
  EXPECT_EQ(tally.counts(2).place(), 2u);
  EXPECT_EQ(tally.counts(0).place(), 3u);
  EXPECT_THAT(tally.preferred(), ElementsAre(0, 1, 0, 2, 0, 2, 2, 1, 0));
}

TEST_F(PollKinds, OptionsAreAskedForWhereTheKindHasThem) {
  EXPECT_THAT(open(plan(v1::POLL_KIND_SINGLE, {"Search"})).text, HasSubstr("two at least"));
  EXPECT_THAT(open(plan(v1::POLL_KIND_MULTI, {"Search", "Map", "Search"})).text,
              HasSubstr("open_poll.options[2] is there already"));
  EXPECT_EQ(open(plan(v1::POLL_KIND_RANKING, {"Search", " "})).error, v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(open(plan(v1::POLL_KIND_SCALE, {"Search", "Map"})).error, v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(
      open(plan(v1::POLL_KIND_SINGLE, std::vector<std::string>(kPollOptionsMax + 1, "x"))).error,
      v1::ERROR_CODE_TOO_LARGE);
  v1::OpenPoll most = plan(v1::POLL_KIND_SINGLE);
  for (std::size_t i = 0; i < kPollOptionsMax; ++i)
    most.add_options()->set_text("option " + std::to_string(i));
  EXPECT_EQ(open(most).kind, kApplied);
  v1::OpenPoll dots = plan(v1::POLL_KIND_DOTS, {"Search", "Map"});
  dots.set_dots(kPollDotsMax + 1);
  EXPECT_EQ(open(dots).error, v1::ERROR_CODE_BAD_REQUEST);
  dots.set_dots(kPollDotsMax);
  EXPECT_EQ(open(dots).kind, kApplied);
  v1::OpenPoll no_dots = plan(v1::POLL_KIND_SINGLE, {"Search", "Map"});
  no_dots.set_dots(1);
  EXPECT_EQ(open(no_dots).error, v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(desk_.state().polls.size(), 2u);
}

TEST_F(PollKinds, OnlyThoseWhoAreAskedVote) {
  v1::OpenPoll asked = plan(v1::POLL_KIND_SCALE);
  asked.add_roles(v1::ROLE_STAKEHOLDER);
  asked.set_quorum(2);
  const v1::Id id = opened(asked);
  EXPECT_THAT(poll(id).electorate, ElementsAre(kSue));
  EXPECT_EQ(poll(id).quorum, 2u);
  EXPECT_EQ(say(kDan, id, 3).error, v1::ERROR_CODE_FORBIDDEN);
  asked.add_roles(v1::ROLE_OBSERVER);
  EXPECT_EQ(open(asked).error, v1::ERROR_CODE_BAD_REQUEST);
}

// G4, kPollRolesMax.
TEST_F(PollKinds, G4RolesAreNamedOnceEachAtAndAboveTheLimit) {
  v1::OpenPoll asked = plan(v1::POLL_KIND_SCALE);
  for (const v1::Role role :
       {v1::ROLE_STAKEHOLDER, v1::ROLE_DEVELOPER, v1::ROLE_STAKEHOLDER, v1::ROLE_DEVELOPER})
    asked.add_roles(role);
  const v1::Id id = opened(asked);
  EXPECT_THAT(desk_.events().back().poll_opened().roles(),
              ElementsAre(v1::ROLE_DEVELOPER, v1::ROLE_STAKEHOLDER));
  EXPECT_THAT(poll(id).electorate, ElementsAre(kDan, kSue));
  asked.add_roles(v1::ROLE_STAKEHOLDER);
  ASSERT_EQ(static_cast<std::size_t>(asked.roles_size()), kPollRolesMax);
  EXPECT_EQ(open(asked).kind, kApplied);
  asked.add_roles(v1::ROLE_STAKEHOLDER);
  EXPECT_EQ(open(asked).error, v1::ERROR_CODE_TOO_LARGE);
  for (const auto role : {v1::ROLE_UNSPECIFIED, v1::ROLE_OBSERVER, static_cast<v1::Role>(99)}) {
    asked.clear_roles();
    asked.add_roles(role);
    EXPECT_EQ(open(asked).error, v1::ERROR_CODE_BAD_REQUEST) << role;
  }
}

// G4, kGroupsMax.
TEST_F(PollKinds, G4GroupsAreNamedOnceEachAtAndAboveTheLimit) {
  v1::Operation set;
  for (const char* name : {"Harbour", "City"})
    set.mutable_set_groups()->add_groups()->set_name(name);
  const v1::Id harbour = desk_.submit(kSam, set).made;
  v1::Id city = harbour;
  city.set_k(1);
  v1::OpenPoll asked = plan(v1::POLL_KIND_SCALE);
  *asked.add_groups() = city;
  while (static_cast<std::size_t>(asked.groups_size()) < kGroupsMax) *asked.add_groups() = harbour;
  const v1::Id id = opened(asked);
  const auto& groups = desk_.events().back().poll_opened().groups();
  ASSERT_EQ(groups.size(), 2);
  EXPECT_EQ(GroupId::from(groups[0]), GroupId::from(harbour));
  EXPECT_EQ(GroupId::from(groups[1]), GroupId::from(city));
  EXPECT_EQ(poll(id).groups.size(), 2u);
  *asked.add_groups() = harbour;
  EXPECT_EQ(open(asked).error, v1::ERROR_CODE_TOO_LARGE);
}

TEST_F(PollKinds, AVoidPollForgetsItsBallotsAndIsAskedAgain) {
  const v1::Id id = opened(plan(v1::POLL_KIND_SCALE));
  say(kSue, id, 3);
  v1::OpenPoll again = plan(v1::POLL_KIND_SCALE);
  *again.mutable_again() = id;
  EXPECT_EQ(open(again).error, v1::ERROR_CODE_CONFLICT);
  EXPECT_EQ(declare_void(id, " ").error, v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(declare_void(id, "The question was wrong").kind, kApplied);
  EXPECT_EQ(poll(id).state, v1::POLL_STATE_VOID);
  ASSERT_TRUE(poll(id).void_reason.has_value());
  EXPECT_EQ(poll(id).void_reason->plain, "The question was wrong");
  EXPECT_EQ(poll(id).voided_by, kSam);
  EXPECT_TRUE(poll(id).ballots.empty());
  EXPECT_EQ(say(kDan, id, 3).error, v1::ERROR_CODE_POLL_CLOSED);
  EXPECT_EQ(reveal(id).error, v1::ERROR_CODE_POLL_CLOSED);
  EXPECT_EQ(declare_void(id, "again").kind, kNoop);
  EXPECT_EQ(poll(opened(again)).again, PollId::from(id));
  again.mutable_again()->set_counter(999);
  EXPECT_EQ(open(again).error, v1::ERROR_CODE_UNKNOWN_ITEM);
}

TEST_F(PollKinds, C30ARevealedPollCannotBeVoid) {
  v1::OpenPoll masked = plan(v1::POLL_KIND_SCALE);
  masked.set_secrecy(v1::SECRECY_MASKED);
  masked.set_results(v1::RESULTS_ON_REVEAL);
  const v1::Id id = opened(masked);
  say(kSue, id, 3);
  close(id);
  EXPECT_EQ(reveal(id).kind, kApplied);
  EXPECT_EQ(declare_void(id, "We do not like it").error, v1::ERROR_CODE_ROUND_OVER);
  EXPECT_EQ(tally_of(id).ballots(), 1u);
}

class VotesOnItems : public PollKinds {
 protected:
  v1::Id search_ = add_item("Search");
  v1::Id map_ = add_item("Map");
  v1::Id export_ = add_item("Export");

  v1::Id on_items(v1::PollKind kind) {
    v1::OpenPoll open = plan(kind);
    for (const v1::Id& item : {search_, map_, export_}) *open.add_options()->mutable_item() = item;
    return opened(open);
  }
  void archive(const v1::Id& item) {
    v1::Operation operation;
    *operation.mutable_archive_item()->mutable_item() = item;
    EXPECT_EQ(desk_.submit(kAda, operation).kind, kApplied);
  }
  void restore(const v1::Id& item) {
    v1::Operation operation;
    *operation.mutable_restore_item()->mutable_item() = item;
    operation.mutable_restore_item()->set_archived_at(
        value(desk_.state().backlog.items.at(ItemId::from(item)).archived_at));
    EXPECT_EQ(desk_.submit(kAda, operation).kind, kApplied);
  }
  void merge(const v1::Id& item, const v1::Id& into) {
    v1::Operation operation;
    *operation.mutable_merge_item()->mutable_item() = item;
    *operation.mutable_merge_item()->mutable_into() = into;
    EXPECT_EQ(desk_.submit(kAda, operation).kind, kApplied);
  }
};

TEST_F(VotesOnItems, C29VotesOnAnArchivedItemComeBackWithIt) {
  const v1::Id id = on_items(v1::POLL_KIND_DOTS);
  choose(kSue, id, {3, 2, 0});
  archive(map_);
  EXPECT_THAT(dots(id), ElementsAre(3, 0));
  EXPECT_EQ(tally_of(id).counts(1).selection(), 2u);
  restore(map_);
  EXPECT_THAT(dots(id), ElementsAre(3, 2, 0));
}

TEST_F(VotesOnItems, C24C29VotesOnMergedItemsAreOneVotersTogether) {
  const v1::Id dots_poll = on_items(v1::POLL_KIND_DOTS);
  choose(kSue, dots_poll, {2, 2, 1});
  EXPECT_EQ(set_dots(dots_poll, 5, 3).kind, kApplied);
  const v1::Id multi = on_items(v1::POLL_KIND_MULTI);
  choose(kSue, multi, {0, 1});
  choose(kDan, multi, {1});
  const v1::Id ranking = on_items(v1::POLL_KIND_RANKING);
  choose(kSue, ranking, {1, 2, 0});
  merge(map_, search_);
  EXPECT_THAT(dots(dots_poll), ElementsAre(3, 1));  // 4 would be over the most for one
  EXPECT_THAT(ballots(multi), ElementsAre(2, 0));
  EXPECT_EQ(tally_of(ranking).counts(0).place(), 1u);
  EXPECT_EQ(tally_of(ranking).counts(1).place(), 2u);
  archive(search_);
  EXPECT_THAT(dots(dots_poll), ElementsAre(1));
}

TEST_F(VotesOnItems, C29WhatWasSaidOfAPollStays) {
  const v1::Id id = on_items(v1::POLL_KIND_SINGLE);
  say(kSue, id, 1);
  close(id);
  archive(map_);
  EXPECT_THAT(ballots(id), ElementsAre(0, 1, 0));
}

TEST_F(VotesOnItems, OptionsAreItemsOfTheBacklog) {
  archive(map_);
  v1::OpenPoll open_plan = plan(v1::POLL_KIND_SINGLE, {"Something else"});
  *open_plan.add_options()->mutable_item() = map_;
  EXPECT_THAT(open(open_plan).text, HasSubstr("open_poll.options[1].item"));
  *open_plan.mutable_options(1)->mutable_item() = search_;
  open_plan.mutable_options(1)->set_text("Search");
  EXPECT_EQ(open(open_plan).error, v1::ERROR_CODE_BAD_REQUEST);
}

}  // namespace
}  // namespace reviewd::domain
