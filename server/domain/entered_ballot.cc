// Ballots of people in the room who have no device: entered for them, and labelled so.

#include "domain/entered_ballot.h"

#include "base/assert.h"
#include "domain/apply.h"
#include "domain/field_check.h"
#include "domain/poll_form.h"
#include "domain/poll_rules.h"

namespace reviewd::domain {
namespace {

// The entry under that name; none if there is none.
std::optional<EntryId> find_entry(const Poll& poll, const std::string& name) {
  for (const auto& [id, entered] : poll.entered) {
    if (entered.name.plain == name) return id;
  }
  return std::nullopt;
}

// Of one that says the same, by the same person.
bool is_same(const EnteredBallot& entered, const Selection& selection, ParticipantId by) {
  return entered.selection == selection && entered.by == by;
}

// Into an event where everybody may see it, else into a sealed entry.
template <class Set>
Decision decide_entry(const Poll& poll, const v1::Id& id, const Set& set) {
  Decision decision;
  if (poll.open_ballots()) {
    v1::BallotEntered& event = *decision.events.emplace_back().mutable_ballot_entered();
    *event.mutable_poll() = id;
    set(event);
  } else {
    v1::HiddenEntry& entry = *decision.sealed.emplace_back().mutable_hidden_entry();
    *entry.mutable_poll() = id;
    set(entry);
  }
  return decision;
}

template <class Entry>
void apply_entry(State& state, const Entry& entry) {
  Poll& poll = state.polls.at(PollId::from(entry.poll()));
  const EntryId id = EntryId::from(entry.ballot().entry());
  if (entry.withdrawn()) {
    poll.entered.erase(id);
  } else {
    poll.entered[id] = entered_from(poll.kind, entry.ballot());
  }
}

}  // namespace

EnteredBallot entered_from(v1::PollKind kind, const v1::EnteredBallot& in) {
  return {.name = Text::from(in.name()),
          .selection = get_selection(kind, in),
          .by = ParticipantId{in.by()}};
}

void entered_to(const Poll& poll, google::protobuf::RepeatedPtrField<v1::EnteredBallot>* out) {
  for (const auto& [id, entered] : poll.entered) {
    v1::EnteredBallot& row = *out->Add();
    id.to(row.mutable_entry());
    entered.name.to(row.mutable_name());
    put_selection(poll.kind, entered.selection, &row);
    row.set_by(value(entered.by));
  }
}

void entered_from(const google::protobuf::RepeatedPtrField<v1::EnteredBallot>& in, Poll& poll) {
  for (const v1::EnteredBallot& row : in)
    poll.entered[EntryId::from(row.entry())] = entered_from(poll.kind, row);
}

Result<Decision> decide_enter_ballot(const v1::Operation& operation, const DecideContext& context) {
  const v1::EnterBallot& enter = operation.enter_ballot();
  const v1::Id& id = enter.ballot().poll();
  const auto poll = find_open_poll(context.state, id);
  if (!poll) return std::unexpected(poll.error());
  if ((*poll)->secrecy != v1::SECRECY_NAMED) {
    return fail(v1::ERROR_CODE_FORBIDDEN,
                "ballots can be entered for others in named polls only; this one is secret");
  }
  if (auto ok = check_title("enter_ballot.name", enter.name(), kNameBytesMax); !ok)
    return std::unexpected(ok.error());
  const auto entry = find_entry(**poll, enter.name());
  if (enter.withdraw()) {
    if (!entry) return noop();
    return decide_entry(**poll, id, [&](auto& out) {
      entry->to(out.mutable_ballot()->mutable_entry());
      out.set_withdrawn(true);
    });
  }
  if (!entry) {
    const auto room =
        check_room("ballots entered in this poll", (*poll)->entered.size(), 1, kEnteredBallotsMax);
    if (!room) return std::unexpected(room.error());
  }
  const auto selection = selection_of(enter.ballot(), **poll);
  if (!selection) return std::unexpected(selection.error());
  const ParticipantId by = context.author.participant;
  if (entry && is_same((*poll)->entered.at(*entry), *selection, by)) return noop();
  return decide_entry(**poll, id, [&](auto& out) {
    v1::EnteredBallot& ballot = *out.mutable_ballot();
    if (entry) {
      entry->to(ballot.mutable_entry());
    } else {
      name_after(operation, ballot.mutable_entry());
    }
    context.draw.text(enter.name(), by, ballot.mutable_name());
    put_selection((*poll)->kind, *selection, &ballot);
    ballot.set_by(value(by));
  });
}

void apply_entered_ballot(State& state, const v1::Event& event) {
  REVIEWD_ASSERT(event.has_ballot_entered());
  apply_entry(state, event.ballot_entered());
}

void apply_entered_ballot(State& state, const v1::SealedEntry& entry) {
  REVIEWD_ASSERT(entry.has_hidden_entry());
  apply_entry(state, entry.hidden_entry());
}

}  // namespace reviewd::domain
