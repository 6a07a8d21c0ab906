// Operations: dedupe, permission to number, decide, outcome.

#include "base/assert.h"
#include "domain/canonical.h"
#include "engine/room_impl.h"

namespace reviewd::engine {
namespace {

// Rejections that are not stored and do not use up a counter, so that a flood cannot grow the log.
bool unstored(v1::ErrorCode code) {
  switch (code) {
    case v1::ERROR_CODE_BAD_REQUEST:
    case v1::ERROR_CODE_TOO_LARGE:
    case v1::ERROR_CODE_RATE_LIMITED:
    case v1::ERROR_CODE_OVERLOADED:
    case v1::ERROR_CODE_GAP:
    case v1::ERROR_CODE_UNAUTHENTICATED:
    case v1::ERROR_CODE_STORAGE: return true;
    default: return false;
  }
}

v1::Outcome rejected(const Error& error, Seq at) {
  v1::Outcome outcome;
  outcome.set_kind(v1::OUTCOME_KIND_REJECTED);
  *outcome.mutable_error() = to_message(error);
  outcome.set_seq(value(at));
  outcome.set_by_seq(error.by_seq);
  return outcome;
}

}  // namespace

// Advice is the wire's to add: it has the one table of it (wire/error_table.h).
v1::Error to_message(const Error& error) {
  v1::Error message;
  message.set_code(error.code);
  message.set_text(error.text);
  message.set_after_ms(error.after_ms);
  return message;
}

bool Room::Impl::decided(SlotId slot) const {
  if (slot.actor == 0) return slot.counter <= value(state.seq);
  return state.actors.contains(ActorId{slot.actor}) &&
         slot.counter <= outcomes.last_counter(ActorId{slot.actor});
}

void Room::Impl::on_submit(Step& step, ConnectionId id, const v1::Submit& submit) {
  if (submit.operations_size() > static_cast<int>(limits.operations_per_submit)) {
    v1::ServerFrame frame;
    *frame.mutable_problem() = to_message(
        {.code = v1::ERROR_CODE_TOO_LARGE,
         .text = "submit.operations has " + std::to_string(submit.operations_size()) +
                 " entries; the limit is " + std::to_string(limits.operations_per_submit)});
    return send(step, id, std::move(frame));
  }
  std::map<std::uint32_t, std::uint32_t> acked;  // open actor -> last plainly applied counter
  bool private_view_changed = false;
  const ParticipantId participant = connections.at(id).participant;
  for (const v1::Operation& operation : submit.operations()) {
    // What was decided may have closed this very connection, as a hand-over does. The rest was not
    // heard: it comes again over the next one.
    const auto still = connections.find(id);
    if (still == connections.end()) break;
    const bool open = operation.actor() == value(still->second.open_actor);
    const auto outcome = on_operation(step, id, still->second, operation);
    // What sealed operations do is seen by their author only, and at once.
    if (!open && outcome.kind() == v1::OUTCOME_KIND_APPLIED) private_view_changed = true;
    if (open && outcome.kind() == v1::OUTCOME_KIND_APPLIED) {
      acked[operation.actor()] = operation.counter();
      continue;
    }
    v1::ServerFrame frame;
    frame.mutable_reply()->set_actor(operation.actor());
    frame.mutable_reply()->set_counter(operation.counter());
    *frame.mutable_reply()->mutable_outcome() = outcome;
    send(step, id, std::move(frame));
  }
  for (const auto& [actor, counter] : acked) {
    v1::ServerFrame frame;
    frame.mutable_acked()->set_actor(actor);
    frame.mutable_acked()->set_counter(counter);
    send(step, id, std::move(frame));
  }
  if (private_view_changed) send_mine_to_all_tabs(step, participant);
}

// `connection` may be gone when this returns.
v1::Outcome Room::Impl::on_operation(Step& step, ConnectionId id, Connection& connection,
                                     const v1::Operation& operation) {
  const ActorId actor{operation.actor()};
  const bool open = actor == connection.open_actor;
  if (operation.actor() == 0 || (!open && actor != connection.sealed_actor)) {
    return rejected({.code = v1::ERROR_CODE_BAD_REQUEST,
                     .text = "actor " + std::to_string(operation.actor()) +
                             " is not leased to this connection; use the actors of Welcome"},
                    state.seq);
  }
  if (operation.counter() == 0) {
    return rejected(
        {.code = v1::ERROR_CODE_BAD_REQUEST, .text = "counter is 0; counters begin at 1"},
        state.seq);
  }
  const std::uint32_t last = outcomes.last_counter(actor);
  if (operation.counter() <= last) return resend(operation, connection.participant);
  if (operation.counter() != last + 1) {  // C49
    return rejected({.code = v1::ERROR_CODE_GAP,
                     .text = "counter " + std::to_string(operation.counter()) + " was sent where " +
                             std::to_string(last + 1) + " is due"},
                    state.seq);
  }
  return decide_operation(step, id, connection, operation, !open);
}

// The stored answer to an operation that was decided before (C47, C48).
v1::Outcome Room::Impl::resend(const v1::Operation& operation, ParticipantId author) const {
  const StoredOutcome* stored = outcomes.find(ActorId{operation.actor()}, operation.counter());
  if (stored == nullptr) {
    return rejected(
        {.code = v1::ERROR_CODE_OUTCOME_FORGOTTEN,
         .text = "counter " + std::to_string(operation.counter()) +
                 " was decided so long ago that its outcome is forgotten; decided up to " +
                 std::to_string(outcomes.last_counter(ActorId{operation.actor()}))},
        state.seq);
  }
  const auto mac = log.mac(product, author, domain::canonical(operation));
  if (mac && stored->mac && !equal_in_constant_time(as_bytes(*mac), as_bytes(*stored->mac))) {
    return rejected({.code = v1::ERROR_CODE_OP_ID_REUSED,
                     .text = "counter " + std::to_string(operation.counter()) +
                             " was used for another operation; continue with a counter of its own"},
                    state.seq);
  }
  return stored->outcome;
}

// Takes a token of each bucket that the operation draws from; the error of the first empty one.
std::optional<Error> Room::Impl::check_rates(Step& step, const Connection& connection,
                                             const v1::Operation& operation) {
  const auto refuse = [](TokenBucket& bucket, const std::string& what) {
    return Error{.code = v1::ERROR_CODE_RATE_LIMITED,
                 .text = what + "; slow down",
                 .after_ms = bucket.wait_ms()};
  };
  auto& own = buckets
                  .try_emplace(connection.participant, limits.operations_per_second,
                               limits.operations_burst)
                  .first->second;
  if (!own.take(step.now)) {
    return refuse(
        own, "more than " + std::to_string(limits.operations_per_second) + " operations a second");
  }
  if (!product_bucket.take(step.now)) {
    return refuse(product_bucket, "everybody together sends more than " +
                                      std::to_string(limits.product_operations_per_second) +
                                      " operations a second");
  }
  if (!operation.has_give_feedback() && !operation.has_upvote_feedback()) return std::nullopt;
  auto& feedback =
      feedback_buckets
          .try_emplace(connection.participant, limits.feedback_per_second, limits.feedback_burst)
          .first->second;
  if (feedback.take(step.now)) return std::nullopt;
  return refuse(feedback, "more than " + std::to_string(limits.feedback_per_second) +
                              " pieces of feedback a second");
}

v1::Outcome Room::Impl::decide_operation(Step& step, ConnectionId id, Connection& connection,
                                         const v1::Operation& operation, bool sealed) {
  if (const auto error = check_rates(step, connection, operation))
    return rejected(*error, state.seq);
  if (held.size() >= limits.records_in_flight || connection.in_flight >= limits.in_flight) {
    return rejected(
        {.code = v1::ERROR_CODE_OVERLOADED, .text = "too many operations are waiting for the disk"},
        state.seq);
  }
  const domain::Author author{.participant = connection.participant,
                              .role = state.participants.at(connection.participant).role,
                              .actor = ActorId{operation.actor()},
                              .sealed = sealed};
  const domain::Order::Decided known = [this](SlotId slot) { return decided(slot); };
  auto decision = domain::decide(
      operation,
      {.state = state, .author = author, .now = step.now, .draw = step.draw, .decided = known});
  if (!decision) {
    const v1::Outcome outcome = rejected(decision.error(), state.seq);
    if (unstored(decision.error().code)) return outcome;
    store_outcome(step, operation, connection.participant, outcome);
    return outcome;
  }
  v1::Outcome outcome;
  outcome.set_kind(decision->kind);
  outcome.set_reason(decision->reason);
  outcome.set_by_seq(value(decision->by));
  const ParticipantId participant = connection.participant;
  commit(step, *std::move(decision), participant, &operation);
  outcome.set_seq(value(state.seq));
  store_outcome(step, operation, participant, outcome);
  if (const auto still = connections.find(id); still != connections.end()) {
    ++still->second.in_flight;
    ++step.operations[id];
  }
  return outcome;
}

void Room::Impl::store_outcome(Step& step, const v1::Operation& operation, ParticipantId author,
                               const v1::Outcome& outcome) {
  v1::OutcomeEntry& entry = *step.record.add_outcomes();
  entry.set_after_events(static_cast<std::uint32_t>(step.record.events_size()));
  entry.set_actor(operation.actor());
  entry.set_counter(operation.counter());
  if (const auto mac = log.mac(product, author, domain::canonical(operation))) {
    entry.set_mac(std::string(as_bytes(*mac)));
  }
  *entry.mutable_outcome() = outcome;
  outcomes.add(entry);
}

}  // namespace reviewd::engine
