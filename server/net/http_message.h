// Requests and answers of the HTTP side without the library that reads and writes them.

#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace reviewd::net {

enum class Method : std::uint8_t { kGet, kHead, kPost, kDelete, kOther };

struct HttpRequest {
  Method method = Method::kOther;
  std::string path;                                       // decoded, without the query
  std::map<std::string, std::string, std::less<>> query;  // decoded
  std::string origin;
  std::string host;
  std::string content_type;
  std::string cookie;
  std::string authorization;
  std::string accept_encoding;
  std::string if_none_match;
  std::string body;
  std::string peer;       // whose it is, by address: auth::limit_key()
  bool secure = false;    // the browser's side of the connection is https
  bool is_local = false;  // came over the Unix socket, from this user or root

  // A parameter of the query; empty if it is not there.
  std::string_view parameter(std::string_view name) const;
};

struct HttpAnswer {
  unsigned status = 200;
  std::string content_type = "application/json";
  std::string body;
  // Instead of `body`: bytes that live as long as the server.
  std::string_view static_body;
  std::vector<std::pair<std::string, std::string>> headers;
};

// A refusal as JSON, with the status of the table of errors.
HttpAnswer problem(const Error& error);
HttpAnswer problem(v1::ErrorCode code, std::string text);

// Splits "/path?a=b&c=d" and decodes it. False when it is not a well-formed target.
bool parse_target(std::string_view target, HttpRequest& request);

}  // namespace reviewd::net
