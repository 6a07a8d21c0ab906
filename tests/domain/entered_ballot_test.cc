// Ballots of people who are in the room and have no device, entered for them by name (C27 to C30).

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/limits.h"
#include "domain/meeting_desk.h"
#include "domain/tally.h"

namespace reviewd::domain {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr auto kApplied = v1::OUTCOME_KIND_APPLIED;
constexpr auto kNoop = v1::OUTCOME_KIND_NOOP;

class EnteredBallots : public testing::Test {
 protected:
  MeetingDesk desk_;
  v1::Id review_ = desk_.open_review();

  v1::Id open(v1::PollKind kind, v1::Secrecy secrecy, v1::Results results) {
    v1::Operation operation;
    v1::OpenPoll& open = *operation.mutable_open_poll();
    *open.mutable_review() = review_;
    open.set_question("Which first?");
    open.set_kind(kind);
    open.set_secrecy(secrecy);
    open.set_results(results);
    if (kind == v1::POLL_KIND_DOTS) {
      for (const char* option : {"Search", "Map", "Export"}) open.add_options()->set_text(option);
      open.set_dots(5);
    }
    const Ended ended = desk_.submit(kSam, operation);
    EXPECT_EQ(ended.kind, kApplied) << ended.text;
    return ended.made;
  }
  v1::Id live() { return open(v1::POLL_KIND_SCALE, v1::SECRECY_NAMED, v1::RESULTS_LIVE); }
  v1::Id on_reveal() { return open(v1::POLL_KIND_SCALE, v1::SECRECY_NAMED, v1::RESULTS_ON_REVEAL); }

