// Many subscribers in one thread: sockets under epoll, frames checked in place, nothing kept but
// what the figures need. A thousand of them cost the generator a few percent of a core at a few
// thousand frames a second, so that what is measured is the server.

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "generator/clock.h"
#include "generator/product_setup.h"
#include "generator/stream_check.h"
#include "sdk/endpoint.h"

namespace reviewd::load {

// Events that one subscriber received at one moment.
struct Arrival {
  std::uint64_t from = 0;
  std::uint32_t count = 0;
  Nanoseconds at = 0;
};

class Watchers {
 public:
  struct Options {
    sdk::Endpoint endpoint;      // TCP
    std::vector<Person> people;  // subscriber i is people[i % size]
    std::size_t count = 0;
    std::size_t connecting_max = 64;  // at once; the listener's queue is not what we measure
    std::size_t per_source = 20'000;  // connections from one address of 127.0.0.0/8
  };

  explicit Watchers(Options options);
  ~Watchers();
  Watchers(const Watchers&) = delete;
  Watchers& operator=(const Watchers&) = delete;

  // Connects everybody and waits until all have caught up. False after `patience`; problem() says
  // why.
  bool connect(Nanoseconds patience);

  // Serves the sockets until `done` says so (asked every millisecond or so) or `until` has come.
  void run_until(Nanoseconds until, const std::function<bool()>& done);

  // Whether everybody has received event `seq`.
  bool all_at(std::uint64_t seq) const;
  std::uint64_t lowest_seq() const;

  // Arrivals since the last call.
  std::vector<Arrival> take_arrivals();

  // From the first connect() to each CaughtUp.
  const std::vector<Nanoseconds>& caught_up_after() const { return caught_up_after_; }
  std::uint64_t bytes() const { return bytes_; }
  std::uint64_t frames() const { return frames_; }
  std::size_t connected() const;
  // The first thing that was wrong with any of them; empty: nothing.
  const std::string& problem() const { return problem_; }

 private:
  struct Watcher;

  void open_next();
  void on_ready(std::size_t index, std::uint32_t what);
  void on_connected(Watcher& watcher);
  void receive(Watcher& watcher);
  void consume(Watcher& watcher, std::string_view& bytes, Nanoseconds at);
  bool take_upgrade(Watcher& watcher, std::string_view& bytes);
  void on_frame(Watcher& watcher, std::uint8_t opcode, std::string_view payload, Nanoseconds at);
  void send(Watcher& watcher, const std::string& frame);
  void send_due_applied(Nanoseconds now);
  void fail(const Watcher& watcher, std::string what);

  Options options_;
  int epoll_ = -1;
  std::vector<std::unique_ptr<Watcher>> watchers_;
  std::vector<char> buffer_;
  std::vector<Arrival> arrivals_;
  std::vector<Nanoseconds> caught_up_after_;
  std::size_t connecting_ = 0;
  std::size_t applied_next_ = 0;
  Nanoseconds applied_at_ = 0;
  Nanoseconds started_ = 0;
  std::uint64_t bytes_ = 0;
  std::uint64_t frames_ = 0;
  std::string problem_;
};

}  // namespace reviewd::load
