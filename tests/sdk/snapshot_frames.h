// A row snapshot cut into the frames that a server sends.

#pragma once

#include <vector>

#include "base/digest.h"
#include "reviewd/v1/live.pb.h"
#include "reviewd/v1/snapshot.pb.h"

namespace reviewd::sdk {

struct SnapshotFrames {
  v1::SnapshotBegin begin;
  std::vector<v1::SnapshotChunk> chunks;
  v1::SnapshotEnd end;

  SnapshotFrames(std::uint64_t seq, const std::vector<v1::RowChunk>& rows) {
    std::string all;
    std::uint32_t slots = 0;
    for (const v1::RowChunk& chunk : rows) {
      v1::SnapshotChunk& frame = chunks.emplace_back();
      frame.set_index(static_cast<std::uint32_t>(chunks.size() - 1));
      frame.set_data(chunk.SerializeAsString());
      all += frame.data();
      slots += static_cast<std::uint32_t>(chunk.slots_size());
    }
    begin.set_seq(seq);
    begin.set_chunks(static_cast<std::uint32_t>(chunks.size()));
    begin.set_slots(slots);
    end.set_seq(seq);
    end.set_hash(std::string(as_bytes(sha256(all))));
  }
};

}  // namespace reviewd::sdk
