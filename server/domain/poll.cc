// Polls: opened with an electorate that is frozen then, closed, revealed, asked again, declared
// void. Their ballots are in ballot.cc.

#include "base/assert.h"
#include "domain/apply.h"
#include "domain/decide.h"
#include "domain/entered_ballot.h"
#include "domain/field_check.h"
#include "domain/group.h"
#include "domain/poll_form.h"
#include "domain/poll_rules.h"
#include "domain/review_rules.h"
#include "domain/tally.h"

namespace reviewd::domain {
namespace {

// What a poll is to be on: an increment, or a review as a whole.
Result<ReviewId> subject_of(const v1::OpenPoll& open, const State& state) {
  if (!open.has_increment()) return ReviewId::from(open.review());
  if (open.has_review()) {
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                "open_poll has an increment and a review; give one of them");
  }
  const auto increment = state.increments.find(IncrementId::from(open.increment()));
  if (increment == state.increments.end()) {
    return fail(v1::ERROR_CODE_UNKNOWN_ITEM,
                "open_poll.increment names no increment of this product");
  }
  return increment->second.review;
}

Result<void> check_subject(const v1::OpenPoll& open, const State& state) {
  const auto subject = subject_of(open, state);
  if (!subject) return std::unexpected(subject.error());
  v1::Id id;
  subject->to(&id);
  const auto review = find_running_review(state, "open_poll.review", id);
  if (!review) return std::unexpected(review.error());
  return {};
}

// The poll that is asked again must be over.
Result<void> check_again(const v1::OpenPoll& open, const State& state) {
  if (!open.has_again()) return {};
  const auto poll = state.polls.find(PollId::from(open.again()));
  if (poll == state.polls.end())
    return fail(v1::ERROR_CODE_UNKNOWN_ITEM, "open_poll.again names no poll of this product");
  if (poll->second.state == v1::POLL_STATE_OPEN)
    return fail(v1::ERROR_CODE_CONFLICT, "the poll of open_poll.again is open; close it first");
  return {};
}

Result<void> check_secrecy(const v1::OpenPoll& open) {
  if (open.secrecy() < v1::SECRECY_NAMED || open.secrecy() > v1::Secrecy_MAX) {
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                "open_poll.secrecy must be SECRECY_NAMED, SECRECY_MASKED or SECRECY_UNLINKABLE");
  }
  if (open.results() < v1::RESULTS_LIVE || open.results() > v1::RESULTS_AFTER_OWN_VOTE) {
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                "open_poll.results must be RESULTS_LIVE, RESULTS_AFTER_OWN_VOTE or "
                "RESULTS_ON_REVEAL");
  }
  if (open.secrecy() != v1::SECRECY_NAMED && open.results() != v1::RESULTS_ON_REVEAL) {
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                "a masked or unlinkable poll shows its results on reveal only; set "
                "open_poll.results to RESULTS_ON_REVEAL");
  }
  return {};
}

Result<void> check_open_poll(const v1::OpenPoll& open, const State& state) {
  if (auto ok = check_subject(open, state); !ok) return ok;
  if (auto ok = check_title("open_poll.question", open.question(), kTitleBytesMax); !ok) return ok;
  if (auto ok = check_kind(open, state); !ok) return ok;
  if (auto ok = check_secrecy(open); !ok) return ok;
  if (open.open_for_ms() != 0 &&
      (open.open_for_ms() < kPollMsMin || open.open_for_ms() > kPollMsMax)) {
    return fail(v1::ERROR_CODE_BAD_REQUEST, "open_poll.open_for_ms must be 0 or " +
                                                std::to_string(kPollMsMin) + " to " +
                                                std::to_string(kPollMsMax));
  }
  if (auto ok = check_again(open, state); !ok) return ok;
  return check_room("polls", state.polls.size(), 1, kPollsMax);
}

// Whom a poll asks, each role and group once; those that are empty leave nobody out.
struct Asked {
  std::set<v1::Role> roles;
  std::set<GroupId> groups;
};

Result<void> check_entries(std::string_view field, int entries, std::size_t max) {
  if (static_cast<std::size_t>(entries) <= max) return {};
  return fail(v1::ERROR_CODE_TOO_LARGE,
              std::string(field) + " has more than " + std::to_string(max) + " entries");
}

