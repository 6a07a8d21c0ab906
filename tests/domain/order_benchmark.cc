// What the order costs: random moves that have not seen the last ones, decided and applied, for
// backlogs of different sizes, and everybody into one gap. Not a test: it reports, nothing else.
//
//   build/release/tests/order_benchmark [--benchmark_filter=...]
//
// "Resolve" is the place rule and the list alone, without messages and events: what a move costs
// the resolver. "DecideAndApply" is the whole of an operation: permission, checks, event, state.

#include <benchmark/benchmark.h>

#include <deque>
#include <random>

#include "domain/apply.h"
#include "domain/decide.h"

namespace reviewd::domain {
namespace {

constexpr std::uint32_t kActor = 2;
constexpr std::size_t kLag = 50;  // moves that an author has not seen

// One backlog, and a supply of moves made against what it was kLag moves ago.
class Bench {
 public:
  explicit Bench(std::uint32_t items) : items_(items) {
    state_.participants.emplace(ParticipantId{1}, Participant{.role = v1::ROLE_PRODUCT_OWNER});
    state_.product_owner = ParticipantId{1};
    state_.actors.emplace(ActorId{kActor}, Actor{.participant = ParticipantId{1}});
    for (std::uint32_t i = 0; i < items; ++i) {
      const SlotId slot{1, 1, i};
      state_.backlog.items.emplace(ItemId{1, 1, i},
                                   Item{.slot = slot, .placed_by = {.seq = Seq{1}}});
      state_.backlog.order.append(
          {.id = slot, .seq = Seq{1}, .item = ItemId{1, 1, i}, .live = true});
    }
    state_.seq = Seq{1};
  }

  // A move of a random item below another, both as they stand now.
  v1::Operation make(std::uint64_t base) {
    v1::Operation operation;
    operation.set_actor(kActor);
    operation.set_counter(++counter_);
    operation.set_base(base);
    const std::uint32_t row = below(items_);
    ItemId{1, 1, below(items_)}.to(operation.mutable_move_items()->add_items());
    v1::Gap& gap = *operation.mutable_move_items()->mutable_place()->mutable_gap();
    const SlotId left = state_.backlog.items.at(ItemId{1, 1, row}).slot;
    left.to(gap.mutable_left());
    const SlotId right = state_.backlog.order.right_of(left);
    if (!right.none()) right.to(gap.mutable_right());
    return operation;
  }

  // Decides and applies one operation.
  void take(const v1::Operation& operation) {
    Draw draw{Entropy{}};
    const Author author{
        .participant = ParticipantId{1}, .role = v1::ROLE_PRODUCT_OWNER, .actor = ActorId{kActor}};
    const Order::Decided decided = [](SlotId) { return true; };
    auto decision = decide(
        operation,
        {.state = state_, .author = author, .now = TimeMs{1}, .draw = draw, .decided = decided});
    v1::Event& event = decision->events.front();
    event.set_seq(value(next(state_.seq)));
    event.set_actor(operation.actor());
    event.set_counter(operation.counter());
    event.set_author(1);
    apply(state_, event);
  }

  // The resolver alone: the place rule, the new slot in, the old one dead.
  void resolve(const v1::Operation& operation) {
    const Order::Decided decided = [](SlotId) { return true; };
    const auto spot = state_.backlog.order.resolve(operation.move_items().place(), decided);
    Item& item = state_.backlog.items.at(ItemId::from(operation.move_items().items(0)));
    const SlotId slot{operation.actor(), operation.counter(), 0};
    state_.seq = next(state_.seq);
    state_.backlog.order.insert(spot->left,
                                Slot{.id = slot,
                                     .seq = state_.seq,
                                     .anchor = spot->anchor,
                                     .came_from = item.slot,
                                     .item = ItemId::from(operation.move_items().items(0)),
                                     .zone = spot->zone,
                                     .live = true});
    state_.backlog.order.leave(item.slot);
    item.slot = slot;
  }

  std::uint64_t seq() const { return value(state_.seq); }

 private:
  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(random_() % n); }

  State state_;
  std::mt19937_64 random_{1};
  std::uint32_t items_;
  std::uint32_t counter_ = 0;
};

template <class Take>
void random_moves(benchmark::State& bench, Take take) {
  Bench backlog(static_cast<std::uint32_t>(bench.range(0)));
  std::deque<v1::Operation> late;
  while (late.size() < kLag) late.push_back(backlog.make(backlog.seq()));
  for (auto _ : bench) {
    bench.PauseTiming();
    std::vector<v1::Operation> batch;
    for (int i = 0; i < 1000; ++i) {
      batch.push_back(std::move(late.front()));
      late.pop_front();
      late.push_back(backlog.make(backlog.seq()));
    }
    bench.ResumeTiming();
    for (const v1::Operation& operation : batch) take(backlog, operation);
  }
  bench.SetItemsProcessed(static_cast<std::int64_t>(bench.iterations()) * 1000);
}

void resolve(benchmark::State& bench) {
  random_moves(bench, [](Bench& backlog, const v1::Operation& one) { backlog.resolve(one); });
}
void decide_and_apply(benchmark::State& bench) {
  random_moves(bench, [](Bench& backlog, const v1::Operation& one) { backlog.take(one); });
}
BENCHMARK(resolve)->Name("Resolve/RandomMoves")->Arg(1'000)->Arg(10'000)->Arg(100'000);
BENCHMARK(decide_and_apply)
    ->Name("DecideAndApply/RandomMoves")
    ->Arg(1'000)
    ->Arg(10'000)
    ->Arg(100'000);

// 10,000 moves into one gap, none of whose authors has seen any other.
void one_gap(benchmark::State& bench) {
  for (auto _ : bench) {
    bench.PauseTiming();
    Bench backlog(10'000);
    std::vector<v1::Operation> moves;
    const v1::Operation first = backlog.make(0);
    for (int i = 0; i < 10'000; ++i) {
      moves.push_back(backlog.make(0));
      *moves.back().mutable_move_items()->mutable_place() = first.move_items().place();
    }
    bench.ResumeTiming();
    for (const v1::Operation& move : moves) backlog.take(move);
  }
  bench.SetItemsProcessed(static_cast<std::int64_t>(bench.iterations()) * 10'000);
}
BENCHMARK(one_gap)->Name("DecideAndApply/EverybodyIntoOneGap")->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace reviewd::domain

BENCHMARK_MAIN();
