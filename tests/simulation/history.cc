#include "simulation/history.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "simulation/prng.h"
#include "simulation/simulation.h"

namespace reviewd::simulation {

namespace {

constexpr std::size_t kSteps = 600;

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

std::optional<std::size_t> parse_number(std::string_view text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

History draw_history(std::uint64_t seed) {
  Prng random(seed, 0);
  History history{.seed = seed};
  const std::uint32_t pace_ms = random.one_in(3) ? 400 : 60;
  for (std::size_t i = 0; i < kSteps; ++i) {
    history.steps.push_back({.what = draw_what(random),
                             .after_ms = random.below(pace_ms),
                             .tab = random.below(kTabs),
                             .random = random.next()});
  }
  return history;
}

History only(const History& history, const std::vector<std::size_t>& kept) {
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

std::string ranges(const std::vector<std::size_t>& numbers) {
  std::string out;
  for (std::size_t i = 0; i < numbers.size();) {
    std::size_t last = i;
    while (last + 1 < numbers.size() && numbers[last + 1] == numbers[last] + 1) ++last;
    if (!out.empty()) out += ",";
    out += std::to_string(numbers[i]);
    if (last > i) out += "-" + std::to_string(numbers[last]);
    i = last + 1;
  }
  return out;
}

std::optional<std::vector<std::size_t>> parse_ranges(const std::string& text) {
  std::vector<std::size_t> numbers;
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::string_view part = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(rest.size(), part.size() + 1));
    const std::size_t dash = part.find('-');
    const auto first = parse_number(part.substr(0, dash));
    const auto last = dash == std::string_view::npos ? first : parse_number(part.substr(dash + 1));
    if (!first || !last || *last < *first || *last - *first > kSteps) return std::nullopt;
    for (std::size_t number = *first; number <= *last; ++number) numbers.push_back(number);
  }
  return numbers;
}

}  // namespace reviewd::simulation
