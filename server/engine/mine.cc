#include "engine/mine.h"

#include "domain/carry_over.h"
#include "domain/limits.h"
#include "domain/poll_kind.h"
#include "engine/visibility.h"

namespace reviewd::engine {
namespace {

using domain::State;

void show_held(FeedbackId id, const domain::HeldFeedback& held, v1::HeldFeedback* out) {
  id.to(out->mutable_feedback());
  held.review.to(out->mutable_review());
  if (!held.increment.none()) held.increment.to(out->mutable_increment());
  out->set_kind(held.kind);
  held.text.show(out->mutable_text());
}

void add_ballots(const State& state, ParticipantId participant, v1::Mine* out) {
  for (const auto& [poll_id, poll] : state.polls) {
    const auto ballot = poll.ballots.find(participant);
    if (ballot == poll.ballots.end() || poll.state == v1::POLL_STATE_REVEALED) continue;
    v1::MyBallot& row = *out->add_ballots();
    poll_id.to(row.mutable_poll());
    domain::put_selection(poll.kind, ballot->second, &row);
  }
}

// All of the review under way, and the youngest that were discarded in others; the oldest first.
void add_held(const State& state, ParticipantId participant, v1::Mine* out) {
  std::vector<FeedbackId> shown;
  std::size_t past = 0;
  for (auto row = state.held_feedback.rbegin(); row != state.held_feedback.rend(); ++row) {
    const auto& [id, held] = *row;
    if (held.author != participant) continue;
    const bool is_past = !state.reviews.at(held.review).under_way();
    if (is_past && ++past > domain::kDiscardedShownMax) continue;
    shown.push_back(id);
  }
  for (auto id = shown.rbegin(); id != shown.rend(); ++id) {
    const domain::HeldFeedback& held = state.held_feedback.at(*id);
    v1::MyHeldFeedback& row = *out->add_held();
    show_held(*id, held, row.mutable_feedback());
    if (held.discarded) held.discarded->show(row.mutable_reason());
  }
}

void add_feedback(const State& state, ParticipantId participant, const Own& own, v1::Mine* out) {
  for (const FeedbackId id : own.upvoted) id.to(out->add_upvoted());
  for (const FeedbackId id : own.written) {
    if (state.feedback.at(id).anonymous) id.to(out->add_anonymous_feedback());
  }
  add_held(state, participant, out);
}

// The item that feedback, or what it was merged into, has become; none if it has become none.
ItemId became(const State& state, const domain::Feedback& feedback) {
  const ItemId item =
      feedback.merged_into.none() ? feedback.item : state.feedback.at(feedback.merged_into).item;
  if (item.none()) return item;
  const domain::Item& found = state.backlog.items.at(item);
  return found.alias() ? found.merged_into : item;
}

void show_said(const State& state, FeedbackId id, v1::MyFeedback* out) {
  const domain::Feedback& feedback = state.feedback.at(id);
  id.to(out->mutable_feedback());
  domain::said_in(feedback).to(out->mutable_review());
  out->set_kind(feedback.kind);
  feedback.text.show(out->mutable_text());
  out->set_state(feedback.state);
  if (feedback.reason) feedback.reason->show(out->mutable_reason());
  if (feedback.answer) feedback.answer->show(out->mutable_answer());
  const ItemId item = became(state, feedback);
  if (!item.none()) item.to(out->mutable_item());
}

std::size_t text_bytes(const domain::Feedback& feedback) {
  return feedback.text.plain.size() + (feedback.answer ? feedback.answer->plain.size() : 0) +
         (feedback.reason ? feedback.reason->plain.size() : 0);
}

// The youngest of what somebody said in reviews that are closed, the oldest of them first.
void add_said(const State& state, const Own& own, v1::Mine* out) {
  std::vector<FeedbackId> said;
  std::size_t bytes = 0;
  for (auto id = own.written.rbegin(); id != own.written.rend(); ++id) {
    const domain::Feedback& feedback = state.feedback.at(*id);
    if (state.reviews.at(feedback.review).state != v1::REVIEW_STATE_CLOSED) continue;
    bytes += text_bytes(feedback);
    if (said.size() >= kSaidShownMax || bytes > kSaidBytesMax) break;
    said.push_back(*id);
  }
  for (auto id = said.rbegin(); id != said.rend(); ++id) show_said(state, *id, out->add_said());
}

}  // namespace

Own own_of(const State& state, ParticipantId participant) {
  Own own;
  for (const FeedbackId id : state.feedback_order) {
    const domain::Feedback& feedback = state.feedback.at(id);
    if (feedback.retracted) continue;
    if (feedback.upvotes.contains(participant)) own.upvoted.push_back(id);
    if (feedback.true_author == participant) own.written.push_back(id);
  }
  return own;
}

std::map<ParticipantId, Own> own_of_all(const State& state) {
  std::map<ParticipantId, Own> all;
  for (const FeedbackId id : state.feedback_order) {
    const domain::Feedback& feedback = state.feedback.at(id);
    if (feedback.retracted) continue;
    for (const ParticipantId voter : feedback.upvotes) all[voter].upvoted.push_back(id);
    all[feedback.true_author].written.push_back(id);
  }
  return all;
}

v1::ServerFrame mine(const State& state, ParticipantId participant, const Own& own) {
  v1::ServerFrame frame;
  v1::Mine& out = *frame.mutable_mine();
  out.set_as_of_seq(value(state.seq));
  add_ballots(state, participant, &out);
  add_feedback(state, participant, own, &out);
  // The team is shown all feedback of all reviews.
  const auto found = state.participants.find(participant);
  if (found != state.participants.end() &&
      class_of(found->second.role) == v1::VISIBILITY_CLASS_GUEST) {
    add_said(state, own, &out);
  }
  return frame;
}

v1::ServerFrame held_frame(const State& state) {
  v1::ServerFrame frame;
  v1::Held& out = *frame.mutable_held();
  for (const auto& [id, held] : state.held_feedback) {
    if (!held.discarded) show_held(id, held, out.add_feedback());
  }
  return frame;
}

}  // namespace reviewd::engine
