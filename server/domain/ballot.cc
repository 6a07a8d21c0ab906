// Ballots: one a voter, a register that a later ballot replaces (C28). Those that everybody may see
// go into events, those that nobody may see into sealed entries, and those of unlinkable polls into
// the poll's ballot box.

#include "base/assert.h"
#include "domain/ballot_box.h"
#include "domain/decide.h"
#include "domain/field_check.h"
#include "domain/poll_kind.h"
#include "domain/poll_rules.h"

namespace reviewd::domain {

Result<const Poll*> find_poll(const State& state, const v1::Id& id) {
  const auto found = state.polls.find(PollId::from(id));
  if (found == state.polls.end()) {
    return fail(v1::ERROR_CODE_UNKNOWN_ITEM,
                "the operation names a poll that this product does not have");
  }
  return &found->second;
}

Result<const Poll*> find_open_poll(const State& state, const v1::Id& id) {
  const auto poll = find_poll(state, id);
  if (!poll) return poll;
  if ((*poll)->state == v1::POLL_STATE_REVEALED) {  // C30
    return fail(v1::ERROR_CODE_ROUND_OVER,
                "the results have been revealed; a new round is needed to vote");
  }
  if ((*poll)->state != v1::POLL_STATE_OPEN) {  // C27
    return fail(v1::ERROR_CODE_POLL_CLOSED, "the poll is closed; your ballot was not counted");
  }
  return poll;
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
  const auto poll = find_open_poll(context.state, cast.poll());
  if (!poll) return std::unexpected(poll.error());
  if (!(*poll)->electorate.contains(context.author.participant)) {
    return fail(v1::ERROR_CODE_FORBIDDEN, "you are not among those who may vote in this poll");
  }
  const auto selection = selection_of(cast, **poll);
  if (!selection) return std::unexpected(selection.error());
  Decision decision;
  const auto voter = value(context.author.participant);
  if ((*poll)->secrecy == v1::SECRECY_UNLINKABLE) {
    decision.box.push_back({.poll = PollId::from(cast.poll()),
                            .voter = context.author.participant,
                            .selection = *selection});
  } else if ((*poll)->open_ballots()) {
    v1::BallotCast& ballot = *decision.events.emplace_back().mutable_ballot_cast();
    *ballot.mutable_poll() = cast.poll();
    ballot.set_voter(voter);
    put_selection((*poll)->kind, *selection, &ballot);
  } else {
    v1::HiddenBallot& ballot = *decision.sealed.emplace_back().mutable_hidden_ballot();
    *ballot.mutable_poll() = cast.poll();
    ballot.set_voter(voter);
    put_selection((*poll)->kind, *selection, &ballot);
  }
  return decision;
}

void apply(State& state, const BoxBallot& ballot) {
  Poll& poll = state.polls.at(ballot.poll);
  REVIEWD_ASSERT(poll.secrecy == v1::SECRECY_UNLINKABLE && poll.state == v1::POLL_STATE_OPEN);
  poll.ballots[ballot.voter] = ballot.selection;
}

}  // namespace reviewd::domain
