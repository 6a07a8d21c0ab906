#include "domain/snapshot.h"

#include "base/assert.h"
#include "domain/snapshot_meeting.h"

namespace reviewd::domain {
namespace {

void put(Writer writer, v1::Writer* out) {
  out->set_seq(value(writer.seq));
  out->set_actor(value(writer.actor));
}

Writer get(const v1::Writer& in) {
  return {.seq = static_cast<Seq>(in.seq()), .actor = static_cast<ActorId>(in.actor())};
}

void save_slots(const Order& order, v1::ProductState* out) {
  for (const v1::Zone zone : {v1::ZONE_ORDERED, v1::ZONE_NOT_YET_ORDERED}) {
    order.each(zone, [&](const Slot& slot) {
      v1::SlotState& row = *out->add_slots();
      slot.id.to(row.mutable_slot());
      row.set_seq(value(slot.seq));
      if (!slot.anchor.none()) slot.anchor.to(row.mutable_anchor());
      if (!slot.came_from.none()) slot.came_from.to(row.mutable_came_from());
      row.set_zone(slot.zone);
      slot.item.to(row.mutable_item());
      row.set_sorted(slot.sorted);
    });
  }
}

void save_proposals(const State& state, v1::ProductState* out) {
  for (const auto& [id, proposal] : state.proposals)
    save_proposal(id, proposal, out->add_proposals());
  out->set_stale_policy(state.stale_policy);
}

void load_proposals(const v1::ProductState& in, State& state) {
  for (const v1::ProposalView& row : in.proposals()) {
    const ProposalId id = ProposalId::from(row.proposed().proposal());
    Proposal proposal{.author = ParticipantId{row.author()},
                      .time = static_cast<TimeMs>(row.time_ms()),
                      .base = static_cast<Seq>(row.proposed().base()),
                      .moves = {row.proposed().moves().begin(), row.proposed().moves().end()},
                      .comment = Text::from(row.proposed().comment()),
                      .state = row.state(),
                      .decided_by = static_cast<Seq>(row.decided_by()),
                      .stale_by = static_cast<Seq>(row.stale_by())};
    for (const v1::ProposedMove& move : proposal.moves) {
      for (const v1::Id& item : move.items()) proposal.items.insert(ItemId::from(item));
    }
    if (row.has_reason()) proposal.reason = Text::from(row.reason());
    if (proposal.state == v1::PROPOSAL_STATE_OPEN) state.open_proposals.insert(id);
    state.proposals.emplace(id, std::move(proposal));
  }
  state.stale_policy =
      in.stale_policy() == v1::STALE_POLICY_APPLY ? v1::STALE_POLICY_APPLY : v1::STALE_POLICY_YIELD;
}

void load_backlog(const v1::ProductState& in, Backlog& backlog) {
  backlog.next_ref = in.next_ref();
  for (const v1::ItemState& row : in.items()) {
    Item item{.title = Text::from(row.title()),
              .description = Text::from(row.description()),
              .ref = Text::from(row.ref()),
              .estimate = row.estimate(),
              .archived_at = static_cast<Seq>(row.archived_at()),
              .slot = SlotId::from(row.slot()),
              .zone = row.zone(),
              .title_by = get(row.title_by()),
              .description_by = get(row.description_by()),
              .estimate_by = get(row.estimate_by()),
              .labels_by = get(row.labels_by()),
              .placed_by = {.seq = static_cast<Seq>(row.placed_by()),
                            .actor = ActorId{row.placed_actor() != 0 ? row.placed_actor()
                                                                     : row.slot().actor()}},
              .archived_by = get(row.archived_by()),
              .merged_into = ItemId::from(row.merged_into()),
              .merged_by = get(row.merged_by()),
              .said_in = ReviewId::from(row.said_in())};
    for (const v1::Text& label : row.labels()) item.labels.push_back(Text::from(label));
    const ItemId id = ItemId::from(row.item());
    if (item.alias()) backlog.aliases.insert(id);
    backlog.items.emplace(id, std::move(item));
  }
  for (const v1::SlotState& row : in.slots()) {
    const ItemId item = ItemId::from(row.item());
    const SlotId id = SlotId::from(row.slot());
    const Item& in_it = backlog.items.at(item);
    backlog.order.append(Slot{.id = id,
                              .seq = static_cast<Seq>(row.seq()),
                              .anchor = SlotId::from(row.anchor()),
                              .came_from = SlotId::from(row.came_from()),
                              .item = item,
                              .zone = row.zone(),
                              .live = in_it.slot == id && !in_it.alias(),
                              .sorted = row.sorted()});
  }
}

}  // namespace

void save_item(ItemId id, const Item& item, v1::ItemState* out) {
  id.to(out->mutable_item());
  item.title.to(out->mutable_title());
  item.description.to(out->mutable_description());
  out->set_estimate(item.estimate);
  for (const Text& label : item.labels) label.to(out->add_labels());
  item.ref.to(out->mutable_ref());
  out->set_archived_at(value(item.archived_at));
  item.slot.to(out->mutable_slot());
  out->set_zone(item.zone);
  put(item.title_by, out->mutable_title_by());
  put(item.description_by, out->mutable_description_by());
  put(item.estimate_by, out->mutable_estimate_by());
  put(item.labels_by, out->mutable_labels_by());
  out->set_placed_by(value(item.placed_by.seq));
  out->set_placed_actor(value(item.placed_by.actor));
  if (item.archived_by.seq != Seq{}) put(item.archived_by, out->mutable_archived_by());
  if (!item.said_in.none()) item.said_in.to(out->mutable_said_in());
  if (!item.alias()) return;
  item.merged_into.to(out->mutable_merged_into());
  put(item.merged_by, out->mutable_merged_by());
}

void save_proposal(ProposalId id, const Proposal& proposal, v1::ProposalView* out) {
  v1::OrderProposed& proposed = *out->mutable_proposed();
  id.to(proposed.mutable_proposal());
  proposed.set_base(value(proposal.base));
  for (const v1::ProposedMove& move : proposal.moves) *proposed.add_moves() = move;
  proposal.comment.to(proposed.mutable_comment());
  out->set_author(value(proposal.author));
  out->set_time_ms(value(proposal.time));
  out->set_state(proposal.state);
  out->set_stale_by(value(proposal.stale_by));
  out->set_decided_by(value(proposal.decided_by));
  if (proposal.reason) proposal.reason->to(out->mutable_reason());
}

void save(const State& state, v1::ProductState* out) {
  out->set_seq(value(state.seq));
  out->set_time_ms(value(state.time));
  if (state.founded()) state.name.to(out->mutable_name());
  out->set_next_participant(state.next_participant);
  out->set_next_actor(state.next_actor);
  out->set_next_ref(state.backlog.next_ref);
  save_people(state, out);
  save_credentials(state, out);
  // Every item is in exactly one slot, so the order gives a stable order of items too.
  for (const v1::Zone zone : {v1::ZONE_ORDERED, v1::ZONE_NOT_YET_ORDERED}) {
    state.backlog.order.each(zone, [&](const Slot& slot) {
      if (slot.live) save_item(slot.item, state.backlog.items.at(slot.item), out->add_items());
    });
  }
  for (const ItemId id : state.backlog.aliases)
    save_item(id, state.backlog.items.at(id), out->add_items());
  save_slots(state.backlog.order, out);
  save_proposals(state, out);
  save_meeting(state, out);
}

State load(const v1::ProductState& in) {
  State state;
  state.seq = static_cast<Seq>(in.seq());
  state.time = static_cast<TimeMs>(in.time_ms());
  if (in.has_name()) state.name = Text::from(in.name());
  state.next_actor = in.next_actor();
  state.next_participant = in.next_participant();
  load_people(in, state);
  load_credentials(in, state);
  load_backlog(in, state.backlog);
  load_proposals(in, state);
  load_meeting(in, state);
  return state;
}

}  // namespace reviewd::domain
