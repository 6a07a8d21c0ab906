// Runs something in a process of its own: an assertion, which is on in every build, may end it.

#pragma once

#include <functional>
#include <string>

namespace reviewd::counterexample {

struct Ending {
  bool alive = true;   // it came to its end
  std::string answer;  // what it returned; of one that died, what it wrote to standard error
};

// `run` sees the caller's memory as it is now, and leaves no trace in it.
Ending run_isolated(const std::function<std::string()>& run);

}  // namespace reviewd::counterexample
