// Asking a room something from a coroutine.

#pragma once

#include "base/result.h"
#include "engine/command.h"
#include "net/asio_types.h"
#include "net/room_runner.h"

namespace reviewd::net {

// Hands `command` to the room and waits for its answer. Errors: the room's own; overloaded after
// the surroundings' command_timeout (the command may still be carried out).
Awaitable<Result<engine::CommandResult>> ask(const RoomSurroundings& surroundings, RoomRunner& room,
                                             engine::Command command);

}  // namespace reviewd::net
