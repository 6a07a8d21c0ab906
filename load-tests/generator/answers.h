// What a flood of attempts was answered, counted by kind.

#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "generator/clock.h"
#include "reviewd/v1/error.pb.h"
#include "reviewd/v1/outcome.pb.h"

namespace reviewd::load {

struct Answers {
  std::map<std::string, std::uint64_t> by_kind;  // "429 rate_limited", "applied", ..
  std::uint64_t attempts = 0;                    // answered
  Nanoseconds took = 0;
  std::string problem;  // an attempt that got no answer, or none that can be read; empty: none

  void add(const std::string& kind) {
    ++by_kind[kind];
    ++attempts;
  }
  std::uint64_t of(const std::string& kind) const {
    const auto found = by_kind.find(kind);
    return found == by_kind.end() ? 0 : found->second;
  }
};

// "rate_limited", as docs/PROTOCOL.md has it.
std::string error_name(v1::ErrorCode code);

// "applied", "noop", or the name of the rejection.
std::string kind_of(const v1::Outcome& outcome);

// Whether the outcome is kept and its counter spent (docs/PROTOCOL.md, "Errors").
bool spends_counter(const v1::Outcome& outcome);

}  // namespace reviewd::load
