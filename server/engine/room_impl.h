// Inside of a room, shared by room.cc (life, step, replay), room_operations.cc,
// room_atomic_group.cc, room_boxes.cc, room_connections.cc, room_commands.cc,
// room_departures.cc and room_views.cc. Nobody else includes this.

#pragma once

#include <deque>
#include <functional>
#include <map>
#include <span>
#include <unordered_map>
#include <vector>

#include "domain/apply.h"
#include "domain/decide.h"
#include "domain/participant.h"
#include "domain/session.h"
#include "domain/state.h"
#include "engine/catch_up.h"
#include "engine/outcome_table.h"
#include "engine/presence.h"
#include "engine/room.h"
#include "engine/token_bucket.h"

namespace reviewd::engine {

inline constexpr std::uint32_t kProtocolVersion = 1;
inline constexpr std::uint16_t kCloseSlow = 4001;
inline constexpr std::uint16_t kCloseAdmitted = 4004;
inline constexpr std::uint16_t kCloseRoleChanged = 4005;
inline constexpr std::uint16_t kCloseProtocolError = 4500;
inline constexpr std::uint16_t kCloseForbidden = 4501;
inline constexpr std::uint16_t kCloseVersion = 4502;
inline constexpr std::uint16_t kCloseFenced = 4503;
// Counts of hidden ballots go out on a fixed beat, so that their timing says nothing (decision 8).
inline constexpr std::int64_t kBeatMs = 1000;
// How often sessions are looked through for those whose time is up, and how many end at once.
inline constexpr std::int64_t kSessionSweepMs = 60'000;
inline constexpr std::size_t kSessionsEndedAtOnce = 32;

struct Connection {
  ParticipantId participant{};
  Digest session{};
  bool welcomed = false;
  bool waiting = false;  // in the waiting room: has said hello and gets nothing but the answer
  ActorId open_actor{};
  ActorId sealed_actor{};
  v1::VisibilityClass visibility = v1::VISIBILITY_CLASS_GUEST;
  std::uint32_t in_flight = 0;  // operations decided but not durable
};

// What becomes visible once the append it waits for is durable.
struct Held {
  Position position{};
  std::vector<Effect> effects;
  std::map<ConnectionId, std::uint32_t> operations;
};

// What the derived views showed last. Not part of the state: counts are published on a beat of
// their own, and a room that is opened again begins with what its state says.
struct Views {
  bool lobby_changed = false;
  std::optional<v1::ServerFrame> participation;  // what the last beat said
  std::map<FeedbackId, std::uint32_t> upvotes;   // as published
  std::set<FeedbackId> upvotes_changed;
  std::set<PollId> results_changed;      // since the last beat; results after one's own vote
  v1::ServerFrame held;                  // as the last beat said it
  bool held_changed = false;             // since the last beat
  std::set<ParticipantId> mine_changed;  // in this step, by what others did
};

struct Room::Impl {
  Impl(ProductId id, EventLog& event_log, const RoomLimits& room_limits, Seq head)
      : product(id),
        log(event_log),
        limits(room_limits),
        product_bucket(room_limits.product_operations_per_second,
                       room_limits.product_operations_burst),
        join_bucket(room_limits.joins_per_second, room_limits.joins_burst),
        tail(head, room_limits.stream_events, room_limits.stream_bytes) {}

  const ProductId product;
  EventLog& log;
  const RoomLimits limits;
  History history{};

  // The speculative state: everything decided, durable or not.
  domain::State state;
  OutcomeTable outcomes;
  Position position{};  // of the last record decided
  std::deque<Held> held;
  bool failed = false;
  std::uint64_t records_since_snapshot = 0;
  std::vector<PollId> lost_boxes;  // of polls that are open, found when the room was opened

  std::map<ConnectionId, Connection> connections;
  std::multimap<ParticipantId, ConnectionId> tabs;                      // of each participant
  std::unordered_map<std::uint32_t, ConnectionId> connection_of_actor;  // by open actor
  std::map<ParticipantId, TokenBucket> buckets;
  std::map<ParticipantId, TokenBucket> feedback_buckets;
  std::map<ParticipantId, TokenBucket> grant_buckets;
  std::map<ParticipantId, TokenBucket> export_buckets;
  TokenBucket product_bucket;
  TokenBucket join_bucket;
  Presence presence;
  SnapshotCache team_snapshots;
  SnapshotCache guest_snapshots;
  TailWindow tail;
  std::vector<v1::Event> opening_events;
  TimeMs next_beat{};
  TimeMs next_sweep{};
  Views views;

