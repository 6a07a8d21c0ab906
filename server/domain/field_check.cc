#include "domain/field_check.h"

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

}  // namespace reviewd::domain
