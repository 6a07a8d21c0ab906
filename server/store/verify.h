// What a check of everything stored has found. Both logs fill it in; reviewctl verify prints it.

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/ids.h"

namespace reviewd::store {

struct VerifyReport {
  struct Problem {
    ProductId product{};  // 0: not one product's
    Position position{};  // 0: not one record's
    std::string what;     // a sentence for the operator
  };

  std::uint64_t products = 0;
  std::uint64_t records = 0;
  std::uint64_t events = 0;
  std::uint64_t texts = 0;         // in the records, that open
  std::uint64_t texts_erased = 0;  // whose key was destroyed
  std::uint64_t snapshots = 0;
  std::optional<Problem> first_problem;

  bool ok() const { return !first_problem.has_value(); }
  void add(Problem problem) {
    if (!first_problem) first_problem = std::move(problem);
  }
};

}  // namespace reviewd::store
