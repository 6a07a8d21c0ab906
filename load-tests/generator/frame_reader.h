// WebSocket frames and Protocol Buffers read in place, as cheaply as a subscriber needs: a
// generator with a thousand of them must not spend its time on parsing. Pure.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace reviewd::load {

enum class Opcode : std::uint8_t {
  kContinuation = 0,
  kText = 1,
  kBinary = 2,
  kClose = 8,
  kPing = 9,
  kPong = 10
};

struct Frame {
  Opcode opcode{};
  bool final = true;
  std::string_view payload;
};

// Takes one whole unmasked frame (RFC 6455, 5.2) off the front of `bytes`; nothing while it is not
// all there.
std::optional<Frame> take_frame(std::string_view& bytes);

// A client's frame around `payload`. The mask is zero: it protects proxies from pages, and there is
// neither.
std::string client_frame(Opcode opcode, std::string_view payload);

// Protocol Buffers, field by field.
class FieldReader {
 public:
  explicit FieldReader(std::string_view bytes) : bytes_(bytes) {}

  // Moves to the next field; false at the end or when the bytes are not well formed (then
  // broken()).
  bool next();
  std::uint32_t number() const { return number_; }
  std::uint64_t varint() const { return varint_; }   // of a number
  std::string_view bytes() const { return value_; }  // of a text or message
  bool broken() const { return broken_; }

 private:
  bool read_varint(std::uint64_t& out);

  std::string_view bytes_;
  std::uint32_t number_ = 0;
  std::uint64_t varint_ = 0;
  std::string_view value_;
  bool broken_ = false;
};

}  // namespace reviewd::load