  static v1::Operation ballot_of(const std::string& name, const v1::Id& poll,
                                 std::uint32_t selection) {
    v1::Operation operation;
    v1::EnterBallot& enter = *operation.mutable_enter_ballot();
    enter.set_name(name);
    *enter.mutable_ballot()->mutable_poll() = poll;
    enter.mutable_ballot()->set_selection(selection);
    return operation;
  }
  Ended enter(const std::string& name, const v1::Id& poll, std::uint32_t selection,
              ParticipantId who = kSam) {
    return desk_.submit(who, ballot_of(name, poll, selection));
  }
  Ended enter_dots(const std::string& name, const v1::Id& poll, const Selection& dots) {
    v1::Operation operation;
    v1::EnterBallot& enter = *operation.mutable_enter_ballot();
    enter.set_name(name);
    *enter.mutable_ballot()->mutable_poll() = poll;
    for (const std::uint32_t count : dots) enter.mutable_ballot()->add_choices(count);
    return desk_.submit(kSam, operation);
  }
  Ended withdraw(const std::string& name, const v1::Id& poll) {
    v1::Operation operation;
    operation.mutable_enter_ballot()->set_name(name);
    *operation.mutable_enter_ballot()->mutable_ballot()->mutable_poll() = poll;
    operation.mutable_enter_ballot()->set_withdraw(true);
    return desk_.submit(kSam, operation);
  }
  Ended vote(ParticipantId who, const v1::Id& poll, std::uint32_t selection) {
    v1::Operation operation;
    *operation.mutable_cast_ballot()->mutable_poll() = poll;
    operation.mutable_cast_ballot()->set_selection(selection);
    return desk_.submit(who, operation);
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
  Ended lead(ParticipantId who) {
    v1::Operation operation;
    operation.mutable_set_facilitator()->set_participant(value(who));
    return desk_.submit(kSam, operation);
  }
  const Poll& poll(const v1::Id& id) const { return desk_.state().polls.at(PollId::from(id)); }
  v1::Tally tally_of(const v1::Id& id) const { return result(desk_.state(), poll(id)); }
  static std::vector<std::uint32_t> ballots(const v1::Tally& tally) {
    std::vector<std::uint32_t> out;
    for (const v1::Count& count : tally.counts()) out.push_back(count.ballots());
    return out;
  }
  const v1::Event& last() const { return desk_.events().back(); }
};

TEST_F(EnteredBallots, CountLikeAnyBallotAndAreToldApart) {
  const v1::Id id = live();
  EXPECT_EQ(vote(kSue, id, 5).kind, kApplied);
  const Ended walt = enter("Walt", id, 5);
  ASSERT_EQ(walt.kind, kApplied) << walt.text;
  ASSERT_TRUE(last().has_ballot_entered());
  EXPECT_EQ(last().author(), value(kSam));
  EXPECT_FALSE(last().ballot_entered().withdrawn());
  EXPECT_EQ(EntryId::from(last().ballot_entered().ballot().entry()), EntryId::from(walt.made));
  EXPECT_EQ(last().ballot_entered().ballot().name().plain(), "Walt");
  EXPECT_EQ(last().ballot_entered().ballot().selection(), 5u);
  EXPECT_EQ(last().ballot_entered().ballot().by(), value(kSam));
  ASSERT_EQ(enter("Vera", id, 1).kind, kApplied);

  const v1::Tally tally = tally_of(id);
  EXPECT_THAT(ballots(tally), ElementsAre(1, 0, 0, 0, 2));
  EXPECT_EQ(tally.ballots(), 3u);
  EXPECT_EQ(tally.entered(), 2u);
  EXPECT_EQ(tally.electorate(), 6u) << "four who may vote, and two in the room";
  EXPECT_EQ(poll(id).electorate.size(), 4u);
  EXPECT_EQ(poll(id).ballots.size(), 1u);
}

TEST_F(EnteredBallots, C28TheSameNameReplacesAndKeepsItsEntry) {
  const v1::Id id = live();
  const Ended first = enter("Walt", id, 5);
  ASSERT_EQ(lead(kDan).kind, kApplied);
  ASSERT_EQ(enter("Walt", id, 2, kDan).kind, kApplied);
  EXPECT_EQ(EntryId::from(last().ballot_entered().ballot().entry()), EntryId::from(first.made));
  ASSERT_EQ(poll(id).entered.size(), 1u);
  const EnteredBallot& walt = poll(id).entered.at(EntryId::from(first.made));
  EXPECT_THAT(walt.selection, ElementsAre(2));
  EXPECT_EQ(walt.by, kDan);
  EXPECT_EQ(walt.name.plain, "Walt");
  EXPECT_THAT(ballots(tally_of(id)), ElementsAre(0, 1, 0, 0, 0));
  EXPECT_EQ(tally_of(id).entered(), 1u);
}

TEST_F(EnteredBallots, TheNameOfSomebodyWhoVotesThemselvesIsAnotherPersons) {
  const v1::Id id = live();
  EXPECT_EQ(vote(kSue, id, 5).kind, kApplied);
  EXPECT_EQ(enter("person 4", id, 1).kind, kApplied);
  EXPECT_EQ(tally_of(id).ballots(), 2u);
}

TEST_F(EnteredBallots, IsTakenBack) {
  const v1::Id id = live();
  const Ended walt = enter("Walt", id, 5);
  enter("Vera", id, 1);
  ASSERT_EQ(withdraw("Walt", id).kind, kApplied);
  EXPECT_TRUE(last().ballot_entered().withdrawn());
  EXPECT_EQ(EntryId::from(last().ballot_entered().ballot().entry()), EntryId::from(walt.made));
  EXPECT_FALSE(last().ballot_entered().ballot().has_name()) << "it says nothing but its id";
  EXPECT_EQ(last().ballot_entered().ballot().selection(), 0u);
  EXPECT_THAT(ballots(tally_of(id)), ElementsAre(1, 0, 0, 0, 0));
  EXPECT_EQ(tally_of(id).electorate(), 5u);
  EXPECT_EQ(withdraw("Walt", id).kind, kNoop);
  EXPECT_EQ(withdraw("Nobody", id).kind, kNoop);
  const Ended again = enter("Walt", id, 2);
  ASSERT_EQ(again.kind, kApplied);
  EXPECT_TRUE(poll(id).entered.contains(EntryId::from(again.made)));
}

TEST_F(EnteredBallots, G10WhoMayEnter) {
  const v1::Id id = live();
  for (const ParticipantId who : {kAda, kDan, kSue, kOle})
    EXPECT_EQ(enter("Walt", id, 5, who).error, v1::ERROR_CODE_FORBIDDEN) << value(who);
  ASSERT_EQ(lead(kAda).kind, kApplied);
  EXPECT_EQ(enter("Walt", id, 5, kAda).error, v1::ERROR_CODE_FORBIDDEN)
      << "not the Product Owner, who leads or does not";
  ASSERT_EQ(lead(kDan).kind, kApplied);
  EXPECT_EQ(enter("Walt", id, 5, kDan).kind, kApplied);
  EXPECT_EQ(enter("Vera", id, 5, kSam).kind, kApplied);
}

TEST_F(EnteredBallots, G9ForNamedPollsOnly) {
  for (const v1::Secrecy secrecy : {v1::SECRECY_MASKED, v1::SECRECY_UNLINKABLE}) {
    const v1::Id id = open(v1::POLL_KIND_SCALE, secrecy, v1::RESULTS_ON_REVEAL);
    EXPECT_EQ(enter("Walt", id, 5).error, v1::ERROR_CODE_FORBIDDEN);
    EXPECT_EQ(withdraw("Walt", id).error, v1::ERROR_CODE_FORBIDDEN);
    EXPECT_THAT(poll(id).entered, IsEmpty());
  }
}

TEST_F(EnteredBallots, G11WhatIsNoBallotIsRefused) {
  const v1::Id id = live();
  EXPECT_EQ(enter("Walt", id, 0).error, v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(enter("Walt", id, kScaleMax + 1).error, v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(enter("", id, 5).error, v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(enter(" ", id, 5).error, v1::ERROR_CODE_BAD_REQUEST);
  v1::Id unknown = id;
  unknown.set_counter(900);
  EXPECT_EQ(enter("Walt", unknown, 5).error, v1::ERROR_CODE_UNKNOWN_ITEM);
  const v1::Id dots = open(v1::POLL_KIND_DOTS, v1::SECRECY_NAMED, v1::RESULTS_LIVE);
  EXPECT_EQ(enter_dots("Walt", dots, {3, 3, 0}).error, v1::ERROR_CODE_BAD_REQUEST) << "6 of 5";
  EXPECT_EQ(enter_dots("Walt", dots, {3, 2}).error, v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_THAT(poll(id).entered, IsEmpty());
  EXPECT_THAT(poll(dots).entered, IsEmpty());
}

TEST_F(EnteredBallots, G4NamesAtAndAboveTheLimit) {
  const v1::Id id = live();
  EXPECT_EQ(enter(std::string(kNameBytesMax + 1, 'x'), id, 5).kind, v1::OUTCOME_KIND_REJECTED);
  EXPECT_EQ(enter(std::string(kNameBytesMax, 'x'), id, 5).kind, kApplied);
}

TEST_F(EnteredBallots, C27AfterTheCloseNoneIsEntered) {
  const v1::Id id = live();
  enter("Walt", id, 5);
  close(id);
  EXPECT_EQ(enter("Vera", id, 5).error, v1::ERROR_CODE_POLL_CLOSED);
  EXPECT_EQ(enter("Walt", id, 1).error, v1::ERROR_CODE_POLL_CLOSED);
  EXPECT_EQ(withdraw("Walt", id).error, v1::ERROR_CODE_POLL_CLOSED);
  EXPECT_THAT(ballots(tally_of(id)), ElementsAre(0, 0, 0, 0, 1));
}

TEST_F(EnteredBallots, C30AfterTheRevealNoneIsEntered) {
  const v1::Id id = on_reveal();
  enter("Walt", id, 5);
  close(id);
  EXPECT_EQ(enter("Vera", id, 5).error, v1::ERROR_CODE_POLL_CLOSED);
  EXPECT_EQ(reveal(id).kind, kApplied);
  EXPECT_EQ(enter("Vera", id, 5).error, v1::ERROR_CODE_ROUND_OVER);
  EXPECT_EQ(withdraw("Walt", id).error, v1::ERROR_CODE_ROUND_OVER);
  EXPECT_EQ(tally_of(id).entered(), 1u);
}

TEST_F(EnteredBallots, AVoidPollForgetsThem) {
  const v1::Id id = live();
  enter("Walt", id, 5);
  v1::Operation operation;
  *operation.mutable_void_poll()->mutable_poll() = id;
  operation.set_reason("The question was wrong");
  ASSERT_EQ(desk_.submit(kSam, operation).kind, kApplied);
  EXPECT_THAT(poll(id).entered, IsEmpty());
  EXPECT_EQ(enter("Walt", id, 5).error, v1::ERROR_CODE_POLL_CLOSED);
}

TEST_F(EnteredBallots, G9AreHiddenUntilTheReveal) {
  const v1::Id id = on_reveal();
  const std::size_t events = desk_.events().size();
  const Ended walt = enter("Walt", id, 5);
  ASSERT_EQ(walt.kind, kApplied) << walt.text;
  enter("Vera", id, 1);
  enter("Vera", id, 2);
  enter("Udo", id, 3);
  withdraw("Udo", id);
  EXPECT_EQ(desk_.events().size(), events);
  ASSERT_EQ(desk_.sealed().size(), 5u);
  const v1::HiddenEntry& hidden = desk_.sealed()[0].hidden_entry();
  EXPECT_EQ(PollId::from(hidden.poll()), PollId::from(id));
  EXPECT_EQ(EntryId::from(hidden.ballot().entry()), EntryId::from(walt.made));
  EXPECT_EQ(hidden.ballot().name().plain(), "Walt");
  EXPECT_EQ(hidden.ballot().selection(), 5u);
  EXPECT_TRUE(desk_.sealed()[4].hidden_entry().withdrawn());

  ASSERT_EQ(close(id).kind, kApplied);
  EXPECT_FALSE(last().poll_closed().has_tally());
  EXPECT_THAT(last().poll_closed().entered(), IsEmpty());
  ASSERT_EQ(reveal(id).kind, kApplied);
  const v1::PollRevealed& revealed = last().poll_revealed();
  ASSERT_EQ(revealed.entered_size(), 2);
  EXPECT_EQ(revealed.entered(0).name().plain(), "Walt");
  EXPECT_EQ(revealed.entered(0).selection(), 5u);
  EXPECT_EQ(revealed.entered(1).name().plain(), "Vera");
  EXPECT_EQ(revealed.entered(1).selection(), 2u);
  EXPECT_EQ(revealed.entered(1).by(), value(kSam));
  EXPECT_THAT(ballots(revealed.tally()), ElementsAre(0, 1, 0, 0, 1));
  EXPECT_EQ(revealed.tally().entered(), 2u);
  EXPECT_EQ(revealed.tally().electorate(), 6u);
}

TEST_F(EnteredBallots, G9AreHiddenUntilTheCloseWhereResultsComeAfterOnesOwnVote) {
  const v1::Id id = open(v1::POLL_KIND_SCALE, v1::SECRECY_NAMED, v1::RESULTS_AFTER_OWN_VOTE);
  const std::size_t events = desk_.events().size();
  enter("Walt", id, 5);
  EXPECT_EQ(desk_.events().size(), events);
  ASSERT_EQ(close(id).kind, kApplied);
  const v1::PollClosed& closed = last().poll_closed();
  ASSERT_EQ(closed.entered_size(), 1);
  EXPECT_EQ(closed.entered(0).name().plain(), "Walt");
  EXPECT_THAT(ballots(closed.tally()), ElementsAre(0, 0, 0, 0, 1));
  EXPECT_EQ(closed.tally().entered(), 1u);
}

TEST_F(EnteredBallots, AClosedPollTellsWhatTheyCameTo) {
  const v1::Id id = live();
  enter("Walt", id, 5);
  vote(kSue, id, 5);
  ASSERT_EQ(close(id).kind, kApplied);
  EXPECT_EQ(last().poll_closed().tally().ballots(), 2u);
  EXPECT_EQ(last().poll_closed().tally().entered(), 1u);
  EXPECT_EQ(last().poll_closed().tally().electorate(), 5u);
  EXPECT_EQ(poll(id).entered.size(), 1u);
}

TEST_F(EnteredBallots, C28ASmallerBudgetTakesTheirDotsToo) {
  const v1::Id id = open(v1::POLL_KIND_DOTS, v1::SECRECY_NAMED, v1::RESULTS_ON_REVEAL);
  const Ended walt = enter_dots("Walt", id, {3, 1, 1});
  ASSERT_EQ(walt.kind, kApplied) << walt.text;
  v1::Operation operation;
  *operation.mutable_set_dots()->mutable_poll() = id;
  operation.mutable_set_dots()->set_dots(3);
  operation.mutable_set_dots()->set_dots_per_option(2);
  ASSERT_EQ(desk_.submit(kSam, operation).kind, kApplied);
  EXPECT_THAT(poll(id).entered.at(EntryId::from(walt.made)).selection, ElementsAre(2, 1, 0));
  close(id);
  reveal(id);
  EXPECT_THAT(last().poll_revealed().entered(0).choices(), ElementsAre(2, 1, 0));
  EXPECT_EQ(last().poll_revealed().tally().counts(0).dots(), 2u);
  EXPECT_EQ(last().poll_revealed().tally().counts(2).dots(), 0u);
}

TEST_F(EnteredBallots, C29TheirVotesOnAnArchivedItemComeBackWithIt) {
  v1::Operation add;
  for (const char* title : {"Search", "Map"})
    add.mutable_add_items()->add_items()->set_title(title);
  add.mutable_add_items()->mutable_place()->set_end(true);
  v1::Id item = desk_.submit(kAda, add).made;
  v1::Operation operation;
  v1::OpenPoll& open = *operation.mutable_open_poll();
  *open.mutable_review() = review_;
  open.set_question("Which?");
  open.set_kind(v1::POLL_KIND_MULTI);
  open.set_secrecy(v1::SECRECY_NAMED);
  open.set_results(v1::RESULTS_LIVE);
  for (const std::uint32_t k : {0u, 1u}) {
    item.set_k(k);
    *open.add_options()->mutable_item() = item;
  }
  const v1::Id id = desk_.submit(kSam, operation).made;
  ASSERT_EQ(enter_dots("Walt", id, {0, 1}).kind, kApplied);
  EXPECT_THAT(ballots(tally_of(id)), ElementsAre(1, 1));
  v1::Operation archive;
  *archive.mutable_archive_item()->mutable_item() = item;
  ASSERT_EQ(desk_.submit(kAda, archive).kind, kApplied);
  EXPECT_THAT(ballots(tally_of(id)), ElementsAre(1));
  EXPECT_THAT(poll(id).entered.begin()->second.selection, ElementsAre(0, 1));
}

TEST_F(EnteredBallots, InABreakTheyAreEnteredLikeOthersAreCast) {
  const v1::Id id = live();
  v1::Operation pause;
  *pause.mutable_pause_review()->mutable_review() = review_;
  ASSERT_EQ(desk_.submit(kSam, pause).kind, kApplied);
  EXPECT_EQ(enter("Walt", id, 5).kind, kApplied);
}

TEST_F(EnteredBallots, G4OfOnePollAtAndAboveTheLimit) {
  const v1::Id id = on_reveal();
  State state = desk_.state();
  auto& entered = state.polls.at(PollId::from(id)).entered;
  while (entered.size() < kEnteredBallotsMax - 1) {
    const auto number = static_cast<std::uint32_t>(entered.size() + 1);
    entered.emplace(EntryId{7, number, 0},
                    EnteredBallot{.name = {.plain = std::to_string(number)}, .selection = {5}});
  }
  EXPECT_EQ(desk_.would(kSam, ballot_of("Walt", id, 5), state).kind, kApplied);
  entered.emplace(EntryId{7, 900, 0}, EnteredBallot{.name = {.plain = "Vera"}, .selection = {5}});
  ASSERT_EQ(entered.size(), kEnteredBallotsMax);
  EXPECT_EQ(desk_.would(kSam, ballot_of("Walt", id, 5), state).error, v1::ERROR_CODE_TOO_LARGE);
  EXPECT_EQ(desk_.would(kSam, ballot_of("Vera", id, 1), state).kind, kApplied)
      << "in the place of hers";
  EXPECT_EQ(kEnteredBallotsMax, 200u);
}

}  // namespace
}  // namespace reviewd::domain
