// Connections: hello, leases of actors, catching up, presence.

#include <algorithm>

#include "base/assert.h"
#include "base/planted.h"
#include "engine/mine.h"
#include "engine/room_impl.h"
#include "engine/visibility.h"

namespace reviewd::engine {
namespace {

std::string text_of(std::span<const std::uint8_t> bytes) { return {bytes.begin(), bytes.end()}; }

void fill_limits(const RoomLimits& limits, v1::Limits* out) {
  out->set_frame_bytes(1 << 20);
  out->set_operations_per_submit(limits.operations_per_submit);
  out->set_in_flight(limits.in_flight);
  out->set_items_per_operation(domain::kItemsPerOperationMax);
  out->set_title_bytes(domain::kTitleBytesMax);
  out->set_text_bytes(domain::kTextBytesMax);
  out->set_operations_per_second(limits.operations_per_second);
  out->set_items_per_sort(domain::kItemsPerSortMax);
  out->set_actors(static_cast<std::uint32_t>(limits.actor_leases));
}

}  // namespace

void Room::Impl::on_connected(Step& step, const Connected& connected) {
  const bool fresh =
      connections
          .emplace(connected.connection,
                   Connection{.participant = connected.participant, .session = connected.session})
          .second;
  REVIEWD_ASSERT(fresh);
  tabs.emplace(connected.participant, connected.connection);
  commit(step, domain::decide_seen(state, connected.session, step.now), ParticipantId{}, nullptr);
}

void Room::Impl::on_disconnected(ConnectionId id) {
  const auto found = connections.find(id);
  if (found == connections.end()) return;
  const Connection& connection = found->second;
  if (connection.welcomed) presence.go(connection.participant);
  const auto actor = connection_of_actor.find(value(connection.open_actor));
  if (actor != connection_of_actor.end() && actor->second == id) connection_of_actor.erase(actor);
  const auto [first, last] = tabs.equal_range(connection.participant);
  tabs.erase(std::ranges::find(first, last, id, [](const auto& tab) { return tab.second; }));
  connections.erase(found);
}

void Room::Impl::on_frame(Step& step, const FrameReceived& received) {
  const auto found = connections.find(received.connection);
  if (found == connections.end()) return;  // fenced or closing: what it still says does not count
  Connection& connection = found->second;
  const auto refuse = [&](const char* why) {
    step.after.emplace_back(CloseConnection{received.connection, kCloseProtocolError, why});
    on_disconnected(received.connection);
  };
  switch (received.frame.body_case()) {
    case v1::ClientFrame::kHello:
      if (connection.welcomed || connection.waiting) return refuse("hello was said already");
      return on_hello(step, received.connection, connection, received.frame.hello());
    case v1::ClientFrame::kSubmit:
      if (!connection.welcomed) return refuse("the first frame must be hello");
      return on_submit(step, received.connection, received.frame.submit());
    case v1::ClientFrame::kLooking:
      if (!connection.welcomed) return refuse("the first frame must be hello");
      return;
    case v1::ClientFrame::kReady:
      if (!connection.welcomed) return refuse("the first frame must be hello");
      return presence.set_ready(connection.participant, received.frame.ready().ready());
    default: return refuse("a frame without a body that this server knows");
  }
}

void Room::Impl::on_hello(Step& step, ConnectionId id, Connection& connection,
                          const v1::Hello& hello) {
  if (hello.version_min() > kProtocolVersion || hello.version_max() < kProtocolVersion) {
    step.after.emplace_back(
        CloseConnection{id, kCloseVersion, "this server speaks version 1 only"});
    return on_disconnected(id);
  }
  if (state.waiting.contains(connection.participant)) return let_wait(step, id, connection);
  const auto found = state.participants.find(connection.participant);
  if (found == state.participants.end() || found->second.removed) {
    step.after.emplace_back(CloseConnection{id, kCloseForbidden, "you are not in this product"});
    return on_disconnected(id);
  }
  const domain::Participant& participant = found->second;
  connection.visibility = class_of(participant.role);
  v1::ServerFrame frame;
  v1::Welcome& welcome = *frame.mutable_welcome();
  welcome.set_version(kProtocolVersion);
  welcome.set_participant(value(connection.participant));
  welcome.set_role(participant.role);
  welcome.set_visibility(connection.visibility);
  welcome.set_server_time_ms(value(step.now));
  fill_limits(limits, welcome.mutable_limits());
  if (!hello.watch_only()) {
    const auto leased = lease_actors(step, id, connection, hello, &welcome);
    if (!leased) return turn_away(step, id, leased.error());
  }
  connection.welcomed = true;
  presence.come(connection.participant);
  start(step, id, connection, hello, &welcome);
  // Welcome goes before the stream: it waits for nothing but its own record.
  step.after.insert(step.after.begin(),
                    SendFrame{.connection = id, .after = Seq{}, .frame = std::move(frame)});
}

// A connection in the waiting room gets this answer and, one day, the facilitator's; nothing else.
void Room::Impl::let_wait(Step& step, ConnectionId id, Connection& connection) {
  connection.waiting = true;
  v1::ServerFrame frame;
  frame.mutable_waiting()->set_server_time_ms(value(step.now));
  step.after.emplace_back(SendFrame{.connection = id, .after = Seq{}, .frame = std::move(frame)});
}

// The lease that a token proves, ended or not; nullptr if it is not this participant's.
const domain::Actor* Room::Impl::find_lease(const Connection& connection,
                                            const v1::ActorToken& token) const {
  const auto found = state.actors.find(ActorId{token.open_actor()});
  if (found == state.actors.end()) return nullptr;
  const domain::Actor& actor = found->second;
  if (actor.sealed || actor.participant != connection.participant ||
      value(actor.partner) != token.sealed_actor() ||
      !equal_in_constant_time(as_bytes(sha256(token.token())), as_bytes(actor.token_hash))) {
    return nullptr;
  }
  return &actor;
}

bool Room::Impl::resume_lease(Step& step, Connection& connection, const v1::ActorToken& token) {
  const domain::Actor* actor = find_lease(connection, token);
  if (actor == nullptr || actor->ended) return false;
  connection.open_actor = ActorId{token.open_actor()};
  connection.sealed_actor = actor->partner;
  fence(step, connection.open_actor);  // a newer connection with the same token
  return true;
}

// Too many of a kind that the log keeps: the connection ends, and may come back later.
void Room::Impl::turn_away(Step& step, ConnectionId id, const Error& error) {
  v1::ServerFrame frame;
  *frame.mutable_problem() = to_message(error);
  step.after.emplace_back(SendFrame{.connection = id, .after = Seq{}, .frame = std::move(frame)});
  step.after.emplace_back(CloseConnection{id, kCloseSlow, error.text});
  on_disconnected(id);
}

Result<void> take_one(TokenBucket& bucket, TimeMs now, const char* refusal) {
  if (bucket.take(now)) return {};
  return std::unexpected(
      Error{.code = v1::ERROR_CODE_RATE_LIMITED, .text = refusal, .after_ms = bucket.wait_ms()});
}

Result<void> Room::Impl::take_grant(Step& step, ParticipantId participant) {
  TokenBucket& bucket =
      grant_buckets.try_emplace(participant, limits.grants_per_second, limits.grants_burst)
          .first->second;
  return take_one(bucket, step.now, "too many new tabs, links and sessions of one person");
}

// Ends the lease that the new one is to succeed, after telling its tab what became of what it sent:
// the stored outcomes go out behind Welcome. 0: there is no such lease of this participant.
ActorId Room::Impl::end_predecessor(Step& step, ConnectionId id, const Connection& connection,
                                    const v1::Succeeds& succeeds, v1::Welcome* welcome) {
  const domain::Actor* lease = find_lease(connection, succeeds.lease());
  if (lease == nullptr) return {};
  const ActorId open{succeeds.lease().open_actor()};
  const auto tell = [&](ActorId actor, std::uint32_t settled, v1::ActorLease* out) {
    const std::uint32_t last = outcomes.last_counter(actor);
    out->set_actor(value(actor));
    out->set_last_counter(last);
    const std::uint32_t kept = last > kOutcomesMax ? last - kOutcomesMax : 0;
    for (std::uint32_t counter = std::max(settled, kept) + 1; counter <= last; ++counter) {
      const StoredOutcome* stored = outcomes.find(actor, counter);
      if (stored == nullptr) continue;
      v1::ServerFrame frame;
      frame.mutable_reply()->set_actor(value(actor));
      frame.mutable_reply()->set_counter(counter);
      *frame.mutable_reply()->mutable_outcome() = stored->outcome;
      send(step, id, std::move(frame));
    }
  };
  tell(open, succeeds.open_settled(), welcome->mutable_predecessor()->mutable_open_actor());
  tell(lease->partner, succeeds.sealed_settled(),
       welcome->mutable_predecessor()->mutable_sealed_actor());
  if (!lease->ended) {
    domain::Decision decision;
    domain::add_lease_end(decision, state, open);
    commit(step, std::move(decision), connection.participant, nullptr);
  }
  return open;
}

Result<void> Room::Impl::lease_actors(Step& step, ConnectionId id, Connection& connection,
                                      const v1::Hello& hello, v1::Welcome* welcome) {
  auto used = state.actors.end();
  if (base::planted(base::Defect::kReuseActor)) {
    used = std::ranges::find_if(state.actors, [&](const auto& entry) {
      return !entry.second.sealed && entry.second.participant == connection.participant;
    });
  }
  if (hello.has_actors() && resume_lease(step, connection, hello.actors())) {
    welcome->set_actor_token(hello.actors().token());
  } else if (used != state.actors.end()) {
    connection.open_actor = used->first;
    connection.sealed_actor = used->second.partner;
  } else {
    if (auto granted = take_grant(step, connection.participant); !granted) return granted;
    const ActorId predecessor =
        hello.has_succeeds() ? end_predecessor(step, id, connection, hello.succeeds(), welcome)
                             : ActorId{};
    end_oldest_leases(step, connection.participant);
    const std::string token = text_of(step.draw.bytes());
    commit(step,
           domain::decide_lease(connection.participant, sha256(token), connection.session,
                                predecessor, state),
           connection.participant, nullptr);
    connection.sealed_actor = ActorId{state.next_actor - 1};
    connection.open_actor = ActorId{state.next_actor - 2};
    welcome->set_actor_token(token);
  }
  connection_of_actor[value(connection.open_actor)] = id;
  welcome->mutable_open_actor()->set_actor(value(connection.open_actor));
  welcome->mutable_open_actor()->set_last_counter(outcomes.last_counter(connection.open_actor));
  welcome->mutable_sealed_actor()->set_actor(value(connection.sealed_actor));
  welcome->mutable_sealed_actor()->set_last_counter(outcomes.last_counter(connection.sealed_actor));
  return {};
}

// Makes room for one more lease: the oldest that no connection uses end, then the oldest of all.
void Room::Impl::end_oldest_leases(Step& step, ParticipantId participant) {
  std::vector<ActorId> unused;
  std::vector<ActorId> used;
  for (const auto& [id, actor] : state.actors) {
    if (actor.participant != participant || actor.sealed || actor.ended) continue;
    (connection_of_actor.contains(value(id)) ? used : unused).push_back(id);
  }
  std::size_t live = unused.size() + used.size();
  unused.insert(unused.end(), used.begin(), used.end());
  for (const ActorId id : unused) {
    if (live < limits.actor_leases) return;
    domain::Decision decision;
    domain::add_lease_end(decision, state, id);
    commit(step, std::move(decision), participant, nullptr);
    --live;
  }
}

void Room::Impl::fence(Step& step, ActorId open_actor) {
  const auto holder = connection_of_actor.find(value(open_actor));
  if (holder == connection_of_actor.end()) return;
  const ConnectionId id = holder->second;
  step.after.emplace_back(
      CloseConnection{id, kCloseFenced, "this tab has connected again elsewhere"});
  on_disconnected(id);
}

void Room::Impl::start(Step& step, ConnectionId id, const Connection& connection,
                       const v1::Hello& hello, v1::Welcome* welcome) {
  const Seq floor = tail.floor_for(connection.participant, connection.visibility);
  welcome->set_history(as_bytes(history).data(), history.size());
  welcome->set_head(value(state.seq));
  welcome->set_floor(value(floor));
  const v1::Resume& resume = hello.resume();
  const bool same_class = resume.visibility() == v1::VISIBILITY_CLASS_UNSPECIFIED ||
                          resume.visibility() == connection.visibility;
  const bool same_history =
      resume.history() == welcome->history() || base::planted(base::Defect::kForgetHistory);
  const bool fits = hello.has_resume() && same_history && same_class &&
                    resume.seq() <= value(state.seq) && next(Seq{resume.seq()}) >= floor;
  welcome->set_mode(fits ? v1::RESUME_MODE_TAIL : v1::RESUME_MODE_SNAPSHOT);
  if (fits) {
    StartStream stream{.connection = id, .visibility = connection.visibility};
    const bool late = base::planted(base::Defect::kResumeOffByOne);
    stream.from = static_cast<Seq>(resume.seq() + (late ? 2 : 1));
    step.after.emplace_back(std::move(stream));
  } else {
    if (!same_class) send_reset(step, id, connection.visibility, state.seq);
    send_snapshot(step, id, connection.visibility);
  }
  v1::ServerFrame caught_up;
  caught_up.mutable_caught_up()->set_seq(value(state.seq));
  send(step, id, std::move(caught_up));
  send_mine(step, id, connection.participant);
  Standings standings;
  send_first_views(step, id, connection.participant, fits, standings);
}

void Room::Impl::send_reset(Step& step, ConnectionId id, v1::VisibilityClass visibility,
                            Seq after) {
  v1::ServerFrame reset;
  reset.mutable_reset()->set_visibility(visibility);
  step.after.emplace_back(SendFrame{.connection = id, .after = after, .frame = std::move(reset)});
}

void Room::Impl::send_snapshot(Step& step, ConnectionId id, v1::VisibilityClass visibility) {
  const bool team = visibility == v1::VISIBILITY_CLASS_TEAM;
  auto snapshot = (team ? team_snapshots : guest_snapshots).get(state, visibility, tail);
  const Seq from = next(snapshot->seq);
  step.after.emplace_back(StartStream{
      .connection = id, .visibility = visibility, .snapshot = std::move(snapshot), .from = from});
}

void Room::Impl::start_guests_over(Step& step) {
  tail.guests_start_over(state.seq);
  const Seq before = static_cast<Seq>(step.record.first_seq() - 1);
  std::map<ParticipantId, Own> own = own_of_all(state);
  Standings standings;
  for (const auto& [id, connection] : connections) {
    if (!connection.welcomed || connection.visibility != v1::VISIBILITY_CLASS_GUEST) continue;
    send_reset(step, id, connection.visibility, before);
    send_snapshot(step, id, connection.visibility);
    send(step, id, mine(state, connection.participant, own[connection.participant]));
    send_first_views(step, id, connection.participant, false, standings);
  }
}

void Room::Impl::on_tick(Step& step) {
  if (auto changes = presence.changes()) step.after.emplace_back(Broadcast{*std::move(changes)});
  if (views.lobby_changed) send_lobby(step);
  if (step.now >= next_sweep) {
    const std::size_t before = state.sessions.size();
    keep_sessions(step);
    // More may be waiting: each step ends a few, so that none takes long.
    if (before - state.sessions.size() < kSessionsEndedAtOnce)
      next_sweep = static_cast<TimeMs>(value(step.now) + kSessionSweepMs);
  }
  if (step.now < next_beat) return;
  next_beat = static_cast<TimeMs>(value(step.now) + kBeatMs);
  beat(step);
}

}  // namespace reviewd::engine
