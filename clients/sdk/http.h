// Blocking HTTP calls for tools: one request, one answer, one connection.

#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/result.h"
#include "sdk/endpoint.h"

namespace reviewd::sdk {

struct HttpRequest {
  std::string method = "GET";
  std::string target;
  std::string body;    // JSON; empty: none
  std::string bearer;  // session token; empty: none
  std::chrono::milliseconds timeout = std::chrono::seconds(60);
};

// Sends `request` and gives the body of a 2xx answer. Any other answer is the error that its body
// describes; code UNSPECIFIED means that nobody answered in time, or not in HTTP.
Result<std::string> http_call(const Endpoint& endpoint, const HttpRequest& request);

// The error in a refusal's JSON body, or one made from the status where there is no such body.
Error refusal(unsigned status, std::string_view body);

}  // namespace reviewd::sdk
