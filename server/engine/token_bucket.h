// A token bucket: so many a second on average, so many at once. Time is an input.

#pragma once

#include <algorithm>
#include <cstdint>

#include "base/time.h"

namespace reviewd::engine {

class TokenBucket {
 public:
  TokenBucket(std::uint32_t per_second, std::uint32_t burst)
      : per_second_(per_second), burst_milli_(std::int64_t{burst} * 1000), milli_(burst_milli_) {}

  // Takes one token if there is one.
  bool take(TimeMs now) {
    // Tokens in thousandths: a rate of n a second is n thousandths a millisecond.
    if (value(now) > value(last_)) {
      const std::int64_t passed = std::min<std::int64_t>(value(now) - value(last_), 3'600'000);
      milli_ = std::min(burst_milli_, milli_ + passed * per_second_);
      last_ = now;
    }
    if (milli_ < 1000) return false;
    milli_ -= 1000;
    return true;
  }

  // How long until there is a token again, at least 1.
  std::uint32_t wait_ms() const {
    const std::int64_t missing = 1000 - milli_;
    return missing <= 0
               ? 1
               : static_cast<std::uint32_t>(missing / std::max<std::int64_t>(per_second_, 1) + 1);
  }

 private:
  std::int64_t per_second_;
  std::int64_t burst_milli_;
  std::int64_t milli_;
  TimeMs last_{};
};

}  // namespace reviewd::engine
