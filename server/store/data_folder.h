// The data folder itself: whose it is, who has it open, and whether it is ours at all.
//
//   reviewd-data   marker: format version, and whether the folder was completely made
//   LOCK           held while the folder is open
//   keys  head     key_file.h, head_mark.h
//   db/            the database
//
// The marker says `creating` until everything else is there, so a crash while a folder is made is
// told apart from one that has lost a part.

#pragma once

#include <string>

#include "base/result.h"

namespace rocksdb {
class FileLock;
class FileSystem;
}  // namespace rocksdb

namespace reviewd::store {

inline constexpr int kDataFormat = 1;

class DataFolder {
 public:
  enum class Access { kWrite, kReadOnly };

  // `files` outlives the folder.
  DataFolder(rocksdb::FileSystem& files, std::string path)
      : files_(files), path_(std::move(path)) {}
  DataFolder(const DataFolder&) = delete;
  DataFolder& operator=(const DataFolder&) = delete;
  // Gives the lock back.
  ~DataFolder();

  // Makes the folder if need be (0700), locks it and reads its marker. One sentence for each of: in
  // use, not writable, not ours, written by a newer version. kReadOnly makes nothing.
  Result<void> open(Access access);

  // Everything else is there: says so in the marker. Durable on return.
  Result<void> mark_complete();

  // Whether parts of the folder may still be missing.
  bool creating() const { return creating_; }
  const std::string& path() const { return path_; }
  std::string database_path() const { return path_ + "/db"; }

 private:
  Result<void> make_folder();
  Result<void> lock();
  Result<void> read_marker(Access access);
  Result<void> write_marker(bool creating);

  rocksdb::FileSystem& files_;
  std::string path_;
  bool creating_ = false;
  rocksdb::FileLock* lock_ = nullptr;
};

}  // namespace reviewd::store
