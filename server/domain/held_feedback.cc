// Anonymous feedback that is held until those who lead release it. Until then it is no event: only
// its author and those who lead see it.

#include "domain/held_feedback.h"

#include "base/assert.h"
#include "domain/apply.h"
#include "domain/decide.h"
#include "domain/field_check.h"
#include "domain/review_rules.h"

namespace reviewd::domain {
namespace {

Result<const HeldFeedback*> find_held(const State& state, std::string_view field,
                                      const v1::Id& id) {
  const auto found = state.held_feedback.find(FeedbackId::from(id));
  if (found != state.held_feedback.end()) return &found->second;
  return fail(v1::ERROR_CODE_UNKNOWN_ITEM, std::string(field) + " names no feedback that is held");
}

bool was_held(const State& state, const v1::Id& id) {
  return id.actor() == 0 && id.k() == 1 && id.counter() >= 1 && id.counter() <= state.held_count;
}

// Released before, or taken back by its author.
bool waits_no_more(const State& state, const v1::Id& id) {
  return was_held(state, id) && !state.held_feedback.contains(FeedbackId::from(id));
}

v1::HeldFeedbackEnded& add_end(const v1::Id& id, const HeldFeedback& held, Decision& decision) {
  v1::SealedEntry& entry = decision.sealed.emplace_back();
  v1::HeldFeedbackEnded& ended = *entry.mutable_held_feedback_ended();
  *ended.mutable_feedback() = id;
  ended.set_participant(value(held.author));
  entry.set_after_events(static_cast<std::uint32_t>(decision.events.size()));
  return ended;
}

// Feedback like any other anonymous one, its id made of the event's number.
void add_released(const State& state, const v1::Id& id, const HeldFeedback& held,
                  Decision& decision) {
  v1::FeedbackGiven& given = *decision.events.emplace_back().mutable_feedback_given();
  const std::uint64_t seq = value(state.seq) + decision.events.size();
  given.mutable_feedback()->set_counter(static_cast<std::uint32_t>(seq));
  held.review.to(given.mutable_review());
  if (!held.increment.none()) held.increment.to(given.mutable_increment());
  given.set_kind(held.kind);
  held.text.to(given.mutable_text());
  given.set_anonymous(true);
  v1::SealedEntry& entry = decision.sealed.emplace_back();
  *entry.mutable_anonymous_author()->mutable_feedback() = given.feedback();
  entry.mutable_anonymous_author()->set_participant(value(held.author));
  entry.set_after_events(static_cast<std::uint32_t>(decision.events.size()));
  add_end(id, held, decision);
}

// Whether there is room for one more piece of an author's. What was discarded in reviews before
// does not count: else it would take the author's room for ever.
Result<void> check_held(const v1::GiveFeedback& give, const DecideContext& context) {
  if (auto ok = check_text("give_feedback.text (feedback is held)", give.text(), kHeldTextBytesMax);
      !ok) {
    return ok;
  }
  const ReviewId review = ReviewId::from(give.review());
  std::size_t waiting = 0;
  std::size_t own = 0;
  for (const auto& [id, held] : context.state.held_feedback) {
    if (held.review != review) continue;
    if (!held.discarded) ++waiting;
    if (held.author == context.author.participant) ++own;
  }
  if (own >= kHeldOfOneMax) {
    return fail(v1::ERROR_CODE_TOO_LARGE,
                "you have " + std::to_string(own) +
                    " pieces that wait or were discarded; wait until they "
                    "are released, or take some back");
  }
  return check_room("pieces of feedback that wait to be released", waiting, 1, kHeldFeedbackMax);
}

}  // namespace

bool any_waits(const State& state, ReviewId review) {
  for (const auto& [id, held] : state.held_feedback) {
    if (held.review == review && !held.discarded) return true;
  }
  return false;
}

Result<Decision> hold_feedback(const v1::GiveFeedback& give, const DecideContext& context) {
  if (auto ok = check_held(give, context); !ok) return std::unexpected(ok.error());
  Decision decision;
  v1::FeedbackHeld& held = *decision.sealed.emplace_back().mutable_feedback_held();
  held.mutable_feedback()->set_counter(context.state.held_count + 1);
  held.mutable_feedback()->set_k(1);
  *held.mutable_review() = give.review();
  if (give.has_increment()) *held.mutable_increment() = give.increment();
  held.set_kind(give.kind());
  context.draw.text(give.text(), context.author.participant, held.mutable_text());
  held.set_participant(value(context.author.participant));
  return decision;
}

Result<std::optional<Decision>> retract_held(const v1::RetractFeedback& retract,
                                             const DecideContext& context) {
  const auto found = context.state.held_feedback.find(FeedbackId::from(retract.feedback()));
  if (found == context.state.held_feedback.end()) return std::nullopt;
  // Whether it is there at all is nobody else's business.
  if (found->second.author != context.author.participant) return std::nullopt;
  if (!retract.anonymous()) {
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                "retract_feedback.anonymous must say whether the feedback is anonymous");
  }
  // What was discarded is nobody else's any more, whatever becomes of its review.
  const bool goes_on = context.state.reviews.at(found->second.review).under_way();
  if (!goes_on && !found->second.discarded)
    return fail(v1::ERROR_CODE_CLOSED, "the review is closed");  // C50
  Decision decision;
  add_end(retract.feedback(), found->second, decision);
  return decision;
}

