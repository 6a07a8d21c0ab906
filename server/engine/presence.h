// Who is connected: ephemeral, coalesced, never in the log.

#pragma once

#include <map>
#include <optional>
#include <set>

#include "base/ids.h"
#include "reviewd/v1/live.pb.h"

namespace reviewd::engine {

class Presence {
 public:
  void come(ParticipantId participant);
  void go(ParticipantId participant);

  // Whether somebody who is here is ready to go on. Over when their last tab goes.
  void set_ready(ParticipantId participant, bool ready);
  // Nobody is ready any more.
  void start_over();

  // Everybody, for somebody who has just come.
  v1::ServerFrame everybody() const;

  // What has changed since the last call; none if nothing has.
  std::optional<v1::ServerFrame> changes();

 private:
  struct Here {
    std::uint32_t tabs = 0;
    bool ready = false;
  };
  static void show(ParticipantId participant, const Here& here, v1::Presence* out);

  std::map<ParticipantId, Here> here_;
  std::set<ParticipantId> changed_;
};

}  // namespace reviewd::engine
