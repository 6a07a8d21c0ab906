// The whole server: wires everybody together, runs until it is told to stop, and stops gracefully.

#pragma once

#include "app/options.h"
#include "base/result.h"

namespace reviewd::app {

// Runs the server until SIGTERM or SIGINT. Prints links and the line "reviewd is ready: .." to
// standard output. Errors at the start are one sentence for the operator.
Result<void> run(const Options& options);

}  // namespace reviewd::app