Result<Decision> decide_hold_feedback(const v1::Operation& operation,
                                      const DecideContext& context) {
  const v1::HoldFeedback& hold = operation.hold_feedback();
  const auto review = find_open_or_draft(context.state, "hold_feedback.review", hold.review());
  if (!review) return std::unexpected(review.error());
  if (!(*review)->under_way())
    return fail(v1::ERROR_CODE_CLOSED, "the review has not been opened yet; open it first");
  if ((*review)->feedback_held == hold.hold()) return noop();
  Decision decision;
  v1::FeedbackHoldSet& event = *decision.events.emplace_back().mutable_feedback_hold_set();
  *event.mutable_review() = hold.review();
  event.set_hold(hold.hold());
  return decision;
}

Result<Decision> decide_release_feedback(const v1::Operation& operation,
                                         const DecideContext& context) {
  const v1::ReleaseFeedback& release = operation.release_feedback();
  if (auto ok = check_count("release_feedback.feedback",
                            static_cast<std::size_t>(release.feedback_size()), kReleasedAtOnceMax);
      !ok) {
    return std::unexpected(ok.error());
  }
  std::set<FeedbackId> listed;
  Decision decision;
  for (const v1::Id& id : release.feedback()) {
    const FeedbackId feedback = FeedbackId::from(id);
    if (!listed.insert(feedback).second || waits_no_more(context.state, id)) continue;
    const auto held = find_held(context.state, "release_feedback.feedback", id);
    if (!held) return std::unexpected(held.error());
    if ((*held)->discarded) continue;
    if (!context.state.reviews.at((*held)->review).under_way())
      return fail(v1::ERROR_CODE_CLOSED, "the review is closed");  // C50
    add_released(context.state, id, **held, decision);
  }
  return decision.events.empty() ? noop() : decision;
}

Result<Decision> decide_discard_feedback(const v1::Operation& operation,
                                         const DecideContext& context) {
  const v1::Id& id = operation.discard_feedback().feedback();
  if (waits_no_more(context.state, id)) return noop();
  const auto held = find_held(context.state, "discard_feedback.feedback", id);
  if (!held) return std::unexpected(held.error());
  if (auto ok = check_reason(operation, "the feedback, for its author"); !ok)
    return std::unexpected(ok.error());
  if ((*held)->discarded) return noop();
  if (!context.state.reviews.at((*held)->review).under_way())
    return fail(v1::ERROR_CODE_CLOSED, "the review is closed");  // C50
  Decision decision;
  context.draw.text(operation.reason(), context.author.participant,
                    add_end(id, **held, decision).mutable_reason());
  return decision;
}

void apply_held_feedback(State& state, const v1::SealedEntry& entry) {
  if (entry.has_feedback_held()) {
    const v1::FeedbackHeld& held = entry.feedback_held();
    ++state.held_count;
    state.held_feedback.emplace(FeedbackId::from(held.feedback()),
                                HeldFeedback{.review = ReviewId::from(held.review()),
                                             .increment = IncrementId::from(held.increment()),
                                             .kind = held.kind(),
                                             .text = Text::from(held.text()),
                                             .author = ParticipantId{held.participant()},
                                             .time = static_cast<TimeMs>(entry.time_ms()),
                                             .discarded = {}});
    return;
  }
  REVIEWD_ASSERT(entry.has_held_feedback_ended());
  const v1::HeldFeedbackEnded& ended = entry.held_feedback_ended();
  const FeedbackId id = FeedbackId::from(ended.feedback());
  if (ended.has_reason()) {
    state.held_feedback.at(id).discarded = Text::from(ended.reason());
  } else {
    state.held_feedback.erase(id);
  }
}

void save_held_feedback(const State& state, v1::ProductState* out) {
  out->set_held_count(state.held_count);
  for (const auto& [id, held] : state.held_feedback) {
    v1::HeldFeedbackState& row = *out->add_held_feedback();
    v1::FeedbackHeld& says = *row.mutable_held();
    id.to(says.mutable_feedback());
    held.review.to(says.mutable_review());
    if (!held.increment.none()) held.increment.to(says.mutable_increment());
    says.set_kind(held.kind);
    held.text.to(says.mutable_text());
    says.set_participant(value(held.author));
    row.set_time_ms(value(held.time));
    if (held.discarded) held.discarded->to(row.mutable_reason());
  }
}

void load_held_feedback(const v1::ProductState& in, State& state) {
  for (const v1::HeldFeedbackState& row : in.held_feedback()) {
    v1::SealedEntry entry;
    *entry.mutable_feedback_held() = row.held();
    entry.set_time_ms(row.time_ms());
    apply_held_feedback(state, entry);
    if (row.has_reason()) {
      state.held_feedback.at(FeedbackId::from(row.held().feedback())).discarded =
          Text::from(row.reason());
    }
  }
  state.held_count = in.held_count();
}

}  // namespace reviewd::domain
