#include "domain/meeting_desk.h"

#include <gtest/gtest.h>

#include "domain/canonical.h"
#include "domain/permission.h"
#include "domain/snapshot.h"

namespace reviewd::domain {
namespace {

std::uint32_t actor_of(ParticipantId who, bool sealed) { return 2 * value(who) - (sealed ? 0 : 1); }

Ended ended_of(const Result<Decision>& decision, const v1::Operation& operation) {
  Ended ended;
  ended.made.set_actor(operation.actor());
  ended.made.set_counter(operation.counter());
  if (!decision) {
    ended.kind = v1::OUTCOME_KIND_REJECTED;
    ended.error = decision.error().code;
    ended.text = decision.error().text;
    ended.by = static_cast<Seq>(decision.error().by_seq);
    return ended;
  }
  ended.kind = decision->kind;
  ended.reason = decision->reason;
  ended.by = decision->by;
  ended.into = decision->into;
  return ended;
}

// As a room does it: whoever releases what somebody else said anonymously has not said it.
bool names_nobody(const v1::Event& event) {
  return event.has_feedback_given() && event.feedback_given().anonymous();
}

}  // namespace

MeetingDesk::MeetingDesk() {
  const std::map<ParticipantId, v1::Role> people{{kAda, v1::ROLE_PRODUCT_OWNER},
                                                 {kSam, v1::ROLE_SCRUM_MASTER},
                                                 {kDan, v1::ROLE_DEVELOPER},
                                                 {kSue, v1::ROLE_STAKEHOLDER},
                                                 {kOle, v1::ROLE_OBSERVER}};
  for (const auto& [id, role] : people) {
    v1::Event event;
    event.set_seq(value(next(state_.seq)));
    event.set_time_ms(now_ms_);
    v1::ParticipantJoined& joined = *event.mutable_participant_joined();
    joined.set_participant(value(id));
    joined.set_role(role);
    Draw draw{Entropy{static_cast<std::uint8_t>(++inputs_)}};
    draw.text("person " + std::to_string(value(id)), id, joined.mutable_name());
    apply(state_, event);
    events_.push_back(event);
    for (const bool sealed : {false, true}) {
      state_.actors.emplace(
          ActorId{actor_of(id, sealed)},
          Actor{.participant = id, .sealed = sealed, .partner = ActorId{actor_of(id, !sealed)}});
    }
  }
  state_.next_actor = 100;
}

v1::Operation MeetingDesk::numbered(ParticipantId who, v1::Operation operation,
                                    const State& state) const {
  operation.set_actor(actor_of(who, wants_sealed_actor(operation)));
  const auto last = counters_.find(operation.actor());
  operation.set_counter(last == counters_.end() ? 1 : last->second + 1);
  if (operation.base() == 0) operation.set_base(value(state.seq));
  return operation;
}

Result<Decision> MeetingDesk::decide_in(const State& state, ParticipantId who,
                                        const v1::Operation& operation) const {
  const Author author{.participant = who,
                      .role = state.participants.at(who).role,
                      .actor = ActorId{operation.actor()},
                      .sealed = wants_sealed_actor(operation)};
  const Order::Decided decided = [&](SlotId slot) {
    const auto last = counters_.find(slot.actor);
    return last != counters_.end() && slot.counter <= last->second;
  };
  Entropy entropy{};
  entropy[0] = static_cast<std::uint8_t>(inputs_);
  entropy[1] = static_cast<std::uint8_t>(inputs_ >> 8);
  Draw draw(entropy);
  return decide(
      operation,
      {.state = state, .author = author, .now = TimeMs{now_ms_}, .draw = draw, .decided = decided});
}

Ended MeetingDesk::submit(ParticipantId who, v1::Operation operation) {
  sequence_due();
  operation = numbered(who, std::move(operation), state_);
  counters_[operation.actor()] = operation.counter();
  ++inputs_;
  const Digest before = state_hash(state_);
  auto decision = decide_in(state_, who, operation);
  EXPECT_EQ(state_hash(state_), before);  // decide() changes nothing
  const Ended ended = ended_of(decision, operation);
  if (!decision) return ended;
  commit(*std::move(decision), who, &operation);
  check_snapshot();
  return ended;
}

Ended MeetingDesk::would(ParticipantId who, v1::Operation operation, const State& state) const {
  operation = numbered(who, std::move(operation), state);
  return ended_of(decide_in(state, who, operation), operation);
}

void MeetingDesk::pass(std::int64_t ms) {
  now_ms_ += ms;
  sequence_due();
}

void MeetingDesk::sequence_due() {
  while (auto due = decide_due(state_, TimeMs{now_ms_})) {
    commit(*std::move(due), ParticipantId{}, nullptr);
    check_snapshot();
  }
}

void MeetingDesk::commit(Decision decision, ParticipantId author, const v1::Operation* operation) {
  const bool secret = operation != nullptr && wants_sealed_actor(*operation);
  for (v1::Event& event : decision.events) {
    event.set_seq(value(next(state_.seq)));
    event.set_time_ms(now_ms_);
    if (operation != nullptr && !secret) {
      if (!names_nobody(event)) event.set_author(value(author));
      event.set_actor(operation->actor());
      event.set_counter(operation->counter());
    }
    apply(state_, event);
    events_.push_back(event);
  }
  for (v1::SealedEntry& entry : decision.sealed) {
    entry.set_time_ms(now_ms_);
    apply(state_, entry);
    sealed_.push_back(entry);
  }
  for (const BoxBallot& ballot : decision.box) apply(state_, ballot);
}

// Invariant 2: what a snapshot brings back is the state, deadlines that follow from it included.
void MeetingDesk::check_snapshot() const {
  v1::ProductState saved;
  save(state_, &saved);
  const State loaded = load(saved);
  EXPECT_EQ(state_hash(loaded), state_hash(state_));
  EXPECT_EQ(loaded.deadlines, state_.deadlines);
}

v1::Id MeetingDesk::plan_review() {
  v1::Operation plan;
  plan.mutable_plan_review()->set_title("Sprint 7");
  const Ended planned = submit(kSam, plan);
  EXPECT_EQ(planned.kind, v1::OUTCOME_KIND_APPLIED) << planned.text;
  return planned.made;
}

v1::Id MeetingDesk::open_review() {
  const v1::Id review = plan_review();
  v1::Operation open;
  *open.mutable_open_review()->mutable_review() = review;
  const Ended opened = submit(kSam, open);
  EXPECT_EQ(opened.kind, v1::OUTCOME_KIND_APPLIED) << opened.text;
  return review;
}

void MeetingDesk::close_review(const v1::Id& review) {
  v1::Operation close;
  *close.mutable_close_review()->mutable_review() = review;
  const Ended closed = submit(kSam, close);
  EXPECT_EQ(closed.kind, v1::OUTCOME_KIND_APPLIED) << closed.text;
}

v1::Id MeetingDesk::give_feedback(ParticipantId who, const v1::Id& review, const std::string& text,
                                  bool anonymous) {
  v1::Operation give;
  *give.mutable_give_feedback()->mutable_review() = review;
  give.mutable_give_feedback()->set_kind(v1::FEEDBACK_KIND_IDEA);
  give.mutable_give_feedback()->set_text(text);
  give.mutable_give_feedback()->set_anonymous(anonymous);
  EXPECT_EQ(submit(who, give).kind, v1::OUTCOME_KIND_APPLIED);
  v1::Id id;
  state_.feedback_order.back().to(&id);
  return id;
}

}  // namespace reviewd::domain
