// Dedupe: what became of each operation, so that a resend gets the same answer and nothing happens
// twice (G2, C47, C48).
//
// Kept for the last kOutcomesMax counters of an actor; the last counter is kept for ever, because
// ids are never reused. Filled by the room as it decides and, in the same way, by replay.

#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "base/digest.h"
#include "base/ids.h"
#include "reviewd/v1/outcome.pb.h"
#include "reviewd/v1/record.pb.h"
#include "reviewd/v1/snapshot.pb.h"

namespace reviewd::engine {

inline constexpr std::size_t kOutcomesMax = 1024;

struct StoredOutcome {
  std::uint32_t counter = 0;
  // Of the operation's canonical bytes; none where the author's key was gone already.
  std::optional<Digest> mac;
  v1::Outcome outcome;
};

class OutcomeTable {
 public:
  // The actor's last decided counter; 0 for an actor that has not sent anything.
  std::uint32_t last_counter(ActorId actor) const;

  // The outcome of a decided operation; nullptr once it has been forgotten.
  const StoredOutcome* find(ActorId actor, std::uint32_t counter) const;

  // `entry.counter()` must be the actor's next.
  void add(const v1::OutcomeEntry& entry);

  // The actor's lease is over: forgets its outcomes.
  void end(ActorId actor);

  void save(google::protobuf::RepeatedPtrField<v1::ActorOutcomes>* out) const;
  void load(const google::protobuf::RepeatedPtrField<v1::ActorOutcomes>& in);

 private:
  struct Row {
    std::uint32_t last_counter = 0;
    bool ended = false;  // nothing more is kept, also of what ends in the same breath
    std::deque<StoredOutcome> outcomes;  // ascending, dense, the last is last_counter
  };
  std::map<ActorId, Row> rows_;
};

}  // namespace reviewd::engine
