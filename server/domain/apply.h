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
void apply_review(State& state, const v1::Event& event);
void apply_poll(State& state, const v1::Event& event);
void apply_feedback(State& state, const v1::Event& event);
void apply_participant(State& state, const v1::Event& event);
void apply_poll(State& state, const v1::SealedEntry& entry);
void apply_feedback(State& state, const v1::SealedEntry& entry);
void apply_invite(State& state, const v1::Event& event);
void apply_invite(State& state, const v1::SealedEntry& entry);
void apply_waiting(State& state, const v1::SealedEntry& entry);
void apply_session(State& state, const v1::SealedEntry& entry);

}  // namespace reviewd::domain
