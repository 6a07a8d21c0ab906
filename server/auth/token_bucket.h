// Rates: a bucket that fills at a steady pace and holds a burst, and one such bucket for each
// address.

#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/time.h"

namespace reviewd::auth {

// Counts in thousandths of a token, so that slow rates need no floating point.
class TokenBucket {
 public:
  // `per_minute` tokens flow in each minute; the bucket starts full, with `burst`.
  TokenBucket(std::uint32_t per_minute, std::uint32_t burst)
      : per_minute_(per_minute),
        millitokens_max_(std::uint64_t{burst} * 1000),
        millitokens_(millitokens_max_) {}

  // Takes a token; false when there is none. A clock that runs backwards adds nothing.
  bool take(TimeMs now);
  // Whether there is one to take.
  bool ready(TimeMs now);
  // How long until there is one; 0 if there is.
  std::uint32_t wait_ms(TimeMs now);

 private:
  void fill(TimeMs now);

  std::uint64_t per_minute_;
  std::uint64_t millitokens_max_;
  std::uint64_t millitokens_;
  TimeMs filled_at_{};
};

// One bucket for each key. Bounded: beyond `keys_max` the key used longest ago is forgotten, and
// would start with a full bucket again.
class KeyedBuckets {
 public:
  KeyedBuckets(std::uint32_t per_minute, std::uint32_t burst, std::size_t keys_max)
      : fresh_(per_minute, burst), keys_max_(keys_max) {}

  // The key's bucket, valid until the next call.
  TokenBucket& of(std::string_view key);
  std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    std::string key;
    TokenBucket bucket;
  };
  TokenBucket fresh_;
  std::size_t keys_max_;
  std::list<Entry> entries_;  // most recently used first
  std::unordered_map<std::string_view, std::list<Entry>::iterator> by_key_;
};

}  // namespace reviewd::auth
