// An honest Product Owner at work beside whatever else happens to the server: one connection, kept
// open all the while, in a thread of its own.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "base/result.h"
#include "generator/clock.h"
#include "generator/product_setup.h"
#include "reviewd/v1/event.pb.h"
#include "reviewd/v1/operation.pb.h"
#include "sdk/endpoint.h"

namespace reviewd::load {

class Bystander {
 public:
  Bystander(sdk::Endpoint endpoint, Person owner);
  ~Bystander();
  Bystander(const Bystander&) = delete;
  Bystander& operator=(const Bystander&) = delete;

  // Waits until it has caught up.
  Result<void> connect();

  // Does `operation`; the id of what it makes. Fails when it is refused, takes too long, or the
  // connection has been lost meanwhile.
  Result<v1::Id> ask(v1::Operation operation);

  // How long the last ask() took.
  Nanoseconds took() const;
  // Of the poll that was closed last.
  std::optional<v1::Tally> tally() const;

 private:
  struct Worker;
  std::unique_ptr<Worker> worker_;
};

}  // namespace reviewd::load
