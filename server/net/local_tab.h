// A tab inside the server: a participant who sends operations through the room like everybody else,
// without a socket. The demo and rehearsals fill their products with these.
//
// Threads: the rooms' thread. Lifetime: shared with the room's fan-out until leave().

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "net/asio_types.h"
#include "net/room_runner.h"
#include "net/subscriber.h"
#include "reviewd/v1/live.pb.h"
#include "reviewd/v1/operation.pb.h"

namespace reviewd::net {

class LocalTab final : public Subscriber, public std::enable_shared_from_this<LocalTab> {
 public:
  // Connects as `participant` and waits for the welcome. Errors: storage.
  static Awaitable<Result<std::shared_ptr<LocalTab>>> open(asio::io_context& io,
                                                           std::shared_ptr<RoomRunner> room,
                                                           ParticipantId participant,
                                                           const Digest& token_hash);

  LocalTab(asio::io_context& io, std::shared_ptr<RoomRunner> room)
      : io_(io), room_(std::move(room)) {}

  // Sends one operation, numbered by the open or the sealed actor, and waits until it is durable.
  // Returns the id of what it made (k = 0). Errors: the rejection.
  Awaitable<Result<v1::Id>> submit(v1::Operation operation);

  void leave();

  void write(SharedBytes frame) override;
  void close(std::uint16_t code, std::string reason) override;

 private:
  bool settled(std::uint32_t actor, std::uint32_t counter) const;
  Awaitable<void> wait_for_news();
  void take(const v1::ServerFrame& frame);

  asio::io_context& io_;
  std::shared_ptr<RoomRunner> room_;
  std::optional<ConnectionId> connection_;
  std::shared_ptr<Timer> news_;
  v1::Welcome welcome_;
  std::uint32_t acked_open_ = 0;
  std::vector<v1::Reply> replies_;
  bool closed_ = false;
};

}  // namespace reviewd::net
