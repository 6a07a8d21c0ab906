// What a room needs of the thread it lives on: to have something done soon, or after a while. The
// server's is Asio (asio_scheduler.h); tests and the simulator bring a time of their own.

#pragma once

#include <chrono>
#include <functional>

namespace reviewd::net {

class Scheduler {
 public:
  using Clock = std::chrono::steady_clock;

  virtual ~Scheduler() = default;

  // Never runs backwards.
  virtual Clock::time_point now() const = 0;

  // Calls `what` on the room's thread, after what is running there now. From any thread.
  virtual void soon(std::function<void()> what) = 0;

  // Calls `what` on the room's thread after `wait`. From that thread. What has been asked for
  // cannot be called off: let `what` hold a weak reference, and look around first.
  virtual void after(Clock::duration wait, std::function<void()> what) = 0;
};

}  // namespace reviewd::net
