// Session cookies and bearer tokens: one cookie per participant, so that four roles can be open in
// one browser. A request names its handle and is authenticated by that handle's cookie only.

#pragma once

#include <string>
#include <string_view>

namespace reviewd::auth {

// `secure`: browsers reach the server by https. Then the name has the prefix by which a browser
// promises that the cookie came from this very host over TLS.
std::string cookie_name(std::string_view handle, bool secure);

// Values of Set-Cookie that start and end a session in a browser.
std::string set_cookie(std::string_view handle, std::string_view token, bool secure);
std::string clear_cookie(std::string_view handle, bool secure);

// The value of cookie `name` in a Cookie header; empty if it is not there.
std::string_view find_cookie(std::string_view header, std::string_view name);

// The token of an `Authorization: Bearer` header; empty if it is none.
std::string_view bearer_token(std::string_view header);

// What authenticates `handle` in a request: the bearer token where there is one, else the cookie.
std::string_view token_for(std::string_view handle, std::string_view cookie_header,
                           std::string_view authorization_header, bool secure);

}  // namespace reviewd::auth
