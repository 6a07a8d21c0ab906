#include "store/text_vault.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <openssl/evp.h>

#include <string>
#include <unordered_map>
#include <vector>

#include "base/assert.h"
#include "base/digest.h"
#include "reviewd/v1/text.pb.h"

namespace reviewd::store {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

constexpr std::size_t kNonceBytes = 12;
constexpr std::size_t kTagBytes = 16;
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

const unsigned char* octets(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* octets(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

// Looked up once: in OpenSSL 3 the look-up costs more than encrypting a title.
const EVP_CIPHER* aes_256_gcm() {
  static EVP_CIPHER* const cipher = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  REVIEWD_ASSERT(cipher != nullptr);
  return cipher;
}

EVP_CIPHER_CTX* context() {
  struct Free {
    void operator()(EVP_CIPHER_CTX* made) const { EVP_CIPHER_CTX_free(made); }
  };
  thread_local const std::unique_ptr<EVP_CIPHER_CTX, Free> one(EVP_CIPHER_CTX_new());
  REVIEWD_ASSERT(one != nullptr);
  return one.get();
}

std::string encrypt(const Key& key, std::string_view hash, std::string_view salt,
                    std::string_view plain) {
  EVP_CIPHER_CTX* const aes = context();
  const std::size_t body = salt.size() + plain.size();
  std::string cipher(kNonceBytes + body + kTagBytes, '\0');
  cipher.replace(0, kNonceBytes, hash.substr(0, kNonceBytes));
  unsigned char* const out = octets(cipher) + kNonceBytes;
  int size = 0;
  bool good = EVP_EncryptInit_ex2(aes, aes_256_gcm(), key.data(), octets(hash), nullptr) == 1;
  good = good &&
         EVP_EncryptUpdate(aes, nullptr, &size, octets(hash), static_cast<int>(hash.size())) == 1;
  good =
      good && EVP_EncryptUpdate(aes, out, &size, octets(salt), static_cast<int>(salt.size())) == 1;
  good = good && EVP_EncryptUpdate(aes, out + salt.size(), &size, octets(plain),
                                   static_cast<int>(plain.size())) == 1;
  good = good && EVP_EncryptFinal_ex(aes, out + body, &size) == 1;
  good = good && EVP_CIPHER_CTX_ctrl(aes, EVP_CTRL_GCM_GET_TAG, kTagBytes, out + body) == 1;
  REVIEWD_ASSERT(good);
  return cipher;
}

// Salt then plain; none if the cipher does not fit key and hash.
std::optional<std::string> decrypt(const Key& key, std::string_view hash, std::string_view cipher) {
  if (cipher.size() < kNonceBytes + kSaltBytes + kTagBytes || hash.size() != kHashBytes)
    return std::nullopt;
  EVP_CIPHER_CTX* const aes = context();
  const std::size_t size_body = cipher.size() - kNonceBytes - kTagBytes;
  std::string tag(cipher.substr(cipher.size() - kTagBytes));
  std::string body(size_body, '\0');
  int size = 0;
  bool good = EVP_DecryptInit_ex2(aes, aes_256_gcm(), key.data(), octets(cipher), nullptr) == 1;
  good = good &&
         EVP_DecryptUpdate(aes, nullptr, &size, octets(hash), static_cast<int>(hash.size())) == 1;
  good = good && EVP_DecryptUpdate(aes, octets(body), &size, octets(cipher) + kNonceBytes,
                                   static_cast<int>(size_body)) == 1;
  good = good && EVP_CIPHER_CTX_ctrl(aes, EVP_CTRL_GCM_SET_TAG, kTagBytes, tag.data()) == 1;
  good = good && EVP_DecryptFinal_ex(aes, octets(body) + size_body, &size) == 1;
  if (!good || as_bytes(sha256(body)) != hash) return std::nullopt;
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
      *text.mutable_cipher() = encrypt(*key, text.hash(), text.salt(), text.plain());
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
    const auto body = decrypt(*key, text.hash(), text.cipher());
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
