// People, and how they come in: invites, sessions and the actors that tabs lease. These are
// commands rather than operations: they come over HTTP or at connect, from the server itself.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/decide.h"

namespace reviewd::domain {

struct InviteGrant {
  v1::Role role = v1::ROLE_UNSPECIFIED;
  Digest secret_hash{};
  std::uint32_t uses_max = 0;
};

struct Founding {
  std::string_view name;
  std::string_view owner_name;
  std::string_view owner_handle;
  Digest owner_token_hash;
  std::vector<InviteGrant> invites;
};

// The first events of a product. Errors: conflict, bad_request.
Result<Decision> decide_found_product(const Founding& founding, const State& state, Draw& draw);

// The invite that a secret opens now. Errors: forbidden, expired.
Result<InviteId> usable_invite(const State& state, const Digest& secret_hash, TimeMs now);

// Somebody comes in by an invite. `participant` is who they are afterwards.
struct Entry {
  Decision decision;
  ParticipantId participant{};
  v1::Role role = v1::ROLE_UNSPECIFIED;
  std::string handle;
};
Result<Entry> decide_join(const State& state, const Digest& secret_hash, std::string_view name,
                          std::string_view handle, const Digest& token_hash, TimeMs now,
                          Draw& draw);

// A tab gets its two actors.
Decision decide_lease(const State& state, ParticipantId participant, const Digest& token_hash);

// Errors: unauthenticated.
Result<Decision> decide_end_session(const State& state, const Digest& token_hash);

// Whether `name` will do as a display name. Errors: bad_request.
Result<void> check_name(std::string_view field, std::string_view name);

}  // namespace reviewd::domain
