// One event in one line, for people.

#pragma once

#include <string>

#include "reviewd/v1/event.pb.h"

namespace reviewd::cli {

// "412  2026-01-01 12:00:03.120Z  p3  moved 5.2.1 below 5.2.7". Texts are cut to kShownBytes and
// have no control characters: what somebody typed must not steer the reader's terminal.
inline constexpr std::size_t kShownBytes = 60;
std::string to_line(const v1::Event& event);

}  // namespace reviewd::cli
