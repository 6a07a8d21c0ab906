#include "engine/room_fixture.h"

#include <algorithm>

namespace reviewd::engine {
namespace {

constexpr CommandId kCommand{7};

}  // namespace

RoomFixture::RoomFixture() { open(); }

void RoomFixture::open() {
  log_ = std::make_unique<store::MemoryEventLog>(disk_, [] { return History{1, 2, 3}; });
  if (!disk_->products.contains(kProduct)) {
    EXPECT_TRUE(log_->create(kProduct).has_value());
  }
  const auto opened = log_->open(kProduct);
  ASSERT_TRUE(opened.has_value());
  log_->hold(true);
  auto room = Room::open(kProduct, *log_, *opened, limits_);
  ASSERT_TRUE(room.has_value()) << room.error().text;
  room_ = *std::move(room);
}

void RoomFixture::restart() {
  log_->crash();
  finished_.clear();
  failed_ = false;
  open();
}

void RoomFixture::step(decltype(Input::body) body) {
  Entropy entropy{};
  for (std::size_t i = 0; i < 4; ++i) entropy[i] = static_cast<std::uint8_t>(inputs_ >> (8 * i));
  ++inputs_;
  std::vector<Effect> effects;
  room_->step({.now = TimeMs{now_ms_}, .entropy = entropy, .body = std::move(body)}, effects);
  carry_out(std::move(effects));
}

void RoomFixture::carry_out(std::vector<Effect> effects) {
  for (Effect& effect : effects) {
    if (auto* append = std::get_if<AppendRecord>(&effect)) {
      const Position position = static_cast<Position>(append->record.position());
      log_->append(
          kProduct, position, std::move(append->record), std::move(append->boxes),
          [this, position](AppendStatus status) { finished_.push_back({position, status}); });
    } else if (auto* publish = std::get_if<PublishEvents>(&effect)) {
      std::ranges::copy(publish->events, std::back_inserter(published_));
    } else if (auto* send = std::get_if<SendFrame>(&effect)) {
      if (send->frame.has_welcome()) welcomes_[send->connection] = send->frame.welcome();
      sent_.push_back(std::move(*send));
    } else if (auto* start = std::get_if<StartStream>(&effect)) {
      started_.push_back(*start);
    } else if (auto* all = std::get_if<Broadcast>(&effect)) {
      broadcast_.push_back(all->frame);
    } else if (auto* close = std::get_if<CloseConnection>(&effect)) {
      closed_.push_back(*close);
    } else if (auto* done = std::get_if<CommandDone>(&effect)) {
      done_.push_back(std::move(*done));
    } else if (auto* snapshot = std::get_if<SaveSnapshot>(&effect)) {
      snapshots_.push_back(std::move(snapshot->snapshot));
    } else {
      failed_ = true;
    }
  }
}

void RoomFixture::sync() {
  log_->sync();
  for (const AppendDone& done : std::exchange(finished_, {})) step(done);
}

Digest RoomFixture::secret(v1::Role role) {
  return sha256("secret of role " + std::to_string(role));
}

void RoomFixture::found() {
  FoundProduct command{.name = "Bicycle co-op",
                       .owner_name = "Olive",
                       .owner_handle = "olive",
                       .owner_token_hash = sha256("olive's session")};
  for (const v1::Role role : {v1::ROLE_PRODUCT_OWNER, v1::ROLE_SCRUM_MASTER, v1::ROLE_DEVELOPER,
                              v1::ROLE_STAKEHOLDER, v1::ROLE_OBSERVER}) {
    command.invites.push_back({.role = role,
                               .secret_hash = secret(role),
                               .uses_max = role < v1::ROLE_STAKEHOLDER ? 1u : 0u});
  }
  step(CommandReceived{kCommand, std::move(command)});
  sync();
}

ParticipantId RoomFixture::join(v1::Role role, const std::string& name) {
  step(CommandReceived{kCommand, Join{.secret_hash = secret(role),
                                      .name = name,
                                      .handle = name,
                                      .token_hash = sha256("session of " + name)}});
  sync();
  EXPECT_TRUE(done_.back().result.has_value());
  return std::get<Joined>(*done_.back().result).participant;
}

v1::Hello RoomFixture::hello_with_version() {
  v1::Hello hello;
  hello.set_version_min(1);
  hello.set_version_max(1);
  return hello;
}

ConnectionId RoomFixture::connect(ParticipantId participant, const v1::Hello& hello) {
  const ConnectionId id{++connections_};
  step(Connected{.connection = id, .participant = participant, .session = sha256("any")});
  v1::ClientFrame frame;
  *frame.mutable_hello() = hello;
  step(FrameReceived{id, frame});
  sync();
  return id;
}

std::vector<v1::ServerFrame> RoomFixture::frames(ConnectionId connection) {
  std::vector<v1::ServerFrame> out;
  for (const SendFrame& send : sent_) {
    if (send.connection == connection) out.push_back(send.frame);
  }
  std::erase_if(sent_, [&](const SendFrame& send) { return send.connection == connection; });
  return out;
}

v1::Operation RoomFixture::operation(ConnectionId connection, bool sealed) {
  const v1::Welcome& hello = welcomes_.at(connection);
  v1::Operation operation;
  operation.set_actor(sealed ? hello.sealed_actor().actor() : hello.open_actor().actor());
  operation.set_counter(++counters_[operation.actor()]);
  operation.set_base(published_.empty() ? 0 : published_.back().seq());
  return operation;
}

void RoomFixture::submit(ConnectionId connection, const v1::Operation& operation) {
  v1::ClientFrame frame;
  *frame.mutable_submit()->add_operations() = operation;
  step(FrameReceived{connection, frame});
}

std::optional<v1::Outcome> RoomFixture::decide(ConnectionId connection,
                                               const v1::Operation& operation) {
  frames(connection);
  submit(connection, operation);
  sync();
  for (const v1::ServerFrame& frame : frames(connection)) {
    if (frame.has_reply() && frame.reply().counter() == operation.counter())
      return frame.reply().outcome();
  }
  return std::nullopt;
}

v1::Operation RoomFixture::add(ConnectionId connection, const std::vector<std::string>& titles) {
  v1::Operation out = operation(connection);
  for (const std::string& title : titles) out.mutable_add_items()->add_items()->set_title(title);
  out.mutable_add_items()->mutable_place()->set_end(true);
  return out;
}

v1::Operation RoomFixture::move_to_top(ConnectionId connection, const v1::Id& item) {
  v1::Operation out = operation(connection);
  *out.mutable_move_items()->add_items() = item;
  out.mutable_move_items()->mutable_place()->set_top(true);
  return out;
}

std::vector<v1::Record> RoomFixture::records() {
  std::vector<v1::Record> out;
  EXPECT_TRUE(log_->read(kProduct, Position{1},
                         [&](v1::Record&& record) {
                           out.push_back(std::move(record));
                           return true;
                         })
                  .has_value());
  return out;
}

}  // namespace reviewd::engine
