#include "domain/group.h"

#include <algorithm>
#include <set>

#include "base/assert.h"
#include "domain/apply.h"
#include "domain/field_check.h"
#include "domain/item_rules.h"
#include "domain/participant.h"

namespace reviewd::domain {
namespace {

const Group* group_of(const State& state, GroupId id) {
  const auto found = std::ranges::find(state.groups, id, &Group::id);
  return found == state.groups.end() ? nullptr : &*found;
}

Result<void> check_groups(const v1::SetGroups& set, const State& state) {
  if (set.groups_size() > static_cast<int>(kGroupsMax)) {
    return fail(v1::ERROR_CODE_TOO_LARGE,
                "set_groups.groups has more than " + std::to_string(kGroupsMax) + " entries");
  }
  std::set<std::string> names;
  std::set<GroupId> ids;
  for (int i = 0; i < set.groups_size(); ++i) {
    const v1::GroupDraft& draft = set.groups(i);
    const std::string field = entry_of("set_groups.groups", i);
    if (auto ok = check_title(field + ".name", draft.name(), kNameBytesMax); !ok) return ok;
    if (!names.insert(draft.name()).second)
      return fail(v1::ERROR_CODE_BAD_REQUEST, field + ".name is there already");
    if (!draft.has_group()) continue;
    const auto id = find_group(field + ".group", draft.group(), state);
    if (!id) return std::unexpected(id.error());
    if (!ids.insert(*id).second)
      return fail(v1::ERROR_CODE_BAD_REQUEST, field + ".group is there already");
  }
  return {};
}

// Whether the list is what it is already.
bool is_same(const v1::SetGroups& set, const State& state) {
  return std::ranges::equal(
      set.groups(), state.groups, [](const v1::GroupDraft& draft, const Group& group) {
        return draft.has_group() && GroupId::from(draft.group()) == group.id &&
               draft.name() == group.name.plain;
      });
}

}  // namespace

Result<GroupId> find_group(std::string_view field, const v1::Id& id, const State& state) {
  const GroupId group = GroupId::from(id);
  if (group_of(state, group) != nullptr) return group;
  return fail(v1::ERROR_CODE_UNKNOWN_ITEM, std::string(field) + " names no group of this product");
}

void groups_to(const std::vector<Group>& in, google::protobuf::RepeatedPtrField<v1::Group>* out) {
  for (const Group& group : in) {
    v1::Group& row = *out->Add();
    group.id.to(row.mutable_group());
    group.name.to(row.mutable_name());
  }
}

std::vector<Group> groups_from(const google::protobuf::RepeatedPtrField<v1::Group>& in) {
  std::vector<Group> out;
  for (const v1::Group& row : in)
    out.push_back({.id = GroupId::from(row.group()), .name = Text::from(row.name())});
  return out;
}

Result<Decision> decide_set_groups(const v1::Operation& operation, const DecideContext& context) {
  const v1::SetGroups& set = operation.set_groups();
  if (auto ok = check_groups(set, context.state); !ok) return std::unexpected(ok.error());
  const Seq stands = context.state.groups_at;
  if (auto ok = check_version("set_groups.if_version", set.if_version(), stands); !ok)
    return std::unexpected(ok.error());
  if (is_same(set, context.state)) return noop();
  Decision decision;
  v1::GroupsSet& event = *decision.events.emplace_back().mutable_groups_set();
  for (int i = 0; i < set.groups_size(); ++i) {
    const v1::GroupDraft& draft = set.groups(i);
    v1::Group& row = *event.add_groups();
    if (draft.has_group()) {
      *row.mutable_group() = draft.group();
    } else {
      name_after(operation, row.mutable_group());
      row.mutable_group()->set_k(static_cast<std::uint32_t>(i));
    }
    context.draw.text(draft.name(), kProductText, row.mutable_name());
  }
  event.set_overwrote(value(stands));
  return decision;
}

Result<Decision> decide_choose_group(const v1::Operation& operation, const DecideContext& context) {
  const v1::Id& id = operation.choose_group().group();
  const auto group = find_group("choose_group.group", id, context.state);
  if (!group) return std::unexpected(group.error());
  const ParticipantId self = context.author.participant;
  const GroupId now = context.state.participants.at(self).group;
  if (now == *group) return noop();
  if (!now.none()) {
    return fail(v1::ERROR_CODE_FORBIDDEN,
                "you are in a group; whoever leads the meeting can move you to another one");
  }
  Decision decision;
  v1::GroupAssigned& event = *decision.events.emplace_back().mutable_group_assigned();
  event.add_participants(value(self));
  *event.mutable_group() = id;
  return decision;
}

Result<Decision> decide_assign_group(const v1::Operation& operation, const DecideContext& context) {
  const v1::AssignGroup& assign = operation.assign_group();
  if (auto ok = check_count("assign_group.participants",
                            static_cast<std::size_t>(assign.participants_size()), kParticipantsMax);
      !ok) {
    return std::unexpected(ok.error());
  }
  GroupId group;
  if (assign.has_group()) {
    const auto found = find_group("assign_group.group", assign.group(), context.state);
    if (!found) return std::unexpected(found.error());
    group = *found;
  }
  std::set<std::uint32_t> moved;
  for (const std::uint32_t id : assign.participants()) {
    const auto person = find_present("assign_group.participants", id, context.state);
    if (!person) return std::unexpected(person.error());
    if ((*person)->group != group) moved.insert(id);
  }
  if (moved.empty()) return noop();
  Decision decision;
  v1::GroupAssigned& event = *decision.events.emplace_back().mutable_group_assigned();
  event.mutable_participants()->Add(moved.begin(), moved.end());
  if (!group.none()) group.to(event.mutable_group());
  return decision;
}

void apply_group(State& state, const v1::Event& event) {
  if (event.has_group_assigned()) {
    const v1::GroupAssigned& assigned = event.group_assigned();
    for (const std::uint32_t id : assigned.participants())
      state.participants.at(ParticipantId{id}).group = GroupId::from(assigned.group());
    return;
  }
  REVIEWD_ASSERT(event.has_groups_set());
  state.groups = groups_from(event.groups_set().groups());
  state.groups_at = static_cast<Seq>(event.seq());
  for (auto& [id, person] : state.participants) {
    if (group_of(state, person.group) == nullptr) person.group = GroupId{};
  }
  for (auto& [id, invite] : state.invites) {
    if (group_of(state, invite.group) == nullptr) invite.group = GroupId{};
  }
}

}  // namespace reviewd::domain
