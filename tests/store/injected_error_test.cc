// G6: a storage error ends all writing, is told, and loses nothing that was acknowledged.
//
// The N-th write, sync or read fails, for N = 0, 1, 2 .. until a run gets through without meeting
// it.

#include <gtest/gtest.h>
#include <rocksdb/env.h>

#include <atomic>
#include <filesystem>
#include <latch>
#include <thread>

#include "store/rocks_event_log.h"
#include "store/sample_records.h"
#include "store/scratch_folder.h"
#include "store/unreliable_disk.h"

namespace reviewd::store {
namespace {

using engine::AppendStatus;

constexpr std::uint64_t kActionsMax = 2000;  // far more than a run takes: it must end

StoreOptions options_at(const std::string& path, std::shared_ptr<rocksdb::FileSystem> files) {
  StoreOptions options;
  options.path = path;
  options.files = std::move(files);
  options.space = [] { return DiskSpace{4ULL << 30, 2ULL << 30}; };
  return options;
}

// What one run was told.
struct Told {
  std::vector<std::string> acknowledged;
  std::optional<std::string> unsure;  // the first append that did not succeed, if it is ambiguous
  bool failed = false;                // anything reported an error
};

// Opens, appends a few records on two terms, reads, closes. Goes on after an error like somebody
// who has not understood: nothing more may be acknowledged then.
Told work(const StoreOptions& options, const std::string& run) {
  Told told;
  auto log = RocksEventLog::open(options);
  if (!log) return {.failed = true};
  if (!(*log)->products() || ((*log)->products()->empty() && !(*log)->create(kProduct)))
    told.failed = true;
  for (int turn = 0; turn < 2; ++turn) {
    const auto opened = (*log)->open(kProduct);
    if (!opened) {
      told.failed = true;
      continue;
    }
    EXPECT_FALSE((*log)->failure().has_value());  // no product opens once writing has ended
    RecordMaker maker(opened->head, Seq{value(opened->head) * 2});
    bool good = true;
    for (int i = 0; i < 3; ++i) {
      const std::string tag =
          run + " turn " + std::to_string(turn) + " record " + std::to_string(i);
      const auto author = static_cast<ParticipantId>(1 + 3 * turn + i);
      const AppendStatus status = append_now(**log, kProduct, maker.next(tag, author));
      if (status == AppendStatus::kAppended) {
        EXPECT_TRUE(good) << "appended after an append that failed";
        told.acknowledged.push_back(tag);
      } else {
        // Failed at once: the snapshot of the turn before met the error, after this turn had begun.
        EXPECT_TRUE(status == AppendStatus::kFailed || (good && status == AppendStatus::kAmbiguous))
            << static_cast<int>(status);
        if (status == AppendStatus::kAmbiguous) told.unsure = tag;
        EXPECT_TRUE((*log)->failure().has_value());
        told.failed = true;
        good = false;
      }
    }
    v1::LogSnapshot snapshot;
    snapshot.set_position(value(opened->head));
    (*log)->save_snapshot(kProduct, snapshot);
    const auto leaver = static_cast<ParticipantId>(20 + turn);
    static_cast<void>((*log)->mac(kProduct, leaver, "bytes"));
    if (!(*log)->destroy_key(kProduct, leaver)) {
      EXPECT_TRUE((*log)->failure().has_value());
      told.failed = true;
    }
    if (!read_all(**log, kProduct)) told.failed = true;
  }
  if (!(*log)->close()) told.failed = true;
  return told;
}

// Whether the run met the error.
bool run_with_failure(DiskAction action, std::uint64_t count, bool young) {
  ScratchFolder folder;
  const auto root = folder.path() / "disk";
  std::filesystem::create_directory(root);
  std::filesystem::create_directory(folder.path() / "attic");
  const std::string path = (root / "data").string();
  std::vector<std::string> expected;
  if (!young) expected = work(options_at(path, nullptr), "before").acknowledged;
  const auto disk = std::make_shared<UnreliableDisk>(root, folder.path() / "attic", count);
  disk->fail_at(action, count);
  const Told told = work(options_at(path, disk), "during");

  auto log = RocksEventLog::open(options_at(path, nullptr));
  if (!log) {
    ADD_FAILURE() << "does not open again: " << log.error().text;
    return disk->has_failed();
  }
  expected.insert(expected.end(), told.acknowledged.begin(), told.acknowledged.end());
  if ((*log)->products()->empty()) {
    EXPECT_TRUE(expected.empty());
    return disk->has_failed();
  }
  std::vector<std::string> found = read_tags(**log, kProduct);
  if (told.unsure && found.size() == expected.size() + 1) expected.push_back(*told.unsure);
  EXPECT_EQ(found, expected);
  const VerifyReport report = (*log)->verify();
  EXPECT_TRUE(report.ok()) << report.first_problem->what;
  EXPECT_TRUE(disk->has_failed() || !told.failed);
  return disk->has_failed();
}

class InjectedError : public ::testing::TestWithParam<std::tuple<DiskAction, bool>> {};

TEST_P(InjectedError, G6NothingAcknowledgedIsLostAndWritingEnds) {
  const DiskAction action = std::get<0>(GetParam());
  const bool young = std::get<1>(GetParam());
  // Several runs at a time: the database sleeps for a second on its own thread when a flush fails.
  constexpr std::uint64_t kAtATime = 8;
  for (const auto pool : {rocksdb::Env::HIGH, rocksdb::Env::LOW}) {
    rocksdb::Env::Default()->SetBackgroundThreads(kAtATime, pool);
  }
  std::atomic<bool> met = true;  // the error, in each run so far
  std::uint64_t count = 0;
  for (; met && count < kActionsMax; count += kAtATime) {
    std::vector<std::jthread> runs;
    for (std::uint64_t i = count; i < count + kAtATime; ++i) {
      runs.emplace_back([&met, i, action, young] {
        if (!run_with_failure(action, i, young)) met = false;
      });
    }
    runs.clear();
    if (HasFailure()) FAIL() << "failing an action from " << count << " on";
  }
  EXPECT_GT(count, kAtATime);
  EXPECT_FALSE(met);
}

INSTANTIATE_TEST_SUITE_P(Disk, InjectedError,
                         ::testing::Combine(::testing::Values(DiskAction::kWrite, DiskAction::kSync,
                                                              DiskAction::kRead),
                                            ::testing::Bool()),
                         [](const auto& info) {
                           const DiskAction action = std::get<0>(info.param);
                           const std::string name = action == DiskAction::kWrite  ? "Write"
                                                    : action == DiskAction::kSync ? "Sync"
                                                                                  : "Read";
                           return name +
                                  (std::get<1>(info.param) ? "InAYoungFolder" : "InAnOldFolder");
                         });

TEST(FullDisk, G6AppendsAreRefusedBeforeTheDiskIsFullAndGoOnWhenThereIsRoom) {
  ScratchFolder folder;
  std::atomic<std::uint64_t> available = 2ULL << 30;
  StoreOptions options = options_at(folder.data(), nullptr);
  options.space = [&] { return DiskSpace{4ULL << 30, available}; };
  auto log = RocksEventLog::open(options);
  ASSERT_TRUE(log.has_value());
  ASSERT_TRUE((*log)->create(kProduct).has_value());
  ASSERT_TRUE((*log)->open(kProduct).has_value());
  RecordMaker maker;
  EXPECT_EQ(append_now(**log, kProduct, maker.next("a")), AppendStatus::kAppended);

  available = kFreeBytesMin - 1;
  EXPECT_EQ(append_now(**log, kProduct, maker.next("refused")), AppendStatus::kFailed);
  EXPECT_FALSE((*log)->failure().has_value());
  EXPECT_EQ(read_tags(**log, kProduct), std::vector<std::string>{"a"});

  available = kFreeBytesMin;
  ASSERT_TRUE((*log)->open(kProduct).has_value());
  RecordMaker again(Position{1}, Seq{2});
  EXPECT_EQ(append_now(**log, kProduct, again.next("b")), AppendStatus::kAppended);
}

TEST(FullDisk, G4G6AsManyPercentOfABigDiskAsTheLimitSaysStayFree) {
  constexpr std::uint64_t kAtLimit = (1000ULL << 30) / 100 * kFreePercentMin;
  ScratchFolder folder;
  std::atomic<std::uint64_t> available = kAtLimit;
  StoreOptions options = options_at(folder.data(), nullptr);
  options.space = [&] { return DiskSpace{1000ULL << 30, available}; };
  auto log = RocksEventLog::open(options);
  ASSERT_TRUE((*log)->create(kProduct).has_value());
  ASSERT_TRUE((*log)->open(kProduct).has_value());
  RecordMaker maker;
  EXPECT_EQ(append_now(**log, kProduct, maker.next("a")), AppendStatus::kAppended);

  available = kAtLimit - 1;

  EXPECT_EQ(append_now(**log, kProduct, maker.next("b")), AppendStatus::kFailed);
}

TEST(Queue, G4FullQueueFailsTheAppendAndWhatFollows) {
  ScratchFolder folder;
  StoreOptions options = options_at(folder.data(), nullptr);
  options.queue_bytes_max = 1;  // not even one record
  auto log = RocksEventLog::open(options);
  ASSERT_TRUE((*log)->create(kProduct).has_value());
  ASSERT_TRUE((*log)->open(kProduct).has_value());
  RecordMaker maker;

  EXPECT_EQ(append_now(**log, kProduct, maker.next("a")), AppendStatus::kFailed);
  EXPECT_EQ(append_now(**log, kProduct, maker.next("b")), AppendStatus::kFailed);
  EXPECT_FALSE((*log)->failure().has_value());
}

// Keeps the committer busy, in the answer to an append, until told otherwise: what is appended
// meanwhile waits, and goes into one batch.
class BusyCommitter {
 public:
  BusyCommitter(RocksEventLog& log, v1::Record record) {
    const Position expected{record.position()};
    log.append(kProduct, expected, std::move(record), [this](AppendStatus) {
      busy_.count_down();
      released_.wait();
    });
    busy_.wait();
  }
  void release() { released_.count_down(); }

