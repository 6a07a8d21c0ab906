// Each kind of log with the place that it stores in: tests of what all of them promise close it and
// open what it stored again.

#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "store/memory_event_log.h"
#include "store/rocks_event_log.h"
#include "store/scratch_folder.h"

namespace reviewd::store {

class InMemory {
 public:
  MemoryEventLog& log() { return *log_; }
  void reopen() { log_ = std::make_unique<MemoryEventLog>(disk_); }

 private:
  std::shared_ptr<MemoryDisk> disk_ = std::make_shared<MemoryDisk>();
  std::unique_ptr<MemoryEventLog> log_ = std::make_unique<MemoryEventLog>(disk_);
};

class OnDisk {
 public:
  OnDisk() { reopen(); }
  RocksEventLog& log() { return *log_; }
  void reopen() {
    close();
    auto opened = RocksEventLog::open(
        {.path = folder_.data(), .space = [] { return DiskSpace{4ULL << 30, 2ULL << 30}; }});
    ASSERT_TRUE(opened.has_value()) << opened.error().text;
    log_ = std::move(*opened);
  }
  void close() { log_.reset(); }
  std::string data() const { return folder_.data(); }

 private:
  ScratchFolder folder_;
  std::unique_ptr<RocksEventLog> log_;
};

}  // namespace reviewd::store
