// The agenda of a review: what is gone through in which order, and where the meeting is.

#include <algorithm>
#include <array>

#include "base/assert.h"
#include "domain/apply.h"
#include "domain/field_check.h"
#include "domain/item_rules.h"
#include "domain/review_rules.h"

namespace reviewd::domain {
namespace {

const AgendaEntry* find_entry(const Review& review, AgendaEntryId id) {
  const auto found = std::ranges::find(review.agenda, id, &AgendaEntry::id);
  return found == review.agenda.end() ? nullptr : &*found;
}

Result<void> check_draft(const v1::AgendaDraft& draft, const std::string& field) {
  if (draft.kind() < v1::AGENDA_KIND_GOAL || draft.kind() > v1::AGENDA_KIND_FREE) {
    return fail(v1::ERROR_CODE_BAD_REQUEST, field + ".kind names no kind of agenda entry");
  }
  if (draft.kind() == v1::AGENDA_KIND_FREE) {
    if (auto ok = check_title(field + ".subject", draft.subject(), kTitleBytesMax); !ok) return ok;
  }
  if (draft.timebox_ms() != 0 &&
      (draft.timebox_ms() < kTimerMsMin || draft.timebox_ms() > kTimerMsMax)) {
    return fail(v1::ERROR_CODE_BAD_REQUEST, field + ".timebox_ms must be 0 or " +
                                                std::to_string(kTimerMsMin) + " to " +
                                                std::to_string(kTimerMsMax));
  }
  return check_text(field + ".subject", draft.subject(), kTitleBytesMax);
}

// Every entry that is named is there, once, and the current one is among them.
Result<void> check_entries(const v1::SetAgenda& set, const Review& review) {
  const auto count = static_cast<std::size_t>(set.entries_size());
  if (auto ok = check_room("agenda entries", 0, count, kAgendaEntriesMax); !ok) return ok;
  std::set<AgendaEntryId> named;
  for (int i = 0; i < set.entries_size(); ++i) {
    const v1::AgendaDraft& draft = set.entries(i);
    const std::string field = entry_of("set_agenda.entries", i);
    if (auto ok = check_draft(draft, field); !ok) return ok;
    if (!draft.has_entry()) continue;
    const AgendaEntryId id = AgendaEntryId::from(draft.entry());
    if (find_entry(review, id) == nullptr) {
      return fail(v1::ERROR_CODE_UNKNOWN_ITEM,
                  field + ".entry names entry " + text_of(id) + ", which is not in the agenda");
    }
    if (!named.insert(id).second) {
      return fail(v1::ERROR_CODE_BAD_REQUEST,
                  field + ".entry names entry " + text_of(id) + " for the second time");
    }
  }
  if (!review.current.none() && !named.contains(review.current)) {
    return fail(v1::ERROR_CODE_CONFLICT,
                "the meeting is at entry " + text_of(review.current) +
                    ", which set_agenda.entries leaves out; go on to another one first");
  }
  return {};
}

// The timer of an entry that begins: its time box, if it has one.
v1::Timer begun(const Timer& before, const AgendaEntry* entry, TimeMs now) {
  v1::Timer timer = changed(before);
  if (entry == nullptr || entry->timebox_ms == 0) return timer;
  timer.set_state(v1::TIMER_STATE_RUNNING);
  timer.set_total_ms(entry->timebox_ms);
  timer.set_deadline_ms(value(now) + entry->timebox_ms);
  return timer;
}

}  // namespace

void add_usual_agenda(const v1::Operation& operation, Draw& draw, v1::ReviewPlanned* planned) {
  // Scrum Guide 2020, "Sprint Review", in the order in which it names them.
  constexpr std::array kFlow{v1::AGENDA_KIND_GOAL,      v1::AGENDA_KIND_ACCOMPLISHED,
                             v1::AGENDA_KIND_INCREMENT, v1::AGENDA_KIND_ENVIRONMENT,
                             v1::AGENDA_KIND_BACKLOG,   v1::AGENDA_KIND_DECISIONS};
  for (std::uint32_t k = 0; k < kFlow.size(); ++k) {
    v1::AgendaEntry& entry = *planned->add_agenda();
    name_after(operation, entry.mutable_entry());
    entry.mutable_entry()->set_k(k);
    entry.set_kind(kFlow[k]);
    draw.text("", kProductText, entry.mutable_subject());
  }
}

std::vector<AgendaEntry> agenda_from(
    const google::protobuf::RepeatedPtrField<v1::AgendaEntry>& in) {
  std::vector<AgendaEntry> out;
  for (const v1::AgendaEntry& entry : in) {
    out.push_back({.id = AgendaEntryId::from(entry.entry()),
                   .kind = entry.kind(),
                   .subject = Text::from(entry.subject()),
                   .timebox_ms = entry.timebox_ms()});
  }
  return out;
}

void agenda_to(const std::vector<AgendaEntry>& in,
               google::protobuf::RepeatedPtrField<v1::AgendaEntry>* out) {
  for (const AgendaEntry& entry : in) {
    v1::AgendaEntry& row = *out->Add();
    entry.id.to(row.mutable_entry());
    row.set_kind(entry.kind);
    entry.subject.to(row.mutable_subject());
    row.set_timebox_ms(entry.timebox_ms);
  }
}

Result<Decision> decide_set_agenda(const v1::Operation& operation, const DecideContext& context) {
  const v1::SetAgenda& set = operation.set_agenda();
  const auto review = find_open_or_draft(context.state, "set_agenda.review", set.review());
  if (!review) return std::unexpected(review.error());
  const Seq stands = (*review)->agenda_at;
  if (auto ok = check_version("set_agenda.if_version", set.if_version(), stands); !ok)
    return std::unexpected(ok.error());
  if (auto ok = check_entries(set, **review); !ok) return std::unexpected(ok.error());
  Decision decision;
  v1::AgendaSet& event = *decision.events.emplace_back().mutable_agenda_set();
  *event.mutable_review() = set.review();
  event.set_overwrote(value(stands));
  for (int k = 0; k < set.entries_size(); ++k) {
    const v1::AgendaDraft& draft = set.entries(k);
    v1::AgendaEntry& entry = *event.add_entries();
    if (draft.has_entry()) {
      *entry.mutable_entry() = draft.entry();
    } else {
      name_after(operation, entry.mutable_entry());
      entry.mutable_entry()->set_k(static_cast<std::uint32_t>(k));
    }
    entry.set_kind(draft.kind());
    entry.set_timebox_ms(draft.timebox_ms());
    context.draw.text(draft.subject(), kProductText, entry.mutable_subject());
  }
  return decision;
}

Result<Decision> decide_advance_agenda(const v1::Operation& operation,
                                       const DecideContext& context) {
  const v1::AdvanceAgenda& advance = operation.advance_agenda();
  const auto review = find_running_review(context.state, "advance_agenda.review", advance.review());
  if (!review) return std::unexpected(review.error());
  const AgendaEntryId from = AgendaEntryId::from(advance.from());
  const AgendaEntryId to = AgendaEntryId::from(advance.to());
  if (from != (*review)->current)  // C37
    return superseded(v1::OUTCOME_REASON_CHANGED_SINCE, (*review)->current_at);
  const AgendaEntry* entry = to.none() ? nullptr : find_entry(**review, to);
  if (!to.none() && entry == nullptr) {
    return fail(v1::ERROR_CODE_UNKNOWN_ITEM,
                "advance_agenda.to names entry " + text_of(to) + ", which is not in the agenda");
  }
  if (to == from) return noop();
  Decision decision;
  v1::AgendaAdvanced& event = *decision.events.emplace_back().mutable_agenda_advanced();
  *event.mutable_review() = advance.review();
  if (!from.none()) from.to(event.mutable_from());
  if (!to.none()) to.to(event.mutable_to());
  *event.mutable_timer() = begun((*review)->timer, entry, context.now);
  return decision;
}

void apply_agenda(State& state, const v1::Event& event) {
  if (event.has_agenda_set()) {
    Review& review = state.reviews.at(ReviewId::from(event.agenda_set().review()));
    review.agenda = agenda_from(event.agenda_set().entries());
    review.agenda_at = static_cast<Seq>(event.seq());
    return;
  }
  const v1::AgendaAdvanced& advanced = event.agenda_advanced();
  const ReviewId id = ReviewId::from(advanced.review());
  Review& review = state.reviews.at(id);
  review.current = AgendaEntryId::from(advanced.to());
  review.current_at = static_cast<Seq>(event.seq());
  set_timer(state, id, advanced.timer());
}

}  // namespace reviewd::domain
