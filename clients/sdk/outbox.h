// Operations on their way: numbers them, keeps each until its one outcome is known, sends no more
// at a time than the server allows, and sends again what may have been lost. Pure: the caller owns
// socket and timer.
//
// A tab numbers its operations with two actors (docs/PROTOCOL.md, "Operations"): the sealed one for
// ballots and anonymous feedback, the open one for everything else. Each is a lane of its own.

#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "reviewd/v1/live.pb.h"

namespace reviewd::sdk {

struct OperationId {
  std::uint32_t actor = 0;
  std::uint32_t counter = 0;
  auto operator<=>(const OperationId&) const = default;
};

struct Settled {
  OperationId id;
  v1::Outcome outcome;
};

class Outbox {
 public:
  // Unsent operations this side keeps; more are refused with `overloaded`.
  static constexpr std::size_t kPendingMax = 100'000;
  // Attempts at one operation without any progress before the connection is given up.
  static constexpr unsigned kRetriesMax = 400;

  // An operation of a lease that has ended, and its name under the new one.
  struct MadeAgain {
    OperationId was;
    OperationId now;
  };

  // A (new) connection has been welcomed: everything unanswered goes out again. Under another lease
  // than before, what the old one had not decided is made again, with new names for what it makes
  // wherever later operations name it; the outcomes of the rest follow the Welcome. Fails when
  // there is something pending and the server does not say how far the old lease came.
  Result<std::vector<MadeAgain>> welcome(const v1::Welcome& welcome);

  // The last counter of a lane up to which all outcomes are known.
  std::uint32_t open_settled() const { return settled_up_to(open_); }
  std::uint32_t sealed_settled() const { return settled_up_to(sealed_); }

  // The server has told of an ended lease what it still knows: the other outcomes are forgotten.
  std::vector<Settled> give_up_former();

  // Numbers `operation` and keeps it. It must have a body; actor, counter and base are set here.
  Result<OperationId> add(v1::Operation operation, Seq base);

  // The next frame's worth of operations; nothing while there is none, or no room in the window.
  std::optional<v1::Submit> next();

  // What the server's word settles, in order of counters. A `noop` under a refused number is our
  // own and is not reported.
  std::vector<Settled> acked(const v1::AckedCounter& acked);
  Result<std::vector<Settled>> replied(const v1::Reply& reply);

  // Set after a reply that asked to wait: call rewind() after this time. Reading it clears it.
  std::optional<std::uint32_t> take_pause_ms();

  // Everything unanswered goes out again.
  void rewind();

  // Whether `actor` numbers this side's operations.
  bool owns(std::uint32_t actor) const;

  // The events of an operation have come; its outcome is still on the way.
  void landed(OperationId id);

  // Calls visit(operation, sealed) for each whose effect is not known yet, in the order in which
  // they were made.
  template <class Visit>
  void each_undecided(Visit visit) const {
    auto open = open_.pending.begin();
    auto sealed = sealed_.pending.begin();
    while (open != open_.pending.end() || sealed != sealed_.pending.end()) {
      const bool from_open = sealed == sealed_.pending.end() ||
                             (open != open_.pending.end() && open->made < sealed->made);
      const Pending& pending = from_open ? *open++ : *sealed++;
      if (!pending.placeholder && !pending.answered && !pending.landed)
        visit(pending.operation, !from_open);
    }
  }

  // Another one after every change of what each_undecided() gives.
  std::uint64_t version() const { return version_; }

  // Operations without an outcome yet, sent or not.
  std::size_t unanswered() const {
    return open_.pending.size() + sealed_.pending.size() + former_.size();
  }

 private:
  struct Pending {
    v1::Operation operation;
    bool placeholder = false;  // our own noop in place of an operation that was refused
    bool answered = false;     // settled before those in front of it; leaves when they do
    bool landed = false;       // its events have come
    std::uint32_t copies = 0;  // sent on this connection and not answered
    std::uint64_t made = 0;    // order of making, over both lanes
  };
  struct Lane {
    std::uint32_t actor = 0;
    std::uint32_t next_counter = 1;
    std::deque<Pending> pending;  // counters dense, ascending
    std::size_t sent = 0;         // the first `sent` of pending are on their way
    unsigned retries = 0;
  };

  Lane* lane_of(std::uint32_t actor);
  Result<void> retry(Lane& lane, std::uint32_t after_ms);
  static void drop_front(Lane& lane);
  static void drop_answered(Lane& lane);
  static void fill(Lane& lane, std::size_t index, const v1::Outcome& outcome,
                   std::vector<Settled>& settled);
  void take_from(Lane& lane, v1::Submit& submit, std::size_t& bytes);
  Result<void> relet(Lane& lane, const v1::ActorLease& lease, const v1::ActorLease& before,
                     std::vector<MadeAgain>& again);
  static std::uint32_t settled_up_to(const Lane& lane) {
    return lane.pending.empty() ? lane.next_counter - 1
                                : lane.pending.front().operation.counter() - 1;
  }

  v1::Limits limits_;
  Lane open_;
  Lane sealed_;
  bool paused_ = false;  // a pause has been asked for; next() gives nothing until rewind()
  std::optional<std::uint32_t> pause_ms_;
  std::uint64_t made_ = 0;
  std::uint64_t version_ = 1;
  std::set<std::uint32_t> own_actors_;  // past ones included
  std::set<OperationId> former_;  // decided under an ended lease; their outcomes are on the way
};

}  // namespace reviewd::sdk
