// Polls: one ballot a voter, a register that a later ballot replaces (C28); an electorate frozen
// when the poll opens; ballots that nobody may see go into sealed entries, never into events.

#include "base/assert.h"
#include "domain/apply.h"
#include "domain/decide.h"
#include "domain/field_check.h"
#include "domain/tally.h"

namespace reviewd::domain {
namespace {

Result<const Poll*> find_poll(const State& state, const v1::Id& id) {
  const auto found = state.polls.find(PollId::from(id));
  if (found == state.polls.end()) {
    return fail(v1::ERROR_CODE_UNKNOWN_ITEM,
                "the operation names a poll that this product does not have");
  }
  return &found->second;
}

Result<void> check_open_poll(const v1::OpenPoll& open, const State& state) {
  const auto increment = state.increments.find(IncrementId::from(open.increment()));
  if (increment == state.increments.end()) {
    return std::unexpected(Error{.code = v1::ERROR_CODE_UNKNOWN_ITEM,
                                 .text = "open_poll.increment names no increment of this product"});
  }
  const v1::ReviewState review = state.reviews.at(increment->second.review).state;
  if (review == v1::REVIEW_STATE_PAUSED) {
    return fail(v1::ERROR_CODE_CONFLICT, "the review is paused; resume it first");
  }
  if (review != v1::REVIEW_STATE_OPEN) {
    return fail(v1::ERROR_CODE_CLOSED, review == v1::REVIEW_STATE_DRAFT
                                           ? "the review has not been opened yet; open it first"
                                           : "the review is closed");
  }
  if (auto ok = check_title("open_poll.question", open.question(), kTitleBytesMax); !ok) return ok;
  if (open.kind() != v1::POLL_KIND_CONSENT && open.kind() != v1::POLL_KIND_FIST_OF_FIVE) {
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                "open_poll.kind must be POLL_KIND_CONSENT or POLL_KIND_FIST_OF_FIVE");
  }
  if (open.secrecy() != v1::SECRECY_NAMED && open.secrecy() != v1::SECRECY_MASKED) {
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                "open_poll.secrecy must be SECRECY_NAMED or SECRECY_MASKED");
  }
  if (open.results() < v1::RESULTS_LIVE || open.results() > v1::RESULTS_AFTER_OWN_VOTE) {
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                "open_poll.results must be RESULTS_LIVE, RESULTS_AFTER_OWN_VOTE or "
                "RESULTS_ON_REVEAL");
  }
  if (open.open_for_ms() != 0 &&
      (open.open_for_ms() < kPollMsMin || open.open_for_ms() > kPollMsMax)) {
    return fail(v1::ERROR_CODE_BAD_REQUEST, "open_poll.open_for_ms must be 0 or " +
                                                std::to_string(kPollMsMin) + " to " +
                                                std::to_string(kPollMsMax));
  }
  if (open.secrecy() == v1::SECRECY_MASKED && open.results() != v1::RESULTS_ON_REVEAL) {
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                "a masked poll shows its results on reveal only; set open_poll.results to "
                "RESULTS_ON_REVEAL");
  }
  return check_room("polls", state.polls.size(), 1, kPollsMax);
}

// What the ballot chooses, as a number of the poll's kind.
Result<std::uint32_t> selection_of(const v1::CastBallot& cast, const Poll& poll) {
  if (poll.kind == v1::POLL_KIND_FIST_OF_FIVE) {
    if (!cast.has_fingers() || cast.fingers() > kFingersMax) {
      return fail(v1::ERROR_CODE_BAD_REQUEST,
                  "cast_ballot.fingers must be 0 to " + std::to_string(kFingersMax));
    }
    return cast.fingers();
  }
  if (cast.consent() < v1::CONSENT_YES || cast.consent() > v1::CONSENT_ABSTAIN) {
    return fail(v1::ERROR_CODE_BAD_REQUEST, "cast_ballot.consent is none of yes, no, abstain");
  }
  return static_cast<std::uint32_t>(cast.consent());
}

