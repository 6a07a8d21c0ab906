// What happens in one history: a list of steps drawn from a seed. Each step carries random numbers
// of its own, so that leaving one out changes as little as possible of the others: a failing
// history can be cut down to the steps that matter.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "counterexample/minimal.h"

namespace reviewd::simulation {

enum class What : std::uint8_t {
  kOperate,    // somebody does one thing, or a few in a row
  kCut,        // a connection is lost, with some of what was on its way
  kHalfOpen,   // lost, and one side does not notice for long
  kHoldUp,     // everything on one connection arrives later
  kPartition,  // half of the tabs cannot reach the server for a while
  kGoOffline,  // a tab is taken offline, and used on
  kGoOnline,
  kResend,      // a tab sends everything unanswered again
  kReload,      // a new page, with nothing of the old one
  kCrash,       // the server loses its power, and is started again
  kRestore,     // the same, and it is started from a whole backup: nothing lost, a new history
  kFailAppend,  // the disk refuses the next append
  kSlowDisk,
  kSnapshot,  // the room is saved as it is
};

struct Step {
  What what = What::kOperate;
  std::uint32_t after_ms = 0;
  std::uint32_t tab = 0;
  std::uint64_t random = 0;
};

// Enough steps for any seed to come to kOperationsMin; which of them are taken is up to run().
inline constexpr std::size_t kStepsMin = 600;
inline constexpr std::size_t kStepsMax = 2'400;

struct History {
  std::uint64_t seed = 0;
  std::vector<Step> steps;
};

History draw_history(std::uint64_t seed);

// The steps of `history` whose numbers are listed.
History only(const History& history, const counterexample::Steps& kept);

// One line a step.
std::string to_string(const Step& step);

}  // namespace reviewd::simulation
