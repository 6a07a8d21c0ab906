// The one place that instantiates Beast's WebSocket for clients.
#include "sdk/websocket.h"

#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>

#include "sdk/dial.h"
#include "sdk/http.h"

namespace reviewd::sdk {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;

namespace {

constexpr auto kAsTuple = asio::as_tuple(asio::use_awaitable);
constexpr auto kHandshakeTimeout = std::chrono::seconds(10);
constexpr auto kIdleTimeout =
    std::chrono::seconds(60);  // half of it without a byte: a ping is sent

}  // namespace

struct WebSocket::Stream {
  explicit Stream(Socket socket) : ws(std::move(socket)) {}

  websocket::stream<Socket, /*deflateSupported=*/false> ws;
  beast::flat_buffer buffer;
};

WebSocket::WebSocket(std::unique_ptr<Stream> stream) : stream_(std::move(stream)) {}
WebSocket::~WebSocket() = default;

asio::awaitable<Result<std::unique_ptr<WebSocket>>> WebSocket::open(WebSocketRequest request) {
  auto socket = co_await dial(request.endpoint);
  if (!socket) co_return std::unexpected(socket.error());
  auto stream = std::make_unique<Stream>(std::move(*socket));
  auto& ws = stream->ws;
  ws.set_option(websocket::stream_base::timeout{.handshake_timeout = kHandshakeTimeout,
                                                .idle_timeout = kIdleTimeout,
                                                .keep_alive_pings = true});
  // A named object: a capturing lambda inside co_await is freed twice by GCC 12.
  websocket::stream_base::decorator decorate([request](websocket::request_type& upgrade) {
    upgrade.set(http::field::sec_websocket_protocol, request.protocol);
    if (!request.bearer.empty())
      upgrade.set(http::field::authorization, "Bearer " + request.bearer);
  });
  ws.set_option(std::move(decorate));
  ws.read_message_max(request.frame_bytes_max);
  ws.auto_fragment(false);
  ws.binary(true);

  websocket::response_type response;
  const auto [error] =
      co_await ws.async_handshake(response, request.endpoint.authority(), request.target, kAsTuple);
  if (error == websocket::error::upgrade_declined) {
    co_return std::unexpected(refusal(response.result_int(), response.body()));
  }
  if (error) {
    co_return fail(v1::ERROR_CODE_UNSPECIFIED,
                   "no WebSocket at " + request.endpoint.to_string() + ": " + error.message());
  }
  co_return std::unique_ptr<WebSocket>(new WebSocket(std::move(stream)));
}

asio::awaitable<std::expected<std::string, Closed>> WebSocket::read() {
  auto& [ws, buffer] = *stream_;
  const auto [error, size] = co_await ws.async_read(buffer, kAsTuple);
  if (error) {
    if (error != websocket::error::closed)
      co_return std::unexpected(Closed{.reason = error.message()});
    const auto& reason = ws.reason();
    co_return std::unexpected(
        Closed{reason.code, std::string(reason.reason.data(), reason.reason.size())});
  }
  std::string message = beast::buffers_to_string(buffer.data());
  buffer.consume(buffer.size());
  co_return message;
}

asio::awaitable<bool> WebSocket::write(std::string message) {
  const auto [error, size] = co_await stream_->ws.async_write(asio::buffer(message), kAsTuple);
  co_return !error;
}

asio::awaitable<void> WebSocket::close() {
  co_await stream_->ws.async_close(websocket::close_code::normal, kAsTuple);
}

void WebSocket::abort() {
  boost::system::error_code ignored;
  stream_->ws.next_layer().close(ignored);
}

}  // namespace reviewd::sdk
