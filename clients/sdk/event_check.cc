#include "sdk/event_check.h"

#include <array>
#include <set>

#include "domain/poll_kind.h"

namespace reviewd::sdk {

namespace {

using domain::State;

// Nullptr: it fits.
using Misfit = const char*;

Misfit misfit_place(const State& state, v1::Zone zone, const v1::Id& left_id) {
  if (zone != v1::ZONE_ORDERED && zone != v1::ZONE_NOT_YET_ORDERED) return "no such zone";
  const SlotId left = SlotId::from(left_id);
  if (left.none()) return nullptr;
  const domain::Slot* slot = state.backlog.order.find(left);
  if (slot == nullptr) return "its left neighbour is not here";
  return slot->zone == zone ? nullptr : "its left neighbour is in the other zone";
}

bool has_item(const State& state, const v1::Id& id) {
  return state.backlog.items.contains(ItemId::from(id));
}

Misfit misfit_added(const State& state, const v1::Event& event) {
  const v1::ItemsAdded& added = event.items_added();
  for (int i = 0; i < added.items_size(); ++i) {
    const SlotId slot{event.actor(), event.counter(), static_cast<std::uint32_t>(i)};
    if (state.backlog.order.find(slot) != nullptr) return "a slot that exists already";
    if (state.backlog.items.contains({slot.actor, slot.counter, slot.k}))
      return "an item that exists already";
  }
  return misfit_place(state, added.zone(), added.left());
}

// Whether an item can be given the slot that operation (actor, counter) makes as its k-th. `made`
// holds what the same event has made before.
Misfit misfit_placed(const State& state, const v1::Event& event, const v1::Id& item,
                     std::uint32_t k, std::set<SlotId>& made) {
  const auto found = state.backlog.items.find(ItemId::from(item));
  if (found == state.backlog.items.end() || found->second.alias()) return "no such item";
  const SlotId slot{event.actor(), event.counter(), k};
  if (state.backlog.order.find(slot) != nullptr || !made.insert(slot).second)
    return "a slot that exists already";
  return nullptr;
}

Misfit misfit_moved(const State& state, const v1::Event& event, const v1::ItemsMoved& moved,
                    std::set<SlotId>& made) {
  if (!made.contains(SlotId::from(moved.left()))) {
    if (Misfit misfit = misfit_place(state, moved.zone(), moved.left())) return misfit;
  }
  std::set<ItemId> items;
  for (const v1::MovedItem& one : moved.items()) {
    if (!items.insert(ItemId::from(one.item())).second) return "an item that is moved twice";
    if (Misfit misfit = misfit_placed(state, event, one.item(), one.k(), made)) return misfit;
  }
  return nullptr;
}

Misfit misfit_sorted(const State& state, const v1::Event& event) {
  const v1::ItemsSorted& sorted = event.items_sorted();
  std::set<SlotId> made;
  std::set<ItemId> items;
  for (const v1::SortedItem& one : sorted.items()) {
    if (SlotId::from(one.seat()).none()) return "a seat that is none";
    if (Misfit misfit = misfit_place(state, sorted.zone(), one.seat())) return misfit;
    if (!items.insert(ItemId::from(one.item())).second) return "an item that is sorted twice";
    if (Misfit misfit = misfit_placed(state, event, one.item(), one.k(), made)) return misfit;
  }
  return nullptr;
}

Misfit misfit_returned(const State& state, const v1::ItemsReturned& returned) {
  std::set<ItemId> items;
  std::set<SlotId> slots;
  for (const v1::ReturnedItem& one : returned.items()) {
    const auto item = state.backlog.items.find(ItemId::from(one.item()));
    const domain::Slot* slot = state.backlog.order.find(SlotId::from(one.slot()));
    if (item == state.backlog.items.end() || item->second.alias()) return "no such item";
    if (slot == nullptr || slot->live) return "no such place to go back to";
    if (!items.insert(item->first).second || !slots.insert(slot->id).second)
      return "an item that goes back twice";
  }
  return nullptr;
}

Misfit misfit_split(const State& state, const v1::Event& event) {
  const v1::ItemSplit& split = event.item_split();
  const SlotId slot{event.actor(), event.counter(), 0};
  if (state.backlog.order.find(slot) != nullptr ||
      state.backlog.items.contains({slot.actor, slot.counter, slot.k}))
    return "an item that exists already";
  return misfit_place(state, split.zone(), split.left());
}

Misfit misfit_merged(const State& state, const v1::ItemMerged& merged) {
  const auto item = state.backlog.items.find(ItemId::from(merged.item()));
  const auto into = state.backlog.items.find(ItemId::from(merged.into()));
  if (item == state.backlog.items.end() || into == state.backlog.items.end() || item == into)
    return "no such item";
  return item->second.alias() || into->second.alias() ? "an item that is merged already" : nullptr;
}

Misfit misfit_proposal(const State& state, const v1::Id& proposal) {
  return state.open_proposals.contains(ProposalId::from(proposal)) ? nullptr
                                                                   : "no such open proposal";
}

Misfit misfit_proposal_applied(const State& state, const v1::Event& event) {
  const v1::ProposalApplied& applied = event.proposal_applied();
  std::set<SlotId> made;
  for (const v1::ItemsMoved& moved : applied.moves()) {
    if (Misfit misfit = misfit_moved(state, event, moved, made)) return misfit;
  }
  return misfit_proposal(state, applied.proposal());
}

Misfit misfit_edited(const State& state, const v1::ItemEdited& edited) {
  switch (edited.field()) {
    case v1::ITEM_FIELD_TITLE:
    case v1::ITEM_FIELD_DESCRIPTION:
    case v1::ITEM_FIELD_LABEL:
    case v1::ITEM_FIELD_ESTIMATE: break;
    default: return "no such field of an item";
  }
  return has_item(state, edited.item()) ? nullptr : "no such item";
}

Misfit misfit_checked(const State& state, const v1::IncrementChecked& checked) {
  const auto found = state.increments.find(IncrementId::from(checked.increment()));
  if (found == state.increments.end()) return "no such increment";
  const auto& list = checked.list() == v1::CHECK_LIST_DEFINITION_OF_DONE
                         ? found->second.definition_of_done
                         : found->second.criteria;
  return checked.index() < list.size() ? nullptr : "no such entry of its list";
}

Misfit misfit_person(const State& state, std::uint32_t participant) {
  return state.participants.contains(ParticipantId{participant}) ? nullptr : "no such participant";
}

Misfit misfit_joined(const State& state, const v1::ParticipantJoined& joined) {
  if (state.participants.contains(ParticipantId{joined.participant()}))
    return "a participant who is there already";
  const bool second = joined.role() == v1::ROLE_PRODUCT_OWNER && state.founded();
  return second ? "a second Product Owner" : nullptr;
}

Misfit misfit_owner(const State& state, const v1::ProductOwnerChanged& changed) {
  if (state.product_owner != ParticipantId{changed.from()}) return "not the Product Owner";
  if (Misfit misfit = misfit_person(state, changed.from())) return misfit;
  return misfit_person(state, changed.to());
}

Misfit misfit_poll(const State& state, const v1::Id& poll) {
  return state.polls.contains(PollId::from(poll)) ? nullptr : "no such poll";
}

Misfit misfit_poll_opened(const State& state, const v1::PollOpened& opened) {
  if (opened.has_increment() ? !state.increments.contains(IncrementId::from(opened.increment()))
                             : !state.reviews.contains(ReviewId::from(opened.review()))) {
    return "a poll on nothing that is there";
  }
  for (const v1::PollOption& option : opened.options()) {
    if (option.has_item() && !has_item(state, option.item())) return "no such item";
  }
  return state.polls.contains(PollId::from(opened.poll())) ? "a poll that is there already"
                                                           : nullptr;
}

// Ballots of a poll, or one of them.
template <class Ballots>
Misfit misfit_ballots(const State& state, const v1::Id& poll, const Ballots& ballots) {
  const auto found = state.polls.find(PollId::from(poll));
  if (found == state.polls.end()) return "no such poll";
  for (const auto& ballot : ballots) {
    const domain::Selection says = domain::get_selection(found->second.kind, ballot);
    if (!domain::is_ballot(found->second, says)) return "no ballot of its poll";
  }
  return nullptr;
}

// What a poll came to.
template <class Said>
Misfit misfit_result(const State& state, const Said& said) {
  if (Misfit misfit = misfit_ballots(state, said.poll(), said.ballots())) return misfit;
  return misfit_ballots(state, said.poll(), said.entered());
}

Misfit misfit_entered(const State& state, const v1::BallotEntered& entered) {
  if (entered.withdrawn()) return misfit_poll(state, entered.poll());
  return misfit_ballots(state, entered.poll(), std::array{entered.ballot()});
}

Misfit misfit_increment(const State& state, const v1::Id& increment) {
  return state.increments.contains(IncrementId::from(increment)) ? nullptr : "no such increment";
}

Misfit misfit_goal(const State& state, const v1::Id& goal) {
  return state.goals.contains(GoalId::from(goal)) ? nullptr : "no such Product Goal";
}

Misfit misfit_action(const State& state, const v1::Id& action) {
  return state.actions.contains(ActionId::from(action)) ? nullptr : "no such action item";
}

Misfit misfit_review(const State& state, const v1::Id& review) {
  return state.reviews.contains(ReviewId::from(review)) ? nullptr : "no such review";
}

Misfit misfit_delegation(const State& state, const v1::Event& event) {
  const bool ends = event.has_delegation_ended();
  const v1::Id& id =
      ends ? event.delegation_ended().delegation() : event.delegation_granted().delegation();
  if (state.delegations.contains(DelegationId::from(id)) == ends) return nullptr;
  return ends ? "no such delegation" : "a delegation that is there already";
}

Misfit misfit_feedback(const State& state, const v1::Id& feedback) {
  return state.feedback.contains(FeedbackId::from(feedback)) ? nullptr : "no such feedback";
}

Misfit misfit_agenda(const State& state, const v1::Event& event) {
  switch (event.body_case()) {
    case v1::Event::kReviewOpened:
      for (const v1::Id& id : event.review_opened().carried()) {
        if (Misfit misfit = misfit_feedback(state, id)) return misfit;
      }
      return misfit_review(state, event.review_opened().review());
    case v1::Event::kReviewEdited: return misfit_review(state, event.review_edited().review());
    case v1::Event::kFeedbackHoldSet:
      return misfit_review(state, event.feedback_hold_set().review());
    case v1::Event::kReviewClosed: return misfit_review(state, event.review_closed().review());
    case v1::Event::kAgendaSet: return misfit_review(state, event.agenda_set().review());
    case v1::Event::kAgendaAdvanced: return misfit_review(state, event.agenda_advanced().review());
    case v1::Event::kTimerSet: return misfit_review(state, event.timer_set().review());
    case v1::Event::kReviewPaused: return misfit_review(state, event.review_paused().review());
    case v1::Event::kReviewResumed: return misfit_review(state, event.review_resumed().review());
    default: return misfit_review(state, event.review_reopened().review());
  }
}

Misfit misfit_feedback(const State& state, const v1::Event& event) {
  switch (event.body_case()) {
    case v1::Event::kFeedbackGiven:
      return state.feedback.contains(FeedbackId::from(event.feedback_given().feedback()))
                 ? "feedback that is there already"
                 : nullptr;
    case v1::Event::kFeedbackRetracted:
      return misfit_feedback(state, event.feedback_retracted().feedback());
    case v1::Event::kFeedbackTriaged:
      return misfit_feedback(state, event.feedback_triaged().feedback());
    case v1::Event::kFeedbackAnswered:
      return misfit_feedback(state, event.feedback_answered().feedback());
    case v1::Event::kFeedbackConverted:  // guests may not know the feedback, but do the item
      return has_item(state, event.feedback_converted().item()) ? nullptr : "no such item";
    case v1::Event::kFeedbackMerged:
      if (Misfit misfit = misfit_feedback(state, event.feedback_merged().into())) return misfit;
      return misfit_feedback(state, event.feedback_merged().feedback());
    default: {
      const auto found =
          state.feedback.find(FeedbackId::from(event.feedback_unmerged().feedback()));
      const bool merged = found != state.feedback.end() && !found->second.merged_into.none() &&
                          state.feedback.contains(found->second.merged_into);
      return merged ? nullptr : "feedback that is not merged into any";
    }
  }
}

// What is about a review or about people.
Misfit misfit_in_meeting(const State& state, const v1::Event& event) {
  switch (event.body_case()) {
    case v1::Event::kIncrementAssessed:
      return misfit_increment(state, event.increment_assessed().increment());
    case v1::Event::kIncrementEdited:
      return misfit_increment(state, event.increment_edited().increment());
    case v1::Event::kReleaseSet: return misfit_increment(state, event.release_set().increment());
    case v1::Event::kIncrementChecked: return misfit_checked(state, event.increment_checked());
    case v1::Event::kPollOpened: return misfit_poll_opened(state, event.poll_opened());
    case v1::Event::kPollClosed: return misfit_result(state, event.poll_closed());
    case v1::Event::kPollRevealed: return misfit_result(state, event.poll_revealed());
    case v1::Event::kBallotEntered: return misfit_entered(state, event.ballot_entered());
    case v1::Event::kBallotCast:
      return misfit_ballots(state, event.ballot_cast().poll(), std::array{event.ballot_cast()});
    case v1::Event::kPollVoided: return misfit_poll(state, event.poll_voided().poll());
    case v1::Event::kDotsSet: return misfit_poll(state, event.dots_set().poll());
    case v1::Event::kVotersAdmitted: return misfit_poll(state, event.voters_admitted().poll());
    case v1::Event::kFeedbackGiven:
    case v1::Event::kFeedbackRetracted:
    case v1::Event::kFeedbackTriaged:
    case v1::Event::kFeedbackAnswered:
    case v1::Event::kFeedbackMerged:
    case v1::Event::kFeedbackUnmerged:
    case v1::Event::kFeedbackConverted: return misfit_feedback(state, event);
    case v1::Event::kDelegationGranted:
    case v1::Event::kDelegationEnded: return misfit_delegation(state, event);
    case v1::Event::kAgendaSet:
    case v1::Event::kAgendaAdvanced:
    case v1::Event::kTimerSet:
    case v1::Event::kReviewOpened:
    case v1::Event::kReviewClosed:
    case v1::Event::kReviewPaused:
    case v1::Event::kReviewResumed:
    case v1::Event::kReviewEdited:
    case v1::Event::kFeedbackHoldSet:
    case v1::Event::kReviewReopened: return misfit_agenda(state, event);
    case v1::Event::kProgressRecorded: return misfit_goal(state, event.progress_recorded().goal());
    case v1::Event::kProductGoalEnded: return misfit_goal(state, event.product_goal_ended().goal());
    case v1::Event::kActionEdited: return misfit_action(state, event.action_edited().action());
    case v1::Event::kParticipantJoined: return misfit_joined(state, event.participant_joined());
    case v1::Event::kParticipantRemoved:
      return misfit_person(state, event.participant_removed().participant());
    case v1::Event::kGroupAssigned:
      for (const std::uint32_t id : event.group_assigned().participants()) {
        if (Misfit misfit = misfit_person(state, id)) return misfit;
      }
      return nullptr;
    case v1::Event::kParticipantMuted:
      return misfit_person(state, event.participant_muted().participant());
    case v1::Event::kRoleChanged: return misfit_person(state, event.role_changed().participant());
    case v1::Event::kProductOwnerChanged: return misfit_owner(state, event.product_owner_changed());
    default: return nullptr;
  }
}

Misfit misfit_of(const State& state, const v1::Event& event) {
  if (event.seq() != value(next(state.seq))) return "it is not the next one";
  switch (event.body_case()) {
    case v1::Event::kItemsAdded: return misfit_added(state, event);
    case v1::Event::kItemsMoved: {
      std::set<SlotId> made;
      return misfit_moved(state, event, event.items_moved(), made);
    }
    case v1::Event::kItemsSorted: return misfit_sorted(state, event);
    case v1::Event::kItemsReturned: return misfit_returned(state, event.items_returned());
    case v1::Event::kItemSplit: return misfit_split(state, event);
    case v1::Event::kItemMerged: return misfit_merged(state, event.item_merged());
    case v1::Event::kOrderProposed:
      return state.proposals.contains(ProposalId::from(event.order_proposed().proposal()))
                 ? "a proposal that is there already"
                 : nullptr;
    case v1::Event::kProposalApplied: return misfit_proposal_applied(state, event);
    case v1::Event::kProposalRejected:
      return misfit_proposal(state, event.proposal_rejected().proposal());
    case v1::Event::kItemEdited: return misfit_edited(state, event.item_edited());
    case v1::Event::kItemArchived:
      return has_item(state, event.item_archived().item()) ? nullptr : "no such item";
    case v1::Event::kItemRestored:
      return has_item(state, event.item_restored().item()) ? nullptr : "no such item";
    default: return misfit_in_meeting(state, event);
  }
}

}  // namespace

Result<void> check_fits(const State& state, const v1::Event& event) {
  const Misfit misfit = misfit_of(state, event);
  if (misfit == nullptr) return {};
  return fail(v1::ERROR_CODE_BAD_REQUEST,
              "event " + std::to_string(event.seq()) + " does not fit: " + misfit);
}

}  // namespace reviewd::sdk
