#include "domain/participant.h"

#include <algorithm>

#include "base/assert.h"
#include "domain/apply.h"
#include "domain/delegation.h"
#include "domain/field_check.h"
#include "domain/invite.h"
#include "domain/session.h"

namespace reviewd::domain {

Result<const Participant*> find_present(std::string_view field, std::uint32_t id,
                                        const State& state) {
  const auto found = state.participants.find(ParticipantId{id});
  if (found == state.participants.end() || found->second.removed) {
    return fail(v1::ERROR_CODE_UNKNOWN_ITEM,
                std::string(field) + " names nobody who takes part in this product");
  }
  return &found->second;
}

namespace {

// Somebody whom a facilitator may remove, mute or give another role: anybody who is there but the
// Product Owner.
Result<const Participant*> find_subject(std::string_view field, std::uint32_t id,
                                        const State& state) {
  const auto found = find_present(field, id, state);
  if (found && ParticipantId{id} == state.product_owner) {
    return fail(v1::ERROR_CODE_FORBIDDEN,
                std::string(field) + " names the Product Owner; only they can hand the role over");
  }
  return found;
}

bool in_team(v1::Role role) {
  return role == v1::ROLE_PRODUCT_OWNER || role == v1::ROLE_SCRUM_MASTER ||
         role == v1::ROLE_DEVELOPER;
}

bool may_be_given(v1::Role role) {
  return role >= v1::ROLE_SCRUM_MASTER && role <= v1::ROLE_OBSERVER;
}

}  // namespace

Result<void> check_name(std::string_view field, std::string_view name) {
  if (name.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    return fail(v1::ERROR_CODE_BAD_REQUEST, std::string(field) + " is empty; say what to call you");
  }
  if (name.size() > kNameBytesMax || !is_clean_text(name) ||
      name.find_first_of("\t\r\n") != name.npos) {
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                std::string(field) + " must be 1 to " + std::to_string(kNameBytesMax) +
                    " bytes of UTF-8 on one line, without control characters");
  }
  return {};
}

Result<Decision> decide_found_product(const Founding& founding, const State& state, Draw& draw) {
  if (state.founded()) return fail(v1::ERROR_CODE_CONFLICT, "the product exists already");
  if (auto ok = check_title("name", founding.name, kTitleBytesMax); !ok)
    return std::unexpected(ok.error());
  if (auto ok = check_name("owner", founding.owner_name); !ok) return std::unexpected(ok.error());
  if (founding.invites.size() > kInvitesMax)
    return fail(v1::ERROR_CODE_TOO_LARGE, "too many invites");

  Decision decision;
  draw.text(founding.name, kProductText,
            decision.events.emplace_back().mutable_product_created()->mutable_name());
  const ParticipantId owner{1};
  v1::ParticipantJoined& joined = *decision.events.emplace_back().mutable_participant_joined();
  joined.set_participant(value(owner));
  draw.text(founding.owner_name, owner, joined.mutable_name());
  joined.set_role(v1::ROLE_PRODUCT_OWNER);
  add_session(decision, {.participant = owner,
                         .token_hash = founding.owner_token_hash,
                         .handle = founding.owner_handle});
  for (const InviteGrant& grant : founding.invites) {
    // The owner's own link makes nobody new, so it may be used as often as it says.
    const bool owners = grant.role == v1::ROLE_PRODUCT_OWNER;
    const bool once = is_personal(grant.role) && !owners;
    add_invite(decision, state, grant.role, once ? 1 : grant.uses_max, grant.secret_hash,
               owners ? owner : ParticipantId{});
  }
  return decision;
}

Result<Decision> decide_restore_access(const State& state, const Digest& secret_hash,
                                       std::string_view reason, TimeMs now, Draw& draw) {
  if (auto ok = check_title("reason", reason, kReasonBytesMax); !ok)
    return std::unexpected(ok.error());
  auto decision = decide_make_device_link(state, state.product_owner, secret_hash, now);
  if (!decision) return decision;
  v1::Event& event = decision->events.emplace_back();
  event.mutable_access_restored()->set_participant(value(state.product_owner));
  draw.text(reason, kProductText, event.mutable_reason());
  decision->sealed.front().set_after_events(1);
  return decision;
}

Result<Decision> decide_remove_participant(const v1::Operation& operation,
                                           const DecideContext& context) {
  const std::uint32_t id = operation.remove_participant().participant();
  const auto subject = find_subject("remove_participant.participant", id, context.state);
  if (!subject) return std::unexpected(subject.error());
  Decision ended = decide_end_all_sessions(context.state, ParticipantId{id});
  Decision decision;
  add_delegation_ends_of(decision, context.state, ParticipantId{id});
  decision.events.emplace_back().mutable_participant_removed()->set_participant(id);
  decision.sealed = std::move(ended.sealed);
  const auto events = static_cast<std::uint32_t>(decision.events.size());
  for (v1::SealedEntry& entry : decision.sealed) entry.set_after_events(events);
  return decision;
}

Result<Decision> decide_mute_participant(const v1::Operation& operation,
                                         const DecideContext& context) {
  const v1::MuteParticipant& mute = operation.mute_participant();
  const auto subject =
      find_subject("mute_participant.participant", mute.participant(), context.state);
  if (!subject) return std::unexpected(subject.error());
  if ((*subject)->muted == mute.muted()) return noop();
  Decision decision;
  v1::ParticipantMuted& muted = *decision.events.emplace_back().mutable_participant_muted();
  muted.set_participant(mute.participant());
  muted.set_muted(mute.muted());
  return decision;
}

