// How a connection is served, whatever its bytes travel on. Included by one source for each kind of
// stream: a source that instantiates this takes long to compile.

#pragma once

#include <array>
#include <boost/asio/write.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/stream_traits.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <optional>
#include <utility>

#include "net/http_exchange.h"
#include "net/websocket_session.h"

namespace reviewd::net {

// `Kind` says what the stream is and how it is left:
//   Stream                     a TimedSocket, or one that has it as its lowest layer
//   part(Stream&)              awaitable: tells the other side that nothing more is coming
//   take_over(Stream&)         what start_session() of that kind wants of it
template <class Kind>
class BasicHttpConnection {
 public:
  using Stream = typename Kind::Stream;

  BasicHttpConnection(asio::io_context& io, Stream& stream, Visitor visitor, Api& api)
      : io_(io),
        stream_(stream),
        socket_(boost::beast::get_lowest_layer(stream)),
        visitor_(std::move(visitor)),
        api_(api),
        timeouts_(api.options().timeouts) {}

  // Until the other side leaves, is too slow, or has a live connection of its own.
  Awaitable<void> serve() {
    for (std::size_t served = 1; served <= kRequestsPerConnection; ++served) {
      Parser parser;
      parser.header_limit(kHeaderBytesMax);
      parser.body_limit(kBodyBytesMax);
      socket_.expires_after(served == 1 ? timeouts_.request : timeouts_.keep_alive);
      const auto error = co_await read(parser);
      if (error) {
        const auto answer = answer_to_failed_read(error);
        if (answer) co_await send(*answer, true, false);
        break;
      }
      HttpMessage message = parser.release();
      const bool may_stay = message.keep_alive() && served < kRequestsPerConnection;
      const Turn turn = co_await answer(message, may_stay);
      if (turn == Turn::kGone) co_return;
      if (turn == Turn::kLast) break;
    }
    co_await part_politely();
  }

 private:
  using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
  enum class Turn : std::uint8_t { kStays, kLast, kGone };

  // Beast's limit is one for what is left of the headers whenever a piece of them arrives, so it
  // bounds the memory; the whole is counted here.
  Awaitable<boost::system::error_code> read(Parser& parser) {
    namespace http = boost::beast::http;
    const auto [header_error, header_bytes] =
        co_await http::async_read_header(stream_, buffer_, parser, kAsTuple);
    if (header_error) co_return header_error;
    if (header_bytes > kHeaderBytesMax) co_return http::error::header_limit;
    if (parser.is_done()) co_return boost::system::error_code();
    const auto [error, size] = co_await http::async_read(stream_, buffer_, parser, kAsTuple);
    co_return error;
  }

  Awaitable<Turn> answer(HttpMessage& message, bool may_stay) {
    const bool is_upgrade = boost::beast::websocket::is_upgrade(message);
    const auto request = request_of(message, visitor_, api_.options());
    HttpAnswer answer = problem(v1::ERROR_CODE_BAD_REQUEST, "this is not an address");
    if (request && !request->is_local && !visitor_.place->move_to(request->peer)) {
      answer = problem(v1::ERROR_CODE_RATE_LIMITED, "too many connections from this address");
    } else if (request && is_upgrade) {
      auto refused = upgrade(*request, message);
      if (!refused) co_return Turn::kGone;
      answer = *std::move(refused);
    } else if (request) {
      answer = co_await api_.answer(*request);
    }
    if (request) add_transport_security(*request, answer);
    const bool with_body = message.method() != boost::beast::http::verb::head;
    const bool stays = may_stay && !is_upgrade;
    const bool sent = co_await send(answer, with_body, stays);
    if (!sent) co_return Turn::kGone;
    co_return stays ? Turn::kStays : Turn::kLast;
  }

  Awaitable<bool> send(const HttpAnswer& answer, bool with_body, bool keep_alive) {
    const std::string_view body = answer.static_body.empty() ? answer.body : answer.static_body;
    const std::string head = head_of(answer, body.size(), keep_alive);
    const bool empty = !with_body || answer.status == 204 || answer.status == 304;
    const std::array<asio::const_buffer, 2> parts{
        asio::buffer(head), empty ? asio::const_buffer() : asio::buffer(body.data(), body.size())};
    socket_.expires_after(timeouts_.response);
    const auto [error, sent] = co_await asio::async_write(stream_, parts, kAsTuple);
    co_return !error;
  }

  // Takes the connection over, or gives back why not.
  std::optional<HttpAnswer> upgrade(const HttpRequest& request, const HttpMessage& message) {
    auto admitted = admit_upgrade(api_, request, message);
    if (!admitted) return problem(admitted.error());
    boost::beast::http::request<boost::beast::http::empty_body> bare;
    bare.base() = message.base();
    socket_.expires_never();  // From here on the session has timeouts of its own.
    start_session(io_, Kind::take_over(stream_), bare, std::move(admitted->first), admitted->second,
                  std::move(visitor_), timeouts_);
    return std::nullopt;
  }

  // Says that nothing more is coming, then reads a little: closing a socket with unread bytes would
  // reset the connection, and the answer might never be seen.
  Awaitable<void> part_politely() {
    socket_.expires_after(timeouts_.parting);
    co_await Kind::part(stream_);
    boost::system::error_code ignored;
    socket_.socket().shutdown(Socket::shutdown_send, ignored);
    std::array<char, 4096> rest;
    for (std::size_t read = 0; read < 4 * kBodyBytesMax;) {
      const auto [error, size] = co_await socket_.async_read_some(asio::buffer(rest), kAsTuple);
      if (error) co_return;
      read += size;
    }
  }

  asio::io_context& io_;
  Stream& stream_;
  TimedSocket& socket_;
  Visitor visitor_;
  Api& api_;
  const ConnectionTimeouts& timeouts_;
  boost::beast::flat_buffer buffer_{kHeaderBytesMax + kBodyBytesMax};
};

}  // namespace reviewd::net
