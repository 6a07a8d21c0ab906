#include "generator/histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace reviewd::load {

// Values below 128 have a bucket each. Above, the leading bit picks the power and the 7 bits behind
// it the bucket.
std::size_t Histogram::bucket_of(std::uint64_t value) {
  if (value < kPerPower) return static_cast<std::size_t>(value);
  const unsigned shift = static_cast<unsigned>(std::bit_width(value)) - kPrecisionBits - 1;
  const std::size_t in_power = static_cast<std::size_t>(value >> shift) - kPerPower;
  return std::min((shift + 1) * kPerPower + in_power, kPowers * kPerPower - 1);
}

// The largest value in a bucket.
std::uint64_t Histogram::end_of(std::size_t bucket) {
  if (bucket < kPerPower) return bucket;
  const std::size_t shift = bucket / kPerPower - 1;
  return ((bucket % kPerPower + kPerPower + 1) << shift) - 1;
}

void Histogram::add(Nanoseconds value, std::uint64_t times) {
  if (times == 0) return;
  const Nanoseconds positive = std::max<Nanoseconds>(value, 0);
  buckets_[bucket_of(static_cast<std::uint64_t>(positive))] += times;
  min_ = count_ == 0 ? positive : std::min(min_, positive);
  max_ = std::max(max_, positive);
  count_ += times;
}

void Histogram::add(const Histogram& other) {
  if (other.count_ == 0) return;
  for (std::size_t i = 0; i < buckets_.size(); ++i) buckets_[i] += other.buckets_[i];
  min_ = count_ == 0 ? other.min_ : std::min(min_, other.min_);
  max_ = std::max(max_, other.max_);
  count_ += other.count_;
}

Nanoseconds Histogram::quantile(double share) const {
  if (count_ == 0) return 0;
  const auto wanted = std::max<std::uint64_t>(
      1, static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(count_))));
  std::uint64_t seen = 0;
  for (std::size_t i = 0; i < buckets_.size(); ++i) {
    seen += buckets_[i];
    if (seen >= wanted) return std::min(static_cast<Nanoseconds>(end_of(i)), max_);
  }
  return max_;
}

}  // namespace reviewd::load