  // The step being taken.
  struct Step {
    TimeMs now{};
    domain::Draw draw;
    v1::Record record;
    std::vector<BoxChange> boxes;  // done with the record
    std::vector<Effect> after;     // held until the record is durable
    std::map<ConnectionId, std::uint32_t> operations;
    std::size_t events_published = 0;
  };

  void begin(Step& step, const Input& input);
  void sequence_due(Step& step);
  void finish(Step& step, std::vector<Effect>& effects);

  // Sequences what was decided: envelope, state, record. Returns the sequence number decided at.
  void commit(Step& step, domain::Decision&& decision, ParticipantId author,
              const v1::Operation* operation);
  void send(Step& step, ConnectionId connection, v1::ServerFrame frame);

  // Who has sent an operation. By value: what is decided may close the connection.
  struct Sender {
    ConnectionId connection{};
    ParticipantId participant{};
    ActorId open_actor{};
    ActorId sealed_actor{};
    bool foreign = false;  // what is sent says that it is for another product
  };

  // room_operations.cc
  void on_submit(Step& step, ConnectionId id, const v1::Submit& submit);
  v1::Outcome on_operation(Step& step, const Sender& sender, const v1::Operation& operation);
  std::optional<v1::Outcome> check_number(const Sender& sender,
                                          const v1::Operation& operation) const;
  v1::Outcome resend(const v1::Operation& operation, ParticipantId author) const;
  v1::Outcome decide_operation(Step& step, const Sender& sender, const v1::Operation& operation);
  void store_outcome(Step& step, const v1::Operation& operation, ParticipantId author,
                     const v1::Outcome& outcome);
  // What the same operation is known again by; none once the key is destroyed.
  std::optional<Digest> mac_of(const v1::Operation& operation, ParticipantId author) const;
  std::optional<Error> check_load(const Sender& sender, std::size_t operations) const;
  std::optional<Error> check_rates(Step& step, const Sender& sender, std::uint32_t operations,
                                   std::uint32_t feedback);
  bool decided(SlotId slot) const;
  void fence_for_reuse(Step& step, const Sender& sender);

  // room_atomic_group.cc
  using Operations = std::span<const v1::Operation* const>;
  std::vector<v1::Outcome> on_group(Step& step, const Sender& sender, Operations group);
  std::vector<v1::Outcome> refuse_group(Step& step, const Sender& sender, Operations group,
                                        std::size_t at, const Error& error);
  Result<void> rehearse(Step& step, const Sender& sender, Operations group,
                        std::size_t& at_fault) const;

  // room_connections.cc
  void on_connected(Step& step, const Connected& connected);
  void on_disconnected(ConnectionId id);
  void on_frame(Step& step, const FrameReceived& received);
  void on_hello(Step& step, ConnectionId id, Connection& connection, const v1::Hello& hello);
  void let_wait(Step& step, ConnectionId id, Connection& connection);
  Result<void> lease_actors(Step& step, ConnectionId id, Connection& connection,
                            const v1::Hello& hello, v1::Welcome* welcome);
  Result<void> take_grant(Step& step, ParticipantId participant);
  void turn_away(Step& step, ConnectionId id, const Error& error);
  bool resume_lease(Step& step, Connection& connection, const v1::ActorToken& token);
  const domain::Actor* find_lease(const Connection& connection, const v1::ActorToken& token) const;
  ActorId end_predecessor(Step& step, ConnectionId id, const Connection& connection,
                          const v1::Succeeds& succeeds, v1::Welcome* welcome);
  void end_oldest_leases(Step& step, ParticipantId participant);
  // The stream ends with the event `after`; what comes next is in the snapshot that follows.
  void send_reset(Step& step, ConnectionId id, v1::VisibilityClass visibility, Seq after);
  // A row snapshot, and the stream from there on.
  void send_snapshot(Step& step, ConnectionId id, v1::VisibilityClass visibility);
  // Guests may see more than the events of this step tell: all of them get a snapshot as of now in
  // the place of these events.
  void start_guests_over(Step& step);
  void start(Step& step, ConnectionId id, const Connection& connection, const v1::Hello& hello,
             v1::Welcome* welcome);
  void on_tick(Step& step);
  void fence(Step& step, ActorId open_actor);

