#include "trace.h"

#include <fstream>
#include <sstream>

namespace reviewd::order {
namespace {

bool known(std::uint32_t number, std::uint32_t count) { return number >= 1 && number <= count; }

// A line of three numbers.
bool read_move(const std::string& line, const Trace& trace, Move& move) {
  std::istringstream words(line);
  std::string rest;
  return words >> move.author >> move.item >> move.below && !(words >> rest) &&
         known(move.author, trace.authors) && known(move.item, trace.items) &&
         known(move.below, trace.items) && move.item != move.below;
}

}  // namespace

std::expected<Trace, std::string> read_trace(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  if (!std::getline(file, line) || line != "reviewd-order-trace 1")
    return std::unexpected(path + ": not a trace of version 1");
  Trace trace;
  std::vector<Move> round;
  for (int number = 2; std::getline(file, line); ++number) {
    std::istringstream words(line);
    std::string word;
    words >> word;
    if (line.empty() || line.front() == '#' || word == "seed") continue;
    if (word == "name") {
      words >> trace.name;
    } else if (word == "items") {
      words >> trace.items;
    } else if (word == "authors") {
      words >> trace.authors;
    } else if (word == "sync") {
      trace.rounds.push_back(std::move(round));
      round.clear();
    } else if (!read_move(line, trace, round.emplace_back())) {
      return std::unexpected(path + ":" + std::to_string(number) + ": " + line);
    }
  }
  if (!round.empty()) return std::unexpected(path + ": does not end with sync");
  return trace;
}

}  // namespace reviewd::order
