// Whom to believe about where a request comes from. A proxy writes the address of whoever asked it
// into X-Forwarded-For, behind those that were there already; anybody else can write there what
// they like. So the list is read from its end, for as long as the addresses are trusted.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace reviewd::auth {

// 16 bytes; an IPv4 address as the IPv6 address that stands for it.
using IpAddress = std::array<std::uint8_t, 16>;

// "192.0.2.1", "2001:db8::1", also with a port as some proxies write it ("192.0.2.1:4711",
// "[2001:db8::1]:4711"); nullopt for anything else.
std::optional<IpAddress> ip_address(std::string_view text);

// What limits count by: an IPv4 address, or the /64 of an IPv6 address, since whoever has one of
// those has all of them. `address` itself if it is no address.
std::string limit_key(std::string_view address);

class TrustedProxies {
 public:
  TrustedProxies() = default;  // nobody is trusted

  // Addresses and networks ("10.0.0.0/8", "::1"), separated by commas or white space. Errors:
  // bad_request, naming the one that is none.
  static Result<TrustedProxies> parse(std::string_view list);

  bool contains(std::string_view address) const;

  // Who asks, when `peer` is who is connected: the rightmost address of X-Forwarded-For that is
  // not trusted; what is to the left of something that is no address counts for nothing.
  std::string client_of(std::string_view peer, std::string_view forwarded_for) const;

 private:
  struct Network {
    IpAddress address;
    unsigned bits;
  };
  std::vector<Network> networks_;
};

}  // namespace reviewd::auth
