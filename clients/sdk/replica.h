// What one tab knows of its product: what the server has confirmed, and what the tab's own pending
// operations will probably make of it.
//
// Pure: no socket, no clock. A Follower hands on what it hears; the outbox is the one place that
// keeps pending operations, and predicted() reads them there. At the same sequence number
// confirmed() is the part of the server's state that this tab's class may see (docs/SPEC.md,
// "Promises", G3): rows and slot window, people, reviews, increments, polls and feedback. Long
// texts, versions of fields and invites are no part of it.

#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "base/ids.h"
#include "base/result.h"
#include "domain/state.h"
#include "reviewd/v1/live.pb.h"
#include "sdk/outbox.h"
#include "sdk/snapshot_assembly.h"

namespace reviewd::sdk {

class Replica {
 public:
  // Who predicts, and what time it is at the server at least.
  void welcome(const v1::Welcome& welcome);

  // Forgets everything confirmed and takes `snapshot`. Fails when it contradicts itself.
  Result<void> load(const RowSnapshot& snapshot);

  // The next event. Fails, and changes nothing, when it names something that is not there or its
  // number is not the next one, neither of which a gap-free stream ever does.
  Result<void> apply(const v1::Event& event);

  // Events up to `to` are not for this tab's eyes.
  void skip(Seq to);

  const domain::State& confirmed() const { return confirmed_; }

  // Confirmed, and on top every pending operation of `outbox` decided by the server's own rules.
  // Never the result of a vote, and nothing that only the server can know. What would be rejected
  // here is left out; the server's answer will say so. Good until the next change of either.
  const domain::State& predicted(const Outbox& outbox) const;

 private:
  void predict(domain::State& state, const v1::Operation& operation, bool sealed) const;

  domain::State confirmed_;
  ParticipantId me_{};
  // Whose actor wrote what, as far as events have said: an undo is one's own business, and work
  // made offline yields to other people only. Grows with the tabs that are active meanwhile.
  std::map<ActorId, domain::Actor> writers_;
  std::uint64_t version_ = 1;  // of confirmed_

  struct Prediction {
    domain::State state;
    std::uint64_t confirmed_version = 0;
    std::uint64_t outbox_version = 0;
  };
  mutable std::optional<Prediction> prediction_;
};

}  // namespace reviewd::sdk
