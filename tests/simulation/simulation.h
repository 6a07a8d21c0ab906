// Runs one history: a server, its disk, a network and seven tabs of six people in one process, on a
// clock of their own. The same history gives the same course on every machine.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "simulation/history.h"

namespace reviewd::simulation {

// The Product Owner has two.
inline constexpr std::uint32_t kTabs = 7;
std::string tab_name(std::uint32_t tab);

// A history goes on until it has come to so many operations, decided and logged.
inline constexpr std::size_t kOperationsMin = 500;

struct Course {
  std::size_t operations = 0;  // decided and logged
  std::size_t events = 0;
  std::size_t overridden = 0;  // times that somebody was told so
  std::string broken_rule;     // empty: all held
  std::string how;
  std::size_t at_step = 0;
};

// Takes the steps of `history`: at least kStepsMin, and on from there until kOperationsMin
// operations are logged.
Course run(const History& history);

}  // namespace reviewd::simulation
