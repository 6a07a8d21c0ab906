// Random histories against a naive model (random_history.h), and the worked examples in every
// interleaving against properties.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "domain/canonical.h"
#include "domain/random_history.h"
#include "domain/worked_example.h"

namespace reviewd::domain {
namespace {

// REVIEWD_HISTORIES says how many; the same number gives the same histories everywhere but for the
// library's distributions.
std::uint64_t histories() {
  const char* const asked = std::getenv("REVIEWD_HISTORIES");
  return asked == nullptr ? 20'000 : std::strtoull(asked, nullptr, 10);
}

TEST(OrderProperty, RandomHistoriesAgreeWithTheNaiveModel) {
  for (std::uint64_t seed = 1; seed <= histories(); ++seed) {
    History history(seed);
    history.run(24);
    ASSERT_FALSE(HasFailure()) << "seed " << seed << ", decided so far:\n" << history.told();
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
