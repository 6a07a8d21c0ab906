// One WebSocket to a server, over TCP or a Unix socket. Bytes only: conversation.h gives them a
// meaning.
//
// One read and one write may be in flight at a time. Lives on one io_context thread; must outlive
// its coroutines.

#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"
#include "sdk/endpoint.h"

namespace reviewd::sdk {

struct WebSocketRequest {
  Endpoint endpoint;
  std::string target;    // "/v1/products/../live?as=.."
  std::string bearer;    // session token
  std::string protocol;  // "reviewd.v1.proto"
  std::size_t frame_bytes_max = 16 * 1024 * 1024;
};

// How a connection ended. 1006 is "without a close frame".
struct Closed {
  std::uint16_t code = 1006;
  std::string reason;
};

class WebSocket {
 public:
  // Connects and upgrades. A refused upgrade gives the server's own error; code UNSPECIFIED means
  // that nobody answered, or somebody who does not speak this protocol.
  static boost::asio::awaitable<Result<std::unique_ptr<WebSocket>>> open(WebSocketRequest request);

  ~WebSocket();

  // The next message, whole.
  boost::asio::awaitable<std::expected<std::string, Closed>> read();

  // False when the connection is gone; read() then says why.
  boost::asio::awaitable<bool> write(std::string message);

  // Says goodbye and waits for the answer a moment.
  boost::asio::awaitable<void> close();

  // Ends the connection at once; a read in flight ends with 1006.
  void abort();

 private:
  struct Stream;
  explicit WebSocket(std::unique_ptr<Stream> stream);
  std::unique_ptr<Stream> stream_;
};

}  // namespace reviewd::sdk
