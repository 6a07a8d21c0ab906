#include "domain/poll_kind.h"

#include <algorithm>
#include <set>

#include "domain/field_check.h"
#include "domain/item_rules.h"

namespace reviewd::domain {
namespace {

bool has_options(v1::PollKind kind) { return kind == v1::POLL_KIND_SINGLE || says_several(kind); }

Result<void> check_option(const v1::PollOptionDraft& option, const std::string& field,
                          const State& state) {
  if (!option.has_item()) return check_title(field + ".text", option.text(), kTitleBytesMax);
  if (!option.text().empty())
    return fail(v1::ERROR_CODE_BAD_REQUEST, field + " has a text and an item; give one of them");
  const auto item = state.backlog.items.find(ItemId::from(option.item()));
  if (item == state.backlog.items.end() || item->second.alias() ||
      item->second.archived_at != Seq{}) {
    return fail(v1::ERROR_CODE_UNKNOWN_ITEM, field + ".item names no item of the backlog");
  }
  return {};
}

Result<void> check_options(const v1::OpenPoll& open, const State& state) {
  const std::string field = "open_poll.options";
  if (!has_options(open.kind())) {
    if (open.options().empty()) return {};
    return fail(v1::ERROR_CODE_BAD_REQUEST, field + ": a poll of this kind has no options");
  }
  if (auto ok = check_count(field, static_cast<std::size_t>(open.options_size()), kPollOptionsMax);
      !ok) {
    return ok;
  }
  if (open.options_size() < 2)
    return fail(v1::ERROR_CODE_BAD_REQUEST, field + " must be two at least");
  std::set<std::string> texts;
  std::set<ItemId> items;
  for (int i = 0; i < open.options_size(); ++i) {
    const v1::PollOptionDraft& option = open.options(i);
    if (auto ok = check_option(option, entry_of(field, i), state); !ok) return ok;
    const bool fresh = option.has_item() ? items.insert(ItemId::from(option.item())).second
                                         : texts.insert(option.text()).second;
    if (!fresh) return fail(v1::ERROR_CODE_BAD_REQUEST, entry_of(field, i) + " is there already");
  }
  return {};
}

// Places of options, each at most once.
Result<void> check_places(const v1::CastBallot& cast, const Poll& poll) {
  std::set<std::uint32_t> seen;
  for (int i = 0; i < cast.choices_size(); ++i) {
    const std::uint32_t place = cast.choices(i);
    if (place >= poll.options.size()) {
      return fail(v1::ERROR_CODE_BAD_REQUEST, entry_of("cast_ballot.choices", i) +
                                                  " must be the place of an option, 0 to " +
                                                  std::to_string(poll.options.size() - 1));
    }
    if (!seen.insert(place).second) {
      return fail(v1::ERROR_CODE_BAD_REQUEST,
                  entry_of("cast_ballot.choices", i) + " names an option a second time");
    }
  }
  return {};
}

Result<Selection> dots_of(const v1::CastBallot& cast, const Poll& poll) {
  if (static_cast<std::size_t>(cast.choices_size()) != poll.options.size()) {
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                "cast_ballot.choices must say how many dots each of the " +
                    std::to_string(poll.options.size()) + " options gets");
  }
  std::uint64_t given = 0;
  for (int i = 0; i < cast.choices_size(); ++i) {
    if (cast.choices(i) > poll.dots_per_option) {
      return fail(v1::ERROR_CODE_BAD_REQUEST, entry_of("cast_ballot.choices", i) + " is over " +
                                                  std::to_string(poll.dots_per_option) +
                                                  ", the most dots for one option");
    }
    given += cast.choices(i);
  }
  if (given > poll.dots) {
    return fail(v1::ERROR_CODE_BAD_REQUEST, "cast_ballot.choices gives " + std::to_string(given) +
                                                " dots of " + std::to_string(poll.dots));
  }
  return Selection(cast.choices().begin(), cast.choices().end());
}

Result<Selection> several_of(const v1::CastBallot& cast, const Poll& poll) {
  if (poll.kind == v1::POLL_KIND_DOTS) return dots_of(cast, poll);
  if (auto ok = check_places(cast, poll); !ok) return std::unexpected(ok.error());
  Selection out(cast.choices().begin(), cast.choices().end());
  if (poll.kind == v1::POLL_KIND_MULTI) {
    std::ranges::sort(out);
  } else if (out.empty()) {
    return fail(v1::ERROR_CODE_BAD_REQUEST, "cast_ballot.choices must rank an option at least");
  }
  return out;
}

}  // namespace

