#include "net/http_connection.h"

#include "net/basic_http_connection.h"

namespace reviewd::net {
namespace {

struct Plain {
  using Stream = TimedSocket;
  static Awaitable<void> part(Stream&) { co_return; }  // The end of the socket says it.
  static Socket take_over(Stream& stream) { return stream.release_socket(); }
};

}  // namespace

Awaitable<void> serve_connection(asio::io_context& io, Socket socket, Visitor visitor, Api& api) {
  TimedSocket stream(std::move(socket));
  BasicHttpConnection<Plain> connection(io, stream, std::move(visitor), api);
  co_await connection.serve();
}

}  // namespace reviewd::net
