// Action items: what people have agreed to do. They outlive the review they were agreed in.

#include "base/assert.h"
#include "domain/apply.h"
#include "domain/decide.h"
#include "domain/field_check.h"
#include "domain/goal.h"
#include "domain/participant.h"
#include "domain/review_rules.h"

namespace reviewd::domain {
namespace {

// What AddAction and EditAction have in common.
template <class Says>
Result<void> check_action(const std::string& field, const Says& says, const State& state) {
  if (auto ok = check_title(field + ".text", says.text(), kTitleBytesMax); !ok) return ok;
  if (auto ok = check_date(field + ".due", says.due()); !ok) return ok;
  if (says.owner() == 0) return {};
  const auto owner = find_present(field + ".owner", says.owner(), state);
  if (!owner) return std::unexpected(owner.error());
  return {};
}

bool says_so(const Action& action, const v1::EditAction& edit) {
  return action.text.plain == edit.text() && action.owner == ParticipantId{edit.owner()} &&
         action.due == edit.due() && action.state == edit.state();
}

}  // namespace

Result<Decision> decide_add_action(const v1::Operation& operation, const DecideContext& context) {
  const v1::AddAction& add = operation.add_action();
  if (add.has_review()) {
    const auto review = find_open_or_draft(context.state, "add_action.review", add.review());
    if (!review) return std::unexpected(review.error());
  }
  if (auto ok = check_action("add_action", add, context.state); !ok)
    return std::unexpected(ok.error());
  if (auto ok = check_room("action items", context.state.actions.size(), 1, kActionsMax); !ok)
    return std::unexpected(ok.error());
  Decision decision;
  v1::ActionAdded& event = *decision.events.emplace_back().mutable_action_added();
  name_after(operation, event.mutable_action());
  if (add.has_review()) *event.mutable_review() = add.review();
  context.draw.text(add.text(), kProductText, event.mutable_text());
  event.set_owner(add.owner());
  event.set_due(add.due());
  return decision;
}

Result<Decision> decide_edit_action(const v1::Operation& operation, const DecideContext& context) {
  const v1::EditAction& edit = operation.edit_action();
  const auto found = context.state.actions.find(ActionId::from(edit.action()));
  if (found == context.state.actions.end()) {
    return fail(v1::ERROR_CODE_UNKNOWN_ITEM,
                "edit_action.action names no action item of this product");
  }
  const Action& action = found->second;
  if (edit.state() < v1::ACTION_STATE_OPEN || edit.state() > v1::ActionState_MAX) {
    return fail(v1::ERROR_CODE_BAD_REQUEST, "edit_action.state is none of open, done, dropped");
  }
  // Whoever has left stays the owner of what is theirs.
  v1::EditAction to_check = edit;
  if (action.owner == ParticipantId{edit.owner()}) to_check.clear_owner();
  if (auto ok = check_action("edit_action", to_check, context.state); !ok)
    return std::unexpected(ok.error());
  if (auto ok = check_version("edit_action.if_version", edit.if_version(), action.edited_at); !ok)
    return std::unexpected(ok.error());
  if (says_so(action, edit)) return noop();
  Decision decision;
  v1::ActionEdited& event = *decision.events.emplace_back().mutable_action_edited();
  *event.mutable_action() = edit.action();
  context.draw.text(edit.text(), kProductText, event.mutable_text());
  event.set_owner(edit.owner());
  event.set_due(edit.due());
  event.set_state(edit.state());
  event.set_overwrote(value(action.edited_at));
  return decision;
}

void apply_action(State& state, const v1::Event& event) {
  const auto seq = static_cast<Seq>(event.seq());
  if (event.has_action_added()) {
    const v1::ActionAdded& added = event.action_added();
    state.actions.emplace(ActionId::from(added.action()),
                          Action{.review = ReviewId::from(added.review()),
                                 .text = Text::from(added.text()),
                                 .owner = ParticipantId{added.owner()},
                                 .due = added.due(),
                                 .edited_at = seq});
    return;
  }
  REVIEWD_ASSERT(event.has_action_edited());
  const v1::ActionEdited& edited = event.action_edited();
  Action& action = state.actions.at(ActionId::from(edited.action()));
  action.text = Text::from(edited.text());
  action.owner = ParticipantId{edited.owner()};
  action.due = edited.due();
  action.state = edited.state();
  action.edited_at = seq;
}

void save_action(ActionId id, const Action& action, v1::ActionView* out) {
  v1::ActionAdded& added = *out->mutable_added();
  id.to(added.mutable_action());
  if (!action.review.none()) action.review.to(added.mutable_review());
  action.text.to(added.mutable_text());
  added.set_owner(value(action.owner));
  added.set_due(action.due);
  out->set_state(action.state);
  out->set_edited_at(value(action.edited_at));
}

void load_action(const v1::ActionView& row, State& state) {
  state.actions.emplace(ActionId::from(row.added().action()),
                        Action{.review = ReviewId::from(row.added().review()),
                               .text = Text::from(row.added().text()),
                               .owner = ParticipantId{row.added().owner()},
                               .due = row.added().due(),
                               .state = row.state(),
                               .edited_at = static_cast<Seq>(row.edited_at())});
}

}  // namespace reviewd::domain
