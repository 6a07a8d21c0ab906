// Encrypts the texts inside a message before it is stored, and decrypts them after it was read.
//
// In memory a Text has plain, salt (16 bytes), hash (SHA-256 of salt then plain) and owner. Stored
// it has hash, owner and cipher: 12 bytes nonce, AES-256-GCM of salt then plain, 16 bytes tag;
// additional data is the hash. The nonce is the head of the hash: the salt makes it as good as
// random, and sealing the same text twice gives the same bytes, so a snapshot and a record agree.
//
// docs/LOG_FORMAT.md#texts. One vault a product; the calls may come from any thread.

#pragma once

#include <cstdint>

#include "base/ids.h"
#include "base/result.h"
#include "store/key_ring.h"

namespace google::protobuf {
class Message;
}

namespace reviewd::store {

struct TextCount {
  std::uint64_t readable = 0;
  std::uint64_t erased = 0;
};

class TextVault {
 public:
  // `keys` outlives the vault.
  TextVault(KeyRing& keys, ProductId product) : keys_(keys), product_(product) {}

  // Turns every Text in `message` into what is stored. Keys that do not exist yet are made; a text
  // whose key was destroyed, or that is erased already, keeps hash and owner alone. A Text without
  // salt and hash is a mistake of the caller and aborts.
  void seal(google::protobuf::Message& message) const;

  // The reverse. A text whose key is gone becomes `erased` and keeps hash and owner. Errors:
  // storage, for a text that does not open, or has no cipher although its key exists.
  Result<TextCount> open(google::protobuf::Message& message) const;

 private:
  KeyRing& keys_;
  ProductId product_;
};

}  // namespace reviewd::store
