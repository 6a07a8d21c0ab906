// What people do around a review: those who host it, and those who take part.

#pragma once

#include "simulation/operations.h"

namespace reviewd::simulation {

// Plans, opens and closes reviews and polls, adds and assesses increments.
std::optional<v1::Operation> host(const View& view, Prng& random);

// Votes, says something, agrees with somebody.
std::optional<v1::Operation> take_part(const View& view, Prng& random);

// A ballot of the poll, some of them out of range.
void choose(const domain::Poll& poll, Prng& random, v1::CastBallot& cast);

}  // namespace reviewd::simulation
