// A product with a team and a stakeholder who hold a meeting: operations are decided and applied as
// a room does it, on a clock of the test's. After each of them the state must survive a snapshot.

#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "domain/apply.h"
#include "domain/decide.h"

namespace reviewd::domain {

inline constexpr ParticipantId kAda{1};  // Product Owner
inline constexpr ParticipantId kSam{2};  // Scrum Master
inline constexpr ParticipantId kDan{3};  // Developer
inline constexpr ParticipantId kSue{4};  // stakeholder
inline constexpr ParticipantId kOle{5};  // observer

struct Ended {
  v1::OutcomeKind kind = v1::OUTCOME_KIND_UNSPECIFIED;
  v1::OutcomeReason reason = v1::OUTCOME_REASON_UNSPECIFIED;
  v1::ErrorCode error = v1::ERROR_CODE_UNSPECIFIED;  // of a rejection
  std::string text;                                  // of a rejection
  Seq by{};                                          // the event that stands
  ItemId into;
  v1::Id made;  // (actor, counter, 0) of the operation
};

class MeetingDesk {
 public:
  MeetingDesk();

  // The participant does it now, having seen everything.
  Ended submit(ParticipantId who, v1::Operation operation);
  // What would come of that in another state, which has all that this one has. Changes nothing.
  Ended would(ParticipantId who, v1::Operation operation, const State& state) const;
  // Time passes; what becomes due is sequenced.
  void pass(std::int64_t ms);

  const State& state() const { return state_; }
  const std::vector<v1::Event>& events() const { return events_; }
  const std::vector<v1::SealedEntry>& sealed() const { return sealed_; }
  std::int64_t now() const { return now_ms_; }

  // A review, opened by the Scrum Master.
  v1::Id open_review();
  v1::Id plan_review();
  void close_review(const v1::Id& review);
  const Review& review(const v1::Id& id) const { return state_.reviews.at(ReviewId::from(id)); }
  // Of the sealed actor of `who` if it wants that one.
  v1::Id give_feedback(ParticipantId who, const v1::Id& review, const std::string& text,
                       bool anonymous = false);
  const Feedback& feedback(const v1::Id& id) const {
    return state_.feedback.at(FeedbackId::from(id));
  }

 private:
  // Names and numbers the operation as the next of its author's.
  v1::Operation numbered(ParticipantId who, v1::Operation operation, const State& state) const;
  Result<Decision> decide_in(const State& state, ParticipantId who,
                             const v1::Operation& operation) const;
  void sequence_due();
  void commit(Decision decision, ParticipantId author, const v1::Operation* operation);
  void check_snapshot() const;

  State state_;
  std::map<std::uint32_t, std::uint32_t> counters_;
  std::vector<v1::Event> events_;
  std::vector<v1::SealedEntry> sealed_;
  std::int64_t now_ms_ = 1'000'000;
  std::uint32_t inputs_ = 0;
};

}  // namespace reviewd::domain
