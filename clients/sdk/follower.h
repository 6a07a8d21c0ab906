// What a program does with what it hears from a server. Every method has an empty default.

#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/ids.h"
#include "base/result.h"
#include "reviewd/v1/live.pb.h"
#include "sdk/outbox.h"
#include "sdk/snapshot_assembly.h"

namespace reviewd::sdk {

class Follower {
 public:
  virtual ~Follower() = default;

  virtual void on_welcome(const v1::Welcome& /*welcome*/) {}
  // Forget everything known before; own operations stay.
  virtual void on_snapshot(const RowSnapshot& /*snapshot*/) {}
  // In order, each once: a gap ends the connection before it gets here.
  virtual void on_event(const v1::Event& /*event*/) {}
  virtual void on_redacted(Seq /*from*/, Seq /*to*/) {}
  // An event just given put something else in the place of what an own operation had done.
  virtual void on_overridden(OperationId /*mine*/, const v1::Event& /*by*/) {}
  // Once a connection: everything that was there when it was made has been given.
  virtual void on_caught_up(Seq /*seq*/) {}
  // Once an operation.
  virtual void on_outcome(const Settled& /*settled*/) {}
  // The lease has ended before the operation was decided: it is another one now.
  virtual void on_made_again(OperationId /*was*/, OperationId /*now*/) {}
  // Presence, ballots, counts, problems: whatever has no method of its own.
  virtual void on_other(const v1::ServerFrame& /*frame*/) {}
  // The connection was lost and is made again after `pause`.
  virtual void on_lost(std::string_view /*why*/, std::chrono::milliseconds /*pause*/) {}
  // The last call: the connection is over. No error after a stop that was asked for.
  virtual void on_end(const std::optional<Error>& /*error*/) {}
};

}  // namespace reviewd::sdk
