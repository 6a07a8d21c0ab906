// The log in memory: for tests, for the simulator, and for a server that need not remember.
//
// Behaves like the one on disk, byte for byte: texts are sealed under keys, records are chained and
// accepted by the same rules. What would be on disk is a MemoryDisk, which outlives the log:
// several logs on one disk are several servers, and the one that opened a product last fences the
// others.
//
// Deterministic and single-threaded. An append is done before append() returns, unless the log is
// told to hold: then sync() completes what waits, and crash() loses it.

#pragma once

#include <deque>
#include <map>
#include <memory>
#include <string>

#include "engine/event_log.h"
#include "store/key_ring.h"
#include "store/log_record.h"
#include "store/verify.h"

namespace reviewd::store {

// What survives a power cut.
struct MemoryDisk {
  struct Product {
    engine::History history{};
    std::uint64_t term = 0;
    std::map<Position, std::string> records;    // stored values
    std::map<Position, std::string> snapshots;  // the newest two
  };

  // The ballot box of a poll: its key, and each voter's ballot.
  struct Box {
    Key key{};
    std::map<ParticipantId, domain::BoxBallot> ballots;
  };

  std::map<ProductId, Product> products;
  std::map<std::pair<ProductId, PollId>, Box> boxes;
  KeyRing keys;
};

class MemoryEventLog final : public engine::EventLog {
 public:
  // History of a new product. Random by default; a simulation gives its own.
  using DrawHistory = std::function<engine::History()>;

  explicit MemoryEventLog(std::shared_ptr<MemoryDisk> disk = std::make_shared<MemoryDisk>(),
                          DrawHistory draw_history = {});

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

  Result<void> destroy_key(ProductId product, ParticipantId owner);
  VerifyReport verify();

  // As if the file with the keys of all ballot boxes were gone.
  void lose_box_keys() { disk_->boxes.clear(); }

  // Appends are kFailed once the records written have so many bytes; as on a disk that is full.
  void limit(std::size_t bytes_max) { bytes_max_ = bytes_max; }

  // While on, appends wait for sync().
  void hold(bool on) { hold_ = on; }
  std::size_t waiting() const { return waiting_.size(); }

  // Writes up to `count` of the appends that wait and tells them.
  void sync(std::size_t count = SIZE_MAX);

  // The power goes: the first `kept` of the appends that wait reach the disk, the others do not,
  // and nobody is told. The log is of no use afterwards; make another one on the same disk.
  void crash(std::size_t kept = 0);

  // The next append, and with it the product's later ones, ends so instead of being written. An
  // ambiguous one is written all the same if `written`.
  void fail_next(engine::AppendStatus status, bool written = false);

 private:
  struct Writer {
    std::uint64_t term = 0;
    bool failed = false;    // a write did not succeed
    bool refusing = false;  // an append was refused; those taken before it are still written
    LogEnd end;
  };
  struct Waiting {
    ProductId product;
    std::uint64_t term;
    Position position;
    std::string value;
    std::vector<engine::BoxChange> boxes;
    AppendDone done;
    std::optional<engine::AppendStatus> decided;
  };
  struct Planned {
    engine::AppendStatus status;
    bool written;
  };

  engine::AppendStatus write(Waiting& append);
  void change_boxes(Waiting& append);
  std::optional<v1::LogSnapshot> newest_snapshot(ProductId product,
                                                 const MemoryDisk::Product& stored);

  std::shared_ptr<MemoryDisk> disk_;
  DrawHistory draw_history_;
  std::map<ProductId, Writer> writers_;
  std::deque<Waiting> waiting_;
  std::optional<Planned> planned_;
  std::size_t bytes_max_ = SIZE_MAX;
  std::size_t bytes_ = 0;  // of the records that this log has written
  bool hold_ = false;
  bool crashed_ = false;
};

}  // namespace reviewd::store
