// Histories that everybody runs: 2,000 seeds of at least 500 operations, and every seed that ever
// failed, by name. `./dev sim` runs more of them.
#include "simulation/simulation.h"

#include <gtest/gtest.h>

#include "simulation/isolation.h"

namespace reviewd::simulation {
namespace {

// Split, so that a machine with several cores runs them side by side.
constexpr std::uint64_t kSeeds = 2'000;

std::string explain(const History& history, const Course& course) {
  const auto kept = shrink(history, course);
  std::string out = "seed " + std::to_string(history.seed) + " breaks \"" + course.broken_rule +
                    "\": " + course.how + "\n";
  for (const std::size_t number : kept) out += "  " + to_string(history.steps[number]) + "\n";
  return out + "again: ./dev sim --seed " + std::to_string(history.seed) + " --keep " +
         counterexample::ranges(kept);
}

class Histories : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(Histories, G1G2G3EveryRuleHolds) {
  for (std::uint64_t seed = GetParam(); seed < GetParam() + kSeeds / 8; ++seed) {
    const History history = draw_history(seed);
    const Course course = run_isolated(history);
    ASSERT_EQ(course.broken_rule, "") << explain(history, course);
    EXPECT_GE(course.operations, kOperationsMin) << "seed " << seed << " is too quiet";
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, Histories, ::testing::Range<std::uint64_t>(1, kSeeds, kSeeds / 8));

// Seeds that failed once. When the steps are drawn in another way these become other histories;
// each mistake has a test of its own beside the code as well.
struct FailedOnce {
  std::uint64_t seed;
  const char* why;
};

class Seed : public ::testing::TestWithParam<FailedOnce> {};

TEST_P(Seed, HoldsNow) {
  const History history = draw_history(GetParam().seed);
  const Course course = run_isolated(history);
  EXPECT_EQ(course.broken_rule, "") << explain(history, course);
}

INSTANTIATE_TEST_SUITE_P(
    FailedOnce, Seed,
    ::testing::Values(FailedOnce{9, "EachGapBehindARefusalCountedAsARefusal"},
                      FailedOnce{15, "ASnapshotBelowTheFloorWasSharedForEver"},
                      FailedOnce{579, "ANumberWasFilledWhileACopyWasStillAccepted"}),
    [](const auto& test) { return std::to_string(test.param.seed) + test.param.why; });

TEST(Simulation, OneSeedIsOneHistory) {
  const Course once = run(draw_history(7));
  const Course again = run(draw_history(7));
  EXPECT_EQ(once.operations, again.operations);
  EXPECT_EQ(once.events, again.events);
  EXPECT_EQ(once.overridden, again.overridden);
}

}  // namespace
}  // namespace reviewd::simulation
