// What becomes of feedback: it is acknowledged, parked, declined, answered, merged with what says
// the same, or turned into an item of the backlog.

#include "base/assert.h"
#include "domain/apply.h"
#include "domain/carry_over.h"
#include "domain/feedback_rules.h"
#include "domain/field_check.h"
#include "domain/item_rules.h"
#include "domain/review_rules.h"

namespace reviewd::domain {
namespace {

Result<const Feedback*> not_taken_back(const Feedback& feedback) {
  if (!feedback.retracted) return &feedback;
  return fail(v1::ERROR_CODE_UNKNOWN_ITEM, "this feedback has been taken back by its author");
}

// Feedback that is there, of a review that is under way.
Result<const Feedback*> find_given(const State& state, const v1::Id& id) {
  const auto feedback = find_feedback(state, id);
  return feedback ? not_taken_back(**feedback) : feedback;
}

// The outcome of an operation on feedback that is an item by now (C31).
Decision converted_before(const State& state, const Feedback& feedback) {
  const Item& item = state.backlog.items.at(feedback.item);
  return superseded(v1::OUTCOME_REASON_CONVERTED, feedback.state_at,
                    item.alias() ? item.merged_into : feedback.item);
}

Decision changed_since(const Feedback& feedback) {
  return superseded(v1::OUTCOME_REASON_CHANGED_SINCE, feedback.state_at);
}

// How an operation ends that comes too late to do anything with it; none if it does not.
std::optional<Decision> too_late(const State& state, const Feedback& feedback) {
  if (feedback.state == v1::FEEDBACK_STATE_CONVERTED) return converted_before(state, feedback);
  if (feedback.state == v1::FEEDBACK_STATE_MERGED) return changed_since(feedback);
  return std::nullopt;
}

}  // namespace

std::size_t upvotes_of(const State& state, FeedbackId id) {
  const Feedback& feedback = state.feedback.at(id);
  if (feedback.retracted) return 0;
  if (feedback.merged.empty()) return feedback.upvotes.size();
  std::set<ParticipantId> voters = feedback.upvotes;
  for (const FeedbackId other_id : feedback.merged) {
    const Feedback& other = state.feedback.at(other_id);
    if (!other.retracted) voters.insert(other.upvotes.begin(), other.upvotes.end());
  }
  return voters.size();
}

Result<Decision> decide_triage_feedback(const v1::Operation& operation,
                                        const DecideContext& context) {
  const v1::TriageFeedback& triage = operation.triage_feedback();
  const auto feedback = find_given(context.state, triage.feedback());
  if (!feedback) return std::unexpected(feedback.error());
  switch (triage.state()) {
    case v1::FEEDBACK_STATE_NEW:
    case v1::FEEDBACK_STATE_ACKNOWLEDGED:
    case v1::FEEDBACK_STATE_PARKED: break;
    case v1::FEEDBACK_STATE_DECLINED:
      if (auto ok = check_reason(operation, "the feedback"); !ok)
        return std::unexpected(ok.error());
      break;
    default:
      return fail(v1::ERROR_CODE_BAD_REQUEST,
                  "triage_feedback.state must be new, acknowledged, parked or declined");
  }
  if (auto late = too_late(context.state, **feedback)) return *std::move(late);
  const bool again = triage.state() == (*feedback)->state;
  if (again && triage.state() != v1::FEEDBACK_STATE_DECLINED) return noop();
  Decision decision;
  v1::FeedbackTriaged& event = *decision.events.emplace_back().mutable_feedback_triaged();
  *event.mutable_feedback() = triage.feedback();
  event.set_state(triage.state());
  return decision;
}

Result<Decision> decide_answer_feedback(const v1::Operation& operation,
                                        const DecideContext& context) {
  const v1::AnswerFeedback& answer = operation.answer_feedback();
  const auto feedback = find_given(context.state, answer.feedback());
  if (!feedback) return std::unexpected(feedback.error());
  if (auto ok = check_text("answer_feedback.text", answer.text(), kTextBytesMax); !ok)
    return std::unexpected(ok.error());
  const bool blank = answer.text().find_first_not_of(" \t\r\n") == std::string::npos;
  if (blank && !(*feedback)->answer) return noop();
  Decision decision;
  v1::FeedbackAnswered& event = *decision.events.emplace_back().mutable_feedback_answered();
  *event.mutable_feedback() = answer.feedback();
  if (!blank) context.draw.text(answer.text(), context.author.participant, event.mutable_text());
  return decision;
}

Result<Decision> decide_merge_feedback(const v1::Operation& operation,
                                       const DecideContext& context) {
  const v1::MergeFeedback& merge = operation.merge_feedback();
  const auto feedback = find_given(context.state, merge.feedback());
  if (!feedback) return std::unexpected(feedback.error());
  const auto target = find_given(context.state, merge.into());
  if (!target) return std::unexpected(target.error());
  if ((*feedback)->review != (*target)->review) {
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                "merge_feedback.into is feedback of another review; both must be of one");
  }
  if (auto late = too_late(context.state, **feedback)) return *std::move(late);
  FeedbackId into = FeedbackId::from(merge.into());
  if (!(*target)->merged_into.none()) into = (*target)->merged_into;
  const auto stands = not_taken_back(context.state.feedback.at(into));
  if (!stands) return std::unexpected(stands.error());
  if (into == FeedbackId::from(merge.feedback()))
    return fail(v1::ERROR_CODE_CYCLE, "merge_feedback.into is that very feedback");
  Decision decision;
  v1::FeedbackMerged& event = *decision.events.emplace_back().mutable_feedback_merged();
  *event.mutable_feedback() = merge.feedback();
  into.to(event.mutable_into());
  return decision;
}

