#include "engine/presence.h"

#include "base/assert.h"

namespace reviewd::engine {

void Presence::come(ParticipantId participant) {
  ++tabs_[participant];
  changed_.insert(participant);
}

void Presence::go(ParticipantId participant) {
  const auto found = tabs_.find(participant);
  REVIEWD_ASSERT(found != tabs_.end());
  if (--found->second == 0) tabs_.erase(found);
  changed_.insert(participant);
}

v1::ServerFrame Presence::everybody() const {
  v1::ServerFrame frame;
  v1::Presence& presence = *frame.mutable_presence();
  presence.set_full(true);
  for (const auto& [participant, tabs] : tabs_) {
    v1::Here& here = *presence.add_here();
    here.set_participant(value(participant));
    here.set_tabs(tabs);
  }
  return frame;
}

std::optional<v1::ServerFrame> Presence::changes() {
  if (changed_.empty()) return std::nullopt;
  v1::ServerFrame frame;
  v1::Presence& presence = *frame.mutable_presence();
  for (const ParticipantId participant : changed_) {
    const auto found = tabs_.find(participant);
    if (found == tabs_.end()) {
      presence.add_gone(value(participant));
      continue;
    }
    v1::Here& here = *presence.add_here();
    here.set_participant(value(participant));
    here.set_tabs(found->second);
  }
  changed_.clear();
  return frame;
}

}  // namespace reviewd::engine
