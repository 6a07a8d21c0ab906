// A text in the state: what it says, and the salted hash that stands for it where the text itself
// must not matter (canonical encoding of the state, replay after an erasure).

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/digest.h"
#include "base/ids.h"
#include "reviewd/v1/text.pb.h"

namespace reviewd::domain {

// The owner of texts that belong to the product rather than to a person.
inline constexpr ParticipantId kProductText{0};

struct Text {
  std::string plain;  // empty when erased
  Salt salt{};        // zero when erased
  Digest hash{};      // SHA-256(salt, plain)
  ParticipantId owner = kProductText;
  bool erased = false;

  static Text from(const v1::Text& text);
  void to(v1::Text* text) const;
  // What people get of it: what it says, or that it was erased.
  void show(v1::Text* text) const;
};

// Draws the salts of one input from its entropy: salt i is the first half of SHA-256(entropy, i).
// Deterministic, so a room fed with the same inputs makes the same records.
class Draw {
 public:
  explicit Draw(const Entropy& entropy) : entropy_(entropy) {}

  // `plain` with a fresh salt, into `text`.
  void text(std::string_view plain, ParticipantId owner, v1::Text* text);

  // 16 fresh random bytes.
  Salt bytes();

 private:
  Entropy entropy_;
  std::uint32_t drawn_ = 0;
};

// Whether `text` is valid UTF-8 without control characters other than tab and line ends.
bool is_clean_text(std::string_view text);

// Whether `text` is valid UTF-8 without NUL. For long texts that come from elsewhere: a tracker's
// description may hold an escape character, and an import keeps texts as they are.
bool is_long_text(std::string_view text);

}  // namespace reviewd::domain
