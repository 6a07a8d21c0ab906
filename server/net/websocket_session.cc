#include "net/websocket_session.h"

#include "base/utf8.h"
#include "net/basic_websocket_session.h"

namespace reviewd::net {
namespace {

// A close frame holds 125 bytes, two of them the code.
constexpr std::size_t kReasonBytesMax = 123;

}  // namespace

std::string fitting_reason(std::string reason) {
  if (reason.size() <= kReasonBytesMax) return reason;
  reason.resize(kReasonBytesMax);
  while (!reason.empty() && !is_utf8(reason)) reason.pop_back();
  return reason;
}

void start_session(asio::io_context& io, Socket socket, const UpgradeRequest& upgrade,
                   Api::Admission admission, wire::Encoding encoding, Visitor visitor,
                   const ConnectionTimeouts& timeouts) {
  const auto session = std::make_shared<BasicWebSocketSession<Socket>>(
      io, std::move(socket), std::move(admission), encoding, std::move(visitor), timeouts);
  asio::co_spawn(io.get_executor(), session->run(upgrade), asio::detached);
}

}  // namespace reviewd::net
