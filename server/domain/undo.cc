// Undo and redo of what placed or added items (conflict rules C41 to C44). An item goes back into
// the slot it came from, so what others did around it stays; an item that somebody placed since is
// left alone.

#include <algorithm>
#include <map>

#include "base/assert.h"
#include "domain/apply.h"
#include "domain/item_rules.h"

namespace reviewd::domain {
namespace {

// Whether the author may take that operation back. Errors: unknown_item, forbidden, bad_request.
Result<void> check_target(const DecideContext& context, const std::string& name,
                          std::uint32_t actor, std::uint32_t counter) {
  const std::string what = name + " names operation " + std::to_string(actor) + "." +
                           std::to_string(counter) + ", which ";
  const auto lease = context.state.actors.find(ActorId{actor});
  if (counter == 0 || lease == context.state.actors.end() ||
      !context.decided(SlotId{actor, counter, 0})) {
    return fail(v1::ERROR_CODE_UNKNOWN_ITEM, what + "was never decided here");
  }
  if (lease->second.participant != context.author.participant) {
    return fail(v1::ERROR_CODE_FORBIDDEN, what + "is somebody else's; only its author undoes it");
  }
  if (lease->second.sealed) {
    return fail(v1::ERROR_CODE_BAD_REQUEST, what + "is of a sealed actor; it placed no items");
  }
  return {};
}

// C43: undo of an insert is an archive.
std::optional<Decision> archive_added(const v1::Operation& operation,
                                      const DecideContext& context) {
  const v1::Undo& undo = operation.undo();
  Decision decision;
  Seq yields_to{};
  bool left_out = false;
  std::uint32_t k = 0;
  for (;; ++k) {
    const ItemId id{undo.actor(), undo.counter(), k};
    const auto found = context.state.backlog.items.find(id);
    if (found == context.state.backlog.items.end()) break;
    const auto by = stale_by(context, found->second.archived_by, operation);
    if (by) yields_to = std::max(yields_to, *by);
    if (by || found->second.alias()) left_out = true;
    if (by || found->second.alias() || found->second.archived_at != Seq{}) continue;
    id.to(decision.events.emplace_back().mutable_item_archived()->mutable_item());
  }
  if (k == 0) return std::nullopt;
  if (decision.events.empty()) return yields_to != Seq{} ? stale(yields_to) : noop();
  if (left_out) {
    decision.kind = v1::OUTCOME_KIND_APPLIED_MODIFIED;
    decision.reason = v1::OUTCOME_REASON_SKIPPED;
  }
  return decision;
}

// What of an operation can go back, or forward again.
struct Return {
  v1::ItemsReturned returned;
  Seq changed_by{};  // latest event that placed an item elsewhere
  bool archived = false;
};

// Of each item the last slot that the operation put it into: a proposal may move one twice, and
// each of its slots came from where the item was before.
std::vector<const Slot*> last_of_each_item(const std::vector<const Slot*>& made) {
  std::map<ItemId, const Slot*> last;
  for (const Slot* slot : made) last[slot->item] = slot;
  std::vector<const Slot*> out;
  for (const Slot* slot : made) {
    if (last.at(slot->item) == slot) out.push_back(slot);
  }
  return out;
}

// C41, C44: an item goes only while it is in the slot that the operation (or its undo) put it into,
// and only into a slot that is still kept.
Return look_at(const DecideContext& context, const v1::Operation& operation,
               const std::vector<const Slot*>& made, bool redo) {
  Return out;
  const Backlog& backlog = context.state.backlog;
  for (const Slot* slot : last_of_each_item(made)) {
    const Item& item = backlog.items.at(slot->item);
    const SlotId from = redo ? slot->came_from : slot->id;
    const SlotId to = redo ? slot->id : slot->came_from;
    const bool stale = stale_by(context, item.placed_by, operation).has_value();
    const bool here = !item.alias() && item.slot == from && !stale;
    if (here && backlog.order.find(to) != nullptr) {
      v1::ReturnedItem& member = *out.returned.add_items();
      slot->item.to(member.mutable_item());
      to.to(member.mutable_slot());
      out.archived = out.archived || item.archived_at != Seq{};
      continue;
    }
    if (!here) {
      out.changed_by =
          std::max(out.changed_by, item.alias() ? item.merged_by.seq : item.placed_by.seq);
    }
    slot->item.to(out.returned.add_skipped());
  }
  return out;
}

Decision put_back(const v1::Operation& operation, const DecideContext& context, std::uint32_t actor,
                  std::uint32_t counter) {
  Return out = look_at(context, operation, context.state.backlog.order.made_by(actor, counter),
                       operation.has_redo());
  if (out.returned.items_size() == 0) {
    return superseded(
        out.changed_by != Seq{} ? v1::OUTCOME_REASON_CHANGED_SINCE : v1::OUTCOME_REASON_TOO_OLD,
        out.changed_by);
  }
  Decision decision;
  if (out.returned.skipped_size() > 0) {
    decision.kind = v1::OUTCOME_KIND_APPLIED_MODIFIED;
    decision.reason = v1::OUTCOME_REASON_SKIPPED;
  } else {
    modify(decision, false, false, out.archived);
  }
  out.returned.set_of_actor(actor);
  out.returned.set_of_counter(counter);
  out.returned.set_redo(operation.has_redo());
  *decision.events.emplace_back().mutable_items_returned() = std::move(out.returned);
  return decision;
}

}  // namespace

Result<Decision> decide_undo(const v1::Operation& operation, const DecideContext& context) {
  const v1::Undo& undo = operation.undo();
  if (auto ok = check_target(context, "undo", undo.actor(), undo.counter()); !ok) {
    return std::unexpected(ok.error());
  }
  if (auto archived = archive_added(operation, context)) return *std::move(archived);
  return put_back(operation, context, undo.actor(), undo.counter());
}

Result<Decision> decide_redo(const v1::Operation& operation, const DecideContext& context) {
  const v1::Redo& redo = operation.redo();
  if (auto ok = check_target(context, "redo", redo.actor(), redo.counter()); !ok) {
    return std::unexpected(ok.error());
  }
  if (context.state.backlog.items.contains(ItemId{redo.actor(), redo.counter(), 0})) {
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                "redo names an operation that added items; use restore_item for each of them");
  }
  return put_back(operation, context, redo.actor(), redo.counter());
}

void apply_returned(State& state, const v1::Event& event) {
  // Each item has slots of its own, so their order does not matter; a slot that is to live again
  // must not be forgotten first.
  std::vector<SlotId> left_behind;
  for (const v1::ReturnedItem& member : event.items_returned().items()) {
    Item& item = item_of(state, member.item());
    const SlotId to = SlotId::from(member.slot());
    state.backlog.order.enter(to, ItemId::from(member.item()));
    left_behind.push_back(item.slot);
    item.slot = to;
    item.zone = state.backlog.order.find(to)->zone;
    item.placed_by = writer_of(event);
  }
  for (const SlotId slot : left_behind) state.backlog.order.leave(slot);
}

}  // namespace reviewd::domain
