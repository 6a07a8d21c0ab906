#include "net/rehearsals.h"

#include <algorithm>

#include "auth/secret.h"
#include "net/local_tab.h"

namespace reviewd::net {
namespace {

// Does what the script says as its Product Owner, and leaves.
Awaitable<Result<void>> play(asio::io_context& io, std::shared_ptr<RoomRunner> room,
                             ParticipantId owner, const Digest& token_hash,
                             std::vector<v1::Operation> operations) {
  const auto tab = co_await LocalTab::open(io, room, owner, token_hash);
  if (!tab) co_return std::unexpected(tab.error());
  Result<void> played;
  for (v1::Operation& operation : operations) {
    const auto made = co_await (*tab)->submit(std::move(operation));
    if (made) continue;
    played = std::unexpected(made.error());
    break;
  }
  (*tab)->leave();
  co_return played;
}

}  // namespace

bool Rehearsals::make_place() {
  if (all_.size() < kRehearsalsMax) return true;
  const auto unused = std::ranges::find_if(all_, [](const auto& rehearsal) {
    const auto room = rehearsal->rooms->find(rehearsal->product);
    return rehearsal->product != ProductId{} && room && (*room)->connections() == 0;
  });
  if (unused == all_.end()) return false;
  all_.erase(unused);
  return true;
}

Awaitable<Result<Founded>> Rehearsals::start(engine::RehearsalScript script) {
  if (shutting_down_) co_return fail(v1::ERROR_CODE_OVERLOADED, "the server is stopping");
  if (!make_place()) {
    co_return fail(v1::ERROR_CODE_OVERLOADED,
                   "this server has " + std::to_string(kRehearsalsMax) +
                       " rehearsals going on; wait until one of them is over");
  }
  const auto rehearsal = std::make_shared<Rehearsal>();
  rehearsal->log = make_log_();
  rehearsal->surroundings = std::make_shared<RoomSurroundings>(
      RoomSurroundings{.io = surroundings_->io,
                       .scheduler = surroundings_->scheduler,
                       .log = *rehearsal->log,
                       .wall_clock = surroundings_->wall_clock,
                       .steady_clock = surroundings_->steady_clock,
                       .draw_entropy = surroundings_->draw_entropy,
                       .report = surroundings_->report,
                       .room_limits = surroundings_->room_limits,
                       .stream_limits = surroundings_->stream_limits,
                       .command_timeout = surroundings_->command_timeout});
  rehearsal->rooms = std::make_unique<Rooms>(rehearsal->surroundings);
  all_.push_back(rehearsal);
  const auto give_up = [&](const Error& error) {
    std::erase(all_, rehearsal);
    return std::unexpected(error);
  };
  auto founded = co_await rehearsal->rooms->found(script.product_name, script.owner_name);
  if (!founded) co_return give_up(founded.error());
  auto room = rehearsal->rooms->find(founded->product);
  if (!room) co_return give_up(room.error());
  const auto played =
      co_await play(surroundings_->io, *room, founded->owner,
                    *auth::secret_hash(founded->owner_token), std::move(script.operations));
  if (!played) co_return give_up(played.error());
  rehearsal->product = founded->product;  // from now on it may be found, and may go
  co_return founded;
}

Result<std::shared_ptr<RoomRunner>> Rehearsals::find(ProductId product) {
  for (const auto& rehearsal : all_) {
    if (rehearsal->product == product) return rehearsal->rooms->find(product);
  }
  return fail(v1::ERROR_CODE_UNKNOWN_PRODUCT, "there is no such product on this server");
}

bool Rehearsals::contains(ProductId product) const {
  return std::ranges::any_of(all_,
                             [&](const auto& rehearsal) { return rehearsal->product == product; });
}

void Rehearsals::shut_down(std::uint32_t after_ms) {
  shutting_down_ = true;
  for (const auto& rehearsal : all_) rehearsal->rooms->shut_down(after_ms);
}

bool Rehearsals::quiet() const {
  return std::ranges::all_of(all_, [](const auto& rehearsal) { return rehearsal->rooms->quiet(); });
}

}  // namespace reviewd::net
