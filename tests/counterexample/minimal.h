// Cuts a failing run down to the steps that matter, and names them in short.

#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace reviewd::counterexample {

// Numbers of steps, ascending.
using Steps = std::vector<std::size_t>;

// The steps that are left of the first `count` when none can be taken away without `fails` being
// false. All of them together must fail. Delta debugging (Zeller and Hildebrandt 2002), with ever
// smaller pieces; gives up after `attempts_max` calls of `fails` with what it has then.
Steps minimal(std::size_t count, const std::function<bool(const Steps&)>& fails,
              int attempts_max = 600);

// "0-4,9,12-13" and back. parse: nothing when it is not of that form or names more than
// `count_max` steps in one range.
std::string ranges(const Steps& steps);
std::optional<Steps> parse_ranges(const std::string& text, std::size_t count_max);

}  // namespace reviewd::counterexample
