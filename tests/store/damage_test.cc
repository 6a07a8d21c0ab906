// G7: damage is noticed, never served. G9: what is secret is nowhere in the folder in clear.
//
// Every stored record has a bit flipped, and files of cleanly closed and of crashed folders are
// flipped, cut and deleted at random.

#include <gtest/gtest.h>
#include <rocksdb/db.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "store/database.h"
#include "store/key_file.h"
#include "store/log_record.h"
#include "store/rocks_event_log.h"
#include "store/sample_records.h"
#include "store/scratch_folder.h"

namespace reviewd::store {
namespace {

namespace fs = std::filesystem;

constexpr int kRecords = 12;

StoreOptions options_at(const fs::path& path) {
  StoreOptions options;
  options.path = path.string();
  options.space = [] { return DiskSpace{4ULL << 30, 2ULL << 30}; };
  return options;
}

std::string tag_of(int i) { return "feedback number " + std::to_string(i); }

// A folder with records of two terms and two snapshots, in table files and in the write-ahead log.
// Left as a clean end leaves it, or as a crash does (a copy of the open folder).
void make_folder(const fs::path& path, bool crashed, bool marked = true) {
  const fs::path working = crashed ? fs::path(path.string() + ".working") : path;
  std::vector<std::string> tags;
  for (int life = 0; life < 2; ++life) {
    auto options = options_at(working);
    if (crashed && marked) options.head_mark_every = std::chrono::milliseconds(1);
    auto log = RocksEventLog::open(options);
    ASSERT_TRUE(log.has_value()) << log.error().text;
    if (life == 0) {
      ASSERT_TRUE((*log)->create(kProduct).has_value());
    }
    const auto opened = (*log)->open(kProduct);
    ASSERT_TRUE(opened.has_value());
    RecordMaker maker(opened->head, Seq{value(opened->head) * 2});
    for (int i = 0; i < kRecords / 2; ++i) {
      const int number = life * kRecords / 2 + i;
      const auto author = static_cast<ParticipantId>(1 + number % 3);
      ASSERT_EQ(append_now(**log, kProduct, maker.next(tag_of(number), author)),
                engine::AppendStatus::kAppended);
    }
    v1::LogSnapshot snapshot;
    snapshot.set_position(value(maker.position()));
    set_text(snapshot.mutable_state()->mutable_name(), "product", 0);
    (*log)->save_snapshot(kProduct, snapshot);
    if (crashed && life == 1) fs::copy(working, path, fs::copy_options::recursive);
    if (!crashed || life == 0) {
      ASSERT_TRUE((*log)->close().has_value());
    }
  }
}

// What somebody finds who opens the folder: a complaint, or the records.
struct Found {
  std::optional<std::string> complaint;
  std::vector<std::string> tags;
};

Found look_at(const fs::path& path) {
  auto log = RocksEventLog::open(options_at(path));
  if (!log) return {.complaint = log.error().text};
  const VerifyReport report = (*log)->verify();
  if (!report.ok()) return {.complaint = report.first_problem->what};
  const auto records = read_all(**log, kProduct);
  if (!records) return {.complaint = records.error().text};
  Found found;
  for (const v1::Record& record : *records)
    found.tags.push_back(record.events(1).feedback_given().text().plain());
  return found;
}

std::vector<std::string> all_tags() {
  std::vector<std::string> tags;
  for (int i = 0; i < kRecords; ++i) tags.push_back(tag_of(i));
  return tags;
}

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write_bytes(const fs::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

// Files that hold nothing of the log: the database's diary, its name, a copy of its options, the
// lock.
bool matters(const fs::path& path) {
  const std::string name = path.filename().string();
  return !name.starts_with("LOG") && !name.starts_with("OPTIONS") && name != "LOCK" &&
         name != "IDENTITY";
}

std::vector<fs::path> files_that_matter(const fs::path& root) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (entry.is_regular_file() && entry.file_size() > 0 && matters(entry.path())) {
      files.push_back(fs::relative(entry.path(), root));
    }
  }
  std::ranges::sort(files);
  return files;
}

enum class Harm { kFlip, kCut, kDelete };

// Harms one file; says what was done.
std::string harm(const fs::path& file, Harm kind, std::mt19937_64& random) {
  std::string bytes = bytes_of(file);
  const std::string name = file.filename().string();
  const std::size_t at = random() % bytes.size();
  switch (kind) {
    case Harm::kFlip: {
      const auto bit = static_cast<int>(random() % 8);
      bytes[at] = static_cast<char>(bytes[at] ^ (1 << bit));
      write_bytes(file, bytes);
      return name + ": bit " + std::to_string(bit) + " of byte " + std::to_string(at) + " flipped";
    }
    case Harm::kCut:
      write_bytes(file, bytes.substr(0, at));
      return name + ": cut at byte " + std::to_string(at) + " of " + std::to_string(bytes.size());
    case Harm::kDelete: fs::remove(file); return name + ": deleted";
  }
  return name;
}

class Damage : public ::testing::Test {
 protected:
  // Harms a copy of the folder, a file at a time, in turn; calls `judge(found, what was done)`.
  template <class Judge>
  void harm_copies(const fs::path& whole, int times, Harm kind, const Judge& judge) {
    std::mt19937_64 random(static_cast<std::uint64_t>(kind) + 1);
    const auto files = files_that_matter(whole);
    ASSERT_FALSE(files.empty());
    for (int i = 0; i < times && !HasFailure(); ++i) {
      const fs::path copy = folder_.path() / "copy";
      fs::remove_all(copy);
      fs::copy(whole, copy, fs::copy_options::recursive);
      const fs::path& file = files[static_cast<std::size_t>(i) % files.size()];
      const std::string done = harm(copy / file, kind, random);
      judge(look_at(copy), done);
    }
  }

