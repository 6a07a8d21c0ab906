#include "domain/invite.h"

#include "base/assert.h"
#include "domain/apply.h"
#include "domain/field_check.h"
#include "domain/group.h"
#include "domain/participant.h"
#include "domain/session.h"

namespace reviewd::domain {
namespace {

void add_secret(Decision& decision, const v1::Id& invite, std::string_view secret_hash,
                ParticipantId participant) {
  v1::SealedEntry& entry = decision.sealed.emplace_back();
  entry.set_after_events(static_cast<std::uint32_t>(decision.events.size()));
  v1::InviteSecret& secret = *entry.mutable_invite_secret();
  *secret.mutable_invite() = invite;
  secret.set_secret_hash(std::string(secret_hash));
  secret.set_participant(value(participant));
}

Error withdrawn() {
  return {.code = v1::ERROR_CODE_FORBIDDEN,
          .text = "this link does not open anything here; ask for a new one"};
}

// By a link that is bound to somebody who exists already.
Result<Entry> come_back(const State& state, ParticipantId who, const Arrival& arrival,
                        const InviteId* invite, const Digest* device_link) {
  const Participant& participant = state.participants.at(who);
  if (participant.removed) return std::unexpected(withdrawn());
  Entry entry{.participant = who, .role = participant.role};
  entry.handle = participant.handle.empty() ? std::string(arrival.handle) : participant.handle;
  add_session(entry.decision, {.participant = who,
                               .token_hash = arrival.token_hash,
                               .handle = entry.handle,
                               .invite = invite,
                               .device_link = device_link});
  return entry;
}

}  // namespace

Result<InviteId> usable_invite(const State& state, const Digest& secret_hash, TimeMs now) {
  const auto found = state.invite_by_secret.find(secret_hash);
  if (found == state.invite_by_secret.end()) {
    return std::unexpected(withdrawn());
  }
  const Invite& invite = state.invites.at(found->second);
  if (invite.revoked) {
    return fail(v1::ERROR_CODE_FORBIDDEN, "this link has been withdrawn; ask for a new one");
  }
  if (invite.expires != TimeMs{} && now >= invite.expires) {
    return fail(v1::ERROR_CODE_EXPIRED, "this link has expired; ask for a new one");
  }
  if (invite.uses_max != 0 && invite.uses >= invite.uses_max) {
    return fail(v1::ERROR_CODE_FORBIDDEN, "this link has been used already; ask for a new one");
  }
  return found->second;
}

Result<ParticipantId> usable_device_link(const State& state, const Digest& secret_hash,
                                         TimeMs now) {
  const auto found = state.device_links.find(secret_hash);
  if (found == state.device_links.end()) return std::unexpected(withdrawn());
  if (found->second.expires <= now) {
    return fail(v1::ERROR_CODE_EXPIRED,
                "this link was good for ten minutes; make a new one on the other device");
  }
  if (state.participants.at(found->second.participant).removed) return std::unexpected(withdrawn());
  return found->second.participant;
}

Result<void> check_session_room(const State& state) {
  return check_room("sessions", state.sessions.size(), 1, kSessionsMax);
}

Result<Entry> decide_join(const State& state, const Arrival& arrival, TimeMs now, Draw& draw) {
  if (auto ok = check_session_room(state); !ok) return std::unexpected(ok.error());
  if (state.device_links.contains(arrival.secret_hash)) {
    const auto who = usable_device_link(state, arrival.secret_hash, now);
    if (!who) return std::unexpected(who.error());
    return come_back(state, *who, arrival, nullptr, &arrival.secret_hash);
  }
  const auto id = usable_invite(state, arrival.secret_hash, now);
  if (!id) return std::unexpected(id.error());
  const Invite& invite = state.invites.at(*id);
  if (invite.participant != ParticipantId{})
    return come_back(state, invite.participant, arrival, &*id, nullptr);

  if (auto ok = check_name("name", arrival.name); !ok) return std::unexpected(ok.error());
  if (auto ok = check_room("participants", state.participants.size(), 1, kParticipantsMax); !ok)
    return std::unexpected(ok.error());
  Entry entry{.participant = ParticipantId{state.next_participant},
              .role = invite.role,
              .handle = std::string(arrival.handle)};
  v1::ParticipantJoined& joined =
      *entry.decision.events.emplace_back().mutable_participant_joined();
  joined.set_participant(value(entry.participant));
  draw.text(arrival.name, entry.participant, joined.mutable_name());
  joined.set_role(invite.role);
  joined.set_guest(!is_personal(invite.role));
  if (!invite.group.none()) invite.group.to(joined.mutable_group());
  add_session(entry.decision, {.participant = entry.participant,
                               .token_hash = arrival.token_hash,
                               .handle = entry.handle,
                               .invite = &*id});
  return entry;
}

void add_invite(Decision& decision, const State& state, v1::Role role, std::uint32_t uses_max,
                const Digest& secret_hash, ParticipantId bound_to) {
  v1::InviteCreated& invite = *decision.events.emplace_back().mutable_invite_created();
  // Named by the event that makes it: the server has no actor.
  invite.mutable_invite()->set_counter(
      static_cast<std::uint32_t>(value(state.seq) + decision.events.size()));
  invite.set_role(role);
  invite.set_uses_max(uses_max);
  add_secret(decision, invite.invite(), as_bytes(secret_hash), bound_to);
}

Result<Decision> decide_create_invite(const v1::Operation& operation,
                                      const DecideContext& context) {
  const v1::CreateInvite& create = operation.create_invite();
  if (create.role() < v1::ROLE_SCRUM_MASTER || create.role() > v1::ROLE_OBSERVER) {
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                "create_invite.role must be Scrum Master, Developer, stakeholder or observer");
  }
  if (is_personal(create.role()) && create.uses_max() != 1) {
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                "create_invite.uses_max must be 1: links for this role are personal");
  }
  const auto hash = to_array<Digest>(create.secret_hash());
  if (!hash)
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                "create_invite.secret_hash must be 32 bytes, a SHA-256");
  if (context.state.invite_by_secret.contains(*hash) ||
      context.state.device_links.contains(*hash)) {
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                "create_invite.secret_hash is in use; draw a new secret");
  }
  if (create.expires_ms() < 0 ||
      (create.expires_ms() != 0 && create.expires_ms() <= value(context.now))) {
    return fail(v1::ERROR_CODE_EXPIRED, "create_invite.expires_ms is in the past");
  }
  if (create.has_group()) {
    const auto group = find_group("create_invite.group", create.group(), context.state);
    if (!group) return std::unexpected(group.error());
  }
  if (auto ok = check_room("invites", context.state.invites.size(), 1, kInvitesMax); !ok) {
    return std::unexpected(ok.error());
  }
  Decision decision;
  v1::InviteCreated& created = *decision.events.emplace_back().mutable_invite_created();
  name_after(operation, created.mutable_invite());
  created.set_role(create.role());
  created.set_uses_max(create.uses_max());
  created.set_expires_ms(create.expires_ms());
  if (create.has_group()) *created.mutable_group() = create.group();
  add_secret(decision, created.invite(), create.secret_hash(), ParticipantId{});
  return decision;
}

