#include "base/digest.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <memory>

#include "base/assert.h"

namespace reviewd {

namespace {

// Looked up once: EVP_sha256() is looked up again at every use, which costs more than hashing a
// short text.
const EVP_MD* sha256_method() {
  static EVP_MD* const method = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  REVIEWD_ASSERT(method != nullptr);
  return method;
}

}  // namespace

Digest sha256(std::initializer_list<std::string_view> parts) {
  // One context a thread: making one costs more than hashing a short text.
  thread_local const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> owned(
      EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  EVP_MD_CTX* const context = owned.get();
  Digest digest;
  REVIEWD_ASSERT(EVP_DigestInit_ex(context, sha256_method(), nullptr) == 1);
  for (const std::string_view part : parts) {
    REVIEWD_ASSERT(EVP_DigestUpdate(context, part.data(), part.size()) == 1);
  }
  REVIEWD_ASSERT(EVP_DigestFinal_ex(context, digest.data(), nullptr) == 1);
  return digest;
}

Digest hmac_sha256(std::string_view key, std::string_view bytes) {
  Digest digest;
  unsigned int size = 0;
  REVIEWD_ASSERT(HMAC(sha256_method(), key.data(), static_cast<int>(key.size()),
                      reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                      digest.data(), &size) != nullptr);
  REVIEWD_ASSERT(size == digest.size());
  return digest;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string to_hex(std::string_view bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  hex.reserve(bytes.size() * 2);
  for (const char byte : bytes) {
    const auto octet = static_cast<unsigned char>(byte);
    hex.push_back(kDigits[octet >> 4]);
    hex.push_back(kDigits[octet & 15]);
  }
  return hex;
}

std::optional<std::string> from_hex(std::string_view hex) {
  const auto digit = [](char c) -> int {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
  };
  if (hex.size() % 2 != 0) return std::nullopt;
  std::string bytes;
  bytes.reserve(hex.size() / 2);
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    const int high = digit(hex[i]);
    const int low = digit(hex[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes.push_back(static_cast<char>(high * 16 + low));
  }
  return bytes;
}

}  // namespace reviewd
