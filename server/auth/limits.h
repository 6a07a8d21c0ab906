// Rates and lengths of everything that proves who somebody is (docs/LIMITS.md).

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace reviewd::auth {

// Joins of one address: rate_limited. Generous, because a whole company may come from one.
inline constexpr std::uint32_t kJoinsPerSecond = 100;
inline constexpr std::uint32_t kJoinsBurst = 2'000;
// Wrong invite secrets and session tokens of one address: rate_limited, right ones included, until
// the bucket has filled up again. 20 a minute.
inline constexpr std::uint32_t kWrongSecretsPerMinute = 20;
inline constexpr std::uint32_t kWrongSecretsBurst = 40;
// Wrong join codes of one product, whoever tries: rate_limited, right ones included. A code has 39
// bits; at this pace guessing one takes half a million years.
inline constexpr std::uint32_t kWrongCodesPerMinute = 20;
inline constexpr std::uint32_t kWrongCodesBurst = 20;
// Addresses (or products) remembered by each of the three; the one that has been quiet longest is
// forgotten.
inline constexpr std::size_t kAddressesMax = 10'000;
// Cookies looked at in one request; later ones are not seen.
inline constexpr std::size_t kCookiesMax = 64;
// Life of the cookie in a browser. The server ends a session by its own rules.
inline constexpr std::chrono::seconds kCookieAge = std::chrono::hours(24 * 7);

}  // namespace reviewd::auth