Result<Asked> asked_by(const v1::OpenPoll& open, const State& state) {
  static_assert(kPollRolesMax == v1::Role_MAX);
  if (auto ok = check_entries("open_poll.roles", open.roles_size(), kPollRolesMax); !ok)
    return std::unexpected(ok.error());
  if (auto ok = check_entries("open_poll.groups", open.groups_size(), kGroupsMax); !ok)
    return std::unexpected(ok.error());
  Asked asked;
  for (const int role : open.roles()) {
    if (role < v1::ROLE_PRODUCT_OWNER || role >= v1::ROLE_OBSERVER)
      return fail(v1::ERROR_CODE_BAD_REQUEST, "open_poll.roles names a role that does not vote");
    asked.roles.insert(static_cast<v1::Role>(role));
  }
  for (const v1::Id& id : open.groups()) {
    const auto group = find_group("open_poll.groups", id, state);
    if (!group) return std::unexpected(group.error());
    asked.groups.insert(*group);
  }
  return asked;
}

// Of all who may vote those of the roles and of the groups named, if any are.
std::set<ParticipantId> electorate_of(const Asked& asked, const State& state) {
  std::set<ParticipantId> out;
  for (const auto& [id, participant] : state.participants) {
    if (participant.removed || participant.role == v1::ROLE_OBSERVER) continue;
    if (!asked.roles.empty() && !asked.roles.contains(participant.role)) continue;
    if (asked.groups.empty() || asked.groups.contains(participant.group)) out.insert(id);
  }
  return out;
}

Result<void> check_review_goes_on(const State& state, const Poll& poll) {
  if (state.reviews.at(poll.review).under_way()) return {};
  return fail(v1::ERROR_CODE_CLOSED, "the review is closed; reopen it with a reason");  // C50
}

Decision close(const State& state, PollId id, bool by_deadline) {
  const Poll& poll = state.polls.at(id);
  Decision decision;
  v1::PollClosed& closed = *decision.events.emplace_back().mutable_poll_closed();
  id.to(closed.mutable_poll());
  closed.set_by_deadline(by_deadline);
  if (poll.results != v1::RESULTS_ON_REVEAL) {
    *closed.mutable_tally() = tally(state, poll);
    for (v1::GroupResult& group : results_by_group(state, poll))
      *closed.add_by_group() = std::move(group);
  }
  if (poll.results == v1::RESULTS_AFTER_OWN_VOTE) {
    ballots_to(poll, closed.mutable_ballots());
    entered_to(poll, closed.mutable_entered());
  }
  if (poll.secrecy == v1::SECRECY_UNLINKABLE) {  // the last that is known of its ballots
    v1::BallotBoxCounted& counted = *decision.sealed.emplace_back().mutable_ballot_box_counted();
    id.to(counted.mutable_poll());
    *counted.mutable_tally() = tally(state, poll);
    for (v1::GroupResult& group : results_by_group(state, poll))
      *counted.add_by_group() = std::move(group);
    decision.sealed.back().set_after_events(1);
  }
  return decision;
}

}  // namespace

Result<Decision> decide_open_poll(const v1::Operation& operation, const DecideContext& context) {
  const v1::OpenPoll& open = operation.open_poll();
  if (auto ok = check_open_poll(open, context.state); !ok) return std::unexpected(ok.error());
  const auto asked = asked_by(open, context.state);
  if (!asked) return std::unexpected(asked.error());
  Decision decision;
  v1::PollOpened& opened = *decision.events.emplace_back().mutable_poll_opened();
  name_after(operation, opened.mutable_poll());
  if (open.has_increment()) {
    *opened.mutable_increment() = open.increment();
  } else {
    *opened.mutable_review() = open.review();
  }
  context.draw.text(open.question(), kProductText, opened.mutable_question());
  opened.set_kind(open.kind());
  opened.set_secrecy(open.secrecy());
  opened.set_results(open.results());
  if (open.open_for_ms() != 0) opened.set_deadline_ms(value(context.now) + open.open_for_ms());
  for (const ParticipantId voter : electorate_of(*asked, context.state))
    opened.add_electorate(value(voter));
  for (const v1::PollOptionDraft& option : open.options()) {
    v1::PollOption& row = *opened.add_options();
    if (option.has_item()) {
      *row.mutable_item() = option.item();
    } else {
      context.draw.text(option.text(), kProductText, row.mutable_text());
    }
  }
  opened.set_dots(open.dots());
  opened.set_dots_per_option(open.dots_per_option() != 0 ? open.dots_per_option() : open.dots());
  opened.set_quorum(open.quorum());
  for (const v1::Role role : asked->roles) opened.add_roles(role);
  for (const GroupId group : asked->groups) group.to(opened.add_groups());
  if (open.has_again()) *opened.mutable_again() = open.again();
  return decision;
}

