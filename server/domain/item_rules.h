// What every operation on backlog items asks first: is the item there, is it another name of one
// that is, and has somebody changed it whom an operation made offline must not overrule.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/decide.h"

namespace reviewd::domain {

// "actor.counter.k", as texts of errors and addresses write it.
template <class Tag>
std::string text_of(const Made<Tag>& id) {
  return std::to_string(id.actor) + "." + std::to_string(id.counter) + "." + std::to_string(id.k);
}

// Entry `index` of a list, as texts of errors name it. For errors only: it allocates.
std::string entry_of(std::string_view field, int index);

// The item that `id` names, alias or not; `field` is the operation's field for the error, and
// `index` the entry of it where that is a list. Errors: dependency where the operation that would
// have made it was decided and made nothing (C45), unknown_item otherwise.
Result<const Item*> find_item(const DecideContext& context, std::string_view field,
                              const v1::Id& id, int index = -1);

// Whether somebody else than the operation's author, in whichever of their tabs, was the writer.
bool by_another_person(const DecideContext& context, Writer writer);

// The outcome of an operation on an alias (C24).
Decision merged_into(const Item& alias);

// C32: the event that `operation` must yield to, which is `writer` if the operation was made
// offline and somebody else wrote after its base; none where the product's policy is to apply.
std::optional<Seq> stale_by(const DecideContext& context, Writer writer,
                            const v1::Operation& operation);

// The outcome of an operation that yields.
Decision stale(Seq by);

// Checks the fields of an item that is to be made. `field` names it. Errors: too_large,
// bad_request.
Result<void> check_new_item(const v1::NewItem& item, const std::string& field);

// The item as its event carries it; `ref` is what it gets where it brings none of its own.
void fill_new_item(const v1::NewItem& item, std::uint32_t ref, Draw& draw, v1::AddedItem* out);

// The members of a block that are to be moved, as they go into the event.
struct Block {
  v1::ItemsMoved moved;  // without its place
  std::uint64_t superseded = 0;
  bool archived = false;
  // Where no member is left: how the operation ends.
  std::optional<Decision> nothing_left;
};

// `first_k` is the number of the block's first item among those of the operation. Errors:
// unknown_item, dependency, bad_request (an item twice).
Result<Block> collect_block(const DecideContext& context, const v1::Operation& operation,
                            std::string_view field,
                            const google::protobuf::RepeatedPtrField<v1::Id>& items,
                            std::uint32_t first_k);

// HEAD is said by leaving the field out.
void fill_spot(const Spot& spot, v1::ItemsMoved& event);
void fill_spot(const Spot& spot, v1::ItemsAdded& event);

// `applied_modified` for the strongest of the reasons that hold; else leaves `decision` alone.
void modify(Decision& decision, bool degraded, bool members, bool archived);

}  // namespace reviewd::domain
