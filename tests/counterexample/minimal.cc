#include "counterexample/minimal.h"

#include <algorithm>
#include <charconv>
#include <numeric>
#include <string_view>

namespace reviewd::counterexample {
namespace {

std::optional<std::size_t> parse_number(std::string_view text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

Steps minimal(std::size_t count, const std::function<bool(const Steps&)>& fails, int attempts_max) {
  Steps kept(count);
  std::iota(kept.begin(), kept.end(), std::size_t{0});
  int attempts = 0;
  for (std::size_t piece = std::max<std::size_t>(kept.size() / 2, 1); attempts < attempts_max;) {
    bool smaller = false;
    for (std::size_t at = 0; at < kept.size() && attempts < attempts_max;) {
      Steps without = kept;
      const std::size_t end = std::min(at + piece, without.size());
      without.erase(without.begin() + static_cast<std::ptrdiff_t>(at),
                    without.begin() + static_cast<std::ptrdiff_t>(end));
      ++attempts;
      if (fails(without)) {
        kept = std::move(without);
        smaller = true;
      } else {
        at += piece;
      }
    }
    if (piece == 1 && !smaller) break;
    piece = std::max<std::size_t>(piece / 2, 1);
  }
  return kept;
}

std::string ranges(const Steps& steps) {
  std::string out;
  for (std::size_t i = 0; i < steps.size();) {
    std::size_t last = i;
    while (last + 1 < steps.size() && steps[last + 1] == steps[last] + 1) ++last;
    if (!out.empty()) out += ",";
    out += std::to_string(steps[i]);
    if (last > i) out += "-" + std::to_string(steps[last]);
    i = last + 1;
  }
  return out;
}

std::optional<Steps> parse_ranges(const std::string& text, std::size_t count_max) {
  Steps steps;
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::string_view part = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(rest.size(), part.size() + 1));
    const std::size_t dash = part.find('-');
    const auto first = parse_number(part.substr(0, dash));
    const auto last = dash == std::string_view::npos ? first : parse_number(part.substr(dash + 1));
    if (!first || !last || *last < *first || *last - *first > count_max) return std::nullopt;
    for (std::size_t number = *first; number <= *last; ++number) steps.push_back(number);
  }
  return steps;
}

}  // namespace reviewd::counterexample
