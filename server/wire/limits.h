// Limits of frames, each with its answer at the limit (docs/LIMITS.md).

#pragma once

#include <cstddef>

namespace reviewd::wire {

// One frame from a client, all fragments together: close 4500.
inline constexpr std::size_t kFrameBytesMax = 1024 * 1024;
// JSON objects and arrays inside each other: bad_request. The vocabulary needs 9.
inline constexpr std::size_t kJsonDepthMax = 32;

}  // namespace reviewd::wire
