// A row snapshot as the frames that carry it, encoded once for everybody who joins about then.

#pragma once

#include <array>
#include <memory>
#include <vector>

#include "engine/row_snapshot.h"
#include "net/subscriber.h"
#include "wire/encoding.h"

namespace reviewd::net {

// SnapshotBegin, the chunks, SnapshotEnd.
using SnapshotFrames = std::vector<SharedBytes>;

SnapshotFrames encode_snapshot(const engine::RowSnapshot& snapshot, wire::Encoding encoding);

// Keeps the frames of the newest snapshots, a few of them: one for each class and encoding, and
// some more for joins that straddle a change. Holds the snapshot too, so that its address names it.
class SnapshotCache {
 public:
  std::shared_ptr<const SnapshotFrames> frames(
      const std::shared_ptr<const engine::RowSnapshot>& snapshot, wire::Encoding encoding);
  void clear() { entries_ = {}; }

 private:
  struct Entry {
    std::shared_ptr<const engine::RowSnapshot> snapshot;
    wire::Encoding encoding{};
    std::shared_ptr<const SnapshotFrames> frames;
  };
  std::array<Entry, 4> entries_;
  std::size_t oldest_ = 0;
};

}  // namespace reviewd::net
