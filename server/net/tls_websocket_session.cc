#include <boost/beast/websocket/ssl.hpp>

#include "net/basic_websocket_session.h"
#include "net/tls_stream.h"

namespace reviewd::net {

void start_session(asio::io_context& io, TlsStream stream, const UpgradeRequest& upgrade,
                   Api::Admission admission, wire::Encoding encoding, Visitor visitor,
                   const ConnectionTimeouts& timeouts) {
  const auto session = std::make_shared<BasicWebSocketSession<TlsStream>>(
      io, std::move(stream), std::move(admission), encoding, std::move(visitor), timeouts);
  asio::co_spawn(io.get_executor(), session->run(upgrade), asio::detached);
}

}  // namespace reviewd::net
