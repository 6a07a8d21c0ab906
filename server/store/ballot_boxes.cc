#include "store/ballot_boxes.h"

#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <rocksdb/file_system.h>

#include <array>

#include "base/assert.h"
#include "base/digest.h"
#include "domain/limits.h"
#include "store/aes_gcm.h"
#include "store/byte_order.h"
#include "store/small_file.h"

namespace reviewd::store {
namespace {

// The grammar is in docs/LOG_FORMAT.md#ballot-boxes; these values are on disk.
constexpr std::string_view kMagic = "RVWBOXK1";
constexpr std::size_t kHashBytes = std::tuple_size_v<Digest>;
constexpr std::size_t kNameBytes = 8 + 3 * 4;
constexpr std::size_t kEntryBytes = kNameBytes + std::tuple_size_v<Key>;
constexpr std::size_t kVoterTagBytes = 16;
// Voter, number of choices, choices of one byte each, zeros: all ballots are equally long.
constexpr std::size_t kBallotBytes = 32;
static_assert(4 + 1 + domain::kPollOptionsMax <= kBallotBytes);
static_assert(domain::kPollDotsMax < 256 && domain::kFingersMax < 256);

void put_name(std::string& bytes, BoxName name) {
  put_number(bytes, value(name.product));
  put_number(bytes, name.poll.actor);
  put_number(bytes, name.poll.counter);
  put_number(bytes, name.poll.k);
}

BoxName take_name(std::string_view& bytes) {
  BoxName name;
  name.product = take_number<ProductId>(bytes);
  name.poll.actor = take_number<std::uint32_t>(bytes);
  name.poll.counter = take_number<std::uint32_t>(bytes);
  name.poll.k = take_number<std::uint32_t>(bytes);
  return name;
}

// The same for all ballots of a voter in a box, and telling nobody who that is.
std::string voter_tag(const Key& key, ParticipantId voter) {
  std::string bytes = "voter";
  put_number(bytes, value(voter));
  const Digest tag = hmac_sha256(as_bytes(key), bytes);
  return std::string(as_bytes(tag).substr(0, kVoterTagBytes));
}

}  // namespace

std::string box_begin(BoxName name) {
  std::string bytes;
  put_name(bytes, name);
  return bytes;
}

std::string box_end(BoxName name) {
  std::string bytes = box_begin(name);
  bytes.append(kVoterTagBytes + 1, '\xff');  // after every voter's tag
  return bytes;
}

StoredBallot seal_ballot(const Key& key, BoxName name, const domain::BoxBallot& ballot) {
  std::string body;
  put_number(body, value(ballot.voter));
  put_number(body, static_cast<std::uint8_t>(ballot.selection.size()));
  for (const std::uint32_t choice : ballot.selection)
    put_number(body, static_cast<std::uint8_t>(choice));
  REVIEWD_ASSERT(body.size() <= kBallotBytes);
  body.resize(kBallotBytes, '\0');
  std::string nonce(kNonceBytes, '\0');
  REVIEWD_ASSERT(RAND_bytes(reinterpret_cast<unsigned char*>(nonce.data()), kNonceBytes) == 1);
  StoredBallot stored{.key = box_begin(name) + voter_tag(key, ballot.voter), .value = {}};
  stored.value = encrypt(key, nonce, stored.key, std::array{std::string_view(body)});
  OPENSSL_cleanse(body.data(), body.size());
  forget_last_key();
  return stored;
}

std::optional<domain::BoxBallot> open_ballot(const Key& key, BoxName name,
                                             const StoredBallot& stored) {
  auto body = decrypt(key, stored.key, stored.value);
  forget_last_key();
  if (!body || body->size() != kBallotBytes) return std::nullopt;
  std::string_view rest = *body;
  domain::BoxBallot ballot{.poll = name.poll, .voter = take_number<ParticipantId>(rest)};
  const auto choices = take_number<std::uint8_t>(rest);
  if (choices > rest.size()) return std::nullopt;
  for (std::uint8_t i = 0; i < choices; ++i)
    ballot.selection.push_back(take_number<std::uint8_t>(rest));
  OPENSSL_cleanse(body->data(), body->size());
  return ballot;
}

BallotBoxes::BallotBoxes(rocksdb::FileSystem& files, std::string folder)
    : files_(files), folder_(std::move(folder)) {}

BallotBoxes::~BallotBoxes() {
  for (auto& [name, key] : keys_) OPENSSL_cleanse(key.data(), key.size());
}

Result<void> BallotBoxes::load() {
  const std::string path = folder_ + "/" + kBallotKeysName;
  const rocksdb::Status there = files_.FileExists(path, rocksdb::IOOptions(), nullptr);
  if (there.IsNotFound()) return {};
  if (!there.ok()) return io_failure("reading", path, there);
  auto read = read_small_file(files_, path);
  if (!read) return std::unexpected(read.error());
  damaged_ = !take_keys(*read);
  OPENSSL_cleanse(read->data(), read->size());
  return {};
}

bool BallotBoxes::take_keys(std::string_view bytes) {
  if (bytes.size() < kMagic.size() + kHashBytes || !bytes.starts_with(kMagic)) return false;
  const std::string_view body = bytes.substr(0, bytes.size() - kHashBytes);
  if (as_bytes(sha256(body)) != bytes.substr(body.size())) return false;
  std::string_view entries = body.substr(kMagic.size());
  if (entries.size() % kEntryBytes != 0) return false;
  while (!entries.empty()) {
    const BoxName name = take_name(entries);
    keys_[name] = *to_array<Key>(entries.substr(0, std::tuple_size_v<Key>));
    entries.remove_prefix(std::tuple_size_v<Key>);
  }
  return true;
}

void BallotBoxes::make(BoxName name) {
  const std::scoped_lock lock(mutex_);
  key_of(name);
}

StoredBallot BallotBoxes::seal(BoxName name, const domain::BoxBallot& ballot) {
  const std::scoped_lock lock(mutex_);
  return seal_ballot(key_of(name), name, ballot);
}

Digest BallotBoxes::mac(BoxName name, std::string_view bytes) {
  const std::scoped_lock lock(mutex_);
  return outcome_mac(key_of(name), bytes);
}

std::optional<domain::BoxBallot> BallotBoxes::open(BoxName name, const StoredBallot& stored) const {
  const std::scoped_lock lock(mutex_);
  const auto found = keys_.find(name);
  return found == keys_.end() ? std::nullopt : open_ballot(found->second, name, stored);
}

const Key& BallotBoxes::key_of(BoxName name) {
  const auto [found, made] = keys_.try_emplace(name);
  if (made) {
    Key& key = found->second;
    REVIEWD_ASSERT(RAND_bytes(key.data(), static_cast<int>(key.size())) == 1);
    unsaved_ = true;
  }
  return found->second;
}

std::vector<BoxName> BallotBoxes::of(ProductId product) const {
  const std::scoped_lock lock(mutex_);
  std::vector<BoxName> names;
  for (const auto& [name, key] : keys_) {
    if (name.product == product) names.push_back(name);
  }
  return names;
}

std::set<ProductId> BallotBoxes::products() const {
  const std::scoped_lock lock(mutex_);
  std::set<ProductId> products;
  for (const auto& [name, key] : keys_) products.insert(name.product);
  return products;
}

Result<void> BallotBoxes::save_new() {
  {
    const std::scoped_lock lock(mutex_);
    if (!unsaved_) return {};
  }
  return save();
}

Result<void> BallotBoxes::destroy(std::span<const BoxName> names) {
  if (names.empty()) return {};
  {
    const std::scoped_lock lock(mutex_);
    for (const BoxName& name : names) {
      const auto found = keys_.find(name);
      if (found == keys_.end()) continue;
      OPENSSL_cleanse(found->second.data(), found->second.size());
      keys_.erase(found);
    }
  }
  return save();
}

Result<void> BallotBoxes::save() {
  std::string bytes(kMagic);
  {
    const std::scoped_lock lock(mutex_);
    // At once, so that no outgrown copy is left in memory.
    bytes.reserve(kMagic.size() + keys_.size() * kEntryBytes + kHashBytes);
    for (const auto& [name, key] : keys_) {
      put_name(bytes, name);
      bytes.append(as_bytes(key));
    }
    unsaved_ = false;
  }
  const Digest hash = sha256(bytes);
  bytes.append(as_bytes(hash));
  auto written = replace_small_file(files_, folder_, kBallotKeysName, bytes);
  OPENSSL_cleanse(bytes.data(), bytes.size());
  return written;
}

}  // namespace reviewd::store
