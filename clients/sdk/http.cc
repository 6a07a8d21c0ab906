#include "sdk/http.h"

#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/json.hpp>
#include <optional>

#include "sdk/dial.h"

namespace reviewd::sdk {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace json = boost::json;

namespace {

constexpr auto kAsTuple = asio::as_tuple(asio::use_awaitable);
constexpr std::uint64_t kAnswerBytesMax = 1ULL << 30;  // an export of everything is the largest

Error without_server(const Endpoint& endpoint, std::string_view why) {
  return {.code = v1::ERROR_CODE_UNSPECIFIED,
          .text = "no answer from " + endpoint.to_string() + ": " + std::string(why)};
}

v1::ErrorCode code_for(unsigned status) {
  switch (status) {
    case 401: return v1::ERROR_CODE_UNAUTHENTICATED;
    case 403: return v1::ERROR_CODE_FORBIDDEN;
    case 404: return v1::ERROR_CODE_UNKNOWN_PRODUCT;
    case 413: return v1::ERROR_CODE_TOO_LARGE;
    case 429: return v1::ERROR_CODE_RATE_LIMITED;
    case 503: return v1::ERROR_CODE_OVERLOADED;
    default: return v1::ERROR_CODE_BAD_REQUEST;
  }
}

asio::awaitable<void> exchange(Endpoint endpoint, HttpRequest call,
                               std::optional<Result<std::string>>& answer) {
  auto socket = co_await dial(endpoint);
  if (!socket) {
    answer = std::unexpected(socket.error());
    co_return;
  }
  http::request<http::string_body> request(http::string_to_verb(call.method), call.target, 11);
  request.set(http::field::host, endpoint.authority());
  request.set(http::field::connection, "close");
  if (!call.bearer.empty()) request.set(http::field::authorization, "Bearer " + call.bearer);
  if (call.method != "GET") request.set(http::field::content_type, "application/json");
  request.body() = std::move(call.body);
  request.prepare_payload();
  const auto [write_error, written] = co_await http::async_write(*socket, request, kAsTuple);
  // A server may answer and hang up before it has read everything: its answer is still there.

  beast::flat_buffer buffer;
  http::response_parser<http::string_body> response;
  response.body_limit(kAnswerBytesMax);
  const auto [error, size] = co_await http::async_read(*socket, buffer, response, kAsTuple);
  if (error) {
    answer = std::unexpected(
        without_server(endpoint, write_error ? write_error.message() : error.message()));
    co_return;
  }
  const unsigned status = response.get().result_int();
  std::string body = std::move(response.get().body());
  if (status / 100 == 2) {
    answer = std::move(body);
  } else {
    answer = std::unexpected(refusal(status, body));
  }
}

}  // namespace

Result<std::string> http_call(const Endpoint& endpoint, const HttpRequest& request) {
  asio::io_context context(1);
  std::optional<Result<std::string>> answer;
  asio::co_spawn(context, exchange(endpoint, request, answer), asio::detached);
  context.run_for(request.timeout);
  if (!answer) return std::unexpected(without_server(endpoint, "timed out"));
  return std::move(*answer);
}

Error refusal(unsigned status, std::string_view body) {
  Error error{.code = code_for(status),
              .text = "the server answered with status " + std::to_string(status)};
  boost::system::error_code malformed;
  const json::value value = json::parse({body.data(), body.size()}, malformed);
  const json::object* problem = malformed ? nullptr : value.if_object();
  if (problem == nullptr) return error;
  const json::value* code = problem->if_contains("code");
  if (code != nullptr && code->is_int64() &&
      v1::ErrorCode_IsValid(static_cast<int>(code->as_int64()))) {
    error.code = static_cast<v1::ErrorCode>(code->as_int64());
  }
  const json::value* text = problem->if_contains("text");
  if (text != nullptr && text->is_string() && !text->as_string().empty())
    error.text = text->as_string().c_str();
  const json::value* after = problem->if_contains("after_ms");
  if (after != nullptr && after->is_int64())
    error.after_ms = static_cast<std::uint32_t>(after->as_int64());
  return error;
}

}  // namespace reviewd::sdk
