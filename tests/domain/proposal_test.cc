// Order proposals: nothing moves until the Product Owner applies one, and then everything at once.

#include <gtest/gtest.h>

#include "domain/canonical.h"
#include "domain/meeting_desk.h"
#include "domain/snapshot.h"
#include "domain/worked_example.h"

namespace reviewd::domain {
namespace {

constexpr auto kApplied = v1::OUTCOME_KIND_APPLIED;
constexpr auto kModified = v1::OUTCOME_KIND_APPLIED_MODIFIED;
constexpr auto kSuperseded = v1::OUTCOME_KIND_SUPERSEDED;
constexpr auto kNoop = v1::OUTCOME_KIND_NOOP;

class OrderProposal : public testing::Test {
 protected:
  Product product_{"ABCDEF"};

  // What somebody would do, as a proposal of the actor that would have done it. The moves name each
  // other's slots by the numbers of their operations; a proposal numbers all its items on.
  v1::Operation propose(std::uint32_t actor, const std::vector<v1::Operation>& moves) {
    v1::Operation proposal;
    proposal.set_actor(actor);
    proposal.set_counter(product_.last_counter(actor) + 1);
    proposal.set_base(moves.front().base());
    std::map<std::uint32_t, std::uint32_t> first_k;
    std::uint32_t k = 0;
    for (const v1::Operation& move : moves) {
      first_k[move.counter()] = k;
      k += static_cast<std::uint32_t>(move.move_items().items_size());
    }
    for (const v1::Operation& move : moves) {
      v1::MoveItems& out = *proposal.mutable_propose_order()->add_moves();
      out = move.move_items();
      const auto rename = [&](v1::Id* id) {
        if (id->actor() != actor || !first_k.contains(id->counter())) return;
        id->set_k(first_k.at(id->counter()) + id->k());
        id->set_counter(proposal.counter());
      };
      if (out.place().gap().has_left()) rename(out.mutable_place()->mutable_gap()->mutable_left());
      if (out.place().gap().has_right())
        rename(out.mutable_place()->mutable_gap()->mutable_right());
    }
    return proposal;
  }

