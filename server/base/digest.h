// SHA-256, HMAC-SHA-256, hex, and comparison in constant time (OpenSSL does the arithmetic).

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace reviewd {

using Digest = std::array<std::uint8_t, 32>;
using Salt = std::array<std::uint8_t, 16>;
// Random bytes given to the room with each input, so that the room itself stays deterministic.
using Entropy = std::array<std::uint8_t, 32>;

// SHA-256 of the concatenation of `parts` (FIPS 180-4).
Digest sha256(std::initializer_list<std::string_view> parts);
inline Digest sha256(std::string_view bytes) { return sha256({bytes}); }

// HMAC-SHA-256 (RFC 2104).
Digest hmac_sha256(std::string_view key, std::string_view bytes);

// Whether both are equal, in time that depends on the length alone.
bool equal_in_constant_time(std::string_view a, std::string_view b);

// Lower-case hex, and back. from_hex fails on an odd length or a character that is not hex.
std::string to_hex(std::string_view bytes);
std::optional<std::string> from_hex(std::string_view hex);

template <std::size_t N>
std::string_view as_bytes(const std::array<std::uint8_t, N>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), N};
}

// `bytes` as a fixed array; nothing when the length differs.
template <class Array>
std::optional<Array> to_array(std::string_view bytes) {
  Array out;
  if (bytes.size() != out.size()) return std::nullopt;
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<std::uint8_t>(bytes[i]);
  return out;
}

}  // namespace reviewd
