// How long a fan-out waits between rounds: not at all when there is little to do, so that a lone
// operation is delivered at once; about as long as the last round took when there is a lot, so that
// rounds carry more events each and leave half of the thread to everything else.
//
// Measured on the way here: rounds without a pause carry one or two events each and never catch up
// beyond 150,000 deliveries a second; with a pause as long as the round 5,000,000 were reached.

#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>

namespace reviewd::net {

class Pacer {
 public:
  using Duration = std::chrono::steady_clock::duration;

  // A round that took `cost` and moved its readers by up to `events` is over at `now`.
  void round_done(std::chrono::steady_clock::time_point now, Duration cost, std::size_t events) {
    // A round of one event can hardly be made cheaper by waiting; from kFullPauseEvents on, waiting
    // pays.
    const auto share = std::min(events, kFullPauseEvents);
    const Duration pause = cost * static_cast<int>(share) / static_cast<int>(kFullPauseEvents);
    not_before_ = now + std::min<Duration>(pause, kPauseMax);
  }

  // How long to wait before the next round; zero: none.
  Duration wait(std::chrono::steady_clock::time_point now) const {
    return std::max(Duration::zero(), not_before_ - now);
  }

 private:
  static constexpr std::size_t kFullPauseEvents = 8;
  static constexpr std::chrono::milliseconds kPauseMax{50};

  std::chrono::steady_clock::time_point not_before_{};
};

}  // namespace reviewd::net
