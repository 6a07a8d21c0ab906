// A folder for one test, gone afterwards. In memory where the machine has such a place: what these
// tests check does not depend on the disk, and syncing one thousands of times takes minutes.

#pragma once

#include <unistd.h>

#include <filesystem>
#include <string>

namespace reviewd::store {

class ScratchFolder {
 public:
  ScratchFolder() {
    const bool memory = ::access("/dev/shm", W_OK) == 0;
    std::string name = memory ? "/dev/shm" : std::filesystem::temp_directory_path().string();
    name += "/reviewd-test-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr) std::abort();
    path_ = name;
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  const std::filesystem::path& path() const { return path_; }
  // A data folder in it, not made yet.
  std::string data() const { return (path_ / "data").string(); }

 private:
  std::filesystem::path path_;
};

}  // namespace reviewd::store