  ScratchFolder folder_;
};

TEST_F(Damage, WholeFoldersAreFoundWhole) {
  make_folder(folder_.path() / "clean", /*crashed=*/false);
  make_folder(folder_.path() / "crashed", /*crashed=*/true);

  for (const char* name : {"clean", "crashed"}) {
    const Found found = look_at(folder_.path() / name);
    EXPECT_FALSE(found.complaint.has_value()) << *found.complaint;
    EXPECT_EQ(found.tags, all_tags());
  }
}

TEST_F(Damage, G7FlippedBitInAnyFileOfACleanFolderIsNoticed) {
  make_folder(folder_.path() / "clean", /*crashed=*/false);
  harm_copies(folder_.path() / "clean", 400, Harm::kFlip,
              [](const Found& found, const std::string& done) {
                EXPECT_TRUE(found.complaint.has_value()) << done;
              });
}

TEST_F(Damage, G7CutFileOfACleanFolderIsNoticed) {
  make_folder(folder_.path() / "clean", /*crashed=*/false);
  harm_copies(folder_.path() / "clean", 150, Harm::kCut,
              [](const Found& found, const std::string& done) {
                EXPECT_TRUE(found.complaint.has_value()) << done;
              });
}

TEST_F(Damage, G7DeletedFileOfACleanFolderIsNoticed) {
  make_folder(folder_.path() / "clean", /*crashed=*/false);
  harm_copies(folder_.path() / "clean", 30, Harm::kDelete,
              [](const Found& found, const std::string& done) {
                EXPECT_TRUE(found.complaint.has_value()) << done;
              });
}

// After a crash the end of the write-ahead log may be torn, so a flip there may look like that.
// Then records behind the head mark may go, and nothing else may change.
TEST_F(Damage, G7FlippedBitInACrashedFolderIsNoticedOrCostsOnlyTheTail) {
  make_folder(folder_.path() / "crashed", /*crashed=*/true);
  harm_copies(folder_.path() / "crashed", 300, Harm::kFlip,
              [](const Found& found, const std::string& done) {
                if (found.complaint) return;
                ASSERT_LE(found.tags.size(), all_tags().size());
                for (std::size_t i = 0; i < found.tags.size(); ++i)
                  EXPECT_EQ(found.tags[i], all_tags()[i]) << done;
              });
}

// A flip that cannot be a torn end: the head mark knows nothing of these records, the database
// must.
TEST_F(Damage, G7FlippedBitInTheMiddleOfTheWriteAheadLogIsNoticedWithoutAHeadMark) {
  const fs::path whole = folder_.path() / "crashed";
  make_folder(whole, /*crashed=*/true, /*marked=*/false);
  int flipped = 0;
  for (const auto& entry : fs::directory_iterator(whole / "db")) {
    if (entry.path().extension() != ".log" || entry.file_size() == 0) continue;
    const std::string bytes = bytes_of(entry.path());
    std::string changed = bytes;
    changed[bytes.size() / 3] = static_cast<char>(changed[bytes.size() / 3] ^ 1);
    write_bytes(entry.path(), changed);
    ++flipped;
  }

  EXPECT_EQ(flipped, 1);
  EXPECT_TRUE(look_at(whole).complaint.has_value());
}

// Below the database's own checksums: somebody, or a bug, rewrites a value with one bit changed.
class RewrittenValue : public Damage {
 protected:
  // Flips each `stride`-th bit of each value of a column family, one at a time.
  template <class Column>
  void flip_values(Column column, std::size_t stride) {
    const fs::path path = folder_.path() / "clean";
    make_folder(path, /*crashed=*/false);
    std::size_t flipped = 0;
    for (const auto& [key, stored] : values(path, column)) {
      for (std::size_t bit = 0; bit < stored.size() * 8 && !HasFailure(); bit += stride) {
        std::string changed = stored;
        changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
        put(path, column, key, changed);
        EXPECT_TRUE(look_at(path).complaint.has_value()) << "bit " << bit << " of " << to_hex(key);
        put(path, column, key, stored);
        ++flipped;
      }
    }
    EXPECT_GT(flipped, 0u);
    EXPECT_FALSE(look_at(path).complaint.has_value());
  }

