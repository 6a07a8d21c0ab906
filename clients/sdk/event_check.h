// Whether an event fits a state. apply() of the domain trusts its events, because on the server
// they come from decide(); on this side they come from somebody else's program.

#pragma once

#include "base/result.h"
#include "domain/state.h"
#include "reviewd/v1/event.pb.h"

namespace reviewd::sdk {

// Errors: bad_request, naming the event and what does not fit.
Result<void> check_fits(const domain::State& state, const v1::Event& event);

}  // namespace reviewd::sdk
