// The scheduler of a thread that runs an io_context.

#pragma once

#include "net/asio_types.h"
#include "net/scheduler.h"

namespace reviewd::net {

class AsioScheduler final : public Scheduler {
 public:
  // `io` outlives this.
  explicit AsioScheduler(asio::io_context& io) : io_(io) {}

  Clock::time_point now() const override { return Clock::now(); }
  void soon(std::function<void()> what) override;
  void after(Clock::duration wait, std::function<void()> what) override;

 private:
  asio::io_context& io_;
};

}  // namespace reviewd::net
