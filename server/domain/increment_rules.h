// What every operation on increments asks first.

#pragma once

#include <string>

#include "domain/decide.h"
#include "domain/field_check.h"

namespace reviewd::domain {

// An increment of a review that is not closed. `field` is the operation's, for the error. Errors:
// unknown_item, closed (C50).
Result<const Increment*> find_open_increment(const State& state, std::string_view field,
                                             const v1::Id& id);

// Errors: bad_request, too_large.
Result<void> check_demo_link(const std::string& field, const std::string& link);

// What AddIncrement and EditIncrement have in common. `field` begins the names of fields in the
// error. Errors: bad_request, too_large.
template <class Says>
Result<void> check_about_increment(const std::string& field, const Says& says) {
  if (auto ok = check_title(field + ".title", says.title(), kTitleBytesMax); !ok) return ok;
  if (auto ok = check_text(field + ".summary", says.summary(), kTextBytesMax); !ok) return ok;
  if (auto ok = check_text(field + ".presenter", says.presenter(), kNameBytesMax); !ok) return ok;
  return check_demo_link(field + ".demo_link", says.demo_link());
}

// The item that the increment delivers: of one that was merged, the one that it is now (C24).
// Errors: unknown_item, dependency.
Result<v1::Id> find_delivered(const DecideContext& context, std::string_view field,
                              const v1::Id& item);

template <class Says>
Result<v1::Id> delivered_item(const DecideContext& context, std::string_view field,
                              const Says& says) {
  return says.has_item() ? find_delivered(context, field, says.item()) : v1::Id();
}

}  // namespace reviewd::domain
