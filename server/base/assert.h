// REVIEWD_ASSERT: for mistakes of ours, never for what a user, a disk or a network can do.
// On in every build; prints where and ends the process, because a room that has broken an invariant
// must not write another record.

#pragma once

#include <cstdio>
#include <cstdlib>

namespace reviewd::base {

[[noreturn]] inline void assertion_failed(const char* what, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: assertion failed: %s\n", file, line, what);
  std::abort();
}

}  // namespace reviewd::base

#define REVIEWD_ASSERT(condition) \
  (static_cast<bool>(condition)   \
       ? static_cast<void>(0)     \
       : ::reviewd::base::assertion_failed(#condition, __FILE__, __LINE__))
