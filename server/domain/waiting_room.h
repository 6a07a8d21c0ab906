// The waiting room: who comes by the join code waits there until somebody of the team lets them in.
//
// The code works while a review is open, and leads nowhere else. What happens in the waiting room
// is in sealed entries: nobody but the facilitators hears of it.

#pragma once

#include <string_view>

#include "domain/invite.h"

namespace reviewd::domain {

inline constexpr std::size_t kJoinCodeLength = 8;
// No I, L, O, U, 0 and 1: a code is read out and typed from a slide.
inline constexpr std::string_view kJoinCodeAlphabet = "ABCDEFGHJKMNPQRSTVWXYZ23456789";

// Whether `code` opens the waiting room now. Takes the same time for every wrong one. Errors:
// forbidden.
Result<void> check_join_code(const State& state, std::string_view code);

// Somebody comes in by the code and waits. `arrival.secret_hash` is not looked at. Errors:
// forbidden, bad_request, too_large.
Result<Entry> decide_wait(const State& state, std::string_view code, const Arrival& arrival,
                          Draw& draw);

}  // namespace reviewd::domain