void put_ballots(const Poll& poll, google::protobuf::RepeatedPtrField<v1::Ballot>* out) {
  for (const auto& [voter, selection] : poll.ballots) {
    v1::Ballot& ballot = *out->Add();
    ballot.set_voter(value(voter));
    ballot.set_selection(selection);
  }
}

Decision close(PollId id, const Poll& poll, bool by_deadline) {
  Decision decision;
  v1::PollClosed& closed = *decision.events.emplace_back().mutable_poll_closed();
  id.to(closed.mutable_poll());
  closed.set_by_deadline(by_deadline);
  if (poll.results != v1::RESULTS_ON_REVEAL) *closed.mutable_tally() = tally(poll);
  if (poll.results == v1::RESULTS_AFTER_OWN_VOTE) put_ballots(poll, closed.mutable_ballots());
  return decision;
}

}  // namespace

v1::Tally tally(const Poll& poll) {
  std::map<std::uint32_t, std::uint32_t> counts;
  const bool fist = poll.kind == v1::POLL_KIND_FIST_OF_FIVE;
  const std::uint32_t last = fist ? kFingersMax : v1::CONSENT_ABSTAIN;
  for (std::uint32_t choice = fist ? 0 : v1::CONSENT_YES; choice <= last; ++choice) {
    counts[choice] = 0;
  }
  for (const auto& [voter, selection] : poll.ballots) ++counts[selection];
  v1::Tally out;
  for (const auto& [selection, ballots] : counts) {
    v1::Count& count = *out.add_counts();
    count.set_selection(selection);
    count.set_ballots(ballots);
  }
  out.set_ballots(static_cast<std::uint32_t>(poll.ballots.size()));
  out.set_electorate(static_cast<std::uint32_t>(poll.electorate.size()));
  return out;
}

Result<Decision> decide_open_poll(const v1::Operation& operation, const DecideContext& context) {
  const v1::OpenPoll& open = operation.open_poll();
  if (auto ok = check_open_poll(open, context.state); !ok) return std::unexpected(ok.error());
  Decision decision;
  v1::PollOpened& opened = *decision.events.emplace_back().mutable_poll_opened();
  name_after(operation, opened.mutable_poll());
  *opened.mutable_increment() = open.increment();
  context.draw.text(open.question(), kProductText, opened.mutable_question());
  opened.set_kind(open.kind());
  opened.set_secrecy(open.secrecy());
  opened.set_results(open.results());
  if (open.open_for_ms() != 0) opened.set_deadline_ms(value(context.now) + open.open_for_ms());
  for (const auto& [id, participant] : context.state.participants) {
    if (participant.role != v1::ROLE_OBSERVER && !participant.removed) {
      opened.add_electorate(value(id));
    }
  }
  return decision;
}

Result<Decision> decide_admit_voters(const v1::Operation& operation, const DecideContext& context) {
  const v1::AdmitVoters& admit = operation.admit_voters();
  const auto poll = find_poll(context.state, admit.poll());
  if (!poll) return std::unexpected(poll.error());
  if ((*poll)->state != v1::POLL_STATE_OPEN)
    return fail(v1::ERROR_CODE_POLL_CLOSED, "the poll is closed");
  if (auto ok = check_count("admit_voters.participants",
                            static_cast<std::size_t>(admit.participants_size()), kParticipantsMax);
      !ok) {
    return std::unexpected(ok.error());
  }
  std::set<ParticipantId> more;
  for (const std::uint32_t id : admit.participants()) {
    const auto found = context.state.participants.find(ParticipantId{id});
    if (found == context.state.participants.end() || found->second.role == v1::ROLE_OBSERVER ||
        found->second.removed) {
      return fail(v1::ERROR_CODE_BAD_REQUEST, "admit_voters.participants names " +
                                                  std::to_string(id) + ", who cannot vote here");
    }
    if (!(*poll)->electorate.contains(found->first)) more.insert(found->first);
  }
  Decision decision;
  if (more.empty()) {
    return noop();
  }
  v1::VotersAdmitted& admitted = *decision.events.emplace_back().mutable_voters_admitted();
  *admitted.mutable_poll() = admit.poll();
  for (const ParticipantId id : more) admitted.add_participants(value(id));
  return decision;
}

