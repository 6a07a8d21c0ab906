// What those who lead do: the flow of a review, what becomes of feedback, lent power.

#pragma once

#include "simulation/operations.h"

namespace reviewd::simulation {

// Goes on in the agenda, sets timers, makes breaks, reopens reviews, hands the lead over.
std::optional<v1::Operation> lead(const View& view, Prng& random);

// Acknowledges, parks, declines, answers, merges, unmerges and converts feedback.
std::optional<v1::Operation> triage(const View& view, Prng& random);

// The Product Owner lends power, or takes it back.
std::optional<v1::Operation> lend(const View& view, Prng& random);

}  // namespace reviewd::simulation
