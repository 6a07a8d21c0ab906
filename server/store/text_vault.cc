#include "store/text_vault.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <array>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/assert.h"
#include "base/digest.h"
#include "reviewd/v1/text.pb.h"
#include "store/aes_gcm.h"

namespace reviewd::store {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

constexpr std::size_t kSaltBytes = std::tuple_size_v<Salt>;
constexpr std::size_t kHashBytes = std::tuple_size_v<Digest>;

using Fields = std::vector<const FieldDescriptor*>;

// Fields of `type` that are a Text or lead to one. Records are mostly ids and numbers: knowing
// which branches to skip is what makes the walk cheap. One table a thread, so nobody waits.
const Fields& fields_with_text(const Descriptor* type) {
  thread_local std::unordered_map<const Descriptor*, Fields> known;
  if (const auto found = known.find(type); found != known.end()) return found->second;
  known.emplace(type, Fields{});  // ends the recursion should a type ever hold itself
  Fields fields;
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    REVIEWD_ASSERT(field->message_type() != type);  // needs a fixed point instead of one pass
    const bool text = field->message_type() == v1::Text::descriptor();
    if (text || !fields_with_text(field->message_type()).empty()) fields.push_back(field);
  }
  return known[type] = std::move(fields);
}

// Calls `visit(Text&) -> bool` for each Text until one call returns false.
template <class Visit>
bool for_each_text(Message& message, const Visit& visit) {
  if (message.GetDescriptor() == v1::Text::descriptor())
    return visit(static_cast<v1::Text&>(message));
  const Reflection* reflection = message.GetReflection();
  for (const FieldDescriptor* field : fields_with_text(message.GetDescriptor())) {
    if (!field->is_repeated()) {
      if (!reflection->HasField(message, field)) continue;
      if (!for_each_text(*reflection->MutableMessage(&message, field), visit)) return false;
      continue;
    }
    const int size = reflection->FieldSize(message, field);
    for (int i = 0; i < size; ++i) {
      if (!for_each_text(*reflection->MutableRepeatedMessage(&message, field, i), visit))
        return false;
    }
  }
  return true;
}

// Salt then plain; none if the cipher does not fit key and hash.
std::optional<std::string> open_text(const Key& key, std::string_view hash,
                                     std::string_view cipher) {
  if (cipher.size() < kNonceBytes + kSaltBytes + kTagBytes || hash.size() != kHashBytes)
    return std::nullopt;
  auto body = decrypt(key, hash, cipher);
  if (!body || as_bytes(sha256(*body)) != hash) return std::nullopt;
  return body;
}

}  // namespace

void TextVault::seal(Message& message) const {
  for_each_text(message, [this](v1::Text& text) {
    REVIEWD_ASSERT(text.hash().size() == kHashBytes);
    REVIEWD_ASSERT(text.cipher().empty());
    const auto key = text.erased() ? std::nullopt : keys_.find_or_make({product_, text.owner()});
    if (key) {
      REVIEWD_ASSERT(text.salt().size() == kSaltBytes);
      REVIEWD_ASSERT(as_bytes(sha256({text.salt(), text.plain()})) == text.hash());
      const std::string_view nonce = std::string_view(text.hash()).substr(0, kNonceBytes);
      *text.mutable_cipher() = encrypt(*key, nonce, text.hash(),
                                       std::array<std::string_view, 2>{text.salt(), text.plain()});
    }
    text.clear_plain();
    text.clear_salt();
    text.clear_erased();
    return true;
  });
}

Result<TextCount> TextVault::open(Message& message) const {
  TextCount count;
  const bool all = for_each_text(message, [&](v1::Text& text) {
    const auto key = keys_.find({product_, text.owner()});
    if (!key) {
      text.clear_cipher();
      text.set_erased(true);
      ++count.erased;
      return true;
    }
    const auto body = open_text(*key, text.hash(), text.cipher());
    if (!body) return false;
    text.set_salt(body->substr(0, kSaltBytes));
    text.set_plain(body->substr(kSaltBytes));
    text.clear_cipher();
    ++count.readable;
    return true;
  });
  if (!all) return fail(v1::ERROR_CODE_STORAGE, "a text does not open under its owner's key");
  return count;
}

}  // namespace reviewd::store
