// Groups of stakeholders, and results looked at by them (G9: nobody is given away).

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "domain/meeting_desk.h"
#include "domain/tally.h"

namespace reviewd::domain {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

constexpr auto kApplied = v1::OUTCOME_KIND_APPLIED;
constexpr auto kNoop = v1::OUTCOME_KIND_NOOP;

class Groups : public testing::Test {
 protected:
  MeetingDesk desk_;

  // On top of the list as it stands.
  Ended set(const std::vector<std::pair<std::string, v1::Id>>& groups) {
    return set(groups, desk_.state().groups_at);
  }
  Ended set(const std::vector<std::pair<std::string, v1::Id>>& groups, Seq if_version) {
    v1::Operation operation;
    operation.mutable_set_groups()->set_if_version(value(if_version));
    for (const auto& [name, id] : groups) {
      v1::GroupDraft& draft = *operation.mutable_set_groups()->add_groups();
      draft.set_name(name);
      if (id.counter() != 0) *draft.mutable_group() = id;
    }
    return desk_.submit(kSam, operation);
  }
  Ended assign(ParticipantId who, const v1::Id* group) {
    v1::Operation operation;
    operation.mutable_assign_group()->add_participants(value(who));
    if (group != nullptr) *operation.mutable_assign_group()->mutable_group() = *group;
    return desk_.submit(kSam, operation);
  }
  Ended choose(ParticipantId who, const v1::Id& group) {
    v1::Operation operation;
    *operation.mutable_choose_group()->mutable_group() = group;
    return desk_.submit(who, operation);
  }
  v1::Id group(std::size_t place) const {
    v1::Id id;
    desk_.state().groups.at(place).id.to(&id);
    return id;
  }
  GroupId group_of(ParticipantId who) const { return desk_.state().participants.at(who).group; }
};

TEST_F(Groups, TheListIsReplacedAndWhoWasInAGroupThatIsGoneIsInNone) {
  EXPECT_EQ(set({{"Harbour", {}}, {"City", {}}}).kind, kApplied);
  const v1::Id harbour = group(0);
  const v1::Id city = group(1);
  EXPECT_EQ(assign(kSue, &harbour).kind, kApplied);
  EXPECT_EQ(assign(kDan, &city).kind, kApplied);
  EXPECT_EQ(assign(kSue, &harbour).kind, kNoop);
  EXPECT_EQ(set({{"Harbour", harbour}, {"City", city}}).kind, kNoop);
  EXPECT_EQ(set({{"Region", {}}, {"The harbour", harbour}}).kind, kApplied);
  EXPECT_EQ(desk_.state().groups.at(1).name.plain, "The harbour");
  EXPECT_EQ(group_of(kSue), GroupId::from(harbour));
  EXPECT_TRUE(group_of(kDan).none());
  EXPECT_EQ(assign(kDan, &city).error, v1::ERROR_CODE_UNKNOWN_ITEM);
  EXPECT_EQ(assign(kSue, nullptr).kind, kApplied);
  EXPECT_TRUE(group_of(kSue).none());
}

TEST_F(Groups, BadListsChangeNothing) {
  EXPECT_EQ(set({{"Harbour", {}}, {"Harbour", {}}}).error, v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(set({{" ", {}}}).error, v1::ERROR_CODE_BAD_REQUEST);
  v1::Id nowhere;
  nowhere.set_actor(9);
  nowhere.set_counter(9);
  EXPECT_EQ(set({{"Harbour", nowhere}}).error, v1::ERROR_CODE_UNKNOWN_ITEM);
  std::vector<std::pair<std::string, v1::Id>> many;
  for (std::size_t i = 0; i < kGroupsMax; ++i) many.push_back({std::to_string(i), {}});
  EXPECT_EQ(set(many).kind, kApplied);
  many.push_back({"one more", {}});
  EXPECT_EQ(set(many).error, v1::ERROR_CODE_TOO_LARGE);
  EXPECT_EQ(desk_.state().groups.size(), kGroupsMax);
  EXPECT_EQ(assign(ParticipantId{99}, nullptr).error, v1::ERROR_CODE_UNKNOWN_ITEM);
}

TEST_F(Groups, C18AListThatSomebodySetSinceIsNotOverwritten) {
  EXPECT_EQ(set({}, Seq{}).kind, kNoop);
  ASSERT_EQ(set({{"Harbour", {}}}, Seq{}).kind, kApplied);
  const Seq first = desk_.state().groups_at;
  EXPECT_EQ(value(first), desk_.events().back().seq());
  EXPECT_EQ(desk_.events().back().groups_set().overwrote(), 0u);
  const Ended late = set({{"City", {}}}, Seq{});
  EXPECT_EQ(late.error, v1::ERROR_CODE_CONFLICT);
  EXPECT_EQ(late.by, first);
  EXPECT_THAT(late.text, HasSubstr("set_groups.if_version"));
  EXPECT_EQ(set({{"Harbour", group(0)}}, Seq{}).error, v1::ERROR_CODE_CONFLICT)
      << "the same list, but not looked at";
  EXPECT_EQ(set({{" ", {}}}, Seq{}).error, v1::ERROR_CODE_BAD_REQUEST)
      << "fields come before the version";
  EXPECT_EQ(desk_.state().groups.size(), 1u);

  ASSERT_EQ(set({{"City", {}}, {"Harbour", group(0)}}, first).kind, kApplied);
  EXPECT_EQ(desk_.events().back().groups_set().overwrote(), value(first));
  EXPECT_EQ(set({}, first).by, desk_.state().groups_at);
  EXPECT_EQ(desk_.state().groups.size(), 2u);
}

TEST_F(Groups, PuttingSomebodyIntoAGroupDoesNotChangeTheList) {
  ASSERT_EQ(set({{"Harbour", {}}}).kind, kApplied);
  const Seq at = desk_.state().groups_at;
  const v1::Id harbour = group(0);
  ASSERT_EQ(assign(kSue, &harbour).kind, kApplied);
  ASSERT_EQ(choose(kDan, harbour).kind, kApplied);
  EXPECT_EQ(desk_.state().groups_at, at);
}

TEST_F(Groups, WhoIsInNoneChoosesOne) {
  set({{"Harbour", {}}, {"City", {}}});
  const v1::Id harbour = group(0);
  const v1::Id city = group(1);
  ASSERT_EQ(choose(kSue, harbour).kind, kApplied);
  const v1::Event& event = desk_.events().back();
  ASSERT_TRUE(event.has_group_assigned());
  EXPECT_THAT(event.group_assigned().participants(), ElementsAre(value(kSue)));
  EXPECT_EQ(GroupId::from(event.group_assigned().group()), GroupId::from(harbour));
  EXPECT_EQ(event.author(), value(kSue));
  EXPECT_EQ(group_of(kSue), GroupId::from(harbour));
  EXPECT_TRUE(group_of(kDan).none());

  const std::size_t events = desk_.events().size();
  EXPECT_EQ(choose(kSue, harbour).kind, kNoop);
  EXPECT_EQ(choose(kSue, city).error, v1::ERROR_CODE_FORBIDDEN) << "who leads moves her";
  EXPECT_EQ(desk_.events().size(), events);
  EXPECT_EQ(group_of(kSue), GroupId::from(harbour));

  ASSERT_EQ(assign(kSue, &city).kind, kApplied);
  EXPECT_EQ(choose(kSue, harbour).error, v1::ERROR_CODE_FORBIDDEN);
  ASSERT_EQ(assign(kSue, nullptr).kind, kApplied);
  EXPECT_EQ(choose(kSue, harbour).kind, kApplied) << "in none again";
}

TEST_F(Groups, WhoseGroupIsGoneChoosesAnotherOne) {
  set({{"Harbour", {}}});
  ASSERT_EQ(choose(kSue, group(0)).kind, kApplied);
  ASSERT_EQ(set({{"City", {}}}).kind, kApplied);
  EXPECT_EQ(choose(kSue, group(0)).kind, kApplied);
  EXPECT_EQ(group_of(kSue), GroupId::from(group(0)));
}

TEST_F(Groups, G11OnlyGroupsOfTheProductAreChosenAndOnlyByThoseWhoVote) {
  set({{"Harbour", {}}});
  v1::Id nowhere = group(0);
  nowhere.set_k(9);
  const Ended unknown = choose(kSue, nowhere);
  EXPECT_EQ(unknown.error, v1::ERROR_CODE_UNKNOWN_ITEM);
  EXPECT_THAT(unknown.text, HasSubstr("choose_group.group"));
  EXPECT_EQ(choose(kSue, v1::Id{}).error, v1::ERROR_CODE_UNKNOWN_ITEM) << "not to leave one either";
  EXPECT_EQ(choose(kOle, group(0)).error, v1::ERROR_CODE_FORBIDDEN);
  for (const ParticipantId who : {kAda, kSam, kDan, kSue})
    EXPECT_EQ(choose(who, group(0)).kind, kApplied) << value(who);
}

TEST_F(Groups, APollAsksTheGroupsItNames) {
  const v1::Id review = desk_.open_review();
  set({{"Harbour", {}}});
  const v1::Id harbour = group(0);
  assign(kSue, &harbour);
  assign(kOle, &harbour);  // an observer, who does not vote
  v1::Operation operation;
  v1::OpenPoll& open = *operation.mutable_open_poll();
  *open.mutable_review() = review;
  open.set_question("Enough docks?");
  open.set_kind(v1::POLL_KIND_SCALE);
  open.set_secrecy(v1::SECRECY_NAMED);
  open.set_results(v1::RESULTS_LIVE);
  *open.add_groups() = harbour;
  const Ended opened = desk_.submit(kSam, operation);
  EXPECT_THAT(desk_.state().polls.at(PollId::from(opened.made)).electorate, ElementsAre(kSue));
  open.mutable_groups(0)->set_counter(99);
  EXPECT_EQ(desk_.submit(kSam, operation).error, v1::ERROR_CODE_UNKNOWN_ITEM);
}

// Groups 1, 2, .. of so many people each, the last number of people in none; all say the number of
// their group, or 5.
struct Voters {
  State state;
  Poll poll;
};

Voters voters(const std::vector<std::uint32_t>& sizes) {
  Voters out;
  out.poll.kind = v1::POLL_KIND_SCALE;
  std::uint32_t next = 1;
  for (std::uint32_t g = 0; g < sizes.size(); ++g) {
    const GroupId id{.actor = 1, .counter = g + 1, .k = 0};
    const bool last = g + 1 == sizes.size();
    if (!last) out.state.groups.push_back({.id = id, .name = {}});
    for (std::uint32_t i = 0; i < sizes[g]; ++i) {
      const ParticipantId voter{next++};
      out.state.participants[voter].group = last ? GroupId{} : id;
      out.poll.electorate.insert(voter);
      out.poll.ballots[voter] = {std::min(g + 1, kScaleMax)};
    }
  }
  return out;
}

// For each result the numbers of its groups (0: those in none) and of its ballots.
std::vector<std::pair<std::vector<std::uint32_t>, std::uint32_t>> by_group(const Voters& voters) {
  std::vector<std::pair<std::vector<std::uint32_t>, std::uint32_t>> out;
  for (const v1::GroupResult& row : results_by_group(voters.state, voters.poll)) {
    auto& [groups, ballots] = out.emplace_back();
    for (const v1::Id& id : row.groups()) groups.push_back(id.counter());
    if (row.ungrouped()) groups.push_back(0);
    ballots = row.tally().ballots();
  }
  return out;
}

TEST(ByGroup, G9SmallGroupsAreJoinedWithTheNextSmallest) {
  EXPECT_THAT(by_group(voters({5, 6, 0})),
              ElementsAre(Pair(ElementsAre(1), 5), Pair(ElementsAre(2), 6)));
  EXPECT_THAT(by_group(voters({9, 4, 5, 0})),
              ElementsAre(Pair(ElementsAre(1), 9), Pair(ElementsAre(2, 3), 9)));
  EXPECT_THAT(
      by_group(voters({7, 2, 2, 8, 1})),
      ElementsAre(Pair(ElementsAre(1), 7), Pair(ElementsAre(2, 3, 0), 5), Pair(ElementsAre(4), 8)));
}

TEST(ByGroup, G9WhereOneSetIsLeftNothingIsToldByGroup) {
  EXPECT_THAT(by_group(voters({4, 5, 0})), IsEmpty());
  EXPECT_THAT(by_group(voters({12, 0})), IsEmpty());
  EXPECT_THAT(by_group(voters({0})), IsEmpty());
}

// Nobody knows which group people in the room are of.
TEST(ByGroup, G9BallotsEnteredForPeopleInTheRoomAreOfNoGroup) {
  const auto in_the_room = [](Voters people, std::uint32_t count) {
    for (std::uint32_t i = 1; i <= count; ++i) {
      people.poll.entered.emplace(EntryId{9, i, 0},
                                  EnteredBallot{.name = {.plain = "guest"}, .selection = {2}});
    }
    return people;
  };
  EXPECT_THAT(by_group(voters({5, 0})), IsEmpty());
  const Voters five = in_the_room(voters({5, 0}), 5);
  EXPECT_THAT(by_group(five), ElementsAre(Pair(ElementsAre(1), 5), Pair(ElementsAre(0), 5)));
  const auto rows = results_by_group(five.state, five.poll);
  EXPECT_EQ(rows.at(0).tally().entered(), 0u);
  EXPECT_EQ(rows.at(1).tally().entered(), 5u);
  EXPECT_EQ(rows.at(1).tally().electorate(), 0u);
  EXPECT_EQ(tally(five.state, five.poll).electorate(), 10u);
  EXPECT_THAT(by_group(in_the_room(voters({6, 5, 0}), 4)),
              ElementsAre(Pair(ElementsAre(1), 6), Pair(ElementsAre(2, 0), 9)));
  EXPECT_THAT(by_group(in_the_room(voters({6, 3}), 2)),
              ElementsAre(Pair(ElementsAre(1), 6), Pair(ElementsAre(0), 5)));
}

TEST(ByGroup, G9NoSetIsSmallAndEveryBallotIsInOne) {
  std::mt19937 random(5);
  for (int round = 0; round < 2'000; ++round) {
    std::vector<std::uint32_t> sizes(1 + random() % 6);
    for (std::uint32_t& size : sizes) size = static_cast<std::uint32_t>(random() % 9);
    const Voters people = voters(sizes);
    std::uint32_t counted = 0;
    std::map<std::uint32_t, std::uint32_t> numbers;
    const auto rows = results_by_group(people.state, people.poll);
    for (const v1::GroupResult& row : rows) {
      EXPECT_GE(row.tally().ballots(), kGroupBallotsMin);
      EXPECT_EQ(row.tally().electorate(), 0u);
      counted += row.tally().ballots();
      for (const v1::Count& count : row.tally().counts())
        numbers[count.selection()] += count.ballots();
    }
    if (rows.empty()) continue;
    EXPECT_EQ(counted, people.poll.ballots.size());
    for (const v1::Count& count : tally(people.state, people.poll).counts())
      EXPECT_EQ(numbers[count.selection()], count.ballots());
  }
}

}  // namespace
}  // namespace reviewd::domain
