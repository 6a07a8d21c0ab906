// Where a server listens: a Unix socket or a TCP address.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace reviewd::sdk {

struct Endpoint {
  std::string socket_path;  // empty: TCP
  std::string host;
  std::uint16_t port = 0;

  static Endpoint unix_socket(std::string path) { return {.socket_path = std::move(path)}; }

  // Reads "http://host[:port]" or "unix:/path". Fails for https: this client does not speak TLS, a
  // tunnel or the Unix socket has to; and for anything else that is not an address.
  static Result<Endpoint> parse(std::string_view text);

  // The text that parse() reads.
  std::string to_string() const;

  // What belongs into the Host header.
  std::string authority() const;

  bool operator==(const Endpoint&) const = default;
};

}  // namespace reviewd::sdk
