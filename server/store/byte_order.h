// Whole numbers as bytes, most significant first: keys of the database then sort by number.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace reviewd::store {

template <class Number>
void put_number(std::string& bytes, Number number) {
  for (int shift = static_cast<int>(sizeof(Number)) * 8 - 8; shift >= 0; shift -= 8) {
    bytes.push_back(static_cast<char>(static_cast<std::uint64_t>(number) >> shift));
  }
}

// Reads the number at the front of `bytes`, which are long enough, and drops it from them.
template <class Number>
Number take_number(std::string_view& bytes) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < sizeof(Number); ++i) {
    number = number << 8 | static_cast<unsigned char>(bytes[i]);
  }
  bytes.remove_prefix(sizeof(Number));
  return static_cast<Number>(number);
}

}  // namespace reviewd::store
