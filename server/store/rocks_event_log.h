// The log on disk: records, snapshots and headers in RocksDB, keys and head mark in files beside
// it.
//
// One object a data folder; the folder is locked while it is open. Appends of all products share
// one committer thread and one sync (group_committer.h). docs/LOG_FORMAT.md has the bytes.
//
// Threads: per product as engine/event_log.h says; different products may be used from different
// threads at once. verify(), products() and failure() may be called from any thread.
//
// After a failed write or sync every append is refused and open() fails: failure() says why.
// Destroy the object, call RocksEventLog::open() again, and rebuild the rooms from what is then
// read. While the disk is nearly full appends are kFailed too, but failure() stays empty: open()
// the product again, and it appends as soon as there is room.

#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "engine/event_log.h"
#include "store/verify.h"

namespace rocksdb {
class FileSystem;
}

namespace reviewd::store {

// Writes are refused below either: before the disk is full, so that there is room to shut down.
inline constexpr std::uint64_t kFreeBytesMin = 512ULL << 20;
inline constexpr std::uint64_t kFreePercentMin = 5;

struct DiskSpace {
  std::uint64_t capacity = 0;
  std::uint64_t available = 0;
};

struct StoreOptions {
  std::string path;  // the data folder; made if it does not exist, but not what is above it

  // What waits for the committer; beyond, appends are kFailed. Rooms stay far below (RoomLimits).
  std::size_t queue_records_max = 65536;
  std::size_t queue_bytes_max = 256 << 20;
  std::chrono::milliseconds head_mark_every{10000};

  // For tests; empty is the operating system's.
  std::shared_ptr<rocksdb::FileSystem> files;
  std::function<DiskSpace()> space;

#ifdef REVIEWD_PLANTED_DEFECTS
  // Mistakes that the power-cut test must find. Not in the server's build.
  bool planted_no_sync = false;
  bool planted_acknowledge_first = false;
#endif
};

class RocksEventLog final : public engine::EventLog {
 public:
  // Opens the data folder, making it if need be. Errors: storage, as one sentence for the operator:
  // in use, not writable, not ours, another version, damaged, below its head mark.
  static Result<std::unique_ptr<RocksEventLog>> open(const StoreOptions& options);

  // For verify without a server: writes nothing but the lock file. Appends are kFailed, open() and
  // create() are errors.
  static Result<std::unique_ptr<RocksEventLog>> open_read_only(const StoreOptions& options);

  // As close(), except that errors go unheard.
  ~RocksEventLog() override;

  Result<std::vector<ProductId>> products() override;
  Result<engine::History> create(ProductId product) override;
  Result<Opened> open(ProductId product) override;
  Result<void> read(ProductId product, Position from, const RecordVisitor& visit) override;
  std::set<ProductId> with_boxes() override;
  Result<void> keep_boxes(ProductId product, const std::set<PollId>& polls) override;
  using EventLog::append;
  void append(ProductId product, Position expected, v1::Record record,
              std::vector<engine::BoxChange> boxes, AppendDone done) override;
  void save_snapshot(ProductId product, v1::LogSnapshot snapshot) override;
  std::optional<Digest> mac(ProductId product, ParticipantId owner,
                            std::string_view bytes) override;
  std::optional<Digest> box_mac(ProductId product, PollId poll, std::string_view bytes) override;

  // Destroys a person's key: their texts become unreadable everywhere, for ever. Durable on return.
  Result<void> destroy_key(ProductId product, ParticipantId owner);

  // Checks everything stored (verify.h). Reads all of it; appends go on meanwhile.
  VerifyReport verify();

  // Why writing has ended; none while it has not.
  std::optional<std::string> failure() const;

  // Writes what waits, the head mark and the database out. Nothing may be called afterwards.
  Result<void> close();

 private:
  struct Impl;
  explicit RocksEventLog(std::unique_ptr<Impl> impl);
  static Result<std::unique_ptr<RocksEventLog>> open_folder(const StoreOptions& options,
                                                            bool read_only);

  std::unique_ptr<Impl> impl_;
};

}  // namespace reviewd::store
