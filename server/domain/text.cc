#include "domain/text.h"

#include <algorithm>

#include "base/assert.h"
#include "base/utf8.h"

namespace reviewd::domain {

Text Text::from(const v1::Text& text) {
  const auto hash = to_array<Digest>(text.hash());
  REVIEWD_ASSERT(hash.has_value());
  Text out{.plain = text.plain(), .hash = *hash, .erased = text.erased()};
  out.owner = static_cast<ParticipantId>(text.owner());
  if (!text.erased()) {
    const auto salt = to_array<Salt>(text.salt());
    REVIEWD_ASSERT(salt.has_value());
    out.salt = *salt;
  }
  return out;
}

void Text::to(v1::Text* text) const {
  text->set_hash(as_bytes(hash).data(), hash.size());
  text->set_owner(value(owner));
  if (erased) {
    text->set_erased(true);
    return;
  }
  text->set_plain(plain);
  text->set_salt(as_bytes(salt).data(), salt.size());
}

void Text::show(v1::Text* text) const {
  if (erased) text->set_erased(true);
  if (!plain.empty()) text->set_plain(plain);
}

Salt Draw::bytes() {
  const std::uint32_t i = drawn_++;
  const std::array<std::uint8_t, 4> number{
      static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(i >> 8),
      static_cast<std::uint8_t>(i >> 16), static_cast<std::uint8_t>(i >> 24)};
  const Digest digest = sha256({as_bytes(entropy_), as_bytes(number)});
  Salt salt;
  std::copy_n(digest.begin(), salt.size(), salt.begin());
  return salt;
}

void Draw::text(std::string_view plain, ParticipantId owner, v1::Text* text) {
  const Salt salt = bytes();
  const Digest hash = sha256({as_bytes(salt), plain});
  text->set_plain(plain.data(), plain.size());
  text->set_salt(as_bytes(salt).data(), salt.size());
  text->set_hash(as_bytes(hash).data(), hash.size());
  text->set_owner(value(owner));
}

// In UTF-8 a byte below 0x80 is a character of its own, so bytes can be looked at one by one.

bool is_clean_text(std::string_view text) {
  return is_utf8(text) && std::ranges::all_of(text, [](char byte) {
           const auto c = static_cast<unsigned char>(byte);
           return (c >= 0x20 || c == '\t' || c == '\n' || c == '\r') && c != 0x7f;
         });
}

bool is_long_text(std::string_view text) { return is_utf8(text) && !text.contains('\0'); }

}  // namespace reviewd::domain