  // room_commands.cc
  void on_command(Step& step, const CommandReceived& received);
  Result<CommandResult> run(Step& step, const FoundProduct& command);
  Result<CommandResult> run(Step& step, const DescribeInvite& command);
  Result<CommandResult> run(Step& step, const Join& command);
  Result<CommandResult> run(Step& step, const DescribeSession& command);
  Result<CommandResult> run(Step& step, const EndSession& command);
  Result<CommandResult> run(Step& step, const RenewSession& command);
  Result<CommandResult> run(Step& step, const MakeDeviceLink& command);
  Result<CommandResult> run(Step& step, const RestoreAccess& command);
  Result<CommandResult> run(Step& step, const DescribeItem& command);
  Result<CommandResult> run(Step& step, const ExportBacklog& command);
  Result<CommandResult> run(Step& step, const RehearseReview& command);

  Result<ParticipantId> authenticate(std::string_view handle, const Digest& token_hash, TimeMs now,
                                     SessionUse use) const;

  // room_departures.cc: what has been decided about people, carried to their connections.
  void part(Step& step, const v1::Event& event);
  void part(Step& step, const v1::SealedEntry& entry);
  void close_tabs(Step& step, ParticipantId participant, std::uint16_t code, const char* why);
  void close_session(Step& step, const Digest& session, std::uint16_t code, const char* why);
  void keep_sessions(Step& step);

  // room_views.cc: derived views, private ones among them.
  bool is_facilitator(ParticipantId participant) const;
  void note_for_views(const v1::Event& event);
  void note_for_views(const v1::SealedEntry& entry);
  void note_upvotes(FeedbackId id);
  void note_converted(FeedbackId id);
  void send_mine(Step& step, ConnectionId id, ParticipantId participant);
  void send_mine_to_all_tabs(Step& step, ParticipantId participant);
  // How polls stand, each counted once for all who are told.
  using Standings = std::map<PollId, v1::PollResult>;
  // Whole, for a connection that has none yet but its own. `goes_on`: with the replica that it has.
  void send_first_views(Step& step, ConnectionId id, ParticipantId participant, bool goes_on,
                        Standings& standings);
  void send_results(Step& step, ConnectionId id, ParticipantId participant, bool changed_only,
                    Standings& standings);
  void send_upvotes(Step& step, ConnectionId id, bool goes_on);
  v1::ServerFrame lobby() const;
  void send_lobby(Step& step);
  void send_to_those_who_lead(Step& step, const v1::ServerFrame& frame);
  void beat(Step& step);
  void beat_participation(Step& step);
  void beat_upvotes(Step& step);

  // room_boxes.cc: the ballot boxes of unlinkable polls.
  void note_box(Step& step, const v1::Event& event);
  void put_in_box(Step& step, const domain::BoxBallot& ballot);
  Result<void> take_up_boxes(const std::vector<EventLog::Opened::Box>& boxes);

  // room.cc
  void on_append_done(const AppendDone& done, std::vector<Effect>& effects);
  Result<void> replay(const EventLog::Opened& opened);
  Result<void> apply_record(const v1::Record& record);
  v1::LogSnapshot make_snapshot() const;
};

// A token of a bucket. Errors: rate_limited, with how long to wait.
Result<void> take_one(TokenBucket& bucket, TimeMs now, const char* refusal);

// Gives the events of a decision, sequenced next after `seq`, their envelope.
void fill_envelope(domain::Decision& decision, Seq seq, TimeMs now, ParticipantId author,
                   const v1::Operation* operation, bool sealed_actor);

// Applies events and sealed entries in the order they were decided in: those of a decision when it
// is made, those of a record when it is replayed. Both are ranges; `after_events` counts from the
// first of `events`.
template <class Events, class Sealed>
void apply_in_order(domain::State& state, const Events& events, const Sealed& sealed) {
  auto entry = sealed.begin();
  std::uint32_t applied = 0;
  for (const v1::Event& event : events) {
    for (; entry != sealed.end() && entry->after_events() <= applied; ++entry)
      domain::apply(state, *entry);
    domain::apply(state, event);
    ++applied;
  }
  for (; entry != sealed.end(); ++entry) domain::apply(state, *entry);
}

// Rejections that are not stored and do not use up a counter, so that a flood cannot grow the log.
bool unstored(v1::ErrorCode code);

// Whether it draws from the rate of feedback too.
bool is_feedback(const v1::Operation& operation);

v1::Outcome rejected(const Error& error, Seq at);

// An error as a frame or a stored outcome carries it, without advice.
v1::Error to_message(const Error& error);

}  // namespace reviewd::engine
