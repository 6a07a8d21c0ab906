// Keys that texts are encrypted under, in memory: one a person and product, and one a product.
//
// The ring knows three answers about a key: here it is, there is none yet, it was destroyed. The
// last is for ever. Where the keys are kept is key_file.h's business; it asks for what it has not
// written yet.
//
// Thread-safe. The lock is held for a look-up only, never while anything is read or written.

#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "base/ids.h"

namespace reviewd::store {

using Key = std::array<std::uint8_t, 32>;

// Whose key. Owner 0 is the product itself.
struct KeyName {
  ProductId product{};
  std::uint32_t owner = 0;

  constexpr auto operator<=>(const KeyName&) const = default;
};

struct KeyEntry {
  KeyName name;
  std::optional<Key> key;  // none: destroyed
};

// HMAC-SHA-256 of an operation's canonical bytes. Under a key of its own, derived from the owner's:
// what encrypts texts signs nothing (docs/LOG_FORMAT.md, "Records").
Digest outcome_mac(const Key& owner_key, std::string_view bytes);

class KeyRing {
 public:
  KeyRing() = default;
  KeyRing(const KeyRing&) = delete;
  KeyRing& operator=(const KeyRing&) = delete;
  // Overwrites the keys in memory.
  ~KeyRing();

  // The key; none if it was destroyed or has never been made.
  std::optional<Key> find(KeyName name) const;

  // The key, drawn now if there is none; none if it was destroyed.
  std::optional<Key> find_or_make(KeyName name);

  bool destroyed(KeyName name) const;

  // Forgets the key for ever.
  void destroy(KeyName name);

  // Adds what a key file holds; not counted as new.
  void restore(const KeyEntry& entry);

  // Keys made since the last call, which the caller now makes durable. They come once.
  std::vector<KeyEntry> take_new();

  // Everything, ascending. Nothing counts as new afterwards: for whoever writes all of it.
  std::vector<KeyEntry> take_all();

 private:
  mutable std::mutex mutex_;
  std::map<KeyName, std::optional<Key>> keys_;
  std::vector<KeyName> new_;
};

}  // namespace reviewd::store
