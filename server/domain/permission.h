// Who may ask for what: the table of docs/SPEC.md#who-may-do-what as data, one row an operation.

#pragma once

#include <set>

#include "domain/state.h"
#include "reviewd/v1/meeting.pb.h"
#include "reviewd/v1/operation.pb.h"

namespace reviewd::domain {

// What somebody is at a moment, as far as permissions go.
struct Standing {
  v1::Role role = v1::ROLE_UNSPECIFIED;
  bool facilitator = false;              // leads through the meeting
  std::set<v1::DelegationScope> scopes;  // of delegations in force
};

// Of the author of an operation, whose role is the caller's word.
Standing standing_of(const State& state, ParticipantId participant, v1::Role role);

// By what power somebody may send an operation.
enum class Power {
  kNone,
  kOwn,
  kDelegated,  // on behalf of the Product Owner
};

// Only Scrum Masters and Developers can use a delegation. Developers may edit an item's estimate by
// a power of their own, and nothing else of it.
Power power_over(const State& state, const v1::Operation& operation, const Standing& standing);

// Whether an operation must be numbered by the sealed actor (ballots, upvotes, anonymous feedback
// and its retraction) rather than by the open one. Either may send a noop.
bool wants_sealed_actor(const v1::Operation& operation);

}  // namespace reviewd::domain
