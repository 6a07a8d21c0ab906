#include "auth/trusted_proxies.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

namespace reviewd::auth {
namespace {

constexpr unsigned kBits = 128;
constexpr unsigned kBitsBeforeV4 = 96;
constexpr unsigned kBitsOfSubscriber = 64;  // the smallest IPv6 network that anybody is given

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// Takes off brackets and a port.
std::string_view bare_host(std::string_view text) {
  if (text.starts_with('[')) return text.substr(1, text.find(']') - 1);
  const std::size_t colon = text.find(':');
  const bool one = colon != std::string_view::npos && text.find(':', colon + 1) == text.npos;
  return one ? text.substr(0, colon) : text;
}

bool is_v4(const IpAddress& address) {
  return std::all_of(address.begin(), address.begin() + 10, [](auto byte) { return byte == 0; }) &&
         address[10] == 0xff && address[11] == 0xff;
}

// Sets everything behind the first `bits` to zero.
IpAddress network_of(IpAddress address, unsigned bits) {
  for (unsigned i = 0; i < address.size(); ++i) {
    const unsigned kept = std::clamp(bits, 8 * i, 8 * i + 8) - 8 * i;
    address[i] &= static_cast<std::uint8_t>(0xff00U >> kept);
  }
  return address;
}

std::string text_of(const IpAddress& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const bool v4 = is_v4(address);
  ::inet_ntop(v4 ? AF_INET : AF_INET6, address.data() + (v4 ? 12 : 0), text.data(), text.size());
  return text.data();
}

}  // namespace

std::optional<IpAddress> ip_address(std::string_view text) {
  const std::string host(bare_host(trimmed(text)));
  IpAddress address{};
  if (::inet_pton(AF_INET6, host.c_str(), address.data()) == 1) return address;
  address[10] = address[11] = 0xff;
  if (::inet_pton(AF_INET, host.c_str(), address.data() + 12) == 1) return address;
  return std::nullopt;
}

std::string limit_key(std::string_view address) {
  const auto parsed = ip_address(address);
  if (!parsed) return std::string(address);
  return is_v4(*parsed) ? text_of(*parsed) : text_of(network_of(*parsed, kBitsOfSubscriber));
}

Result<TrustedProxies> TrustedProxies::parse(std::string_view list) {
  TrustedProxies proxies;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find_first_of(", \t\n"), list.size());
    const std::string_view entry = list.substr(0, end);
    list.remove_prefix(std::min(list.size(), end + 1));
    if (entry.empty()) continue;
    const std::size_t slash = entry.find('/');
    const std::string_view host = entry.substr(0, slash);
    const auto address = bare_host(host) == host ? ip_address(host) : std::nullopt;
    unsigned bits = kBits;
    bool good = address.has_value();
    if (good && slash != std::string_view::npos) {
      const std::string_view digits = entry.substr(slash + 1);
      const unsigned before = is_v4(*address) ? kBitsBeforeV4 : 0;
      const auto [rest, error] =
          std::from_chars(digits.data(), digits.data() + digits.size(), bits);
      good =
          error == std::errc{} && rest == digits.data() + digits.size() && bits <= kBits - before;
      bits += before;
    }
    if (!good) {
      return fail(v1::ERROR_CODE_BAD_REQUEST,
                  "--trusted-proxies takes addresses and networks like 127.0.0.1 or 10.0.0.0/8, "
                  "not " +
                      std::string(entry));
    }
    proxies.networks_.push_back({.address = network_of(*address, bits), .bits = bits});
  }
  return proxies;
}

bool TrustedProxies::contains(std::string_view address) const {
  const auto parsed = networks_.empty() ? std::nullopt : ip_address(address);
  return parsed && std::ranges::any_of(networks_, [&](const Network& network) {
           return network_of(*parsed, network.bits) == network.address;
         });
}

std::string TrustedProxies::client_of(std::string_view peer, std::string_view forwarded_for) const {
  std::string client(peer);
  while (!forwarded_for.empty() && contains(client)) {
    const std::size_t comma = forwarded_for.rfind(',');
    const std::size_t from = comma == std::string_view::npos ? 0 : comma + 1;
    const auto address = ip_address(forwarded_for.substr(from));
    if (!address) break;
    client = text_of(*address);
    forwarded_for = comma == std::string_view::npos ? "" : forwarded_for.substr(0, comma);
  }
  return client;
}

}  // namespace reviewd::auth
