#include "domain/item_rules.h"

#include <algorithm>
#include <unordered_set>

#include "domain/field_check.h"

namespace reviewd::domain {
namespace {

template <class Event>
void fill(const Spot& spot, Event& event) {
  event.set_zone(spot.zone);
  if (!spot.left.none()) spot.left.to(event.mutable_left());
  if (!spot.anchor.none()) spot.anchor.to(event.mutable_anchor());
}

}  // namespace

std::string entry_of(std::string_view field, int index) {
  return std::string(field) + (index < 0 ? "" : "[" + std::to_string(index) + "]");
}

Result<const Item*> find_item(const DecideContext& context, std::string_view field,
                              const v1::Id& id, int index) {
  const auto found = context.state.backlog.items.find(ItemId::from(id));
  if (found != context.state.backlog.items.end()) return &found->second;
  // Items are never taken away, so what a decided operation has not left here it has not made.
  if (id.actor() != 0 && context.decided(SlotId::from(id))) {
    return fail(v1::ERROR_CODE_DEPENDENCY, entry_of(field, index) + " names item " +
                                               text_of(ItemId::from(id)) +
                                               ", but the operation of that number made none");
  }
  return fail(v1::ERROR_CODE_UNKNOWN_ITEM, entry_of(field, index) + " names item " +
                                               text_of(ItemId::from(id)) + ", which is not here");
}

bool by_another_person(const DecideContext& context, Writer writer) {
  const auto actor = context.state.actors.find(writer.actor);
  return actor == context.state.actors.end() ||
         actor->second.participant != context.author.participant;
}

Decision merged_into(const Item& alias) {
  return superseded(v1::OUTCOME_REASON_MERGED_INTO, alias.merged_by.seq, alias.merged_into);
}

std::optional<Seq> stale_by(const DecideContext& context, Writer writer,
                            const v1::Operation& operation) {
  if (!operation.queued_offline() || context.state.stale_policy == v1::STALE_POLICY_APPLY ||
      value(writer.seq) <= operation.base()) {
    return std::nullopt;
  }
  return by_another_person(context, writer) ? std::optional(writer.seq) : std::nullopt;
}

Decision stale(Seq by) { return superseded(v1::OUTCOME_REASON_STALE, by); }

Result<void> check_new_item(const v1::NewItem& item, const std::string& field) {
  if (auto ok = check_title(field + ".title", item.title(), kTitleBytesMax); !ok) return ok;
  if (auto ok = check_long_text(field + ".description", item.description(), kTextBytesMax); !ok)
    return ok;
  if (auto ok = check_text(field + ".ref", item.ref(), kRefBytesMax); !ok) return ok;
  if (item.estimate() > kEstimateMax) {
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                field + ".estimate is over " + std::to_string(kEstimateMax));
  }
  if (item.labels_size() > static_cast<int>(kLabelsMax)) {
    return fail(v1::ERROR_CODE_TOO_LARGE,
                field + ".labels has more than " + std::to_string(kLabelsMax) + " entries");
  }
  for (const std::string& label : item.labels()) {
    if (auto ok = check_title(field + ".labels", label, kLabelBytesMax); !ok) return ok;
  }
  return {};
}

void fill_new_item(const v1::NewItem& item, std::uint32_t ref, Draw& draw, v1::AddedItem* out) {
  draw.text(item.title(), kProductText, out->mutable_title());
  draw.text(item.description(), kProductText, out->mutable_description());
  draw.text(item.ref().empty() ? "#" + std::to_string(ref) : item.ref(), kProductText,
            out->mutable_ref());
  out->set_estimate(item.estimate());
  for (const std::string& label : item.labels()) draw.text(label, kProductText, out->add_labels());
}

Result<Block> collect_block(const DecideContext& context, const v1::Operation& operation,
                            std::string_view field,
                            const google::protobuf::RepeatedPtrField<v1::Id>& items,
                            std::uint32_t first_k) {
  Block block;
  std::unordered_set<ItemId> seen;
  Seq yields_to{};
  const Item* alias = nullptr;
  for (int i = 0; i < items.size(); ++i) {
    const auto item = find_item(context, field, items[i], i);
    if (!item) return std::unexpected(item.error());
    if (!seen.insert(ItemId::from(items[i])).second) {
      return fail(v1::ERROR_CODE_BAD_REQUEST,
                  entry_of(field, i) + " is listed twice; name each item once");
    }
    const auto by = stale_by(context, (*item)->placed_by, operation);  // C32, per member
    if (by) yields_to = std::max(yields_to, *by);
    if ((*item)->alias()) alias = *item;  // C24
    if (by || (*item)->alias()) {
      *block.moved.add_skipped() = items[i];
      continue;
    }
    v1::MovedItem& member = *block.moved.add_items();
    *member.mutable_item() = items[i];
    member.set_k(first_k + static_cast<std::uint32_t>(i));
    block.archived = block.archived || (*item)->archived_at != Seq{};
    if (concurrent(context.state, (*item)->placed_by, operation)) {  // C1: tell whom this overrides
      member.set_superseded(value((*item)->placed_by.seq));
      block.superseded = std::max(block.superseded, member.superseded());
    }
  }
  if (block.moved.items_size() == 0) {
    block.nothing_left = yields_to != Seq{} ? stale(yields_to) : merged_into(*alias);
  }
  return block;
}

void fill_spot(const Spot& spot, v1::ItemsMoved& event) { fill(spot, event); }
void fill_spot(const Spot& spot, v1::ItemsAdded& event) { fill(spot, event); }

void modify(Decision& decision, bool degraded, bool members, bool archived) {
  if (!degraded && !members && !archived) return;
  decision.kind = v1::OUTCOME_KIND_APPLIED_MODIFIED;
  decision.reason = degraded  ? v1::OUTCOME_REASON_DEGRADED
                    : members ? v1::OUTCOME_REASON_MEMBERS
                              : v1::OUTCOME_REASON_ARCHIVED;
}

}  // namespace reviewd::domain
