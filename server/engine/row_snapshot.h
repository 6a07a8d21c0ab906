// What a joining client gets instead of the whole history: the meeting and every slot, in chunks.
// Encoded once per visibility class and shared by everybody who joins about then.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/digest.h"
#include "base/ids.h"
#include "reviewd/v1/live.pb.h"

namespace reviewd::engine {

struct RowSnapshot {
  Seq seq{};
  std::vector<std::string> chunks;  // serialised v1::RowChunk each, kChunkBytesMax at most by aim
  Digest hash{};                    // SHA-256 over all chunks in order
  std::uint32_t slots = 0;
};

inline constexpr std::size_t kChunkBytesMax = 64 * 1024;

}  // namespace reviewd::engine
