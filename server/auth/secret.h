// Drawing and checking secrets. 128 random bits each, written as 32 lower-case hex digits; the
// server keeps only the SHA-256 of the 16 bytes.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/digest.h"
#include "base/ids.h"

namespace reviewd::auth {

// From the operating system's generator. Ends the process if that has nothing to give: a server
// that cannot draw secrets must not go on.
Entropy draw_entropy();

// Of an invite or a session.
std::string draw_secret();

// Random bytes for renewed_secret().
Salt draw_salt();

// The secret that takes the place of `old`: the first 16 bytes of HMAC-SHA-256 (RFC 2104) of `salt`
// under the 16 bytes of `old`. The server keeps the salt, so that it can tell the same new secret
// again to whoever has the old one, and to nobody else. `old` must be a secret.
std::string renewed_secret(std::string_view old, const Salt& salt);

// A participant's public name in addresses: 16 hex digits.
std::string draw_handle();

ProductId draw_product_id();

// What the server keeps of a secret. nullopt when `hex` is not one.
std::optional<Digest> secret_hash(std::string_view hex);

}  // namespace reviewd::auth
