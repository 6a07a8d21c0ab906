// Counts of times, exact to 1 %, from 1 ns to hours, in constant memory.
//
// Buckets as in HdrHistogram (Tene): 128 equal ones for each power of two, so that no quantile is a
// guess and nothing is sampled away.

#pragma once

#include <array>
#include <cstdint>

#include "generator/clock.h"

namespace reviewd::load {

class Histogram {
 public:
  void add(Nanoseconds value, std::uint64_t times = 1);
  void add(const Histogram& other);

  std::uint64_t count() const { return count_; }
  // Exact.
  Nanoseconds max() const { return max_; }
  Nanoseconds min() const { return count_ == 0 ? 0 : min_; }

  // The smallest value v such that at least `share` of all values are <= v, rounded up to the end
  // of its bucket, but never over max(). 0 when empty. `share` is in [0, 1].
  Nanoseconds quantile(double share) const;

 private:
  static constexpr unsigned kPrecisionBits = 7;
  static constexpr unsigned kPowers = 46;  // 2^(7+45) ns are 52 days
  static constexpr std::size_t kPerPower = std::size_t{1} << kPrecisionBits;

  static std::size_t bucket_of(std::uint64_t value);
  static std::uint64_t end_of(std::size_t bucket);

  std::array<std::uint64_t, kPowers * kPerPower> buckets_{};
  std::uint64_t count_ = 0;
  Nanoseconds max_ = 0;
  Nanoseconds min_ = 0;
};

}  // namespace reviewd::load
