// Ballots entered for people in the room, in the form that events and snapshots have them in, and
// back.

#pragma once

#include "domain/state.h"

namespace reviewd::domain {

EnteredBallot entered_from(v1::PollKind kind, const v1::EnteredBallot& in);

void entered_to(const Poll& poll, google::protobuf::RepeatedPtrField<v1::EnteredBallot>* out);
// Those that are there already stay, unless `in` replaces them.
void entered_from(const google::protobuf::RepeatedPtrField<v1::EnteredBallot>& in, Poll& poll);

}  // namespace reviewd::domain
