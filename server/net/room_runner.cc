#include "net/room_runner.h"

#include <algorithm>
#include <utility>

#include "base/assert.h"

namespace reviewd::net {
namespace {

constexpr std::chrono::milliseconds kTick{100};
constexpr unsigned kTicksPerSweep = 10;

template <class... Handlers>
struct Overloaded : Handlers... {
  using Handlers::operator()...;
};
template <class... Handlers>
Overloaded(Handlers...) -> Overloaded<Handlers...>;

Error no_room() {
  return {.code = v1::ERROR_CODE_STORAGE,
          .text = "the product is being read again after a storage error; try again in a moment"};
}

}  // namespace

RoomRunner::RoomRunner(std::shared_ptr<const RoomSurroundings> surroundings, ProductId product)
    : surroundings_(std::move(surroundings)),
      product_(product),
      fan_out_(std::make_shared<FanOut>(surroundings_->scheduler, surroundings_->stream_limits,
                                        surroundings_->steady_clock)) {}

void RoomRunner::open() {
  REVIEWD_ASSERT(!room_);
  auto opened = surroundings_->log.open(product_);
  auto room =
      opened ? engine::Room::open(product_, surroundings_->log, *opened, surroundings_->room_limits)
             : std::unexpected(opened.error());
  if (!room) {
    surroundings_->report("cannot open a product: " + room.error().text);
    rebuild_later();
    return;
  }
  room_ = std::move(*room);
  ++generation_;
  appends_in_flight_ = 0;
  rebuild_pause_ = kRebuildPauseFirst;
  fan_out_->restart(room_->stream_start());
}

Result<ParticipantId> RoomRunner::authenticate(std::string_view handle, const Digest& token_hash,
                                               engine::SessionUse use) const {
  if (!running()) return std::unexpected(no_room());
  return room_->authenticate(handle, token_hash, surroundings_->wall_clock(), use);
}

std::size_t RoomRunner::connections_of(ParticipantId participant) const {
  const auto found = tabs_.find(participant);
  return found == tabs_.end() ? 0 : found->second;
}

std::optional<ConnectionId> RoomRunner::connect(ParticipantId participant, const Digest& token_hash,
                                                wire::Encoding encoding,
                                                std::shared_ptr<Subscriber> subscriber) {
  if (!running() || shutting_down_) return std::nullopt;
  const auto connection = static_cast<ConnectionId>(++last_connection_);
  participants_.emplace(connection, participant);
  ++tabs_[participant];
  fan_out_->add(connection, encoding, std::move(subscriber));
  feed(engine::Connected{
      .connection = connection, .participant = participant, .session = token_hash});
  arm_tick();
  return connection;
}

void RoomRunner::disconnected(ConnectionId connection) {
  const auto found = participants_.find(connection);
  if (found == participants_.end()) return;
  if (--tabs_[found->second] == 0) tabs_.erase(found->second);
  participants_.erase(found);
  fan_out_->remove(connection);
  feed(engine::Disconnected{.connection = connection});
}

void RoomRunner::received(ConnectionId connection, v1::ClientFrame frame) {
  Outgoing* out = fan_out_->find(connection);
  if (out == nullptr || !running() || !first_frame_fits(*out, frame)) return;
  switch (frame.body_case()) {
    case v1::ClientFrame::kApplied:
      fan_out_->applied(connection, static_cast<Seq>(frame.applied().seq()));
      return;
    case v1::ClientFrame::kPing: {
      v1::ServerFrame answer;
      answer.mutable_pong()->set_nonce(frame.ping().nonce());
      answer.mutable_pong()->set_server_time_ms(value(surroundings_->wall_clock()));
      fan_out_->send(connection, Seq{}, std::move(answer));
      return;
    }
    default: feed(engine::FrameReceived{.connection = connection, .frame = std::move(frame)});
  }
}

// The conversation starts with one Hello. A Hello that wants to go on from an event the stream has
// no more gets a snapshot: the room does not know how much of the stream fits into memory.
bool RoomRunner::first_frame_fits(Outgoing& out, v1::ClientFrame& frame) {
  if (frame.has_hello() == out.said_hello) {
    received_nonsense(out.id, {.code = v1::ERROR_CODE_BAD_REQUEST,
                               .text = out.said_hello ? "hello was said already"
                                                      : "the first frame must be hello"});
    return false;
  }
  out.said_hello = true;
  if (frame.has_hello() && frame.hello().has_resume() &&
      frame.hello().resume().seq() + 1 < value(fan_out_->floor())) {
    frame.mutable_hello()->clear_resume();
  }
  return true;
}

void RoomRunner::received_nonsense(ConnectionId connection, const Error& error) {
  v1::ServerFrame problem;
  problem.mutable_problem()->set_code(error.code);
  problem.mutable_problem()->set_text(error.text);
  fan_out_->send(connection, Seq{}, std::move(problem));
  fan_out_->close(connection, static_cast<std::uint16_t>(CloseCode::kProtocolError), error.text);
}

void RoomRunner::command(engine::Command command, CommandHandler handler) {
  if (!running() || shutting_down_) return handler(std::unexpected(no_room()));
  const auto id = static_cast<CommandId>(++last_command_);
  commands_.emplace(id, std::move(handler));
  feed(engine::CommandReceived{.id = id, .command = std::move(command)});
}

void RoomRunner::finish_command(CommandId id, Result<engine::CommandResult> result) {
  const auto found = commands_.find(id);
  if (found == commands_.end()) return;
  const CommandHandler handler = std::move(found->second);
  commands_.erase(found);
  handler(std::move(result));
}

// Inputs that come up while effects are carried out wait their turn: the room is never entered
// twice.
void RoomRunner::feed(InputBody body) {
  inputs_.push_back(std::move(body));
  if (stepping_) return;
  stepping_ = true;
  while (!inputs_.empty()) {
    engine::Input input{.now = surroundings_->wall_clock(),
                        .entropy = surroundings_->draw_entropy(),
                        .body = std::move(inputs_.front())};
    inputs_.pop_front();
    if (!running()) continue;
    room_->step(input, effects_);
    for (engine::Effect& effect : effects_) carry_out(effect);
    effects_.clear();
  }
  stepping_ = false;
}

void RoomRunner::carry_out(engine::Effect& effect) {
  std::visit(
      Overloaded{
          [&](engine::AppendRecord& append_record) { append(std::move(append_record)); },
          [&](engine::PublishEvents& publish) { fan_out_->publish(publish.events, publish.floor); },
          [&](engine::SendFrame& send) {
            fan_out_->send(send.connection, send.after, std::move(send.frame));
          },
          [&](engine::StartStream& start) { fan_out_->start_stream(start); },
          [&](engine::Broadcast& broadcast) { fan_out_->broadcast(broadcast.frame); },
          [&](engine::CloseConnection& close) {
            fan_out_->close(close.connection, close.code, std::move(close.reason));
          },
          [&](engine::CommandDone& done) { finish_command(done.id, std::move(done.result)); },
          [&](engine::SaveSnapshot& save) {
            surroundings_->log.save_snapshot(product_, std::move(save.snapshot));
          },
          [&](engine::RoomFailed& failed) { fail(failed.why); },
      },
      effect);
}

void RoomRunner::append(engine::AppendRecord append) {
  const auto position = static_cast<Position>(append.record.position());
  ++appends_in_flight_;
  // Called from any thread: home first, then look whether the room that asked is still there.
  auto done = [weak = weak_from_this(), &scheduler = surroundings_->scheduler,
               generation = generation_, position](engine::AppendStatus status) {
    scheduler.soon([weak, generation, position, status] {
      const auto self = weak.lock();
      if (!self || self->generation_ != generation) return;
      --self->appends_in_flight_;
      self->feed(engine::AppendDone{.position = position, .status = status});
    });
  };
  surroundings_->log.append(product_, position, std::move(append.record), std::move(append.boxes),
                            std::move(done));
}

void RoomRunner::fail(const std::string& why) {
  if (failed_) return;
  failed_ = true;
  surroundings_->report("a room has stopped and will be read again: " + why);
  ++generation_;  // Whatever is still reported for the old room is ignored.
  appends_in_flight_ = 0;
  // After the step that is under way: the room must not go while it is being used.
  surroundings_->scheduler.soon([self = shared_from_this()] {
    self->fan_out_->close_all(CloseCode::kRestart, "after=" + std::to_string(kRestartAfterMs));
    self->room_.reset();
    self->failed_ = false;
    self->inputs_.clear();
    for (auto& [id, handler] : std::exchange(self->commands_, {})) {
      handler(std::unexpected(no_room()));
    }
    self->rebuild_later();
  });
}

void RoomRunner::rebuild_later() {
  if (shutting_down_) return;
  const auto pause = rebuild_pause_;
  rebuild_pause_ = longer_rebuild_pause(rebuild_pause_);
  surroundings_->scheduler.after(pause, [weak = weak_from_this()] {
    const auto self = weak.lock();
    if (!self || self->shutting_down_) return;
    // Connections of the old room first: the stream starts over.
    if (self->fan_out_->size() > 0) return self->rebuild_later();
    self->open();
  });
}

void RoomRunner::arm_tick() {
  if (tick_armed_) return;
  tick_armed_ = true;
  surroundings_->scheduler.after(kTick, [weak = weak_from_this()] {
    const auto self = weak.lock();
    if (!self) return;
    self->tick_armed_ = false;
    self->on_tick();
  });
}

void RoomRunner::on_tick() {
  if (fan_out_->size() == 0) return;
  if (++ticks_ % kTicksPerSweep == 0) fan_out_->sweep();
  feed(engine::Tick{});
  arm_tick();
}

void RoomRunner::shut_down(std::uint32_t after_ms) {
  shutting_down_ = true;
  fan_out_->close_all(CloseCode::kRestart, "after=" + std::to_string(after_ms));
}

void RoomRunner::abandon() {
  shutting_down_ = true;
  ++generation_;
  for (auto& [id, handler] : std::exchange(commands_, {})) handler(std::unexpected(no_room()));
  participants_.clear();
  fan_out_->abandon();
  room_.reset();
}

void RoomRunner::save_snapshot() {
  if (!running()) return;
  if (auto snapshot = room_->log_snapshot()) {
    surroundings_->log.save_snapshot(product_, std::move(*snapshot));
  }
}

}  // namespace reviewd::net
