#include "simulation/history.h"

#include <algorithm>
#include <array>

#include "simulation/prng.h"
#include "simulation/simulation.h"

namespace reviewd::simulation {

namespace {

struct Weight {
  What what;
  std::uint32_t of_1000;
  const char* name;
};

constexpr std::array kWeights{
    Weight{What::kOperate, 858, "operates"},
    Weight{What::kCut, 35, "loses its connection"},
    Weight{What::kHalfOpen, 8, "loses its connection, and one side does not notice"},
    Weight{What::kHoldUp, 15, "is held up"},
    Weight{What::kPartition, 4, "and others cannot reach the server"},
    Weight{What::kGoOffline, 12, "goes offline"},
    Weight{What::kGoOnline, 22, "goes online"},
    Weight{What::kResend, 20, "sends again"},
    Weight{What::kReload, 3, "is loaded anew"},
    Weight{What::kCrash, 7, "sees the server crash"},
    Weight{What::kRestore, 2, "sees the server restored"},
    Weight{What::kFailAppend, 4, "sees the disk refuse"},
    Weight{What::kSlowDisk, 3, "sees a slow disk"},
    Weight{What::kSnapshot, 7, "sees the room saved"},
};

What draw_what(Prng& random) {
  std::uint32_t at = random.below(1'000);
  for (const Weight& weight : kWeights) {
    if (at < weight.of_1000) return weight.what;
    at -= weight.of_1000;
  }
  return What::kOperate;
}

}  // namespace

History draw_history(std::uint64_t seed) {
  Prng random(seed, 0);
  History history{.seed = seed};
  const std::uint32_t pace_ms = random.one_in(3) ? 400 : 60;
  for (std::size_t i = 0; i < kStepsMax; ++i) {
    history.steps.push_back({.what = draw_what(random),
                             .after_ms = random.below(pace_ms),
                             .tab = random.below(kTabs),
                             .random = random.next()});
  }
  return history;
}

History only(const History& history, const counterexample::Steps& kept) {
  History out{.seed = history.seed};
  for (const std::size_t number : kept) {
    if (number < history.steps.size()) out.steps.push_back(history.steps[number]);
  }
  return out;
}

std::string to_string(const Step& step) {
  const auto weight = std::ranges::find(kWeights, step.what, &Weight::what);
  return "after " + std::to_string(step.after_ms) + " ms: " + tab_name(step.tab) + " " +
         weight->name;
}

}  // namespace reviewd::simulation
