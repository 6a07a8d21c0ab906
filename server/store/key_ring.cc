#include "store/key_ring.h"

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include "base/assert.h"

namespace reviewd::store {

Digest outcome_mac(const Key& owner_key, std::string_view bytes) {
  const Digest derived = hmac_sha256(as_bytes(owner_key), "reviewd.v1 outcome mac");
  return hmac_sha256(as_bytes(derived), bytes);
}

KeyRing::~KeyRing() {
  for (auto& [name, key] : keys_) {
    if (key) OPENSSL_cleanse(key->data(), key->size());
  }
}

std::optional<Key> KeyRing::find(KeyName name) const {
  const std::scoped_lock lock(mutex_);
  const auto found = keys_.find(name);
  return found == keys_.end() ? std::nullopt : found->second;
}

std::optional<Key> KeyRing::find_or_make(KeyName name) {
  const std::scoped_lock lock(mutex_);
  const auto found = keys_.find(name);
  if (found != keys_.end()) return found->second;
  Key key;
  REVIEWD_ASSERT(RAND_bytes(key.data(), static_cast<int>(key.size())) == 1);
  keys_.emplace(name, key);
  new_.push_back(name);
  return key;
}

bool KeyRing::destroyed(KeyName name) const {
  const std::scoped_lock lock(mutex_);
  const auto found = keys_.find(name);
  return found != keys_.end() && !found->second;
}

void KeyRing::destroy(KeyName name) {
  const std::scoped_lock lock(mutex_);
  std::optional<Key>& key = keys_[name];
  if (key) OPENSSL_cleanse(key->data(), key->size());
  key.reset();
}

void KeyRing::restore(const KeyEntry& entry) {
  const std::scoped_lock lock(mutex_);
  keys_[entry.name] = entry.key;
}

std::vector<KeyEntry> KeyRing::take_new() {
  const std::scoped_lock lock(mutex_);
  std::vector<KeyEntry> entries;
  entries.reserve(new_.size());
  for (const KeyName name : new_) entries.push_back({name, keys_.at(name)});
  new_.clear();
  return entries;
}

std::vector<KeyEntry> KeyRing::take_all() {
  const std::scoped_lock lock(mutex_);
  std::vector<KeyEntry> entries;
  entries.reserve(keys_.size());
  for (const auto& [name, key] : keys_) entries.push_back({name, key});
  new_.clear();
  return entries;
}

}  // namespace reviewd::store
