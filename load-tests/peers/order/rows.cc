#include "rows.h"

#include <map>
#include <stdexcept>

#include "domain/limits.h"

namespace reviewd::order {

using domain::Slot;

Slot first_slot(std::uint32_t number) {
  const ItemId item = item_of(number);
  return {.id = {item.actor, item.counter, item.k}, .seq = Seq{1}, .item = item, .live = true};
}

bool decided(SlotId) { return true; }

Rows::Rows(std::uint32_t items) : seq_(Seq{1}) {
  for (std::uint32_t number = 1; number <= items; ++number) {
    const Slot slot = first_slot(number);
    order_.append(slot);
    slots_.push_back(slot.id);
  }
}

v1::Operation Rows::say(const Move& move, std::uint32_t counter, Seq base) const {
  v1::Operation operation;
  operation.set_actor(actor_of(move.author));
  operation.set_counter(counter);
  operation.set_base(value(base));
  item_of(move.item).to(operation.mutable_move_items()->add_items());
  v1::Place& place = *operation.mutable_move_items()->mutable_place();
  place.set_zone(v1::ZONE_ORDERED);
  v1::Gap& gap = *place.mutable_gap();
  const SlotId left = slot_of(move.below);
  left.to(gap.mutable_left());
  const SlotId right = order_.right_of(left);
  if (!right.none()) right.to(gap.mutable_right());
  add_fallbacks(left, base, gap);
  return operation;
}

// As clients/web/sdk/gap.ts: nearest first, and the last one is a slot that the server has.
void Rows::add_fallbacks(SlotId left, Seq base, v1::Gap& gap) const {
  SlotId slot = order_.left_of(left);
  for (std::size_t i = 0; i + 1 < domain::kFallbacksMax && !slot.none(); ++i) {
    slot.to(gap.add_fallbacks());
    slot = order_.left_of(slot);
  }
  while (!slot.none() && order_.find(slot)->seq > base) slot = order_.left_of(slot);
  slot.to(gap.add_fallbacks());
}

void Rows::take(const v1::Operation& operation) {
  const v1::MoveItems& move = operation.move_items();
  const auto spot = order_.resolve(move.place(), decided);
  if (!spot) throw std::runtime_error(spot.error().text);
  const ItemId item = ItemId::from(move.items(0));
  SlotId& place = slots_[number_of(item) - 1];
  const SlotId slot{operation.actor(), operation.counter(), 0};
  seq_ = next(seq_);
  order_.insert(spot->left, Slot{.id = slot,
                                 .seq = seq_,
                                 .anchor = spot->anchor,
                                 .came_from = place,
                                 .item = item,
                                 .zone = spot->zone,
                                 .live = true});
  order_.leave(place);
  place = slot;
}

std::vector<std::uint32_t> Rows::items() const {
  std::vector<std::uint32_t> items;
  order_.each(v1::ZONE_ORDERED, [&](const Slot& slot) {
    if (slot.live) items.push_back(number_of(slot.item));
  });
  return items;
}

std::vector<v1::Operation> say_all(const Trace& trace) {
  Rows seen(trace.items);  // by everybody
  std::vector<std::uint32_t> counters(trace.authors + 1);
  std::vector<v1::Operation> all;
  for (const std::vector<Move>& round : trace.rounds) {
    std::map<std::uint32_t, std::vector<std::size_t>> by_author;
    for (std::size_t i = 0; i < round.size(); ++i) by_author[round[i].author].push_back(i);
    std::vector<v1::Operation> said(round.size());
    for (const auto& [author, arrivals] : by_author) {
      if (arrivals.size() == 1) {  // sees nothing of their own: spares a copy of all rows
        const std::size_t i = arrivals.front();
        said[i] = seen.say(round[i], ++counters[author], seen.seq());
        continue;
      }
      Rows own = seen;
      for (const std::size_t i : arrivals) {
        said[i] = own.say(round[i], ++counters[author], seen.seq());
        own.take(said[i]);
      }
    }
    for (v1::Operation& operation : said) {
      seen.take(operation);
      all.push_back(std::move(operation));
    }
  }
  return all;
}

}  // namespace reviewd::order
