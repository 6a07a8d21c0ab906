// The parts of a log snapshot that are not the backlog: people and the meeting.

#pragma once

#include "domain/state.h"
#include "reviewd/v1/snapshot.pb.h"

namespace reviewd::domain {

void save_people(const State& state, v1::ProductState* out);
void load_people(const v1::ProductState& in, State& state);
// Invites, sessions, device links, leases.
void save_credentials(const State& state, v1::ProductState* out);
void load_credentials(const v1::ProductState& in, State& state);
void save_meeting(const State& state, v1::ProductState* out);
void load_meeting(const v1::ProductState& in, State& state);

}  // namespace reviewd::domain
