// The server under test: started here, on 127.0.0.1 and a fresh data folder, and ended here.

#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "sdk/endpoint.h"

namespace reviewd::load {

struct Usage {
  double cpu_seconds = 0;  // user and system, all threads
  std::uint64_t resident_bytes = 0;
};

class ServerProcess {
 public:
  enum class Rates : std::uint8_t {
    kRaised,   // of one person's operations: the generator does the work of hundreds as one
    kDefault,  // as everybody gets them
  };

  // `binary` is the server. Makes a temporary data folder, removed with this object.
  explicit ServerProcess(std::string binary, Rates rates = Rates::kRaised);
  ~ServerProcess();
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  // Starts it and waits until it answers. The port is the same each time.
  Result<void> start();
  // SIGTERM, and waits. False when it did not end by itself within 10 s, or with an error.
  bool stop();
  // SIGKILL, and waits.
  void kill();

  Usage usage() const;
  bool running() const { return pid_ > 0; }
  pid_t pid() const { return pid_; }

  sdk::Endpoint tcp() const { return {.host = "127.0.0.1", .port = port_}; }
  sdk::Endpoint socket() const {
    return sdk::Endpoint::unix_socket(folder_ + "/data/reviewd.sock");
  }
  const std::string& folder() const { return folder_; }
  const std::string& binary() const { return binary_; }
  std::string command() const;

 private:
  std::vector<std::string> arguments() const;
  bool wait_for_end(int tenths);

  std::string binary_;
  std::string folder_;
  std::vector<std::string> extra_;  // options that only some servers know
  std::uint16_t port_ = 0;
  pid_t pid_ = 0;
};

// The server beside this generator in the build tree; empty when there is none.
std::string server_beside_us();

// Raises the limit of open files as far as the system lets us; gives what it is then.
std::uint64_t raise_file_limit();

Usage own_usage();

}  // namespace reviewd::load
