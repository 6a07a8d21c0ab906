// Atomic groups: operations of one Submit that are decided all or none (C46).
//
// A group is rehearsed on a copy of the state first. Only when every operation of it would be
// accepted are they decided for good, one after another, which then cannot end differently: nothing
// comes between. A copy costs some milliseconds for 10,000 items; groups are rare, and operations
// that come alone pay nothing.

#include <algorithm>

#include "engine/room_impl.h"

namespace reviewd::engine {

// Errors: that of the first operation that would be rejected, which `at_fault` then numbers.
Result<void> Room::Impl::rehearse(Step& step, const Sender& sender, Operations group,
                                  std::size_t& at_fault) const {
  domain::State copy = state;
  domain::Draw draw = step.draw;
  for (at_fault = 0; at_fault < group.size(); ++at_fault) {
    const v1::Operation& operation = *group[at_fault];
    const ActorId actor{operation.actor()};
    const domain::Author author{.participant = sender.participant,
                                .role = copy.participants.at(sender.participant).role,
                                .actor = actor,
                                .sealed = actor == sender.sealed_actor};
    const domain::Order::Decided known = [&](SlotId slot) {
      return (slot.actor == operation.actor() && slot.counter < operation.counter()) ||
             decided(slot);
    };
    auto decision = domain::decide(operation, {.state = copy,
                                               .author = author,
                                               .now = step.now,
                                               .draw = draw,
                                               .decided = known,
                                               .foreign = sender.foreign});
    if (!decision) return std::unexpected(decision.error());
    fill_envelope(*decision, copy.seq, step.now, sender.participant, &operation, author.sealed);
    apply_in_order(copy, decision->events, decision->sealed);
    for (const domain::BoxBallot& ballot : decision->box) domain::apply(copy, ballot);
  }
  return {};
}

// The operation at fault gets its own error. If that is one that leaves counters unused, the others
// are not stored either: nobody has heard any of them.
std::vector<v1::Outcome> Room::Impl::refuse_group(Step& step, const Sender& sender,
                                                  Operations group, std::size_t at,
                                                  const Error& error) {
  const bool stored = !unstored(error.code);
  const std::string who =
      std::to_string(group[at]->actor()) + "." + std::to_string(group[at]->counter());
  Error others = error;
  others.code = stored ? v1::ERROR_CODE_DEPENDENCY : error.code;
  others.text = "operation " + who + " of the same atomic group was refused: " + error.text;
  std::vector<v1::Outcome> out;
  for (std::size_t i = 0; i < group.size(); ++i) {
    out.push_back(rejected(i == at ? error : others, state.seq));
    if (stored) store_outcome(step, *group[i], sender.participant, out.back());
  }
  return out;
}

std::vector<v1::Outcome> Room::Impl::on_group(Step& step, const Sender& sender, Operations group) {
  std::vector<v1::Outcome> out;
  // A group that was decided before, or cannot be yet: each by its own number.
  if (check_number(sender, *group.front())) {
    for (const v1::Operation* operation : group) {
      out.push_back(check_number(sender, *operation).value_or(v1::Outcome{}));
    }
    return out;
  }
  for (std::size_t i = 1; i < group.size(); ++i) {
    if (group[i]->actor() == group.front()->actor() &&
        group[i]->counter() == group.front()->counter() + i) {
      continue;
    }
    return refuse_group(step, sender, group, i,
                        {.code = v1::ERROR_CODE_BAD_REQUEST,
                         .text = "operations of an atomic group have one actor and counters that "
                                 "follow each other"});
  }
  if (const auto error = check_load(sender, group.size()))
    return refuse_group(step, sender, group, 0, *error);
  const auto feedback = std::ranges::count_if(
      group, [](const v1::Operation* operation) { return is_feedback(*operation); });
  if (const auto error = check_rates(step, sender, static_cast<std::uint32_t>(group.size()),
                                     static_cast<std::uint32_t>(feedback)))
    return refuse_group(step, sender, group, 0, *error);
  std::size_t at_fault = 0;
  if (const auto ok = rehearse(step, sender, group, at_fault); !ok)
    return refuse_group(step, sender, group, at_fault, ok.error());
  for (const v1::Operation* operation : group)
    out.push_back(decide_operation(step, sender, *operation));
  return out;
}

}  // namespace reviewd::engine
