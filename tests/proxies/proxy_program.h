// A proxy as a process of its own, with one of the examples of docs/proxies/.

#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace reviewd::testing {

// A TCP port of 127.0.0.1 that nobody listens on.
std::uint16_t free_port();

// The file in docs/proxies/ with texts replaced. Each must be there: otherwise the test would be
// about something else than the example.
std::string example_with(const std::string& name,
                         const std::vector<std::pair<std::string, std::string>>& replacements);

class ProxyProgram {
 public:
  // nginx or caddy, on `port` of 127.0.0.1 with TLS, in front of `server_port`. Waits until it
  // lets requests through. Throws when the program is not there or ends.
  static ProxyProgram nginx(std::uint16_t port, std::uint16_t server_port);
  static ProxyProgram caddy(std::uint16_t port, std::uint16_t server_port);

  ProxyProgram(ProxyProgram&& other) noexcept;
  ProxyProgram& operator=(ProxyProgram&&) = delete;
  ~ProxyProgram();

 private:
  ProxyProgram(std::string folder, std::vector<std::string> command);
  void wait_until_it_answers(std::uint16_t port) const;

  std::string folder_;
  pid_t pid_ = -1;
};

}  // namespace reviewd::testing
