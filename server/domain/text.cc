#include "domain/text.h"

#include <algorithm>

#include "base/assert.h"

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

namespace {

// Length of the well-formed UTF-8 sequence at the front of `text`; 0 if there is none (RFC 3629).
std::size_t sequence_length(std::string_view text) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = at(0);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((at(i) & 0xc0) != 0x80) return 0;
  }
  if (lead == 0xe0 && at(1) < 0xa0) return 0;  // overlong
  if (lead == 0xed && at(1) > 0x9f) return 0;  // surrogates
  if (lead == 0xf0 && at(1) < 0x90) return 0;  // overlong
  if (lead == 0xf4 && at(1) > 0x8f) return 0;  // above U+10FFFF
  return length;
}

// Whether every character of `text` is well-formed and passes.
template <class Passes>
bool every_character(std::string_view text, Passes passes) {
  while (!text.empty()) {
    const std::size_t length = sequence_length(text);
    if (length == 0 || !passes(static_cast<unsigned char>(text[0]))) return false;
    text.remove_prefix(length);
  }
  return true;
}

}  // namespace

bool is_clean_text(std::string_view text) {
  return every_character(text, [](unsigned char c) {
    return (c >= 0x20 || c == '\t' || c == '\n' || c == '\r') && c != 0x7f;
  });
}

bool is_long_text(std::string_view text) {
  return every_character(text, [](unsigned char c) { return c != 0; });
}

}  // namespace reviewd::domain
