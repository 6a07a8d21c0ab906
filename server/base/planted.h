// Mistakes that can be planted, one at a time, to see that the simulator notices them. Only objects
// that tests/simulation compiles a second time know any of this: everywhere else planted() is false
// at compile time, and what stands behind it is not in the program.

#pragma once

#include <cstdint>

namespace reviewd::base {

enum class Defect : std::uint8_t {
  kNone,
  kDropOutcome,       // an outcome is not written to the log
  kResumeOffByOne,    // a tail begins one event late
  kReuseActor,        // a new tab is given the actors of another one
  kSkipRedaction,     // guests get what is for the team
  kShowBeforeAppend,  // events are published before they are durable
  kForgetHistory,     // a tail is served to a client of another history
  kResendUnderNewId,  // an unanswered operation goes out again under another number
  kLosePending,       // an unanswered operation is gone after a reconnect
  kPublishTwice,      // an event is sent to a connection twice
  kWrongSlot,         // an item keeps the place that it was moved away from
};

#ifdef REVIEWD_PLANTED_DEFECTS
// A name of its own, so that objects of both kinds can be linked into one test.
inline namespace with_defects {
inline Defect planted_defect = Defect::kNone;
inline bool planted(Defect defect) { return planted_defect == defect; }
}  // namespace with_defects
#else
constexpr bool planted(Defect /*defect*/) { return false; }
#endif

}  // namespace reviewd::base
