// Limits of connections, requests and streams, each with its answer at the limit (docs/LIMITS.md).

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace reviewd::net {

// One server's doors. Defaults; app/ sets what the configuration says.
struct ConnectionLimits {
  std::size_t connections_max = 60'000;      // 503 overloaded, then closed
  std::size_t per_address_max = 10'000;      // 429 rate_limited, then closed
  std::size_t live_per_participant = 2'000;  // 429 rate_limited at the upgrade
};

// How long the other side of a connection may take. Defaults; tests of impatience set their own.
struct ConnectionTimeouts {
  std::chrono::milliseconds handshake{10'000};   // of TLS, from the first byte to the last: closed
  std::chrono::milliseconds request{10'000};     // header and body in: closed
  std::chrono::milliseconds keep_alive{30'000};  // between requests: closed
  std::chrono::milliseconds response{60'000};    // answer out: closed
  std::chrono::milliseconds parting{2'000};      // to take the last answer: closed
  std::chrono::milliseconds message{60'000};     // a WebSocket message, once begun: close 4500
  std::chrono::milliseconds idle{60'000};        // live; pinged at half of it, then dropped
  std::chrono::milliseconds goodbye{3'000};      // for the other side's close frame: dropped
};

// HTTP.
inline constexpr std::size_t kHeaderBytesMax = 8 * 1024;      // 431, closed
inline constexpr std::size_t kBodyBytesMax = 64 * 1024;       // 413 too_large, closed
inline constexpr std::size_t kJsonDepthMax = 8;               // 400 bad_request
inline constexpr std::size_t kRequestsPerConnection = 1'000;  // closed after the answer
inline constexpr std::chrono::seconds kCommandTimeout{10};    // room's answer: 503 overloaded
// Rehearsals at a time: the oldest that nobody is in goes; 503 overloaded while all are in use.
inline constexpr std::size_t kRehearsalsMax = 10;
// Of the log of one: nothing more is written then, as if a disk were full.
inline constexpr std::size_t kRehearsalLogBytesMax = 64 << 20;

// WebSocket.
inline constexpr std::chrono::seconds kHelloTimeout{10};   // close 4500
inline constexpr std::size_t kReadPieceBytes = 16 * 1024;  // read at a time
inline constexpr std::size_t kIdleBufferBytes = 2 * 1024;  // kept by a connection between frames
inline constexpr std::uint32_t kFramesPerSecond = 2'000;   // then the socket is read more slowly
inline constexpr std::uint32_t kFramesBurst = 8'000;
inline constexpr int kSendBufferBytes = 64 * 1024;  // kernel's: `written` should mean something

// The stream of one product. It is the broadcast queue of everybody who watches: what falls out of
// it cannot be sent any more, so its size is the lag limit too.
struct StreamLimits {
  std::size_t events_max = 65'536;              // oldest dropped; whoever needs them: close 4001
  std::size_t bytes_max = 128 * 1024 * 1024;    // as above; the room's own floor is usually higher
  std::size_t batch_bytes = 128 * 1024;         // of one Events frame; the rest follows in the next
  std::size_t private_frames = 4'096;           // waiting for one connection: close 4001
  std::size_t private_bytes = 2 * 1024 * 1024;  // as above
  std::size_t broadcasts = 32;                  // waiting for one connection: the oldest is dropped
  std::chrono::milliseconds silence{30'000};  // without Applied while events were sent: close 4001
};

// A room that failed is rebuilt after a pause that doubles each time.
inline constexpr std::chrono::milliseconds kRebuildPauseFirst{200};
inline constexpr std::chrono::milliseconds kRebuildPauseLast{10'000};
inline constexpr std::chrono::milliseconds longer_rebuild_pause(std::chrono::milliseconds pause) {
  return pause * 2 < kRebuildPauseLast ? pause * 2 : kRebuildPauseLast;
}
// What clients are told to wait before they come back; they add a random half of it.
inline constexpr std::uint32_t kRestartAfterMs = 1'000;

}  // namespace reviewd::net
