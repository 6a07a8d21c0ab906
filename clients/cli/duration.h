// Spans of time as people type them: "90s", "30m", "2h", "7d".

#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace reviewd::cli {

// A whole number above 0 and one of s, m, h, d; at most 366 days. Nothing for anything else.
std::optional<std::chrono::seconds> parse_duration(std::string_view text);

}  // namespace reviewd::cli
