// The one who knows: reads every record as soon as it is durable, keeps the state that the log
// says, and holds against it what clients were shown and told.
//
// It shares apply() with the server, so it cannot notice a rule that both get wrong: those are the
// property tests' business. It notices everything between the rules: the log, the room's memory,
// the stream, the network and the clients.

#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "domain/state.h"
#include "engine/event_log.h"
#include "reviewd/v1/live.pb.h"
#include "reviewd/v1/outcome.pb.h"
#include "sdk/outbox.h"
#include "sdk/replica.h"

namespace reviewd::simulation {

class Oracle {
 public:
  // Reads what has become durable since, once.
  void read_log(engine::EventLog& log, ProductId product);

  // What goes into ballot boxes with the record at `position`, should it become durable.
  void expect_boxes(Position position, const std::vector<engine::BoxChange>& changes);

  Seq head() const { return state_.seq; }
  const domain::State& state() const { return state_; }
  std::size_t operations() const { return outcomes_.size(); }

  // G1, G3: an event that somebody was shown is in the log, and is the same for everybody; and
  // what is not for guests is not given to them.
  void shown(const v1::Event& event, v1::VisibilityClass to) const;
  void redacted(Seq from, Seq to, v1::VisibilityClass for_whom) const;

  // G1, G2: what somebody was told became of an operation is what the log says.
  void told(sdk::OperationId id, const v1::Outcome& outcome) const;

  // Invariant 3: where the log's state is known at that number, the tab's is the same.
  void compare(const sdk::Replica& replica, v1::VisibilityClass visibility) const;
  // The same at the head, for certain.
  void compare_at_head(const sdk::Replica& replica, v1::VisibilityClass visibility) const;

  // Invariant 2: what the room keeps as a snapshot is what the log says.
  void compare(const v1::LogSnapshot& snapshot) const;

  // Invariants 1 and 5 and all that needs the whole state; and that replaying a log from its
  // beginning gives this very state.
  void check_state() const;
  void check_replay(engine::EventLog& log, ProductId product) const;

  // The number of the operation that an event or outcome of this tag belongs to was `id`: every
  // intent has at most one operation that did something.
  static std::string tag(std::uint64_t intent) { return "n" + std::to_string(intent); }
  bool done(const std::string& tag) const { return done_by_.contains(tag); }

 private:
  static constexpr std::uint64_t kKnownEvery = 8;
  static constexpr std::size_t kClasses = 2;
  using Views = std::array<std::string, kClasses>;  // bytes of a row snapshot

  struct Shown {
    std::string bytes;  // as published
    bool team_only = false;
  };
  struct Done {
    std::uint32_t actor = 0;
    std::uint32_t counter = 0;
    std::uint64_t position = 0;
    auto operator<=>(const Done&) const = default;
  };

  void take(const v1::Record& record);
  void take(const v1::Event& event, std::uint64_t position);
  void take(const v1::OutcomeEntry& entry);
  void take_boxes(bool destroyed);
  void check_count(const v1::BallotBoxCounted& counted) const;
  void check_author(const v1::Event& event) const;
  void check_power(const v1::Event& event) const;

  domain::State state_;
  std::uint64_t position_ = 0;
  std::vector<Shown> events_;  // event n is events_[n - 1]
  std::map<std::uint64_t, Views> known_;
  std::map<sdk::OperationId, v1::Outcome> outcomes_;
  std::map<std::uint32_t, std::uint32_t> last_counters_;
  std::set<sdk::OperationId> with_events_;
  std::map<std::string, Done> done_by_;
  std::map<std::uint64_t, std::vector<engine::BoxChange>> expected_boxes_;
  std::map<PollId, std::map<ParticipantId, domain::Selection>> boxes_;
  bool replaying_ = false;  // from the log alone, which knows no boxes
};

}  // namespace reviewd::simulation
