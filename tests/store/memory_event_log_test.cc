// What the log in memory offers beyond the port: appends that wait, crashes, planned failures, and
// several servers on one disk.

#include "store/memory_event_log.h"

#include <gtest/gtest.h>

#include "store/sample_records.h"

namespace reviewd::store {
namespace {

using engine::AppendStatus;

class MemoryEventLogTest : public ::testing::Test {
 protected:
  MemoryEventLogTest() {
    EXPECT_TRUE(log_.create(kProduct).has_value());
    EXPECT_TRUE(log_.open(kProduct).has_value());
  }

  void append(MemoryEventLog& log, v1::Record record) {
    const Position expected{record.position()};
    log.append(kProduct, expected, std::move(record),
               [this](AppendStatus status) { answers_.push_back(status); });
  }

  std::vector<std::string> tags_on_disk() {
    MemoryEventLog reader(disk_);
    return read_tags(reader, kProduct);
  }

  std::shared_ptr<MemoryDisk> disk_ = std::make_shared<MemoryDisk>();
  MemoryEventLog log_{disk_};
  RecordMaker maker_;
  std::vector<AppendStatus> answers_;
};

TEST_F(MemoryEventLogTest, HeldAppendsAreNeitherStoredNorAnsweredBeforeTheSync) {
  log_.hold(true);
  append(log_, maker_.next("a"));
  append(log_, maker_.next("b"));

  EXPECT_TRUE(answers_.empty());
  EXPECT_TRUE(tags_on_disk().empty());
  EXPECT_EQ(log_.waiting(), 2u);

  log_.sync(1);
  EXPECT_EQ(answers_, std::vector{AppendStatus::kAppended});
  EXPECT_EQ(tags_on_disk(), std::vector<std::string>{"a"});
}

TEST_F(MemoryEventLogTest, CrashKeepsAPrefixAndTellsNobody) {
  log_.hold(true);
  for (const char* tag : {"a", "b", "c"}) append(log_, maker_.next(tag));

  log_.crash(/*kept=*/2);

  EXPECT_TRUE(answers_.empty());
  EXPECT_EQ(tags_on_disk(), (std::vector<std::string>{"a", "b"}));
}

TEST_F(MemoryEventLogTest, CrashedLogTakesNothingMore) {
  log_.crash();

  append(log_, maker_.next("a"));

  EXPECT_EQ(answers_, std::vector{AppendStatus::kFailed});
  EXPECT_TRUE(tags_on_disk().empty());
}

TEST_F(MemoryEventLogTest, LogThatOpenedLastFencesTheOthers) {
  MemoryEventLog other(disk_);
  ASSERT_TRUE(other.open(kProduct).has_value());

  append(log_, maker_.next("late"));
  append(log_, maker_.next("later"));
  RecordMaker others;
  append(other, others.next("in time"));

  EXPECT_EQ(answers_,
            (std::vector{AppendStatus::kFenced, AppendStatus::kFenced, AppendStatus::kAppended}));
  EXPECT_EQ(tags_on_disk(), std::vector<std::string>{"in time"});
}

TEST_F(MemoryEventLogTest, AppendsFromBeforeAnOpenAreFenced) {
  log_.hold(true);
  append(log_, maker_.next("before"));
  ASSERT_TRUE(log_.open(kProduct).has_value());
  RecordMaker again;
  append(log_, again.next("after"));

  log_.sync();

  EXPECT_EQ(answers_, (std::vector{AppendStatus::kFenced, AppendStatus::kAppended}));
  EXPECT_EQ(tags_on_disk(), std::vector<std::string>{"after"});
}

TEST_F(MemoryEventLogTest, WhatWaitsBeforeAFencedAppendIsWrittenAndWhatWaitsBehindItFails) {
  log_.hold(true);
  append(log_, maker_.next("before"));
  RecordMaker stale;
  append(log_, stale.next("fenced"));
  append(log_, maker_.next("behind"));

  log_.sync();

  EXPECT_EQ(answers_,
            (std::vector{AppendStatus::kAppended, AppendStatus::kFenced, AppendStatus::kFailed}));
  EXPECT_EQ(tags_on_disk(), std::vector<std::string>{"before"});
}

TEST_F(MemoryEventLogTest, PlannedFailureStoresNothingAndHoldsUntilOpened) {
  log_.fail_next(AppendStatus::kFailed);
  append(log_, maker_.next("a"));
  append(log_, maker_.next("b"));
  ASSERT_TRUE(log_.open(kProduct).has_value());
  RecordMaker again;
  append(log_, again.next("c"));

  EXPECT_EQ(answers_,
            (std::vector{AppendStatus::kFailed, AppendStatus::kFailed, AppendStatus::kAppended}));
  EXPECT_EQ(tags_on_disk(), std::vector<std::string>{"c"});
}

TEST_F(MemoryEventLogTest, AmbiguousAppendMayBeInTheLog) {
  log_.fail_next(AppendStatus::kAmbiguous, /*written=*/true);

  append(log_, maker_.next("a"));

  EXPECT_EQ(answers_, std::vector{AppendStatus::kAmbiguous});
  EXPECT_EQ(tags_on_disk(), std::vector<std::string>{"a"});
}

TEST_F(MemoryEventLogTest, DamagedRecordIsNoticed) {
  append(log_, maker_.next("a"));
  append(log_, maker_.next("b"));
  std::string& stored = disk_->products[kProduct].records[Position{1}];
  stored.back() = static_cast<char>(stored.back() ^ 1);

  EXPECT_FALSE(read_all(log_, kProduct).has_value());
  ASSERT_FALSE(log_.verify().ok());
  EXPECT_EQ(log_.verify().first_problem->position, Position{1});
}

}  // namespace
}  // namespace reviewd::store
