#include "domain/ranking.h"

#include <algorithm>

namespace reviewd::domain {

void Preferences::add(const std::vector<std::uint32_t>& best_first) {
  std::vector<bool> above(size_);
  for (const std::uint32_t option : best_first) {
    above[option] = true;
    for (std::size_t other = 0; other < size_; ++other) {
      if (!above[other]) ++at(option, other);
    }
  }
}

std::vector<std::uint32_t> schulze_places(const Preferences& preferences) {
  const std::size_t size = preferences.size();
  // A path is as strong as its weakest preference; here the strongest path between each two.
  Preferences paths(size);
  for (std::size_t i = 0; i < size; ++i) {
    for (std::size_t j = 0; j < size; ++j) {
      if (preferences.at(i, j) > preferences.at(j, i)) paths.at(i, j) = preferences.at(i, j);
    }
  }
  for (std::size_t via = 0; via < size; ++via) {
    for (std::size_t i = 0; i < size; ++i) {
      for (std::size_t j = 0; j < size; ++j) {
        if (i == j || i == via || j == via) continue;
        paths.at(i, j) = std::max(paths.at(i, j), std::min(paths.at(i, via), paths.at(via, j)));
      }
    }
  }
  std::vector<std::uint32_t> places(size, 1);
  for (std::size_t i = 0; i < size; ++i) {
    for (std::size_t j = 0; j < size; ++j) {
      if (i != j && paths.at(j, i) > paths.at(i, j)) ++places[i];
    }
  }
  return places;
}

}  // namespace reviewd::domain
