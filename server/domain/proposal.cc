// Order proposals: moves that anybody may suggest, looked at by all, applied at once by the Product
// Owner by the rules of any other move, or rejected with a reason.

#include <algorithm>
#include <limits>

#include "base/assert.h"
#include "domain/apply.h"
#include "domain/field_check.h"
#include "domain/item_rules.h"

namespace reviewd::domain {
namespace {

Result<const Proposal*> find_proposal(const DecideContext& context, const v1::Id& id) {
  const auto found = context.state.proposals.find(ProposalId::from(id));
  if (found != context.state.proposals.end()) return &found->second;
  // Which of the two it was is not known any more; nothing is left to be done with either.
  if (id.actor() != 0 && context.decided(SlotId::from(id))) {
    return fail(v1::ERROR_CODE_DEPENDENCY,
                "the operation names a proposal, but the operation of that number made none, or it "
                "was decided so long ago that it is forgotten");
  }
  return fail(v1::ERROR_CODE_UNKNOWN_ITEM,
              "the operation names a proposal that this product does not have");
}

Decision decided_before(const Proposal& proposal) {
  return superseded(v1::OUTCOME_REASON_CHANGED_SINCE, proposal.decided_by);
}

// Whether there is room for one more of an author's. Decided ones take up none: the oldest goes.
Result<void> check_open(const State& state, ParticipantId author) {
  const auto own = std::ranges::count_if(
      state.open_proposals, [&](ProposalId id) { return state.proposals.at(id).author == author; });
  if (static_cast<std::size_t>(own) >= kProposalsOpenOfOneMax) {
    return fail(v1::ERROR_CODE_TOO_LARGE,
                "you have " + std::to_string(own) +
                    " open proposals; take one back, or wait until some are decided");
  }
  return check_room("open proposals", state.open_proposals.size(), 1, kProposalsOpenMax);
}

Result<void> check_sizes(const v1::ProposeOrder& propose) {
  const auto moves = static_cast<std::size_t>(propose.moves_size());
  if (auto ok = check_count("propose_order.moves", moves, kProposalMovesMax); !ok) return ok;
  std::size_t items = 0;
  for (int i = 0; i < propose.moves_size(); ++i) {
    const auto count = static_cast<std::size_t>(propose.moves(i).items_size());
    const std::string name = "propose_order.moves[" + std::to_string(i) + "].items";
    if (auto ok = check_count(name, count, kProposalItemsMax); !ok) return ok;
    items += count;
  }
  if (auto ok = check_count("propose_order.moves", items, kProposalItemsMax); !ok) return ok;
  return check_text("propose_order.comment", propose.comment(), kReasonBytesMax);
}

// The last event after the operation's base by which somebody else placed, archived or merged an
// item.
Seq changed_by_others(const DecideContext& context, const Item& item,
                      const v1::Operation& operation) {
  Seq latest{};
  for (const Writer& writer : {item.placed_by, item.archived_by, item.merged_by}) {
    if (value(writer.seq) > operation.base() && by_another_person(context, writer))
      latest = std::max(latest, writer.seq);
  }
  return latest;
}

// The moves of a proposal on a copy of the order, one after another: each sees those before it.
class Rehearsal {
 public:
  Rehearsal(const DecideContext& context, const Proposal& proposal, ProposalId id,
            const v1::Operation& operation)
      : context_(context), proposal_(proposal), id_(id), operation_(operation) {
    order_ = context.state.backlog.order;
  }

