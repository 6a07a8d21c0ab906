// What people do about goals, actions, and what a review and its increments say of themselves; and
// what is held back or entered for others.

#pragma once

#include "simulation/operations.h"

namespace reviewd::simulation {

// Sets vision and Product Goal, records progress, ends goals.
std::optional<v1::Operation> steer(const View& view, Prng& random);

// Adds and changes action items, edits reviews and increments, releases increments.
std::optional<v1::Operation> keep_the_books(const View& view, Prng& random);

// Holds anonymous feedback, releases and discards it, enters ballots for people in the room.
std::optional<v1::Operation> moderate(const View& view, Prng& random);

}  // namespace reviewd::simulation
