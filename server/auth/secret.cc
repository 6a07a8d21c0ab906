#include "auth/secret.h"

#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <bit>

#include "base/assert.h"

namespace reviewd::auth {
namespace {

constexpr std::size_t kSecretBytes = 16;

template <std::size_t N>
std::array<std::uint8_t, N> draw() {
  std::array<std::uint8_t, N> bytes;
  const int drawn = RAND_bytes(bytes.data(), static_cast<int>(bytes.size()));
  REVIEWD_ASSERT(drawn == 1);
  return bytes;
}

}  // namespace

Entropy draw_entropy() { return draw<32>(); }

std::string draw_secret() { return to_hex(as_bytes(draw<kSecretBytes>())); }

Salt draw_salt() { return draw<std::tuple_size_v<Salt>>(); }

std::string renewed_secret(std::string_view old, const Salt& salt) {
  const auto key = from_hex(old);
  REVIEWD_ASSERT(key && key->size() == kSecretBytes);
  const Digest mac = hmac_sha256(*key, as_bytes(salt));
  return to_hex(as_bytes(mac).substr(0, kSecretBytes));
}

std::string draw_handle() { return to_hex(as_bytes(draw<8>())); }

ProductId draw_product_id() {
  for (;;) {  // Ends: zero comes up once in 2^64.
    const auto id = std::bit_cast<std::uint64_t>(draw<8>());
    if (id != 0) return static_cast<ProductId>(id);
  }
}

std::optional<Digest> secret_hash(std::string_view hex) {
  const bool lower_case = std::ranges::none_of(hex, [](char c) { return c >= 'A' && c <= 'F'; });
  if (hex.size() != 2 * kSecretBytes || !lower_case) return std::nullopt;
  const auto bytes = from_hex(hex);
  if (!bytes) return std::nullopt;
  return sha256(*bytes);
}

}  // namespace reviewd::auth
