// A rehearsal of a review: what makes another product like this one, with that review still to be
// held. Nothing that people said or did is copied, and nobody but whoever rehearses.

#pragma once

#include <vector>

#include "domain/state.h"
#include "reviewd/v1/operation.pb.h"

namespace reviewd::domain {

// The operations of a Product Owner who has `actor` to themselves, in a product just founded; they
// are numbered from 1, and name each other's things so. The backlog is copied down to
// kRehearsalItemsMax items.
std::vector<v1::Operation> rehearsal_of(const State& state, ReviewId review, ActorId actor);

}  // namespace reviewd::domain
