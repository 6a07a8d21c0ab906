#include "store/data_folder.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <vector>

#include "store/small_file.h"

namespace reviewd::store {
namespace {

constexpr const char* kMarkerName = "reviewd-data";
constexpr const char* kLockName = "LOCK";
constexpr std::string_view kTitle = "reviewd data folder, format ";
constexpr std::string_view kCreating = "creating\n";
constexpr std::string_view kComplete = "complete\n";

std::unexpected<Error> refused(std::string sentence) {
  return fail(v1::ERROR_CODE_STORAGE, std::move(sentence));
}

std::string marker_text(bool creating) {
  std::string text(kTitle);
  text += std::to_string(kDataFormat) + "\n";
  text += creating ? kCreating : kComplete;
  return text;
}

}  // namespace

DataFolder::~DataFolder() {
  if (lock_ != nullptr)
    files_.UnlockFile(lock_, rocksdb::IOOptions(), nullptr).PermitUncheckedError();
}

Result<void> DataFolder::open(Access access) {
  if (access == Access::kWrite) {
    if (auto made = make_folder(); !made) return made;
  } else if (!file_exists(files_, path_ + "/" + kMarkerName)) {
    return refused("The folder " + path_ + " holds no reviewd data.");
  }
  if (auto locked = lock(); !locked) return locked;
  return read_marker(access);
}

Result<void> DataFolder::make_folder() {
  bool folder = false;
  const bool there = files_.IsDirectory(path_, rocksdb::IOOptions(), &folder, nullptr).ok();
  if (there && !folder) return refused("The data folder " + path_ + " is a file; name a folder.");
  if (there) return {};
  const auto made = files_.CreateDir(path_, rocksdb::IOOptions(), nullptr);
  if (!made.ok()) {
    return refused("The data folder " + path_ + " cannot be made (" + made.ToString() +
                   "); make it, or name one that this user can write to.");
  }
  ::chmod(path_.c_str(), S_IRWXU);
  const auto above = std::filesystem::path(path_).parent_path();
  return sync_folder(files_, above.empty() ? "." : above.string());
}

Result<void> DataFolder::lock() {
  const std::string path = path_ + "/" + kLockName;
  const auto locked = files_.LockFile(path, rocksdb::IOOptions(), &lock_, nullptr);
  if (locked.ok()) return {};
  lock_ = nullptr;
  const std::string why = locked.ToString();
  // The file could not be opened, as opposed to opened and not locked.
  if (why.find("While open a file for lock") != std::string::npos) {
    return refused("The data folder " + path_ + " cannot be written to (" + why +
                   "); give this user the right to, or name another folder.");
  }
  return refused("The data folder " + path_ +
                 " is in use by another reviewd; stop that one first, or name another folder.");
}

Result<void> DataFolder::read_marker(Access access) {
  const std::string path = path_ + "/" + kMarkerName;
  if (!file_exists(files_, path)) {
    std::vector<std::string> names;
    const auto listed = files_.GetChildren(path_, rocksdb::IOOptions(), &names, nullptr);
    if (!listed.ok()) return io_failure("reading", path_, listed);
    const bool foreign = std::ranges::any_of(names, [](const std::string& name) {
      return name != "." && name != ".." && name != kLockName &&
             name != std::string(kMarkerName) + ".new";
    });
    if (foreign || access == Access::kReadOnly) {
      return refused("The folder " + path_ + " is not empty and has no marker file " + kMarkerName +
                     ", so it is not reviewd's; name an empty folder.");
    }
    ::chmod(path_.c_str(), S_IRWXU);  // an empty folder that somebody made for us
    return write_marker(/*creating=*/true);
  }
  const auto text = read_small_file(files_, path);
  if (!text) return std::unexpected(text.error());
  creating_ = *text == marker_text(true);
  if (creating_ || *text == marker_text(false)) return {};
  if (text->starts_with(kTitle)) {
    return refused("The data folder " + path_ +
                   " was written by another version of reviewd (this one knows format " +
                   std::to_string(kDataFormat) + "); start that version, or name another folder.");
  }
  return refused("The marker file " + path + " is damaged; restore the folder from a backup.");
}

Result<void> DataFolder::mark_complete() { return write_marker(/*creating=*/false); }

Result<void> DataFolder::write_marker(bool creating) {
  const auto written = replace_small_file(files_, path_, kMarkerName, marker_text(creating));
  if (!written) {
    return refused("The data folder " + path_ + " cannot be written to: " + written.error().text +
                   ".");
  }
  creating_ = creating;
  return {};
}

}  // namespace reviewd::store
