// A disk that loses what was not synced when the power goes, and that fails on demand.
//
// Wraps the real file system. It knows of each file how much of it was synced, and of each folder
// which creations, renames and deletions were (they become durable when the folder is synced).
// After crash_at() has struck every call fails; once whoever used the disk has let go of it,
// lose_unsynced() turns the real files into what would be found on the next day: everything synced,
// a random part of the rest. Folders themselves are taken as durable at once.
//
// Thread-safe, except lose_unsynced().

#pragma once

#include <rocksdb/file_system.h>

#include <atomic>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace reviewd::store {

enum class DiskAction { kWrite, kSync, kRead };  // kWrite: also create, rename, delete, truncate

class UnreliableDisk final : public rocksdb::FileSystemWrapper {
 public:
  // `root` is what may be lost, and exists; `attic` is an empty folder beside it, for deleted
  // files that a crash may bring back.
  UnreliableDisk(std::filesystem::path root, std::filesystem::path attic, std::uint64_t seed);

  const char* Name() const override { return "UnreliableDisk"; }

  // The power goes at the `count`-th write or sync from now, 0 being the next one.
  void crash_at(std::uint64_t count);
  bool crashed() const { return crashed_; }
  void crash_now() { crashed_ = true; }

  // After a crash, the last bytes of files of this name may be zeros: the length was on disk, they
  // were not. Not for the database's files: the common file systems write data before length, and
  // where one does not, RocksDB refuses to open (docs/LOG_FORMAT.md, "After a crash").
  void zero_tails_of(const std::string& file_name);

  // The `count`-th action of this kind from now fails; all others work.
  void fail_at(DiskAction action, std::uint64_t count);
  bool has_failed() const { return has_failed_; }

  void lose_unsynced();

  using Options = rocksdb::IOOptions;
  using Debug = rocksdb::IODebugContext;
  rocksdb::IOStatus NewSequentialFile(const std::string&, const rocksdb::FileOptions&,
                                      std::unique_ptr<rocksdb::FSSequentialFile>*, Debug*) override;
  rocksdb::IOStatus NewRandomAccessFile(const std::string&, const rocksdb::FileOptions&,
                                        std::unique_ptr<rocksdb::FSRandomAccessFile>*,
                                        Debug*) override;
  rocksdb::IOStatus NewWritableFile(const std::string&, const rocksdb::FileOptions&,
                                    std::unique_ptr<rocksdb::FSWritableFile>*, Debug*) override;
  rocksdb::IOStatus ReopenWritableFile(const std::string&, const rocksdb::FileOptions&,
                                       std::unique_ptr<rocksdb::FSWritableFile>*, Debug*) override;
  rocksdb::IOStatus ReuseWritableFile(const std::string&, const std::string&,
                                      const rocksdb::FileOptions&,
                                      std::unique_ptr<rocksdb::FSWritableFile>*, Debug*) override;
  rocksdb::IOStatus NewRandomRWFile(const std::string&, const rocksdb::FileOptions&,
                                    std::unique_ptr<rocksdb::FSRandomRWFile>*, Debug*) override;
  rocksdb::IOStatus NewDirectory(const std::string&, const Options&,
                                 std::unique_ptr<rocksdb::FSDirectory>*, Debug*) override;
  rocksdb::IOStatus DeleteFile(const std::string&, const Options&, Debug*) override;
  rocksdb::IOStatus RenameFile(const std::string&, const std::string&, const Options&,
                               Debug*) override;
  rocksdb::IOStatus LinkFile(const std::string&, const std::string&, const Options&,
                             Debug*) override;
  rocksdb::IOStatus Truncate(const std::string&, std::size_t, const Options&, Debug*) override;

  // The contents of one file, whatever it is called.
  struct Inode {
    std::filesystem::path real;  // where the contents are now
    std::uint64_t size = 0;
    std::uint64_t synced = 0;
  };
  using InodePtr = std::shared_ptr<Inode>;

  // For the files that this disk hands out: counts the action; an error if it is the one to fail.
  rocksdb::IOStatus before(DiskAction action);
  void grown(const InodePtr& inode, std::uint64_t bytes);
  void synced(const InodePtr& inode);
  void folder_synced(const std::string& folder);

 private:
  // Names that changed together: contents, or none for a name that went.
  using Change = std::vector<std::pair<std::string, InodePtr>>;

  void change(Change change);
  void set_aside(const std::string& path);
  bool may_come_back(const InodePtr& inode) const;
  std::filesystem::path attic_path();

  const std::filesystem::path root_;
  const std::filesystem::path attic_;
  std::mt19937_64 random_;

  std::mutex mutex_;
  std::map<std::string, InodePtr> names_;
  std::map<std::string, InodePtr> durable_names_;
  std::vector<Change> unsynced_;
  std::uint64_t set_aside_ = 0;
  std::set<std::string> zero_tails_;

  std::atomic<bool> crashed_ = false;
  std::atomic<bool> has_failed_ = false;
  std::atomic<std::int64_t> until_crash_ = -1;  // -1: not planned
  std::atomic<std::int64_t> until_failure_ = -1;
  std::atomic<DiskAction> failing_ = DiskAction::kWrite;
};

}  // namespace reviewd::store
