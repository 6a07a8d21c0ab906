#include "counterexample/isolated.h"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <string_view>

#include "base/assert.h"

namespace reviewd::counterexample {
namespace {

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

}  // namespace

Ending run_isolated(const std::function<std::string()>& run) {
  std::array<int, 2> pipe{};
  std::array<int, 2> errors{};
  REVIEWD_ASSERT(::pipe(pipe.data()) == 0 && ::pipe(errors.data()) == 0);
  const pid_t child = ::fork();
  REVIEWD_ASSERT(child >= 0);
  if (child == 0) {
    ::close(pipe[0]);
    ::close(errors[0]);
    ::dup2(errors[1], STDERR_FILENO);
    write_all(pipe[1], run());
    ::_exit(0);
  }
  ::close(pipe[1]);
  ::close(errors[1]);
  Ending ending{.alive = true, .answer = read_all(pipe[0])};
  std::string said = read_all(errors[0]);
  ::close(pipe[0]);
  ::close(errors[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) ending = {.alive = false, .answer = said};
  return ending;
}

}  // namespace reviewd::counterexample
