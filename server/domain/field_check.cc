#include "domain/field_check.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <string>

#include "domain/text.h"

namespace reviewd::domain {
namespace {

Result<void> check_size(std::string_view field, std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return {};
  return fail(v1::ERROR_CODE_TOO_LARGE, std::string(field) + " is " + std::to_string(text.size()) +
                                            " bytes long; the limit is " +
                                            std::to_string(bytes_max));
}

}  // namespace

Result<void> check_long_text(std::string_view field, std::string_view text, std::size_t bytes_max) {
  if (auto ok = check_size(field, text, bytes_max); !ok) return ok;
  if (!is_long_text(text)) {
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                std::string(field) + " is not valid UTF-8, or has a NUL in it");
  }
  return {};
}

Result<void> check_text(std::string_view field, std::string_view text, std::size_t bytes_max) {
  if (auto ok = check_size(field, text, bytes_max); !ok) return ok;
  if (!is_clean_text(text)) {
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                std::string(field) + " is not valid UTF-8, or has control characters in it");
  }
  return {};
}

Result<void> check_title(std::string_view field, std::string_view text, std::size_t bytes_max) {
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    return fail(v1::ERROR_CODE_BAD_REQUEST, std::string(field) + " is empty; say something");
  }
  return check_text(field, text, bytes_max);
}

Result<void> check_count(std::string_view field, std::size_t count, std::size_t max) {
  if (count == 0) return fail(v1::ERROR_CODE_BAD_REQUEST, std::string(field) + " is empty");
  if (count > max) {
    return fail(v1::ERROR_CODE_TOO_LARGE, std::string(field) + " has " + std::to_string(count) +
                                              " entries; the limit is " + std::to_string(max));
  }
  return {};
}

Result<void> check_room(std::string_view what, std::size_t have, std::size_t more,
                        std::size_t max) {
  if (have + more <= max) return {};
  return fail(v1::ERROR_CODE_TOO_LARGE, "the product has " + std::to_string(have) + " " +
                                            std::string(what) + "; the limit is " +
                                            std::to_string(max));
}

Result<void> check_date(std::string_view field, std::string_view date) {
  if (date.empty()) return {};
  const auto number = [&](std::size_t from, std::size_t digits) {
    int out = 0;
    std::from_chars(date.data() + from, date.data() + from + digits, out);
    return out;
  };
  constexpr std::string_view kForm = "dddd-dd-dd";
  const bool formed =
      date.size() == kForm.size() && std::ranges::equal(date, kForm, [](char c, char form) {
        return form == 'd' ? c >= '0' && c <= '9' : c == form;
      });
  if (formed) {
    const std::chrono::year_month_day day{std::chrono::year(number(0, 4)),
                                          std::chrono::month(static_cast<unsigned>(number(5, 2))),
                                          std::chrono::day(static_cast<unsigned>(number(8, 2)))};
    if (day.ok()) return {};
  }
  return fail(v1::ERROR_CODE_BAD_REQUEST,
              std::string(field) + " must be a day of the calendar as YYYY-MM-DD, or empty");
}

Result<void> check_version(std::string_view field, std::uint64_t given, Seq stands) {
  if (given == value(stands)) return {};
  return fail(v1::ERROR_CODE_CONFLICT,
              std::string(field) + " is " + std::to_string(given) + ", but what stands is event " +
                  std::to_string(value(stands)) + "; look at it first",
              value(stands));
}

}  // namespace reviewd::domain
