// The data folder, the key file and the head mark: what is refused, with which sentence, and what
// is tolerated.

#include <gtest/gtest.h>
#include <rocksdb/file_system.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "store/key_file.h"
#include "store/rocks_event_log.h"
#include "store/sample_records.h"
#include "store/scratch_folder.h"

namespace reviewd::store {
namespace {

namespace fs = std::filesystem;

StoreOptions options_at(const fs::path& path) {
  StoreOptions options;
  options.path = path.string();
  options.space = [] { return DiskSpace{4ULL << 30, 2ULL << 30}; };
  return options;
}

// The sentence with which a folder is refused; empty if it opens.
std::string refusal(const fs::path& path) {
  auto log = RocksEventLog::open(options_at(path));
  if (log) return "";
  EXPECT_EQ(log.error().code, v1::ERROR_CODE_STORAGE);
  EXPECT_EQ(log.error().text.find('\n'), std::string::npos);
  return log.error().text;
}

void expect_says(const std::string& sentence, std::string_view part) {
  EXPECT_NE(sentence.find(part), std::string::npos) << sentence;
}

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write_bytes(const fs::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

class DataFolderTest : public ::testing::Test {
 protected:
  // A folder with a record of Ada's and one of Bob's, closed.
  void fill() {
    auto log = RocksEventLog::open(options_at(data_));
    ASSERT_TRUE(log.has_value()) << log.error().text;
    ASSERT_TRUE((*log)->create(kProduct).has_value());
    ASSERT_TRUE((*log)->open(kProduct).has_value());
    RecordMaker maker;
    append_now(**log, kProduct, maker.next("ada's", kAda));
    append_now(**log, kProduct, maker.next("bob's", kBob));
  }

  std::vector<std::string> tags() {
    auto log = RocksEventLog::open(options_at(data_));
    EXPECT_TRUE(log.has_value()) << (log ? "" : log.error().text);
    return log ? read_tags(**log, kProduct) : std::vector<std::string>{};
  }

  ScratchFolder folder_;
  const fs::path data_ = folder_.data();
};

TEST_F(DataFolderTest, FolderIsMadeForItsOwnerAlone) {
  fill();

  EXPECT_EQ(fs::status(data_).permissions(), fs::perms::owner_all);
  EXPECT_EQ(fs::status(data_ / "keys").permissions(),
            fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(DataFolderTest, EmptyFolderIsTakenAndClosedToOthers) {
  fs::create_directory(data_);

  EXPECT_EQ(refusal(data_), "");

  EXPECT_EQ(fs::status(data_).permissions(), fs::perms::owner_all);
}

TEST_F(DataFolderTest, SecondServerOnTheSameFolderIsRefused) {
  auto first = RocksEventLog::open(options_at(data_));
  ASSERT_TRUE(first.has_value());

  expect_says(refusal(data_), "is in use by another reviewd");
  auto reader = RocksEventLog::open_read_only(options_at(data_));
  ASSERT_FALSE(reader.has_value());
  expect_says(reader.error().text, "is in use by another reviewd");

  first->reset();
  EXPECT_EQ(refusal(data_), "");
}

TEST_F(DataFolderTest, ForeignFolderIsRefusedAndLeftAlone) {
  fs::create_directory(data_);
  write_bytes(data_ / "letter.txt", "Dear");

  expect_says(refusal(data_), "is not empty and has no marker file");

  EXPECT_EQ(bytes_of(data_ / "letter.txt"), "Dear");
  EXPECT_FALSE(fs::exists(data_ / "keys"));
}

TEST_F(DataFolderTest, FileInPlaceOfTheFolderIsRefused) {
  write_bytes(data_, "");

  expect_says(refusal(data_), "is a file");
}

TEST_F(DataFolderTest, FolderThatCannotBeMadeIsRefused) {
  expect_says(refusal(data_ / "nowhere" / "deep"), "cannot be made");
}

TEST_F(DataFolderTest, FolderOfAnotherFormatIsRefused) {
  fill();
  write_bytes(data_ / "reviewd-data", "reviewd data folder, format 2\ncomplete\n");

  expect_says(refusal(data_), "was written by another version of reviewd");
}

TEST_F(DataFolderTest, DamagedMarkerIsRefused) {
  fill();
  write_bytes(data_ / "reviewd-data", "reviewd dat");

  expect_says(refusal(data_), "is damaged");
}

TEST_F(DataFolderTest, ReadOnlyMakesNothing) {
  auto log = RocksEventLog::open_read_only(options_at(data_));

  ASSERT_FALSE(log.has_value());
  expect_says(log.error().text, "holds no reviewd data");
  EXPECT_FALSE(fs::exists(data_));
}

TEST_F(DataFolderTest, LostDatabaseIsRefused) {
  fill();
  fs::remove_all(data_ / "db");

  expect_says(refusal(data_), "does not open");
}

TEST_F(DataFolderTest, LostKeyFileIsRefused) {
  fill();
  fs::remove(data_ / "keys");

  expect_says(refusal(data_), "is missing; put the key file of the newest backup in its place");
}

TEST_F(DataFolderTest, CutKeyFileIsRefused) {
  fill();
  const std::string keys = bytes_of(data_ / "keys");
  write_bytes(data_ / "keys", keys.substr(0, keys.size() - 56));

  expect_says(refusal(data_), "is shorter than the records need");
}

TEST_F(DataFolderTest, G7AnyFlippedBitInTheKeyFileIsRefused) {
  fill();
  const std::string keys = bytes_of(data_ / "keys");
  ASSERT_EQ(keys.size(), 32u + 3 * 56);  // the product's, Ada's, Bob's
  for (std::size_t at = 0; at < keys.size(); ++at) {
    std::string changed = keys;
    changed[at] = static_cast<char>(changed[at] ^ 4);
    write_bytes(data_ / "keys", changed);
    EXPECT_NE(refusal(data_), "") << "byte " << at;
  }
}

TEST_F(DataFolderTest, TornTailOfTheKeyFileIsToleratedAndRemoved) {
  fill();
  const std::string keys = bytes_of(data_ / "keys");
  write_bytes(data_ / "keys", keys + "K torn");

  EXPECT_EQ(tags(), (std::vector<std::string>{"ada's", "bob's"}));

  EXPECT_EQ(bytes_of(data_ / "keys").size(), keys.size());
}

TEST_F(DataFolderTest, OldKeyFileIsRefusedAfterAnErasure) {
  fill();
  const std::string before = bytes_of(data_ / "keys");
  {
    auto log = RocksEventLog::open(options_at(data_));
    ASSERT_TRUE((*log)->destroy_key(kProduct, kAda).has_value());
    ASSERT_TRUE((*log)->open(kProduct).has_value());
    RecordMaker maker(Position{2}, Seq{4});
    append_now(**log, kProduct, maker.next("new person's", ParticipantId{3}));
  }

  write_bytes(data_ / "keys", before);

  expect_says(refusal(data_), "is older than the records");
}

TEST_F(DataFolderTest, DestroyedKeyLeavesNoByteInTheFile) {
  fill();
  const std::string before = bytes_of(data_ / "keys");
  const std::string adas = before.substr(32 + 56 + 16, 32);  // second entry
  ASSERT_NE(before.find(adas), std::string::npos);
  {
    auto log = RocksEventLog::open(options_at(data_));
    ASSERT_TRUE((*log)->destroy_key(kProduct, kAda).has_value());
  }

  EXPECT_EQ(bytes_of(data_ / "keys").find(adas), std::string::npos);
  EXPECT_FALSE(fs::exists(data_ / "keys.new"));
  EXPECT_EQ(tags(), (std::vector<std::string>{"", "bob's"}));
  auto log = RocksEventLog::open(options_at(data_));
  EXPECT_FALSE((*log)->mac(kProduct, kAda, "bytes").has_value());  // a tombstone: not made anew
}

TEST_F(DataFolderTest, LostHeadMarkIsRefused) {
  fill();
  fs::remove(data_ / "head");

  expect_says(refusal(data_), "is missing, so nobody can tell whether the log is complete");
}

TEST_F(DataFolderTest, LogBelowItsHeadMarkIsRefused) {
  fill();
  fs::copy(data_ / "db", folder_.path() / "older", fs::copy_options::recursive);
  {
    auto log = RocksEventLog::open(options_at(data_));
    ASSERT_TRUE((*log)->open(kProduct).has_value());
    RecordMaker maker(Position{2}, Seq{4});
    append_now(**log, kProduct, maker.next("third", kAda));
  }
  fs::remove_all(data_ / "db");
  fs::rename(folder_.path() / "older", data_ / "db");

  expect_says(refusal(data_), "ends at record 2, but record 3 was durable");
}

TEST(KeyFileTest, EntriesComeBackAsTheyWere) {
  ScratchFolder folder;
  auto& files = *rocksdb::FileSystem::Default();
  const Key key{1, 2, 3};
  {
    KeyFile file(files, folder.path().string());
    ASSERT_TRUE(file.create().has_value());
    const std::vector<KeyEntry> entries{{{kProduct, 0}, key}, {{kProduct, 5}, std::nullopt}};
    ASSERT_TRUE(file.append(entries).has_value());
  }
  KeyFile file(files, folder.path().string());
  KeyRing ring;
  ASSERT_TRUE(file.load(ring, {}).has_value());

  EXPECT_EQ(ring.find({kProduct, 0}), key);
  EXPECT_TRUE(ring.destroyed({kProduct, 5}));
  EXPECT_FALSE(ring.find_or_make({kProduct, 5}).has_value());
  EXPECT_FALSE(ring.find({kOtherProduct, 0}).has_value());
  EXPECT_TRUE(ring.take_new().empty());
}

}  // namespace
}  // namespace reviewd::store
