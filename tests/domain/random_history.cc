#include "domain/random_history.h"

#include <algorithm>
#include <utility>

#include "domain/canonical.h"

namespace reviewd::domain {
namespace {

using naive::Id;
using naive::Kind;

constexpr std::uint32_t kActors[] = {2, kSecondPerson, 3, kSecondPerson + 1, 4, kSecondPerson + 2};

void to_proto(const Id& id, v1::Id* out) {
  out->set_actor(id[0]);
  out->set_counter(id[1]);
  out->set_k(id[2]);
}

void to_proto(const naive::Operation& in, v1::Place* out) {
  if (in.where == naive::Where::kTop) return out->set_top(true);
  if (in.where == naive::Where::kEnd) return out->set_end(true);
  v1::Gap& gap = *out->mutable_gap();
  if (in.gap.left != naive::kEdge) to_proto(in.gap.left, gap.mutable_left());
  if (in.gap.right != naive::kEdge) to_proto(in.gap.right, gap.mutable_right());
  for (const Id& id : in.gap.fallbacks) to_proto(id, gap.add_fallbacks());
}

void to_proto(const naive::Operation& in, v1::MoveItems* out) {
  for (const Id& item : in.items) to_proto(item, out->add_items());
  to_proto(in, out->mutable_place());
}

void fill_body(const naive::Operation& in, v1::Operation& out) {
  const auto item = [&](v1::Id* id) { to_proto(in.items.front(), id); };
  switch (in.kind) {
    case Kind::kAdd:
      for (std::uint32_t i = 0; i < in.add; ++i)
        out.mutable_add_items()->add_items()->set_title("x");
      return to_proto(in, out.mutable_add_items()->mutable_place());
    case Kind::kMove: return to_proto(in, out.mutable_move_items());
    case Kind::kArchive: return item(out.mutable_archive_item()->mutable_item());
    case Kind::kRestore:
      item(out.mutable_restore_item()->mutable_item());
      return out.mutable_restore_item()->set_archived_at(in.archived_at + kSeqBefore);
    case Kind::kSort:
      for (const Id& id : in.items) to_proto(id, out.mutable_sort_items()->add_items());
      return;
    case Kind::kUndo:
      out.mutable_undo()->set_actor(in.target[0]);
      return out.mutable_undo()->set_counter(in.target[1]);
    case Kind::kRedo:
      out.mutable_redo()->set_actor(in.target[0]);
      return out.mutable_redo()->set_counter(in.target[1]);
    case Kind::kSplit:
      out.mutable_split_item()->mutable_second()->set_title("x");
      return item(out.mutable_split_item()->mutable_item());
    case Kind::kMerge:
      to_proto(in.into, out.mutable_merge_item()->mutable_into());
      return item(out.mutable_merge_item()->mutable_item());
    case Kind::kPropose:
      for (const naive::Operation& move : in.moves)
        to_proto(move, out.mutable_propose_order()->add_moves());
      return;
    case Kind::kApplyProposal:
      to_proto({in.target[0], in.target[1], 0}, out.mutable_apply_proposal()->mutable_proposal());
      return out.mutable_apply_proposal()->set_even_if_stale(true);
    case Kind::kNothing: out.mutable_noop();
  }
}

}  // namespace

v1::Operation to_proto(const naive::Operation& in) {
  v1::Operation out;
  out.set_actor(in.actor);
  out.set_counter(in.counter);
  out.set_base(in.base + kSeqBefore);
  out.set_queued_offline(in.offline);
  fill_body(in, out);
  return out;
}

History::History(std::uint64_t seed) : random_(seed), product_("ABCDEF") {
  for (std::uint32_t i = 1; i <= 6; ++i) {
    commit({.kind = Kind::kAdd, .actor = 1, .counter = i, .add = 1, .where = naive::Where::kEnd},
           false);
  }
  const std::uint32_t count = 2 + below(5);
  for (std::uint32_t i = 0; i < count; ++i) people_.push_back({.actor = kActors[i], .seen = 6});
}

std::string History::told() const {
  std::string out;
  for (const naive::Operation& operation : history_) {
    if (operation.actor != 1)
      out += to_proto(operation).ShortDebugString() + "\n";  // 1: the import
  }
  return out;
}

std::vector<Turn> draw_turns(std::uint64_t seed, std::size_t count) {
  std::mt19937_64 random(seed);
  std::vector<Turn> turns(count);
  for (Turn& turn : turns) {
    turn.person = static_cast<std::uint32_t>(random() >> 32);
    turn.random = random();
  }
  return turns;
}

void History::run(const std::vector<Turn>& turns) {
  for (const Turn& turn : turns) {
    if (!broken_.empty()) return;
    random_.seed(turn.random);
    step(people_[turn.person % people_.size()]);
  }
  for (Person& person : people_) {
    while (!person.in_flight.empty() && broken_.empty()) deliver(person);
  }
  for (Person& person : people_) see(person, history_.size());
  check_replay();
}

void History::hold(bool rule, const std::string& what) {
  if (!rule && broken_.empty()) broken_ = what;
}

std::uint32_t History::below(std::size_t n) {
  return static_cast<std::uint32_t>(std::uniform_int_distribution<std::size_t>(0, n - 1)(random_));
}

void History::step(Person& person) {
  if (chance(35) && !person.in_flight.empty()) return deliver(person);
  if (chance(25)) see(person, history_.size() - below(3) % history_.size());
  make(person);
}

void History::see(Person& person, std::size_t operations) {
  if (operations <= person.seen) return;
  const std::size_t before = std::exchange(person.seen, operations);
  on_seen(person, before);
}

naive::Model History::decided(std::size_t operations) const {
  naive::Model model(kSecondPerson);
  for (std::size_t i = 0; i < operations; ++i) model.apply(history_[i]);
  return model;
}

naive::Model History::view(const Person& person, std::uint64_t& base) const {
  naive::Model model = decided(person.seen);
  base = model.seq();
  for (std::size_t i = person.seen; i < history_.size(); ++i) {
    if (history_[i].actor == person.actor) model.apply(history_[i]);
  }
  for (const naive::Operation& operation : person.in_flight) model.apply(operation);
  return model;
}

naive::Gap History::gap_at(const naive::Model& model, Id row, bool below_row) {
  naive::Gap gap;
  const Id slot = model.slot_of(row);
  gap.left = below_row ? slot : model.left_of(slot);
  gap.right = below_row ? model.right_of(slot) : slot;
  Id at = gap.left;
  for (int i = 0; i < 3 && at != naive::kEdge; ++i) {
    at = model.left_of(at);
    gap.fallbacks.push_back(at);
  }
  if (chance(3) && model.knows(gone_)) gap.left = gone_;
  if (chance(3) && model.knows(gone_)) gap.right = gone_;
  return gap;
}

void History::make(Person& person) {
  naive::Operation operation{.actor = person.actor, .counter = ++person.counter};
  const naive::Model model = view(person, operation.base);
  operation.offline = chance(15);
  const std::vector<Id> rows = model.items();
  if (rows.size() > 1) fill(person, model, rows, operation);
  person.in_flight.push_back(operation);
  on_made(person);
}

// What the person does to what they see.
void History::fill(Person& person, const naive::Model& model, const std::vector<Id>& rows,
                   naive::Operation& operation) {
  const Id row = rows[below(rows.size())];
  const std::uint32_t dice = below(130);
  if (person.run && dice < 40 && !model.alias({person.run->actor, person.run->counter, 0})) {
    // Goes on with the run, below or above what was just inserted.
    operation.kind = Kind::kAdd;
    operation.add = 1;
    operation.gap = gap_at(model, {person.run->actor, person.run->counter, 0}, person.run_forward);
    person.run = operation;
  } else if (dice < 58) {
    operation.kind = Kind::kAdd;
    operation.add = 1 + (chance(20) ? below(3) : 0);
    operation.gap = gap_at(model, row, chance(50));
    person.run = operation;
    person.run_forward = chance(50);
  } else if (dice < 85) {
    fill_move(model, rows, operation);
  } else if (dice < 92) {
    operation.kind = model.archived(row) ? Kind::kRestore : Kind::kArchive;
    operation.items = {row};
    if (model.archived(row)) operation.archived_at = model.archived_at(row);
    // An archive of one's own that is still in flight has no number to name yet.
    if (operation.archived_at > operation.base) operation.kind = Kind::kNothing;
  } else if (dice < 100) {
    operation.kind = Kind::kSort;
    operation.items = some_of(rows, 2 + below(rows.size() - 1));
  } else if (dice < 116 && operation.counter > 1) {
    operation.kind = chance(65) ? Kind::kUndo : Kind::kRedo;
    const std::uint32_t back = 1 + below(std::min<std::uint32_t>(4, operation.counter - 1));
    operation.target = {person.actor, operation.counter - back};
  } else if (dice < 120) {
    operation.kind = Kind::kSplit;
    operation.items = {row};
  } else if (dice < 123) {
    operation.kind = Kind::kMerge;
    operation.items = {row};
    operation.into = rows[below(rows.size())];
    if (operation.into == row) operation.kind = Kind::kNothing;
  } else if (dice < 126 && proposals_ < kProposalsOpenOfOneMax) {
    ++proposals_;
    fill_proposal(model, rows, operation);
  } else if (!proposed_.empty()) {
    operation.kind = Kind::kApplyProposal;
    operation.target = proposed_[below(proposed_.size())];
  }
}

std::vector<Id> History::some_of(std::vector<Id> rows, std::size_t count) {
  std::shuffle(rows.begin(), rows.end(), random_);
  rows.resize(std::min(count, rows.size()));
  return rows;
}

void History::fill_move(const naive::Model& model, const std::vector<Id>& rows,
                        naive::Operation& operation) {
  operation.kind = Kind::kMove;
  operation.items = some_of(rows, 1 + (chance(40) ? below(4) : 0));
  operation.gap = gap_at(model, rows[below(rows.size())], chance(50));
  if (chance(25)) operation.where = chance(50) ? naive::Where::kTop : naive::Where::kEnd;
}

// Some moves; a later one may go right below what the first one puts down.
void History::fill_proposal(const naive::Model& model, const std::vector<Id>& rows,
                            naive::Operation& operation) {
  operation.kind = Kind::kPropose;
  const std::uint32_t moves = 1 + below(3);
  for (std::uint32_t i = 0; i < moves; ++i) {
    fill_move(model, rows, operation.moves.emplace_back());
    naive::Operation& move = operation.moves.back();
    if (i == 0 || chance(50)) continue;
    move.where = naive::Where::kGap;
    move.gap = {.left = {operation.actor, operation.counter, 0},
                .right = operation.moves.front().gap.right};
  }
}

// The server decides the person's oldest operation.
void History::deliver(Person& person) {
  naive::Operation operation = person.in_flight.front();
  person.in_flight.erase(person.in_flight.begin());
  commit(operation, true);
  if (operation.kind == Kind::kPropose) proposed_.push_back({operation.actor, operation.counter});
}

void History::commit(const naive::Operation& operation, bool to_product) {
  if (to_product) {
    if (operation.kind == Kind::kNothing) gone_ = {operation.actor, operation.counter, 0};
    const v1::Operation asked = to_proto(operation);
    const bool refused = !product_.submit(asked).has_value();
    // Refused are a merge into an alias of the item itself, a redo of an insert, and what names
    // an item that a split would have made which came too late.
    hold(!refused || operation.kind == Kind::kMerge || operation.kind == Kind::kRedo ||
             product_.last_error() == v1::ERROR_CODE_DEPENDENCY,
         "refused: error " + std::to_string(product_.last_error()));
  }
  hold(server_.apply(operation), "the model cannot apply it");
  history_.push_back(operation);
  if (to_product) compare();
}

void History::compare_slot(const Slot& real, std::size_t at) {
  if (at >= server_.slots().size()) return;  // their number is compared
  const naive::Slot& model = server_.slots()[at];
  const auto same = [&](const SlotId& id, const Id& other, const char* what) {
    hold(Id{id.actor, id.counter, id.k} == other,
         std::string(what) + " of slot " + std::to_string(at) + " from the top");
  };
  same(real.id, model.id, "id");
  same(real.anchor, model.anchor, "anchor");
  same(real.came_from, model.came_from, "came_from");
  hold(real.sorted == model.sorted, "sorted of slot " + std::to_string(at) + " from the top");
}

// The real order, slot by slot with anchors, equals the naive one; each item is there exactly once.
void History::compare() {
  std::vector<Id> items;
  std::size_t slots = 0;
  product_.state().backlog.order.each(v1::ZONE_ORDERED, [&](const Slot& slot) {
    compare_slot(slot, slots++);
    if (slot.live) items.push_back({slot.item.actor, slot.item.counter, slot.item.k});
  });
  hold(slots == server_.slots().size(), "number of slots");
  hold(items == server_.items(), "rows");
  hold(items.size() + server_.aliases() == product_.state().backlog.items.size(),
       "number of items");
  hold(value(product_.state().seq) == server_.seq() + kSeqBefore, "number of events");
}

// Somebody who only applies the events ends with the same bytes.
void History::check_replay() {
  if (!broken_.empty()) return;
  State replica = Product("").state();
  for (const v1::Event& event : product_.events()) apply(replica, event);
  hold(state_hash(replica) == state_hash(product_.state()), "state after a replay");
}

}  // namespace reviewd::domain