 private:
  std::unique_ptr<Database> database_at(const fs::path& path) {
    auto database = Database::open(rocksdb::FileSystem::Default(), (path / "db").string(),
                                   Database::Mode::kWrite);
    EXPECT_TRUE(database.has_value());
    return std::move(*database);
  }

  template <class Column>
  std::vector<std::pair<std::string, std::string>> values(const fs::path& path, Column column) {
    std::vector<std::pair<std::string, std::string>> all;
    const auto database = database_at(path);
    const std::unique_ptr<rocksdb::Iterator> at(
        database->db().NewIterator(rocksdb::ReadOptions(), (*database.*column)()));
    for (at->SeekToFirst(); at->Valid(); at->Next())
      all.emplace_back(at->key().ToString(), at->value().ToString());
    return all;
  }

  template <class Column>
  void put(const fs::path& path, Column column, const std::string& key, const std::string& stored) {
    const auto database = database_at(path);
    ASSERT_TRUE(
        database->db().Put(rocksdb::WriteOptions(), (*database.*column)(), key, stored).ok());
  }
};

TEST_F(RewrittenValue, G7FlippedBitInAnyStoredRecordIsNoticed) {
  flip_values(&Database::records, 211);
}
TEST_F(RewrittenValue, G7FlippedBitInAnySnapshotIsNoticed) {
  flip_values(&Database::snapshots, 211);
}
TEST_F(RewrittenValue, G7FlippedBitInAnyProductHeaderIsNoticed) {
  flip_values(&Database::products, 17);
}
TEST_F(RewrittenValue, G7FlippedBitInTheNoteAboutTheKeyFileIsNoticed) {
  flip_values(&Database::notes, 17);
}

TEST_F(Damage, G7LastRecordTakenAwayIsNoticed) {
  const fs::path path = folder_.path() / "clean";
  make_folder(path, /*crashed=*/false);
  {
    auto database = Database::open(rocksdb::FileSystem::Default(), (path / "db").string(),
                                   Database::Mode::kWrite);
    ASSERT_TRUE(database.has_value());
    const std::string key = position_key(kProduct, Position{kRecords});
    ASSERT_TRUE(
        (*database)->db().Delete(rocksdb::WriteOptions(), (*database)->records(), key).ok());
  }

  const Found found = look_at(path);

  ASSERT_TRUE(found.complaint.has_value());
  EXPECT_NE(found.complaint->find("ends at record 11, but record 12 was durable"),
            std::string::npos)
      << *found.complaint;
}

// Each with a checksum that fits: only its neighbours, or the head mark, can tell.
TEST_F(Damage, G7RecordReplacedByAnotherIsNoticed) {
  const fs::path path = folder_.path() / "clean";
  make_folder(path, /*crashed=*/false);
  for (const std::uint64_t replaced :
       {std::uint64_t{1}, std::uint64_t{5}, std::uint64_t{kRecords}}) {
    fs::remove_all(folder_.path() / "copy");
    fs::copy(path, folder_.path() / "copy", fs::copy_options::recursive);
    {
      auto database =
          Database::open(rocksdb::FileSystem::Default(), (folder_.path() / "copy" / "db").string(),
                         Database::Mode::kWrite);
      ASSERT_TRUE(database.has_value());
      const std::string key = position_key(kProduct, Position{replaced});
      const auto stored = (*database)->get((*database)->records(), key);
      v1::Record record;
      ASSERT_TRUE(record.ParseFromString((*stored)->substr(32)));
      record.mutable_events(0)->set_author(99);
      const std::string forged = stored_value(record);
      ASSERT_TRUE(
          (*database)->db().Put(rocksdb::WriteOptions(), (*database)->records(), key, forged).ok());
    }
    EXPECT_TRUE(look_at(folder_.path() / "copy").complaint.has_value()) << "record " << replaced;
  }
}

TEST_F(Damage, G7TextsThatDoNotOpenUnderTheirKeyAreNoticedByVerify) {
  const fs::path path = folder_.path() / "clean";
  make_folder(path, /*crashed=*/false);
  {
    KeyRing keys;
    KeyFile file(*rocksdb::FileSystem::Default(), path.string());
    ASSERT_TRUE(file.load(keys, {}).has_value());
    keys.restore({.name = {kProduct, value(kBob)}, .key = Key{1, 2, 3}});
    ASSERT_TRUE(file.rewrite(keys.take_all()).has_value());
  }
  auto log = RocksEventLog::open(options_at(path));
  ASSERT_TRUE(log.has_value());

  const VerifyReport report = (*log)->verify();

  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.first_problem->position, Position{2});  // the first that is Bob's
  EXPECT_FALSE(read_all(**log, kProduct).has_value());
}

