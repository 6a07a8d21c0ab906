// Groups of stakeholders: how a list of them is read, and who is in which.

#pragma once

#include <string_view>

#include "domain/decide.h"

namespace reviewd::domain {

// A group of this product; `field` is the operation's, for the error. Errors: unknown_item.
Result<GroupId> find_group(std::string_view field, const v1::Id& id, const State& state);

// The groups in the form of events and snapshots, and back.
void groups_to(const std::vector<Group>& in, google::protobuf::RepeatedPtrField<v1::Group>* out);
std::vector<Group> groups_from(const google::protobuf::RepeatedPtrField<v1::Group>& in);

}  // namespace reviewd::domain
