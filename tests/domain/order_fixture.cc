#include "domain/order_fixture.h"

#include <gtest/gtest.h>

namespace reviewd::domain {
namespace {

constexpr std::uint32_t kActors = 16;

ParticipantId person_of(std::uint32_t actor) {
  return ParticipantId{actor < kSecondPerson ? 1U : 2U};
}

// A state that can be decided against.
State founded() {
  State state;
  Draw draw{Entropy{}};
  for (std::uint32_t person = 1; person <= 2; ++person) {
    v1::Event event;
    event.set_seq(person);
    draw.text("Tester", ParticipantId{person}, event.mutable_participant_joined()->mutable_name());
    event.mutable_participant_joined()->set_participant(person);
    event.mutable_participant_joined()->set_role(person == 1 ? v1::ROLE_PRODUCT_OWNER
                                                             : v1::ROLE_DEVELOPER);
    apply(state, event);
  }
  for (std::uint32_t actor = 1; actor <= kActors; ++actor) {
    state.actors.emplace(ActorId{actor}, Actor{.participant = person_of(actor)});
  }
  return state;
}

// The slot directly right (or left) of `slot` in the ordered list, dead or not.
std::optional<SlotId> neighbour(const Order& order, SlotId slot, bool right) {
  std::optional<SlotId> before;
  std::optional<SlotId> found;
  bool take_next = false;
  order.each(v1::ZONE_ORDERED, [&](const Slot& at) {
    if (take_next && right) {
      found = at.id;
      take_next = false;
    }
    if (at.id == slot) {
      if (!right) found = before;
      take_next = true;
    }
    before = at.id;
  });
  return found;
}

}  // namespace

Product::Product(const std::string& names, std::uint32_t import_actor) : state_(founded()) {
  for (const char name : names) {
    v1::Operation operation;
    operation.set_actor(import_actor);
    operation.set_counter(last_counter(import_actor) + 1);
    operation.mutable_add_items()->add_items()->set_title(std::string(1, name));
    operation.mutable_add_items()->mutable_place()->set_end(true);
    EXPECT_TRUE(submit(operation).has_value());
  }
}

std::uint32_t Product::last_counter(std::uint32_t actor) const {
  const auto found = counters_.find(actor);
  return found == counters_.end() ? 0 : found->second;
}

std::optional<v1::OutcomeKind> Product::submit(const v1::Operation& operation) {
  EXPECT_EQ(operation.counter(), last_counter(operation.actor()) + 1);
  counters_[operation.actor()] = operation.counter();
  Entropy entropy{};
  entropy[0] = static_cast<std::uint8_t>(++inputs_);
  Draw draw(entropy);
  const Author author{.participant = person_of(operation.actor()),
                      .role = v1::ROLE_PRODUCT_OWNER,
                      .actor = ActorId{operation.actor()}};
  const Order::Decided decided = [&](SlotId slot) {
    return slot.counter <= last_counter(slot.actor);
  };
  auto decision = decide(
      operation,
      {.state = state_, .author = author, .now = TimeMs{1000}, .draw = draw, .decided = decided});
  if (!decision) {
    last_error_ = decision.error().code;
    return std::nullopt;
  }
  last_reason_ = decision->reason;
  last_by_ = decision->by;
  last_into_ = decision->into;
  for (v1::Event& event : decision->events) {
    event.set_seq(value(next(state_.seq)));
    event.set_author(value(author.participant));
    event.set_actor(operation.actor());
    event.set_counter(operation.counter());
    apply(state_, event);
    events_.push_back(event);
  }
  return decision->kind;
}

void Product::succeed(std::uint32_t from, std::uint32_t to) {
  state_.actors.at(ActorId{to}).predecessor = ActorId{from};
}

std::string Product::order() const {
  std::string out;
  state_.backlog.order.each(v1::ZONE_ORDERED, [&](const Slot& slot) {
    if (!slot.live) return;
    const Item& item = state_.backlog.items.at(slot.item);
    if (item.archived_at == Seq{}) out += (out.empty() ? "" : " ") + item.title.plain;
  });
  return out;
}

std::string Product::all() const {
  std::string out;
  state_.backlog.order.each(v1::ZONE_ORDERED, [&](const Slot& slot) {
    if (slot.live) out += (out.empty() ? "" : " ") + state_.backlog.items.at(slot.item).title.plain;
  });
  return out;
}

ItemId Product::item(const std::string& name) const {
  for (const auto& [id, item] : state_.backlog.items) {
    if (item.title.plain == name) return id;
  }
  ADD_FAILURE() << "no item " << name;
  return {};
}

Tab::Tab(const Product& product, std::uint32_t actor)
    : view_(product),
      actor_(actor),
      counter_(product.last_counter(actor)),
      base_(value(product.state().seq)) {}

v1::Operation Tab::begin() {
  v1::Operation operation;
  operation.set_actor(actor_);
  operation.set_counter(++counter_);
  operation.set_base(base_);
  operation.set_queued_offline(offline_);
  return operation;
}

// The author sees their own operation at once.
v1::Operation Tab::make(v1::Operation operation) {
  EXPECT_TRUE(view_.submit(operation).has_value()) << operation.ShortDebugString();
  return operation;
}

void Tab::name_items(const std::vector<std::string>& items, v1::MoveItems* move) const {
  for (const std::string& name : items) view_.item(name).to(move->add_items());
}

v1::Gap Tab::gap_below(const std::string& row) const {
  v1::Gap gap;
  const SlotId slot = view_.state().backlog.items.at(view_.item(row)).slot;
  slot.to(gap.mutable_left());
  if (const auto right = neighbour(view_.state().backlog.order, slot, true))
    right->to(gap.mutable_right());
  return gap;
}

v1::Gap Tab::gap_above(const std::string& row) const {
  v1::Gap gap;
  const SlotId slot = view_.state().backlog.items.at(view_.item(row)).slot;
  slot.to(gap.mutable_right());
  if (const auto left = neighbour(view_.state().backlog.order, slot, false))
    left->to(gap.mutable_left());
  return gap;
}

v1::Operation Tab::below(const std::vector<std::string>& items, const std::string& row) {
  v1::Operation operation = begin();
  name_items(items, operation.mutable_move_items());
  *operation.mutable_move_items()->mutable_place()->mutable_gap() = gap_below(row);
  return make(operation);
}

v1::Operation Tab::above(const std::vector<std::string>& items, const std::string& row) {
  v1::Operation operation = begin();
  name_items(items, operation.mutable_move_items());
  *operation.mutable_move_items()->mutable_place()->mutable_gap() = gap_above(row);
  return make(operation);
}

v1::Operation Tab::to_top(const std::vector<std::string>& items) {
  v1::Operation operation = begin();
  name_items(items, operation.mutable_move_items());
  operation.mutable_move_items()->mutable_place()->set_top(true);
  return make(operation);
}

v1::Operation Tab::to_end(const std::vector<std::string>& items) {
  v1::Operation operation = begin();
  name_items(items, operation.mutable_move_items());
  operation.mutable_move_items()->mutable_place()->set_end(true);
  return make(operation);
}

v1::Operation Tab::insert_below(const std::string& title, const std::string& row) {
  v1::Operation operation = begin();
  operation.mutable_add_items()->add_items()->set_title(title);
  *operation.mutable_add_items()->mutable_place()->mutable_gap() = gap_below(row);
  return make(operation);
}

v1::Operation Tab::insert_above(const std::string& title, const std::string& row) {
  v1::Operation operation = begin();
  operation.mutable_add_items()->add_items()->set_title(title);
  *operation.mutable_add_items()->mutable_place()->mutable_gap() = gap_above(row);
  return make(operation);
}

v1::Operation Tab::insert_top(const std::string& title) {
  v1::Operation operation = begin();
  operation.mutable_add_items()->add_items()->set_title(title);
  operation.mutable_add_items()->mutable_place()->set_top(true);
  return make(operation);
}

v1::Operation Tab::insert_end(const std::string& title) {
  v1::Operation operation = begin();
  operation.mutable_add_items()->add_items()->set_title(title);
  operation.mutable_add_items()->mutable_place()->set_end(true);
  return make(operation);
}

v1::Operation Tab::archive(const std::string& item) {
  v1::Operation operation = begin();
  view_.item(item).to(operation.mutable_archive_item()->mutable_item());
  return make(operation);
}

v1::Operation Tab::restore(const std::string& name) {
  v1::Operation operation = begin();
  const ItemId id = view_.item(name);
  id.to(operation.mutable_restore_item()->mutable_item());
  operation.mutable_restore_item()->set_archived_at(
      value(view_.state().backlog.items.at(id).archived_at));
  return make(operation);
}

v1::Operation Tab::edit(const std::string& item, const std::string& title) {
  v1::Operation operation = begin();
  view_.item(item).to(operation.mutable_edit_item()->mutable_item());
  operation.mutable_edit_item()->set_field(v1::ITEM_FIELD_TITLE);
  operation.mutable_edit_item()->set_text(title);
  return make(operation);
}

v1::Operation Tab::estimate(const std::string& item, std::uint32_t points) {
  v1::Operation operation = begin();
  view_.item(item).to(operation.mutable_edit_item()->mutable_item());
  operation.mutable_edit_item()->set_field(v1::ITEM_FIELD_ESTIMATE);
  operation.mutable_edit_item()->set_number(points);
  return make(operation);
}

v1::Operation Tab::label(const std::string& item, const std::string& label, bool remove) {
  v1::Operation operation = begin();
  view_.item(item).to(operation.mutable_edit_item()->mutable_item());
  operation.mutable_edit_item()->set_field(v1::ITEM_FIELD_LABEL);
  operation.mutable_edit_item()->set_text(label);
  operation.mutable_edit_item()->set_remove(remove);
  return make(operation);
}

v1::Operation Tab::describe(const std::string& item, const std::string& text) {
  v1::Operation operation = begin();
  view_.item(item).to(operation.mutable_edit_item()->mutable_item());
  operation.mutable_edit_item()->set_field(v1::ITEM_FIELD_DESCRIPTION);
  operation.mutable_edit_item()->set_text(text);
  operation.mutable_edit_item()->set_if_version(value(view_.at(item).description_by.seq));
  return make(operation);
}

v1::Operation Tab::move_to_other_zone(const std::vector<std::string>& items) {
  v1::Operation operation = begin();
  name_items(items, operation.mutable_move_items());
  operation.mutable_move_items()->mutable_place()->set_zone(v1::ZONE_NOT_YET_ORDERED);
  operation.mutable_move_items()->mutable_place()->set_end(true);
  return make(operation);
}

v1::Operation Tab::sort(const std::vector<std::string>& items) {
  v1::Operation operation = begin();
  for (const std::string& name : items)
    view_.item(name).to(operation.mutable_sort_items()->add_items());
  return make(operation);
}

v1::Operation Tab::split(const std::string& item, const std::string& title) {
  v1::Operation operation = begin();
  view_.item(item).to(operation.mutable_split_item()->mutable_item());
  operation.mutable_split_item()->mutable_second()->set_title(title);
  return make(operation);
}

v1::Operation Tab::merge(const std::string& item, const std::string& into) {
  v1::Operation operation = begin();
  view_.item(item).to(operation.mutable_merge_item()->mutable_item());
  view_.item(into).to(operation.mutable_merge_item()->mutable_into());
  return make(operation);
}

v1::Operation Tab::undo(const v1::Operation& target) {
  v1::Operation operation = begin();
  operation.mutable_undo()->set_actor(target.actor());
  operation.mutable_undo()->set_counter(target.counter());
  return make(operation);
}

v1::Operation Tab::redo(const v1::Operation& target) {
  v1::Operation operation = begin();
  operation.mutable_redo()->set_actor(target.actor());
  operation.mutable_redo()->set_counter(target.counter());
  return make(operation);
}

}  // namespace reviewd::domain
