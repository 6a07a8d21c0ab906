// Power that the Product Owner lends to somebody of the team, for a while.

#pragma once

#include "domain/decide.h"

namespace reviewd::domain {

// The delegation is over, for another reason than its time: adds the event.
void add_delegation_end(Decision& decision, DelegationId id);

// All delegations in force are over: whoever gave them hands the role over.
void add_all_delegation_ends(Decision& decision, const State& state);

// Those of one person are over: they are in the team no more.
void add_delegation_ends_of(Decision& decision, const State& state, ParticipantId to);

// One in force, as its event or a snapshot has it.
void add_delegation(State& state, const v1::DelegationGranted& granted);

}  // namespace reviewd::domain
