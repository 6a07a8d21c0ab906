// Commands: people coming in over HTTP, and questions that are answered from the state.

#include <algorithm>

#include "domain/rehearsal.h"
#include "domain/snapshot.h"
#include "domain/waiting_room.h"
#include "engine/room_impl.h"

namespace reviewd::engine {

void Room::Impl::on_command(Step& step, const CommandReceived& received) {
  auto result =
      std::visit([&](const auto& command) { return run(step, command); }, received.command);
  step.after.emplace_back(CommandDone{.id = received.id, .result = std::move(result)});
}

Result<CommandResult> Room::Impl::run(Step& step, const FoundProduct& command) {
  domain::Founding founding{.name = command.name,
                            .owner_name = command.owner_name,
                            .owner_handle = command.owner_handle,
                            .owner_token_hash = command.owner_token_hash};
  for (const InviteRequest& invite : command.invites) {
    founding.invites.push_back(
        {.role = invite.role, .secret_hash = invite.secret_hash, .uses_max = invite.uses_max});
  }
  auto decision = domain::decide_found_product(founding, state, step.draw);
  if (!decision) return std::unexpected(decision.error());
  commit(step, *std::move(decision), ParticipantId{}, nullptr);
  return Done{};
}

Result<CommandResult> Room::Impl::run(Step& step, const DescribeInvite& command) {
  InviteDescription description{
      .product_name = state.name.plain, .role = v1::ROLE_STAKEHOLDER, .name_needed = true};
  if (!command.code.empty()) {
    if (auto ok = domain::check_join_code(state, command.code); !ok)
      return std::unexpected(ok.error());
    description.waiting_room = true;
  } else if (state.device_links.contains(command.secret_hash)) {
    const auto who = domain::usable_device_link(state, command.secret_hash, step.now);
    if (!who) return std::unexpected(who.error());
    description.role = state.participants.at(*who).role;
    description.name_needed = false;
  } else {
    const auto id = domain::usable_invite(state, command.secret_hash, step.now);
    if (!id) return std::unexpected(id.error());
    const domain::Invite& invite = state.invites.at(*id);
    description.role = invite.role;
    description.name_needed = invite.participant == ParticipantId{};
  }
  for (const auto& [review_id, review] : state.reviews) {
    if (review.state == v1::REVIEW_STATE_CLOSED) continue;
    if (description.review_title.empty() || review.state == v1::REVIEW_STATE_OPEN) {
      description.review_title = review.title.plain;
    }
  }
  return description;
}

Result<CommandResult> Room::Impl::run(Step& step, const Join& command) {
  const domain::Arrival arrival{.secret_hash = command.secret_hash,
                                .name = command.name,
                                .handle = command.handle,
                                .token_hash = command.token_hash};
  auto entry = command.code.empty() ? domain::decide_join(state, arrival, step.now, step.draw)
                                    : domain::decide_wait(state, command.code, arrival, step.draw);
  if (!entry) return std::unexpected(entry.error());
  // Only now: those who may not come in do not keep anybody else out.
  if (auto ok = take_one(join_bucket, step.now, "too many people are joining at once"); !ok)
    return std::unexpected(ok.error());
  commit(step, std::move(entry->decision), entry->participant, nullptr);
  return Joined{.participant = entry->participant,
                .role = entry->role,
                .handle = entry->handle,
                .waiting = entry->waiting};
}

Result<ParticipantId> Room::Impl::authenticate(std::string_view handle, const Digest& token_hash,
                                               TimeMs now, SessionUse use) const {
  const auto found = state.sessions.find(token_hash);
  const domain::Session* session = found == state.sessions.end() ? nullptr : &found->second;
  if (session == nullptr || domain::expired(*session, std::max(now, state.time))) {
    return fail(v1::ERROR_CODE_UNAUTHENTICATED,
                "there is no such session, or it has ended; sign in with your link");
  }
  const auto waiting = state.waiting.find(session->participant);
  const bool waits = waiting != state.waiting.end();
  const std::string& known =
      waits ? waiting->second.handle : state.participants.at(session->participant).handle;
  if (known != handle) {
    return fail(v1::ERROR_CODE_UNAUTHENTICATED, "this session belongs to another handle");
  }
  if (session->renew && use != SessionUse::kSession) {
    return fail(v1::ERROR_CODE_UNAUTHENTICATED,
                "the secret of this session has to be exchanged, since your role has changed: "
                "POST /v1/session/renew");
  }
  if (waits && use == SessionUse::kContents) {
    return fail(v1::ERROR_CODE_FORBIDDEN, "you are in the waiting room; wait to be let in");
  }
  return session->participant;
}

Result<CommandResult> Room::Impl::run(Step& step, const DescribeSession& command) {
  const auto participant =
      authenticate(command.handle, command.token_hash, step.now, SessionUse::kSession);
  if (!participant) return std::unexpected(participant.error());
  commit(step, domain::decide_seen(state, command.token_hash, step.now), ParticipantId{}, nullptr);
  SessionDescription description{.participant = *participant,
                                 .role = v1::ROLE_STAKEHOLDER,
                                 .product_name = state.name.plain,
                                 .renew = state.sessions.at(command.token_hash).renew};
  if (const auto waiting = state.waiting.find(*participant); waiting != state.waiting.end()) {
    description.name = waiting->second.name.plain;
    description.waiting = true;
  } else {
    const domain::Participant& person = state.participants.at(*participant);
    description.name = person.name.plain;
    description.role = person.role;
  }
  return description;
}

Result<CommandResult> Room::Impl::run(Step& step, const EndSession& command) {
  const auto participant =
      authenticate(command.handle, command.token_hash, step.now, SessionUse::kSession);
  if (!participant) return std::unexpected(participant.error());
  if (state.waiting.contains(*participant)) {  // who goes away does not wait any more
    domain::Decision decision;
    decision.sealed.emplace_back().mutable_waiting_ended()->set_participant(value(*participant));
    commit(step, std::move(decision), *participant, nullptr);
    return Done{};
  }
  if (command.everywhere) {
    commit(step, domain::decide_end_all_sessions(state, *participant), *participant, nullptr);
    return Done{};
  }
  auto decision = domain::decide_end_session(state, command.token_hash);
  if (!decision) return std::unexpected(decision.error());
  commit(step, *std::move(decision), *participant, nullptr);
  return Done{};
}

Result<CommandResult> Room::Impl::run(Step& step, const RenewSession& command) {
  const auto participant =
      authenticate(command.handle, command.token_hash, step.now, SessionUse::kSession);
  if (!participant) return std::unexpected(participant.error());
  if (state.waiting.contains(*participant)) {
    return fail(v1::ERROR_CODE_FORBIDDEN, "you are in the waiting room; wait to be let in");
  }
  // A change of role asks for it, and has been paid for by whoever changed it.
  if (!state.sessions.at(command.token_hash).renew) {
    if (auto granted = take_grant(step, *participant); !granted)
      return std::unexpected(granted.error());
  }
  auto renewed = domain::decide_renew_session(
      state, command.token_hash, {.new_token_hash = command.new_token_hash, .salt = command.salt});
  if (!renewed) return std::unexpected(renewed.error());
  commit(step, std::move(renewed->decision), *participant, nullptr);
  return SessionRenewed{.salt = renewed->salt};
}

Result<CommandResult> Room::Impl::run(Step& step, const MakeDeviceLink& command) {
  const auto participant =
      authenticate(command.handle, command.token_hash, step.now, SessionUse::kContents);
  if (!participant) return std::unexpected(participant.error());
  if (auto granted = take_grant(step, *participant); !granted)
    return std::unexpected(granted.error());
  auto decision =
      domain::decide_make_device_link(state, *participant, command.secret_hash, step.now);
  if (!decision) return std::unexpected(decision.error());
  commit(step, *std::move(decision), *participant, nullptr);
  return DeviceLinkMade{.expires = state.device_links.at(command.secret_hash).expires};
}

Result<CommandResult> Room::Impl::run(Step& step, const RestoreAccess& command) {
  if (!state.founded()) return fail(v1::ERROR_CODE_UNKNOWN_PRODUCT, "there is no such product");
  auto decision = domain::decide_restore_access(state, command.secret_hash, command.reason,
                                                step.now, step.draw);
  if (!decision) return std::unexpected(decision.error());
  commit(step, *std::move(decision), ParticipantId{}, nullptr);
  return DeviceLinkMade{.expires = state.device_links.at(command.secret_hash).expires};
}

Result<CommandResult> Room::Impl::run(Step& /*step*/, const DescribeItem& command) {
  const auto found = state.backlog.items.find(command.item);
  if (found == state.backlog.items.end()) {
    return fail(v1::ERROR_CODE_UNKNOWN_ITEM, "there is no such item in this product");
  }
  ItemResult result{.as_of = state.seq};
  domain::save_item(found->first, found->second, &result.item.item);
  result.item.archived = found->second.archived_at != Seq{};
  result.item.zone = found->second.zone;
  return result;
}

Result<CommandResult> Room::Impl::run(Step& step, const ExportBacklog& command) {
  if (command.reader != ParticipantId{}) {  // whoever administers the server is no participant
    TokenBucket& bucket =
        export_buckets.try_emplace(command.reader, limits.exports_per_second, limits.exports_burst)
            .first->second;
    if (auto ok = take_one(bucket, step.now, "too many exports of one person"); !ok)
      return std::unexpected(ok.error());
  }
  BacklogExport result{.product_name = state.name.plain, .as_of = state.seq};
  for (const v1::Zone zone : {v1::ZONE_ORDERED, v1::ZONE_NOT_YET_ORDERED}) {
    state.backlog.order.each(zone, [&](const domain::Slot& slot) {
      if (!slot.live) return;
      const domain::Item& item = state.backlog.items.at(slot.item);
      ItemDescription& row = result.items.emplace_back();
      domain::save_item(slot.item, item, &row.item);
      row.archived = item.archived_at != Seq{};
      row.zone = zone;
    });
  }
  return result;
}

Result<CommandResult> Room::Impl::run(Step& step, const RehearseReview& command) {
  if (!is_facilitator(command.reader)) {
    return fail(v1::ERROR_CODE_FORBIDDEN,
                "rehearsals are for Product Owner, Scrum Masters and whoever leads");
  }
  if (!state.reviews.contains(command.review)) {
    return fail(v1::ERROR_CODE_UNKNOWN_ITEM, "there is no such review in this product");
  }
  if (auto granted = take_grant(step, command.reader); !granted)
    return std::unexpected(granted.error());
  constexpr ActorId kFirst{1};  // of the first tab of a product
  return RehearsalScript{.product_name = state.name.plain,
                         .owner_name = state.participants.at(command.reader).name.plain,
                         .operations = domain::rehearsal_of(state, command.review, kFirst)};
}

}  // namespace reviewd::engine