bool says_several(v1::PollKind kind) {
  return kind == v1::POLL_KIND_MULTI || kind == v1::POLL_KIND_DOTS || kind == v1::POLL_KIND_RANKING;
}

Result<void> check_dots(std::string_view field, std::uint32_t dots, std::uint32_t per_option) {
  if (dots == 0 || dots > kPollDotsMax) {
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                std::string(field) + ".dots must be 1 to " + std::to_string(kPollDotsMax));
  }
  if (per_option > dots) {
    return fail(v1::ERROR_CODE_BAD_REQUEST, std::string(field) + ".dots_per_option must be 0 to " +
                                                std::to_string(dots) + ", all dots of a voter");
  }
  return {};
}

Result<void> check_kind(const v1::OpenPoll& open, const State& state) {
  if (open.kind() < v1::POLL_KIND_CONSENT || open.kind() > v1::PollKind_MAX)
    return fail(v1::ERROR_CODE_BAD_REQUEST, "open_poll.kind is none that this server knows");
  if (auto ok = check_options(open, state); !ok) return ok;
  if (open.kind() == v1::POLL_KIND_DOTS) {
    if (auto ok = check_dots("open_poll", open.dots(), open.dots_per_option()); !ok) return ok;
  } else if (open.dots() != 0 || open.dots_per_option() != 0) {
    return fail(v1::ERROR_CODE_BAD_REQUEST, "open_poll.dots: a poll of this kind has no dots");
  }
  if (open.quorum() > kParticipantsMax) {
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                "open_poll.quorum must be 0 to " + std::to_string(kParticipantsMax));
  }
  return {};
}

Numbers numbers_of(v1::PollKind kind, std::size_t options) {
  switch (kind) {
    case v1::POLL_KIND_CONSENT: return {.first = v1::CONSENT_YES, .last = v1::CONSENT_ABSTAIN};
    case v1::POLL_KIND_FIST_OF_FIVE: return {.first = 0, .last = kFingersMax};
    case v1::POLL_KIND_SINGLE: return {.first = 0, .last = static_cast<std::uint32_t>(options) - 1};
    default: return {.first = 1, .last = kScaleMax};
  }
}

Result<Selection> selection_of(const v1::CastBallot& cast, const Poll& poll) {
  if (says_several(poll.kind)) return several_of(cast, poll);
  const auto [first, last] = numbers_of(poll.kind, poll.options.size());
  if (poll.kind == v1::POLL_KIND_CONSENT) {
    if (cast.consent() < v1::CONSENT_YES || cast.consent() > v1::CONSENT_ABSTAIN)
      return fail(v1::ERROR_CODE_BAD_REQUEST, "cast_ballot.consent is none of yes, no, abstain");
    return Selection{static_cast<std::uint32_t>(cast.consent())};
  }
  const bool fist = poll.kind == v1::POLL_KIND_FIST_OF_FIVE;
  const bool there = fist ? cast.has_fingers() : cast.has_selection();
  const std::uint32_t number = fist ? cast.fingers() : cast.selection();
  if (!there || number < first || number > last) {
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                std::string(fist ? "cast_ballot.fingers" : "cast_ballot.selection") + " must be " +
                    std::to_string(first) + " to " + std::to_string(last));
  }
  return Selection{number};
}

bool is_ballot(const Poll& poll, const Selection& selection) {
  if (!says_several(poll.kind)) {
    const auto [first, last] = numbers_of(poll.kind, poll.options.size());
    return selection.size() == 1 && selection[0] >= first && selection[0] <= last;
  }
  v1::CastBallot cast;
  for (const std::uint32_t choice : selection) cast.add_choices(choice);
  return several_of(cast, poll).has_value();
}

void clamp_dots(const Poll& poll, Selection& dots) {
  std::uint64_t given = 0;
  for (std::uint32_t& count : dots) {
    count = std::min(count, poll.dots_per_option);
    given += count;
  }
  for (auto count = dots.rbegin(); count != dots.rend() && given > poll.dots; ++count) {
    const auto less =
        static_cast<std::uint32_t>(std::min<std::uint64_t>(*count, given - poll.dots));
    *count -= less;
    given -= less;
  }
}

}  // namespace reviewd::domain
