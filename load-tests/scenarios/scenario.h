// The scenarios, each a function that runs to its end and says whether everything it checks was
// right.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "generator/report.h"
#include "generator/server_process.h"

namespace reviewd::load {

struct Settings {
  std::string server;  // binary
  std::size_t subscribers = 1000;
  std::vector<double> ops{50, 500, 2000};  // a second
  double seconds = 5;
  std::size_t items = 400;  // in the backlog
  std::size_t cycles = 100;
  std::size_t times = 100'000;  // each attack
  std::string attack;           // those with this in their name; empty: all
  std::uint64_t seed = 1;
  std::uint64_t files = 0;  // open files that the system allows
};

// Latency and completeness: one publisher, many subscribers, one product.
bool run_fanout(const Settings& settings, const Report& report);
// From connect to the last byte of the snapshot: one client alone, then all at once.
bool run_join(const Settings& settings, const Report& report);
// What an idle connection costs the server.
bool run_idle(const Settings& settings, const Report& report);
// One operation at a time until it is acknowledged, against append and fdatasync of the same bytes.
bool run_ack(const Settings& settings, const Report& report);
// Everybody votes within two seconds: from the tap to the acknowledged ballot.
bool run_votes(const Settings& settings, const Report& report);
// kill -9 at random moments under load: nothing acknowledged is lost, nothing seen was never
// logged.
bool run_kill(const Settings& settings, const Report& report);
// Floods of what is not welcome: each attempt answered, nothing left behind, honest people served.
bool run_attacks(const Settings& settings, const Report& report);

// Says why a scenario ends early; gives false.
inline bool give_up(const Report& report, const std::string& why) {
  report.say("FAILED: " + why);
  return false;
}

}  // namespace reviewd::load
