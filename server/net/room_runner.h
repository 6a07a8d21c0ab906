// Runs one room: feeds it what arrives, carries out what it decides, in order.
//
// Here are the clock, the random numbers, the log and the connections that the room itself does not
// know. A room that fails (its log is not to be trusted for now) is dropped with all its
// connections and rebuilt from the log after growing pauses; until then the runner answers
// `storage`.
//
// Threads: everything on the thread of its io_context. Lifetime: shared; callbacks that are under
// way hold weak references.

#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "base/time.h"
#include "engine/command.h"
#include "engine/event_log.h"
#include "engine/room.h"
#include "net/asio_types.h"
#include "net/fan_out.h"
#include "net/limits.h"
#include "net/scheduler.h"
#include "net/subscriber.h"

namespace reviewd::net {

// What all rooms of a thread share.
struct RoomSurroundings {
  asio::io_context& io;
  Scheduler& scheduler;  // of the same thread
  engine::EventLog& log;
  std::function<TimeMs()> wall_clock;
  std::function<TimeMs()> steady_clock;  // never runs backwards
  std::function<Entropy()> draw_entropy;
  // One line for the operator: no secrets, no texts.
  std::function<void(const std::string&)> report;
  engine::RoomLimits room_limits;
  StreamLimits stream_limits;
  std::chrono::milliseconds command_timeout = kCommandTimeout;
};

class RoomRunner : public std::enable_shared_from_this<RoomRunner> {
 public:
  using CommandHandler = std::function<void(Result<engine::CommandResult>)>;

  RoomRunner(std::shared_ptr<const RoomSurroundings> surroundings, ProductId product);

  // Opens the log and the room; on failure tries again later by itself. Blocks while it reads.
  void open();
  // Whether there is a room right now.
  bool running() const { return room_ != nullptr && !failed_; }
  ProductId product() const { return product_; }
  std::size_t connections() const { return fan_out_->size(); }

  // As Room::authenticate. Errors: also storage while there is no room.
  Result<ParticipantId> authenticate(std::string_view handle, const Digest& token_hash,
                                     engine::SessionUse use) const;
  std::size_t connections_of(ParticipantId participant) const;

  // A connection of a participant, authenticated by the session of `token_hash`: when that ends, so
  // does the connection. Until disconnected() is called `subscriber` is kept. nullopt while there
  // is no room.
  std::optional<ConnectionId> connect(ParticipantId participant, const Digest& token_hash,
                                      wire::Encoding encoding,
                                      std::shared_ptr<Subscriber> subscriber);
  void disconnected(ConnectionId connection);
  void received(ConnectionId connection, v1::ClientFrame frame);
  // A frame that could not be decoded: says which and closes with 4500.
  void received_nonsense(ConnectionId connection, const Error& error);
  // The frame that was given to the connection's subscriber is out.
  void written(ConnectionId connection) { fan_out_->written(connection); }

  // `handler` is called exactly once, on this thread, perhaps before this returns.
  void command(engine::Command command, CommandHandler handler);

  // Tells everybody to come back later and takes no more input.
  void shut_down(std::uint32_t after_ms);
  // The server goes: lets go of the room and of everybody connected. Connections hold their runner
  // and the runner holds them, so neither would ever be destroyed otherwise.
  void abandon();
  // Whether every record that was handed to the log has been reported.
  bool appends_done() const { return appends_in_flight_ == 0; }
  // For a clean shutdown: lets the next start open the product quickly.
  void save_snapshot();

 private:
  using InputBody = decltype(engine::Input::body);

  void feed(InputBody body);
  void carry_out(engine::Effect& effect);
  void append(engine::AppendRecord append);
  void fail(const std::string& why);
  void rebuild_later();
  void arm_tick();
  void on_tick();
  void finish_command(CommandId id, Result<engine::CommandResult> result);
  bool first_frame_fits(Outgoing& out, v1::ClientFrame& frame);

  std::shared_ptr<const RoomSurroundings> surroundings_;
  ProductId product_;
  std::unique_ptr<engine::Room> room_;
  std::shared_ptr<FanOut> fan_out_;
  std::deque<InputBody> inputs_;
  std::vector<engine::Effect> effects_;
  bool stepping_ = false;
  bool failed_ = false;  // the room said so; it goes when the step that is under way is over
  bool shutting_down_ = false;

  std::unordered_map<CommandId, CommandHandler> commands_;
  std::unordered_map<ConnectionId, ParticipantId> participants_;
  std::unordered_map<ParticipantId, std::size_t> tabs_;
  std::uint64_t last_connection_ = 0;
  std::uint64_t last_command_ = 0;
  std::uint64_t generation_ = 0;  // of the room: reports for an earlier one mean nothing any more
  std::size_t appends_in_flight_ = 0;

  bool tick_armed_ = false;
  unsigned ticks_ = 0;
  std::chrono::milliseconds rebuild_pause_ = kRebuildPauseFirst;
};

}  // namespace reviewd::net
