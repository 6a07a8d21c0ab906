// apply(): what a committed fact does to the state. Never refuses: an event comes from decide() on
// this very state, or from the log. Anything else is a mistake of ours and ends the process.

#pragma once

#include "domain/state.h"
#include "reviewd/v1/event.pb.h"
#include "reviewd/v1/record.pb.h"

namespace reviewd::domain {

// `event.seq()` must be the state's next.
void apply(State& state, const v1::Event& event);
void apply(State& state, const v1::SealedEntry& entry);

// The concepts, one function each; dispatched by apply().
void apply_backlog(State& state, const v1::Event& event);
void apply_item_edited(State& state, const v1::Event& event);
void apply_split_or_merge(State& state, const v1::Event& event);
void apply_sorted(State& state, const v1::Event& event);
void apply_returned(State& state, const v1::Event& event);
void apply_proposal(State& state, const v1::Event& event);
// Open proposals of others that the event makes stale.
void mark_stale_proposals(State& state, const v1::Event& event);

// Puts the items of one block where it says: of ItemsMoved, and of each move of a proposal.
void apply_block(State& state, const v1::Event& event, const v1::ItemsMoved& moved);

// A new item as an event brings it, in a slot of the same id directly right of `left`.
void apply_new_item(State& state, const v1::Event& event, std::uint32_t k, const v1::AddedItem& in,
                    SlotId left, SlotId anchor, v1::Zone zone);

// An item that is there, by the id in an event.
Item& item_of(State& state, const v1::Id& id);
Writer writer_of(const v1::Event& event);
void apply_review(State& state, const v1::Event& event);
void apply_increment(State& state, const v1::Event& event);
void apply_agenda(State& state, const v1::Event& event);
void apply_timer(State& state, const v1::Event& event);
void apply_delegation(State& state, const v1::Event& event);
void apply_feedback_triage(State& state, const v1::Event& event);
// Puts a timer in the place of a review's.
void set_timer(State& state, ReviewId id, const v1::Timer& timer);
void apply_poll(State& state, const v1::Event& event);
void apply_feedback(State& state, const v1::Event& event);
void apply_participant(State& state, const v1::Event& event);
void apply_poll(State& state, const v1::SealedEntry& entry);
void apply_feedback(State& state, const v1::SealedEntry& entry);
void apply_group(State& state, const v1::Event& event);
void apply_review_edit(State& state, const v1::Event& event);
void apply_increment_edit(State& state, const v1::Event& event);
void apply_entered_ballot(State& state, const v1::Event& event);
void apply_entered_ballot(State& state, const v1::SealedEntry& entry);
void apply_held_feedback(State& state, const v1::SealedEntry& entry);
void apply_goal(State& state, const v1::Event& event);
void apply_action(State& state, const v1::Event& event);
void apply_invite(State& state, const v1::Event& event);
void apply_invite(State& state, const v1::SealedEntry& entry);
void apply_waiting(State& state, const v1::SealedEntry& entry);
void apply_session(State& state, const v1::SealedEntry& entry);

}  // namespace reviewd::domain
