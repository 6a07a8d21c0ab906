#include "store/memory_event_log.h"

#include <openssl/rand.h>

#include "base/assert.h"
#include "store/text_vault.h"

namespace reviewd::store {

using engine::AppendStatus;
using engine::History;

namespace {

constexpr std::size_t kSnapshotsKept = 2;

History random_history() {
  History history;
  REVIEWD_ASSERT(RAND_bytes(history.data(), static_cast<int>(history.size())) == 1);
  return history;
}

void draw(Key& key) { REVIEWD_ASSERT(RAND_bytes(key.data(), static_cast<int>(key.size())) == 1); }

std::unexpected<Error> unknown(ProductId product) {
  return fail(v1::ERROR_CODE_UNKNOWN_PRODUCT,
              "There is no product " + std::to_string(value(product)) + ".");
}

std::unexpected<Error> damaged(Position position, const std::string& what) {
  return fail(v1::ERROR_CODE_STORAGE,
              "Record " + std::to_string(value(position)) + " is damaged: " + what + ".");
}

}  // namespace

MemoryEventLog::MemoryEventLog(std::shared_ptr<MemoryDisk> disk, DrawHistory draw_history)
    : disk_(std::move(disk)),
      draw_history_(draw_history ? std::move(draw_history) : random_history) {}

Result<std::vector<ProductId>> MemoryEventLog::products() {
  std::vector<ProductId> products;
  for (const auto& [product, stored] : disk_->products) products.push_back(product);
  return products;
}

Result<History> MemoryEventLog::create(ProductId product) {
  if (disk_->products.contains(product)) {
    return fail(v1::ERROR_CODE_CONFLICT,
                "There is a product " + std::to_string(value(product)) + " already.");
  }
  REVIEWD_ASSERT(disk_->keys.find_or_make({product, 0}).has_value());
  MemoryDisk::Product& stored = disk_->products[product];
  stored.history = draw_history_();
  return stored.history;
}

Result<engine::EventLog::Opened> MemoryEventLog::open(ProductId product) {
  const auto found = disk_->products.find(product);
  if (found == disk_->products.end()) return unknown(product);
  MemoryDisk::Product& stored = found->second;
  Writer writer{.term = ++stored.term};
  if (!stored.records.empty()) {
    const auto end = end_after(stored.records.rbegin()->second);
    if (!end) return damaged(stored.records.rbegin()->first, end.error().text);
    writer.end = *end;
  }
  writers_[product] = writer;
  Opened opened{.history = stored.history,
                .snapshot = newest_snapshot(product, stored),
                .head = writer.end.position,
                .boxes = {}};
  for (const auto& [name, box] : disk_->boxes) {
    if (name.first != product) continue;
    Opened::Box& out = opened.boxes.emplace_back(Opened::Box{.poll = name.second, .ballots = {}});
    for (const auto& [voter, ballot] : box.ballots) out.ballots.push_back(ballot);
  }
  return opened;
}

std::optional<v1::LogSnapshot> MemoryEventLog::newest_snapshot(ProductId product,
                                                               const MemoryDisk::Product& stored) {
  for (auto at = stored.snapshots.rbegin(); at != stored.snapshots.rend(); ++at) {
    const auto bytes = stored_bytes(at->second);
    v1::LogSnapshot snapshot;
    if (!bytes || !snapshot.ParseFromArray(bytes->data(), static_cast<int>(bytes->size())))
      continue;
    const auto record = stored.records.find(at->first);
    if (record == stored.records.end()) continue;
    if (as_bytes(stored_hash(record->second)) != snapshot.record_hash()) continue;
    if (TextVault(disk_->keys, product).open(snapshot)) return snapshot;
  }
  return std::nullopt;
}

Result<void> MemoryEventLog::read(ProductId product, Position from, const RecordVisitor& visit) {
  const auto found = disk_->products.find(product);
  if (found == disk_->products.end()) return unknown(product);
  const auto& records = found->second.records;
  const Position first = std::max(from, Position{1});
  LogEnd end;
  if (value(first) > 1) {
    const auto before = records.find(static_cast<Position>(value(first) - 1));
    if (before == records.end())
      return damaged(static_cast<Position>(value(first) - 1), "it is missing");
    const auto known = end_after(before->second);
    if (!known) return damaged(before->first, known.error().text);
    end = *known;
  }
  for (auto at = records.lower_bound(first); at != records.end(); ++at) {
    auto record = accept_record(end, at->second);
    if (!record) return damaged(at->first, record.error().text);
    if (const auto texts = TextVault(disk_->keys, product).open(*record); !texts) {
      return damaged(at->first, texts.error().text);
    }
    if (!visit(std::move(*record))) return {};
  }
  return {};
}

std::set<ProductId> MemoryEventLog::with_boxes() {
  std::set<ProductId> products;
  for (const auto& [name, box] : disk_->boxes) products.insert(name.first);
  return products;
}

Result<void> MemoryEventLog::keep_boxes(ProductId product, const std::set<PollId>& polls) {
  std::erase_if(disk_->boxes, [&](const auto& box) {
    return box.first.first == product && !polls.contains(box.first.second);
  });
  return {};
}

void MemoryEventLog::append(ProductId product, Position expected, v1::Record record,
                            std::vector<engine::BoxChange> boxes, AppendDone done) {
  Waiting append{.product = product,
                 .term = 0,
                 .position = expected,
                 .value = {},
                 .boxes = std::move(boxes),
                 .done = std::move(done),
                 .decided = {}};
  const auto found = writers_.find(product);
  if (crashed_ || found == writers_.end() || found->second.refusing) {
    append.decided = AppendStatus::kFailed;
  } else if (expected != next(found->second.end.position)) {
    append.decided = AppendStatus::kFenced;
    found->second.refusing = true;
  } else {
    Writer& writer = found->second;
    append.term = writer.term;
    link_record(record, writer.end, writer.term);
    TextVault(disk_->keys, product).seal(record);
    append.value = stored_value(record);
    advance(writer.end, record, append.value);
  }
  waiting_.push_back(std::move(append));
  if (!hold_) sync();
}

void MemoryEventLog::sync(std::size_t count) {
  // A `done` may append: what it adds is a part of this sync, as long as `count` lasts.
  for (; count > 0 && !waiting_.empty(); --count) {
    Waiting append = std::move(waiting_.front());
    waiting_.pop_front();
    const AppendStatus status = write(append);
    append.done(status);
  }
}

AppendStatus MemoryEventLog::write(Waiting& append) {
  if (append.decided) return *append.decided;
  Writer& writer = writers_.at(append.product);
  MemoryDisk::Product& stored = disk_->products.at(append.product);
  // Opened again since: by another log on this disk, or by this one.
  if (append.term != stored.term) return AppendStatus::kFenced;
  if (writer.failed) return AppendStatus::kFailed;
  if (planned_) {
    const Planned planned = *planned_;
    planned_.reset();
    writer.failed = true;
    if (planned.written) {
      stored.records[append.position] = std::move(append.value);
      change_boxes(append);
    }
    return planned.status;
  }
  if (bytes_ + append.value.size() > bytes_max_) {
    writer.failed = true;
    return AppendStatus::kFailed;
  }
  bytes_ += append.value.size();
  stored.records[append.position] = std::move(append.value);
  change_boxes(append);
  return AppendStatus::kAppended;
}

void MemoryEventLog::change_boxes(Waiting& append) {
  for (engine::BoxChange& change : append.boxes) {
    if (change.destroyed) {
      disk_->boxes.erase({append.product, change.poll});
      continue;
    }
    const auto [box, fresh] = disk_->boxes.try_emplace({append.product, change.poll});
    if (fresh) draw(box->second.key);
    for (domain::BoxBallot& ballot : change.ballots)
      box->second.ballots[ballot.voter] = std::move(ballot);
  }
}

void MemoryEventLog::crash(std::size_t kept) {
  for (; kept > 0 && !waiting_.empty(); --kept) {
    static_cast<void>(write(waiting_.front()));
    waiting_.pop_front();
  }
  waiting_.clear();
  crashed_ = true;
}

void MemoryEventLog::fail_next(AppendStatus status, bool written) {
  REVIEWD_ASSERT(status != AppendStatus::kAppended);
  REVIEWD_ASSERT(!written || status == AppendStatus::kAmbiguous);
  planned_ = Planned{status, written};
}

void MemoryEventLog::save_snapshot(ProductId product, v1::LogSnapshot snapshot) {
  const auto found = disk_->products.find(product);
  if (found == disk_->products.end() || crashed_) return;
  MemoryDisk::Product& stored = found->second;
  const Position position{snapshot.position()};
  const auto record = stored.records.find(position);
  if (record == stored.records.end()) return;
  snapshot.set_history(std::string(as_bytes(stored.history)));
  snapshot.set_record_hash(std::string(as_bytes(stored_hash(record->second))));
  TextVault(disk_->keys, product).seal(snapshot);
  stored.snapshots[position] = stored_value(snapshot);
  while (stored.snapshots.size() > kSnapshotsKept) stored.snapshots.erase(stored.snapshots.begin());
}

std::optional<Digest> MemoryEventLog::mac(ProductId product, ParticipantId owner,
                                          std::string_view bytes) {
  const auto key = disk_->keys.find_or_make({product, value(owner)});
  if (!key) return std::nullopt;
  return outcome_mac(*key, bytes);
}

std::optional<Digest> MemoryEventLog::box_mac(ProductId product, PollId poll,
                                              std::string_view bytes) {
  const auto [box, fresh] = disk_->boxes.try_emplace({product, poll});
  if (fresh) draw(box->second.key);
  return outcome_mac(box->second.key, bytes);
}

Result<void> MemoryEventLog::destroy_key(ProductId product, ParticipantId owner) {
  REVIEWD_ASSERT(value(owner) != 0);
  disk_->keys.destroy({product, value(owner)});
  return {};
}

VerifyReport MemoryEventLog::verify() {
  VerifyReport report;
  for (const auto& [product, stored] : disk_->products) {
    ++report.products;
    const auto all = read(product, Position{1}, [&](v1::Record&& record) {
      ++report.records;
      report.events += static_cast<std::uint64_t>(record.events_size());
      return true;
    });
    if (!all) report.add({product, static_cast<Position>(report.records + 1), all.error().text});
    report.snapshots += stored.snapshots.size();
  }
  return report;
}

}  // namespace reviewd::store
