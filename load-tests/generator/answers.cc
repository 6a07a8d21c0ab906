#include "generator/answers.h"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace reviewd::load {

namespace {

std::string lower_behind(std::string_view prefix, std::string name) {
  name.erase(0, std::min(prefix.size(), name.size()));
  std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
  return name;
}

}  // namespace

std::string error_name(v1::ErrorCode code) {
  return lower_behind("ERROR_CODE_", v1::ErrorCode_Name(code));
}

std::string kind_of(const v1::Outcome& outcome) {
  if (outcome.kind() == v1::OUTCOME_KIND_REJECTED) return error_name(outcome.error().code());
  return lower_behind("OUTCOME_KIND_", v1::OutcomeKind_Name(outcome.kind()));
}

bool spends_counter(const v1::Outcome& outcome) {
  if (outcome.kind() != v1::OUTCOME_KIND_REJECTED) return true;
  switch (outcome.error().code()) {
    case v1::ERROR_CODE_BAD_REQUEST:
    case v1::ERROR_CODE_TOO_LARGE:
    case v1::ERROR_CODE_RATE_LIMITED:
    case v1::ERROR_CODE_OVERLOADED:
    case v1::ERROR_CODE_GAP:
    case v1::ERROR_CODE_UNAUTHENTICATED:
    case v1::ERROR_CODE_STORAGE: return false;
    default: return true;
  }
}

}  // namespace reviewd::load
