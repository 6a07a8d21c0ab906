#include "sdk/endpoint.h"

#include <charconv>

namespace reviewd::sdk {

namespace {

constexpr std::uint16_t kHttpPort = 80;

std::unexpected<Error> not_an_address(std::string_view text, std::string_view why) {
  return fail(v1::ERROR_CODE_UNSPECIFIED, "\"" + std::string(text) + "\" " + std::string(why));
}

}  // namespace

Result<Endpoint> Endpoint::parse(std::string_view text) {
  constexpr std::string_view kUnix = "unix:";
  constexpr std::string_view kHttp = "http://";
  if (text.starts_with(kUnix)) {
    if (text.size() == kUnix.size()) return not_an_address(text, "names no socket");
    return unix_socket(std::string(text.substr(kUnix.size())));
  }
  if (text.starts_with("https://")) {
    return not_an_address(text,
                          "needs TLS, which this client does not speak: use the server's socket");
  }
  if (!text.starts_with(kHttp)) {
    return not_an_address(text, "is not an address: write http://host:port or unix:/path");
  }

  std::string_view rest = text.substr(kHttp.size());
  if (rest.ends_with('/')) rest.remove_suffix(1);
  Endpoint endpoint{.port = kHttpPort};
  std::size_t colon = rest.rfind(':');
  if (rest.starts_with('[')) {  // [::1]:8080
    const std::size_t bracket = rest.find(']');
    if (bracket == std::string_view::npos)
      return not_an_address(text, "has an unfinished [address]");
    endpoint.host = rest.substr(1, bracket - 1);
    colon = rest.find(':', bracket);
  } else {
    endpoint.host = rest.substr(0, colon);
  }
  if (endpoint.host.empty() || endpoint.host.find_first_of("/?#@ ") != std::string::npos) {
    return not_an_address(text, "is not an address: write http://host:port");
  }
  if (colon != std::string_view::npos) {
    const std::string_view digits = rest.substr(colon + 1);
    const auto [end, error] = std::from_chars(digits.begin(), digits.end(), endpoint.port);
    if (error != std::errc() || end != digits.end() || endpoint.port == 0) {
      return not_an_address(text, "has no valid port");
    }
  }
  return endpoint;
}

std::string Endpoint::to_string() const {
  return socket_path.empty() ? "http://" + authority() : "unix:" + socket_path;
}

std::string Endpoint::authority() const {
  if (!socket_path.empty()) return "localhost";
  const bool numeric6 = host.find(':') != std::string::npos;
  return (numeric6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

}  // namespace reviewd::sdk
