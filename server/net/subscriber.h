// What a room's fan-out needs to know of a connection: that bytes can be written to it, one frame
// at a time, and that it can be closed. Implemented by the WebSocket session, by the demo's own
// tabs and by tests.

#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace reviewd::net {

// Bytes of one frame, shared by everybody they are sent to. Never changed.
using SharedBytes = std::shared_ptr<const std::string>;

// Close codes of docs/PROTOCOL.md. Below 4500: come back.
enum class CloseCode : std::uint16_t {
  kSlow = 4001,
  kRestart = 4002,
  kProtocolError = 4500,
  kForbidden = 4501,
  kVersion = 4502,
  kFenced = 4503,
};

// Threads: all calls on the room's thread.
class Subscriber {
 public:
  virtual ~Subscriber() = default;

  // Starts to send `frame` as one message. The fan-out calls this again only after it has been told
  // that the frame is out (RoomRunner::written). Must not tell it before this call has returned.
  virtual void write(SharedBytes frame) = 0;

  // Says goodbye with `code`, reads what is still coming and closes. No write() follows.
  virtual void close(std::uint16_t code, std::string reason) = 0;
};

}  // namespace reviewd::net
