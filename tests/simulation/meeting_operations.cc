#include "simulation/meeting_operations.h"

namespace reviewd::simulation {

namespace {

using Thought = std::optional<v1::Operation>;

const std::pair<const ReviewId, domain::Review>* open_review(const domain::State& state) {
  for (const auto& entry : state.reviews) {
    if (entry.second.state == v1::REVIEW_STATE_OPEN) return &entry;
  }
  return nullptr;
}

Thought about_reviews(const View& view, Prng& random) {
  v1::Operation operation;
  const auto* open = open_review(view.state);
  if (open != nullptr && random.one_in(12)) {
    open->first.to(operation.mutable_close_review()->mutable_review());
    return operation;
  }
  const auto* any = some(view.state.reviews, random);
  if (open == nullptr && any != nullptr && !random.one_in(3)) {
    any->first.to(operation.mutable_open_review()->mutable_review());
    return operation;
  }
  if (view.state.reviews.size() >= 6) return std::nullopt;
  operation.mutable_plan_review()->set_title("Sprint Review");
  operation.mutable_plan_review()->set_sprint(random.below(30));
  return operation;
}

Thought about_increments(const View& view, Prng& random) {
  v1::Operation operation;
  const auto* open = open_review(view.state);
  const auto* increment = some(view.state.increments, random);
  if (increment != nullptr && random.one_in(2)) {
    v1::AssessIncrement& assess = *operation.mutable_assess_increment();
    increment->first.to(assess.mutable_increment());
    assess.set_assessment(random.one_in(2) ? v1::ASSESSMENT_MEETS : v1::ASSESSMENT_NOT_YET);
    return operation;
  }
  if (increment != nullptr && random.one_in(2)) {
    v1::CheckIncrement& check = *operation.mutable_check_increment();
    increment->first.to(check.mutable_increment());
    check.set_list(v1::CHECK_LIST_CRITERIA);
    check.set_index(random.below(2));
    check.set_met(random.one_in(2));
    return operation;
  }
  if (open == nullptr || view.state.increments.size() >= 12) return std::nullopt;
  v1::AddIncrement& add = *operation.mutable_add_increment();
  open->first.to(add.mutable_review());
  add.set_title("increment");
  add.add_criteria("works");
  add.add_criteria("is fast");
  return operation;
}

// Texts, and items of the backlog, which may be archived or merged while the poll is open (C29).
void add_options(const View& view, Prng& random, v1::OpenPoll& open) {
  if (open.kind() < v1::POLL_KIND_SINGLE) return;
  const std::uint64_t count = 2 + random.below(4);
  for (std::uint64_t i = 0; i < count; ++i) {
    v1::PollOptionDraft& option = *open.add_options();
    const auto* item = some(view.confirmed.backlog.items, random);
    if (item != nullptr && random.one_in(2)) {
      item->first.to(option.mutable_item());
    } else {
      option.set_text("option " + std::to_string(i));
    }
  }
  if (open.kind() == v1::POLL_KIND_DOTS) open.set_dots(3);
}

Thought about_polls(const View& view, Prng& random) {
  v1::Operation operation;
  const auto* poll = some(view.state.polls, random);
  if (poll != nullptr && random.one_in(2)) {
    if (random.one_in(8)) {
      poll->first.to(operation.mutable_void_poll()->mutable_poll());
    } else if (poll->second.kind == v1::POLL_KIND_DOTS && random.one_in(3)) {
      poll->first.to(operation.mutable_set_dots()->mutable_poll());
      operation.mutable_set_dots()->set_dots(1 + random.below(5));
    } else if (poll->second.state == v1::POLL_STATE_OPEN) {
      poll->first.to(operation.mutable_close_poll()->mutable_poll());
    } else {
      poll->first.to(operation.mutable_reveal_poll()->mutable_poll());
    }
    return operation;
  }
  const auto* increment = some(view.state.increments, random);
  const auto* review = open_review(view.state);
  if (increment == nullptr || review == nullptr || view.state.polls.size() >= 20)
    return std::nullopt;
  v1::OpenPoll& open = *operation.mutable_open_poll();
  if (random.one_in(3)) {
    review->first.to(open.mutable_review());
  } else {
    increment->first.to(open.mutable_increment());
  }
  open.set_question("done?");
  open.set_kind(static_cast<v1::PollKind>(1 + random.below(v1::PollKind_MAX)));
  add_options(view, random, open);
  if (random.one_in(4)) open.add_roles(v1::ROLE_STAKEHOLDER);
  if (!view.state.groups.empty() && random.one_in(4))
    view.state.groups.front().id.to(open.add_groups());
  if (poll != nullptr && random.one_in(4)) poll->first.to(open.mutable_again());
  constexpr v1::Secrecy kSecrecies[] = {v1::SECRECY_NAMED, v1::SECRECY_NAMED, v1::SECRECY_MASKED,
                                        v1::SECRECY_UNLINKABLE};
  open.set_secrecy(kSecrecies[random.below(4)]);
  open.set_results(open.secrecy() != v1::SECRECY_NAMED ? v1::RESULTS_ON_REVEAL
                   : random.one_in(2)                  ? v1::RESULTS_LIVE
                                                       : v1::RESULTS_AFTER_OWN_VOTE);
  if (random.one_in(4)) open.set_open_for_ms(5'000);
  return operation;
}

Thought vote(const View& view, Prng& random) {
  const auto* poll = some(view.state.polls, random);
  if (poll == nullptr) return std::nullopt;
  v1::Operation operation;
  v1::CastBallot& cast = *operation.mutable_cast_ballot();
  poll->first.to(cast.mutable_poll());
  choose(poll->second, random, cast);
  return operation;
}

Thought give_feedback(const View& view, Prng& random) {
  const auto* open = open_review(view.state);
  if (open == nullptr) return std::nullopt;
  v1::Operation operation;
  v1::GiveFeedback& give = *operation.mutable_give_feedback();
  open->first.to(give.mutable_review());
  give.set_kind(v1::FEEDBACK_KIND_IDEA);
  give.set_text("thought " + std::to_string(random.below(1'000)));
  give.set_anonymous(random.one_in(2));
  return operation;
}

Thought about_feedback(const View& view, Prng& random) {
  // Predicted feedback is named by its own operation; anonymous feedback only by the server.
  const auto* feedback = some(view.confirmed.feedback, random);
  if (feedback == nullptr || random.one_in(3)) return give_feedback(view, random);
  v1::Operation operation;
  if (feedback->second.shown_author == view.me && random.one_in(4)) {
    feedback->first.to(operation.mutable_retract_feedback()->mutable_feedback());
    return operation;
  }
  feedback->first.to(operation.mutable_upvote_feedback()->mutable_feedback());
  operation.mutable_upvote_feedback()->set_withdraw(random.one_in(3));
  return operation;
}

}  // namespace

void choose(const domain::Poll& poll, Prng& random, v1::CastBallot& cast) {
  const auto options = static_cast<std::uint32_t>(poll.options.size());
  switch (poll.kind) {
    case v1::POLL_KIND_CONSENT:
      return cast.set_consent(random.one_in(2) ? v1::CONSENT_YES : v1::CONSENT_NO);
    case v1::POLL_KIND_FIST_OF_FIVE: return cast.set_fingers(random.below(6));
    case v1::POLL_KIND_DOTS:
      for (std::uint32_t i = 0; i < options; ++i) cast.add_choices(random.below(3));
      return;
    case v1::POLL_KIND_MULTI:
    case v1::POLL_KIND_RANKING:
      for (std::uint32_t i = 0; i < options; ++i) {
        if (random.one_in(2)) cast.add_choices((i + 1) % options);
      }
      return;
    default: return cast.set_selection(random.below(6));
  }
}

Thought host(const View& view, Prng& random) {
  switch (random.below(3)) {
    case 0: return about_reviews(view, random);
    case 1: return about_increments(view, random);
    default: return about_polls(view, random);
  }
}

Thought take_part(const View& view, Prng& random) {
  return random.one_in(2) ? vote(view, random) : about_feedback(view, random);
}

}  // namespace reviewd::simulation
