// One connection, from its first byte: HTTP requests one after another, or an upgrade to WebSocket.

#pragma once

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <memory>
#include <string>

#include "net/api.h"
#include "net/asio_types.h"
#include "net/doors.h"

namespace boost::asio::ssl {
class context;
}

namespace reviewd::net {

// TCP and Unix sockets alike, so that the HTTP and WebSocket machinery is compiled once for both.
using Socket = asio::basic_stream_socket<asio::generic::stream_protocol, Executor>;
using TimedSocket = boost::beast::basic_stream<asio::generic::stream_protocol, Executor>;

struct Visitor {
  std::string address;    // who is connected, maybe a proxy
  bool secure = false;    // over TLS that ends here
  bool is_local = false;  // over the Unix socket, from this user or root
  std::unique_ptr<Doors::Place> place;
};

// Serves `socket` until the other side leaves, is too slow, or has a live connection of its own.
// `api` outlives it. Runs on the socket's executor.
Awaitable<void> serve_connection(asio::io_context& io, Socket socket, Visitor visitor, Api& api);

// The same over TLS, once the handshake is done.
Awaitable<void> serve_tls_connection(asio::io_context& io, Socket socket, Visitor visitor, Api& api,
                                     std::shared_ptr<asio::ssl::context> context);

}  // namespace reviewd::net
