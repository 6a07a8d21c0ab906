#include "auth/address_text.h"

#include <algorithm>
#include <charconv>

namespace reviewd::auth {
namespace {

bool is_hex16(std::string_view text) {
  return text.size() == 16 && std::ranges::all_of(text, [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

}  // namespace

std::string to_text(ProductId product) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text(16, '0');
  std::uint64_t left = value(product);
  for (auto digit = text.rbegin(); digit != text.rend(); ++digit) {
    *digit = kDigits[left & 15];
    left >>= 4;
  }
  return text;
}

std::optional<ProductId> product_from_text(std::string_view text) {
  if (!is_hex16(text)) return std::nullopt;
  std::uint64_t id = 0;
  std::from_chars(text.data(), text.data() + text.size(), id, 16);
  return static_cast<ProductId>(id);
}

bool is_handle(std::string_view text) { return is_hex16(text); }

std::string invite_link(std::string_view public_url, ProductId product, std::string_view secret) {
  return std::string(public_url) + "/j/" + to_text(product) + "#" + std::string(secret);
}

}  // namespace reviewd::auth
