// The Product Owner who moves items at a given rate, by an open schedule: operation k is due at
// start + k / rate whatever became of those before it, and all times count from when it was due. A
// slow server is charged for the wait (no coordinated omission).

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "generator/clock.h"
#include "generator/histogram.h"
#include "generator/product_setup.h"
#include "sdk/endpoint.h"
#include "sdk/outbox.h"

namespace reviewd::load {

struct MoverResult {
  std::uint64_t seq_before = 0;    // of the stream when the first operation was due
  std::vector<Nanoseconds> due;    // of each operation
  std::vector<std::uint64_t> seq;  // of its event; 0: none (refused, or a move to where it was)
  std::vector<sdk::OperationId> acknowledged;
  std::uint64_t refused = 0;
  std::string first_refusal;
  Histogram ack;        // due until its outcome
  Histogram lateness;   // due until it was handed to the connection
  std::string problem;  // empty: nothing
};

class Mover {
 public:
  Mover(sdk::Endpoint endpoint, Person owner, std::uint64_t seed);
  ~Mover();
  Mover(const Mover&) = delete;
  Mover& operator=(const Mover&) = delete;

  // Connects, in a thread of its own, and waits until it has caught up. False: problem() says why.
  bool connect(Nanoseconds patience);

  // Starts a schedule; returns at once.
  void start(double operations_per_second, double seconds);

  // Whether every operation of the schedule has its outcome and its event.
  bool finished() const;
  // Of the last operation's event; valid once finished.
  std::uint64_t last_seq() const;

  // Waits for the thread's answer; the next start() may follow.
  MoverResult result();
  std::string problem() const;

 private:
  struct Worker;
  std::unique_ptr<Worker> worker_;
};

}  // namespace reviewd::load
