#include "cli/duration.h"

#include <charconv>
#include <cstdint>

namespace reviewd::cli {

std::optional<std::chrono::seconds> parse_duration(std::string_view text) {
  constexpr std::uint64_t kDay = 24 * 60 * 60;
  constexpr std::uint64_t kLongest = 366 * kDay;
  std::uint32_t count = 0;
  const auto [end, error] = std::from_chars(text.begin(), text.end(), count);
  if (error != std::errc() || end + 1 != text.end() || count == 0) return std::nullopt;
  std::uint64_t unit = 0;
  switch (*end) {
    case 's': unit = 1; break;
    case 'm': unit = 60; break;
    case 'h': unit = 60 * 60; break;
    case 'd': unit = kDay; break;
    default: return std::nullopt;
  }
  if (count * unit > kLongest) return std::nullopt;
  return std::chrono::seconds(count * unit);
}

}  // namespace reviewd::cli
