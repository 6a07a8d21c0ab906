// A published trace: who moves which item below which other (README.md has the format).

#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <vector>

namespace reviewd::order {

struct Move {
  std::uint32_t author = 0;  // 1 .. authors
  std::uint32_t item = 0;    // 1 .. items
  std::uint32_t below = 0;   // another item
};

struct Trace {
  std::string name;
  std::uint32_t items = 0;
  std::uint32_t authors = 0;
  // What happens between two syncs, in the order of arrival.
  std::vector<std::vector<Move>> rounds;
};

// Fails with a sentence that names the line.
std::expected<Trace, std::string> read_trace(const std::string& path);

}  // namespace reviewd::order