Result<Decision> decide_close_poll(const v1::Operation& operation, const DecideContext& context) {
  const v1::Id& id = operation.close_poll().poll();
  const auto poll = find_poll(context.state, id);
  if (!poll) return std::unexpected(poll.error());
  if ((*poll)->state != v1::POLL_STATE_OPEN) return noop();
  return close(context.state, PollId::from(id), false);
}

Decision close_poll_at_its_time(const State& state, PollId id) { return close(state, id, true); }

Decision void_poll_without_key(PollId id) {
  Decision decision;
  v1::PollVoided& voided = *decision.events.emplace_back().mutable_poll_voided();
  id.to(voided.mutable_poll());
  voided.set_key_lost(true);
  return decision;
}

Result<Decision> decide_reveal_poll(const v1::Operation& operation, const DecideContext& context) {
  const v1::Id& id = operation.reveal_poll().poll();
  const auto poll = find_poll(context.state, id);
  if (!poll) return std::unexpected(poll.error());
  Decision decision;
  if ((*poll)->state == v1::POLL_STATE_REVEALED) {
    return noop();
  }
  if ((*poll)->state == v1::POLL_STATE_OPEN) {
    return fail(v1::ERROR_CODE_CONFLICT, "the poll is open; close it before revealing its results");
  }
  if ((*poll)->state == v1::POLL_STATE_VOID)
    return fail(v1::ERROR_CODE_POLL_CLOSED, "the poll was declared void; its ballots are gone");
  if (auto ok = check_review_goes_on(context.state, **poll); !ok)
    return std::unexpected(ok.error());
  v1::PollRevealed& revealed = *decision.events.emplace_back().mutable_poll_revealed();
  *revealed.mutable_poll() = id;
  *revealed.mutable_tally() = result(context.state, **poll);
  if ((*poll)->result) {
    revealed.mutable_by_group()->Add((*poll)->by_group.begin(), (*poll)->by_group.end());
  } else {
    for (v1::GroupResult& group : results_by_group(context.state, **poll))
      *revealed.add_by_group() = std::move(group);
  }
  if ((*poll)->secrecy == v1::SECRECY_NAMED) {
    ballots_to(**poll, revealed.mutable_ballots());
    entered_to(**poll, revealed.mutable_entered());
  }
  return decision;
}

Result<Decision> decide_void_poll(const v1::Operation& operation, const DecideContext& context) {
  const v1::Id& id = operation.void_poll().poll();
  const auto poll = find_poll(context.state, id);
  if (!poll) return std::unexpected(poll.error());
  if ((*poll)->state == v1::POLL_STATE_VOID) return noop();
  if ((*poll)->state == v1::POLL_STATE_REVEALED) {
    return fail(v1::ERROR_CODE_ROUND_OVER,
                "the results have been revealed and stay; open another poll to ask again");
  }
  if (auto ok = check_review_goes_on(context.state, **poll); !ok)
    return std::unexpected(ok.error());
  if (auto ok = check_reason(operation, "the poll"); !ok) return std::unexpected(ok.error());
  Decision decision;
  *decision.events.emplace_back().mutable_poll_voided()->mutable_poll() = id;
  return decision;
}

Result<Decision> decide_set_dots(const v1::Operation& operation, const DecideContext& context) {
  const v1::SetDots& set = operation.set_dots();
  const auto poll = find_poll(context.state, set.poll());
  if (!poll) return std::unexpected(poll.error());
  if ((*poll)->kind != v1::POLL_KIND_DOTS)
    return fail(v1::ERROR_CODE_BAD_REQUEST, "set_dots.poll names a poll without dots");
  if ((*poll)->state != v1::POLL_STATE_OPEN)
    return fail(v1::ERROR_CODE_POLL_CLOSED, "the poll is closed");
  if (auto ok = check_dots("set_dots", set.dots(), set.dots_per_option()); !ok)
    return std::unexpected(ok.error());
  const std::uint32_t per_option = set.dots_per_option() != 0 ? set.dots_per_option() : set.dots();
  if ((*poll)->dots == set.dots() && (*poll)->dots_per_option == per_option) return noop();
  Decision decision;
  v1::DotsSet& event = *decision.events.emplace_back().mutable_dots_set();
  *event.mutable_poll() = set.poll();
  event.set_dots(set.dots());
  event.set_dots_per_option(per_option);
  return decision;
}

