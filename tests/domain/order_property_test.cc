// Random histories of 2 to 4 people against a naive model (naive_order.h), and the worked examples
// in every interleaving against properties.
//
// Each person sees a prefix of the events and their own operations in flight, and makes operations
// from that view: moves, blocks, inserts, forward and backward runs into one gap, archives and
// restores.

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "domain/canonical.h"
#include "domain/naive_order.h"
#include "domain/worked_example.h"

namespace reviewd::domain {
namespace {

using naive::Id;
using Kind = naive::Operation::Kind;

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

v1::Operation to_proto(const naive::Operation& in, const State& state) {
  v1::Operation out;
  out.set_actor(in.actor);
  out.set_counter(in.counter);
  switch (in.kind) {
    case Kind::kAdd:
      for (std::uint32_t i = 0; i < in.add; ++i)
        out.mutable_add_items()->add_items()->set_title("x");
      to_proto(in, out.mutable_add_items()->mutable_place());
      break;
    case Kind::kMove:
      for (const Id& item : in.items) to_proto(item, out.mutable_move_items()->add_items());
      to_proto(in, out.mutable_move_items()->mutable_place());
      break;
    case Kind::kArchive:
      to_proto(in.items.front(), out.mutable_archive_item()->mutable_item());
      break;
    case Kind::kRestore: {
      const Id& id = in.items.front();
      to_proto(id, out.mutable_restore_item()->mutable_item());
      const Seq archived = state.backlog.items.at(ItemId{id[0], id[1], id[2]}).archived_at;
      out.mutable_restore_item()->set_archived_at(value(archived));
      break;
    }
    case Kind::kNothing: out.mutable_noop(); break;
  }
  return out;
}

// One person: what they see, and what they have made but the server has not decided.
struct Person {
  std::uint32_t actor = 0;
  std::uint32_t counter = 0;
  std::size_t seen = 0;  // operations of the history applied to the view
  std::vector<naive::Operation> in_flight;
  std::optional<naive::Operation> run;  // the run being typed: its last insert
  bool run_forward = false;
};

class History {
 public:
  explicit History(std::uint64_t seed) : random_(seed), product_("ABCDEF") {
    for (std::uint32_t i = 1; i <= 6; ++i) {
      commit({.kind = Kind::kAdd, .actor = 1, .counter = i, .add = 1, .where = naive::Where::kEnd},
             false);
    }
    const std::uint32_t people = 2 + below(3);
    for (std::uint32_t i = 0; i < people; ++i) people_.push_back({.actor = 2 + i, .seen = 6});
  }

  void run(std::uint32_t steps) {
    for (std::uint32_t i = 0; i < steps && !testing::Test::HasFailure(); ++i)
      step(people_[below(people_.size())]);
    for (Person& person : people_) {
      while (!person.in_flight.empty() && !testing::Test::HasFailure()) deliver(person);
    }
    check_replay();
  }

 private:
  std::uint32_t below(std::size_t n) {
    return static_cast<std::uint32_t>(
        std::uniform_int_distribution<std::size_t>(0, n - 1)(random_));
  }
  bool chance(std::uint32_t percent) { return below(100) < percent; }

  void step(Person& person) {
    if (chance(35) && !person.in_flight.empty()) return deliver(person);
    if (chance(25))
      person.seen =
          std::max<std::size_t>(person.seen, history_.size() - below(3) % (history_.size()));
    make(person);
  }

  // The person's view: the history up to what they have seen (their own part of it included), and
  // their own operations that are decided later or not at all yet, on top.
  naive::Model view(const Person& person) const {
    naive::Model model;
    for (std::size_t i = 0; i < person.seen; ++i) model.apply(history_[i]);
    for (std::size_t i = person.seen; i < history_.size(); ++i) {
      if (history_[i].actor == person.actor) model.apply(history_[i]);
    }
    for (const naive::Operation& operation : person.in_flight) model.apply(operation);
    return model;
  }

  naive::Gap gap_at(const naive::Model& model, Id row, bool below_row) {
    naive::Gap gap;
    const Id slot = model.slot_of(row);
    gap.left = below_row ? slot : model.left_of(slot);
    gap.right = below_row ? model.right_of(slot) : slot;
    Id at = gap.left;
    for (int i = 0; i < 3 && at != naive::kEdge; ++i) {
      at = model.left_of(at);
      gap.fallbacks.push_back(at);
    }
    if (chance(3)) gap.left = gone_;
    if (chance(3)) gap.right = gone_;
    return gap;
  }

  void make(Person& person) {
    const naive::Model model = view(person);
    const std::vector<Id> rows = model.items();
    naive::Operation operation{.actor = person.actor, .counter = ++person.counter};
    const Id row = rows[below(rows.size())];
    const std::uint32_t dice = below(100);
    if (person.run && dice < 40) {  // go on with the run, below or above what was just inserted
      operation.kind = Kind::kAdd;
      operation.add = 1;
      operation.gap =
          gap_at(model, {person.run->actor, person.run->counter, 0}, person.run_forward);
      person.run = operation;
    } else if (dice < 60) {
      operation.kind = Kind::kAdd;
      operation.add = 1 + (chance(20) ? below(3) : 0);
      operation.gap = gap_at(model, row, chance(50));
      person.run = operation;
      person.run_forward = chance(50);
    } else if (dice < 90) {
      operation.kind = Kind::kMove;
      std::vector<Id> shuffled = rows;
      std::shuffle(shuffled.begin(), shuffled.end(), random_);
      shuffled.resize(1 + (chance(40) ? below(std::min<std::size_t>(4, shuffled.size())) : 0));
      operation.items = shuffled;
      operation.gap = gap_at(model, row, chance(50));
      if (chance(25)) operation.where = chance(50) ? naive::Where::kTop : naive::Where::kEnd;
    } else if (dice < 97) {
      operation.kind = model.archived(row) ? Kind::kRestore : Kind::kArchive;
      operation.items = {row};
    }
    person.in_flight.push_back(operation);
  }

