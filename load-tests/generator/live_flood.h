// Operations as fast as a server answers them, from tabs of one person or of several. Each tab
// numbers its operations by the rules and sends the next ones when it has every answer to the last,
// so that every attempt has exactly one. A tab that is told to renew its session does, comes back
// with its lease, and sends again what was not answered.

#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "generator/answers.h"
#include "generator/product_setup.h"
#include "reviewd/v1/operation.pb.h"
#include "sdk/endpoint.h"

namespace reviewd::load {

struct LiveFlood {
  sdk::Endpoint endpoint;    // TCP
  std::vector<Person> tabs;  // one connection each
  std::size_t times = 0;
  std::size_t batch = 1;  // operations of one frame
  bool sealed = false;    // numbered by the sealed actor
  // Attempt i, without its number.
  std::function<v1::Operation(std::size_t)> operation;
  // Called after each frame sent, with the attempts sent so far. Empty: not.
  std::function<void(std::size_t)> sent;
};

struct LiveAnswers : Answers {
  std::uint64_t cut_off = 0;  // times a tab was told that its role has changed, and came back
};

LiveAnswers run(const LiveFlood& flood);

}  // namespace reviewd::load
