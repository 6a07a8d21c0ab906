// What kinds of poll there are: which options a poll has, what a ballot of it may say, and how that
// is written.

#pragma once

#include "domain/decide.h"

namespace reviewd::domain {

// Whether a ballot says several numbers (`choices`) rather than one (`selection`).
bool says_several(v1::PollKind kind);

// Kind, options, dots and quorum of a poll that is to be opened; items must be in the backlog.
// Errors: bad_request, too_large, unknown_item.
Result<void> check_kind(const v1::OpenPoll& open, const State& state);

// The dots that a voter is to have, for check_kind and SetDots. `field` begins the names of fields
// in the error. Errors: bad_request.
Result<void> check_dots(std::string_view field, std::uint32_t dots, std::uint32_t per_option);

// The numbers that a ballot of one number may say.
struct Numbers {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};
Numbers numbers_of(v1::PollKind kind, std::size_t options);

// What a ballot says, in the one form that is kept: a choice of several is ascending. Errors:
// bad_request.
Result<Selection> selection_of(const v1::CastBallot& cast, const Poll& poll);

// Whether `selection` is one that selection_of could have given.
bool is_ballot(const Poll& poll, const Selection& selection);

// Takes away dots that are over the poll's limits: of each option, then from the last option up.
void clamp_dots(const Poll& poll, Selection& dots);

// Into and out of a Ballot, BallotCast, HiddenBallot or MyBallot.
template <class Message>
void put_selection(v1::PollKind kind, const Selection& selection, Message* out) {
  if (!says_several(kind)) {
    out->set_selection(selection.front());
    return;
  }
  for (const std::uint32_t choice : selection) out->add_choices(choice);
}

template <class Message>
Selection get_selection(v1::PollKind kind, const Message& in) {
  if (!says_several(kind)) return Selection{in.selection()};
  return {in.choices().begin(), in.choices().end()};
}

}  // namespace reviewd::domain
