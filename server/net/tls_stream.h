// The stream of a connection with TLS. Its timeouts are those of the socket below.

#pragma once

#include <boost/beast/ssl/ssl_stream.hpp>

#include "net/websocket_session.h"

namespace reviewd::net {

// Beast's, which gathers the parts of a write: Asio's own would make a TLS record of each.
using TlsStream = boost::beast::ssl_stream<TimedSocket>;

// As that of websocket_session.h.
void start_session(asio::io_context& io, TlsStream stream, const UpgradeRequest& upgrade,
                   Api::Admission admission, wire::Encoding encoding, Visitor visitor,
                   const ConnectionTimeouts& timeouts);

}  // namespace reviewd::net
