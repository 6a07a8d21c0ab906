// The server as a process of its own, on a data folder of its own and any free port.

#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace reviewd::testing {

class ServerProgram {
 public:
  // Starts it. `arguments` come after --data; --listen is 127.0.0.1:0 unless they say it.
  explicit ServerProgram(std::vector<std::string> arguments);
  ~ServerProgram();
  ServerProgram(const ServerProgram&) = delete;
  ServerProgram& operator=(const ServerProgram&) = delete;

  // Waits for "reviewd is ready: .."; the address it names, empty when the program ended instead.
  std::string wait_until_ready();
  // The port in that address.
  std::uint16_t port();
  void signal(int number);
  // Waits for the end; the exit status, or -1.
  int wait_for_end();
  // What it has written to standard error, once it has ended.
  std::string complaints() const;

 private:
  pid_t pid_ = -1;
  int output_ = -1;
  std::string stem_;
  std::string address_;
};

}  // namespace reviewd::testing
