// The one clock of the generator: monotonic nanoseconds.

#pragma once

#include <chrono>
#include <cstdint>

namespace reviewd::load {

using Nanoseconds = std::int64_t;

inline Nanoseconds now_ns() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

inline constexpr Nanoseconds kSecond = 1'000'000'000;
inline constexpr Nanoseconds kMillisecond = 1'000'000;

inline double to_ms(Nanoseconds ns) { return static_cast<double>(ns) / 1e6; }

}  // namespace reviewd::load
