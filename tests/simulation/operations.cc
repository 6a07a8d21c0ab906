#include "simulation/operations.h"

#include <vector>

#include "base/digest.h"
#include "sdk/rows.h"
#include "simulation/flow_operations.h"
#include "simulation/goal_operations.h"
#include "simulation/meeting_operations.h"

namespace reviewd::simulation {

namespace {

using Thought = std::optional<v1::Operation>;

// Few items, so that people meet.
constexpr std::size_t kItemsWanted = 24;

v1::Zone some_zone(Prng& random) {
  return random.one_in(6) ? v1::ZONE_NOT_YET_ORDERED : v1::ZONE_ORDERED;
}

std::optional<ItemId> some_item(const View& view, Prng& random) {
  std::vector<ItemId> all = sdk::rows(view.state, v1::ZONE_ORDERED, true);
  const auto others = sdk::rows(view.state, v1::ZONE_NOT_YET_ORDERED, true);
  all.insert(all.end(), others.begin(), others.end());
  if (all.empty()) return std::nullopt;
  return all[random.below(all.size())];
}

// Between any two slots, dead ones included.
v1::Gap any_gap(const domain::State& state, v1::Zone zone, Prng& random) {
  std::vector<SlotId> slots;
  state.backlog.order.each(zone, [&](const domain::Slot& slot) { slots.push_back(slot.id); });
  v1::Gap gap;
  const std::size_t at = random.below(slots.size() + 1);
  if (at > 0) slots[at - 1].to(gap.mutable_left());
  if (at < slots.size()) slots[at].to(gap.mutable_right());
  for (std::size_t further = 2; further <= 4 && further <= at; ++further)
    slots[at - further].to(gap.add_fallbacks());
  return gap;
}

void choose_place(const View& view, Prng& random, v1::Place* place) {
  const v1::Zone zone = some_zone(random);
  place->set_zone(zone);
  const auto rows = sdk::rows(view.state, zone);
  switch (random.below(8)) {
    case 0: return place->set_top(true);
    case 1: return place->set_end(true);
    case 2:
    case 3: *place->mutable_gap() = any_gap(view.state, zone, random); return;
    default: break;
  }
  if (rows.empty()) return place->set_end(true);
  const ItemId row = rows[random.below(rows.size())];
  *place->mutable_gap() =
      random.one_in(2) ? sdk::gap_below(view.state, row) : sdk::gap_above(view.state, row);
}

Thought add_items(const View& view, Prng& random) {
  v1::Operation operation;
  v1::AddItems& add = *operation.mutable_add_items();
  const std::uint32_t count = random.one_in(4) ? random.between(2, 4) : 1;
  for (std::uint32_t i = 0; i < count; ++i) {
    v1::NewItem& item = *add.add_items();
    item.set_title("item " + std::to_string(random.below(1'000)));
    item.set_estimate(random.below(13));
    if (random.one_in(4)) item.add_labels("new");
  }
  choose_place(view, random, add.mutable_place());
  return operation;
}

Thought move_items(const View& view, Prng& random) {
  v1::Operation operation;
  v1::MoveItems& move = *operation.mutable_move_items();
  const std::uint32_t count = random.one_in(3) ? random.between(2, 5) : 1;
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto item = some_item(view, random);
    if (!item) return std::nullopt;
    bool listed = false;
    for (const v1::Id& id : move.items()) listed = listed || ItemId::from(id) == *item;
    if (!listed) item->to(move.add_items());
  }
  choose_place(view, random, move.mutable_place());
  return operation;
}

Thought edit_item(const View& view, Prng& random, bool estimate_only) {
  const auto item = some_item(view, random);
  if (!item) return std::nullopt;
  v1::Operation operation;
  v1::EditItem& edit = *operation.mutable_edit_item();
  item->to(edit.mutable_item());
  switch (estimate_only ? 0 : random.below(4)) {
    case 0:
      edit.set_field(v1::ITEM_FIELD_ESTIMATE);
      edit.set_number(random.below(21));
      break;
    case 1:
      edit.set_field(v1::ITEM_FIELD_LABEL);
      edit.set_text("label " + std::to_string(random.below(4)));
      edit.set_remove(random.one_in(2));
      break;
    case 2:  // the version is a guess: some of these are conflicts
      edit.set_field(v1::ITEM_FIELD_DESCRIPTION);
      edit.set_text("why");
      edit.set_if_version(value(view.state.backlog.items.at(*item).title_by.seq));
      break;
    default:
      edit.set_field(v1::ITEM_FIELD_TITLE);
      edit.set_text("title " + std::to_string(random.below(1'000)));
  }
  return operation;
}

Thought archive_or_restore(const View& view, Prng& random) {
  const auto item = some_item(view, random);
  if (!item) return std::nullopt;
  v1::Operation operation;
  const Seq archived_at = view.state.backlog.items.at(*item).archived_at;
  if (archived_at == Seq{}) {
    item->to(operation.mutable_archive_item()->mutable_item());
  } else {
    item->to(operation.mutable_restore_item()->mutable_item());
    operation.mutable_restore_item()->set_archived_at(value(archived_at));
  }
  return operation;
}

Thought split_or_merge(const View& view, Prng& random) {
  const auto item = some_item(view, random);
  const auto other = some_item(view, random);
  if (!item || !other) return std::nullopt;
  v1::Operation operation;
  if (random.one_in(2) && view.state.backlog.items.size() < 2 * kItemsWanted) {
    item->to(operation.mutable_split_item()->mutable_item());
    operation.mutable_split_item()->mutable_second()->set_title("the rest");
  } else {
    item->to(operation.mutable_merge_item()->mutable_item());
    other->to(operation.mutable_merge_item()->mutable_into());
  }
  return operation;
}

Thought sort(const View& view, Prng& random) {
  v1::Operation operation;
  const v1::Zone zone = some_zone(random);
  std::vector<ItemId> rows = sdk::rows(view.state, zone);
  for (std::size_t i = rows.size(); i > 1; --i) std::swap(rows[i - 1], rows[random.below(i)]);
  if (random.one_in(2)) rows.resize(rows.size() / 2);
  if (rows.empty()) return std::nullopt;
  operation.mutable_sort_items()->set_zone(zone);
  for (const ItemId row : rows) row.to(operation.mutable_sort_items()->add_items());
  return operation;
}

// Of anything that placed an item: mostly one's own, sometimes somebody else's.
Thought undo_or_redo(const View& view, Prng& random) {
  std::vector<SlotId> slots;
  view.confirmed.backlog.order.each(v1::ZONE_ORDERED,
                                    [&](const domain::Slot& slot) { slots.push_back(slot.id); });
  if (slots.empty()) return std::nullopt;
  const SlotId slot = slots[random.below(slots.size())];
  v1::Operation operation;
  if (random.one_in(3)) {
    operation.mutable_redo()->set_actor(slot.actor);
    operation.mutable_redo()->set_counter(slot.counter);
  } else {
    operation.mutable_undo()->set_actor(slot.actor);
    operation.mutable_undo()->set_counter(slot.counter);
  }
  return operation;
}

Thought decide_proposal(const View& view, Prng& random) {
  if (view.state.open_proposals.empty()) return std::nullopt;
  v1::Operation operation;
  const ProposalId id = *view.state.open_proposals.begin();
  if (random.one_in(3)) {
    id.to(operation.mutable_reject_proposal()->mutable_proposal());
  } else {
    id.to(operation.mutable_apply_proposal()->mutable_proposal());
    operation.mutable_apply_proposal()->set_even_if_stale(random.one_in(2));
  }
  return operation;
}

Thought propose(const View& view, Prng& random) {
  if (view.state.open_proposals.size() > 4) return std::nullopt;
  v1::Operation operation;
  for (std::uint32_t i = 0; i <= random.below(3); ++i) {
    const auto move = move_items(view, random);
    if (!move) return std::nullopt;
    *operation.mutable_propose_order()->add_moves() = move->move_items();
  }
  operation.mutable_propose_order()->set_comment("rather like this");
  return operation;
}

Thought rule(Prng& random) {
  v1::Operation operation;
  operation.mutable_set_stale_policy()->set_policy(random.one_in(2) ? v1::STALE_POLICY_APPLY
                                                                    : v1::STALE_POLICY_YIELD);
  return operation;
}

Thought invite(Prng& random) {
  v1::Operation operation;
  v1::CreateInvite& create = *operation.mutable_create_invite();
  create.set_role(v1::ROLE_OBSERVER);
  create.set_secret_hash(std::string(as_bytes(sha256(std::to_string(random.next())))));
  return operation;
}

Thought change_role(const View& view, Prng& random) {
  std::vector<ParticipantId> others;
  for (const auto& [id, person] : view.state.participants) {
    if (id != view.me && person.role != v1::ROLE_PRODUCT_OWNER && !person.removed)
      others.push_back(id);
  }
  if (others.empty()) return std::nullopt;
  v1::Operation operation;
  const ParticipantId who = others[random.below(others.size())];
  if (view.role == v1::ROLE_PRODUCT_OWNER && random.one_in(3)) {
    operation.mutable_hand_over()->set_participant(value(who));
    operation.mutable_hand_over()->set_role(v1::ROLE_SCRUM_MASTER);
    return operation;
  }
  constexpr v1::Role kRoles[] = {v1::ROLE_SCRUM_MASTER, v1::ROLE_DEVELOPER, v1::ROLE_STAKEHOLDER,
                                 v1::ROLE_OBSERVER};
  operation.mutable_change_role()->set_participant(value(who));
  operation.mutable_change_role()->set_role(kRoles[random.below(4)]);
  return operation;
}

Thought owners(const View& view, Prng& random) {
  const std::size_t items = view.state.backlog.items.size();
  if (items < kItemsWanted && random.one_in(items < 6 ? 2 : 6)) return add_items(view, random);
  const std::uint32_t what = random.below(100);
  if (what < 30) return move_items(view, random);
  if (what < 40) return edit_item(view, random, false);
  if (what < 48) return archive_or_restore(view, random);
  if (what < 56) return split_or_merge(view, random);
  if (what < 61) return sort(view, random);
  if (what < 72) return undo_or_redo(view, random);
  if (what < 76) return decide_proposal(view, random);
  if (what < 77) return rule(random);
  if (what < 79) return invite(random);
  if (what < 80) return change_role(view, random);
  if (what < 83) return lend(view, random);
  if (what < 86) return triage(view, random);
  if (what < 90) return lead(view, random);
  if (what < 92) return steer(view, random);
  if (what < 93) return keep_the_books(view, random);
  if (what < 94) return moderate(view, random);
  return host(view, random);
}

}  // namespace

Thought think_of_something(const View& view, Prng& random) {
  const std::uint32_t what = random.below(100);
  // Now and then somebody tries what is not theirs to do.
  if (what == 0) return move_items(view, random);
  if (what == 2 || what == 3) return propose(view, random);
  switch (view.role) {
    case v1::ROLE_PRODUCT_OWNER: return what < 90 ? owners(view, random) : take_part(view, random);
    case v1::ROLE_SCRUM_MASTER:
      if (what == 1) return change_role(view, random);
      if (what < 12) return move_items(view, random);  // with lent power, now and then
      if (what < 24) return lead(view, random);
      if (what < 32) return triage(view, random);
      if (what < 37) return moderate(view, random);
      if (what < 40) return keep_the_books(view, random);
      return what < 62 ? host(view, random) : take_part(view, random);
    case v1::ROLE_DEVELOPER:
      if (what < 14) return move_items(view, random);
      if (what < 20) return lead(view, random);
      if (what < 22) return moderate(view, random);
      if (what < 25) return keep_the_books(view, random);
      return what < 50 ? edit_item(view, random, true) : take_part(view, random);
    default: return take_part(view, random);
  }
}

}  // namespace reviewd::simulation
