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

  // Takes `count` tokens if there are so many, else none. More than the bucket can ever hold are
  // taken for a full one.
  bool take(TimeMs now, std::uint32_t count = 1) {
    // Tokens in thousandths: a rate of n a second is n thousandths a millisecond.
    if (value(now) > value(last_)) {
      const std::int64_t passed = std::min<std::int64_t>(value(now) - value(last_), 3'600'000);
      milli_ = std::min(burst_milli_, milli_ + passed * per_second_);
      last_ = now;
    }
    const std::int64_t wanted =
        std::min(std::int64_t{count} * 1000, std::max<std::int64_t>(burst_milli_, 1000));
    if (milli_ < wanted) return false;
    milli_ -= wanted;
    return true;
  }

  // How long until there are `count` tokens, at least 1.
  std::uint32_t wait_ms(std::uint32_t count = 1) const {
    const std::int64_t missing =
        std::min(std::int64_t{count} * 1000, std::max<std::int64_t>(burst_milli_, 1000)) - milli_;
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
