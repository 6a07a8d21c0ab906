// People in a log snapshot: who takes part, and what proves who somebody is.

#include "domain/group.h"
#include "domain/snapshot_meeting.h"

namespace reviewd::domain {

void save_people(const State& state, v1::ProductState* out) {
  for (const auto& [id, participant] : state.participants) {
    v1::ParticipantState& row = *out->add_participants();
    row.set_participant(value(id));
    participant.name.to(row.mutable_name());
    row.set_role(participant.role);
    row.set_guest(participant.guest);
    row.set_handle(participant.handle);
    row.set_removed(participant.removed);
    row.set_muted(participant.muted);
    if (!participant.group.none()) participant.group.to(row.mutable_group());
  }
  for (const auto& [id, waiting] : state.waiting) {
    v1::WaitingState& row = *out->add_waiting();
    row.set_participant(value(id));
    waiting.name.to(row.mutable_name());
    row.set_handle(waiting.handle);
    row.set_since_ms(value(waiting.since));
  }
  groups_to(state.groups, out->mutable_groups());
  out->set_groups_at(value(state.groups_at));
  if (state.join_code) state.join_code->to(out->mutable_join_code());
}

void save_credentials(const State& state, v1::ProductState* out) {
  for (const auto& [id, invite] : state.invites) {
    v1::InviteState& row = *out->add_invites();
    id.to(row.mutable_invite());
    row.set_role(invite.role);
    row.set_uses_max(invite.uses_max);
    row.set_uses(invite.uses);
    row.set_expires_ms(value(invite.expires));
    row.set_revoked(invite.revoked);
    row.set_secret_hash(std::string(as_bytes(invite.secret_hash)));
    row.set_participant(value(invite.participant));
    if (!invite.group.none()) invite.group.to(row.mutable_group());
  }
  for (const auto& [token_hash, session] : state.sessions) {
    v1::SessionState& row = *out->add_sessions();
    row.set_token_hash(std::string(as_bytes(token_hash)));
    row.set_participant(value(session.participant));
    row.set_started_ms(value(session.started));
    row.set_seen_ms(value(session.seen));
    row.set_renew(session.renew);
    if (session.renews) {
      row.set_renews(std::string(as_bytes(session.renews->of)));
      row.set_renewal_salt(std::string(as_bytes(session.renews->salt)));
    }
  }
  for (const auto& [secret_hash, link] : state.device_links) {
    v1::DeviceLinkState& row = *out->add_device_links();
    row.set_secret_hash(std::string(as_bytes(secret_hash)));
    row.set_participant(value(link.participant));
    row.set_expires_ms(value(link.expires));
  }
  for (const auto& [id, actor] : state.actors) {
    v1::ActorState& row = *out->add_actors();
    row.set_actor(value(id));
    row.set_participant(value(actor.participant));
    row.set_sealed(actor.sealed);
    row.set_partner(value(actor.partner));
    row.set_token_hash(std::string(as_bytes(actor.token_hash)));
    row.set_ended(actor.ended);
    row.set_session_hash(std::string(as_bytes(actor.session)));
    row.set_predecessor(value(actor.predecessor));
  }
}

void load_people(const v1::ProductState& in, State& state) {
  for (const v1::ParticipantState& row : in.participants()) {
    const ParticipantId id{row.participant()};
    state.participants.emplace(id, Participant{.name = Text::from(row.name()),
                                               .role = row.role(),
                                               .guest = row.guest(),
                                               .handle = row.handle(),
                                               .removed = row.removed(),
                                               .muted = row.muted(),
                                               .group = GroupId::from(row.group())});
    if (row.role() == v1::ROLE_PRODUCT_OWNER) state.product_owner = id;
  }
  for (const v1::WaitingState& row : in.waiting()) {
    state.waiting.emplace(ParticipantId{row.participant()},
                          Waiting{.name = Text::from(row.name()),
                                  .handle = row.handle(),
                                  .since = static_cast<TimeMs>(row.since_ms())});
  }
  state.groups = groups_from(in.groups());
  state.groups_at = static_cast<Seq>(in.groups_at());
  if (in.has_join_code()) state.join_code = Text::from(in.join_code());
}

void load_credentials(const v1::ProductState& in, State& state) {
  for (const v1::InviteState& row : in.invites()) {
    const InviteId id = InviteId::from(row.invite());
    const Digest secret = to_array<Digest>(row.secret_hash()).value();
    state.invites.emplace(id, Invite{.role = row.role(),
                                     .uses_max = row.uses_max(),
                                     .uses = row.uses(),
                                     .expires = static_cast<TimeMs>(row.expires_ms()),
                                     .revoked = row.revoked(),
                                     .secret_hash = secret,
                                     .participant = ParticipantId{row.participant()},
                                     .group = GroupId::from(row.group())});
    state.invite_by_secret.emplace(secret, id);
  }
  for (const v1::SessionState& row : in.sessions()) {
    state.sessions.emplace(to_array<Digest>(row.token_hash()).value(),
                           Session{.participant = ParticipantId{row.participant()},
                                   .started = static_cast<TimeMs>(row.started_ms()),
                                   .seen = static_cast<TimeMs>(row.seen_ms()),
                                   .renew = row.renew()});
  }
  for (const v1::SessionState& row : in.sessions()) {
    if (row.renews().empty()) continue;
    const Digest hash = to_array<Digest>(row.token_hash()).value();
    const Digest old = to_array<Digest>(row.renews()).value();
    state.sessions.at(hash).renews = {.of = old,
                                      .salt = to_array<Salt>(row.renewal_salt()).value()};
    state.sessions.at(old).renewed_by = hash;
  }
  for (const v1::DeviceLinkState& row : in.device_links()) {
    state.device_links.emplace(to_array<Digest>(row.secret_hash()).value(),
                               DeviceLink{.participant = ParticipantId{row.participant()},
                                          .expires = static_cast<TimeMs>(row.expires_ms())});
  }
  for (const v1::ActorState& row : in.actors()) {
    state.actors.emplace(ActorId{row.actor()},
                         Actor{.participant = ParticipantId{row.participant()},
                               .sealed = row.sealed(),
                               .partner = ActorId{row.partner()},
                               .predecessor = ActorId{row.predecessor()},
                               .token_hash = to_array<Digest>(row.token_hash()).value(),
                               .ended = row.ended(),
                               .session = to_array<Digest>(row.session_hash()).value()});
  }
}

}  // namespace reviewd::domain
