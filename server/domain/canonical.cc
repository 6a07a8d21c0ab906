#include "domain/canonical.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

#include "base/assert.h"
#include "domain/snapshot.h"
#include "domain/state.h"

namespace reviewd::domain {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

void put_number(std::string& out, std::uint64_t number, int bytes) {
  for (int i = 0; i < bytes; ++i) out.push_back(static_cast<char>(number >> (8 * i)));
}

void put_bytes(std::string& out, std::string_view bytes) {
  put_number(out, bytes.size(), 4);
  out.append(bytes);
}

// One value: element `i` of a repeated field, or the field itself when i is -1.
void put_value(std::string& out, const Message& message, const FieldDescriptor& field, int i) {
  const Reflection& reflection = *message.GetReflection();
  const bool many = i >= 0;
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_UINT32:
      return put_number(out,
                        many ? reflection.GetRepeatedUInt32(message, &field, i)
                             : reflection.GetUInt32(message, &field),
                        8);
    case FieldDescriptor::CPPTYPE_UINT64:
      return put_number(out,
                        many ? reflection.GetRepeatedUInt64(message, &field, i)
                             : reflection.GetUInt64(message, &field),
                        8);
    case FieldDescriptor::CPPTYPE_INT64:
      return put_number(
          out,
          static_cast<std::uint64_t>(many ? reflection.GetRepeatedInt64(message, &field, i)
                                          : reflection.GetInt64(message, &field)),
          8);
    case FieldDescriptor::CPPTYPE_DOUBLE:  // its IEEE 754 bits
      return put_number(
          out,
          std::bit_cast<std::uint64_t>(many ? reflection.GetRepeatedDouble(message, &field, i)
                                            : reflection.GetDouble(message, &field)),
          8);
    case FieldDescriptor::CPPTYPE_BOOL:
      return put_number(out,
                        (many ? reflection.GetRepeatedBool(message, &field, i)
                              : reflection.GetBool(message, &field))
                            ? 1
                            : 0,
                        8);
    case FieldDescriptor::CPPTYPE_ENUM:
      return put_number(
          out,
          static_cast<std::uint64_t>(many ? reflection.GetRepeatedEnumValue(message, &field, i)
                                          : reflection.GetEnumValue(message, &field)),
          8);
    case FieldDescriptor::CPPTYPE_STRING: {
      std::string scratch;
      return put_bytes(out,
                       many ? reflection.GetRepeatedStringReference(message, &field, i, &scratch)
                            : reflection.GetStringReference(message, &field, &scratch));
    }
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return put_bytes(out, canonical(many ? reflection.GetRepeatedMessage(message, &field, i)
                                           : reflection.GetMessage(message, &field)));
    default: REVIEWD_ASSERT(false && "the vocabulary has no such field type");
  }
}

}  // namespace

std::string canonical(const Message& message) {
  std::string out;
  if (message.GetTypeName() == "reviewd.v1.Text") {
    const auto& text = static_cast<const v1::Text&>(message);
    put_bytes(out, text.hash());
    return out;
  }
  // Only fields that are set (or not the default) are listed, so the order of numbers is all there
  // is.
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  std::ranges::sort(fields, {}, &FieldDescriptor::number);
  for (const FieldDescriptor* field : fields) {
    put_number(out, static_cast<std::uint64_t>(field->number()), 4);
    if (!field->is_repeated()) {
      put_value(out, message, *field, -1);
      continue;
    }
    const int count = message.GetReflection()->FieldSize(message, field);
    put_number(out, static_cast<std::uint64_t>(count), 4);
    for (int i = 0; i < count; ++i) put_value(out, message, *field, i);
  }
  return out;
}

Digest state_hash(const State& state) {
  v1::ProductState out;
  save(state, &out);
  return sha256(canonical(out));
}

}  // namespace reviewd::domain
