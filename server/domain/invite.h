// Invites: links that carry a secret, of which the state knows the SHA-256 only.
//
// Links for Product Owner, Scrum Masters and Developers are personal and are used up by one person;
// links for stakeholders and observers take as many as they say.

#pragma once

#include <string>
#include <string_view>

#include "domain/decide.h"

namespace reviewd::domain {

// The invite that a secret opens now. Errors: forbidden, expired.
Result<InviteId> usable_invite(const State& state, const Digest& secret_hash, TimeMs now);

// Whom a one-time link signs in now. Errors: forbidden, expired.
Result<ParticipantId> usable_device_link(const State& state, const Digest& secret_hash, TimeMs now);

// What somebody brings who comes in: a secret, what to call them, and the secret of their session.
struct Arrival {
  Digest secret_hash{};
  std::string_view name;
  std::string_view handle;
  Digest token_hash{};
};

// Somebody is in. `participant` is who they are from now on.
struct Entry {
  Decision decision;
  ParticipantId participant{};
  v1::Role role = v1::ROLE_UNSPECIFIED;
  std::string handle;
  bool waiting = false;  // in the waiting room only
};

// By an invite or by a one-time link for a further device. Errors: forbidden, expired, bad_request,
// too_large.
Result<Entry> decide_join(const State& state, const Arrival& arrival, TimeMs now, Draw& draw);

// Adds the event and the secret of an invite that the server itself makes.
void add_invite(Decision& decision, const State& state, v1::Role role, std::uint32_t uses_max,
                const Digest& secret_hash, ParticipantId bound_to);

// Room for one more session. Errors: too_large.
Result<void> check_session_room(const State& state);

// Whether a link for this role is for one person.
constexpr bool is_personal(v1::Role role) {
  return role == v1::ROLE_PRODUCT_OWNER || role == v1::ROLE_SCRUM_MASTER ||
         role == v1::ROLE_DEVELOPER;
}

}  // namespace reviewd::domain
