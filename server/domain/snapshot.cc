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
    });
  }
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
              .placed_by = static_cast<Seq>(row.placed_by())};
    for (const v1::Text& label : row.labels()) item.labels.push_back(Text::from(label));
    backlog.items.emplace(ItemId::from(row.item()), std::move(item));
  }
  for (const v1::SlotState& row : in.slots()) {
    const ItemId item = ItemId::from(row.item());
    const SlotId id = SlotId::from(row.slot());
    backlog.order.append(Slot{.id = id,
                              .seq = static_cast<Seq>(row.seq()),
                              .anchor = SlotId::from(row.anchor()),
                              .came_from = SlotId::from(row.came_from()),
                              .item = item,
                              .zone = row.zone(),
                              .live = backlog.items.at(item).slot == id});
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
  out->set_placed_by(value(item.placed_by));
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
  save_slots(state.backlog.order, out);
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
  load_meeting(in, state);
  return state;
}

}  // namespace reviewd::domain
