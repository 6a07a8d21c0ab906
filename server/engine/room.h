// The room: the running instance of one product. Operations and commands go in, effects come out.
//
// step() is deterministic: no clock, no threads, no random numbers (time and entropy arrive with
// each input). It sequences what arrives, decides it against the speculative state (everything
// decided so far), and asks for one append a step. What a decision lets people see (events,
// replies, results) is held back until the append it was decided after has been reported durable,
// so nothing speculative ever leaves the room (decision 5 of docs/ARCHITECTURE.md).
//
// Lifetime: one Room a product, owned by its runner (net/room_runner.h), which feeds it inputs one
// after another, carries its effects out in order, and reports each append with AppendDone, in
// order of position. After RoomFailed the room takes no more input; it is rebuilt from the log.

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/digest.h"
#include "base/ids.h"
#include "base/result.h"
#include "base/time.h"
#include "engine/command.h"
#include "engine/event_log.h"
#include "engine/row_snapshot.h"
#include "reviewd/v1/live.pb.h"
#include "reviewd/v1/record.pb.h"

namespace reviewd::engine {

// ------------------------------------------------------------------------- inputs

// A participant's tab is there; its session has been authenticated. Nothing is sent before its
// Hello.
struct Connected {
  ConnectionId connection;
  ParticipantId participant;
  Digest session{};  // SHA-256 of the session's secret: when that session ends, the tab is closed
                     // (4501)
};

struct Disconnected {
  ConnectionId connection;
};

// A frame from a connection. Applied and Ping are the connection's own business and do not get
// here.
struct FrameReceived {
  ConnectionId connection;
  v1::ClientFrame frame;
};

struct CommandReceived {
  CommandId id;
  Command command;
};

struct AppendDone {
  Position position;
  AppendStatus status;
};

// About ten times a second while anybody is connected: coalesced presence and counts.
struct Tick {};

struct Input {
  TimeMs now;
  Entropy entropy;
  std::variant<Connected, Disconnected, FrameReceived, CommandReceived, AppendDone, Tick> body;
};

// ------------------------------------------------------------------------ effects

// Append this record to the log at record.position().
struct AppendRecord {
  v1::Record record;
  std::vector<BoxChange> boxes;
};

// These events are durable: add them to the stream of the product, in order.
struct PublishEvents {
  std::vector<v1::Event> events;
  Seq floor;  // nobody will be started below this any more: older entries may be dropped
};

// A frame for one connection, to be sent when its stream has passed `after`.
struct SendFrame {
  ConnectionId connection;
  Seq after;
  v1::ServerFrame frame;
};

// Send `snapshot` now (null: none), then the stream of `visibility` from `from` on.
// Frames for the connection that were emitted before this effect go out before it.
struct StartStream {
  ConnectionId connection;
  v1::VisibilityClass visibility;
  std::shared_ptr<const RowSnapshot> snapshot;
  Seq from;  // the first sequence number to stream
};

// A frame for every connection that has a stream: latest value, may be dropped under pressure.
struct Broadcast {
  v1::ServerFrame frame;
};

// Close with this code once everything sent so far is out.
struct CloseConnection {
  ConnectionId connection;
  std::uint16_t code;
  std::string reason;
};

struct CommandDone {
  CommandId id;
  Result<CommandResult> result;
};

// Worth keeping: opening the product from here is quicker.
struct SaveSnapshot {
  v1::LogSnapshot snapshot;
};

// The log is not to be trusted for now. Close all connections (4002), drop the room, rebuild it.
struct RoomFailed {
  std::string why;
};

using Effect = std::variant<AppendRecord, PublishEvents, SendFrame, StartStream, Broadcast,
                            CloseConnection, CommandDone, SaveSnapshot, RoomFailed>;

// Limits of a room, each with its answer at the limit (docs/LIMITS.md).
struct RoomLimits {
  std::uint32_t operations_per_submit = 256;  // too_large, none of them looked at
  std::uint32_t in_flight = 1024;  // operations of one connection not yet durable: overloaded
  std::uint32_t records_in_flight = 4096;     // appends not yet durable: overloaded
  std::uint32_t operations_per_second = 200;  // per participant, token bucket: rate_limited
  std::uint32_t operations_burst = 2000;
  std::uint32_t product_operations_per_second = 5000;  // of everybody together: rate_limited
  std::uint32_t product_operations_burst = 50000;
  std::uint32_t feedback_per_second = 1;  // per participant, upvotes included: rate_limited
  std::uint32_t feedback_burst = 30;
  // New leases of actors, device links, and new session secrets that nothing asked for. Each is
  // kept in the log.
  std::uint32_t grants_per_second = 1;  // per participant: rate_limited
  std::uint32_t grants_burst = 100;
  // Each goes through the whole backlog.
  std::uint32_t exports_per_second = 2;  // per participant: rate_limited
  std::uint32_t exports_burst = 60;
  std::uint32_t joins_per_second = 500;  // into one product: rate_limited
  std::uint32_t joins_burst = 5000;
  std::uint32_t actor_leases = 16;  // per participant; the oldest unused is ended
  std::uint32_t snapshot_every_records = 50000;
  std::uint32_t stream_events = 65536;  // how far back a tail is served from memory
  std::size_t stream_bytes = 64 << 20;  // the same, in bytes of events
};

// What a session is to be used for.
enum class SessionUse {
  kSession,   // to ask about it, renew it, end it
  kLive,      // to connect: not before it has been renewed, where that is due
  kContents,  // to read: as kLive, and not from the waiting room
};

class Room {
 public:
  // What the stream (net/) starts with: events that are durable already and the oldest number
  // served.
  struct StreamStart {
    Seq head{};
    std::vector<v1::Event> events;  // dense, the last one is head
    Seq floor{};
  };

  // Rebuilds the room from what `log` holds. `log` must have been opened by the caller, outlives
  // the room, and is used here for reading and for mac() only. Errors: storage.
  static Result<std::unique_ptr<Room>> open(ProductId product, EventLog& log,
                                            const EventLog::Opened& opened,
                                            const RoomLimits& limits);
  ~Room();

  // Takes one input and appends what is to be done to `effects`, in order.
  void step(const Input& input, std::vector<Effect>& effects);

  StreamStart stream_start() const;

  // The participant whose session this is: the secret's SHA-256 and the public handle must both
  // fit, and its time must not be up. Errors: unauthenticated; for kContents forbidden to those who
  // are in the waiting room.
  Result<ParticipantId> authenticate(std::string_view handle, const Digest& token_hash, TimeMs now,
                                     SessionUse use) const;

  // A snapshot of the durable state for a clean shutdown; none while appends are in flight.
  std::optional<v1::LogSnapshot> log_snapshot() const;

  ProductId product() const;
  History history() const;

 private:
  struct Impl;
  explicit Room(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace reviewd::engine
