#include "net/snapshot_frames.h"

#include "wire/frame_codec.h"

namespace reviewd::net {
namespace {

SharedBytes encoded(wire::Encoding encoding, v1::ServerFrame frame) {
  return std::make_shared<const std::string>(wire::encode_server_frame(encoding, std::move(frame)));
}

}  // namespace

SnapshotFrames encode_snapshot(const engine::RowSnapshot& snapshot, wire::Encoding encoding) {
  SnapshotFrames frames;
  frames.reserve(snapshot.chunks.size() + 2);

  v1::ServerFrame begin;
  begin.mutable_snapshot_begin()->set_seq(value(snapshot.seq));
  begin.mutable_snapshot_begin()->set_chunks(static_cast<std::uint32_t>(snapshot.chunks.size()));
  begin.mutable_snapshot_begin()->set_slots(snapshot.slots);
  frames.push_back(encoded(encoding, std::move(begin)));

  std::uint32_t index = 0;
  for (const std::string& chunk : snapshot.chunks) {
    v1::ServerFrame frame;
    frame.mutable_snapshot_chunk()->set_index(index++);
    frame.mutable_snapshot_chunk()->set_data(chunk);
    frames.push_back(encoded(encoding, std::move(frame)));
  }

  v1::ServerFrame end;
  end.mutable_snapshot_end()->set_seq(value(snapshot.seq));
  end.mutable_snapshot_end()->set_hash(snapshot.hash.data(), snapshot.hash.size());
  frames.push_back(encoded(encoding, std::move(end)));
  return frames;
}

std::shared_ptr<const SnapshotFrames> SnapshotCache::frames(
    const std::shared_ptr<const engine::RowSnapshot>& snapshot, wire::Encoding encoding) {
  for (const Entry& entry : entries_) {
    if (entry.snapshot == snapshot && entry.encoding == encoding) return entry.frames;
  }
  Entry& place = entries_[oldest_];
  oldest_ = (oldest_ + 1) % entries_.size();
  place = {.snapshot = snapshot,
           .encoding = encoding,
           .frames = std::make_shared<const SnapshotFrames>(encode_snapshot(*snapshot, encoding))};
  return place.frames;
}

}  // namespace reviewd::net
