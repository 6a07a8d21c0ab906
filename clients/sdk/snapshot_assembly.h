// Puts a row snapshot together from its frames and checks it: chunks in order, none missing, hash
// over all of them. Pure.

#pragma once

#include <cstdint>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "reviewd/v1/live.pb.h"
#include "reviewd/v1/snapshot.pb.h"

namespace reviewd::sdk {

struct RowSnapshot {
  Seq seq{};
  std::vector<v1::RowChunk> chunks;  // the meeting is in the first
};

class SnapshotAssembly {
 public:
  // Bounds on what a server can make this side keep. 100,000 items take about 10 MB.
  static constexpr std::uint32_t kChunksMax = 65'536;
  static constexpr std::size_t kBytesMax = std::size_t{1} << 30;

  // Each of these fails when the frame does not fit what came before it; the assembly is useless
  // then.
  Result<void> begin(const v1::SnapshotBegin& begin);
  Result<void> add(const v1::SnapshotChunk& chunk);
  Result<RowSnapshot> end(const v1::SnapshotEnd& end);

  bool active() const { return active_; }

 private:
  bool active_ = false;
  std::uint64_t seq_ = 0;
  std::uint32_t chunks_ = 0;
  std::uint32_t slots_ = 0;
  std::size_t bytes_ = 0;
  std::vector<std::string> data_;
};

}  // namespace reviewd::sdk
