#include "engine/visibility.h"

namespace reviewd::engine {

v1::VisibilityClass class_of(v1::Role role) {
  return role == v1::ROLE_STAKEHOLDER || role == v1::ROLE_OBSERVER ? v1::VISIBILITY_CLASS_GUEST
                                                                   : v1::VISIBILITY_CLASS_TEAM;
}

// Guests see the meeting they were invited to; who else gets a link is the team's business.
bool visible(const v1::Event& event, v1::VisibilityClass visibility) {
  switch (event.body_case()) {
    case v1::Event::kInviteCreated:
    case v1::Event::kInviteRevoked: return visibility == v1::VISIBILITY_CLASS_TEAM;
    default: return true;
  }
}

}  // namespace reviewd::engine
