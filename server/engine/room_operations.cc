// Operations: dedupe, permission to number, decide, outcome.

#include <array>
#include <cstdio>

#include "base/planted.h"
#include "domain/canonical.h"
#include "engine/room_impl.h"

namespace reviewd::engine {
namespace {

// As in addresses: 16 lower-case hex digits.
std::string name_of(ProductId product) {
  std::array<char, 17> text{};
  std::snprintf(text.data(), text.size(), "%016llx",
                static_cast<unsigned long long>(value(product)));
  return text.data();
}

}  // namespace

bool is_feedback(const v1::Operation& operation) {
  return operation.has_give_feedback() || operation.has_upvote_feedback();
}

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
  bool reused = false;  // a number: nothing more is heard over this connection
  const Connection& connection = connections.at(id);
  const Sender sender{.connection = id,
                      .participant = connection.participant,
                      .open_actor = connection.open_actor,
                      .sealed_actor = connection.sealed_actor,
                      .foreign = !submit.product().empty() && submit.product() != name_of(product)};
  const auto answer = [&](const v1::Operation& operation, const v1::Outcome& outcome) {
    const bool open = ActorId{operation.actor()} == sender.open_actor;
    // What sealed operations do is seen by their author only, and at once.
    if (!open && outcome.kind() == v1::OUTCOME_KIND_APPLIED) private_view_changed = true;
    if (open && outcome.kind() == v1::OUTCOME_KIND_APPLIED) {
      acked[operation.actor()] = operation.counter();
      return;
    }
    v1::ServerFrame frame;
    frame.mutable_reply()->set_actor(operation.actor());
    frame.mutable_reply()->set_counter(operation.counter());
    *frame.mutable_reply()->mutable_outcome() = outcome;
    send(step, id, std::move(frame));
    reused = reused || outcome.error().code() == v1::ERROR_CODE_OP_ID_REUSED;
  };
  for (int i = 0; i < submit.operations_size();) {
    // What was decided may have closed this very connection, as a hand-over does. The rest was not
    // heard: it comes again over the next one.
    if (!connections.contains(id) || reused) break;
    std::vector<const v1::Operation*> group{&submit.operations(i++)};
    while (group.front()->atomic_group() != 0 && i < submit.operations_size() &&
           submit.operations(i).atomic_group() == group.front()->atomic_group()) {
      group.push_back(&submit.operations(i++));
    }
    if (group.size() == 1) {
      answer(*group.front(), on_operation(step, sender, *group.front()));
      continue;
    }
    const auto decided_together = on_group(step, sender, group);
    for (std::size_t j = 0; j < group.size(); ++j) answer(*group[j], decided_together[j]);
  }
  for (const auto& [actor, counter] : acked) {
    v1::ServerFrame frame;
    frame.mutable_acked()->set_actor(actor);
    frame.mutable_acked()->set_counter(counter);
    send(step, id, std::move(frame));
  }
  if (reused) fence_for_reuse(step, sender);
  if (private_view_changed) send_mine_to_all_tabs(step, sender.participant);
}

// C48: whoever numbers two operations alike has lost track; it goes on under a successor.
void Room::Impl::fence_for_reuse(Step& step, const Sender& sender) {
  if (state.actors.at(sender.open_actor).ended) return;
  domain::Decision decision;
  domain::add_lease_end(decision, state, sender.open_actor);
  commit(step, std::move(decision), ParticipantId{}, nullptr);  // part() closes the connection
}

