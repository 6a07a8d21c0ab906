// Time as a value: milliseconds since 1970-01-01 UTC. Nobody below app/ and net/ reads a clock.

#pragma once

#include <cstdint>

namespace reviewd {

enum class TimeMs : std::int64_t {};

constexpr std::int64_t value(TimeMs time) { return static_cast<std::int64_t>(time); }

}  // namespace reviewd
