// Random histories against a naive model (random_history.h), and the worked examples in every
// interleaving against properties.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <numeric>

#include "counterexample/isolated.h"
#include "counterexample/minimal.h"
#include "domain/canonical.h"
#include "domain/random_history.h"
#include "domain/worked_example.h"

namespace reviewd::domain {
namespace {

constexpr std::size_t kTurns = 24;
constexpr std::uint64_t kBatch = 200;  // histories that share a process

using counterexample::Steps;

// REVIEWD_HISTORIES says how many; the same number gives the same histories everywhere but for the
// library's distributions.
std::uint64_t histories() {
  const char* const asked = std::getenv("REVIEWD_HISTORIES");
  return asked == nullptr ? 20'000 : std::strtoull(asked, nullptr, 10);
}

std::vector<Turn> kept_turns(std::uint64_t seed, const Steps& kept) {
  const std::vector<Turn> all = draw_turns(seed, kTurns);
  std::vector<Turn> turns;
  for (const std::size_t turn : kept) turns.push_back(all.at(turn));
  return turns;
}

// What is wrong with it, and what was decided until then; empty: nothing.
std::string run_turns(std::uint64_t seed, const std::vector<Turn>& turns) {
  History history(seed);
  history.run(turns);
  return history.broken().empty() ? "" : history.broken() + "\n" + history.told();
}

// The same of one that may end the process.
std::string run_apart(std::uint64_t seed, const Steps& kept) {
  const auto ending =
      counterexample::run_isolated([&] { return run_turns(seed, kept_turns(seed, kept)); });
  return ending.alive ? ending.answer : "died: " + ending.answer;
}

// The first of a batch that breaks, cut down to the turns that matter.
std::string explain(std::uint64_t first) {
  Steps all(kTurns);
  std::iota(all.begin(), all.end(), std::size_t{0});
  for (std::uint64_t seed = first; seed < first + kBatch; ++seed) {
    if (run_apart(seed, all).empty()) continue;
    const Steps kept = counterexample::minimal(
        kTurns, [&](const Steps& steps) { return !run_apart(seed, steps).empty(); });
    return run_apart(seed, kept) + "again: REVIEWD_HISTORY=" + std::to_string(seed) + ":" +
           counterexample::ranges(kept) + " order_property_test --gtest_filter='*Naive*'";
  }
  return "a batch breaks of which no history breaks alone";
}

TEST(OrderProperty, RandomHistoriesAgreeWithTheNaiveModel) {
  if (const char* const one = std::getenv("REVIEWD_HISTORY")) {
    char* rest = nullptr;
    const std::uint64_t seed = std::strtoull(one, &rest, 10);
    const auto kept = counterexample::parse_ranges(*rest == ':' ? rest + 1 : rest, kTurns);
    ASSERT_TRUE(kept) << "REVIEWD_HISTORY=SEED:TURNS, as a failure prints it";
    ASSERT_EQ(run_turns(seed, kept_turns(seed, *kept)), "");
    return;
  }
  for (std::uint64_t first = 1; first <= histories(); first += kBatch) {
    const auto batch = counterexample::run_isolated([first] {
      for (std::uint64_t seed = first; seed < first + kBatch; ++seed) {
        if (std::string broken = run_turns(seed, draw_turns(seed, kTurns)); !broken.empty())
          return broken;
      }
      return std::string();
    });
    ASSERT_TRUE(batch.alive && batch.answer.empty()) << explain(first);
  }
}

// A history that would fail if a sort and a later undo together were a mistake.
class Touchy : public History {
 public:
  using History::History;

  bool sorted_and_undone() const {
    const auto is = [](naive::Kind kind) {
      return [kind](const naive::Operation& operation) { return operation.kind == kind; };
    };
    const auto sort = std::ranges::find_if(history(), is(naive::Kind::kSort));
    return std::find_if(sort, history().end(), is(naive::Kind::kUndo)) != history().end();
  }
};

TEST(OrderProperty, FailingHistoryIsCutDownToTheTurnsThatMatter) {
  const auto fails = [](std::uint64_t seed, const Steps& kept) {
    Touchy history(seed);
    history.run(kept_turns(seed, kept));
    return history.sorted_and_undone();
  };
  Steps all(kTurns);
  std::iota(all.begin(), all.end(), std::size_t{0});
  int tried = 0;
  for (std::uint64_t seed = 1; tried < 20; ++seed) {
    if (!fails(seed, all)) continue;
    ++tried;
    const Steps kept =
        counterexample::minimal(kTurns, [&](const Steps& steps) { return fails(seed, steps); });
    EXPECT_TRUE(fails(seed, kept));
    // Somebody needs an operation to undo, and a place in line to be heard in.
    EXPECT_LE(kept.size(), 5u) << "seed " << seed << ": " << counterexample::ranges(kept);
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
    ++i;
    if (slot.sorted) return;  // the seats of a sort need not be neighbours
    places[{slot.id.actor, slot.id.counter}].push_back(i);
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
