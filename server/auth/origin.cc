#include "auth/origin.h"

#include <algorithm>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <cctype>

namespace reviewd::auth {
namespace {

// A Host header without its port, in lower case. The port is what a browser connected to, and says
// nothing about whose page it is.
std::string name_of(std::string_view host) {
  const std::size_t end = host.starts_with('[') ? host.find(']') + 1 : host.find(':');
  std::string name(host.substr(0, end));
  for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return name;
}

}  // namespace

bool is_loopback_name(std::string_view host) {
  const std::string name = name_of(host);
  return name == "localhost" || name == "127.0.0.1" || name == "[::1]";
}

Result<std::string> origin_of(std::string_view url) {
  const auto parsed = boost::urls::parse_uri({url.data(), url.size()});
  const std::string shown(url);
  if (!parsed) return fail(v1::ERROR_CODE_BAD_REQUEST, shown + " is not an address");
  const bool https = parsed->scheme() == "https";
  if ((!https && parsed->scheme() != "http") || parsed->encoded_host().empty()) {
    return fail(v1::ERROR_CODE_BAD_REQUEST, shown + " is not an http or https address");
  }
  const bool bare = parsed->encoded_path().empty() || parsed->encoded_path() == "/";
  if (!bare || parsed->has_query() || parsed->has_fragment() || parsed->has_userinfo()) {
    return fail(
        v1::ERROR_CODE_BAD_REQUEST,
        shown + " has more than scheme, host and port: the server needs an address of its own");
  }
  std::string origin(parsed->scheme());
  origin += "://";
  origin += std::string_view(parsed->encoded_host().data(), parsed->encoded_host().size());
  const std::string_view port(parsed->port().data(), parsed->port().size());
  if (!port.empty() && port != (https ? "443" : "80")) origin += ":" + std::string(port);
  return origin;
}

OriginCheck OriginCheck::loopback(std::uint16_t port, bool secure) {
  const std::string suffix = port == (secure ? 443 : 80) ? "" : ":" + std::to_string(port);
  OriginCheck check;
  for (const char* host : {"127.0.0.1", "localhost", "[::1]"}) {
    check.allowed_.push_back((secure ? "https://" : "http://") + std::string(host) + suffix);
  }
  return check;
}

OriginCheck OriginCheck::same_host() { return {}; }

bool OriginCheck::allows(std::string_view origin, std::string_view host, bool secure) const {
  if (origin.empty()) return true;
  if (!allowed_.empty()) return std::ranges::find(allowed_, origin) != allowed_.end();
  return !host.empty() && origin == (secure ? "https://" : "http://") + std::string(host);
}

bool OriginCheck::knows(std::string_view host) const {
  const std::string name = name_of(host);
  if (allowed_.empty() || is_loopback_name(name)) return !name.empty();
  return std::ranges::any_of(allowed_, [&](std::string_view origin) {
    return name == name_of(origin.substr(origin.find("://") + 3));
  });
}

}  // namespace reviewd::auth
