#include "net/http_connection.h"

#include <array>
#include <boost/asio/write.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <optional>

#include "net/websocket_session.h"

namespace reviewd::net {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;
using Stream = beast::basic_stream<asio::generic::stream_protocol, Executor>;
using Parser = http::request_parser<http::string_body>;

std::string text_of(beast::string_view text) { return {text.data(), text.size()}; }

Method method_of(http::verb verb) {
  switch (verb) {
    case http::verb::get: return Method::kGet;
    case http::verb::head: return Method::kHead;
    case http::verb::post: return Method::kPost;
    case http::verb::delete_: return Method::kDelete;
    default: return Method::kOther;
  }
}

std::optional<HttpRequest> request_of(http::request<http::string_body>& message,
                                      const Visitor& visitor) {
  HttpRequest request{.method = method_of(message.method()),
                      .origin = text_of(message[http::field::origin]),
                      .host = text_of(message[http::field::host]),
                      .content_type = text_of(message[http::field::content_type]),
                      .cookie = text_of(message[http::field::cookie]),
                      .authorization = text_of(message[http::field::authorization]),
                      .accept_encoding = text_of(message[http::field::accept_encoding]),
                      .if_none_match = text_of(message[http::field::if_none_match]),
                      .body = std::move(message.body()),
                      .peer = visitor.address,
                      .is_local = visitor.is_local};
  if (!parse_target(text_of(message.target()), request)) return std::nullopt;
  return request;
}

// Headers are written by hand: all values are this server's own, and one kind of body is enough.
std::string head_of(const HttpAnswer& answer, std::size_t body_bytes, bool keep_alive) {
  std::string head = "HTTP/1.1 " + std::to_string(answer.status) + " " +
                     text_of(http::obsolete_reason(http::int_to_status(answer.status))) + "\r\n";
  const auto add = [&](std::string_view name, std::string_view field) {
    head.append(name).append(": ").append(field).append("\r\n");
  };
  add("Server", "reviewd");
  for (const auto& [name, field] : security_headers()) add(name, field);
  for (const auto& [name, field] : answer.headers) add(name, field);
  if (answer.status != 204 && answer.status != 304) {
    add("Content-Type", answer.content_type);
    add("Content-Length", std::to_string(body_bytes));
  }
  add("Connection", keep_alive ? "keep-alive" : "close");
  return head += "\r\n";
}

Awaitable<bool> send(Stream& stream, const HttpAnswer& answer, bool with_body, bool keep_alive) {
  const std::string_view body = answer.static_body.empty() ? answer.body : answer.static_body;
  const std::string head = head_of(answer, body.size(), keep_alive);
  const bool empty = !with_body || answer.status == 204 || answer.status == 304;
  const std::array<asio::const_buffer, 2> parts{
      asio::buffer(head), empty ? asio::const_buffer() : asio::buffer(body.data(), body.size())};
  stream.expires_after(kResponseTimeout);
  const auto [error, sent] = co_await asio::async_write(stream, parts, kAsTuple);
  co_return !error;
}

// Says that nothing more is coming, then reads a little: closing a socket with unread bytes would
// reset the connection, and the answer might never be seen.
Awaitable<void> part_politely(Stream& stream) {
  boost::system::error_code ignored;
  stream.socket().shutdown(Socket::shutdown_send, ignored);
  std::array<char, 4096> rest;
  stream.expires_after(std::chrono::seconds(2));
  for (std::size_t read = 0; read < 4 * kBodyBytesMax;) {
    const auto [error, size] = co_await stream.async_read_some(asio::buffer(rest), kAsTuple);
    if (error) co_return;
    read += size;
  }
}

std::optional<HttpAnswer> answer_of_bad_request(const boost::system::error_code& error) {
  if (error == http::error::end_of_stream || error == beast::error::timeout ||
      error == http::error::partial_message ||
      error.category() != http::make_error_code(http::error::bad_value).category()) {
    return std::nullopt;  // gone, or too slow: nobody is listening
  }
  if (error == http::error::body_limit) {
    return problem(v1::ERROR_CODE_TOO_LARGE,
                   "the body is longer than " + std::to_string(kBodyBytesMax) + " bytes");
  }
  if (error == http::error::header_limit || error == http::error::buffer_overflow) {
    HttpAnswer answer =
        problem(v1::ERROR_CODE_TOO_LARGE, "the request's headers are longer than " +
                                              std::to_string(kHeaderBytesMax) + " bytes");
    answer.status = 431;
    return answer;
  }
  return problem(v1::ERROR_CODE_BAD_REQUEST, "this is not an HTTP request");
}

// The first sub-protocol of the client's list that this server speaks.
std::optional<wire::Encoding> chosen_encoding(std::string_view list) {
  while (!list.empty()) {
    std::string_view name = list.substr(0, list.find(','));
    list.remove_prefix(std::min(list.size(), name.size() + 1));
    while (!name.empty() && name.front() == ' ') name.remove_prefix(1);
    while (!name.empty() && name.back() == ' ') name.remove_suffix(1);
    if (const auto encoding = wire::encoding_of(name)) return encoding;
  }
  return std::nullopt;
}

Result<std::pair<Api::Admission, wire::Encoding>> admit(
    Api& api, const HttpRequest& request, const http::request<http::string_body>& message) {
  if (!Api::is_live(request))
    return fail(v1::ERROR_CODE_BAD_REQUEST, "this address does not speak WebSocket");
  auto admission = api.admit(request);
  if (!admission) return std::unexpected(admission.error());
  const auto encoding = chosen_encoding(text_of(message[http::field::sec_websocket_protocol]));
  if (!encoding) {
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                "ask for the sub-protocol reviewd.v1.proto or reviewd.v1.json");
  }
  return std::pair{*std::move(admission), *encoding};
}

