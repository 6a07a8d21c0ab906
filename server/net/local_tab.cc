#include "net/local_tab.h"

#include <algorithm>
#include <boost/asio/post.hpp>

#include "wire/frame_codec.h"

namespace reviewd::net {

Awaitable<Result<std::shared_ptr<LocalTab>>> LocalTab::open(asio::io_context& io,
                                                            std::shared_ptr<RoomRunner> room,
                                                            ParticipantId participant,
                                                            const Digest& token_hash) {
  const auto tab = std::make_shared<LocalTab>(io, room);
  tab->connection_ = room->connect(participant, token_hash, wire::Encoding::kProto, tab);
  if (!tab->connection_)
    co_return fail(v1::ERROR_CODE_STORAGE, "the product is not there right now");
  v1::ClientFrame hello;
  hello.mutable_hello()->set_version_min(1);
  hello.mutable_hello()->set_version_max(1);
  room->received(*tab->connection_, std::move(hello));
  while (!tab->welcome_.has_open_actor() && !tab->closed_) co_await tab->wait_for_news();
  if (tab->closed_) co_return fail(v1::ERROR_CODE_STORAGE, "the product closed the connection");
  co_return tab;
}

Awaitable<Result<v1::Id>> LocalTab::submit(v1::Operation operation) {
  const bool sealed = operation.has_cast_ballot() ||
                      (operation.has_give_feedback() && operation.give_feedback().anonymous());
  v1::ActorLease& lease =
      *(sealed ? welcome_.mutable_sealed_actor() : welcome_.mutable_open_actor());
  lease.set_last_counter(lease.last_counter() + 1);
  operation.set_actor(lease.actor());
  operation.set_counter(lease.last_counter());
  v1::Id made;
  made.set_actor(lease.actor());
  made.set_counter(lease.last_counter());
  v1::ClientFrame frame;
  *frame.mutable_submit()->add_operations() = std::move(operation);
  room_->received(*connection_, std::move(frame));
  while (!settled(made.actor(), made.counter()) && !closed_) co_await wait_for_news();
  const auto reply = std::ranges::find_if(replies_, [&](const v1::Reply& candidate) {
    return candidate.actor() == made.actor() && candidate.counter() == made.counter();
  });
  if (reply != replies_.end() && reply->outcome().has_error()) {
    co_return fail(reply->outcome().error().code(), reply->outcome().error().text());
  }
  if (closed_) co_return fail(v1::ERROR_CODE_STORAGE, "the product closed the connection");
  co_return made;
}

bool LocalTab::settled(std::uint32_t actor, std::uint32_t counter) const {
  if (actor == welcome_.open_actor().actor() && counter <= acked_open_) return true;
  return std::ranges::any_of(replies_, [&](const v1::Reply& reply) {
    return reply.actor() == actor && reply.counter() == counter;
  });
}

Awaitable<void> LocalTab::wait_for_news() {
  news_ = std::make_shared<Timer>(io_);
  news_->expires_after(std::chrono::seconds(10));
  const auto [woken] = co_await news_->async_wait(kAsTuple);
  if (!woken) closed_ = true;  // Ten seconds without an answer: given up.
}

void LocalTab::leave() {
  if (connection_) room_->disconnected(*connection_);
  connection_.reset();
}

void LocalTab::write(SharedBytes frame) {
  // Not at once: the fan-out is in the middle of something.
  asio::post(io_, [self = shared_from_this(), frame = std::move(frame)] {
    if (const auto message = wire::decode_server_frame(wire::Encoding::kProto, *frame)) {
      self->take(*message);
    }
    if (self->connection_) self->room_->written(*self->connection_);
  });
}

void LocalTab::take(const v1::ServerFrame& frame) {
  if (frame.has_welcome()) welcome_ = frame.welcome();
  if (frame.has_acked()) acked_open_ = std::max(acked_open_, frame.acked().counter());
  if (frame.has_reply()) replies_.push_back(frame.reply());
  if (news_) news_->cancel();
}

void LocalTab::close(std::uint16_t /*code*/, std::string /*reason*/) {
  asio::post(io_, [self = shared_from_this()] {
    self->closed_ = true;
    if (self->news_) self->news_->cancel();
    self->leave();
  });
}

}  // namespace reviewd::net
