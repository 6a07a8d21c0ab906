// Who may ask for what: the table of docs/SPEC.md#who-may-do-what as data, one row an operation.

#pragma once

#include "reviewd/v1/meeting.pb.h"
#include "reviewd/v1/operation.pb.h"

namespace reviewd::domain {

// Whether `role` may send `operation`. Developers may edit an item's estimate and nothing else of
// it.
bool allowed(const v1::Operation& operation, v1::Role role);

// Whether an operation must be numbered by the sealed actor (ballots, upvotes, anonymous feedback
// and its retraction) rather than by the open one. Either may send a noop.
bool wants_sealed_actor(const v1::Operation& operation);

}  // namespace reviewd::domain
