#include "sdk/snapshot_assembly.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sdk/snapshot_frames.h"

namespace reviewd::sdk {
namespace {

using ::testing::HasSubstr;

std::vector<v1::RowChunk> three_chunks() {
  std::vector<v1::RowChunk> chunks(3);
  chunks[0].mutable_meeting()->mutable_product_name()->set_plain("Bikes");
  for (v1::RowChunk& chunk : chunks) {
    chunk.add_slots()->mutable_slot()->set_actor(1);
    chunk.add_slots()->mutable_slot()->set_actor(2);
  }
  return chunks;
}

TEST(SnapshotAssembly, AWholeOneIsGivenAsItWasSent) {
  const SnapshotFrames frames(7, three_chunks());
  SnapshotAssembly assembly;
  ASSERT_TRUE(assembly.begin(frames.begin).has_value());
  for (const v1::SnapshotChunk& chunk : frames.chunks) ASSERT_TRUE(assembly.add(chunk).has_value());
  const auto snapshot = assembly.end(frames.end);

  ASSERT_TRUE(snapshot.has_value());
  EXPECT_EQ(snapshot->seq, Seq{7});
  ASSERT_EQ(snapshot->chunks.size(), 3u);
  EXPECT_EQ(snapshot->chunks[0].meeting().product_name().plain(), "Bikes");
  EXPECT_FALSE(assembly.active());
}

TEST(SnapshotAssembly, ChunksOutOfOrderMissingOrTooManyAreFound) {
  const SnapshotFrames frames(7, three_chunks());
  SnapshotAssembly skipped;
  ASSERT_TRUE(skipped.begin(frames.begin).has_value());
  EXPECT_FALSE(skipped.add(frames.chunks[1]).has_value());

  SnapshotAssembly missing;
  ASSERT_TRUE(missing.begin(frames.begin).has_value());
  ASSERT_TRUE(missing.add(frames.chunks[0]).has_value());
  EXPECT_THAT(missing.end(frames.end).error().text, HasSubstr("1 of 3"));

  SnapshotAssembly more;
  ASSERT_TRUE(more.begin(frames.begin).has_value());
  for (const v1::SnapshotChunk& chunk : frames.chunks) ASSERT_TRUE(more.add(chunk).has_value());
  v1::SnapshotChunk fourth = frames.chunks[2];
  fourth.set_index(3);
  EXPECT_FALSE(more.add(fourth).has_value());
}

TEST(SnapshotAssembly, AChangedByteAnywhereIsFoundByTheHash) {
  const SnapshotFrames frames(7, three_chunks());
  for (std::size_t chunk = 0; chunk < frames.chunks.size(); ++chunk) {
    for (std::size_t byte = 0; byte < frames.chunks[chunk].data().size(); ++byte) {
      SnapshotAssembly assembly;
      ASSERT_TRUE(assembly.begin(frames.begin).has_value());
      for (std::size_t i = 0; i < frames.chunks.size(); ++i) {
        v1::SnapshotChunk changed = frames.chunks[i];
        if (i == chunk) (*changed.mutable_data())[byte] ^= 1;
        ASSERT_TRUE(assembly.add(changed).has_value());
      }
      ASSERT_FALSE(assembly.end(frames.end).has_value());
    }
  }
}

TEST(SnapshotAssembly, FramesOutOfTurnAreRefused) {
  const SnapshotFrames frames(7, three_chunks());
  SnapshotAssembly assembly;
  EXPECT_FALSE(assembly.add(frames.chunks[0]).has_value());
  EXPECT_FALSE(assembly.end(frames.end).has_value());
  ASSERT_TRUE(assembly.begin(frames.begin).has_value());
  EXPECT_FALSE(assembly.begin(frames.begin).has_value());

  v1::SnapshotBegin huge;
  huge.set_chunks(SnapshotAssembly::kChunksMax + 1);
  SnapshotAssembly other;
  EXPECT_FALSE(other.begin(huge).has_value());
}

TEST(SnapshotAssembly, NoChunksAndNoSlotsAreAnEmptyBacklog) {
  const SnapshotFrames frames(0, {});
  SnapshotAssembly assembly;
  ASSERT_TRUE(assembly.begin(frames.begin).has_value());
  EXPECT_TRUE(assembly.end(frames.end).has_value());
}

}  // namespace
}  // namespace reviewd::sdk
