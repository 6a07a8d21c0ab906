// One connection of a tab over the virtual network: frames in order in each direction, each with a
// delay of its own. It can be cut (what is in flight is lost), cut on one side only (half-open),
// and held up (a partition: everything arrives later, unless somebody loses patience first).

#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>

#include "net/room_runner.h"
#include "net/subscriber.h"
#include "simulation/prng.h"
#include "simulation/virtual_time.h"

namespace reviewd::simulation {

class Link final : public net::Subscriber, public std::enable_shared_from_this<Link> {
 public:
  // What the tab's side hears.
  struct Ears {
    std::function<void(const std::string& frame)> frame;
    std::function<void(std::uint16_t code)> closed;  // the last call; 1006: lost
  };

  Link(VirtualTime& time, Prng random, Ears ears)
      : time_(time), random_(random), ears_(std::move(ears)) {}

  void open(std::weak_ptr<net::RoomRunner> runner, ConnectionId connection) {
    runner_ = std::move(runner);
    connection_ = connection;
  }

  // Tab's side.
  void send(std::string frame);
  // The tab goes away without a word. The server notices after `patience`.
  void leave(VirtualTime::Duration patience);

  // The network. Each side notices after a patience of its own; `arrives` of the frames that are on
  // their way still do.
  void cut(VirtualTime::Duration tab_patience, VirtualTime::Duration server_patience,
           std::uint32_t arrives);
  void hold_up(VirtualTime::Duration span);
  // The server has died.
  void server_gone();

  // Server's side.
  void write(net::SharedBytes frame) override;
  void close(std::uint16_t code, std::string reason) override;

 private:
  // What the kernel takes before a write is no longer reported as out.
  static constexpr std::size_t kFramesInKernel = 8;

  struct Frame {
    std::string bytes;
    std::uint16_t close_code = 0;
  };
  struct Direction {
    std::deque<Frame> frames;
    bool armed = false;
    bool dead = false;  // nothing more arrives
  };

  void arm(Direction& direction);
  void arrive(Direction& direction);
  void report_written();
  void lose(std::uint16_t code);
  void tell_server();

  VirtualTime& time_;
  Prng random_;
  Ears ears_;
  std::weak_ptr<net::RoomRunner> runner_;
  ConnectionId connection_{};
  Direction up_;
  Direction down_;
  bool tab_there_ = true;
  bool server_there_ = true;
  bool cut_ = false;  // nothing more is taken on its way
  bool write_unreported_ = false;
  VirtualTime::Moment held_until_{};
};

}  // namespace reviewd::simulation
