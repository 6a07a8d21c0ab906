// The one clock of a simulation, and what is due when. Nothing here waits: time jumps to whatever
// is due next. Things due at the same moment happen in the order in which they were asked for.

#pragma once

#include <functional>
#include <map>
#include <utility>

#include "base/time.h"
#include "net/scheduler.h"

namespace reviewd::simulation {

class VirtualTime final : public net::Scheduler {
 public:
  using Moment = Clock::time_point;
  using Duration = std::chrono::microseconds;

  Clock::time_point now() const override { return now_; }
  void soon(std::function<void()> what) override { at(now_, std::move(what)); }
  void after(Clock::duration wait, std::function<void()> what) override {
    at(now_ + wait, std::move(what));
  }
  void at(Moment when, std::function<void()> what) {
    due_.emplace(std::pair{std::max(when, now_), ++asked_}, std::move(what));
  }

  // Lets everything happen that is due within `span`; `each` is called after every single thing.
  template <class Each>
  void pass(Duration span, Each each) {
    const Moment until = now_ + span;
    while (!due_.empty() && due_.begin()->first.first <= until) {
      now_ = due_.begin()->first.first;
      const auto what = std::move(due_.extract(due_.begin()).mapped());
      what();
      each();
    }
    now_ = until;
  }

  // The server's wall clock.
  TimeMs wall() const {
    const auto since =
        std::chrono::duration_cast<std::chrono::milliseconds>(now_.time_since_epoch());
    return TimeMs{1'800'000'000'000 + since.count()};
  }

 private:
  Moment now_{};
  std::uint64_t asked_ = 0;
  std::map<std::pair<Moment, std::uint64_t>, std::function<void()>> due_;
};

}  // namespace reviewd::simulation