namespace {

// What a poll came to is what was said of it, whatever becomes of its options later.
template <class Said>
void enter_result(const Said& said, v1::PollState now, Poll& poll) {
  poll.state = now;
  if (said.has_tally()) {
    poll.result = said.tally();
    poll.by_group.assign(said.by_group().begin(), said.by_group().end());
  }
  ballots_from(said.ballots(), poll);
  entered_from(said.entered(), poll);
}

void set_dots(const v1::DotsSet& set, Poll& poll) {
  poll.dots = set.dots();
  poll.dots_per_option = set.dots_per_option();
  for (auto& [voter, ballot] : poll.ballots) clamp_dots(poll, ballot);
  for (auto& [id, entered] : poll.entered) clamp_dots(poll, entered.selection);
}

void void_poll(const v1::Event& event, Poll& poll) {
  poll.state = v1::POLL_STATE_VOID;
  poll.ballots.clear();
  poll.entered.clear();
  poll.result.reset();
  poll.by_group.clear();
  if (event.has_reason()) poll.void_reason = Text::from(event.reason());
  poll.voided_by = ParticipantId{event.author()};
  poll.key_lost = event.poll_voided().key_lost();
}

}  // namespace

void apply_poll(State& state, const v1::Event& event) {
  switch (event.body_case()) {
    case v1::Event::kPollOpened: {
      const v1::PollOpened& opened = event.poll_opened();
      Poll poll = poll_from(opened, state);
      poll.opened_at = static_cast<Seq>(event.seq());
      const PollId id = PollId::from(opened.poll());
      if (poll.deadline != TimeMs{}) state.deadlines.emplace(poll.deadline, id);
      state.polls.emplace(id, std::move(poll));
      return;
    }
    case v1::Event::kVotersAdmitted:
      for (const std::uint32_t voter : event.voters_admitted().participants()) {
        state.polls.at(PollId::from(event.voters_admitted().poll()))
            .electorate.insert(ParticipantId{voter});
      }
      return;
    case v1::Event::kBallotCast: {
      const v1::BallotCast& ballot = event.ballot_cast();
      Poll& poll = state.polls.at(PollId::from(ballot.poll()));
      poll.ballots[ParticipantId{ballot.voter()}] = get_selection(poll.kind, ballot);
      return;
    }
    case v1::Event::kPollClosed: {
      const PollId id = PollId::from(event.poll_closed().poll());
      Poll& poll = state.polls.at(id);
      enter_result(event.poll_closed(), v1::POLL_STATE_CLOSED, poll);
      if (poll.secrecy == v1::SECRECY_UNLINKABLE) poll.ballots.clear();
      state.deadlines.erase({poll.deadline, id});
      return;
    }
    case v1::Event::kPollRevealed:
      return enter_result(event.poll_revealed(), v1::POLL_STATE_REVEALED,
                          state.polls.at(PollId::from(event.poll_revealed().poll())));
    case v1::Event::kPollVoided: {
      const PollId id = PollId::from(event.poll_voided().poll());
      Poll& poll = state.polls.at(id);
      void_poll(event, poll);
      state.deadlines.erase({poll.deadline, id});
      return;
    }
    case v1::Event::kDotsSet:
      return set_dots(event.dots_set(), state.polls.at(PollId::from(event.dots_set().poll())));
    default: REVIEWD_ASSERT(false && "not an event of polls");
  }
}

void apply_poll(State& state, const v1::SealedEntry& entry) {
  if (entry.has_ballot_box_counted()) {
    const v1::BallotBoxCounted& counted = entry.ballot_box_counted();
    Poll& poll = state.polls.at(PollId::from(counted.poll()));
    poll.result = counted.tally();
    poll.by_group.assign(counted.by_group().begin(), counted.by_group().end());
    return;
  }
  const v1::HiddenBallot& ballot = entry.hidden_ballot();
  Poll& poll = state.polls.at(PollId::from(ballot.poll()));
  poll.ballots[ParticipantId{ballot.voter()}] = get_selection(poll.kind, ballot);
}

}  // namespace reviewd::domain
