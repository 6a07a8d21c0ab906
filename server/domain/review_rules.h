// What every operation on a review asks first: is the review there, and how far has it come.

#pragma once

#include <string_view>

#include "domain/decide.h"

namespace reviewd::domain {

// `field` is the operation's field for the error. Errors: unknown_item.
Result<const Review*> find_review(const State& state, std::string_view field, const v1::Id& id);

// A review that is not closed. Errors: unknown_item, closed (C50).
Result<const Review*> find_open_or_draft(const State& state, std::string_view field,
                                         const v1::Id& id);

// A review that goes on at this moment: open, and not paused. Errors: unknown_item, closed (not
// opened yet, or closed: C50), conflict (paused).
Result<const Review*> find_running_review(const State& state, std::string_view field,
                                          const v1::Id& id);

// An error unless `text` says something. Errors: bad_request.
Result<void> check_reason(const v1::Operation& operation, std::string_view what_for);

// The flow that a new review has, its entries named (actor, counter, k) of the operation.
void add_usual_agenda(const v1::Operation& operation, Draw& draw, v1::ReviewPlanned* planned);

// The entries as events list them, and back.
std::vector<AgendaEntry> agenda_from(const google::protobuf::RepeatedPtrField<v1::AgendaEntry>& in);
void agenda_to(const std::vector<AgendaEntry>& in,
               google::protobuf::RepeatedPtrField<v1::AgendaEntry>* out);

// The timer in the form of an event.
v1::Timer to_proto(const Timer& timer);

// As `timer`, one change later: what it is now is for the caller to say.
v1::Timer changed(const Timer& timer);

// The timer as it is after a pause of it: paused if it ran, else as it was.
v1::Timer paused(const Timer& timer, TimeMs now);

}  // namespace reviewd::domain
