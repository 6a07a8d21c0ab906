#include "sdk/backoff.h"

#include <algorithm>
#include <charconv>

namespace reviewd::sdk {

namespace {

constexpr std::uint16_t kRestart = 4002;
constexpr std::uint16_t kStayAwayFirst = 4500;
constexpr std::uint16_t kStayAwayLast = 4999;

// The number in "after=1500"; nothing when the text is something else.
std::optional<Backoff::Ms> named_pause(std::string_view reason) {
  constexpr std::string_view kAfter = "after=";
  if (!reason.starts_with(kAfter)) return std::nullopt;
  std::uint32_t ms = 0;
  const auto [end, error] = std::from_chars(reason.begin() + kAfter.size(), reason.end(), ms);
  if (error != std::errc()) return std::nullopt;
  return std::min(Backoff::Ms(ms), Backoff::kLongest);
}

}  // namespace

std::optional<Backoff::Ms> Backoff::after(std::uint16_t close_code, std::string_view reason,
                                          double jitter) {
  if (close_code >= kStayAwayFirst && close_code <= kStayAwayLast) return std::nullopt;
  const unsigned doublings = std::min(attempts_++, 10U);
  if (close_code == kRestart) {
    if (const auto pause = named_pause(reason)) {
      return *pause +
             Ms(static_cast<std::int64_t>(jitter * static_cast<double>(pause->count()) / 2));
    }
  }
  const Ms whole = std::min(kFirst * (1 << doublings), kLongest);
  return whole / 2 + Ms(static_cast<std::int64_t>(jitter * static_cast<double>(whole.count()) / 2));
}

}  // namespace reviewd::sdk
