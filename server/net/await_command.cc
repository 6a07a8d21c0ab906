#include "net/await_command.h"

#include <memory>
#include <optional>

namespace reviewd::net {

Awaitable<Result<engine::CommandResult>> ask(const RoomSurroundings& surroundings, RoomRunner& room,
                                             engine::Command command) {
  struct Waiting {
    explicit Waiting(asio::io_context& context) : timer(context) {}
    Timer timer;
    std::optional<Result<engine::CommandResult>> result;
  };
  // Shared, because the answer may come after the wait was given up.
  const auto waiting = std::make_shared<Waiting>(surroundings.io);
  waiting->timer.expires_after(surroundings.command_timeout);
  room.command(std::move(command), [waiting](Result<engine::CommandResult> result) {
    waiting->result = std::move(result);
    waiting->timer.cancel();
  });
  if (!waiting->result) co_await waiting->timer.async_wait(kAsTuple);
  if (!waiting->result) {
    co_return fail(v1::ERROR_CODE_OVERLOADED, "the product did not answer in time");
  }
  co_return std::move(*waiting->result);
}

}  // namespace reviewd::net
