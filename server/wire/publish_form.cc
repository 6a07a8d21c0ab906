#include "wire/publish_form.h"

#include <google/protobuf/descriptor.h>

#include <unordered_map>
#include <vector>

#include "reviewd/v1/live.pb.h"
#include "reviewd/v1/record.pb.h"
#include "reviewd/v1/snapshot.pb.h"

namespace reviewd::wire {
namespace {

namespace pb = google::protobuf;

// The fields of a type through which a Text can be reached.
struct Paths {
  std::vector<const pb::FieldDescriptor*> fields;
};
using PathsOfTypes = std::unordered_map<const pb::Descriptor*, Paths>;

bool leads_to_text(const pb::Descriptor* type, PathsOfTypes& found) {
  if (type == v1::Text::descriptor()) return true;
  const auto [place, is_new] = found.try_emplace(type);
  if (!is_new) return !place->second.fields.empty();
  Paths paths;
  for (int i = 0; i < type->field_count(); ++i) {
    const pb::FieldDescriptor* field = type->field(i);
    if (field->cpp_type() == pb::FieldDescriptor::CPPTYPE_MESSAGE &&
        leads_to_text(field->message_type(), found)) {
      paths.fields.push_back(field);
    }
  }
  const bool any = !paths.fields.empty();
  found[type] = std::move(paths);
  return any;
}

// Built before the first message and never changed after: read without a lock.
const PathsOfTypes& paths_of_types() {
  static const PathsOfTypes built = [] {
    PathsOfTypes found;
    for (const pb::FileDescriptor* file :
         {v1::ServerFrame::descriptor()->file(), v1::Event::descriptor()->file(),
          v1::RowChunk::descriptor()->file(), v1::Record::descriptor()->file()}) {
      for (int i = 0; i < file->message_type_count(); ++i) {
        leads_to_text(file->message_type(i), found);
      }
    }
    return found;
  }();
  return built;
}

void reduce(v1::Text& text) {
  text.clear_salt();
  text.clear_hash();
  text.clear_owner();
  text.clear_cipher();
  if (text.erased()) text.clear_plain();
}

void walk(pb::Message& message, const PathsOfTypes& types) {
  const pb::Descriptor* type = message.GetDescriptor();
  if (type == v1::Text::descriptor()) return reduce(static_cast<v1::Text&>(message));
  const auto paths = types.find(type);
  if (paths == types.end()) return;
  const pb::Reflection* reflection = message.GetReflection();
  for (const pb::FieldDescriptor* field : paths->second.fields) {
    if (field->is_repeated()) {
      const int size = reflection->FieldSize(message, field);
      for (int i = 0; i < size; ++i) {
        walk(*reflection->MutableRepeatedMessage(&message, field, i), types);
      }
    } else if (reflection->HasField(message, field)) {
      walk(*reflection->MutableMessage(&message, field), types);
    }
  }
}

}  // namespace

void to_publish_form(pb::Message& message) { walk(message, paths_of_types()); }

}  // namespace reviewd::wire