Result<Decision> decide_unmerge_feedback(const v1::Operation& operation,
                                         const DecideContext& context) {
  const v1::Id& id = operation.unmerge_feedback().feedback();
  const auto feedback = find_given(context.state, id);
  if (!feedback) return std::unexpected(feedback.error());
  if ((*feedback)->merged_into.none()) return noop();
  Decision decision;
  v1::FeedbackUnmerged& event = *decision.events.emplace_back().mutable_feedback_unmerged();
  *event.mutable_feedback() = id;
  (*feedback)->merged_into.to(event.mutable_from());
  event.set_state((*feedback)->state_before);
  return decision;
}

Result<Decision> decide_convert_feedback(const v1::Operation& operation,
                                         const DecideContext& context) {
  const v1::ConvertFeedback& convert = operation.convert_feedback();
  // Also after its review: turning what was said into work is what comes then.
  const auto found = context.state.feedback.find(FeedbackId::from(convert.feedback()));
  if (found == context.state.feedback.end()) {
    return fail(v1::ERROR_CODE_UNKNOWN_ITEM,
                "convert_feedback.feedback names feedback that this product does not have");
  }
  const auto feedback = not_taken_back(found->second);
  if (!feedback) return std::unexpected(feedback.error());
  if (auto late = too_late(context.state, **feedback)) return *std::move(late);
  const auto& items = context.state.backlog.items;
  if (auto ok = check_room("items", items.size(), 1, kItemsMax); !ok)
    return std::unexpected(ok.error());
  if (auto ok = check_new_item(convert.item(), "convert_feedback.item"); !ok)
    return std::unexpected(ok.error());
  const auto spot = context.state.backlog.order.resolve(convert.place(), context.decided);
  if (!spot) return std::unexpected(spot.error());
  Decision decision;
  v1::ItemsAdded& added = *decision.events.emplace_back().mutable_items_added();
  fill_spot(*spot, added);
  fill_new_item(convert.item(), context.state.backlog.next_ref, context.draw, added.add_items());
  v1::FeedbackConverted& event = *decision.events.emplace_back().mutable_feedback_converted();
  *event.mutable_feedback() = convert.feedback();
  name_after(operation, event.mutable_item());
  said_in(**feedback).to(event.mutable_said_in());
  modify(decision, spot->degraded, false, false);
  return decision;
}

namespace {

Feedback& feedback_of(State& state, const v1::Id& id) {
  return state.feedback.at(FeedbackId::from(id));
}

void enter_state(Feedback& feedback, v1::FeedbackState to, const v1::Event& event) {
  feedback.state = to;
  feedback.state_at = static_cast<Seq>(event.seq());
}

// What had been merged into it goes along, so that nothing is merged into what is merged.
void apply_merged(State& state, const v1::Event& event) {
  const FeedbackId id = FeedbackId::from(event.feedback_merged().feedback());
  const FeedbackId into = FeedbackId::from(event.feedback_merged().into());
  Feedback& feedback = state.feedback.at(id);
  Feedback& target = state.feedback.at(into);
  for (const FeedbackId other : feedback.merged) state.feedback.at(other).merged_into = into;
  target.merged.merge(feedback.merged);
  target.merged.insert(id);
  feedback.state_before = feedback.state;
  feedback.merged_into = into;
  enter_state(feedback, v1::FEEDBACK_STATE_MERGED, event);
}

// Replicas of guests are not given the feedback of earlier reviews, but know the item.
void apply_converted(State& state, const v1::Event& event) {
  const v1::FeedbackConverted& converted = event.feedback_converted();
  const ItemId item = ItemId::from(converted.item());
  state.backlog.items.at(item).said_in = ReviewId::from(converted.said_in());
  const auto found = state.feedback.find(FeedbackId::from(converted.feedback()));
  if (found == state.feedback.end()) return;
  found->second.item = item;
  enter_state(found->second, v1::FEEDBACK_STATE_CONVERTED, event);
}

}  // namespace

void apply_feedback_triage(State& state, const v1::Event& event) {
  switch (event.body_case()) {
    case v1::Event::kFeedbackTriaged: {
      Feedback& feedback = feedback_of(state, event.feedback_triaged().feedback());
      enter_state(feedback, event.feedback_triaged().state(), event);
      feedback.reason.reset();
      if (event.has_reason()) feedback.reason = Text::from(event.reason());
      return;
    }
    case v1::Event::kFeedbackAnswered: {
      const v1::FeedbackAnswered& answered = event.feedback_answered();
      Feedback& feedback = feedback_of(state, answered.feedback());
      feedback.answer.reset();
      feedback.answered_by = ParticipantId{};
      if (!answered.has_text()) return;
      feedback.answer = Text::from(answered.text());
      feedback.answered_by = static_cast<ParticipantId>(event.author());
      return;
    }
    case v1::Event::kFeedbackMerged: return apply_merged(state, event);
    case v1::Event::kFeedbackUnmerged: {
      Feedback& feedback = feedback_of(state, event.feedback_unmerged().feedback());
      state.feedback.at(feedback.merged_into)
          .merged.erase(FeedbackId::from(event.feedback_unmerged().feedback()));
      feedback.merged_into = FeedbackId{};
      return enter_state(feedback, event.feedback_unmerged().state(), event);
    }
    case v1::Event::kFeedbackConverted: return apply_converted(state, event);
    default: REVIEWD_ASSERT(false && "not an event of what becomes of feedback");
  }
}

}  // namespace reviewd::domain
