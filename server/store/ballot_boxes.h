// The ballot boxes of unlinkable polls: what is encrypted in the database's column "boxes", and the
// file DATA/ballot-keys with the key of each box, which no backup takes along.
//
// A box that is destroyed loses its key first of all: what is left of its ballots in the database,
// its log or a backup is noise from then on. docs/LOG_FORMAT.md#ballot-boxes.
//
// A key leaves this class for the file only, and no copy of one that is destroyed stays in memory.
//
// Thread-safe, but for load(), save_new() and destroy(): the committer's lock covers those.

#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "domain/ballot_box.h"
#include "store/key_ring.h"

namespace rocksdb {
class FileSystem;
}

namespace reviewd::store {

inline constexpr const char* kBallotKeysName = "ballot-keys";

struct BoxName {
  ProductId product{};
  PollId poll;

  auto operator<=>(const BoxName&) const = default;
};

// Where a box's ballots begin in the database, and where the next box's would.
std::string box_begin(BoxName name);
std::string box_end(BoxName name);

// A ballot as the database has it. Every ballot has the same length, whatever it says; its key
// names its voter to nobody who has not the box's key, and a later ballot of theirs has the same.
struct StoredBallot {
  std::string key;
  std::string value;
};
StoredBallot seal_ballot(const Key& key, BoxName name, const domain::BoxBallot& ballot);
// None if the value does not open.
std::optional<domain::BoxBallot> open_ballot(const Key& key, BoxName name,
                                             const StoredBallot& stored);

class BallotBoxes {
 public:
  // `files` outlives the boxes.
  BallotBoxes(rocksdb::FileSystem& files, std::string folder);
  BallotBoxes(const BallotBoxes&) = delete;
  BallotBoxes& operator=(const BallotBoxes&) = delete;
  // Overwrites the keys in memory.
  ~BallotBoxes();

  // Reads the file. One that is missing or damaged has no keys: what was in those boxes is lost.
  // Errors: storage, when it is there and cannot be read.
  Result<void> load();
  // Whether load() found the file damaged.
  bool damaged() const { return damaged_; }

  // Draws the key of a box that has none.
  void make(BoxName name);
  // Under the box's key, which is drawn now if there is none: a ballot, and what proves later that
  // an operation is the one that was answered (outcome_mac in key_ring.h).
  StoredBallot seal(BoxName name, const domain::BoxBallot& ballot);
  Digest mac(BoxName name, std::string_view bytes);
  // None if the box has no key or the value does not open.
  std::optional<domain::BoxBallot> open(BoxName name, const StoredBallot& stored) const;
  // The boxes of a product that have a key, and the products that have such boxes.
  std::vector<BoxName> of(ProductId product) const;
  std::set<ProductId> products() const;

  // Makes keys durable that were made since the last call. Errors: storage.
  Result<void> save_new();
  // Forgets the keys for ever. Durable on return. Errors: storage.
  Result<void> destroy(std::span<const BoxName> names);

 private:
  bool take_keys(std::string_view bytes);
  const Key& key_of(BoxName name);
  Result<void> save();

  rocksdb::FileSystem& files_;
  const std::string folder_;
  bool damaged_ = false;
  mutable std::mutex mutex_;
  std::map<BoxName, Key> keys_;
  bool unsaved_ = false;
};

}  // namespace reviewd::store
