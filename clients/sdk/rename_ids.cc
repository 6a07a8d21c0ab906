#include "sdk/rename_ids.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <vector>

#include "reviewd/v1/id.pb.h"

namespace reviewd::sdk {

namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// Of an Id, or of Undo and Redo, which name an operation.
template <class Named>
void rename(const Renamed& renamed, Named& named) {
  const auto found = renamed.find({named.actor(), named.counter()});
  if (found == renamed.end()) return;
  named.set_actor(found->second.first);
  named.set_counter(found->second.second);
}

void walk(const Renamed& renamed, Message& message) {
  if (message.GetDescriptor() == v1::Id::descriptor())
    return rename(renamed, static_cast<v1::Id&>(message));
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    if (!field->is_repeated()) {
      walk(renamed, *reflection.MutableMessage(&message, field));
      continue;
    }
    for (int i = 0; i < reflection.FieldSize(message, field); ++i)
      walk(renamed, *reflection.MutableRepeatedMessage(&message, field, i));
  }
}

}  // namespace

void rename_ids(const Renamed& renamed, v1::Operation& operation) {
  if (renamed.empty()) return;
  walk(renamed, operation);
  if (operation.has_undo()) rename(renamed, *operation.mutable_undo());
  if (operation.has_redo()) rename(renamed, *operation.mutable_redo());
}

}  // namespace reviewd::sdk
