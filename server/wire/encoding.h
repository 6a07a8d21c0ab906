// The two encodings of the live protocol. Same messages, same rules (docs/PROTOCOL.md).

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace reviewd::wire {

enum class Encoding : std::uint8_t {
  kProto,  // binary WebSocket frames
  kJson,   // text WebSocket frames
};

inline constexpr std::size_t kEncodings = 2;

constexpr std::size_t index(Encoding encoding) { return static_cast<std::size_t>(encoding); }

constexpr std::string_view sub_protocol(Encoding encoding) {
  return encoding == Encoding::kProto ? "reviewd.v1.proto" : "reviewd.v1.json";
}

constexpr std::optional<Encoding> encoding_of(std::string_view name) {
  if (name == sub_protocol(Encoding::kProto)) return Encoding::kProto;
  if (name == sub_protocol(Encoding::kJson)) return Encoding::kJson;
  return std::nullopt;
}

}  // namespace reviewd::wire
