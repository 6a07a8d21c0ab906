#include "simulation/isolation.h"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "base/assert.h"

namespace reviewd::simulation {

namespace {

constexpr int kAttemptsMax = 600;

std::string read_all(int file) {
  std::string all;
  std::array<char, 4096> buffer;
  for (;;) {  // Ends: the other process does.
    const ssize_t size = ::read(file, buffer.data(), buffer.size());
    if (size <= 0) return all;
    all.append(buffer.data(), static_cast<std::size_t>(size));
  }
}

void write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t size = ::write(file, bytes.data(), bytes.size());
    if (size <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(size));
  }
}

// Six lines; the last one is the rest.
std::string encode(const Course& course) {
  return std::to_string(course.operations) + "\n" + std::to_string(course.events) + "\n" +
         std::to_string(course.overridden) + "\n" + std::to_string(course.at_step) + "\n" +
         course.broken_rule + "\n" + course.how;
}

std::string next_line(std::string& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string line = text.substr(0, end);
  text.erase(0, end + 1);
  return line;
}

Course decode(std::string text) {
  Course course;
  course.operations = std::stoul(next_line(text));
  course.events = std::stoul(next_line(text));
  course.overridden = std::stoul(next_line(text));
  course.at_step = std::stoul(next_line(text));
  course.broken_rule = next_line(text);
  course.how = std::move(text);
  return course;
}

}  // namespace

Course run_isolated(const History& history) {
  std::array<int, 2> pipe{};
  std::array<int, 2> errors{};
  REVIEWD_ASSERT(::pipe(pipe.data()) == 0 && ::pipe(errors.data()) == 0);
  const pid_t child = ::fork();
  REVIEWD_ASSERT(child >= 0);
  if (child == 0) {
    ::close(pipe[0]);
    ::close(errors[0]);
    ::dup2(errors[1], STDERR_FILENO);
    write_all(pipe[1], encode(run(history)));
    ::_exit(0);
  }
  ::close(pipe[1]);
  ::close(errors[1]);
  const std::string answer = read_all(pipe[0]);
  const std::string said = read_all(errors[0]);
  ::close(pipe[0]);
  ::close(errors[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return decode(answer);
  Course course{.broken_rule = "alive", .how = said};
  course.at_step = history.steps.size();
  return course;
}

// Delta debugging (Zeller and Hildebrandt 2002), with ever smaller pieces.
std::vector<std::size_t> shrink(const History& history, const Course& course) {
  std::vector<std::size_t> kept(std::min(course.at_step + 1, history.steps.size()));
  std::iota(kept.begin(), kept.end(), std::size_t{0});
  int attempts = 0;
  for (std::size_t piece = std::max<std::size_t>(kept.size() / 2, 1); attempts < kAttemptsMax;) {
    bool smaller = false;
    for (std::size_t at = 0; at < kept.size() && attempts < kAttemptsMax;) {
      std::vector<std::size_t> without = kept;
      const std::size_t end = std::min(at + piece, without.size());
      without.erase(without.begin() + static_cast<std::ptrdiff_t>(at),
                    without.begin() + static_cast<std::ptrdiff_t>(end));
      ++attempts;
      if (run_isolated(only(history, without)).broken_rule == course.broken_rule) {
        kept = std::move(without);
        smaller = true;
      } else {
        at += piece;
      }
    }
    if (piece == 1 && !smaller) break;
    piece = std::max<std::size_t>(piece / 2, 1);
  }
  return kept;
}

}  // namespace reviewd::simulation