// What is wrong with the number of an operation, or what became of it when it came first.
std::optional<v1::Outcome> Room::Impl::check_number(const Sender& sender,
                                                    const v1::Operation& operation) const {
  const ActorId actor{operation.actor()};
  if (operation.actor() == 0 || (actor != sender.open_actor && actor != sender.sealed_actor)) {
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
  if (operation.counter() <= last) return resend(operation, sender.participant);
  if (operation.counter() == last + 1) return std::nullopt;
  v1::Outcome gap = rejected({.code = v1::ERROR_CODE_GAP,  // C49
                              .text = "counter " + std::to_string(operation.counter()) +
                                      " was sent where " + std::to_string(last + 1) + " is due"},
                             state.seq);
  gap.set_counter(last + 1);
  return gap;
}

v1::Outcome Room::Impl::on_operation(Step& step, const Sender& sender,
                                     const v1::Operation& operation) {
  if (auto outcome = check_number(sender, operation)) return *std::move(outcome);
  if (const auto error = check_load(sender, 1)) return rejected(*error, state.seq);
  if (const auto error = check_rates(step, sender, 1, is_feedback(operation) ? 1 : 0))
    return rejected(*error, state.seq);
  return decide_operation(step, sender, operation);
}

// The stored answer to an operation that was decided before (C47, C48).
v1::Outcome Room::Impl::resend(const v1::Operation& operation, ParticipantId author) const {
  const StoredOutcome* stored = outcomes.find(ActorId{operation.actor()}, operation.counter());
  if (stored == nullptr) {
    const std::uint32_t last = outcomes.last_counter(ActorId{operation.actor()});
    v1::Outcome forgotten =
        rejected({.code = v1::ERROR_CODE_OUTCOME_FORGOTTEN,
                  .text = "counter " + std::to_string(operation.counter()) +
                          " was decided so long ago that its outcome is forgotten; decided up to " +
                          std::to_string(last)},
                 state.seq);
    forgotten.set_counter(last);
    return forgotten;
  }
  const auto mac = mac_of(operation, author);
  if (mac && stored->mac && !equal_in_constant_time(as_bytes(*mac), as_bytes(*stored->mac))) {
    return rejected({.code = v1::ERROR_CODE_OP_ID_REUSED,
                     .text = "counter " + std::to_string(operation.counter()) +
                             " was used for another operation; continue with a counter of its own"},
                    state.seq);
  }
  return stored->outcome;
}

// A ballot of an unlinkable poll under the key of its box, which is gone when the poll is closed: a
// yes or no is guessed in two tries from a hash that lasts.
std::optional<Digest> Room::Impl::mac_of(const v1::Operation& operation,
                                         ParticipantId author) const {
  const std::string bytes = domain::canonical(operation);
  if (!operation.has_cast_ballot()) return log.mac(product, author, bytes);
  const PollId id = PollId::from(operation.cast_ballot().poll());
  const auto poll = state.polls.find(id);
  if (poll == state.polls.end()) return std::nullopt;  // it may come to be unlinkable
  if (poll->second.secrecy != v1::SECRECY_UNLINKABLE) return log.mac(product, author, bytes);
  if (poll->second.state != v1::POLL_STATE_OPEN) return std::nullopt;
  return log.box_mac(product, id, bytes);
}

// Whether there is room for some more operations that are not durable yet.
std::optional<Error> Room::Impl::check_load(const Sender& sender, std::size_t operations) const {
  const auto connection = connections.find(sender.connection);
  if (held.size() < limits.records_in_flight && connection != connections.end() &&
      connection->second.in_flight + operations <= limits.in_flight) {
    return std::nullopt;
  }
  return Error{.code = v1::ERROR_CODE_OVERLOADED,
               .text = "too many operations are waiting for the disk"};
}

// Takes a token of each bucket for each operation, or none of a bucket that has not enough; the
// error of the first such. A group that drew what there is and was refused would never come
// through.
std::optional<Error> Room::Impl::check_rates(Step& step, const Sender& sender,
                                             std::uint32_t operations, std::uint32_t feedback) {
  const auto refuse = [](TokenBucket& bucket, std::uint32_t count, const std::string& what) {
    return Error{.code = v1::ERROR_CODE_RATE_LIMITED,
                 .text = what + "; slow down",
                 .after_ms = bucket.wait_ms(count)};
  };
  auto& own =
      buckets.try_emplace(sender.participant, limits.operations_per_second, limits.operations_burst)
          .first->second;
  if (!own.take(step.now, operations)) {
    return refuse(
        own, operations,
        "more than " + std::to_string(limits.operations_per_second) + " operations a second");
  }
  if (!product_bucket.take(step.now, operations)) {
    return refuse(product_bucket, operations,
                  "everybody together sends more than " +
                      std::to_string(limits.product_operations_per_second) +
                      " operations a second");
  }
  if (feedback == 0) return std::nullopt;
  auto& bucket =
      feedback_buckets
          .try_emplace(sender.participant, limits.feedback_per_second, limits.feedback_burst)
          .first->second;
  if (bucket.take(step.now, feedback)) return std::nullopt;
  return refuse(
      bucket, feedback,
      "more than " + std::to_string(limits.feedback_per_second) + " pieces of feedback a second");
}

v1::Outcome Room::Impl::decide_operation(Step& step, const Sender& sender,
                                         const v1::Operation& operation) {
  const domain::Author author{.participant = sender.participant,
                              .role = state.participants.at(sender.participant).role,
                              .actor = ActorId{operation.actor()},
                              .sealed = ActorId{operation.actor()} == sender.sealed_actor};
  const domain::Order::Decided known = [this](SlotId slot) { return decided(slot); };
  auto decision = domain::decide(operation, {.state = state,
                                             .author = author,
                                             .now = step.now,
                                             .draw = step.draw,
                                             .decided = known,
                                             .foreign = sender.foreign});
  if (!decision) {
    const v1::Outcome outcome = rejected(decision.error(), state.seq);
    if (unstored(decision.error().code)) return outcome;
    store_outcome(step, operation, sender.participant, outcome);
    return outcome;
  }
  v1::Outcome outcome;
  outcome.set_kind(decision->kind);
  outcome.set_reason(decision->reason);
  outcome.set_by_seq(value(decision->by));
  if (!decision->into.none()) decision->into.to(outcome.mutable_into());
  commit(step, *std::move(decision), sender.participant, &operation);
  outcome.set_seq(value(state.seq));
  store_outcome(step, operation, sender.participant, outcome);
  if (const auto still = connections.find(sender.connection); still != connections.end()) {
    ++still->second.in_flight;
    ++step.operations[sender.connection];
  }
  return outcome;
}

void Room::Impl::store_outcome(Step& step, const v1::Operation& operation, ParticipantId author,
                               const v1::Outcome& outcome) {
  v1::OutcomeEntry& entry = *step.record.add_outcomes();
  entry.set_after_events(static_cast<std::uint32_t>(step.record.events_size()));
  entry.set_actor(operation.actor());
  entry.set_counter(operation.counter());
  if (const auto mac = mac_of(operation, author)) entry.set_mac(std::string(as_bytes(*mac)));
  *entry.mutable_outcome() = outcome;
  outcomes.add(entry);
  if (base::planted(base::Defect::kDropOutcome) && entry.counter() % 8 == 0)
    step.record.mutable_outcomes()->RemoveLast();
}

}  // namespace reviewd::engine
