#include "store/unreliable_disk.h"

#include <algorithm>
#include <fstream>

namespace reviewd::store {

namespace fs = std::filesystem;
using rocksdb::FileOptions;
using rocksdb::IOStatus;

namespace {

class WritableFile final : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  WritableFile(std::unique_ptr<FSWritableFile> real, UnreliableDisk& disk,
               UnreliableDisk::InodePtr inode)
      : FSWritableFileOwnerWrapper(std::move(real)), disk_(disk), inode_(std::move(inode)) {}

  IOStatus Append(const rocksdb::Slice& data, const rocksdb::IOOptions& options,
                  rocksdb::IODebugContext* debug) override {
    if (IOStatus status = disk_.before(DiskAction::kWrite); !status.ok()) return status;
    IOStatus status = target()->Append(data, options, debug);
    if (status.ok()) disk_.grown(inode_, data.size());
    return status;
  }
  IOStatus Append(const rocksdb::Slice& data, const rocksdb::IOOptions& options,
                  const rocksdb::DataVerificationInfo&, rocksdb::IODebugContext* debug) override {
    return Append(data, options, debug);
  }
  IOStatus Sync(const rocksdb::IOOptions&, rocksdb::IODebugContext*) override { return sync(); }
  IOStatus Fsync(const rocksdb::IOOptions&, rocksdb::IODebugContext*) override { return sync(); }
  // No promise: what a real one writes out early may still be lost.
  IOStatus RangeSync(std::uint64_t, std::uint64_t, const rocksdb::IOOptions&,
                     rocksdb::IODebugContext*) override {
    return disk_.before(DiskAction::kSync);
  }
  // Reserving space is a matter of speed; in a file system in memory it costs more than all else.
  void PrepareWrite(std::size_t, std::size_t, const rocksdb::IOOptions&,
                    rocksdb::IODebugContext*) override {}

 private:
  IOStatus sync() {
    if (IOStatus status = disk_.before(DiskAction::kSync); !status.ok()) return status;
    disk_.synced(inode_);
    return IOStatus::OK();
  }

  UnreliableDisk& disk_;
  UnreliableDisk::InodePtr inode_;
};

class SequentialFile final : public rocksdb::FSSequentialFileOwnerWrapper {
 public:
  SequentialFile(std::unique_ptr<FSSequentialFile> real, UnreliableDisk& disk)
      : FSSequentialFileOwnerWrapper(std::move(real)), disk_(disk) {}
  IOStatus Read(std::size_t count, const rocksdb::IOOptions& options, rocksdb::Slice* result,
                char* scratch, rocksdb::IODebugContext* debug) override {
    if (IOStatus status = disk_.before(DiskAction::kRead); !status.ok()) return status;
    return target()->Read(count, options, result, scratch, debug);
  }

 private:
  UnreliableDisk& disk_;
};

class RandomAccessFile final : public rocksdb::FSRandomAccessFileOwnerWrapper {
 public:
  RandomAccessFile(std::unique_ptr<FSRandomAccessFile> real, UnreliableDisk& disk)
      : FSRandomAccessFileOwnerWrapper(std::move(real)), disk_(disk) {}
  IOStatus Read(std::uint64_t offset, std::size_t count, const rocksdb::IOOptions& options,
                rocksdb::Slice* result, char* scratch,
                rocksdb::IODebugContext* debug) const override {
    if (IOStatus status = disk_.before(DiskAction::kRead); !status.ok()) return status;
    return target()->Read(offset, count, options, result, scratch, debug);
  }

 private:
  UnreliableDisk& disk_;
};

class Directory final : public rocksdb::FSDirectory {
 public:
  Directory(UnreliableDisk& disk, std::string path) : disk_(disk), path_(std::move(path)) {}
  IOStatus Fsync(const rocksdb::IOOptions&, rocksdb::IODebugContext*) override {
    if (IOStatus status = disk_.before(DiskAction::kSync); !status.ok()) return status;
    disk_.folder_synced(path_);
    return IOStatus::OK();
  }

 private:
  UnreliableDisk& disk_;
  std::string path_;
};

// One spelling a path: names are compared.
std::string plain(const std::string& path) {
  std::string name = fs::path(path).lexically_normal().string();
  if (name.size() > 1 && name.ends_with('/')) name.pop_back();
  return name;
}

}  // namespace

UnreliableDisk::UnreliableDisk(fs::path root, fs::path attic, std::uint64_t seed)
    : FileSystemWrapper(rocksdb::FileSystem::Default()),
      root_(std::move(root)),
      attic_(std::move(attic)),
      random_(seed) {
  for (const auto& entry : fs::recursive_directory_iterator(root_)) {
    if (!entry.is_regular_file()) continue;
    const auto inode =
        std::make_shared<Inode>(Inode{entry.path(), entry.file_size(), entry.file_size()});
    names_[plain(entry.path().string())] = inode;
  }
  durable_names_ = names_;
}

