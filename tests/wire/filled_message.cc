#include "wire/filled_message.h"

#include <google/protobuf/descriptor.h>

#include <stdexcept>

#include "reviewd/v1/text.pb.h"

namespace reviewd::testing {
namespace {

namespace pb = google::protobuf;

void fill_text(v1::Text& text) {
  text.set_plain("text");
  text.set_salt(kCanary);
  text.set_hash(kCanary);
  text.set_owner(kCanaryOwner);
  text.set_cipher(kCanary);
}

void fill_field(pb::Message& message, const pb::FieldDescriptor* field, bool add) {
  const pb::Reflection* r = message.GetReflection();
  switch (field->cpp_type()) {
    case pb::FieldDescriptor::CPPTYPE_MESSAGE:
      return fill(add ? *r->AddMessage(&message, field) : *r->MutableMessage(&message, field));
    case pb::FieldDescriptor::CPPTYPE_STRING:
      return add ? r->AddString(&message, field, "abc") : r->SetString(&message, field, "abc");
    case pb::FieldDescriptor::CPPTYPE_UINT32:
      return add ? r->AddUInt32(&message, field, 7) : r->SetUInt32(&message, field, 7);
    case pb::FieldDescriptor::CPPTYPE_UINT64:
      return add ? r->AddUInt64(&message, field, 8) : r->SetUInt64(&message, field, 8);
    case pb::FieldDescriptor::CPPTYPE_INT64: return r->SetInt64(&message, field, 9);
    case pb::FieldDescriptor::CPPTYPE_DOUBLE: return r->SetDouble(&message, field, 2.5);
    case pb::FieldDescriptor::CPPTYPE_BOOL: return r->SetBool(&message, field, true);
    case pb::FieldDescriptor::CPPTYPE_ENUM:
      return add ? r->AddEnum(&message, field, field->enum_type()->value(1))
                 : r->SetEnum(&message, field, field->enum_type()->value(1));
    default:
      throw std::logic_error("a kind of field that the vocabulary does not have: " +
                             field->full_name());
  }
}

}  // namespace

void fill(pb::Message& message, int choice) {
  const pb::Descriptor* type = message.GetDescriptor();
  if (type == v1::Text::descriptor()) return fill_text(static_cast<v1::Text&>(message));
  for (int i = 0; i < type->field_count(); ++i) {
    const pb::FieldDescriptor* field = type->field(i);
    if (const auto* oneof = field->containing_oneof()) {
      const int wanted = choice != 0 ? choice : oneof->field(0)->number();
      if (field->number() != wanted) continue;
    }
    fill_field(message, field, field->is_repeated());
    if (field->is_repeated()) fill_field(message, field, true);
  }
}

}  // namespace reviewd::testing
