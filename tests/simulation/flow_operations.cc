#include "simulation/flow_operations.h"

namespace reviewd::simulation {

namespace {

using Thought = std::optional<v1::Operation>;

Thought advance(const std::pair<const ReviewId, domain::Review>& entry, Prng& random) {
  const domain::Review& review = entry.second;
  v1::Operation operation;
  v1::AdvanceAgenda& advance = *operation.mutable_advance_agenda();
  entry.first.to(advance.mutable_review());
  if (!review.current.none()) review.current.to(advance.mutable_from());
  if (!review.agenda.empty() && !random.one_in(6))
    review.agenda[random.below(review.agenda.size())].id.to(advance.mutable_to());
  return operation;
}

Thought set_agenda(const std::pair<const ReviewId, domain::Review>& entry, Prng& random) {
  const domain::Review& review = entry.second;
  v1::Operation operation;
  v1::SetAgenda& set = *operation.mutable_set_agenda();
  entry.first.to(set.mutable_review());
  set.set_if_version(value(review.agenda_at));
  for (const domain::AgendaEntry& old : review.agenda) {
    if (random.one_in(8)) continue;  // which may be the current one, and is refused then
    v1::AgendaDraft& draft = *set.add_entries();
    old.id.to(draft.mutable_entry());
    draft.set_kind(old.kind);
    draft.set_subject(old.subject.plain);
    draft.set_timebox_ms(random.one_in(3) ? 20'000 : 0);
  }
  v1::AgendaDraft& added = *set.add_entries();
  added.set_kind(v1::AGENDA_KIND_FREE);
  added.set_subject("entry " + std::to_string(random.below(1'000)));
  return operation;
}

Thought set_timer(const std::pair<const ReviewId, domain::Review>& entry, Prng& random) {
  v1::Operation operation;
  v1::SetTimer& set = *operation.mutable_set_timer();
  entry.first.to(set.mutable_review());
  set.set_change(static_cast<v1::TimerChange>(1 + random.below(5)));
  set.set_ms(1'000 + random.below(20'000));
  set.set_if_timer_rev(entry.second.timer.rev);
  return operation;
}

// Whether it fits the review's state or not: what does not is refused.
Thought change_state(ReviewId review, Prng& random) {
  v1::Operation operation;
  switch (random.below(3)) {
    case 0: review.to(operation.mutable_pause_review()->mutable_review()); return operation;
    case 1: review.to(operation.mutable_resume_review()->mutable_review()); return operation;
    default: review.to(operation.mutable_reopen_review()->mutable_review()); return operation;
  }
}

// Groups, and who is in which.
Thought sort_people(const View& view, Prng& random) {
  v1::Operation operation;
  const std::vector<domain::Group>& groups = view.confirmed.groups;
  if (groups.empty() || random.one_in(3)) {
    for (const domain::Group& group : groups) {
      if (random.one_in(4)) continue;
      v1::GroupDraft& kept = *operation.mutable_set_groups()->add_groups();
      group.id.to(kept.mutable_group());
      kept.set_name(group.name.plain);
    }
    operation.mutable_set_groups()->add_groups()->set_name("group " +
                                                           std::to_string(random.below(1'000)));
    operation.mutable_set_groups()->set_if_version(value(view.confirmed.groups_at));
    return operation;
  }
  if (random.one_in(4)) {
    groups.front().id.to(operation.mutable_choose_group()->mutable_group());
    return operation;
  }
  const auto* person = some(view.state.participants, random);
  if (person == nullptr) return std::nullopt;
  operation.mutable_assign_group()->add_participants(value(person->first));
  if (!random.one_in(4)) {
    groups[random.below(groups.size())].id.to(operation.mutable_assign_group()->mutable_group());
  }
  return operation;
}

Thought hand_the_lead_over(const View& view, Prng& random) {
  v1::Operation operation;
  const auto* person = some(view.state.participants, random);
  operation.mutable_set_facilitator()->set_participant(
      person == nullptr || random.one_in(4) ? 0 : value(person->first));
  return operation;
}

}  // namespace

Thought lead(const View& view, Prng& random) {
  if (random.one_in(12)) return hand_the_lead_over(view, random);
  if (random.one_in(8)) return sort_people(view, random);
  const auto* review = some(view.state.reviews, random);
  if (review == nullptr) return std::nullopt;
  switch (random.below(6)) {
    case 0: return set_agenda(*review, random);
    case 1:
    case 2: return set_timer(*review, random);
    case 3: return change_state(review->first, random);
    default: return advance(*review, random);
  }
}

Thought triage(const View& view, Prng& random) {
  // Predicted feedback is named by its own operation; anonymous feedback only by the server.
  const auto* feedback = some(view.confirmed.feedback, random);
  if (feedback == nullptr) return std::nullopt;
  v1::Operation operation;
  switch (random.below(5)) {
    case 0:
      feedback->first.to(operation.mutable_answer_feedback()->mutable_feedback());
      if (!random.one_in(4)) operation.mutable_answer_feedback()->set_text("an answer");
      return operation;
    case 1:
      feedback->first.to(operation.mutable_merge_feedback()->mutable_feedback());
      some(view.confirmed.feedback, random)
          ->first.to(operation.mutable_merge_feedback()->mutable_into());
      return operation;
    case 2:
      feedback->first.to(operation.mutable_unmerge_feedback()->mutable_feedback());
      return operation;
    case 3:
      feedback->first.to(operation.mutable_convert_feedback()->mutable_feedback());
      operation.mutable_convert_feedback()->mutable_item()->set_title("from feedback");
      operation.mutable_convert_feedback()->mutable_place()->set_end(true);
      return operation;
    default:
      feedback->first.to(operation.mutable_triage_feedback()->mutable_feedback());
      constexpr v1::FeedbackState kStates[] = {
          v1::FEEDBACK_STATE_NEW, v1::FEEDBACK_STATE_ACKNOWLEDGED, v1::FEEDBACK_STATE_PARKED,
          v1::FEEDBACK_STATE_DECLINED};
      operation.mutable_triage_feedback()->set_state(kStates[random.below(4)]);
      return operation;
  }
}

Thought lend(const View& view, Prng& random) {
  v1::Operation operation;
  const auto* lent = some(view.confirmed.delegations, random);
  if (lent != nullptr && random.one_in(3)) {
    lent->first.to(operation.mutable_revoke_delegation()->mutable_delegation());
    return operation;
  }
  const auto* person = some(view.state.participants, random);
  if (person == nullptr) return std::nullopt;
  v1::Delegate& delegate = *operation.mutable_delegate();
  delegate.set_to(value(person->first));
  delegate.add_scopes(static_cast<v1::DelegationScope>(1 + random.below(4)));
  delegate.add_scopes(v1::DELEGATION_SCOPE_ORDER);
  delegate.set_expires_ms(value(view.state.time) + 5'000 + random.below(60'000));
  return operation;
}

}  // namespace reviewd::simulation
