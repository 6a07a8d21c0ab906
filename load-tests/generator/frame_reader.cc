#include "generator/frame_reader.h"

namespace reviewd::load {

std::optional<Frame> take_frame(std::string_view& bytes) {
  const auto at = [&](std::size_t i) {
    return static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i]));
  };
  if (bytes.size() < 2) return std::nullopt;
  std::uint64_t length = at(1) & 0x7f;
  std::size_t header = 2;
  if (length >= 126) {
    header += length == 126 ? 2 : 8;
    if (bytes.size() < header) return std::nullopt;
    length = 0;
    for (std::size_t i = 2; i < header; ++i) length = length << 8 | at(i);
  }
  if (bytes.size() - header < length) return std::nullopt;
  const Frame frame{.opcode = static_cast<Opcode>(at(0) & 0x0f),
                    .final = (at(0) & 0x80) != 0,
                    .payload = bytes.substr(header, static_cast<std::size_t>(length))};
  bytes.remove_prefix(header + static_cast<std::size_t>(length));
  return frame;
}

std::string client_frame(Opcode opcode, std::string_view payload) {
  constexpr unsigned char kMasked = 0x80;
  std::string frame(1, static_cast<char>(0x80 | static_cast<unsigned char>(opcode)));
  if (payload.size() < 126) {
    frame += static_cast<char>(kMasked | payload.size());
  } else {  // the shortest form that holds the length: any other is an error
    const bool short_form = payload.size() < 65'536;
    frame += static_cast<char>(kMasked | (short_form ? 126 : 127));
    for (int shift = short_form ? 8 : 56; shift >= 0; shift -= 8)
      frame += static_cast<char>(payload.size() >> shift & 0xff);
  }
  frame.append(4, '\0');
  frame += payload;
  return frame;
}

bool FieldReader::next() {
  if (bytes_.empty() || broken_) return false;
  std::uint64_t tag = 0;
  if (!read_varint(tag)) return false;
  number_ = static_cast<std::uint32_t>(tag >> 3);
  varint_ = 0;
  value_ = {};
  std::size_t fixed = 0;
  switch (tag & 7) {
    case 0: return read_varint(varint_);
    case 1: fixed = 8; break;
    case 2: {
      std::uint64_t length = 0;
      if (!read_varint(length)) return false;
      broken_ = length > bytes_.size();
      if (broken_) return false;
      value_ = bytes_.substr(0, static_cast<std::size_t>(length));
      bytes_.remove_prefix(static_cast<std::size_t>(length));
      return true;
    }
    case 5: fixed = 4; break;
    default: broken_ = true; return false;
  }
  broken_ = fixed > bytes_.size();
  if (!broken_) bytes_.remove_prefix(fixed);
  return !broken_;
}

bool FieldReader::read_varint(std::uint64_t& out) {
  out = 0;
  for (unsigned shift = 0; shift < 64 && !bytes_.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes_.front());
    bytes_.remove_prefix(1);
    out |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
    if ((byte & 0x80) == 0) return true;
  }
  broken_ = true;
  return false;
}

}  // namespace reviewd::load
