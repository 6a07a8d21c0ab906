// The log on disk with a second life: after a failed write or sync the store takes no more writes
// until it has been closed, opened and read again. This keeps one EventLog alive for the rooms
// across that.
//
// Threads: as engine::EventLog, all products on one thread; verify() on any.

#pragma once

#include <functional>
#include <memory>
#include <string>

#include "engine/event_log.h"
#include "store/rocks_event_log.h"

namespace reviewd::app {

class ReopeningLog final : public engine::EventLog {
 public:
  // Errors: as RocksEventLog::open.
  static Result<std::unique_ptr<ReopeningLog>> open(store::StoreOptions options);

  Result<std::vector<ProductId>> products() override;
  Result<engine::History> create(ProductId product) override;
  // Reopens the whole store first when its writing has ended.
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

  // The store as it is now; none while it cannot be opened. Whoever holds it keeps the folder
  // locked.
  std::shared_ptr<store::RocksEventLog> store() const { return store_; }
  Result<void> close();

 private:
  explicit ReopeningLog(store::StoreOptions options) : options_(std::move(options)) {}
  Result<void> open_store();

  store::StoreOptions options_;
  std::shared_ptr<store::RocksEventLog> store_;
};

}  // namespace reviewd::app
