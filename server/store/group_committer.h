// The thread that makes appends durable: all appends of all products that arrived since the last
// sync go into one write batch and one sync, new keys before it; then each is told, in order.
//
// A room's thread hands over a finished value and goes on. The queue is bounded. The first write
// or sync that fails ends all writing: what was in that batch is ambiguous, all else failed, and
// only opening the store again helps (guarantee G6).
//
// Private to the RocksDB log. Outline: queue_mutex_ guards what waits; commit_mutex_ is held
// while a batch is written, and by whoever changes a product between two batches.

#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "engine/event_log.h"
#include "store/ballot_boxes.h"
#include "store/database.h"
#include "store/head_mark.h"
#include "store/key_file.h"
#include "store/log_record.h"
#include "store/rocks_event_log.h"

namespace reviewd::store {

// One product open for append.
struct ProductWriter {
  ProductId product{};
  // Changed by open(), on the room's thread, under the committer's lock.
  std::uint64_t term = 0;
  // Under the committer's lock: an append did not succeed, so none does until the next open().
  bool failed = false;
  // The room's thread alone: an append was refused, so none is taken until the next open(). Those
  // that were taken before it are still written.
  bool refusing = false;
  // The room's thread alone: the end of the log once all that waits is written.
  LogEnd end;
};

class GroupCommitter {
 public:
  struct Append {
    ProductWriter* writer = nullptr;  // none for a product that is not open
    std::uint64_t term = 0;           // of the open() this append belongs to
    Position position{};
    std::string value;
    std::vector<StoredBallot> ballots;
    std::vector<BoxName> destroyed;               // boxes
    std::optional<engine::AppendStatus> decided;  // refused already; only its turn is awaited
    engine::EventLog::AppendDone done;

    std::size_t bytes() const;
  };

  // All references outlive the committer. `saved` is what the head file says, `now` what it would
  // say.
  GroupCommitter(const StoreOptions& options, Database& database, KeyRing& keys, KeyFile& key_file,
                 BallotBoxes& boxes, HeadMark saved, HeadMark now);
  GroupCommitter(const GroupCommitter&) = delete;
  GroupCommitter& operator=(const GroupCommitter&) = delete;
  ~GroupCommitter();

  // Takes an append, on the room's thread; `done` follows from the committer's. Over a limit of the
  // queue it is kFailed, like the product's later ones; those wait for their turn without a value.
  void append(Append append);

  void keep_snapshot(ProductId product, Position position, std::string value);

  // Runs `change` while nothing is being written; returns what it returns. Errors: storage once
  // writing has ended.
  Result<void> between_batches(const std::function<Result<void>()>& change);

  // Destroys ballot boxes: what is in them, then their keys. Only inside between_batches().
  Result<void> destroy_boxes(std::span<const BoxName> names);

  // Writes `batch`, new keys first, synced. Only inside between_batches().
  Result<void> write_now(rocksdb::WriteBatch& batch);

  // A write outside the database failed: ends all writing.
  void end_writing(const Error& why);

  // Sets what the head mark says of a product. Only inside between_batches().
  void set_mark(ProductId product, HeadMark::Mark mark) { mark_.products[product] = mark; }

  // A consistent pair: what the head mark would say now, and the database at that moment.
  std::pair<HeadMark, const rocksdb::Snapshot*> freeze();

  // Why writing has ended; none while it has not.
  std::optional<std::string> failure() const;

  // Writes what waits, saves the head mark, ends the thread. Again: nothing.
  Result<void> close();

 private:
  struct Snapshot {
    ProductId product;
    Position position;
    std::string value;
  };

  void run();
  void commit(std::vector<Append>& appends, std::vector<Snapshot>& snapshots);
  bool disk_has_room() const;
  void put_appends(std::vector<Append>& appends, bool room, rocksdb::WriteBatch& batch);
  void put_boxes(const Append& append, rocksdb::WriteBatch& batch);
  void empty_boxes(std::span<const BoxName> names, rocksdb::WriteBatch& batch);
  Result<void> forget_boxes(const std::vector<Append>& written);
  Result<void> forget_keys(std::span<const BoxName> names);
  Result<void> put_snapshot(const Snapshot& snapshot, rocksdb::WriteBatch& batch);
  Result<void> put_new_keys(rocksdb::WriteBatch& batch);
  Result<void> save_mark();

  const StoreOptions options_;
  Database& database_;
  KeyRing& keys_;
  KeyFile& key_file_;
  BallotBoxes& boxes_;

  mutable std::mutex queue_mutex_;
  std::condition_variable arrived_;
  std::vector<Append> appends_;
  std::vector<Snapshot> snapshots_;
  std::size_t queue_bytes_ = 0;
  bool stopping_ = false;
  std::optional<std::string> failure_;

  std::mutex commit_mutex_;
  HeadMark mark_;
  HeadMark saved_mark_;

  std::thread thread_;
};

}  // namespace reviewd::store
