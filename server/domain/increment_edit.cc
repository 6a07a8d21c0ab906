// What an increment says of itself is changed, and whether people have it. Neither touches how it
// is assessed.

#include "base/assert.h"
#include "domain/apply.h"
#include "domain/field_check.h"
#include "domain/increment_rules.h"
#include "domain/item_rules.h"

namespace reviewd::domain {
namespace {

bool says_so(const Increment& increment, const v1::EditIncrement& edit, const v1::Id& item) {
  return increment.title.plain == edit.title() && increment.summary.plain == edit.summary() &&
         increment.item == ItemId::from(item) && increment.done == edit.done() &&
         increment.presenter.plain == edit.presenter() &&
         increment.demo_link.plain == edit.demo_link();
}

}  // namespace

Result<Decision> decide_edit_increment(const v1::Operation& operation,
                                       const DecideContext& context) {
  const v1::EditIncrement& edit = operation.edit_increment();
  const auto increment =
      find_open_increment(context.state, "edit_increment.increment", edit.increment());
  if (!increment) return std::unexpected(increment.error());
  if (auto ok = check_about_increment("edit_increment", edit); !ok)
    return std::unexpected(ok.error());
  const auto item = delivered_item(context, "edit_increment.item", edit);
  if (!item) return std::unexpected(item.error());
  const Seq stands = (*increment)->edited_at;
  if (auto ok = check_version("edit_increment.if_version", edit.if_version(), stands); !ok)
    return std::unexpected(ok.error());
  if (says_so(**increment, edit, *item)) return noop();
  Decision decision;
  v1::IncrementEdited& event = *decision.events.emplace_back().mutable_increment_edited();
  *event.mutable_increment() = edit.increment();
  context.draw.text(edit.title(), kProductText, event.mutable_title());
  context.draw.text(edit.summary(), kProductText, event.mutable_summary());
  if (edit.has_item()) *event.mutable_item() = *item;
  event.set_done(edit.done());
  context.draw.text(edit.presenter(), context.author.participant, event.mutable_presenter());
  context.draw.text(edit.demo_link(), kProductText, event.mutable_demo_link());
  event.set_overwrote(value(stands));
  return decision;
}

Result<Decision> decide_set_release(const v1::Operation& operation, const DecideContext& context) {
  const v1::SetRelease& set = operation.set_release();
  const auto increment =
      find_open_increment(context.state, "set_release.increment", set.increment());
  if (!increment) return std::unexpected(increment.error());
  if (set.release() < v1::RELEASE_STATE_NOT_RELEASED || set.release() > v1::ReleaseState_MAX) {
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                "set_release.release is none of not released, released, withdrawn");
  }
  const Seq stands = (*increment)->release_at;
  if (auto ok = check_version("set_release.if_version", set.if_version(), stands); !ok)
    return std::unexpected(ok.error());
  const v1::ReleaseState now = (*increment)->release;
  const bool never_set = now == v1::RELEASE_STATE_UNSPECIFIED;
  if (set.release() == (never_set ? v1::RELEASE_STATE_NOT_RELEASED : now)) return noop();
  Decision decision;
  v1::ReleaseSet& event = *decision.events.emplace_back().mutable_release_set();
  *event.mutable_increment() = set.increment();
  event.set_release(set.release());
  event.set_overwrote(value(stands));
  return decision;
}

void apply_increment_edit(State& state, const v1::Event& event) {
  if (event.has_release_set()) {
    const v1::ReleaseSet& set = event.release_set();
    Increment& increment = state.increments.at(IncrementId::from(set.increment()));
    increment.release = set.release();
    increment.release_at = static_cast<Seq>(event.seq());
    return;
  }
  REVIEWD_ASSERT(event.has_increment_edited());
  const v1::IncrementEdited& edited = event.increment_edited();
  Increment& increment = state.increments.at(IncrementId::from(edited.increment()));
  increment.title = Text::from(edited.title());
  increment.summary = Text::from(edited.summary());
  increment.item = ItemId::from(edited.item());
  increment.done = edited.done();
  increment.presenter = Text::from(edited.presenter());
  increment.demo_link = Text::from(edited.demo_link());
  increment.edited_at = static_cast<Seq>(event.seq());
}

}  // namespace reviewd::domain