  // Adds each move as it is to be done to `applied`. Errors: those of any move.
  Result<void> run(v1::ProposalApplied& applied) {
    std::uint32_t k = 0;
    for (const v1::ProposedMove& move : proposal_.moves) {
      auto block = collect_block(context_, operation_, "apply_proposal.proposal", move.items(), k);
      k += static_cast<std::uint32_t>(move.items_size());
      if (!block) return std::unexpected(block.error());
      skipped_ = skipped_ || block->moved.skipped_size() > 0;
      if (block->nothing_left) {
        last_ = *block->nothing_left;
        continue;
      }
      const auto spot = order_.resolve(renamed(move.place()), context_.decided);
      if (!spot) return std::unexpected(spot.error());
      degraded_ = degraded_ || spot->degraded;
      archived_ = archived_ || block->archived;
      superseded_ = std::max(superseded_, block->superseded);
      fill_spot(*spot, block->moved);
      place(*spot, block->moved);
      *applied.add_moves() = std::move(block->moved);
    }
    return {};
  }

  // How the whole ended, once some move is left to be done.
  void fill(Decision& decision, v1::Event& event) const {
    event.set_superseded(superseded_);
    modify(decision, degraded_, skipped_, archived_);
  }
  // How it ended where none is.
  const Decision& nothing_left() const { return last_; }

 private:
  // Slots of the proposal's own earlier moves have the numbers of the operation that does them.
  v1::Place renamed(const v1::Place& place) const {
    v1::Place out = place;
    if (!out.has_gap()) return out;
    const auto rename = [&](v1::Id* id) {
      if (id->actor() != id_.actor || id->counter() != id_.counter) return;
      id->set_actor(operation_.actor());
      id->set_counter(operation_.counter());
    };
    if (out.gap().has_left()) rename(out.mutable_gap()->mutable_left());
    if (out.gap().has_right()) rename(out.mutable_gap()->mutable_right());
    for (v1::Id& id : *out.mutable_gap()->mutable_fallbacks()) rename(&id);
    return out;
  }

  void place(const Spot& spot, const v1::ItemsMoved& moved) {
    SlotId left = spot.left;
    SlotId anchor = spot.anchor;
    std::vector<SlotId> left_behind;
    for (const v1::MovedItem& member : moved.items()) {
      const ItemId item = ItemId::from(member.item());
      const SlotId slot{operation_.actor(), operation_.counter(), member.k()};
      order_.insert(left, Slot{.id = slot,
                               .seq = next(context_.state.seq),
                               .anchor = anchor,
                               .item = item,
                               .zone = spot.zone,
                               .live = true});
      const auto before = slots_.find(item);
      left_behind.push_back(before == slots_.end() ? context_.state.backlog.items.at(item).slot
                                                   : before->second);
      slots_[item] = slot;
      left = anchor = slot;
    }
    for (const SlotId slot : left_behind) order_.leave(slot);
  }

