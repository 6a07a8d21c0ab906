// Ballots of unlinkable polls. They are part of the state while their poll is open, but of no
// record and of no snapshot: the store keeps them in the poll's ballot box (engine/event_log.h),
// and once the poll is closed or void nothing has them any more.

#pragma once

#include "domain/state.h"

namespace reviewd::domain {

// One voter's ballot, as decided.
struct BoxBallot {
  PollId poll;
  ParticipantId voter{};
  Selection selection;
};

// It replaces the voter's earlier one. The poll is open and unlinkable.
void apply(State& state, const BoxBallot& ballot);

}  // namespace reviewd::domain
