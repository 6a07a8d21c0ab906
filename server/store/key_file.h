// The key file DATA/keys: every key of every product, outside the database, so that a key can be
// destroyed without a trace and a backup carries it apart.
//
// Append-only between rewrites; each entry has a checksum. Destroying a key rewrites the file and
// leaves a tombstone. The database notes with each record that uses a new key how long the file
// was then (Extent): whatever lies before must be whole, what lies behind was never relied
// upon and may be torn. docs/LOG_FORMAT.md#keys.
//
// Not thread-safe: the committer's lock covers it.

#pragma once

#include <memory>
#include <span>
#include <string>

#include "base/result.h"
#include "store/key_ring.h"

namespace rocksdb {
class FileSystem;
class FSWritableFile;
}  // namespace rocksdb

namespace reviewd::store {

inline constexpr const char* kKeyFileName = "keys";

class KeyFile {
 public:
  // How much of the file was durable at some moment. The generation rises with each rewrite.
  struct Extent {
    std::uint64_t generation = 0;
    std::uint64_t bytes = 0;

    bool operator==(const Extent&) const = default;
  };

  // `files` outlives the key file.
  KeyFile(rocksdb::FileSystem& files, std::string folder);
  ~KeyFile();

  // Writes an empty key file where there is none yet. Durable on return.
  Result<void> create();

  // Reads all entries into `ring`; `relied_on` is the extent that the database has noted. Errors:
  // storage: no file, a damaged entry, or less than was relied on. Changes nothing on disk.
  Result<void> load(KeyRing& ring, Extent relied_on);

  // Adds entries; durable on return. After an error the file takes no more.
  Result<void> append(std::span<const KeyEntry> entries);

  // Replaces the file by `entries`: after a crash it is the old file or the new one. Durable on
  // return.
  Result<void> rewrite(std::span<const KeyEntry> entries);

  // What is durable now.
  Extent extent() const { return extent_; }

  // Whether load() found a torn tail, which rewrite() must remove before the first append().
  bool torn() const { return torn_; }

 private:
  Result<void> reopen_for_append();

  rocksdb::FileSystem& files_;
  std::string folder_;
  Extent extent_;
  bool torn_ = false;
  std::unique_ptr<rocksdb::FSWritableFile> file_;
};

}  // namespace reviewd::store
