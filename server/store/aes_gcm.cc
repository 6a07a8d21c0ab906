#include "store/aes_gcm.h"

#include <openssl/evp.h>

#include <memory>

#include "base/assert.h"

namespace reviewd::store {
namespace {

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

}  // namespace

std::string encrypt(const Key& key, std::string_view nonce, std::string_view bound,
                    std::span<const std::string_view> pieces) {
  REVIEWD_ASSERT(nonce.size() == kNonceBytes);
  EVP_CIPHER_CTX* const aes = context();
  std::size_t body = 0;
  for (const std::string_view piece : pieces) body += piece.size();
  std::string cipher(kNonceBytes + body + kTagBytes, '\0');
  cipher.replace(0, kNonceBytes, nonce);
  unsigned char* out = octets(cipher) + kNonceBytes;
  int size = 0;
  bool good = EVP_EncryptInit_ex2(aes, aes_256_gcm(), key.data(), octets(nonce), nullptr) == 1;
  good = good &&
         EVP_EncryptUpdate(aes, nullptr, &size, octets(bound), static_cast<int>(bound.size())) == 1;
  for (const std::string_view piece : pieces) {
    good = good &&
           EVP_EncryptUpdate(aes, out, &size, octets(piece), static_cast<int>(piece.size())) == 1;
    out += piece.size();
  }
  good = good && EVP_EncryptFinal_ex(aes, out, &size) == 1;
  good = good && EVP_CIPHER_CTX_ctrl(aes, EVP_CTRL_GCM_GET_TAG, kTagBytes, out) == 1;
  REVIEWD_ASSERT(good);
  return cipher;
}

std::optional<std::string> decrypt(const Key& key, std::string_view bound,
                                   std::string_view cipher) {
  if (cipher.size() < kNonceBytes + kTagBytes) return std::nullopt;
  EVP_CIPHER_CTX* const aes = context();
  const std::size_t size_body = cipher.size() - kNonceBytes - kTagBytes;
  std::string tag(cipher.substr(cipher.size() - kTagBytes));
  std::string body(size_body, '\0');
  int size = 0;
  bool good = EVP_DecryptInit_ex2(aes, aes_256_gcm(), key.data(), octets(cipher), nullptr) == 1;
  good = good &&
         EVP_DecryptUpdate(aes, nullptr, &size, octets(bound), static_cast<int>(bound.size())) == 1;
  good = good && EVP_DecryptUpdate(aes, octets(body), &size, octets(cipher) + kNonceBytes,
                                   static_cast<int>(size_body)) == 1;
  good = good && EVP_CIPHER_CTX_ctrl(aes, EVP_CTRL_GCM_SET_TAG, kTagBytes, tag.data()) == 1;
  good = good && EVP_DecryptFinal_ex(aes, octets(body) + size_body, &size) == 1;
  if (!good) return std::nullopt;
  return body;
}

void forget_last_key() { REVIEWD_ASSERT(EVP_CIPHER_CTX_reset(context()) == 1); }

}  // namespace reviewd::store
