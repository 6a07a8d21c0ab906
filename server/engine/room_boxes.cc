// The ballot boxes of unlinkable polls, kept in step with the state: a box is made when its poll is
// opened, holds what voters' ballots say now, and is destroyed with the record that closes the poll
// or declares it void.

#include <algorithm>
#include <iterator>

#include "domain/poll_kind.h"
#include "engine/room_impl.h"

namespace reviewd::engine {
namespace {

std::vector<domain::BoxBallot> all_ballots(PollId id, const domain::Poll& poll) {
  std::vector<domain::BoxBallot> out;
  for (const auto& [voter, selection] : poll.ballots)
    out.push_back({.poll = id, .voter = voter, .selection = selection});
  return out;
}

}  // namespace

void Room::Impl::note_box(Step& step, const v1::Event& event) {
  const auto change = [&](const v1::Id& id, bool destroyed) {
    const PollId poll_id = PollId::from(id);
    const domain::Poll& poll = state.polls.at(poll_id);
    if (poll.secrecy != v1::SECRECY_UNLINKABLE) return;
    // Where a smaller budget has taken dots away, what is in the box says so too.
    step.boxes.push_back(
        {.poll = poll_id, .ballots = all_ballots(poll_id, poll), .destroyed = destroyed});
  };
  switch (event.body_case()) {
    case v1::Event::kPollOpened: return change(event.poll_opened().poll(), false);
    case v1::Event::kDotsSet: return change(event.dots_set().poll(), false);
    case v1::Event::kPollClosed: return change(event.poll_closed().poll(), true);
    case v1::Event::kPollVoided: return change(event.poll_voided().poll(), true);
    default: return;
  }
}

void Room::Impl::put_in_box(Step& step, const domain::BoxBallot& ballot) {
  domain::apply(state, ballot);
  step.boxes.push_back({.poll = ballot.poll, .ballots = {ballot}, .destroyed = false});
}

// Boxes of polls that are over were about to be destroyed when the server stopped.
Result<void> Room::Impl::take_up_boxes(const std::vector<EventLog::Opened::Box>& boxes) {
  std::set<PollId> open;
  for (const auto& [id, poll] : state.polls) {
    if (poll.secrecy == v1::SECRECY_UNLINKABLE && poll.state == v1::POLL_STATE_OPEN)
      open.insert(id);
  }
  std::set<PollId> found;
  for (const EventLog::Opened::Box& box : boxes) {
    if (!open.contains(box.poll)) continue;
    found.insert(box.poll);
    for (const domain::BoxBallot& ballot : box.ballots) {
      if (!domain::is_ballot(state.polls.at(box.poll), ballot.selection))
        return fail(v1::ERROR_CODE_STORAGE, "a ballot box holds what is no ballot of its poll");
      domain::apply(state, ballot);
    }
  }
  std::ranges::set_difference(open, found, std::back_inserter(lost_boxes));
  return log.keep_boxes(product, found);
}

}  // namespace reviewd::engine
