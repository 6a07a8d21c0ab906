#include "auth/token_bucket.h"

#include <algorithm>

namespace reviewd::auth {
namespace {

constexpr std::uint64_t kToken = 1000;

}  // namespace

void TokenBucket::fill(TimeMs now) {
  const std::int64_t passed_ms = value(now) - value(filled_at_);
  if (passed_ms <= 0) return;
  // Capped before it is multiplied: the first call has all the time since 1970 behind it.
  const auto ms = static_cast<std::uint64_t>(std::min<std::int64_t>(passed_ms, 3'600'000));
  const std::uint64_t added = ms * per_minute_ / 60;
  if (added == 0) return;  // Keep the remainder running.
  millitokens_ = std::min(millitokens_max_, millitokens_ + added);
  filled_at_ = now;
}

bool TokenBucket::ready(TimeMs now) {
  fill(now);
  return millitokens_ >= kToken;
}

bool TokenBucket::take(TimeMs now) {
  if (!ready(now)) return false;
  millitokens_ -= kToken;
  return true;
}

std::uint32_t TokenBucket::wait_ms(TimeMs now) {
  if (ready(now)) return 0;
  return static_cast<std::uint32_t>((kToken - millitokens_) * 60 /
                                    std::max<std::uint64_t>(per_minute_, 1)) +
         1;
}

TokenBucket& KeyedBuckets::of(std::string_view key) {
  if (const auto found = by_key_.find(key); found != by_key_.end()) {
    entries_.splice(entries_.begin(), entries_, found->second);
    return entries_.front().bucket;
  }
  if (entries_.size() >= keys_max_) {
    by_key_.erase(entries_.back().key);
    entries_.pop_back();
  }
  entries_.push_front({std::string(key), fresh_});
  by_key_.emplace(entries_.front().key, entries_.begin());
  return entries_.front().bucket;
}

}  // namespace reviewd::auth
