// Edits of one field of a backlog item: last writer wins, unless the author says which version they
// saw, as they must for a description; labels per element (conflict rules C12, C18 to C21, C32).

#include <algorithm>

#include "base/assert.h"
#include "domain/apply.h"
#include "domain/field_check.h"
#include "domain/item_rules.h"

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

// C18, C20: the description is always strict, the other fields where the author asks for it.
Result<void> check_version(const v1::EditItem& edit, Writer writer) {
  const bool strict = edit.field() == v1::ITEM_FIELD_DESCRIPTION ||
                      (edit.field() != v1::ITEM_FIELD_LABEL && edit.if_version() != 0);
  if (!strict || edit.if_version() == value(writer.seq)) return {};
  return fail(v1::ERROR_CODE_CONFLICT,
              "edit_item.if_version is " + std::to_string(edit.if_version()) +
                  ", but the field was last written by event " + std::to_string(value(writer.seq)) +
                  "; load it and edit that",
              value(writer.seq));
}

Result<void> check_value(const v1::EditItem& edit, const Item& item) {
  switch (edit.field()) {
    case v1::ITEM_FIELD_TITLE: return check_title("edit_item.text", edit.text(), kTitleBytesMax);
    case v1::ITEM_FIELD_DESCRIPTION:
      return check_long_text("edit_item.text", edit.text(), kTextBytesMax);
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
  const auto found = find_item(context, "edit_item.item", edit.item());
  if (!found) return std::unexpected(found.error());
  const Item& item = **found;
  if (auto ok = check_value(edit, item); !ok) return std::unexpected(ok.error());
  if (item.alias()) return merged_into(item);  // C24
  const Writer& writer = writer_of(item, edit.field());
  if (auto ok = check_version(edit, writer); !ok) return std::unexpected(ok.error());

  Decision decision;
  if (edit.field() == v1::ITEM_FIELD_LABEL && has_label(item, edit.text()) != edit.remove()) {
    return noop();  // C21: adding what is there, removing what is not
  }
  // Labels commute: an element is touched by nobody who touches another one.
  if (edit.field() != v1::ITEM_FIELD_LABEL) {
    if (const auto by = stale_by(context, writer, operation)) return stale(*by);  // C32
  }
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
    if (concurrent(context.state, writer, operation)) event.set_superseded(value(writer.seq));
  }
  if (item.archived_at != Seq{}) {  // C12
    decision.kind = v1::OUTCOME_KIND_APPLIED_MODIFIED;
    decision.reason = v1::OUTCOME_REASON_ARCHIVED;
  }
  return decision;
}

void apply_item_edited(State& state, const v1::Event& event) {
  const v1::ItemEdited& edited = event.item_edited();
  Item& item = item_of(state, edited.item());
  const Writer writer = writer_of(event);
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