  const DecideContext& context_;
  const Proposal& proposal_;
  const ProposalId id_;
  const v1::Operation& operation_;
  Order order_;
  std::map<ItemId, SlotId> slots_;  // of items that were placed here
  Decision last_;
  std::uint64_t superseded_ = 0;
  bool degraded_ = false;
  bool skipped_ = false;
  bool archived_ = false;
};

// Of more than are kept the one that was decided first goes. Open ones have a limit of their own.
void forget_oldest(State& state) {
  if (state.proposals.size() <= kProposalsMax) return;
  constexpr auto kNever = std::numeric_limits<std::uint64_t>::max();
  const auto oldest = std::ranges::min_element(state.proposals, {}, [&](const auto& row) {
    const Seq decided_by = row.second.decided_by;
    return decided_by == Seq{} ? kNever : value(decided_by);
  });
  if (oldest->second.decided_by != Seq{}) state.proposals.erase(oldest);
}

void apply_proposed(State& state, const v1::Event& event) {
  const v1::OrderProposed& proposed = event.order_proposed();
  const ProposalId id = ProposalId::from(proposed.proposal());
  Proposal proposal{.author = ParticipantId{event.author()},
                    .time = static_cast<TimeMs>(event.time_ms()),
                    .base = static_cast<Seq>(proposed.base()),
                    .moves = {proposed.moves().begin(), proposed.moves().end()},
                    .comment = Text::from(proposed.comment()),
                    .stale_by = static_cast<Seq>(proposed.stale_by())};
  for (const v1::ProposedMove& move : proposal.moves) {
    for (const v1::Id& item : move.items()) proposal.items.insert(ItemId::from(item));
  }
  const bool fresh = state.proposals.emplace(id, std::move(proposal)).second;
  REVIEWD_ASSERT(fresh);
  state.open_proposals.insert(id);
  forget_oldest(state);
}

void close(State& state, const v1::Event& event, const v1::Id& id, v1::ProposalState how) {
  Proposal& proposal = state.proposals.at(ProposalId::from(id));
  REVIEWD_ASSERT(proposal.state == v1::PROPOSAL_STATE_OPEN);
  proposal.state = how;
  proposal.decided_by = static_cast<Seq>(event.seq());
  proposal.moves.clear();
  proposal.items.clear();
  if (event.has_reason()) proposal.reason = Text::from(event.reason());
  state.open_proposals.erase(ProposalId::from(id));
}

}  // namespace

Result<Decision> decide_propose_order(const v1::Operation& operation,
                                      const DecideContext& context) {
  const v1::ProposeOrder& propose = operation.propose_order();
  if (auto ok = check_sizes(propose); !ok) return std::unexpected(ok.error());
  if (auto ok = check_open(context.state, context.author.participant); !ok)
    return std::unexpected(ok.error());
  // Its own earlier moves are places too, though nobody has decided them yet.
  const Order::Decided known = [&](SlotId slot) {
    return (slot.actor == operation.actor() && slot.counter == operation.counter()) ||
           context.decided(slot);
  };
  Decision decision;
  v1::OrderProposed& out = *decision.events.emplace_back().mutable_order_proposed();
  Seq stale_by{};
  for (int i = 0; i < propose.moves_size(); ++i) {
    const v1::MoveItems& move = propose.moves(i);
    for (const v1::Id& id : move.items()) {
      const auto item = find_item(context, "propose_order.moves", id, i);
      if (!item) return std::unexpected(item.error());
      stale_by = std::max(stale_by, changed_by_others(context, **item, operation));
    }
    const auto spot = context.state.backlog.order.resolve(move.place(), known);
    if (!spot) return std::unexpected(spot.error());
    v1::ProposedMove& proposed = *out.add_moves();
    *proposed.mutable_items() = move.items();
    *proposed.mutable_place() = move.place();
  }
  name_after(operation, out.mutable_proposal());
  out.set_base(operation.base());
  context.draw.text(propose.comment(), context.author.participant, out.mutable_comment());
  out.set_stale_by(value(stale_by));
  return decision;
}

Result<Decision> decide_apply_proposal(const v1::Operation& operation,
                                       const DecideContext& context) {
  const v1::ApplyProposal& apply = operation.apply_proposal();
  const auto proposal = find_proposal(context, apply.proposal());
  if (!proposal) return std::unexpected(proposal.error());
  if ((*proposal)->state == v1::PROPOSAL_STATE_APPLIED) return noop();
  if ((*proposal)->state != v1::PROPOSAL_STATE_OPEN) return decided_before(**proposal);
  if ((*proposal)->stale_by != Seq{} && !apply.even_if_stale()) return stale((*proposal)->stale_by);

  // What the author of the proposal had not seen is concurrent, whenever the Product Owner taps.
  v1::Operation as_proposed = operation;
  as_proposed.set_base(value((*proposal)->base));
  as_proposed.set_queued_offline(false);
  Rehearsal rehearsal(context, **proposal, ProposalId::from(apply.proposal()), as_proposed);
  v1::ProposalApplied applied;
  if (auto ok = rehearsal.run(applied); !ok) return std::unexpected(ok.error());
  if (applied.moves_size() == 0) return rehearsal.nothing_left();
  *applied.mutable_proposal() = apply.proposal();
  Decision decision;
  v1::Event& event = decision.events.emplace_back();
  rehearsal.fill(decision, event);
  *event.mutable_proposal_applied() = std::move(applied);
  return decision;
}

Result<Decision> decide_reject_proposal(const v1::Operation& operation,
                                        const DecideContext& context) {
  const v1::Id& id = operation.reject_proposal().proposal();
  const auto proposal = find_proposal(context, id);
  if (!proposal) return std::unexpected(proposal.error());
  const bool own = (*proposal)->author == context.author.participant;
  if (!own && context.author.role != v1::ROLE_PRODUCT_OWNER) {
    return fail(v1::ERROR_CODE_FORBIDDEN,
                "only the Product Owner rejects somebody else's proposal");
  }
  if ((*proposal)->state == v1::PROPOSAL_STATE_REJECTED) return noop();
  if ((*proposal)->state != v1::PROPOSAL_STATE_OPEN) return decided_before(**proposal);
  if (!own && operation.reason().find_first_not_of(" \t\r\n") == std::string::npos) {
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                "reason is empty; say why: the proposal's author is told");
  }
  Decision decision;
  *decision.events.emplace_back().mutable_proposal_rejected()->mutable_proposal() = id;
  return decision;
}