 private:
  std::latch busy_{1};
  std::latch released_{1};
};

class QueueTest : public ::testing::Test {
 protected:
  void open(const StoreOptions& options) {
    auto log = RocksEventLog::open(options);
    ASSERT_TRUE(log.has_value());
    log_ = std::move(*log);
    ASSERT_TRUE(log_->create(kProduct).has_value());
    ASSERT_TRUE(log_->open(kProduct).has_value());
  }

  void append(v1::Record record) {
    const Position expected{record.position()};
    log_->append(kProduct, expected, std::move(record),
                 [this](AppendStatus status) { answers_.push_back(status); });
  }

  ScratchFolder folder_;
  RecordMaker maker_;
  std::vector<AppendStatus> answers_;  // of the committer's thread, read once the log is closed
  std::unique_ptr<RocksEventLog> log_;
};

TEST_F(QueueTest, WhatWaitsBeforeAFencedAppendIsWrittenAndWhatWaitsBehindItFails) {
  open(options_at(folder_.data(), nullptr));
  BusyCommitter busy(*log_, maker_.next("a"));
  RecordMaker stale;

  append(maker_.next("before"));
  append(stale.next("fenced"));
  append(maker_.next("would fit"));
  busy.release();
  ASSERT_TRUE(log_->close().has_value());

  EXPECT_EQ(answers_,
            (std::vector{AppendStatus::kAppended, AppendStatus::kFenced, AppendStatus::kFailed}));
}

TEST_F(QueueTest, WhatWaitsFromBeforeAnOpenIsFenced) {
  open(options_at(folder_.data(), nullptr));
  BusyCommitter busy(*log_, maker_.next("a"));

  append(maker_.next("before"));
  ASSERT_TRUE(log_->open(kProduct).has_value());
  RecordMaker again(Position{1}, Seq{2});
  append(again.next("after"));
  busy.release();
  ASSERT_TRUE(log_->close().has_value());

  EXPECT_EQ(answers_, (std::vector{AppendStatus::kFenced, AppendStatus::kAppended}));
}

TEST_F(QueueTest, G4WhatWaitsBehindAnAppendThatFoundNoRoomFailsThoughItIsSmaller) {
  StoreOptions options = options_at(folder_.data(), nullptr);
  options.queue_bytes_max = 8000;
  open(options);
  BusyCommitter busy(*log_, maker_.next("a"));

  append(maker_.next("small"));
  append(maker_.next(std::string(10'000, 'x')));
  append(maker_.next("small again"));
  busy.release();
  ASSERT_TRUE(log_->close().has_value());

  EXPECT_EQ(answers_,
            (std::vector{AppendStatus::kAppended, AppendStatus::kFailed, AppendStatus::kFailed}));
}

TEST_F(QueueTest, G4AsManyWaitAsTheLimitSaysAndTheNextFails) {
  StoreOptions options = options_at(folder_.data(), nullptr);
  options.queue_records_max = 3;
  open(options);
  BusyCommitter busy(*log_, maker_.next("first"));

  for (const char* tag : {"a", "b", "c", "too much"}) append(maker_.next(tag));
  busy.release();
  ASSERT_TRUE(log_->close().has_value());

  EXPECT_EQ(answers_, (std::vector{AppendStatus::kAppended, AppendStatus::kAppended,
                                   AppendStatus::kAppended, AppendStatus::kFailed}));
}

}  // namespace
}  // namespace reviewd::store
