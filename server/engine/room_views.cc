// Derived views: what is not an event, but computed from the state. Counts of what is hidden go out
// on a fixed beat, so that their timing says nothing about who did what (decision 8).

#include <algorithm>

#include "domain/feedback_rules.h"
#include "domain/tally.h"
#include "engine/mine.h"
#include "engine/room_impl.h"

namespace reviewd::engine {
namespace {

bool lists(const v1::Held& held, const v1::Id& id) {
  return std::ranges::any_of(held.feedback(), [&](const v1::HeldFeedback& one) {
    return FeedbackId::from(one.feedback()) == FeedbackId::from(id);
  });
}

}  // namespace

bool Room::Impl::is_facilitator(ParticipantId participant) const {
  const auto found = state.participants.find(participant);
  return found != state.participants.end() && !found->second.removed &&
         (found->second.role == v1::ROLE_PRODUCT_OWNER ||
          found->second.role == v1::ROLE_SCRUM_MASTER || state.facilitator == participant);
}

void Room::Impl::note_for_views(const v1::Event& event) {
  switch (event.body_case()) {
    case v1::Event::kGroupsSet:  // links of groups that are gone lead into none
    case v1::Event::kInviteCreated:
    case v1::Event::kInviteRevoked:
    case v1::Event::kParticipantJoined: views.lobby_changed = true; return;
    case v1::Event::kReviewClosed:  // guests are not shown its feedback any more
      guest_snapshots = {};
      return;
    case v1::Event::kFeedbackRetracted:  // nobody who comes now is given its text
      guest_snapshots = {};
      team_snapshots = {};
      return note_upvotes(FeedbackId::from(event.feedback_retracted().feedback()));
    case v1::Event::kFeedbackMerged:
      return note_upvotes(FeedbackId::from(event.feedback_merged().feedback()));
    case v1::Event::kFeedbackUnmerged:
      return note_upvotes(FeedbackId::from(event.feedback_unmerged().from()));
    case v1::Event::kReviewOpened:    // guests are shown what it has taken over
    case v1::Event::kReviewReopened:  // guests are shown its feedback again
      guest_snapshots = {};
      return;
    case v1::Event::kFacilitatorSet:
      views.lobby_changed = true;
      views.held_changed = true;
      return;
    case v1::Event::kAgendaAdvanced: return presence.start_over();
    case v1::Event::kFeedbackConverted:
      return note_converted(FeedbackId::from(event.feedback_converted().feedback()));
    case v1::Event::kDotsSet:  // ballots may have lost dots
      views.results_changed.insert(PollId::from(event.dots_set().poll()));
      return;
    case v1::Event::kItemArchived:  // options that count no more, again, or together (C29)
    case v1::Event::kItemRestored:
    case v1::Event::kItemMerged:
      for (const auto& [id, poll] : state.polls) {
        if (poll.state == v1::POLL_STATE_OPEN && !poll.options.empty())
          views.results_changed.insert(id);
      }
      return;
    default: return;
  }
}

void Room::Impl::note_for_views(const v1::SealedEntry& entry) {
  switch (entry.body_case()) {
    case v1::SealedEntry::kWaitingStarted:
    case v1::SealedEntry::kWaitingEnded:
    case v1::SealedEntry::kJoinCodeSet:
    case v1::SealedEntry::kSessionStarted: views.lobby_changed = true; return;
    case v1::SealedEntry::kUpvoteSet:
      return note_upvotes(FeedbackId::from(entry.upvote_set().feedback()));
    case v1::SealedEntry::kHiddenBallot:
      views.results_changed.insert(PollId::from(entry.hidden_ballot().poll()));
      return;
    case v1::SealedEntry::kHiddenEntry:
      views.results_changed.insert(PollId::from(entry.hidden_entry().poll()));
      return;
    case v1::SealedEntry::kFeedbackHeld: views.held_changed = true; return;
    case v1::SealedEntry::kHeldFeedbackEnded:
      // What was discarded before is not listed: that it was taken back is its author's business.
      if (lists(views.held.held(), entry.held_feedback_ended().feedback()))
        views.held_changed = true;
      views.mine_changed.insert(ParticipantId{entry.held_feedback_ended().participant()});
      return;
    default: return;
  }
}

// Upvotes of what is merged count where it was merged into, too.
void Room::Impl::note_upvotes(FeedbackId id) {
  views.upvotes_changed.insert(id);
  const FeedbackId into = state.feedback.at(id).merged_into;
  if (!into.none()) views.upvotes_changed.insert(into);
}

// What came of what they said after its review, when events on it reach those only who are shown
// it.
void Room::Impl::note_converted(FeedbackId id) {
  const domain::Feedback& feedback = state.feedback.at(id);
  if (state.reviews.at(feedback.review).state != v1::REVIEW_STATE_CLOSED) return;
  views.mine_changed.insert(feedback.true_author);
  for (const FeedbackId other : feedback.merged)
    views.mine_changed.insert(state.feedback.at(other).true_author);
}

void Room::Impl::send_mine(Step& step, ConnectionId id, ParticipantId participant) {
  send(step, id, mine(state, participant, own_of(state, participant)));
}

// Those who have just voted also see how it stands, where that is shown after one's own vote.
void Room::Impl::send_mine_to_all_tabs(Step& step, ParticipantId participant) {
  const auto [first, last] = tabs.equal_range(participant);
  Standings standings;
  for (auto tab = first; tab != last; ++tab) {
    if (!connections.at(tab->second).welcomed) continue;
    send_mine(step, tab->second, participant);
    send_results(step, tab->second, participant, true, standings);
  }
}

void Room::Impl::send_results(Step& step, ConnectionId id, ParticipantId participant,
                              bool changed_only, Standings& standings) {
  v1::ServerFrame frame;
  for (const auto& [poll_id, poll] : state.polls) {
    if (poll.results != v1::RESULTS_AFTER_OWN_VOTE || poll.state != v1::POLL_STATE_OPEN) continue;
    if (!poll.ballots.contains(participant)) continue;
    if (changed_only && !views.results_changed.contains(poll_id)) continue;
    const auto [standing, fresh] = standings.try_emplace(poll_id);
    if (fresh) {
      poll_id.to(standing->second.mutable_poll());
      *standing->second.mutable_tally() = domain::tally(state, poll);
    }
    *frame.mutable_poll_results()->add_polls() = standing->second;
  }
  if (frame.has_poll_results()) send(step, id, std::move(frame));
}

void Room::Impl::send_first_views(Step& step, ConnectionId id, ParticipantId participant,
                                  bool goes_on, Standings& standings) {
  send(step, id, presence.everybody());
  send_results(step, id, participant, false, standings);
  send_upvotes(step, id, goes_on);
  if (views.participation) send(step, id, *views.participation);
  if (!is_facilitator(participant)) return;
  send(step, id, lobby());
  send(step, id, views.held);
}

// Guests hear of the feedback that a snapshot gives them, and of what their replica may have when
// it goes on; of no other.
void Room::Impl::send_upvotes(Step& step, ConnectionId id, bool goes_on) {
  const Connection& connection = connections.at(id);
  const bool team = connection.visibility == v1::VISIBILITY_CLASS_TEAM;
  v1::ServerFrame upvotes;
  upvotes.mutable_upvotes()->set_full(true);
  for (const auto& [feedback, count] : views.upvotes) {
    const ReviewId review = state.feedback.at(feedback).review;
    if (!team && state.reviews.at(review).state == v1::REVIEW_STATE_CLOSED &&
        !(goes_on && tail.closed_in_presence_of(review, connection.participant))) {
      continue;
    }
    v1::FeedbackUpvotes& row = *upvotes.mutable_upvotes()->add_feedback();
    feedback.to(row.mutable_feedback());
    row.set_count(count);
  }
  send(step, id, std::move(upvotes));
}

v1::ServerFrame Room::Impl::lobby() const {
  v1::ServerFrame frame;
  v1::Lobby& out = *frame.mutable_lobby();
  for (const auto& [id, waiting] : state.waiting) {
    v1::WaitingPerson& row = *out.add_waiting();
    row.set_participant(value(id));
    waiting.name.show(row.mutable_name());
    row.set_since_ms(value(waiting.since));
  }
  for (const auto& [id, invite] : state.invites) {
    v1::InviteUse& row = *out.add_invites();
    id.to(row.mutable_invite());
    row.set_role(invite.role);
    row.set_uses(invite.uses);
    row.set_uses_max(invite.uses_max);
    row.set_expires_ms(value(invite.expires));
    row.set_revoked(invite.revoked);
    if (!invite.group.none()) invite.group.to(row.mutable_group());
  }
  if (state.join_code) out.set_join_code(state.join_code->plain);
  return frame;
}

void Room::Impl::send_to_those_who_lead(Step& step, const v1::ServerFrame& frame) {
  for (const auto& [id, connection] : connections) {
    if (connection.welcomed && is_facilitator(connection.participant)) send(step, id, frame);
  }
}

void Room::Impl::send_lobby(Step& step) {
  views.lobby_changed = false;
  send_to_those_who_lead(step, lobby());
}

// Once a second. What a beat says depends on the state then, never on what has just happened.
void Room::Impl::beat(Step& step) {
  beat_participation(step);
  beat_upvotes(step);
  if (views.held_changed) {
    views.held = held_frame(state);
    send_to_those_who_lead(step, views.held);
  }
  views.held_changed = false;
  if (views.results_changed.empty()) return;
  Standings standings;
  for (const auto& [id, connection] : connections) {
    if (connection.welcomed) send_results(step, id, connection.participant, true, standings);
  }
  views.results_changed.clear();
}

void Room::Impl::beat_participation(Step& step) {
  v1::ServerFrame counts;
  v1::ServerFrame names;
  for (const auto& [id, poll] : state.polls) {
    if (poll.state != v1::POLL_STATE_OPEN || poll.open_ballots()) continue;
    v1::PollParticipation& row = *counts.mutable_participation()->add_polls();
    id.to(row.mutable_poll());
    row.set_voted(static_cast<std::uint32_t>(poll.ballots.size() + poll.entered.size()));
    v1::PollParticipation& named = *names.mutable_participation()->add_polls();
    named = row;
    if (poll.secrecy == v1::SECRECY_UNLINKABLE) continue;
    for (const auto& [voter, selection] : poll.ballots) named.add_voters(value(voter));
    for (const auto& [entry, entered] : poll.entered) {
      named.add_entered()->set_plain(entered.name.plain);
    }
  }
  views.participation.reset();
  if (!counts.has_participation()) return;
  views.participation = counts;
  step.after.emplace_back(Broadcast{std::move(counts)});
  send_to_those_who_lead(step, names);
}

void Room::Impl::beat_upvotes(Step& step) {
  if (views.upvotes_changed.empty()) return;
  v1::ServerFrame frame;
  for (const FeedbackId id : views.upvotes_changed) {
    const auto count = static_cast<std::uint32_t>(domain::upvotes_of(state, id));
    views.upvotes[id] = count;
    v1::FeedbackUpvotes& row = *frame.mutable_upvotes()->add_feedback();
    id.to(row.mutable_feedback());
    row.set_count(count);
  }
  views.upvotes_changed.clear();
  step.after.emplace_back(Broadcast{std::move(frame)});
}

}  // namespace reviewd::engine
