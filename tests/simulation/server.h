// The server's core on virtual time: the real room, runner, fan-out and log in memory. Appends take
// time; power can go, and what was not durable then is lost with everything in memory.

#pragma once

#include <boost/asio/io_context.hpp>
#include <memory>
#include <string>

#include "net/room_runner.h"
#include "simulation/oracle.h"
#include "simulation/prng.h"
#include "simulation/virtual_time.h"
#include "store/memory_event_log.h"

namespace reviewd::simulation {

class Server {
 public:
  static constexpr ProductId kProduct{0x5eed};

  Server(VirtualTime& time, std::uint64_t seed, Oracle& oracle);
  ~Server();

  void start();
  bool up() const { return runner_ != nullptr && runner_->running(); }
  // Null while the power is off.
  const std::shared_ptr<net::RoomRunner>& runner() const { return runner_; }

  // The power goes: `kept` of the appends under way have reached the disk.
  void crash(std::size_t kept);
  // While the power is off: a backup of everything takes the place of the disk.
  void restore();
  void fail_next_append(engine::AppendStatus status, bool written);
  // Each append of the next three seconds takes this much longer.
  void slow_disk(VirtualTime::Duration each);

  // Lets time pass until the answer is there. Not from within what time brings about.
  Result<engine::CommandResult> command(engine::Command command);

  // The log as it can be read now; the power must be on.
  engine::EventLog& log();

 private:
  class SlowLog;

  VirtualTime& time_;
  Prng random_;
  Oracle& oracle_;
  boost::asio::io_context unused_;
  std::shared_ptr<store::MemoryDisk> disk_ = std::make_shared<store::MemoryDisk>();
  std::unique_ptr<SlowLog> log_;
  engine::RoomLimits room_limits_;
  std::shared_ptr<net::RoomRunner> runner_;
};

}  // namespace reviewd::simulation
