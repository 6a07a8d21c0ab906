#include "generator/footprint.h"

#include <chrono>
#include <filesystem>
#include <thread>

#include "generator/clock.h"

namespace reviewd::load {

namespace fs = std::filesystem;

namespace {

constexpr auto kLook = std::chrono::milliseconds(500);
constexpr Nanoseconds kPatience = 10 * kSecond;
constexpr double kIdleShare = 0.04;  // of a core: its ticks and a few open connections

// Files come and go while they are counted: what is gone counts nothing.
std::uint64_t bytes_in(const fs::path& folder) {
  std::uint64_t bytes = 0;
  std::error_code error;
  for (auto at = fs::recursive_directory_iterator(folder, error);
       !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
    std::error_code gone;
    if (!at->is_regular_file(gone)) continue;
    const std::uintmax_t size = at->file_size(gone);
    if (!gone) bytes += size;
  }
  return bytes;
}

}  // namespace

Footprint footprint(const ServerProcess& server) {
  std::error_code none;
  const std::uintmax_t messages = fs::file_size(server.folder() + "/server.log", none);
  return {.resident_bytes = server.usage().resident_bytes,
          .folder_bytes = bytes_in(server.folder() + "/data"),
          .messages_bytes = none ? 0 : messages};
}

Footprint settled_footprint(const ServerProcess& server) {
  const Nanoseconds until = now_ns() + kPatience;
  Footprint last = footprint(server);
  double cpu = server.usage().cpu_seconds;
  for (;;) {
    std::this_thread::sleep_for(kLook);
    const Footprint now = footprint(server);
    const double cpu_now = server.usage().cpu_seconds;
    const double idle = kIdleShare * std::chrono::duration<double>(kLook).count();
    if (now.folder_bytes == last.folder_bytes && cpu_now - cpu <= idle) return now;
    if (now_ns() >= until) return now;
    last = now;
    cpu = cpu_now;
  }
}

}  // namespace reviewd::load
