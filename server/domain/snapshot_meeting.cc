#include "domain/snapshot_meeting.h"

#include "domain/apply.h"
#include "domain/delegation.h"
#include "domain/entered_ballot.h"
#include "domain/goal.h"
#include "domain/held_feedback.h"
#include "domain/poll_form.h"
#include "domain/review_rules.h"
#include "domain/snapshot.h"
#include "domain/tally.h"

namespace reviewd::domain {

void save_review(ReviewId id, const Review& review, v1::ReviewView* out) {
  id.to(out->mutable_review());
  review.title.to(out->mutable_title());
  out->set_sprint(review.sprint);
  review.sprint_goal.to(out->mutable_sprint_goal());
  out->set_state(review.state);
  agenda_to(review.agenda, out->mutable_agenda());
  out->set_agenda_at(value(review.agenda_at));
  if (!review.current.none()) review.current.to(out->mutable_current());
  out->set_current_at(value(review.current_at));
  *out->mutable_timer() = to_proto(review.timer);
  out->set_starts(review.starts);
  out->set_ends(review.ends);
  out->set_items_done(review.items_done);
  out->set_points_done(review.points_done);
  if (review.environment) review.environment->to(out->mutable_environment());
  out->set_edited_at(value(review.edited_at));
  out->set_feedback_held(review.feedback_held);
}

void save_increment(IncrementId id, const Increment& increment, v1::IncrementView* out) {
  v1::IncrementAdded& added = *out->mutable_added();
  id.to(added.mutable_increment());
  increment.review.to(added.mutable_review());
  increment.title.to(added.mutable_title());
  increment.summary.to(added.mutable_summary());
  if (!increment.item.none()) increment.item.to(added.mutable_item());
  added.set_done(increment.done);
  increment.presenter.to(added.mutable_presenter());
  for (const Criterion& criterion : increment.criteria) {
    v1::Criterion& row = *added.add_criteria();
    criterion.text.to(row.mutable_text());
    row.set_met(criterion.met);
  }
  for (const Criterion& check : increment.definition_of_done) {
    v1::Criterion& row = *added.add_definition_of_done();
    check.text.to(row.mutable_text());
    row.set_met(check.met);
  }
  increment.demo_link.to(added.mutable_demo_link());
  out->set_assessment(increment.assessment);
  if (increment.assessment_reason)
    increment.assessment_reason->to(out->mutable_assessment_reason());
  out->set_assessed_by(value(increment.assessed_by));
  out->set_assessed_at(value(increment.assessed_at));
  out->set_edited_at(value(increment.edited_at));
  out->set_release(increment.release);
  out->set_release_at(value(increment.release_at));
}

void save_poll(const State& state, PollId id, v1::PollView* out) {
  const Poll& poll = state.polls.at(id);
  poll_to(id, poll, out->mutable_opened());
  out->set_state(poll.state);
  out->set_opened_at(value(poll.opened_at));
  if (poll.void_reason) poll.void_reason->to(out->mutable_void_reason());
  out->set_voided_by(value(poll.voided_by));
  out->set_key_lost(poll.key_lost);
  if (!poll.results_shown()) return;
  *out->mutable_tally() = result(state, poll);
  for (const v1::GroupResult& group : poll.by_group) *out->add_by_group() = group;
  if (poll.secrecy != v1::SECRECY_NAMED) return;
  ballots_to(poll, out->mutable_ballots());
  entered_to(poll, out->mutable_entered());
}

void save_feedback(FeedbackId id, const Feedback& feedback, v1::FeedbackView* out) {
  v1::FeedbackGiven& given = *out->mutable_given();
  id.to(given.mutable_feedback());
  feedback.review.to(given.mutable_review());
  if (!feedback.increment.none()) feedback.increment.to(given.mutable_increment());
  given.set_kind(feedback.kind);
  if (!feedback.retracted) feedback.text.to(given.mutable_text());
  given.set_anonymous(feedback.anonymous);
  out->set_author(value(feedback.shown_author));
  out->set_time_ms(value(feedback.time));
  out->set_retracted(feedback.retracted);
  if (feedback.state != v1::FEEDBACK_STATE_NEW) out->set_state(feedback.state);
  out->set_state_at(value(feedback.state_at));
  if (feedback.reason) feedback.reason->to(out->mutable_reason());
  if (feedback.answer) feedback.answer->to(out->mutable_answer());
  out->set_answered_by(value(feedback.answered_by));
  if (!feedback.merged_into.none()) feedback.merged_into.to(out->mutable_merged_into());
  if (!feedback.item.none()) feedback.item.to(out->mutable_item());
  if (!feedback.said_in.none()) feedback.said_in.to(out->mutable_said_in());
}

namespace {

// What of a poll's ballots only the log may know.
void save_ballots(const Poll& poll, v1::PollStateRow* out) {
  entered_to(poll, out->mutable_entered());
  if (poll.secrecy != v1::SECRECY_UNLINKABLE) return ballots_to(poll, out->mutable_ballots());
  if (!poll.result || poll.results_shown()) return;
  *out->mutable_box_tally() = *poll.result;
  out->mutable_box_by_group()->Add(poll.by_group.begin(), poll.by_group.end());
}

}  // namespace

void save_meeting(const State& state, v1::ProductState* out) {
  out->set_facilitator(value(state.facilitator));
  for (const auto& [id, delegation] : state.delegations)
    save_delegation(id, delegation, out->add_delegations());
  for (const Text& check : state.definition_of_done) check.to(out->add_definition_of_done());
  for (const auto& [id, review] : state.reviews) save_review(id, review, out->add_reviews());
  for (const auto& [id, increment] : state.increments)
    save_increment(id, increment, out->add_increments());
  for (const auto& [id, poll] : state.polls) {
    v1::PollStateRow& row = *out->add_polls();
    save_poll(state, id, row.mutable_view());
    save_ballots(poll, &row);
  }
  for (const FeedbackId id : state.feedback_order) {
    v1::FeedbackStateRow& row = *out->add_feedback();
    const Feedback& feedback = state.feedback.at(id);
    save_feedback(id, feedback, row.mutable_view());
    // Shown to nobody any more, but the state is what the log says.
    if (feedback.retracted) feedback.text.to(row.mutable_view()->mutable_given()->mutable_text());
    row.set_true_author(value(feedback.true_author));
    for (const ParticipantId voter : feedback.upvotes) row.add_upvotes(value(voter));
    row.set_state_before(feedback.state_before);
  }
  save_held_feedback(state, out);
  if (state.vision) state.vision->to(out->mutable_vision());
  out->set_vision_at(value(state.vision_at));
  for (const auto& [id, goal] : state.goals) save_goal(id, goal, out->add_goals());
  for (const auto& [id, action] : state.actions) save_action(id, action, out->add_actions());
}

namespace {

void load_increment(const v1::IncrementView& row, State& state) {
  const v1::IncrementAdded& added = row.added();
  Increment increment{.review = ReviewId::from(added.review()),
                      .title = Text::from(added.title()),
                      .summary = Text::from(added.summary()),
                      .item = ItemId::from(added.item()),
                      .done = added.done(),
                      .presenter = Text::from(added.presenter()),
                      .demo_link = Text::from(added.demo_link()),
                      .assessment = row.assessment(),
                      .assessed_by = ParticipantId{row.assessed_by()},
                      .assessed_at = static_cast<Seq>(row.assessed_at()),
                      .edited_at = static_cast<Seq>(row.edited_at()),
                      .release = row.release(),
                      .release_at = static_cast<Seq>(row.release_at())};
  for (const v1::Criterion& criterion : added.criteria()) {
    increment.criteria.push_back({Text::from(criterion.text()), criterion.met()});
  }
  for (const v1::Criterion& check : added.definition_of_done()) {
    increment.definition_of_done.push_back({Text::from(check.text()), check.met()});
  }
  if (row.has_assessment_reason())
    increment.assessment_reason = Text::from(row.assessment_reason());
  state.increments.emplace(IncrementId::from(added.increment()), std::move(increment));
}

void load_poll(const v1::PollStateRow& row, State& state) {
  const v1::PollOpened& opened = row.view().opened();
  Poll poll = poll_from(opened, state);
  poll.state = row.view().state();
  poll.opened_at = static_cast<Seq>(row.view().opened_at());
  if (row.view().has_void_reason()) poll.void_reason = Text::from(row.view().void_reason());
  poll.voided_by = ParticipantId{row.view().voided_by()};
  poll.key_lost = row.view().key_lost();
  ballots_from(row.ballots(), poll);
  entered_from(row.entered(), poll);
  if (row.view().has_tally() && poll.state != v1::POLL_STATE_OPEN) poll.result = row.view().tally();
  poll.by_group.assign(row.view().by_group().begin(), row.view().by_group().end());
  if (row.has_box_tally()) {
    poll.result = row.box_tally();
    poll.by_group.assign(row.box_by_group().begin(), row.box_by_group().end());
  }
  const PollId id = PollId::from(opened.poll());
  if (poll.state == v1::POLL_STATE_OPEN && poll.deadline != TimeMs{})
    state.deadlines.emplace(poll.deadline, id);
  state.polls.emplace(id, std::move(poll));
}

void load_review(const v1::ReviewView& row, State& state) {
  const ReviewId id = ReviewId::from(row.review());
  Review review{.title = Text::from(row.title()),
                .sprint = row.sprint(),
                .sprint_goal = Text::from(row.sprint_goal()),
                .state = row.state(),
                .agenda = agenda_from(row.agenda()),
                .agenda_at = static_cast<Seq>(row.agenda_at()),
                .current = AgendaEntryId::from(row.current()),
                .current_at = static_cast<Seq>(row.current_at()),
                .starts = row.starts(),
                .ends = row.ends(),
                .items_done = row.items_done(),
                .points_done = row.points_done(),
                .edited_at = static_cast<Seq>(row.edited_at()),
                .feedback_held = row.feedback_held()};
  if (row.has_environment()) review.environment = Text::from(row.environment());
  state.reviews.emplace(id, std::move(review));
  set_timer(state, id, row.timer());
}

void load_feedback(const v1::FeedbackStateRow& row, State& state) {
  const v1::FeedbackView& view = row.view();
  const FeedbackId id = FeedbackId::from(view.given().feedback());
  Feedback feedback{.review = ReviewId::from(view.given().review()),
                    .said_in = ReviewId::from(view.said_in()),
                    .increment = IncrementId::from(view.given().increment()),
                    .kind = view.given().kind(),
                    .text = Text::from(view.given().text()),
                    .anonymous = view.given().anonymous(),
                    .shown_author = ParticipantId{view.author()},
                    .true_author = ParticipantId{row.true_author()},
                    .time = static_cast<TimeMs>(view.time_ms()),
                    .retracted = view.retracted(),
                    .upvotes = {},
                    .state_at = static_cast<Seq>(view.state_at()),
                    .answered_by = ParticipantId{view.answered_by()},
                    .merged_into = FeedbackId::from(view.merged_into()),
                    .item = ItemId::from(view.item())};
  if (view.state() != v1::FEEDBACK_STATE_UNSPECIFIED) feedback.state = view.state();
  if (row.state_before() != v1::FEEDBACK_STATE_UNSPECIFIED)
    feedback.state_before = row.state_before();
  if (view.has_reason()) feedback.reason = Text::from(view.reason());
  if (view.has_answer()) feedback.answer = Text::from(view.answer());
  for (const std::uint32_t voter : row.upvotes()) feedback.upvotes.insert(ParticipantId{voter});
  state.feedback.emplace(id, std::move(feedback));
  state.feedback_order.push_back(id);
}

}  // namespace

void load_meeting(const v1::ProductState& in, State& state) {
  for (const v1::Text& check : in.definition_of_done()) {
    state.definition_of_done.push_back(Text::from(check));
  }
  state.facilitator = ParticipantId{in.facilitator()};
  for (const v1::DelegationGranted& row : in.delegations()) add_delegation(state, row);
  for (const v1::ReviewView& row : in.reviews()) load_review(row, state);
  for (const v1::IncrementView& row : in.increments()) load_increment(row, state);
  for (const v1::PollStateRow& row : in.polls()) load_poll(row, state);
  for (const v1::FeedbackStateRow& row : in.feedback()) load_feedback(row, state);
  load_held_feedback(in, state);
  if (in.has_vision()) state.vision = Text::from(in.vision());
  state.vision_at = static_cast<Seq>(in.vision_at());
  for (const v1::GoalView& row : in.goals()) load_goal(row, state);
  for (const v1::ActionView& row : in.actions()) load_action(row, state);
  for (const auto& [id, feedback] : state.feedback) {
    if (feedback.merged_into.none()) continue;
    const auto into = state.feedback.find(feedback.merged_into);
    if (into != state.feedback.end()) into->second.merged.insert(id);
  }
}

}  // namespace reviewd::domain
