// Polls in the form that events, sealed entries and snapshots have them in, and back.

#pragma once

#include "domain/poll_kind.h"

namespace reviewd::domain {

// As it was opened, with nobody's ballot yet; `state` has its increment or review.
Poll poll_from(const v1::PollOpened& opened, const State& state);
// The other way round: all that poll_from reads.
void poll_to(PollId id, const Poll& poll, v1::PollOpened* out);

void ballots_to(const Poll& poll, google::protobuf::RepeatedPtrField<v1::Ballot>* out);
// Those of others stay.
void ballots_from(const google::protobuf::RepeatedPtrField<v1::Ballot>& in, Poll& poll);

}  // namespace reviewd::domain