Result<Decision> decide_revoke_invite(const v1::Operation& operation,
                                      const DecideContext& context) {
  const v1::Id& id = operation.revoke_invite().invite();
  const auto found = context.state.invites.find(InviteId::from(id));
  if (found == context.state.invites.end()) {
    return fail(v1::ERROR_CODE_UNKNOWN_ITEM,
                "revoke_invite.invite names no invite of this product");
  }
  Decision decision;
  if (found->second.revoked) {
    return noop();
  }
  *decision.events.emplace_back().mutable_invite_revoked()->mutable_invite() = id;
  return decision;
}

void apply_invite(State& state, const v1::Event& event) {
  if (event.has_invite_revoked()) {
    state.invites.at(InviteId::from(event.invite_revoked().invite())).revoked = true;
    return;
  }
  const v1::InviteCreated& created = event.invite_created();
  state.invites.emplace(InviteId::from(created.invite()),
                        Invite{.role = created.role(),
                               .uses_max = created.uses_max(),
                               .expires = static_cast<TimeMs>(created.expires_ms()),
                               .group = GroupId::from(created.group())});
}

void apply_invite(State& state, const v1::SealedEntry& entry) {
  const v1::InviteSecret& secret = entry.invite_secret();
  Invite& invite = state.invites.at(InviteId::from(secret.invite()));
  invite.secret_hash = to_array<Digest>(secret.secret_hash()).value();
  invite.participant = ParticipantId{secret.participant()};
  state.invite_by_secret.emplace(invite.secret_hash, InviteId::from(secret.invite()));
}

}  // namespace reviewd::domain