void UnreliableDisk::zero_tails_of(const std::string& file_name) { zero_tails_.insert(file_name); }

void UnreliableDisk::crash_at(std::uint64_t count) {
  until_crash_ = static_cast<std::int64_t>(count);
}

void UnreliableDisk::fail_at(DiskAction action, std::uint64_t count) {
  failing_ = action;
  until_failure_ = static_cast<std::int64_t>(count);
}

IOStatus UnreliableDisk::before(DiskAction action) {
  if (action != DiskAction::kRead && until_crash_ >= 0 && until_crash_.fetch_sub(1) == 0)
    crashed_ = true;
  if (crashed_) return IOStatus::IOError("the power is off");
  if (until_failure_ >= 0 && action == failing_ && until_failure_.fetch_sub(1) == 0) {
    has_failed_ = true;
    return IOStatus::IOError("planned failure");
  }
  return IOStatus::OK();
}

void UnreliableDisk::grown(const InodePtr& inode, std::uint64_t bytes) {
  const std::scoped_lock lock(mutex_);
  inode->size += bytes;
}

void UnreliableDisk::synced(const InodePtr& inode) {
  const std::scoped_lock lock(mutex_);
  inode->synced = inode->size;
}

void UnreliableDisk::folder_synced(const std::string& folder) {
  const std::scoped_lock lock(mutex_);
  std::erase_if(unsynced_, [&](const Change& change) {
    if (fs::path(change.front().first).parent_path() != plain(folder)) return false;
    for (const auto& [name, inode] : change) durable_names_[name] = inode;
    return true;
  });
}

void UnreliableDisk::change(Change change) {
  for (const auto& [name, inode] : change) names_[name] = inode;
  unsynced_.push_back(std::move(change));
}

bool UnreliableDisk::may_come_back(const InodePtr& inode) const {
  const auto is_it = [&](const auto& entry) { return entry.second == inode; };
  if (std::ranges::any_of(durable_names_, is_it)) return true;
  return std::ranges::any_of(unsynced_,
                             [&](const Change& each) { return std::ranges::any_of(each, is_it); });
}

fs::path UnreliableDisk::attic_path() { return attic_ / std::to_string(set_aside_++); }

// Before `path` is deleted or overwritten: moves its contents to the attic if a crash may undo
// that.
void UnreliableDisk::set_aside(const std::string& path) {
  const auto found = names_.find(plain(path));
  if (found == names_.end() || !found->second || !may_come_back(found->second)) return;
  const fs::path aside = attic_path();
  fs::rename(found->second->real, aside);
  found->second->real = aside;
}

IOStatus UnreliableDisk::NewSequentialFile(const std::string& path, const FileOptions& options,
                                           std::unique_ptr<rocksdb::FSSequentialFile>* file,
                                           Debug* debug) {
  if (crashed_) return IOStatus::IOError("the power is off");
  IOStatus status = target()->NewSequentialFile(path, options, file, debug);
  if (status.ok()) *file = std::make_unique<SequentialFile>(std::move(*file), *this);
  return status;
}

IOStatus UnreliableDisk::NewRandomAccessFile(const std::string& path, const FileOptions& options,
                                             std::unique_ptr<rocksdb::FSRandomAccessFile>* file,
                                             Debug* debug) {
  if (crashed_) return IOStatus::IOError("the power is off");
  IOStatus status = target()->NewRandomAccessFile(path, options, file, debug);
  if (status.ok()) *file = std::make_unique<RandomAccessFile>(std::move(*file), *this);
  return status;
}

IOStatus UnreliableDisk::NewWritableFile(const std::string& path, const FileOptions& options,
                                         std::unique_ptr<rocksdb::FSWritableFile>* file,
                                         Debug* debug) {
  if (IOStatus status = before(DiskAction::kWrite); !status.ok()) return status;
  const std::scoped_lock lock(mutex_);
  set_aside(path);
  IOStatus status = target()->NewWritableFile(path, options, file, debug);
  if (!status.ok()) return status;
  const auto inode = std::make_shared<Inode>(Inode{.real = path});
  change({{plain(path), inode}});
  *file = std::make_unique<WritableFile>(std::move(*file), *this, inode);
  return status;
}

