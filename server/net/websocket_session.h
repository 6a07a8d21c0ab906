// A live connection: WebSocket frames in, to the room; the fan-out's frames out.
//
// Reader and writer are independent: the reader is a coroutine, the writer is whatever frame the
// fan-out has handed over last, one at a time. Nobody is held in memory for being idle: between
// frames a connection keeps a small piece of buffer and nothing else.
//
// Threads: the room's. Lifetime: shared by the reader, a write under way and the fan-out.

#pragma once

#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <string>

#include "net/api.h"
#include "net/http_connection.h"
#include "wire/encoding.h"

namespace reviewd::net {

using UpgradeRequest = boost::beast::http::request<boost::beast::http::empty_body>;

// Answers the upgrade and runs the connection until it ends. `timeouts` outlives the session.
// tls_stream.h has the same for a stream with TLS.
void start_session(asio::io_context& io, Socket socket, const UpgradeRequest& upgrade,
                   Api::Admission admission, wire::Encoding encoding, Visitor visitor,
                   const ConnectionTimeouts& timeouts);

}  // namespace reviewd::net
