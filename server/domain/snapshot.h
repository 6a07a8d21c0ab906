// State to log snapshot and back. A loaded state behaves exactly like the one that was saved; the
// canonical encoding of both is the same, byte for byte (canonical.h).

#pragma once

#include "base/result.h"
#include "domain/state.h"
#include "reviewd/v1/snapshot.pb.h"

namespace reviewd::domain {

void save(const State& state, v1::ProductState* out);
State load(const v1::ProductState& in);

// One item as the log snapshot and the item's own page show it.
void save_item(ItemId id, const Item& item, v1::ItemState* out);

// The parts of the meeting that look the same in a log snapshot and in a client's row snapshot.
void save_review(ReviewId id, const Review& review, v1::ReviewView* out);
void save_increment(IncrementId id, const Increment& increment, v1::IncrementView* out);
void save_poll(const State& state, PollId id, v1::PollView* out);
void save_proposal(ProposalId id, const Proposal& proposal, v1::ProposalView* out);
void save_delegation(DelegationId id, const Delegation& delegation, v1::DelegationGranted* out);
void save_feedback(FeedbackId id, const Feedback& feedback, v1::FeedbackView* out);

}  // namespace reviewd::domain
