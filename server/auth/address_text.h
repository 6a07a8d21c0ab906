// How products, handles and invites are written in addresses (docs/PROTOCOL.md, "Addresses").

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/ids.h"

namespace reviewd::auth {

// 16 lower-case hex digits, and back; nullopt for anything else.
std::string to_text(ProductId product);
std::optional<ProductId> product_from_text(std::string_view text);

// Whether `text` can be a handle at all: 16 lower-case hex digits.
bool is_handle(std::string_view text);

// `https://host/j/{product}#{secret}`. `public_url` has no slash at the end. The secret is in the
// fragment, which browsers keep to themselves.
std::string invite_link(std::string_view public_url, ProductId product, std::string_view secret);

}  // namespace reviewd::auth
