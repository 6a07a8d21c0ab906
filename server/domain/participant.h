// People of a product: the first one, their roles, and how they leave. How they come in is in
// invite.h, waiting_room.h and session.h.

#pragma once

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

// The administrator makes a way back in for the Product Owner, who has lost theirs; everybody is
// told, with the reason. Errors: bad_request.
Result<Decision> decide_restore_access(const State& state, const Digest& secret_hash,
                                       std::string_view reason, TimeMs now, Draw& draw);

// Somebody who takes part: admitted, and not removed. `field` is the operation's, for the error;
// the result is `state`'s. Errors: unknown_item.
Result<const Participant*> find_present(std::string_view field, std::uint32_t id,
                                        const State& state);

// Whether `name` will do as a display name. Errors: bad_request.
Result<void> check_name(std::string_view field, std::string_view name);

}  // namespace reviewd::domain
