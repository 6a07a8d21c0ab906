#include "sdk/outbox.h"

#include <utility>

#include "base/planted.h"
#include "domain/permission.h"
#include "sdk/rename_ids.h"

namespace reviewd::sdk {

namespace {

constexpr std::uint32_t kGapPauseMs = 50;
constexpr std::uint32_t kDefaultPauseMs = 500;
// What a Submit around operations costs at most: tags and lengths.
constexpr std::size_t kFrameOverheadBytes = 32;
constexpr std::size_t kOperationOverheadBytes = 8;

// Refusals that leave the counter unused (docs/PROTOCOL.md, "Errors").
bool uses_no_counter(v1::ErrorCode code) {
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

bool worth_repeating(v1::ErrorCode code) {
  return code == v1::ERROR_CODE_RATE_LIMITED || code == v1::ERROR_CODE_OVERLOADED ||
         code == v1::ERROR_CODE_GAP || code == v1::ERROR_CODE_STORAGE;
}

v1::Outcome applied() {
  v1::Outcome outcome;
  outcome.set_kind(v1::OUTCOME_KIND_APPLIED);
  return outcome;
}

}  // namespace

Result<void> Outbox::relet(Lane& lane, const v1::ActorLease& lease, const v1::ActorLease& before,
                           std::vector<MadeAgain>& again) {
  if (lane.actor == lease.actor()) return {};
  if (!lane.pending.empty() && before.actor() != lane.actor) {
    return fail(v1::ERROR_CODE_OUTCOME_FORGOTTEN,
                "the server has forgotten this connection's lease; the outcome of " +
                    std::to_string(lane.pending.size()) + " operations is unknown");
  }
  Lane fresh{.actor = lease.actor(), .next_counter = lease.last_counter() + 1};
  for (Pending& pending : lane.pending) {
    if (pending.placeholder || pending.answered) continue;  // nothing is left to be made of it
    const OperationId was{lane.actor, pending.operation.counter()};
    if (was.counter <= before.last_counter()) {
      former_.insert(was);
      continue;
    }
    const OperationId now{fresh.actor, fresh.next_counter++};
    pending.operation.set_actor(now.actor);
    pending.operation.set_counter(now.counter);
    fresh.pending.push_back(std::move(pending));
    again.push_back({was, now});
  }
  lane = std::move(fresh);
  own_actors_.insert(lane.actor);
  return {};
}

Result<std::vector<Outbox::MadeAgain>> Outbox::welcome(const v1::Welcome& welcome) {
  limits_ = welcome.limits();
  ++version_;
  std::vector<MadeAgain> again;
  const v1::Predecessor& before = welcome.predecessor();
  if (auto ok = relet(open_, welcome.open_actor(), before.open_actor(), again); !ok)
    return std::unexpected(ok.error());
  if (auto ok = relet(sealed_, welcome.sealed_actor(), before.sealed_actor(), again); !ok)
    return std::unexpected(ok.error());
  Renamed renamed;
  for (const MadeAgain& one : again)
    renamed[{one.was.actor, one.was.counter}] = {one.now.actor, one.now.counter};
  for (Lane* lane : {&open_, &sealed_}) {
    for (Pending& pending : lane->pending) {
      rename_ids(renamed, pending.operation);
      pending.copies = 0;  // of an earlier connection, which is not heard any more
    }
  }
  if (base::planted(base::Defect::kLosePending) && !open_.pending.empty())
    open_.pending.pop_front();
  rewind();
  return again;
}

std::vector<Settled> Outbox::give_up_former() {
  std::vector<Settled> settled;
  for (const OperationId id : former_) {
    Settled& one = settled.emplace_back(Settled{.id = id, .outcome = {}});
    one.outcome.set_kind(v1::OUTCOME_KIND_REJECTED);
    one.outcome.mutable_error()->set_code(v1::ERROR_CODE_OUTCOME_FORGOTTEN);
    one.outcome.mutable_error()->set_text("its lease has ended; what became of it is not known");
  }
  former_.clear();
  return settled;
}

Result<OperationId> Outbox::add(v1::Operation operation, Seq base) {
  Lane& lane = domain::wants_sealed_actor(operation) ? sealed_ : open_;
  if (lane.actor == 0) {
    return fail(v1::ERROR_CODE_UNAUTHENTICATED,
                "nothing can be submitted on a connection that only watches");
  }
  if (unanswered() >= kPendingMax) {
    return fail(v1::ERROR_CODE_OVERLOADED, "too many operations are waiting to be sent");
  }
  operation.set_actor(lane.actor);
  operation.set_counter(lane.next_counter);
  operation.set_base(value(base));
  if (operation.ByteSizeLong() + kFrameOverheadBytes > limits_.frame_bytes()) {
    return fail(v1::ERROR_CODE_TOO_LARGE, "the operation does not fit into a frame of " +
                                              std::to_string(limits_.frame_bytes()) + " bytes");
  }
  ++lane.next_counter;
  lane.pending.push_back({.operation = std::move(operation), .made = ++made_});
  ++version_;
  return OperationId{lane.actor, lane.next_counter - 1};
}

std::optional<v1::Submit> Outbox::next() {
  if (paused_) return std::nullopt;
  v1::Submit submit;
  std::size_t bytes = kFrameOverheadBytes;
  take_from(open_, submit, bytes);
  take_from(sealed_, submit, bytes);
  if (submit.operations().empty()) return std::nullopt;
  return submit;
}

// Takes whole atomic groups: the server applies all or none of what comes in one Submit. A group
// that no frame can hold goes out in pieces.
void Outbox::take_from(Lane& lane, v1::Submit& submit, std::size_t& bytes) {
  while (lane.sent < lane.pending.size()) {
    const std::uint32_t group = lane.pending[lane.sent].operation.atomic_group();
    std::size_t count = 0;
    std::size_t size = 0;
    do {
      size += lane.pending[lane.sent + count++].operation.ByteSizeLong() + kOperationOverheadBytes;
    } while (group != 0 && lane.sent + count < lane.pending.size() &&
             lane.pending[lane.sent + count].operation.atomic_group() == group);
    const std::size_t under_way = open_.sent + sealed_.sent;
    const auto taken = static_cast<std::size_t>(submit.operations_size());
    if (bytes + size > limits_.frame_bytes() || taken + count > limits_.operations_per_submit() ||
        under_way + count > limits_.in_flight()) {
      if (under_way > 0) return;
      count = 1;
    }
    for (; count > 0; --count) {
      Pending& pending = lane.pending[lane.sent++];
      const v1::Operation& operation = pending.operation;
      ++pending.copies;
      bytes += operation.ByteSizeLong() + kOperationOverheadBytes;
      *submit.add_operations() = operation;
    }
  }
}

std::vector<Settled> Outbox::acked(const v1::AckedCounter& acked) {
  std::vector<Settled> settled;
  Lane* lane = lane_of(acked.actor());
  if (lane == nullptr) return settled;
  ++version_;
  while (!lane->pending.empty() && lane->pending.front().operation.counter() <= acked.counter()) {
    const Pending& first = lane->pending.front();
    if (!first.placeholder && !first.answered) {
      settled.push_back({{lane->actor, first.operation.counter()}, applied()});
    }
    lane->retries = 0;
    drop_front(*lane);
  }
  drop_answered(*lane);
  return settled;
}

Result<std::vector<Settled>> Outbox::replied(const v1::Reply& reply) {
  std::vector<Settled> settled;
  if (const OperationId id{reply.actor(), reply.counter()}; former_.erase(id) > 0) {
    settled.push_back({id, reply.outcome()});
    return settled;
  }
  Lane* lane = lane_of(reply.actor());
  if (lane == nullptr || lane->pending.empty()) return settled;
  const std::uint32_t first = lane->pending.front().operation.counter();
  if (reply.counter() < first || reply.counter() - first >= lane->pending.size()) return settled;
  const std::size_t index = reply.counter() - first;
  std::uint32_t& copies = lane->pending[index].copies;
  if (copies > 0) --copies;
  ++version_;

  const v1::Error& error = reply.outcome().error();
  const bool rejected = reply.outcome().kind() == v1::OUTCOME_KIND_REJECTED;
  // Frames arrive in order: what lies behind a refused operation is refused with it, and goes out
  // again with it. Were each of those answers a reason of its own, the queue would be sent over and
  // over while the first is still asked to wait.
  if (rejected && error.code() == v1::ERROR_CODE_GAP && index > 0) return settled;
  if (rejected && worth_repeating(error.code())) {
    const std::uint32_t pause = error.code() == v1::ERROR_CODE_GAP ? kGapPauseMs
                                : error.after_ms() > 0             ? error.after_ms()
                                                                   : kDefaultPauseMs;
    if (auto again = retry(*lane, pause); !again)
      return fail(error.code(), again.error().text + ": " + error.text());
    return settled;
  }

  if (rejected && uses_no_counter(error.code())) {
    // It holds for that copy alone: another one, sent again meanwhile, may still be accepted, since
    // such a refusal can depend on what others did. Only the last one leaves the number free.
    if (copies > 0) return settled;
    fill(*lane, index, reply.outcome(), settled);
    if (auto again = retry(*lane, 0); !again) return std::unexpected(again.error());
    return settled;
  }
  Pending& pending = lane->pending[index];
  if (!pending.placeholder && !pending.answered)
    settled.push_back({{lane->actor, reply.counter()}, reply.outcome()});
  lane->retries = 0;
  // The acknowledgement of those in front may still be on its way: it is cumulative, this is not.
  pending.answered = true;
  drop_answered(*lane);
  return settled;
}

// The number of a refused operation is still free and everything behind it waits: fills it. The
// others of its atomic group are refused with it; waiting for their own answers would send them
// again meanwhile, and what was refused as a group might be accepted alone.
//
// A refusal of our own noop is either a late answer to what it took the place of, or nonsense: that
// ends when the attempts are used up.
void Outbox::fill(Lane& lane, std::size_t index, const v1::Outcome& outcome,
                  std::vector<Settled>& settled) {
  const std::uint32_t group = lane.pending[index].operation.atomic_group();
  for (std::size_t i = 0; i < lane.pending.size(); ++i) {
    Pending& pending = lane.pending[i];
    v1::Operation& operation = pending.operation;
    if (i != index && (group == 0 || operation.atomic_group() != group)) continue;
    if (!pending.placeholder && !pending.answered)
      settled.push_back({{lane.actor, operation.counter()}, outcome});
    pending.placeholder = true;
    operation.mutable_noop();
    operation.clear_reason();
    operation.clear_atomic_group();
  }
}

void Outbox::drop_answered(Lane& lane) {
  while (!lane.pending.empty() && lane.pending.front().answered) drop_front(lane);
}

void Outbox::drop_front(Lane& lane) {
  lane.pending.pop_front();
  if (lane.sent > 0) --lane.sent;
}

Result<void> Outbox::retry(Lane& lane, std::uint32_t after_ms) {
  if (paused_) return {};  // the refusals behind the first one; all are sent again together
  if (++lane.retries > kRetriesMax) {
    return fail(v1::ERROR_CODE_OVERLOADED,
                "the server keeps refusing operation " +
                    std::to_string(lane.pending.front().operation.counter()));
  }
  paused_ = true;
  pause_ms_ = after_ms;
  return {};
}

std::optional<std::uint32_t> Outbox::take_pause_ms() {
  return std::exchange(pause_ms_, std::nullopt);
}

void Outbox::rewind() {
  for (Pending& pending : open_.pending) {
    if (base::planted(base::Defect::kResendUnderNewId))
      pending.operation.set_counter(open_.next_counter++);
  }
  paused_ = false;
  pause_ms_.reset();
  open_.sent = 0;
  sealed_.sent = 0;
}

bool Outbox::owns(std::uint32_t actor) const { return own_actors_.contains(actor); }

void Outbox::landed(OperationId id) {
  Lane* lane = lane_of(id.actor);
  if (lane == nullptr || lane->pending.empty()) return;
  const std::uint32_t first = lane->pending.front().operation.counter();
  if (id.counter < first || id.counter - first >= lane->pending.size()) return;
  lane->pending[id.counter - first].landed = true;
  ++version_;
}

Outbox::Lane* Outbox::lane_of(std::uint32_t actor) {
  if (actor == 0) return nullptr;
  if (actor == open_.actor) return &open_;
  if (actor == sealed_.actor) return &sealed_;
  return nullptr;
}

}  // namespace reviewd::sdk
