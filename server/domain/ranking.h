// What a ranking comes to: the Schulze method (M. Schulze, "A new monotonic, clone-independent,
// reversal symmetric, and Condorcet-consistent single-winner election method", Social Choice and
// Welfare 36, 2011), with the strength of a preference being the number of ballots that have it.

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace reviewd::domain {

// A square of `size` rows: at (row, column) how many ballots put the row's option above the
// column's.
class Preferences {
 public:
  explicit Preferences(std::size_t size) : size_(size), counts_(size * size) {}

  std::size_t size() const { return size_; }
  std::uint32_t at(std::size_t row, std::size_t column) const {
    return counts_[row * size_ + column];
  }
  std::uint32_t& at(std::size_t row, std::size_t column) { return counts_[row * size_ + column]; }

  // One more ballot. Options that it does not list are below those it does.
  void add(const std::vector<std::uint32_t>& best_first);

 private:
  std::size_t size_;
  std::vector<std::uint32_t> counts_;
};

// The place of each option, from 1: one more than the number of options that beat it. An option
// that beats each other one in a pair alone (the Condorcet winner) is first. O(size^3).
std::vector<std::uint32_t> schulze_places(const Preferences& preferences);

}  // namespace reviewd::domain
