// Checks of what a client sent, each with the sentence that names the field, what is wrong with it
// and what would be right.

#pragma once

#include <string_view>

#include "base/ids.h"
#include "base/result.h"

namespace reviewd::domain {

// A text field of at most `bytes_max` bytes, clean UTF-8. Errors: too_large, bad_request.
Result<void> check_text(std::string_view field, std::string_view text, std::size_t bytes_max);

// As check_text, but any character other than NUL will do (is_long_text). Errors: too_large,
// bad_request.
Result<void> check_long_text(std::string_view field, std::string_view text, std::size_t bytes_max);

// As check_text, and not empty or blank.
Result<void> check_title(std::string_view field, std::string_view text, std::size_t bytes_max);

// A number of things. Errors: bad_request when there are none, too_large when over `max`.
Result<void> check_count(std::string_view field, std::size_t count, std::size_t max);

// Room for one more of something. Errors: too_large.
Result<void> check_room(std::string_view what, std::size_t have, std::size_t more, std::size_t max);

// A day as YYYY-MM-DD that is in the calendar, or nothing. Errors: bad_request.
Result<void> check_date(std::string_view field, std::string_view date);

// A strict compare and set (C18): `given` must name the event that stands, 0 being none. Errors:
// conflict, with that event.
Result<void> check_version(std::string_view field, std::uint64_t given, Seq stands);

}  // namespace reviewd::domain
