// A rule that did not hold. Thrown where it is noticed, caught where the history is run.

#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>

namespace reviewd::simulation {

// `rule` is short and stays the same while a history is shrunk: it says which rule was broken, and
// `what()` says how.
class Broken : public std::runtime_error {
 public:
  Broken(std::string broken_rule, const std::string& how)
      : std::runtime_error(how), rule(std::move(broken_rule)) {}
  const std::string rule;
};

inline void require(bool holds, const char* rule, const std::string& how) {
  if (!holds) throw Broken(rule, how);
}

}  // namespace reviewd::simulation
