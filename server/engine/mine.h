// The private view of one participant: what they did that others cannot see.

#pragma once

#include <map>
#include <vector>

#include "domain/state.h"
#include "reviewd/v1/live.pb.h"

namespace reviewd::engine {

// What somebody said in reviews that are closed is shown to them up to so many pieces, and bytes of
// text in all of them.
inline constexpr std::size_t kSaidShownMax = 50;
inline constexpr std::size_t kSaidBytesMax = 256 * 1024;

// What of all feedback is somebody's, each list in the order it was given.
struct Own {
  std::vector<FeedbackId> written;
  std::vector<FeedbackId> upvoted;
};
Own own_of(const domain::State& state, ParticipantId participant);
// Of everybody at once: what many are sent together is found in one go.
std::map<ParticipantId, Own> own_of_all(const domain::State& state);

v1::ServerFrame mine(const domain::State& state, ParticipantId participant, const Own& own);

// Anonymous feedback that waits to be released, for those who lead.
v1::ServerFrame held_frame(const domain::State& state);

}  // namespace reviewd::engine