Result<Decision> decide_change_role(const v1::Operation& operation, const DecideContext& context) {
  const v1::ChangeRole& change = operation.change_role();
  const auto subject = find_subject("change_role.participant", change.participant(), context.state);
  if (!subject) return std::unexpected(subject.error());
  if (!may_be_given(change.role())) {
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                "change_role.role must be Scrum Master, Developer, stakeholder or observer");
  }
  if ((*subject)->role == change.role()) return noop();
  Decision decision;
  if (!in_team(change.role()))
    add_delegation_ends_of(decision, context.state, ParticipantId{change.participant()});
  v1::RoleChanged& changed = *decision.events.emplace_back().mutable_role_changed();
  changed.set_participant(change.participant());
  changed.set_role(change.role());
  return decision;
}

Result<Decision> decide_hand_over(const v1::Operation& operation, const DecideContext& context) {
  const v1::HandOver& hand_over = operation.hand_over();
  const auto subject =
      find_subject("hand_over.participant", hand_over.participant(), context.state);
  if (!subject) return std::unexpected(subject.error());
  if (!may_be_given(hand_over.role())) {
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                "hand_over.role must be Scrum Master, Developer, stakeholder or observer");
  }
  Decision decision;
  add_all_delegation_ends(decision, context.state);
  v1::ProductOwnerChanged& changed =
      *decision.events.emplace_back().mutable_product_owner_changed();
  changed.set_from(value(context.state.product_owner));
  changed.set_from_role(hand_over.role());
  changed.set_to(hand_over.participant());
  return decision;
}

Result<Decision> decide_set_facilitator(const v1::Operation& operation,
                                        const DecideContext& context) {
  const ParticipantId id{operation.set_facilitator().participant()};
  if (id != ParticipantId{}) {
    const auto found = find_present("set_facilitator.participant", value(id), context.state);
    if (!found) return std::unexpected(found.error());
    if (!in_team((*found)->role)) {
      return fail(v1::ERROR_CODE_BAD_REQUEST,
                  "set_facilitator.participant must be Product Owner, Scrum Master or Developer");
    }
  }
  if (context.state.facilitator == id) return noop();
  Decision decision;
  decision.events.emplace_back().mutable_facilitator_set()->set_participant(value(id));
  return decision;
}

namespace {

void join(State& state, const v1::ParticipantJoined& joined) {
  const ParticipantId id{joined.participant()};
  Participant participant{.name = Text::from(joined.name()),
                          .role = joined.role(),
                          .guest = joined.guest(),
                          .group = GroupId::from(joined.group())};
  if (const auto waited = state.waiting.find(id); waited != state.waiting.end()) {
    participant.handle = waited->second.handle;
    state.waiting.erase(waited);
  }
  const bool fresh = state.participants.emplace(id, std::move(participant)).second;
  REVIEWD_ASSERT(fresh);
  state.next_participant = std::max(state.next_participant, joined.participant() + 1);
  if (joined.role() == v1::ROLE_PRODUCT_OWNER) {
    REVIEWD_ASSERT(!state.founded());  // exactly one Product Owner
    state.product_owner = id;
  }
}

void set_role(State& state, ParticipantId id, v1::Role role) {
  state.participants.at(id).role = role;
  for (auto& [token_hash, session] : state.sessions) {
    if (session.participant == id) session.renew = true;
  }
  if (state.facilitator == id && !in_team(role)) state.facilitator = ParticipantId{};
}

}  // namespace

void apply_participant(State& state, const v1::Event& event) {
  switch (event.body_case()) {
    case v1::Event::kProductCreated:
      state.name = Text::from(event.product_created().name());
      return;
    case v1::Event::kParticipantJoined: return join(state, event.participant_joined());
    case v1::Event::kParticipantRemoved: {
      const ParticipantId id{event.participant_removed().participant()};
      state.participants.at(id).removed = true;
      if (state.facilitator == id) state.facilitator = ParticipantId{};
      return;
    }
    case v1::Event::kFacilitatorSet:
      state.facilitator = ParticipantId{event.facilitator_set().participant()};
      return;
    case v1::Event::kParticipantMuted:
      state.participants.at(ParticipantId{event.participant_muted().participant()}).muted =
          event.participant_muted().muted();
      return;
    case v1::Event::kRoleChanged:
      return set_role(state, ParticipantId{event.role_changed().participant()},
                      event.role_changed().role());
    case v1::Event::kProductOwnerChanged: {
      const v1::ProductOwnerChanged& changed = event.product_owner_changed();
      REVIEWD_ASSERT(state.product_owner == ParticipantId{changed.from()});
      set_role(state, ParticipantId{changed.from()}, changed.from_role());
      set_role(state, ParticipantId{changed.to()}, v1::ROLE_PRODUCT_OWNER);
      // Nobody could unmute them any more.
      state.participants.at(ParticipantId{changed.to()}).muted = false;
      state.product_owner = ParticipantId{changed.to()};
      return;
    }
    case v1::Event::kAccessRestored: return;  // for the record
    default: REVIEWD_ASSERT(false && "not an event of participants");
  }
}

}  // namespace reviewd::domain
