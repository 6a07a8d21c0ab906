// Requests as fast as a server answers them: kept alive and pipelined, over a few connections at
// once, from as many addresses of 127.0.0.0/8 as wanted. Every attempt must be answered.

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

#include "generator/answers.h"

namespace reviewd::load {

struct HttpFlood {
  std::uint16_t port = 0;
  std::size_t times = 0;
  // Attempt i, a whole request.
  std::function<std::string(std::size_t)> request;
  // An upgrade that was let in goes on with this frame of attempt i, and its answer is how the
  // server takes that: "welcome", or the close code with the problem told before. Empty: an
  // attempt is over with the upgrade.
  std::function<std::string(std::size_t)> frame;
  std::size_t connections = 16;
  std::size_t pipelined = 50;
  std::size_t per_connection = 1'000;  // what a server allows (kRequestsPerConnection)
  std::uint32_t source_first = 0;      // connection n is from 127.0.0.1 + first + n % sources
  std::uint32_t sources = 1;
};

Answers run(const HttpFlood& flood);

}  // namespace reviewd::load
