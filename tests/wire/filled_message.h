// Messages with every field set, made by reflection, so that a field added later is covered too.

#pragma once

#include <google/protobuf/message.h>

#include <cstdint>

namespace reviewd::testing {

// What the log-only fields of every Text are filled with.
inline constexpr char kCanary[] = "canary-never-to-be-sent";
// The owner of every Text: no other number in a filled message is this one.
inline constexpr std::uint32_t kCanaryOwner = 987'654'321;

// Sets every field of `message`, at every depth; of a oneof the field number `choice` (0: its
// first). Repeated fields get two elements.
void fill(google::protobuf::Message& message, int choice = 0);

}  // namespace reviewd::testing
