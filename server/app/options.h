// What the operator can set, on the command line or in a TOML file with the same names.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "base/result.h"

namespace reviewd::app {

struct Options {
  std::string data = "reviewd-data";
  std::string listen = "127.0.0.1:8080";
  std::string public_url;       // empty: where it listens
  std::string tls_certificate;  // PEM files; both empty: plain HTTP
  std::string tls_key;
  std::string trusted_proxies;
  std::string web_root;  // empty: the page in the binary
  std::string log_level = "info";
  bool insecure = false;
  bool demo = false;
  std::size_t connections_max = 60'000;
  std::size_t connections_per_address_max = 10'000;
  std::uint32_t operations_per_second = 200;  // of one participant; ten times as many at once
};

struct Address {
  std::string host;
  std::uint16_t port = 0;
  bool is_loopback = false;
};

// "127.0.0.1:8080", "[::1]:0". Errors: bad_request.
Result<Address> parse_address(const std::string& text);

// What to do after the command line was read.
struct Parsed {
  Options options;
  bool ends = false;  // help, version or a mistake: it has been printed, exit with `status`
  int status = 0;
};

Parsed parse_options(int argc, char** argv, const std::string& version);

}  // namespace reviewd::app