Result<Decision> decide_cast_ballot(const v1::Operation& operation, const DecideContext& context) {
  const v1::CastBallot& cast = operation.cast_ballot();
  const auto poll = find_poll(context.state, cast.poll());
  if (!poll) return std::unexpected(poll.error());
  if ((*poll)->state == v1::POLL_STATE_REVEALED) {  // C30
    return fail(v1::ERROR_CODE_ROUND_OVER,
                "the results have been revealed; a new round is needed to vote");
  }
  if ((*poll)->state == v1::POLL_STATE_CLOSED) {  // C27
    return fail(v1::ERROR_CODE_POLL_CLOSED, "the poll is closed; your ballot was not counted");
  }
  if (!(*poll)->electorate.contains(context.author.participant)) {
    return fail(v1::ERROR_CODE_FORBIDDEN, "you are not among those who may vote in this poll");
  }
  const auto selection = selection_of(cast, **poll);
  if (!selection) return std::unexpected(selection.error());
  Decision decision;
  const auto voter = value(context.author.participant);
  if ((*poll)->open_ballots()) {
    v1::BallotCast& ballot = *decision.events.emplace_back().mutable_ballot_cast();
    *ballot.mutable_poll() = cast.poll();
    ballot.set_voter(voter);
    ballot.set_selection(*selection);
  } else {
    v1::HiddenBallot& ballot = *decision.sealed.emplace_back().mutable_hidden_ballot();
    *ballot.mutable_poll() = cast.poll();
    ballot.set_voter(voter);
    ballot.set_selection(*selection);
  }
  return decision;
}

Result<Decision> decide_close_poll(const v1::Operation& operation, const DecideContext& context) {
  const v1::Id& id = operation.close_poll().poll();
  const auto poll = find_poll(context.state, id);
  if (!poll) return std::unexpected(poll.error());
  if ((*poll)->state != v1::POLL_STATE_OPEN) return noop();
  return close(PollId::from(id), **poll, false);
}

Decision close_poll_at_its_time(const State& state, PollId id) {
  return close(id, state.polls.at(id), true);
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
  v1::PollRevealed& revealed = *decision.events.emplace_back().mutable_poll_revealed();
  *revealed.mutable_poll() = id;
  *revealed.mutable_tally() = tally(**poll);
  if ((*poll)->secrecy == v1::SECRECY_NAMED) {
    put_ballots(**poll, revealed.mutable_ballots());
  }
  return decision;
}

void apply_poll(State& state, const v1::Event& event) {
  switch (event.body_case()) {
    case v1::Event::kPollOpened: {
      const v1::PollOpened& opened = event.poll_opened();
      Poll poll{.increment = IncrementId::from(opened.increment()),
                .question = Text::from(opened.question()),
                .kind = opened.kind(),
                .secrecy = opened.secrecy(),
                .results = opened.results(),
                .deadline = static_cast<TimeMs>(opened.deadline_ms())};
      for (const std::uint32_t voter : opened.electorate())
        poll.electorate.insert(ParticipantId{voter});
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
      state.polls.at(PollId::from(ballot.poll())).ballots[ParticipantId{ballot.voter()}] =
          ballot.selection();
      return;
    }
    case v1::Event::kPollClosed: {
      const PollId id = PollId::from(event.poll_closed().poll());
      Poll& poll = state.polls.at(id);
      poll.state = v1::POLL_STATE_CLOSED;
      state.deadlines.erase({poll.deadline, id});
      return;
    }
    case v1::Event::kPollRevealed:
      state.polls.at(PollId::from(event.poll_revealed().poll())).state = v1::POLL_STATE_REVEALED;
      return;
    default: REVIEWD_ASSERT(false && "not an event of polls");
  }
}

void apply_poll(State& state, const v1::SealedEntry& entry) {
  const v1::HiddenBallot& ballot = entry.hidden_ballot();
  state.polls.at(PollId::from(ballot.poll())).ballots[ParticipantId{ballot.voter()}] =
      ballot.selection();
}

}  // namespace reviewd::domain
