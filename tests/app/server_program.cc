#include "app/server_program.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "net/test_certificate.h"

namespace reviewd::testing {
namespace {

constexpr std::string_view kReady = "reviewd is ready: ";

[[noreturn]] void become_server(const std::vector<std::string>& arguments, int output,
                                const std::string& complaints) {
  const int errors = ::open(complaints.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(errors, STDERR_FILENO);
  std::vector<char*> words;
  for (const std::string& argument : arguments)
    words.push_back(const_cast<char*>(argument.c_str()));
  words.push_back(nullptr);
  ::execv(words.front(), words.data());
  ::_exit(127);
}

}  // namespace

ServerProgram::ServerProgram(std::vector<std::string> arguments) : stem_(scratch_path("program")) {
  arguments.insert(arguments.begin(), {REVIEWD_SERVER, "--data", stem_ + "-data"});
  if (std::ranges::find(arguments, "--listen") == arguments.end()) {
    arguments.insert(arguments.end(), {"--listen", "127.0.0.1:0"});
  }
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("pipe");
  pid_ = ::fork();
  if (pid_ == 0) become_server(arguments, ends[1], stem_ + "-errors");
  ::close(ends[1]);
  output_ = ends[0];
}

ServerProgram::~ServerProgram() {
  if (pid_ > 0) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  ::close(output_);
  std::error_code ignored;
  std::filesystem::remove_all(stem_ + "-data", ignored);
  std::filesystem::remove(stem_ + "-errors", ignored);
}

std::string ServerProgram::wait_until_ready() {
  std::string line;
  for (char c; ::read(output_, &c, 1) == 1;) {
    if (c != '\n') {
      line += c;
    } else if (line.starts_with(kReady)) {
      address_ = line.substr(kReady.size());
      return address_;
    } else {
      line.clear();
    }
  }
  return {};
}

std::uint16_t ServerProgram::port() {
  if (address_.empty()) wait_until_ready();
  return static_cast<std::uint16_t>(std::stoi(address_.substr(address_.rfind(':') + 1)));
}

void ServerProgram::signal(int number) { ::kill(pid_, number); }

int ServerProgram::wait_for_end() {
  int status = 0;
  ::waitpid(pid_, &status, 0);
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::string ServerProgram::complaints() const {
  std::ifstream in(stem_ + "-errors");
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace reviewd::testing
