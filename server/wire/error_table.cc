#include "wire/error_table.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "base/utf8.h"

namespace reviewd::wire {
namespace {

constexpr auto kNever = v1::ADVICE_NEVER;
constexpr auto kAfter = v1::ADVICE_AFTER;
constexpr auto kResync = v1::ADVICE_RESYNC;

constexpr std::array kRows{
    ErrorRow{v1::ERROR_CODE_BAD_REQUEST, "bad_request", kNever, 0, 400},
    ErrorRow{v1::ERROR_CODE_TOO_LARGE, "too_large", kNever, 0, 413},
    ErrorRow{v1::ERROR_CODE_VERSION_UNSUPPORTED, "version_unsupported", kNever, 0, 400},
    ErrorRow{v1::ERROR_CODE_UNAUTHENTICATED, "unauthenticated", v1::ADVICE_SIGN_IN, 0, 401},
    ErrorRow{v1::ERROR_CODE_FORBIDDEN, "forbidden", kNever, 0, 403},
    ErrorRow{v1::ERROR_CODE_UNKNOWN_PRODUCT, "unknown_product", kNever, 0, 404},
    ErrorRow{v1::ERROR_CODE_UNKNOWN_ITEM, "unknown_item", kNever, 0, 404},
    ErrorRow{v1::ERROR_CODE_UNKNOWN_ANCHOR, "unknown_anchor", kResync, 0, 409},
    ErrorRow{v1::ERROR_CODE_SCOPE, "scope", kNever, 0, 409},
    ErrorRow{v1::ERROR_CODE_CLOSED, "closed", kNever, 0, 409},
    ErrorRow{v1::ERROR_CODE_POLL_CLOSED, "poll_closed", kNever, 0, 409},
    ErrorRow{v1::ERROR_CODE_ROUND_OVER, "round_over", kNever, 0, 409},
    ErrorRow{v1::ERROR_CODE_EXPIRED, "expired", kNever, 0, 410},
    ErrorRow{v1::ERROR_CODE_CYCLE, "cycle", kNever, 0, 409},
    ErrorRow{v1::ERROR_CODE_CONFLICT, "conflict", kNever, 0, 409},
    ErrorRow{v1::ERROR_CODE_DEPENDENCY, "dependency", kNever, 0, 409},
    ErrorRow{v1::ERROR_CODE_OP_ID_REUSED, "op_id_reused", kResync, 0, 409},
    ErrorRow{v1::ERROR_CODE_OUTCOME_FORGOTTEN, "outcome_forgotten", kResync, 0, 409},
    ErrorRow{v1::ERROR_CODE_GAP, "gap", kResync, 0, 409},
    ErrorRow{v1::ERROR_CODE_RATE_LIMITED, "rate_limited", kAfter, 1000, 429},
    ErrorRow{v1::ERROR_CODE_OVERLOADED, "overloaded", kAfter, 500, 503},
    ErrorRow{v1::ERROR_CODE_STORAGE, "storage", kAfter, 2000, 503},
};

void append_escaped(std::string& out, char c) {
  if (c == '"' || c == '\\') {
    out += '\\';
    out += c;
  } else if (static_cast<unsigned char>(c) < 0x20) {
    std::array<char, 8> escape{};
    std::snprintf(escape.data(), escape.size(), "\\u%04x", static_cast<unsigned>(c));
    out += escape.data();
  } else {
    out += c;
  }
}

}  // namespace

std::span<const ErrorRow> error_table() { return kRows; }

const ErrorRow& error_row(v1::ErrorCode code) {
  const auto row = std::ranges::find(kRows, code, &ErrorRow::code);
  return row == kRows.end() ? kRows.front() : *row;
}

std::string_view advice_name(v1::Advice advice) {
  switch (advice) {
    case v1::ADVICE_SAME: return "same";
    case v1::ADVICE_AFTER: return "after";
    case v1::ADVICE_SIGN_IN: return "sign_in";
    case v1::ADVICE_RESYNC: return "resync";
    default: return "never";
  }
}

void complete(v1::Error& error) {
  const ErrorRow& row = error_row(error.code());
  if (error.advice() == v1::ADVICE_UNSPECIFIED) error.set_advice(row.advice);
  if (error.advice() == v1::ADVICE_AFTER && error.after_ms() == 0) error.set_after_ms(row.after_ms);
}

v1::Error to_message(const Error& error) {
  v1::Error message;
  message.set_code(error.code);
  message.set_text(error.text);
  message.set_after_ms(error.after_ms);
  complete(message);
  return message;
}

std::string to_problem_json(const Error& error) {
  const v1::Error message = to_message(error);
  std::string out = "{\"code\":" + std::to_string(static_cast<int>(error.code));
  out += ",\"name\":" + json_quoted(error_row(error.code).name);
  out += ",\"text\":" + json_quoted(error.text);
  out += ",\"advice\":" + json_quoted(advice_name(message.advice()));
  out += ",\"after_ms\":" + std::to_string(message.after_ms()) + "}";
  return out;
}

std::string json_quoted(std::string_view text) {
  std::string out = "\"";
  const bool clean = is_utf8(text);
  for (const char c : text) {
    if (clean || static_cast<unsigned char>(c) < 0x80) {
      append_escaped(out, c);
    } else {
      out += "\xef\xbf\xbd";
    }
  }
  out += '"';
  return out;
}

}  // namespace reviewd::wire
