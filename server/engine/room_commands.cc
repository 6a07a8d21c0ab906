// Commands: people coming in over HTTP, and questions that are answered from the state.

#include "domain/snapshot.h"
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
  const auto id = domain::usable_invite(state, command.secret_hash, step.now);
  if (!id) return std::unexpected(id.error());
  const domain::Invite& invite = state.invites.at(*id);
  InviteDescription description{.product_name = state.name.plain,
                                .role = invite.role,
                                .name_needed = invite.participant == ParticipantId{}};
  for (const auto& [review_id, review] : state.reviews) {
    if (review.state == v1::REVIEW_STATE_CLOSED) continue;
    if (description.review_title.empty() || review.state == v1::REVIEW_STATE_OPEN) {
      description.review_title = review.title.plain;
    }
  }
  return description;
}

Result<CommandResult> Room::Impl::run(Step& step, const Join& command) {
  auto entry = domain::decide_join(state, command.secret_hash, command.name, command.handle,
                                   command.token_hash, step.now, step.draw);
  if (!entry) return std::unexpected(entry.error());
  commit(step, std::move(entry->decision), entry->participant, nullptr);
  return Joined{.participant = entry->participant, .role = entry->role, .handle = entry->handle};
}

std::optional<ParticipantId> Room::Impl::authenticate(std::string_view handle,
                                                      const Digest& token_hash) const {
  const auto session = state.sessions.find(token_hash);
  if (session == state.sessions.end()) return std::nullopt;
  const ParticipantId participant = session->second.participant;
  if (state.participants.at(participant).handle != handle) return std::nullopt;
  return participant;
}

namespace {

Error no_session() {
  return {.code = v1::ERROR_CODE_UNAUTHENTICATED,
          .text = "there is no such session; sign in with your link"};
}

}  // namespace

Result<CommandResult> Room::Impl::run(Step& /*step*/, const DescribeSession& command) {
  const auto participant = authenticate(command.handle, command.token_hash);
  if (!participant) return std::unexpected(no_session());
  const domain::Participant& person = state.participants.at(*participant);
  return SessionDescription{.participant = *participant,
                            .name = person.name.plain,
                            .role = person.role,
                            .product_name = state.name.plain};
}

Result<CommandResult> Room::Impl::run(Step& step, const EndSession& command) {
  const auto participant = authenticate(command.handle, command.token_hash);
  if (!participant) return std::unexpected(no_session());
  auto decision = domain::decide_end_session(state, command.token_hash);
  if (!decision) return std::unexpected(decision.error());
  commit(step, *std::move(decision), *participant, nullptr);
  std::vector<ConnectionId> theirs;
  for (const auto& [id, connection] : connections) {
    if (connection.session == command.token_hash) theirs.push_back(id);
  }
  for (const ConnectionId id : theirs) {
    step.after.emplace_back(CloseConnection{id, kCloseForbidden, "signed out"});
    on_disconnected(id);
  }
  return Done{};
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

Result<CommandResult> Room::Impl::run(Step& /*step*/, const ExportBacklog& /*command*/) {
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

}  // namespace reviewd::engine
