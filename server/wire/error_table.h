// The table of errors: what each number is called, what a client should do, and which HTTP status
// says it best. docs/PROTOCOL.md has the same table for people; a test compares the two.

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "reviewd/v1/error.pb.h"

namespace reviewd::wire {

struct ErrorRow {
  v1::ErrorCode code;
  std::string_view name;
  v1::Advice advice;
  std::uint32_t after_ms;  // with ADVICE_AFTER: how long to wait if the error does not say
  std::uint16_t http_status;
};

std::span<const ErrorRow> error_table();

// The row of `code`; that of bad_request for a number that is not in the table.
const ErrorRow& error_row(v1::ErrorCode code);

// "never", "same", "after", "sign_in" or "resync".
std::string_view advice_name(v1::Advice advice);

// Fills in the advice and the wait that the table has for the code, where they are missing.
void complete(v1::Error& error);

// As a client gets it.
v1::Error to_message(const Error& error);

// The JSON body of a refusal over HTTP: {"code","name","text","advice","after_ms"}.
std::string to_problem_json(const Error& error);

// `text` as a JSON string, quotes included. Bytes that are not UTF-8 become U+FFFD.
std::string json_quoted(std::string_view text);

}  // namespace reviewd::wire
