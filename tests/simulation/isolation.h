// Runs a history in a process of its own, because a broken rule may also end the process (an
// assertion is on in every build).

#pragma once

#include "counterexample/minimal.h"
#include "simulation/simulation.h"

namespace reviewd::simulation {

// As run(); a process that died has broken the rule "alive".
Course run_isolated(const History& history);

// The numbers of the steps of `history` that are left when no more can be taken away without the
// same rule being kept. `history` must break a rule. Gives up after a bounded number of attempts.
counterexample::Steps shrink(const History& history, const Course& course);

}  // namespace reviewd::simulation
