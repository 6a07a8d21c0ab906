// Which pages may talk to this server from a browser: its own, and no others. Browsers say where a
// request comes from in `Origin`; programs send none.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace reviewd::auth {

// `url` as scheme, host and port without a path ("https://review.example.org"), the way browsers
// write an Origin. Errors: bad_request (not http or https, no host, or more than an origin).
Result<std::string> origin_of(std::string_view url);

// Whether a Host header calls the machine by a name that always means this one.
bool is_loopback_name(std::string_view host);

class OriginCheck {
 public:
  // A server with a public address: that one alone.
  explicit OriginCheck(std::string public_origin) : allowed_{std::move(public_origin)} {}
  // A server on a loopback port: the names by which this machine calls itself. `secure`: with TLS.
  static OriginCheck loopback(std::uint16_t port, bool secure);
  // A server that was not told its address: the page and its requests must name the same host. On
  // plain HTTP this does not protect against DNS rebinding; a public address does.
  static OriginCheck same_host();

  // `origin` and `host` are the request's headers; `secure`: it came by https. True without an
  // Origin: that is not a browser.
  bool allows(std::string_view origin, std::string_view host, bool secure) const;

  // Whether a request that names `host` can be meant for this server. A page whose name was made to
  // point here (DNS rebinding) names its own.
  bool knows(std::string_view host) const;

 private:
  OriginCheck() = default;
  std::vector<std::string> allowed_;  // empty: whatever the request calls its host
};

}  // namespace reviewd::auth