TEST_F(Damage, DamagedSnapshotCostsTimeAndNoData) {
  const fs::path path = folder_.path() / "clean";
  make_folder(path, /*crashed=*/false);
  {
    auto database = Database::open(rocksdb::FileSystem::Default(), (path / "db").string(),
                                   Database::Mode::kWrite);
    const std::string key = position_key(kProduct, Position{kRecords});
    ASSERT_TRUE((*database)
                    ->db()
                    .Put(rocksdb::WriteOptions(), (*database)->snapshots(), key, "damaged")
                    .ok());
  }

  auto log = RocksEventLog::open(options_at(path));
  ASSERT_TRUE(log.has_value());
  const auto opened = (*log)->open(kProduct);

  ASSERT_TRUE(opened.has_value());
  ASSERT_TRUE(opened->snapshot.has_value());
  EXPECT_EQ(opened->snapshot->position(), std::uint64_t{kRecords / 2});
  EXPECT_FALSE((*log)->verify().ok());
}

TEST_F(Damage, VerifyCountsWhatItSawAndWorksWithoutAServer) {
  const fs::path path = folder_.path() / "clean";
  make_folder(path, /*crashed=*/false);
  auto log = RocksEventLog::open_read_only(options_at(path));
  ASSERT_TRUE(log.has_value()) << log.error().text;

  const VerifyReport report = (*log)->verify();

  EXPECT_TRUE(report.ok()) << report.first_problem->what;
  EXPECT_EQ(report.products, 1u);
  EXPECT_EQ(report.records, std::uint64_t{kRecords});
  EXPECT_EQ(report.events, std::uint64_t{2 * kRecords});
  EXPECT_EQ(report.texts, std::uint64_t{3 * kRecords});
  EXPECT_EQ(report.texts_erased, 0u);
  EXPECT_EQ(report.snapshots, 2u);
  EXPECT_FALSE((*log)->open(kProduct).has_value());
  EXPECT_FALSE((*log)->create(kOtherProduct).has_value());
}

TEST_F(Damage, G9NamesAndFeedbackAreNowhereInTheFolderInClear) {
  const std::string name = "Canary-Wilhelmina-of-Zwolle";
  const std::string feedback = "the canary sings at half past nine";
  const fs::path path = folder_.path() / "data";
  {
    auto log = RocksEventLog::open(options_at(path));
    ASSERT_TRUE((*log)->create(kProduct).has_value());
    ASSERT_TRUE((*log)->open(kProduct).has_value());
    RecordMaker maker;
    append_now(**log, kProduct, maker.next(feedback, kAda));
    v1::LogSnapshot snapshot;
    snapshot.set_position(1);
    set_text(snapshot.mutable_state()->add_participants()->mutable_name(), name, value(kAda));
    (*log)->save_snapshot(kProduct, snapshot);
    append_now(**log, kProduct, maker.next("second", kBob));
    // While it is open as well as after a clean end: write-ahead log and table files.
    fs::copy(path, folder_.path() / "open", fs::copy_options::recursive);
  }
  std::size_t looked_at = 0;
  bool found_header = false;
  for (const auto& entry : fs::recursive_directory_iterator(folder_.path())) {
    if (!entry.is_regular_file()) continue;
    const std::string bytes = bytes_of(entry.path());
    looked_at += bytes.size();
    found_header = found_header || bytes.find("products") != std::string::npos;
    for (const std::string& secret : {name, feedback}) {
      EXPECT_EQ(bytes.find(secret), std::string::npos) << entry.path();
      EXPECT_EQ(bytes.find(secret.substr(0, 12)), std::string::npos) << entry.path();
    }
  }
  EXPECT_GT(looked_at, 1000u);
  EXPECT_TRUE(found_header);  // nothing is compressed: what is there in clear would be found

  auto log = RocksEventLog::open(options_at(path));
  ASSERT_TRUE((*log)->destroy_key(kProduct, kAda).has_value());
  ASSERT_TRUE((*log)->verify().ok());
  EXPECT_EQ((*log)->verify().texts_erased, 1u);  // in the records; snapshots are copies
  EXPECT_EQ(read_tags(**log, kProduct), (std::vector<std::string>{"", "second"}));
}

}  // namespace
}  // namespace reviewd::store
