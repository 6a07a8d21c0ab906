#include "net/basic_http_connection.h"
#include "net/http_connection.h"
#include "net/tls_stream.h"

namespace reviewd::net {
namespace {

struct Tls {
  using Stream = TlsStream;
  static Awaitable<void> part(Stream& stream) { co_await stream.async_shutdown(kAsTuple); }
  static Stream take_over(Stream& stream) { return std::move(stream); }
};

}  // namespace

Awaitable<void> serve_tls_connection(asio::io_context& io, Socket socket, Visitor visitor, Api& api,
                                     std::shared_ptr<asio::ssl::context> context) {
  TlsStream stream(TimedSocket(std::move(socket)), *context);
  boost::beast::get_lowest_layer(stream).expires_after(api.options().timeouts.handshake);
  const auto [error] = co_await stream.async_handshake(asio::ssl::stream_base::server, kAsTuple);
  if (error) co_return;
  BasicHttpConnection<Tls> connection(io, stream, std::move(visitor), api);
  co_await connection.serve();
}

}  // namespace reviewd::net
