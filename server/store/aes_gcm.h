// AES-256-GCM, as texts and ballots are encrypted with it.

#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "store/key_ring.h"

namespace reviewd::store {

inline constexpr std::size_t kNonceBytes = 12;
inline constexpr std::size_t kTagBytes = 16;

// Nonce, ciphertext of the pieces one after another, tag. `nonce` has kNonceBytes and is never used
// twice with a key; `bound` is authenticated and not kept.
std::string encrypt(const Key& key, std::string_view nonce, std::string_view bound,
                    std::span<const std::string_view> pieces);

// The pieces as one; none if `cipher` is not what encrypt() made with `key` and `bound`.
std::optional<std::string> decrypt(const Key& key, std::string_view bound, std::string_view cipher);

// Overwrites what this thread's last encrypt() or decrypt() has made of its key.
void forget_last_key();

}  // namespace reviewd::store
