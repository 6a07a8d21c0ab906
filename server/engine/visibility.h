// Who sees what of the stream: the visibility classes of a room.

#pragma once

#include "reviewd/v1/event.pb.h"
#include "reviewd/v1/live.pb.h"

namespace reviewd::engine {

// The class of a role: Product Owner, Scrum Master and Developers are the team.
v1::VisibilityClass class_of(v1::Role role);

// Who may see an event: the class gets the event itself, or a redaction marker.
bool visible(const v1::Event& event, v1::VisibilityClass visibility);

}  // namespace reviewd::engine