// Takes the connection over, or gives back why not.
std::optional<HttpAnswer> upgrade(asio::io_context& io, Stream& stream, Visitor& visitor, Api& api,
                                  const HttpRequest& request,
                                  const http::request<http::string_body>& message) {
  auto admitted = admit(api, request, message);
  if (!admitted) return problem(admitted.error());
  http::request<http::empty_body> bare;
  bare.base() = message.base();
  start_session(io, stream.release_socket(), bare, std::move(admitted->first), admitted->second,
                std::move(visitor));
  return std::nullopt;
}

}  // namespace

Awaitable<void> serve_connection(asio::io_context& io, Socket socket, Visitor visitor, Api& api) {
  Stream stream(std::move(socket));
  beast::flat_buffer buffer(kHeaderBytesMax + kBodyBytesMax);
  for (std::size_t served = 1; served <= kRequestsPerConnection; ++served) {
    Parser parser;
    parser.header_limit(kHeaderBytesMax);
    parser.body_limit(kBodyBytesMax);
    stream.expires_after(served == 1 ? kRequestTimeout : kKeepAliveTimeout);
    const auto [error, size] = co_await http::async_read(stream, buffer, parser, kAsTuple);
    if (error) {
      const auto answer = answer_of_bad_request(error);
      if (answer) co_await send(stream, *answer, true, false);
      co_await part_politely(stream);
      co_return;
    }
    http::request<http::string_body> message = parser.release();
    const bool keep_alive = message.keep_alive() && served < kRequestsPerConnection;
    const bool is_upgrade = beast::websocket::is_upgrade(message);
    const auto request = request_of(message, visitor);
    HttpAnswer answer = problem(v1::ERROR_CODE_BAD_REQUEST, "this is not an address");
    if (request && is_upgrade) {
      auto refused = upgrade(io, stream, visitor, api, *request, message);
      if (!refused) co_return;
      answer = *std::move(refused);
    } else if (request) {
      answer = co_await api.answer(*request);
    }
    const bool with_body = message.method() != http::verb::head;
    const bool stays = keep_alive && !is_upgrade;
    const bool sent = co_await send(stream, answer, with_body, stays);
    if (!sent) co_return;
    if (!stays) break;
  }
  co_await part_politely(stream);
}

}  // namespace reviewd::net
