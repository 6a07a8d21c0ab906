// reviewd-sim: runs histories, one a seed, and tells of those that break a rule.
//
//   reviewd-sim --seeds 2000 --from 1      2,000 histories
//   reviewd-sim --seed 17                  one, shrunk if it fails
//   reviewd-sim --seed 17 --keep 3,17-20   only these steps of it

#include <charconv>
#include <cstdio>
#include <cstring>
#include <numeric>
#include <string>
#include <vector>

#include "simulation/isolation.h"

namespace reviewd::simulation {
namespace {

struct Options {
  std::uint64_t from = 1;
  std::uint64_t seeds = 200;
  bool one = false;
  std::string keep;
};

constexpr const char* kUsage =
    "usage: reviewd-sim [--seeds N] [--from S]\n"
    "       reviewd-sim --seed S [--keep STEPS]\n";

bool parse(int count, char** words, Options& options) {
  for (int i = 1; i < count; i += 2) {
    const std::string name = words[i];
    if (i + 1 >= count) return false;
    const char* text = words[i + 1];
    if (name == "--keep") {
      options.keep = text;
      continue;
    }
    std::uint64_t number = 0;
    const char* end = text + std::strlen(text);
    if (const auto read = std::from_chars(text, end, number);
        read.ec != std::errc{} || read.ptr != end)
      return false;
    if (name == "--seeds") {
      options.seeds = number;
    } else if (name == "--from") {
      options.from = number;
    } else if (name == "--seed") {
      options.from = number;
      options.seeds = 1;
      options.one = true;
    } else {
      return false;
    }
  }
  return true;
}

void tell(const History& history, const counterexample::Steps& kept, const Course& course) {
  std::printf("seed %llu breaks \"%s\": %s\n", static_cast<unsigned long long>(history.seed),
              course.broken_rule.c_str(), course.how.c_str());
  for (const std::size_t number : kept)
    std::printf("  %4zu %s\n", number, to_string(history.steps[number]).c_str());
  std::printf("again: reviewd-sim --seed %llu --keep %s\n",
              static_cast<unsigned long long>(history.seed), counterexample::ranges(kept).c_str());
}

int run_seeds(const Options& options) {
  std::size_t failed = 0;
  std::size_t operations = 0;
  std::size_t least = SIZE_MAX;
  for (std::uint64_t seed = options.from; seed < options.from + options.seeds; ++seed) {
    const History history = draw_history(seed);
    const Course course = run_isolated(history);
    operations += course.operations;
    least = std::min(least, course.operations);
    if (course.broken_rule.empty()) continue;
    ++failed;
    const auto kept = shrink(history, course);
    tell(history, kept, run_isolated(only(history, kept)));
    std::fflush(stdout);
  }
  std::printf("%llu histories, %zu operations (%zu at least), %zu failed\n",
              static_cast<unsigned long long>(options.seeds), operations, least, failed);
  return failed == 0 ? 0 : 1;
}

int run_kept(const Options& options) {
  const auto kept = counterexample::parse_ranges(options.keep, kStepsMax);
  if (!kept) {
    std::fputs(kUsage, stderr);
    return 2;
  }
  const History history = draw_history(options.from);
  const Course course = run(only(history, *kept));
  if (course.broken_rule.empty()) {
    std::puts("every rule held");
    return 0;
  }
  tell(history, *kept, course);
  return 1;
}

}  // namespace
}  // namespace reviewd::simulation

int main(int count, char** words) {
  reviewd::simulation::Options options;
  if (!reviewd::simulation::parse(count, words, options)) {
    std::fputs(reviewd::simulation::kUsage, stderr);
    return 2;
  }
  return options.keep.empty() ? reviewd::simulation::run_seeds(options)
                              : reviewd::simulation::run_kept(options);
}
