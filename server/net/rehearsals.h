// Rehearsals: products that never join the record. Each is a room of its own over a log of its own,
// which is in memory, so it is gone when the server stops, or when its place is needed.
//
// Threads: the rooms' thread.

#pragma once

#include <deque>
#include <functional>
#include <memory>

#include "engine/command.h"
#include "engine/event_log.h"
#include "net/rooms.h"

namespace reviewd::net {

class Rehearsals {
 public:
  // A log that nothing of is kept.
  using MakeLog = std::function<std::unique_ptr<engine::EventLog>()>;

  // `surroundings` is that of the other rooms; each rehearsal has it with another log.
  Rehearsals(std::shared_ptr<const RoomSurroundings> surroundings, MakeLog make_log)
      : surroundings_(std::move(surroundings)), make_log_(std::move(make_log)) {}

  // Founds a product by the script, with its asker as Product Owner. Over kRehearsalsMax the oldest
  // without anybody in it goes. Errors: overloaded when all are in use; what the script meets.
  Awaitable<Result<Founded>> start(engine::RehearsalScript script);

  // Errors: unknown_product.
  Result<std::shared_ptr<RoomRunner>> find(ProductId product);
  bool contains(ProductId product) const;

  // As Rooms.
  void shut_down(std::uint32_t after_ms);
  bool quiet() const;

 private:
  struct Rehearsal {
    std::unique_ptr<engine::EventLog> log;
    std::shared_ptr<const RoomSurroundings> surroundings;
    std::unique_ptr<Rooms> rooms;
    ProductId product{};
  };

  bool make_place();

  std::shared_ptr<const RoomSurroundings> surroundings_;
  MakeLog make_log_;
  std::deque<std::shared_ptr<Rehearsal>> all_;  // the oldest first
  bool shutting_down_ = false;
};

}  // namespace reviewd::net
