// What has been decided about people, carried to their connections: who was removed, let in,
// refused or given another role, and whose session or lease is over.

#include "engine/room_impl.h"

namespace reviewd::engine {

void Room::Impl::close_tabs(Step& step, ParticipantId participant, std::uint16_t code,
                            const char* why) {
  const auto [first, last] = tabs.equal_range(participant);
  std::vector<ConnectionId> theirs;
  for (auto tab = first; tab != last; ++tab) theirs.push_back(tab->second);
  for (const ConnectionId id : theirs) {
    step.after.emplace_back(CloseConnection{id, code, why});
    on_disconnected(id);
  }
}

void Room::Impl::close_session(Step& step, const Digest& session, std::uint16_t code,
                               const char* why) {
  std::vector<ConnectionId> theirs;
  for (const auto& [id, connection] : connections) {
    if (connection.session == session) theirs.push_back(id);
  }
  for (const ConnectionId id : theirs) {
    step.after.emplace_back(CloseConnection{id, code, why});
    on_disconnected(id);
  }
}

void Room::Impl::part(Step& step, const v1::Event& event) {
  constexpr const char* kNewRole = "your role has changed";
  switch (event.body_case()) {
    case v1::Event::kParticipantRemoved:
      return close_tabs(step, ParticipantId{event.participant_removed().participant()},
                        kCloseForbidden, "removed by a facilitator");
    case v1::Event::kParticipantJoined:  // from the waiting room, or nobody is connected yet
      return close_tabs(step, ParticipantId{event.participant_joined().participant()},
                        kCloseAdmitted, "let in");
    case v1::Event::kRoleChanged:
      return close_tabs(step, ParticipantId{event.role_changed().participant()}, kCloseRoleChanged,
                        kNewRole);
    case v1::Event::kProductOwnerChanged:
      close_tabs(step, ParticipantId{event.product_owner_changed().from()}, kCloseRoleChanged,
                 kNewRole);
      return close_tabs(step, ParticipantId{event.product_owner_changed().to()}, kCloseRoleChanged,
                        kNewRole);
    default: return;
  }
}

void Room::Impl::part(Step& step, const v1::SealedEntry& entry) {
  switch (entry.body_case()) {
    case v1::SealedEntry::kWaitingEnded:
      return close_tabs(step, ParticipantId{entry.waiting_ended().participant()}, kCloseForbidden,
                        "not let in");
    case v1::SealedEntry::kSessionEnded:
      return close_session(step, to_array<Digest>(entry.session_ended().token_hash()).value(),
                           kCloseForbidden, "the session is over");
    case v1::SealedEntry::kSessionStarted:
      if (entry.session_started().renews().empty()) return;
      return close_session(step, to_array<Digest>(entry.session_started().renews()).value(),
                           kCloseRoleChanged, "the session goes on under a new secret");
    case v1::SealedEntry::kActorsEnded: {
      const ActorId open{entry.actors_ended().open_actor()};
      fence(step, open);
      outcomes.end(open);
      outcomes.end(ActorId{entry.actors_ended().sealed_actor()});
      return;
    }
    default: return;
  }
}

// Notes who is still there, and ends sessions whose time is up.
void Room::Impl::keep_sessions(Step& step) {
  std::set<Digest> connected;
  for (const auto& [id, connection] : connections) connected.insert(connection.session);
  for (const Digest& session : connected) {
    commit(step, domain::decide_seen(state, session, step.now), ParticipantId{}, nullptr);
  }
  commit(step, domain::decide_end_expired_sessions(state, step.now, kSessionsEndedAtOnce),
         ParticipantId{}, nullptr);
}

}  // namespace reviewd::engine
