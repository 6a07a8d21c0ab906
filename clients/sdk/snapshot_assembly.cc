#include "sdk/snapshot_assembly.h"

#include "base/digest.h"

namespace reviewd::sdk {

namespace {

std::unexpected<Error> broken(std::string what) {
  return fail(v1::ERROR_CODE_BAD_REQUEST, "the server's snapshot is broken: " + std::move(what));
}

std::string concatenated(const std::vector<std::string>& parts, std::size_t bytes) {
  std::string all;
  all.reserve(bytes);
  for (const std::string& part : parts) all += part;
  return all;
}

}  // namespace

Result<void> SnapshotAssembly::begin(const v1::SnapshotBegin& begin) {
  if (active_) return broken("a second one begins inside the first");
  if (begin.chunks() > kChunksMax) return broken(std::to_string(begin.chunks()) + " chunks");
  *this = SnapshotAssembly();
  active_ = true;
  seq_ = begin.seq();
  chunks_ = begin.chunks();
  slots_ = begin.slots();
  return {};
}

Result<void> SnapshotAssembly::add(const v1::SnapshotChunk& chunk) {
  if (!active_) return broken("a chunk outside of it");
  if (chunk.index() != data_.size() || chunk.index() >= chunks_) {
    return broken("chunk " + std::to_string(chunk.index()) + " where " +
                  std::to_string(data_.size()) + " of " + std::to_string(chunks_) + " was due");
  }
  bytes_ += chunk.data().size();
  if (bytes_ > kBytesMax) return broken("larger than this client takes");
  data_.push_back(chunk.data());
  return {};
}

Result<RowSnapshot> SnapshotAssembly::end(const v1::SnapshotEnd& end) {
  if (!active_) return broken("an end without a beginning");
  active_ = false;
  if (data_.size() != chunks_) {
    return broken(std::to_string(data_.size()) + " of " + std::to_string(chunks_) + " chunks");
  }
  if (end.seq() != seq_) return broken("it ends at another sequence number than it began at");
  if (as_bytes(sha256(concatenated(data_, bytes_))) != end.hash())
    return broken("its hash differs");

  RowSnapshot snapshot{.seq = static_cast<Seq>(seq_)};
  std::size_t slots = 0;
  for (const std::string& data : data_) {
    if (!snapshot.chunks.emplace_back().ParseFromString(data))
      return broken("a chunk is no RowChunk");
    slots += static_cast<std::size_t>(snapshot.chunks.back().slots_size());
  }
  if (slots != slots_) return broken(std::to_string(slots) + " slots of " + std::to_string(slots_));
  data_.clear();
  return snapshot;
}

}  // namespace reviewd::sdk