  // The server decides the person's oldest operation.
  void deliver(Person& person) {
    naive::Operation operation = person.in_flight.front();
    person.in_flight.erase(person.in_flight.begin());
    // A restore of something that somebody else has restored, or archived anew, ends without an
    // event.
    commit(operation, true);
  }

  void commit(const naive::Operation& operation, bool to_product) {
    if (to_product) {
      if (operation.kind == Kind::kNothing) gone_ = {operation.actor, operation.counter, 0};
      ASSERT_TRUE(product_.submit(to_proto(operation, product_.state())))
          << "error " << product_.last_error();
    }
    ASSERT_TRUE(server_.apply(operation));
    history_.push_back(operation);
    if (to_product) compare();
  }

  // The real order, slot by slot with anchors, equals the naive one; each item is there exactly
  // once.
  void compare() const {
    std::vector<naive::Slot> real;
    std::vector<Id> items;
    product_.state().backlog.order.each(v1::ZONE_ORDERED, [&](const Slot& slot) {
      real.push_back({.id = {slot.id.actor, slot.id.counter, slot.id.k},
                      .anchor = {slot.anchor.actor, slot.anchor.counter, slot.anchor.k},
                      .item = {slot.item.actor, slot.item.counter, slot.item.k}});
      if (slot.live) items.push_back(real.back().item);
    });
    ASSERT_EQ(real.size(), server_.slots().size());
    for (std::size_t i = 0; i < real.size(); ++i) {
      ASSERT_EQ(real[i].id, server_.slots()[i].id) << "slot " << i;
      ASSERT_EQ(real[i].anchor, server_.slots()[i].anchor) << "slot " << i;
    }
    ASSERT_EQ(items, server_.items());
    ASSERT_EQ(items.size(), product_.state().backlog.items.size());
  }

  // Somebody who only applies the events ends with the same bytes.
  void check_replay() const {
    if (testing::Test::HasFailure()) return;
    State replica = Product("").state();
    for (const v1::Event& event : product_.events()) apply(replica, event);
    ASSERT_EQ(state_hash(replica), state_hash(product_.state()));
  }

  std::mt19937_64 random_;
  Product product_;
  naive::Model server_;
  std::vector<naive::Operation> history_;
  std::vector<Person> people_;
  Id gone_{1, 1, 99};  // decided, but never a slot
};

TEST(OrderProperty, TwentyThousandHistoriesAgreeWithTheNaiveModel) {
  for (std::uint64_t seed = 1; seed <= 20'000; ++seed) {
    History history(seed);
    history.run(24);
    ASSERT_FALSE(HasFailure()) << "seed " << seed;
  }
}

// ------------------------------------------------------------------- interleavings of S1..S19

std::vector<std::string> words(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string word; in >> word;) out.push_back(word);
  return out;
}

// Members of one operation that are still where it put them have no stranger between them.
void check_blocks(const Product& product) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::size_t>> places;
  std::size_t i = 0;
  product.state().backlog.order.each(v1::ZONE_ORDERED, [&](const Slot& slot) {
    if (!slot.live) return;
    places[{slot.id.actor, slot.id.counter}].push_back(i++);
  });
  for (const auto& [operation, at] : places) {
    EXPECT_EQ(at.back() - at.front() + 1, at.size())
        << "block of " << operation.first << "." << operation.second;
  }
}

void check_runs(const Product& product) {
  for (const char prefix : {'X', 'Y'}) {
    const std::vector<std::string> row = words(product.order());
    const auto first =
        std::ranges::find_if(row, [&](const auto& word) { return word[0] == prefix; });
    const auto strangers =
        std::ranges::find_if(first, row.end(), [&](const auto& word) { return word[0] != prefix; });
    EXPECT_TRUE(std::none_of(strangers, row.end(), [&](const auto& word) {
      return word[0] == prefix;
    })) << product.order();
  }
}

class Interleaved : public testing::TestWithParam<WorkedExample> {};

TEST_P(Interleaved, KeepsEachItemOnceRunsAndBlocksTogetherAndOneOrderForAll) {
  const Product start("ABCDEF");
  Tab one(start, 2);
  Tab two(start, 3);
  const auto first = GetParam().user_1(one);
  const auto second = GetParam().user_2(two);
  std::vector<int> turns(first.size(), 0);
  turns.insert(turns.end(), second.size(), 1);
  do {
    Product product = start;
    std::size_t next[2] = {0, 0};
    for (const int who : turns) {
      ASSERT_TRUE(product.submit((who == 0 ? first : second)[next[who]++]));
    }
    std::vector<std::string> all = words(product.all());
    std::ranges::sort(all);
    EXPECT_EQ(std::ranges::adjacent_find(all), all.end());
    EXPECT_EQ(all.size(), product.state().backlog.items.size());
    check_blocks(product);
    check_runs(product);
    State replica = Product("").state();
    for (const v1::Event& event : product.events()) apply(replica, event);
    EXPECT_EQ(state_hash(replica), state_hash(product.state()));
  } while (std::next_permutation(turns.begin(), turns.end()));
}

INSTANTIATE_TEST_SUITE_P(Order, Interleaved, testing::ValuesIn(worked_examples()),
                         [](const auto& test) { return test.param.id; });

}  // namespace
}  // namespace reviewd::domain
