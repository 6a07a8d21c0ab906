#include "domain/session.h"

#include <algorithm>

#include "base/assert.h"
#include "domain/apply.h"

namespace reviewd::domain {
namespace {

void put(std::string* field, const Digest& digest) { field->assign(as_bytes(digest)); }

v1::SealedEntry& add_entry(Decision& decision) {
  v1::SealedEntry& entry = decision.sealed.emplace_back();
  entry.set_after_events(static_cast<std::uint32_t>(decision.events.size()));
  return entry;
}

void add_seen(Decision& decision, const Digest& token_hash) {
  put(add_entry(decision).mutable_session_seen()->mutable_token_hash(), token_hash);
}

void add_session_end(Decision& decision, const State& state, const Digest& token_hash) {
  put(add_entry(decision).mutable_session_ended()->mutable_token_hash(), token_hash);
  for (const auto& [id, actor] : state.actors) {
    if (!actor.sealed && !actor.ended && actor.session == token_hash)
      add_lease_end(decision, state, id);
  }
}

}  // namespace

bool expired(const Session& session, TimeMs now) {
  return value(now) - value(session.started) >= kSessionLifeMs ||
         value(now) - value(session.seen) >= kSessionIdleMs;
}

void add_session(Decision& decision, const SessionGrant& grant) {
  v1::SessionStarted& session = *add_entry(decision).mutable_session_started();
  session.set_participant(value(grant.participant));
  put(session.mutable_token_hash(), grant.token_hash);
  session.set_handle(std::string(grant.handle));
  if (grant.invite != nullptr) grant.invite->to(session.mutable_invite());
  if (grant.device_link != nullptr) put(session.mutable_device_link(), *grant.device_link);
  if (grant.renews != nullptr) {
    put(session.mutable_renews(), grant.renews->of);
    session.set_renewal_salt(std::string(as_bytes(grant.renews->salt)));
  }
}

Decision decide_lease(ParticipantId participant, const Digest& token_hash, const Digest& session,
                      ActorId predecessor, const State& state) {
  Decision decision;
  v1::ActorsLeased& leased = *add_entry(decision).mutable_actors_leased();
  leased.set_participant(value(participant));
  leased.set_open_actor(state.next_actor);
  leased.set_sealed_actor(state.next_actor + 1);
  put(leased.mutable_token_hash(), token_hash);
  put(leased.mutable_session_hash(), session);
  leased.set_predecessor(value(predecessor));
  return decision;
}

void add_lease_end(Decision& decision, const State& state, ActorId open_actor) {
  v1::ActorsEnded& ended = *add_entry(decision).mutable_actors_ended();
  ended.set_open_actor(value(open_actor));
  ended.set_sealed_actor(value(state.actors.at(open_actor).partner));
}

Result<Decision> decide_end_session(const State& state, const Digest& token_hash) {
  const auto found = state.sessions.find(token_hash);
  if (found == state.sessions.end()) {
    return fail(v1::ERROR_CODE_UNAUTHENTICATED, "there is no such session; it has ended already");
  }
  Decision decision;
  const Session& session = found->second;
  if (session.renews) add_session_end(decision, state, session.renews->of);
  if (session.renewed_by) add_session_end(decision, state, *session.renewed_by);
  add_session_end(decision, state, token_hash);
  return decision;
}

Decision decide_end_all_sessions(const State& state, ParticipantId participant) {
  Decision decision;
  for (const auto& [token_hash, session] : state.sessions) {
    if (session.participant == participant) add_session_end(decision, state, token_hash);
  }
  return decision;
}

Decision decide_end_expired_sessions(const State& state, TimeMs now, std::size_t max) {
  Decision decision;
  for (const auto& [token_hash, session] : state.sessions) {
    if (!expired(session, now)) continue;
    if (max-- == 0) break;
    add_session_end(decision, state, token_hash);
  }
  return decision;
}

Result<Renewed> decide_renew_session(const State& state, const Digest& token_hash,
                                     const Renewing& renewing) {
  const auto found = state.sessions.find(token_hash);
  if (found == state.sessions.end()) {
    return fail(v1::ERROR_CODE_UNAUTHENTICATED, "there is no such session; it has ended");
  }
  const Session& session = found->second;
  if (session.renewed_by) {
    return Renewed{.decision = {}, .salt = state.sessions.at(*session.renewed_by).renews->salt};
  }
  Renewed renewed{.decision = {}, .salt = renewing.salt};
  if (session.renews) add_seen(renewed.decision, token_hash);  // to renew with it is to use it
  const Session::Renewal renewal{.of = token_hash, .salt = renewing.salt};
  add_session(renewed.decision, {.participant = session.participant,
                                 .token_hash = renewing.new_token_hash,
                                 .handle = state.participants.at(session.participant).handle,
                                 .renews = &renewal});
  return renewed;
}

Decision decide_seen(const State& state, const Digest& token_hash, TimeMs now) {
  Decision decision;
  const auto found = state.sessions.find(token_hash);
  if (found == state.sessions.end()) return decision;
  const Session& session = found->second;
  const bool lately = value(now) - value(session.seen) < kSessionSeenEveryMs;
  if (!lately || session.renews) add_seen(decision, token_hash);
  return decision;
}

Result<Decision> decide_make_device_link(const State& state, ParticipantId participant,
                                         const Digest& secret_hash, TimeMs now) {
  if (state.device_links.contains(secret_hash) || state.invite_by_secret.contains(secret_hash)) {
    return fail(v1::ERROR_CODE_BAD_REQUEST, "the secret is in use; draw a new one");
  }
  Decision decision;
  v1::DeviceLinkMade& made = *add_entry(decision).mutable_device_link_made();
  made.set_participant(value(participant));
  put(made.mutable_secret_hash(), secret_hash);
  made.set_expires_ms(value(now) + kDeviceLinkLifeMs);
  return decision;
}

namespace {

// Keeps the table small: what has run out goes, and of one person's links the oldest.
void add_device_link(State& state, const v1::DeviceLinkMade& made, TimeMs now) {
  std::erase_if(state.device_links, [&](const auto& row) { return row.second.expires <= now; });
  const ParticipantId participant{made.participant()};
  for (;;) {  // Ends: each turn takes one away.
    auto oldest = state.device_links.end();
    std::size_t theirs = 0;
    for (auto row = state.device_links.begin(); row != state.device_links.end(); ++row) {
      if (row->second.participant != participant) continue;
      ++theirs;
      if (oldest == state.device_links.end() || row->second.expires < oldest->second.expires)
        oldest = row;
    }
    if (theirs < kDeviceLinksMax) break;
    state.device_links.erase(oldest);
  }
  state.device_links.emplace(
      to_array<Digest>(made.secret_hash()).value(),
      DeviceLink{.participant = participant, .expires = static_cast<TimeMs>(made.expires_ms())});
}

void start_session(State& state, const v1::SessionStarted& started, TimeMs now) {
  const ParticipantId participant{started.participant()};
  const Digest token_hash = to_array<Digest>(started.token_hash()).value();
  Session session{.participant = participant, .started = now, .seen = now};
  if (!started.renews().empty()) {
    const Digest old_hash = to_array<Digest>(started.renews()).value();
    Session& old = state.sessions.at(old_hash);
    session.started = old.started;  // a new secret is not a longer life
    session.renews = {.of = old_hash, .salt = to_array<Salt>(started.renewal_salt()).value()};
    old.renew = true;
    old.renewed_by = token_hash;
    for (auto& [id, actor] : state.actors) {
      if (actor.session == old_hash) actor.session = token_hash;
    }
  }
  state.sessions[token_hash] = session;
  state.participants.at(participant).handle = started.handle();
  if (started.has_invite()) ++state.invites.at(InviteId::from(started.invite())).uses;
  if (!started.device_link().empty())
    state.device_links.erase(to_array<Digest>(started.device_link()).value());
}

// The other half of an exchange of secrets that is not over forgets this one.
void end_session(State& state, const Digest& token_hash) {
  const auto found = state.sessions.find(token_hash);
  if (found->second.renews) {
    const auto old = state.sessions.find(found->second.renews->of);
    if (old != state.sessions.end()) old->second.renewed_by.reset();
  }
  if (found->second.renewed_by) state.sessions.at(*found->second.renewed_by).renews.reset();
  state.sessions.erase(found);
}

void see_session(State& state, const Digest& token_hash, TimeMs now) {
  Session& session = state.sessions.at(token_hash);
  session.seen = now;
  if (session.renews) end_session(state, Digest{session.renews->of});
}

void lease_actors(State& state, const v1::ActorsLeased& leased) {
  const ParticipantId participant{leased.participant()};
  const ActorId open{leased.open_actor()};
  const ActorId sealed{leased.sealed_actor()};
  const Digest token = to_array<Digest>(leased.token_hash()).value();
  const Digest session = to_array<Digest>(leased.session_hash()).value();
  state.actors.emplace(open, Actor{.participant = participant,
                                   .partner = sealed,
                                   .predecessor = ActorId{leased.predecessor()},
                                   .token_hash = token,
                                   .session = session});
  state.actors.emplace(sealed, Actor{.participant = participant,
                                     .sealed = true,
                                     .partner = open,
                                     .token_hash = token,
                                     .session = session});
  state.next_actor = leased.sealed_actor() + 1;
}

}  // namespace

void apply_session(State& state, const v1::SealedEntry& entry) {
  const auto now = static_cast<TimeMs>(entry.time_ms());
  switch (entry.body_case()) {
    case v1::SealedEntry::kActorsLeased: return lease_actors(state, entry.actors_leased());
    case v1::SealedEntry::kActorsEnded:
      state.actors.at(ActorId{entry.actors_ended().open_actor()}).ended = true;
      state.actors.at(ActorId{entry.actors_ended().sealed_actor()}).ended = true;
      return;
    case v1::SealedEntry::kDeviceLinkMade:
      return add_device_link(state, entry.device_link_made(), now);
    case v1::SealedEntry::kSessionStarted:
      return start_session(state, entry.session_started(), now);
    case v1::SealedEntry::kSessionSeen:
      return see_session(state, to_array<Digest>(entry.session_seen().token_hash()).value(), now);
    case v1::SealedEntry::kSessionEnded:
      return end_session(state, to_array<Digest>(entry.session_ended().token_hash()).value());
    default: REVIEWD_ASSERT(false && "not a sealed entry of sessions");
  }
}

}  // namespace reviewd::domain
