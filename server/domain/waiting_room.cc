#include "domain/waiting_room.h"

#include <algorithm>

#include "base/assert.h"
#include "domain/apply.h"
#include "domain/field_check.h"
#include "domain/participant.h"
#include "domain/session.h"

namespace reviewd::domain {

Result<void> check_join_code(const State& state, std::string_view code) {
  const bool known =
      state.join_code &&
      equal_in_constant_time(as_bytes(sha256(code)), as_bytes(sha256(state.join_code->plain)));
  if (!known || state.join_code->erased) {
    return fail(v1::ERROR_CODE_FORBIDDEN, "this code does not open anything here; look again");
  }
  if (state.open_review() == nullptr) {
    return fail(v1::ERROR_CODE_FORBIDDEN, "the code works while the review is open; it is not");
  }
  return {};
}

Result<Entry> decide_wait(const State& state, std::string_view code, const Arrival& arrival,
                          Draw& draw) {
  if (auto ok = check_join_code(state, code); !ok) return std::unexpected(ok.error());
  if (auto ok = check_name("name", arrival.name); !ok) return std::unexpected(ok.error());
  if (auto ok = check_session_room(state); !ok) return std::unexpected(ok.error());
  if (auto ok = check_room("people waiting", state.waiting.size(), 1, kWaitingMax); !ok)
    return std::unexpected(ok.error());
  if (auto ok = check_room("participants", state.participants.size() + state.waiting.size(), 1,
                           kParticipantsMax);
      !ok) {
    return std::unexpected(ok.error());
  }
  Entry entry{.participant = ParticipantId{state.next_participant},
              .role = v1::ROLE_STAKEHOLDER,
              .handle = std::string(arrival.handle),
              .waiting = true};
  v1::WaitingStarted& started = *entry.decision.sealed.emplace_back().mutable_waiting_started();
  started.set_participant(value(entry.participant));
  draw.text(arrival.name, entry.participant, started.mutable_name());
  started.set_token_hash(std::string(as_bytes(arrival.token_hash)));
  started.set_handle(entry.handle);
  return entry;
}

Result<Decision> decide_set_join_code(const v1::Operation& operation,
                                      const DecideContext& context) {
  const std::string& code = operation.set_join_code().code();
  const bool good = code.size() == kJoinCodeLength &&
                    code.find_first_not_of(kJoinCodeAlphabet) == std::string::npos;
  if (!code.empty() && !good) {
    return fail(v1::ERROR_CODE_BAD_REQUEST, "set_join_code.code must be 8 characters of " +
                                                std::string(kJoinCodeAlphabet) + ", or empty");
  }
  Decision decision;
  if (code.empty() && !context.state.join_code) return noop();
  v1::JoinCodeSet& set = *decision.sealed.emplace_back().mutable_join_code_set();
  if (!code.empty()) context.draw.text(code, kProductText, set.mutable_code());
  return decision;
}

namespace {

// Those of `ids` who wait, once each. Errors: bad_request, too_large.
Result<std::set<ParticipantId>> those_waiting(
    std::string_view field, const google::protobuf::RepeatedField<std::uint32_t>& ids,
    const State& state) {
  if (auto ok = check_count(field, static_cast<std::size_t>(ids.size()), kWaitingMax); !ok)
    return std::unexpected(ok.error());
  std::set<ParticipantId> waiting;
  for (const std::uint32_t id : ids) {
    if (state.waiting.contains(ParticipantId{id})) waiting.insert(ParticipantId{id});
  }
  return waiting;
}

}  // namespace

Result<Decision> decide_admit_waiting(const v1::Operation& operation,
                                      const DecideContext& context) {
  const auto admitted = those_waiting("admit_waiting.participants",
                                      operation.admit_waiting().participants(), context.state);
  if (!admitted) return std::unexpected(admitted.error());
  if (admitted->empty()) return noop();  // somebody else has let them in, or they have gone
  Decision decision;
  for (const ParticipantId id : *admitted) {
    v1::ParticipantJoined& joined = *decision.events.emplace_back().mutable_participant_joined();
    joined.set_participant(value(id));
    context.draw.text(context.state.waiting.at(id).name.plain, id, joined.mutable_name());
    joined.set_role(v1::ROLE_STAKEHOLDER);
    joined.set_guest(true);
  }
  return decision;
}

Result<Decision> decide_refuse_waiting(const v1::Operation& operation,
                                       const DecideContext& context) {
  const auto refused = those_waiting("refuse_waiting.participants",
                                     operation.refuse_waiting().participants(), context.state);
  if (!refused) return std::unexpected(refused.error());
  if (refused->empty()) return noop();
  Decision decision;
  for (const ParticipantId id : *refused) {
    decision.sealed.emplace_back().mutable_waiting_ended()->set_participant(value(id));
  }
  return decision;
}

void apply_waiting(State& state, const v1::SealedEntry& entry) {
  switch (entry.body_case()) {
    case v1::SealedEntry::kWaitingStarted: {
      const v1::WaitingStarted& started = entry.waiting_started();
      const ParticipantId id{started.participant()};
      const auto now = static_cast<TimeMs>(entry.time_ms());
      state.waiting.emplace(
          id,
          Waiting{.name = Text::from(started.name()), .handle = started.handle(), .since = now});
      state.sessions[to_array<Digest>(started.token_hash()).value()] =
          Session{.participant = id, .started = now, .seen = now};
      state.next_participant = std::max(state.next_participant, started.participant() + 1);
      return;
    }
    case v1::SealedEntry::kWaitingEnded: {
      const ParticipantId id{entry.waiting_ended().participant()};
      state.waiting.erase(id);
      std::erase_if(state.sessions, [&](const auto& row) { return row.second.participant == id; });
      return;
    }
    case v1::SealedEntry::kJoinCodeSet:
      state.join_code.reset();
      if (entry.join_code_set().has_code())
        state.join_code = Text::from(entry.join_code_set().code());
      return;
    default: REVIEWD_ASSERT(false && "not a sealed entry of the waiting room");
  }
}

}  // namespace reviewd::domain
