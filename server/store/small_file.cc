#include "store/small_file.h"

#include <openssl/crypto.h>
#include <sys/stat.h>

namespace reviewd::store {

using rocksdb::FileOptions;
using rocksdb::IOOptions;
using rocksdb::IOStatus;

std::unexpected<Error> io_failure(std::string_view what, const std::string& path,
                                  const rocksdb::Status& status) {
  return fail(v1::ERROR_CODE_STORAGE,
              std::string(what) + " " + path + " failed (" + status.ToString() + ")");
}

Result<std::string> read_small_file(rocksdb::FileSystem& files, const std::string& path) {
  std::uint64_t size = 0;
  IOStatus status = files.GetFileSize(path, IOOptions(), &size, nullptr);
  if (!status.ok()) return io_failure("reading", path, status);
  std::unique_ptr<rocksdb::FSSequentialFile> file;
  status = files.NewSequentialFile(path, FileOptions(), &file, nullptr);
  if (!status.ok()) return io_failure("reading", path, status);
  std::string bytes;
  std::string piece(size + 1, '\0');  // one more: the end of the file is seen, not assumed
  for (;;) {                          // ends: each turn takes bytes of a finite file
    rocksdb::Slice part;
    status = file->Read(piece.size(), IOOptions(), &part, piece.data(), nullptr);
    if (!status.ok()) return io_failure("reading", path, status);
    if (part.empty()) return bytes;
    bytes.append(part.data(), part.size());
    OPENSSL_cleanse(piece.data(), piece.size());  // the file may be one of keys
  }
}

bool file_exists(rocksdb::FileSystem& files, const std::string& path) {
  return files.FileExists(path, IOOptions(), nullptr).ok();
}

Result<void> replace_small_file(rocksdb::FileSystem& files, const std::string& folder,
                                const std::string& name, std::string_view bytes) {
  const std::string path = folder + "/" + name;
  const std::string fresh = path + ".new";
  std::unique_ptr<rocksdb::FSWritableFile> file;
  IOStatus status = files.NewWritableFile(fresh, FileOptions(), &file, nullptr);
  if (!status.ok()) return io_failure("writing", fresh, status);
  // Before the first byte is in it. The folder is closed to others too; this is the second door.
  ::chmod(fresh.c_str(), S_IRUSR | S_IWUSR);
  status = file->Append(rocksdb::Slice(bytes.data(), bytes.size()), IOOptions(), nullptr);
  if (status.ok()) status = file->Fsync(IOOptions(), nullptr);
  if (status.ok()) status = file->Close(IOOptions(), nullptr);
  if (!status.ok()) return io_failure("writing", fresh, status);
  status = files.RenameFile(fresh, path, IOOptions(), nullptr);
  if (!status.ok()) return io_failure("renaming", fresh, status);
  return sync_folder(files, folder);
}

Result<void> sync_folder(rocksdb::FileSystem& files, const std::string& folder) {
  std::unique_ptr<rocksdb::FSDirectory> directory;
  IOStatus status = files.NewDirectory(folder, IOOptions(), &directory, nullptr);
  if (status.ok()) status = directory->Fsync(IOOptions(), nullptr);
  if (!status.ok()) return io_failure("syncing", folder, status);
  return {};
}

}  // namespace reviewd::store