IOStatus UnreliableDisk::ReopenWritableFile(const std::string& path, const FileOptions& options,
                                            std::unique_ptr<rocksdb::FSWritableFile>* file,
                                            Debug* debug) {
  if (IOStatus status = before(DiskAction::kWrite); !status.ok()) return status;
  const std::scoped_lock lock(mutex_);
  const auto found = names_.find(plain(path));
  if (found == names_.end() || !found->second) return IOStatus::PathNotFound(path);
  IOStatus status = target()->ReopenWritableFile(path, options, file, debug);
  if (status.ok()) *file = std::make_unique<WritableFile>(std::move(*file), *this, found->second);
  return status;
}

IOStatus UnreliableDisk::ReuseWritableFile(const std::string&, const std::string&,
                                           const FileOptions&,
                                           std::unique_ptr<rocksdb::FSWritableFile>*, Debug*) {
  return IOStatus::NotSupported("this disk does not follow reused files");
}

IOStatus UnreliableDisk::NewRandomRWFile(const std::string&, const FileOptions&,
                                         std::unique_ptr<rocksdb::FSRandomRWFile>*, Debug*) {
  return IOStatus::NotSupported("this disk does not follow files written in place");
}

IOStatus UnreliableDisk::NewDirectory(const std::string& path, const Options&,
                                      std::unique_ptr<rocksdb::FSDirectory>* folder, Debug*) {
  if (crashed_) return IOStatus::IOError("the power is off");
  *folder = std::make_unique<Directory>(*this, path);
  return IOStatus::OK();
}

IOStatus UnreliableDisk::DeleteFile(const std::string& path, const Options& options, Debug* debug) {
  if (IOStatus status = before(DiskAction::kWrite); !status.ok()) return status;
  const std::scoped_lock lock(mutex_);
  set_aside(path);
  const bool kept = !fs::exists(path);
  const bool known = names_.contains(plain(path)) && names_[plain(path)];
  if (!kept || !known) {
    if (IOStatus status = target()->DeleteFile(path, options, debug); !status.ok()) return status;
  }
  change({{plain(path), nullptr}});
  return IOStatus::OK();
}

IOStatus UnreliableDisk::RenameFile(const std::string& from, const std::string& to,
                                    const Options& options, Debug* debug) {
  if (IOStatus status = before(DiskAction::kWrite); !status.ok()) return status;
  const std::scoped_lock lock(mutex_);
  set_aside(to);
  if (IOStatus status = target()->RenameFile(from, to, options, debug); !status.ok()) return status;
  const InodePtr inode = names_[plain(from)];
  if (inode) inode->real = to;
  change({{plain(from), nullptr}, {plain(to), inode}});
  return IOStatus::OK();
}

IOStatus UnreliableDisk::LinkFile(const std::string&, const std::string&, const Options&, Debug*) {
  return IOStatus::NotSupported("this disk does not follow links");
}

IOStatus UnreliableDisk::Truncate(const std::string&, std::size_t, const Options&, Debug*) {
  return IOStatus::NotSupported("this disk does not follow files cut by name");
}

void UnreliableDisk::lose_unsynced() {
  // Folder changes are journalled: an unsynced one survives only if those before it do.
  const auto kept = std::uniform_int_distribution<std::size_t>(0, unsynced_.size())(random_);
  for (std::size_t i = 0; i < kept; ++i) {
    for (const auto& [name, inode] : unsynced_[i]) durable_names_[name] = inode;
  }
  // Everything out of the way first: names may have been exchanged.
  std::set<InodePtr> all;
  for (const auto& names : {names_, durable_names_}) {
    for (const auto& [name, inode] : names) {
      if (inode) all.insert(inode);
    }
  }
  for (const InodePtr& inode : all) {
    if (!fs::exists(inode->real)) continue;
    const fs::path aside = attic_path();
    fs::rename(inode->real, aside);
    inode->real = aside;
  }
  for (const auto& [name, inode] : durable_names_) {
    if (!inode || !fs::exists(inode->real)) continue;
    fs::copy_file(inode->real, name, fs::copy_options::overwrite_existing);
    const std::uint64_t unsynced = inode->size - std::min(inode->size, inode->synced);
    const auto survives = std::uniform_int_distribution<std::uint64_t>(0, unsynced)(random_);
    fs::resize_file(name, inode->synced + survives);
    // The length got to the disk and the last bytes did not.
    if (zero_tails_.contains(fs::path(name).filename().string()) && survives > 0 &&
        random_() % 2 == 0) {
      const auto zeroed = std::uniform_int_distribution<std::uint64_t>(1, survives)(random_);
      fs::resize_file(name, inode->synced + survives - zeroed);
      fs::resize_file(name, inode->synced + survives);
    }
  }
  for (const auto& entry : fs::directory_iterator(attic_)) fs::remove(entry.path());
}

}  // namespace reviewd::store
