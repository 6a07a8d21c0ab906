// What a poll comes to. Who may see it is decided elsewhere (engine/visibility.h).

#pragma once

#include "domain/state.h"

namespace reviewd::domain {

// What the ballots come to as the backlog is now: options that are archived items do not count, and
// what was merged counts together (C29). Counts of every choice that counts, zero included.
v1::Tally tally(const State& state, const Poll& poll);

// The same by group, in the order of the groups; those in none come last. Groups with fewer than
// kGroupBallotsMin ballots are joined with the next smallest; empty where less than two are left.
std::vector<v1::GroupResult> results_by_group(const State& state, const Poll& poll);

// What it came to, where that has been said, and else the tally as of now.
v1::Tally result(const State& state, const Poll& poll);

}  // namespace reviewd::domain
