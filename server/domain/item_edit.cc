// Edits of one field of a backlog item: last writer wins, labels per element, descriptions guarded
// by the version the author saw (conflict rules C12, C18, C19, C20, C21).

#include <algorithm>

#include "base/assert.h"
#include "domain/apply.h"
#include "domain/decide.h"
#include "domain/field_check.h"

namespace reviewd::domain {
namespace {

const Writer& writer_of(const Item& item, v1::ItemField field) {
  switch (field) {
    case v1::ITEM_FIELD_DESCRIPTION: return item.description_by;
    case v1::ITEM_FIELD_ESTIMATE: return item.estimate_by;
    case v1::ITEM_FIELD_LABEL: return item.labels_by;
    default: return item.title_by;
  }
}

bool has_label(const Item& item, const std::string& label) {
  return std::ranges::any_of(item.labels, [&](const Text& text) { return text.plain == label; });
}

Result<void> check_value(const v1::EditItem& edit, const Item& item) {
  switch (edit.field()) {
    case v1::ITEM_FIELD_TITLE: return check_title("edit_item.text", edit.text(), kTitleBytesMax);
    case v1::ITEM_FIELD_DESCRIPTION:
      if (auto ok = check_long_text("edit_item.text", edit.text(), kTextBytesMax); !ok) return ok;
      if (edit.if_version() != value(item.description_by.seq)) {
        return fail(v1::ERROR_CODE_CONFLICT,
                    "edit_item.if_version is " + std::to_string(edit.if_version()) +
                        ", but the description was last written by event " +
                        std::to_string(value(item.description_by.seq)) + "; load it and edit that",
                    value(item.description_by.seq));
      }
      return {};
    case v1::ITEM_FIELD_ESTIMATE:
      if (edit.number() <= kEstimateMax) return {};
      return fail(v1::ERROR_CODE_BAD_REQUEST,
                  "edit_item.number is over " + std::to_string(kEstimateMax));
    case v1::ITEM_FIELD_LABEL:
      if (!edit.remove() && item.labels.size() >= kLabelsMax && !has_label(item, edit.text())) {
        return fail(v1::ERROR_CODE_TOO_LARGE,
                    "the item has " + std::to_string(kLabelsMax) + " labels; remove one first");
      }
      return check_title("edit_item.text", edit.text(), kLabelBytesMax);
    default: return fail(v1::ERROR_CODE_BAD_REQUEST, "edit_item.field names no field of an item");
  }
}

}  // namespace

Result<Decision> decide_edit_item(const v1::Operation& operation, const DecideContext& context) {
  const v1::EditItem& edit = operation.edit_item();
  const auto found = context.state.backlog.items.find(ItemId::from(edit.item()));
  if (found == context.state.backlog.items.end()) {
    return fail(v1::ERROR_CODE_UNKNOWN_ITEM, "edit_item.item names no item of this product");
  }
  const Item& item = found->second;
  if (auto ok = check_value(edit, item); !ok) return std::unexpected(ok.error());

  Decision decision;
  if (edit.field() == v1::ITEM_FIELD_LABEL && has_label(item, edit.text()) != edit.remove()) {
    return noop();  // C21: adding what is there, removing what is not
  }
  const Writer& writer = writer_of(item, edit.field());
  v1::Event& event = decision.events.emplace_back();
  v1::ItemEdited& edited = *event.mutable_item_edited();
  *edited.mutable_item() = edit.item();
  edited.set_field(edit.field());
  edited.set_remove(edit.remove());
  if (edit.field() == v1::ITEM_FIELD_ESTIMATE) {
    edited.set_number(edit.number());
  } else {
    context.draw.text(edit.text(), kProductText, edited.mutable_text());
  }
  if (edit.field() !=
      v1::ITEM_FIELD_LABEL) {  // C18; labels are per element, nothing is overwritten
    edited.set_overwrote(value(writer.seq));
    if (concurrent(writer, operation)) event.set_superseded(value(writer.seq));
  }
  if (item.archived_at != Seq{}) {  // C12
    decision.kind = v1::OUTCOME_KIND_APPLIED_MODIFIED;
    decision.reason = v1::OUTCOME_REASON_ARCHIVED;
  }
  return decision;
}

void apply_item_edited(State& state, const v1::Event& event) {
  const v1::ItemEdited& edited = event.item_edited();
  const auto found = state.backlog.items.find(ItemId::from(edited.item()));
  REVIEWD_ASSERT(found != state.backlog.items.end());
  Item& item = found->second;
  const Writer writer{.seq = static_cast<Seq>(event.seq()),
                      .actor = static_cast<ActorId>(event.actor())};
  switch (edited.field()) {
    case v1::ITEM_FIELD_TITLE:
      item.title = Text::from(edited.text());
      item.title_by = writer;
      return;
    case v1::ITEM_FIELD_DESCRIPTION:
      item.description = Text::from(edited.text());
      item.description_by = writer;
      return;
    case v1::ITEM_FIELD_ESTIMATE:
      item.estimate = edited.number();
      item.estimate_by = writer;
      return;
    case v1::ITEM_FIELD_LABEL:
      if (edited.remove()) {
        std::erase_if(item.labels,
                      [&](const Text& text) { return text.plain == edited.text().plain(); });
      } else {
        item.labels.push_back(Text::from(edited.text()));
      }
      item.labels_by = writer;
      return;
    default: REVIEWD_ASSERT(false && "unknown field in an item_edited event");
  }
}

}  // namespace reviewd::domain
