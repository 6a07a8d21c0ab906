#include "engine/presence.h"

#include "base/assert.h"

namespace reviewd::engine {

void Presence::come(ParticipantId participant) {
  ++here_[participant].tabs;
  changed_.insert(participant);
}

void Presence::go(ParticipantId participant) {
  const auto found = here_.find(participant);
  REVIEWD_ASSERT(found != here_.end());
  if (--found->second.tabs == 0) here_.erase(found);
  changed_.insert(participant);
}

void Presence::set_ready(ParticipantId participant, bool ready) {
  const auto found = here_.find(participant);
  REVIEWD_ASSERT(found != here_.end());
  if (found->second.ready == ready) return;
  found->second.ready = ready;
  changed_.insert(participant);
}

void Presence::start_over() {
  for (auto& [participant, here] : here_) {
    if (here.ready) changed_.insert(participant);
    here.ready = false;
  }
}

void Presence::show(ParticipantId participant, const Here& here, v1::Presence* out) {
  v1::Here& row = *out->add_here();
  row.set_participant(value(participant));
  row.set_tabs(here.tabs);
  row.set_ready(here.ready);
}

v1::ServerFrame Presence::everybody() const {
  v1::ServerFrame frame;
  v1::Presence& presence = *frame.mutable_presence();
  presence.set_full(true);
  for (const auto& [participant, here] : here_) show(participant, here, &presence);
  return frame;
}

std::optional<v1::ServerFrame> Presence::changes() {
  if (changed_.empty()) return std::nullopt;
  v1::ServerFrame frame;
  v1::Presence& presence = *frame.mutable_presence();
  for (const ParticipantId participant : changed_) {
    const auto found = here_.find(participant);
    if (found == here_.end()) {
      presence.add_gone(value(participant));
    } else {
      show(participant, found->second, &presence);
    }
  }
  changed_.clear();
  return frame;
}

}  // namespace reviewd::engine
