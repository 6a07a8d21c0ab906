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

  // Everybody, for somebody who has just come.
  v1::ServerFrame everybody() const;

  // What has changed since the last call; none if nothing has.
  std::optional<v1::ServerFrame> changes();

 private:
  std::map<ParticipantId, std::uint32_t> tabs_;
  std::set<ParticipantId> changed_;
};

}  // namespace reviewd::engine
