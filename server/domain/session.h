// Sessions and what hangs on them: the leases of tabs, and one-time links for further devices.
//
// A session is proved by a secret of which the state knows the SHA-256. It ends after seven days,
// or after twelve hours without a sign of life; the room asks expired() before it believes one.

#pragma once

#include <string_view>

#include "domain/decide.h"

namespace reviewd::domain {

// Whether the session's time is up.
bool expired(const Session& session, TimeMs now);

// What a new session is made of. `invite` and `device_link` are what it was made with, if anything.
struct SessionGrant {
  ParticipantId participant{};
  Digest token_hash{};
  std::string_view handle;
  const InviteId* invite = nullptr;
  const Digest* device_link = nullptr;
  const Session::Renewal* renews = nullptr;  // the session whose place it takes
};

// Adds the sealed entry that starts a session, after the decision's events so far.
void add_session(Decision& decision, const SessionGrant& grant);

// A tab gets its two actors, for as long as `session` lasts. `predecessor` is the open actor whose
// place they take, 0 if they are the tab's first.
Decision decide_lease(ParticipantId participant, const Digest& token_hash, const Digest& session,
                      ActorId predecessor, const State& state);

// One lease ends: its outcomes are dropped, its ids are never given again.
void add_lease_end(Decision& decision, const State& state, ActorId open_actor);

// Ends one session and the leases that hang on it; where its secret is being exchanged, the other
// one too. Errors: unauthenticated.
Result<Decision> decide_end_session(const State& state, const Digest& token_hash);

// Ends all sessions of one participant.
Decision decide_end_all_sessions(const State& state, ParticipantId participant);

// Ends sessions whose time is up, at most `max` of them. Nothing to do: an empty decision.
Decision decide_end_expired_sessions(const State& state, TimeMs now, std::size_t max);

// A new secret that the caller made from the old one and `salt`.
struct Renewing {
  Digest new_token_hash{};
  Salt salt{};
};

struct Renewed {
  Decision decision;
  Salt salt{};  // in force: that of an exchange which was decided before and not used yet
};

// The same person goes on under a new secret. The old one opens nothing but this until the new one
// is used: asked again, because the answer was lost, it gets the same new one and decides nothing.
// Errors: unauthenticated.
Result<Renewed> decide_renew_session(const State& state, const Digest& token_hash,
                                     const Renewing& renewing);

// A sign of life, if the last one that was logged is old enough, or if it is the first of a session
// that took another's place, which ends with that; else an empty decision.
Decision decide_seen(const State& state, const Digest& token_hash, TimeMs now);

// A link with which `participant` signs in once, within ten minutes. The oldest of more than
// kDeviceLinksMax is forgotten. Errors: bad_request (a secret that is in use).
Result<Decision> decide_make_device_link(const State& state, ParticipantId participant,
                                         const Digest& secret_hash, TimeMs now);

}  // namespace reviewd::domain
