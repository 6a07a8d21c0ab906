#include "domain/meeting_desk.h"

#include <gtest/gtest.h>

#include "domain/canonical.h"
#include "domain/permission.h"
#include "domain/snapshot.h"

namespace reviewd::domain {
namespace {

std::uint32_t actor_of(ParticipantId who, bool sealed) { return 2 * value(who) - (sealed ? 0 : 1); }

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

Ended MeetingDesk::submit(ParticipantId who, v1::Operation operation) {
  sequence_due();
  const bool sealed = wants_sealed_actor(operation);
  operation.set_actor(actor_of(who, sealed));
  operation.set_counter(++counters_[operation.actor()]);
  if (operation.base() == 0) operation.set_base(value(state_.seq));
  Ended ended;
  ended.made.set_actor(operation.actor());
  ended.made.set_counter(operation.counter());
  const Author author{.participant = who,
                      .role = state_.participants.at(who).role,
                      .actor = ActorId{operation.actor()},
                      .sealed = sealed};
  const Order::Decided decided = [&](SlotId slot) {
    const auto last = counters_.find(slot.actor);
    return last != counters_.end() && slot.counter <= last->second;
  };
  Entropy entropy{};
  entropy[0] = static_cast<std::uint8_t>(++inputs_);
  entropy[1] = static_cast<std::uint8_t>(inputs_ >> 8);
  Draw draw(entropy);
  const Digest before = state_hash(state_);
  auto decision = decide(operation, {.state = state_,
                                     .author = author,
                                     .now = TimeMs{now_ms_},
                                     .draw = draw,
                                     .decided = decided});
  EXPECT_EQ(state_hash(state_), before);  // decide() changes nothing
  if (!decision) {
    ended.kind = v1::OUTCOME_KIND_REJECTED;
    ended.error = decision.error().code;
    ended.text = decision.error().text;
    return ended;
  }
  ended.kind = decision->kind;
  ended.reason = decision->reason;
  ended.by = decision->by;
  ended.into = decision->into;
  commit(*std::move(decision), who, &operation);
  check_snapshot();
  return ended;
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
      event.set_author(value(author));
      event.set_actor(operation->actor());
      event.set_counter(operation->counter());
    }
    apply(state_, event);
    events_.push_back(event);
  }
  for (v1::SealedEntry& entry : decision.sealed) {
    entry.set_time_ms(now_ms_);
    apply(state_, entry);
  }
}

// Invariant 2: what a snapshot brings back is the state, deadlines that follow from it included.
void MeetingDesk::check_snapshot() const {
  v1::ProductState saved;
  save(state_, &saved);
  const State loaded = load(saved);
  EXPECT_EQ(state_hash(loaded), state_hash(state_));
  EXPECT_EQ(loaded.deadlines, state_.deadlines);
}

v1::Id MeetingDesk::open_review() {
  v1::Operation plan;
  plan.mutable_plan_review()->set_title("Sprint 7");
  const v1::Id review = submit(kSam, plan).made;
  v1::Operation open;
  *open.mutable_open_review()->mutable_review() = review;
  EXPECT_EQ(submit(kSam, open).kind, v1::OUTCOME_KIND_APPLIED);
  return review;
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
