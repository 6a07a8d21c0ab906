// Splitting an item in two, and merging one into another (conflict rules C23 to C26).

#include <vector>

#include "base/assert.h"
#include "domain/apply.h"
#include "domain/field_check.h"
#include "domain/item_rules.h"

namespace reviewd::domain {
namespace {

// The last event that anybody else has to do with an alias-to-be: what a merge would hide.
std::optional<Seq> hidden_by_merge(const DecideContext& context, const Item& item,
                                   const v1::Operation& operation) {
  std::optional<Seq> latest;
  for (const Writer& writer : {item.title_by, item.description_by, item.estimate_by, item.labels_by,
                               item.placed_by, item.archived_by}) {
    if (const auto by = stale_by(context, writer, operation)) {
      latest = latest ? std::max(*latest, *by) : *by;
    }
  }
  return latest;
}

void apply_merged(State& state, const v1::Event& event) {
  const v1::ItemMerged& merged = event.item_merged();
  const ItemId alias = ItemId::from(merged.item());
  const ItemId into = ItemId::from(merged.into());
  Item& item = item_of(state, merged.item());
  REVIEWD_ASSERT(!item.alias() && !item_of(state, merged.into()).alias());
  item.merged_into = into;
  item.merged_by = writer_of(event);
  state.backlog.order.leave(item.slot);
  for (const ItemId other : state.backlog.aliases) {  // never an alias of an alias
    ItemId& target = state.backlog.items.at(other).merged_into;
    if (target == alias) target = into;
  }
  state.backlog.aliases.insert(alias);
  ReviewId& said_in = item_of(state, merged.into()).said_in;
  if (said_in.none()) said_in = item.said_in;
  for (auto& [id, increment] : state.increments) {  // C24: links follow
    if (increment.item == alias) increment.item = into;
  }
}

}  // namespace

Result<Decision> decide_split_item(const v1::Operation& operation, const DecideContext& context) {
  const v1::SplitItem& split = operation.split_item();
  const auto item = find_item(context, "split_item.item", split.item());
  if (!item) return std::unexpected(item.error());
  if (auto ok = check_new_item(split.second(), "split_item.second"); !ok) {
    return std::unexpected(ok.error());
  }
  if (auto ok = check_room("items", context.state.backlog.items.size(), 1, kItemsMax); !ok) {
    return std::unexpected(ok.error());
  }
  if ((*item)->alias()) return merged_into(**item);  // C23, C26

  Decision decision;
  v1::ItemSplit& out = *decision.events.emplace_back().mutable_item_split();
  *out.mutable_item() = split.item();
  fill_new_item(split.second(), context.state.backlog.next_ref, context.draw, out.mutable_second());
  out.set_zone((*item)->zone);
  (*item)->slot.to(out.mutable_left());
  modify(decision, false, false, (*item)->archived_at != Seq{});
  return decision;
}

Result<Decision> decide_merge_item(const v1::Operation& operation, const DecideContext& context) {
  const v1::MergeItem& merge = operation.merge_item();
  const auto item = find_item(context, "merge_item.item", merge.item());
  if (!item) return std::unexpected(item.error());
  const auto into = find_item(context, "merge_item.into", merge.into());
  if (!into) return std::unexpected(into.error());
  if (ItemId::from(merge.item()) == ItemId::from(merge.into())) {
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                "merge_item.item and merge_item.into are the same item; name two");
  }
  const ItemId target = (*into)->alias() ? (*into)->merged_into : ItemId::from(merge.into());
  if ((*item)->alias()) {
    if ((*item)->merged_into == target) return noop();  // it is done already
    return merged_into(**item);                         // C24
  }
  if (target == ItemId::from(merge.item())) {  // C25
    return fail(v1::ERROR_CODE_CYCLE, "merge_item.into is another name of merge_item.item by now",
                value((*into)->merged_by.seq));
  }
  if (const auto by = hidden_by_merge(context, **item, operation)) return stale(*by);  // C32

  Decision decision;
  v1::ItemMerged& merged = *decision.events.emplace_back().mutable_item_merged();
  *merged.mutable_item() = merge.item();
  target.to(merged.mutable_into());
  modify(decision, false, false, context.state.backlog.items.at(target).archived_at != Seq{});
  return decision;
}

void apply_split_or_merge(State& state, const v1::Event& event) {
  if (event.has_item_merged()) return apply_merged(state, event);
  const v1::ItemSplit& split = event.item_split();
  const SlotId left = SlotId::from(split.left());
  apply_new_item(state, event, 0, split.second(), left, left, split.zone());
}

}  // namespace reviewd::domain
