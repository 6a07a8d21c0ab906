#include "domain/participant.h"

#include "base/assert.h"
#include "domain/apply.h"
#include "domain/field_check.h"

namespace reviewd::domain {
namespace {

void put(std::string* field, const Digest& digest) { field->assign(as_bytes(digest)); }

// Ids of what a command makes: the server's, named by the event that makes it.
v1::Id server_id(Seq seq) {
  v1::Id id;
  id.set_counter(static_cast<std::uint32_t>(value(seq)));
  return id;
}

void add_session(Decision& decision, ParticipantId participant, const Digest& token_hash,
                 std::string_view handle, const InviteId* invite) {
  v1::SealedEntry& entry = decision.sealed.emplace_back();
  entry.set_after_events(static_cast<std::uint32_t>(decision.events.size()));
  v1::SessionStarted& session = *entry.mutable_session_started();
  session.set_participant(value(participant));
  put(session.mutable_token_hash(), token_hash);
  session.set_handle(std::string(handle));
  if (invite != nullptr) invite->to(session.mutable_invite());
}

void add_secret(Decision& decision, const v1::Id& invite, std::string_view secret_hash,
                ParticipantId participant) {
  v1::SealedEntry& entry = decision.sealed.emplace_back();
  entry.set_after_events(static_cast<std::uint32_t>(decision.events.size()));
  v1::InviteSecret& secret = *entry.mutable_invite_secret();
  *secret.mutable_invite() = invite;
  secret.set_secret_hash(std::string(secret_hash));
  secret.set_participant(value(participant));
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
  add_session(decision, owner, founding.owner_token_hash, founding.owner_handle, nullptr);
  for (const InviteGrant& grant : founding.invites) {
    v1::InviteCreated& invite = *decision.events.emplace_back().mutable_invite_created();
    const Seq seq = static_cast<Seq>(value(state.seq) + decision.events.size());
    *invite.mutable_invite() = server_id(seq);
    invite.set_role(grant.role);
    invite.set_uses_max(grant.uses_max);
    add_secret(decision, invite.invite(), as_bytes(grant.secret_hash),
               grant.role == v1::ROLE_PRODUCT_OWNER ? owner : ParticipantId{});
  }
  return decision;
}

Result<InviteId> usable_invite(const State& state, const Digest& secret_hash, TimeMs now) {
  const auto found = state.invite_by_secret.find(secret_hash);
  if (found == state.invite_by_secret.end()) {
    return fail(v1::ERROR_CODE_FORBIDDEN,
                "this link does not open anything here; ask for a new one");
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

Result<Entry> decide_join(const State& state, const Digest& secret_hash, std::string_view name,
                          std::string_view handle, const Digest& token_hash, TimeMs now,
                          Draw& draw) {
  const auto id = usable_invite(state, secret_hash, now);
  if (!id) return std::unexpected(id.error());
  if (auto ok = check_room("sessions", state.sessions.size(), 1, kSessionsMax); !ok) {
    return std::unexpected(ok.error());
  }
  const Invite& invite = state.invites.at(*id);
  Entry entry{.role = invite.role};
  if (invite.participant != ParticipantId{}) {
    entry.participant = invite.participant;
    const std::string& known = state.participants.at(invite.participant).handle;
    entry.handle = known.empty() ? std::string(handle) : known;
  } else {
    if (auto ok = check_name("name", name); !ok) return std::unexpected(ok.error());
    if (auto ok = check_room("participants", state.participants.size(), 1, kParticipantsMax); !ok) {
      return std::unexpected(ok.error());
    }
    entry.participant = state.next_participant();
    entry.handle = std::string(handle);
    v1::ParticipantJoined& joined =
        *entry.decision.events.emplace_back().mutable_participant_joined();
    joined.set_participant(value(entry.participant));
    draw.text(name, entry.participant, joined.mutable_name());
    joined.set_role(invite.role);
    joined.set_guest(invite.uses_max != 1);
  }
  add_session(entry.decision, entry.participant, token_hash, entry.handle, &*id);
  return entry;
}

Decision decide_lease(const State& state, ParticipantId participant, const Digest& token_hash) {
  Decision decision;
  v1::ActorsLeased& leased = *decision.sealed.emplace_back().mutable_actors_leased();
  leased.set_participant(value(participant));
  leased.set_open_actor(state.next_actor);
  leased.set_sealed_actor(state.next_actor + 1);
  put(leased.mutable_token_hash(), token_hash);
  return decision;
}

Result<Decision> decide_end_session(const State& state, const Digest& token_hash) {
  if (!state.sessions.contains(token_hash)) {
    return fail(v1::ERROR_CODE_UNAUTHENTICATED, "there is no such session; it has ended already");
  }
  Decision decision;
  put(decision.sealed.emplace_back().mutable_session_ended()->mutable_token_hash(), token_hash);
  return decision;
}

Result<Decision> decide_create_invite(const v1::Operation& operation,
                                      const DecideContext& context) {
  const v1::CreateInvite& create = operation.create_invite();
  if (create.role() < v1::ROLE_SCRUM_MASTER || create.role() > v1::ROLE_OBSERVER) {
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                "create_invite.role must be Scrum Master, Developer, stakeholder or observer");
  }
  const auto hash = to_array<Digest>(create.secret_hash());
  if (!hash)
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                "create_invite.secret_hash must be 32 bytes, a SHA-256");
  if (context.state.invite_by_secret.contains(*hash)) {
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                "create_invite.secret_hash is in use; draw a new secret");
  }
  if (create.expires_ms() < 0 ||
      (create.expires_ms() != 0 && create.expires_ms() <= value(context.now))) {
    return fail(v1::ERROR_CODE_EXPIRED, "create_invite.expires_ms is in the past");
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

void apply_participant(State& state, const v1::Event& event) {
  switch (event.body_case()) {
    case v1::Event::kProductCreated:
      state.name = Text::from(event.product_created().name());
      return;
    case v1::Event::kParticipantJoined: {
      const v1::ParticipantJoined& joined = event.participant_joined();
      const ParticipantId id{joined.participant()};
      const bool fresh = state.participants
                             .emplace(id, Participant{.name = Text::from(joined.name()),
                                                      .role = joined.role(),
                                                      .guest = joined.guest()})
                             .second;
      REVIEWD_ASSERT(fresh);
      if (joined.role() == v1::ROLE_PRODUCT_OWNER) {
        REVIEWD_ASSERT(!state.founded());  // exactly one Product Owner
        state.product_owner = id;
      }
      return;
    }
    case v1::Event::kInviteCreated: {
      const v1::InviteCreated& created = event.invite_created();
      state.invites.emplace(InviteId::from(created.invite()),
                            Invite{.role = created.role(),
                                   .uses_max = created.uses_max(),
                                   .expires = static_cast<TimeMs>(created.expires_ms())});
      return;
    }
    case v1::Event::kInviteRevoked:
      state.invites.at(InviteId::from(event.invite_revoked().invite())).revoked = true;
      return;
    default: REVIEWD_ASSERT(false && "not an event of participants");
  }
}

void apply_participant(State& state, const v1::SealedEntry& entry) {
  switch (entry.body_case()) {
    case v1::SealedEntry::kActorsLeased: {
      const v1::ActorsLeased& leased = entry.actors_leased();
      const ParticipantId participant{leased.participant()};
      const ActorId open{leased.open_actor()};
      const ActorId sealed{leased.sealed_actor()};
      const Digest token = to_array<Digest>(leased.token_hash()).value();
      state.actors.emplace(open, Actor{participant, false, sealed, token, false});
      state.actors.emplace(sealed, Actor{participant, true, open, token, false});
      state.next_actor = leased.sealed_actor() + 1;
      return;
    }
    case v1::SealedEntry::kActorsEnded:
      state.actors.at(ActorId{entry.actors_ended().open_actor()}).ended = true;
      state.actors.at(ActorId{entry.actors_ended().sealed_actor()}).ended = true;
      return;
    case v1::SealedEntry::kInviteSecret: {
      const v1::InviteSecret& secret = entry.invite_secret();
      Invite& invite = state.invites.at(InviteId::from(secret.invite()));
      invite.secret_hash = to_array<Digest>(secret.secret_hash()).value();
      invite.participant = ParticipantId{secret.participant()};
      state.invite_by_secret.emplace(invite.secret_hash, InviteId::from(secret.invite()));
      return;
    }
    case v1::SealedEntry::kSessionStarted: {
      const v1::SessionStarted& started = entry.session_started();
      const ParticipantId participant{started.participant()};
      state.sessions[to_array<Digest>(started.token_hash()).value()] =
          Session{.participant = participant, .started = static_cast<TimeMs>(entry.time_ms())};
      state.participants.at(participant).handle = started.handle();
      if (started.has_invite()) ++state.invites.at(InviteId::from(started.invite())).uses;
      return;
    }
    case v1::SealedEntry::kSessionEnded:
      state.sessions.erase(to_array<Digest>(entry.session_ended().token_hash()).value());
      return;
    default: REVIEWD_ASSERT(false && "not a sealed entry of participants");
  }
}

}  // namespace reviewd::domain
