#include "auth/cookie.h"

#include <algorithm>
#include <cctype>

#include "auth/limits.h"

namespace reviewd::auth {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::string attributes(bool secure) {
  return std::string("; Path=/; HttpOnly; SameSite=Strict") + (secure ? "; Secure" : "");
}

}  // namespace

std::string cookie_name(std::string_view handle, bool secure) {
  return (secure ? "__Host-rv-" : "rv-") + std::string(handle);
}

std::string set_cookie(std::string_view handle, std::string_view token, bool secure) {
  return cookie_name(handle, secure) + "=" + std::string(token) + attributes(secure) +
         "; Max-Age=" + std::to_string(kCookieAge.count());
}

std::string clear_cookie(std::string_view handle, bool secure) {
  return cookie_name(handle, secure) + "=" + attributes(secure) + "; Max-Age=0";
}

std::string_view find_cookie(std::string_view header, std::string_view name) {
  for (std::size_t seen = 0; seen < kCookiesMax && !header.empty(); ++seen) {
    const std::string_view pair = header.substr(0, header.find(';'));
    header.remove_prefix(std::min(header.size(), pair.size() + 1));
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos || trimmed(pair.substr(0, equals)) != name) continue;
    return trimmed(pair.substr(equals + 1));
  }
  return {};
}

std::string_view bearer_token(std::string_view header) {
  constexpr std::string_view kScheme = "bearer ";
  if (header.size() < kScheme.size()) return {};
  const bool bearer = std::ranges::equal(header.substr(0, kScheme.size()), kScheme, {}, [](char c) {
    return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  });
  return bearer ? trimmed(header.substr(kScheme.size())) : std::string_view{};
}

std::string_view token_for(std::string_view handle, std::string_view cookie_header,
                           std::string_view authorization_header, bool secure) {
  if (!authorization_header.empty()) return bearer_token(authorization_header);
  return find_cookie(cookie_header, cookie_name(handle, secure));
}

}  // namespace reviewd::auth