Result<Decision> decide_set_stale_policy(const v1::Operation& operation,
                                         const DecideContext& context) {
  const v1::StalePolicy policy = operation.set_stale_policy().policy();
  if (policy != v1::STALE_POLICY_YIELD && policy != v1::STALE_POLICY_APPLY) {
    return fail(v1::ERROR_CODE_BAD_REQUEST, "set_stale_policy.policy is neither yield nor apply");
  }
  if (policy == context.state.stale_policy) return noop();
  Decision decision;
  decision.events.emplace_back().mutable_stale_policy_set()->set_policy(policy);
  return decision;
}

void mark_stale_proposals(State& state, const v1::Event& event) {
  const auto touch = [&](const v1::Id& item) {
    for (const ProposalId id : state.open_proposals) {
      Proposal& proposal = state.proposals.at(id);
      if (value(proposal.author) == event.author()) continue;
      if (proposal.items.contains(ItemId::from(item)))
        proposal.stale_by = static_cast<Seq>(event.seq());
    }
  };
  if (state.open_proposals.empty()) return;
  switch (event.body_case()) {
    case v1::Event::kItemsMoved:
      for (const auto& member : event.items_moved().items()) touch(member.item());
      return;
    case v1::Event::kItemsSorted:
      for (const auto& member : event.items_sorted().items()) touch(member.item());
      return;
    case v1::Event::kItemsReturned:
      for (const auto& member : event.items_returned().items()) touch(member.item());
      return;
    case v1::Event::kProposalApplied:
      for (const auto& move : event.proposal_applied().moves()) {
        for (const auto& member : move.items()) touch(member.item());
      }
      return;
    case v1::Event::kItemArchived: return touch(event.item_archived().item());
    case v1::Event::kItemRestored: return touch(event.item_restored().item());
    case v1::Event::kItemMerged: return touch(event.item_merged().item());
    default: return;
  }
}

void apply_proposal(State& state, const v1::Event& event) {
  switch (event.body_case()) {
    case v1::Event::kOrderProposed: return apply_proposed(state, event);
    case v1::Event::kProposalApplied: {
      const v1::ProposalApplied& applied = event.proposal_applied();
      close(state, event, applied.proposal(), v1::PROPOSAL_STATE_APPLIED);
      for (const v1::ItemsMoved& moved : applied.moves()) apply_block(state, event, moved);
      return;
    }
    case v1::Event::kProposalRejected:
      return close(state, event, event.proposal_rejected().proposal(), v1::PROPOSAL_STATE_REJECTED);
    default: REVIEWD_ASSERT(false && "not an event of a proposal");
  }
}

}  // namespace reviewd::domain