  v1::Operation about(std::uint32_t actor, const v1::Operation& proposal, bool apply) {
    v1::Operation operation;
    operation.set_actor(actor);
    operation.set_counter(product_.last_counter(actor) + 1);
    operation.set_base(value(product_.state().seq));
    v1::Id& id = apply ? *operation.mutable_apply_proposal()->mutable_proposal()
                       : *operation.mutable_reject_proposal()->mutable_proposal();
    id.set_actor(proposal.actor());
    id.set_counter(proposal.counter());
    return operation;
  }
};

TEST_F(OrderProposal, ChangesNothingUntilItIsAppliedAndThenAllAtOnce) {
  Tab dreamer(product_, kSecondPerson);
  const auto proposal =
      propose(kSecondPerson,
              {dreamer.to_top({"F"}), dreamer.below({"E", "D"}, "F"), dreamer.below({"A"}, "E")});
  const std::string dreamt = dreamer.view().order();
  ASSERT_EQ(product_.submit(proposal), kApplied);
  EXPECT_EQ(product_.order(), "A B C D E F");
  const std::size_t events = product_.events().size();
  ASSERT_EQ(product_.submit(about(2, proposal, true)), kApplied);
  EXPECT_EQ(product_.order(), dreamt);
  EXPECT_EQ(product_.events().size(), events + 1);
  EXPECT_EQ(product_.submit(about(2, proposal, true)), kNoop);
}

TEST_F(OrderProposal, AppliesByTheRulesOfAnyMoveAgainstWhatHappenedSince) {
  Tab dreamer(product_, kSecondPerson);
  const auto proposal = propose(kSecondPerson, {dreamer.below({"A"}, "C")});
  ASSERT_EQ(product_.submit(proposal), kApplied);
  ASSERT_EQ(product_.submit(Tab(product_, 3).to_end({"C"})), kApplied);
  ASSERT_EQ(product_.submit(about(2, proposal, true)), kApplied);
  EXPECT_EQ(product_.order(), "B A D E F C");  // S7
}

TEST_F(OrderProposal, IsStaleOnceSomebodyElseMovedAnItemOfItAndIsThenAppliedOnPurposeOnly) {
  Tab dreamer(product_, kSecondPerson);
  const auto proposal = propose(kSecondPerson, {dreamer.to_end({"A", "B"})});
  ASSERT_EQ(product_.submit(proposal), kApplied);
  ASSERT_EQ(product_.submit(Tab(product_, 3).below({"A"}, "C")), kApplied);
  const Seq by = product_.state().seq;
  EXPECT_EQ(product_.state().proposals.begin()->second.stale_by, by);
  EXPECT_EQ(product_.submit(about(2, proposal, true)), kSuperseded);
  EXPECT_EQ(product_.last_reason(), v1::OUTCOME_REASON_STALE);
  EXPECT_EQ(product_.last_by(), by);
  v1::Operation anyway = about(2, proposal, true);
  anyway.mutable_apply_proposal()->set_even_if_stale(true);
  ASSERT_EQ(product_.submit(anyway), kApplied);
  EXPECT_EQ(product_.order(), "C D E F A B");
  EXPECT_EQ(product_.events().back().superseded(), value(by));
}

TEST_F(OrderProposal, IsStaleFromTheBeginningWhenItsAuthorHadNotSeenAMove) {
  Tab dreamer(product_, kSecondPerson);
  const auto proposal = propose(kSecondPerson, {dreamer.to_end({"A"})});
  ASSERT_EQ(product_.submit(Tab(product_, 3).below({"A"}, "C")), kApplied);
  ASSERT_EQ(product_.submit(proposal), kApplied);
  EXPECT_EQ(product_.submit(about(2, proposal, true)), kSuperseded);
}

TEST_F(OrderProposal, IsNotMadeStaleByItsOwnAuthor) {
  Tab dreamer(product_, kSecondPerson);
  const auto proposal = propose(kSecondPerson, {dreamer.to_end({"A"})});
  ASSERT_EQ(product_.submit(proposal), kApplied);
  ASSERT_EQ(product_.submit(Tab(product_, kSecondPerson + 1).below({"A"}, "C")), kApplied);
  EXPECT_EQ(product_.state().proposals.begin()->second.stale_by, Seq{});
  EXPECT_EQ(product_.submit(about(2, proposal, true)), kApplied);
  EXPECT_EQ(product_.order(), "B C D E F A");
}

TEST_F(OrderProposal, SkipsAliasesAndMarksStaleByAMerge) {
  Tab dreamer(product_, kSecondPerson);
  const auto proposal = propose(kSecondPerson, {dreamer.to_end({"A", "B"})});
  ASSERT_EQ(product_.submit(proposal), kApplied);
  ASSERT_EQ(product_.submit(Tab(product_, 3).merge("A", "C")), kApplied);
  EXPECT_EQ(product_.state().proposals.begin()->second.stale_by, product_.state().seq);
  v1::Operation anyway = about(2, proposal, true);
  anyway.mutable_apply_proposal()->set_even_if_stale(true);
  EXPECT_EQ(product_.submit(anyway), kModified);
  EXPECT_EQ(product_.last_reason(), v1::OUTCOME_REASON_MEMBERS);
  EXPECT_EQ(product_.order(), "C D E F B");
}

TEST_F(OrderProposal, IsRejectedWithAReasonOrTakenBackByItsAuthor) {
  Tab dreamer(product_, kSecondPerson);
  const auto first = propose(kSecondPerson, {dreamer.to_end({"A"})});
  ASSERT_EQ(product_.submit(first), kApplied);
  EXPECT_FALSE(product_.submit(about(2, first, false)));
  EXPECT_EQ(product_.last_error(), v1::ERROR_CODE_BAD_REQUEST);
  v1::Operation why = about(2, first, false);
  why.set_reason("not before the launch");
  ASSERT_EQ(product_.submit(why), kApplied);
  const Proposal& rejected = product_.state().proposals.begin()->second;
  EXPECT_EQ(rejected.state, v1::PROPOSAL_STATE_REJECTED);
  EXPECT_EQ(rejected.reason->plain, "not before the launch");
  EXPECT_EQ(product_.submit(about(2, first, true)), kSuperseded);

  const auto second = propose(kSecondPerson, {dreamer.to_end({"B"})});
  ASSERT_EQ(product_.submit(second), kApplied);
  EXPECT_EQ(product_.submit(about(kSecondPerson, second, false)), kApplied);
  EXPECT_EQ(product_.order(), "A B C D E F");
}

TEST_F(OrderProposal, CanBeUndoneByWhoeverAppliedIt) {
  Tab dreamer(product_, kSecondPerson);
  const auto proposal = propose(kSecondPerson, {dreamer.to_end({"A"}), dreamer.below({"B"}, "A")});
  ASSERT_EQ(product_.submit(proposal), kApplied);
  const auto apply = about(2, proposal, true);
  ASSERT_EQ(product_.submit(apply), kApplied);
  EXPECT_EQ(product_.order(), "C D E F A B");
  ASSERT_EQ(product_.submit(Tab(product_, 2).undo(apply)), kApplied);
  EXPECT_EQ(product_.order(), "A B C D E F");
}

TEST_F(OrderProposal, C43AnItemThatItMovedTwiceGoesAllTheWayBack) {
  Tab dreamer(product_, kSecondPerson);
  const auto proposal = propose(kSecondPerson, {dreamer.to_end({"A"}), dreamer.below({"A"}, "C")});
  ASSERT_EQ(product_.submit(proposal), kApplied);
  const auto apply = about(2, proposal, true);
  ASSERT_EQ(product_.submit(apply), kApplied);
  EXPECT_EQ(product_.order(), "B C A D E F");
  ASSERT_EQ(product_.submit(Tab(product_, 2).undo(apply)), kApplied);
  EXPECT_EQ(product_.order(), "A B C D E F");
  ASSERT_EQ(product_.submit(Tab(product_, 2).redo(apply)), kApplied);
  EXPECT_EQ(product_.order(), "B C A D E F");
}

TEST_F(OrderProposal, G4OpenOnesOfOneAuthorAreLimitedAndSurviveASnapshot) {
  Tab dreamer(product_, kSecondPerson);
  const auto first = propose(kSecondPerson, {dreamer.to_end({"A"})});
  ASSERT_EQ(product_.submit(first), kApplied);
  for (std::size_t i = 1; i < kProposalsOpenOfOneMax; ++i) {
    ASSERT_EQ(product_.submit(propose(kSecondPerson, {dreamer.to_end({"A"})})), kApplied);
  }
  const Digest before = state_hash(product_.state());
  for (const std::uint32_t tab : {kSecondPerson, kSecondPerson + 1}) {
    EXPECT_FALSE(product_.submit(propose(tab, {dreamer.to_end({"A"})}))) << tab;
    EXPECT_EQ(product_.last_error(), v1::ERROR_CODE_TOO_LARGE);
  }
  EXPECT_EQ(state_hash(product_.state()), before);
  v1::ProductState saved;
  save(product_.state(), &saved);
  const State loaded = load(saved);
  EXPECT_EQ(state_hash(loaded), before);
  EXPECT_EQ(loaded.open_proposals.size(), kProposalsOpenOfOneMax);

  EXPECT_EQ(product_.submit(propose(2, {dreamer.to_end({"A"})})), kApplied) << "somebody else";
  ASSERT_EQ(product_.submit(about(kSecondPerson, first, false)), kApplied);
  EXPECT_EQ(product_.submit(propose(kSecondPerson, {dreamer.to_end({"A"})})), kApplied);
}

TEST(OrderProposals, G4OpenOnesOfAllAtAndAboveTheLimit) {
  MeetingDesk desk;
  v1::Operation add;
  add.mutable_add_items()->add_items()->set_title("A");
  add.mutable_add_items()->mutable_place()->set_end(true);
  const v1::Id item = desk.submit(kAda, add).made;
  v1::Operation promote;
  promote.mutable_change_role()->set_participant(value(kOle));
  promote.mutable_change_role()->set_role(v1::ROLE_STAKEHOLDER);
  ASSERT_EQ(desk.submit(kSam, promote).kind, kApplied);
  v1::Operation propose;
  v1::MoveItems& move = *propose.mutable_propose_order()->add_moves();
  *move.add_items() = item;
  move.mutable_place()->set_top(true);
  v1::Id last;
  for (std::size_t i = 0; i < kProposalsOpenMax; ++i) {
    const auto author = ParticipantId{static_cast<std::uint32_t>(i / kProposalsOpenOfOneMax + 1)};
    const Ended ended = desk.submit(author, propose);
    ASSERT_EQ(ended.kind, kApplied) << ended.text;
    last = ended.made;
  }
  EXPECT_EQ(desk.submit(kOle, propose).error, v1::ERROR_CODE_TOO_LARGE);
  v1::Operation take_back;
  *take_back.mutable_reject_proposal()->mutable_proposal() = last;
  ASSERT_EQ(desk.submit(kSue, take_back).kind, kApplied);
  EXPECT_EQ(desk.submit(kOle, propose).kind, kApplied);
}

TEST_F(OrderProposal, AGapOfASlotThatWasNeverDecidedIsRefused) {
  Tab dreamer(product_, kSecondPerson);
  v1::Operation proposal = propose(kSecondPerson, {dreamer.below({"A"}, "C")});
  proposal.mutable_propose_order()
      ->mutable_moves(0)
      ->mutable_place()
      ->mutable_gap()
      ->mutable_left()
      ->set_counter(999);
  EXPECT_FALSE(product_.submit(proposal));
  EXPECT_EQ(product_.last_error(), v1::ERROR_CODE_UNKNOWN_ANCHOR);
}

TEST_F(OrderProposal, C45AProposalThatWasRefusedIsADependencyAndOneNeverMadeIsUnknown) {
  Tab tab(product_, 3);
  v1::Operation bad = propose(3, {tab.to_top({"F"})});
  bad.mutable_propose_order()->mutable_moves(0)->mutable_items(0)->set_counter(900);
  ASSERT_FALSE(product_.submit(bad));
  product_.submit(about(3, bad, false));
  EXPECT_EQ(product_.last_error(), v1::ERROR_CODE_DEPENDENCY);
  v1::Operation never = bad;
  never.set_counter(900);
  product_.submit(about(3, never, false));
  EXPECT_EQ(product_.last_error(), v1::ERROR_CODE_UNKNOWN_ITEM);
}

}  // namespace
}  // namespace reviewd::domain
