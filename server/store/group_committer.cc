#include "store/group_committer.h"

#include <algorithm>
#include <filesystem>

#include "base/assert.h"

namespace reviewd::store {

using engine::AppendStatus;

namespace {

// Enough to share one sync among everything that waits, small enough for one memory table.
constexpr std::size_t kBatchBytesMax = 8 << 20;
// Older snapshots go: the newest is what opening uses, the one before is for when it is damaged.
constexpr std::size_t kSnapshotsKept = 2;

DiskSpace space_at(const std::string& path) {
  std::error_code ignored;
  const auto space = std::filesystem::space(path, ignored);
  return {.capacity = space.capacity, .available = space.available};
}

}  // namespace

GroupCommitter::GroupCommitter(const StoreOptions& options, Database& database, KeyRing& keys,
                               KeyFile& key_file, BallotBoxes& boxes, HeadMark saved, HeadMark now)
    : options_(options),
      database_(database),
      keys_(keys),
      key_file_(key_file),
      boxes_(boxes),
      mark_(std::move(now)),
      saved_mark_(std::move(saved)),
      thread_([this] { run(); }) {}

GroupCommitter::~GroupCommitter() { static_cast<void>(close()); }

std::size_t GroupCommitter::Append::bytes() const {
  std::size_t sum = value.size();
  for (const StoredBallot& ballot : ballots) sum += ballot.key.size() + ballot.value.size();
  return sum;
}

void GroupCommitter::append(Append append) {
  {
    const std::scoped_lock lock(queue_mutex_);
    const bool full = appends_.size() >= options_.queue_records_max ||
                      queue_bytes_ + append.bytes() > options_.queue_bytes_max;
    if (full && !append.decided) {
      append.decided = AppendStatus::kFailed;
      append.writer->refusing = true;
      append.value.clear();
      append.ballots.clear();
      append.destroyed.clear();
    }
    if (!stopping_) {
      queue_bytes_ += append.bytes();
      appends_.push_back(std::move(append));
      arrived_.notify_one();
      return;
    }
  }
  append.done(AppendStatus::kFailed);
}

void GroupCommitter::keep_snapshot(ProductId product, Position position, std::string value) {
  const std::scoped_lock lock(queue_mutex_);
  if (stopping_ || failure_) return;
  // One waiting a product: a newer one makes the older useless.
  std::erase_if(snapshots_, [&](const Snapshot& waiting) { return waiting.product == product; });
  snapshots_.push_back({product, position, std::move(value)});
  arrived_.notify_one();
}

Result<void> GroupCommitter::between_batches(const std::function<Result<void>()>& change) {
  const std::scoped_lock lock(commit_mutex_);
  if (const auto why = failure()) return fail(v1::ERROR_CODE_STORAGE, *why);
  return change();
}

Result<void> GroupCommitter::write_now(rocksdb::WriteBatch& batch) {
  Result<void> written = put_new_keys(batch);
  if (written) written = boxes_.save_new();
  if (written) {
    rocksdb::WriteOptions options;
    options.sync = true;
#ifdef REVIEWD_PLANTED_DEFECTS
    options.sync = !options_.planted_no_sync;
#endif
    const rocksdb::Status status = database_.db().Write(options, &batch);
    if (!status.ok()) written = database_failure("Writing to the log failed", status);
  }
  if (!written) end_writing(written.error());
  return written;
}

std::pair<HeadMark, const rocksdb::Snapshot*> GroupCommitter::freeze() {
  const std::scoped_lock lock(commit_mutex_);
  return {mark_, database_.db().GetSnapshot()};
}

std::optional<std::string> GroupCommitter::failure() const {
  const std::scoped_lock lock(queue_mutex_);
  return failure_;
}

Result<void> GroupCommitter::close() {
  {
    const std::scoped_lock lock(queue_mutex_);
    if (stopping_) return {};
    stopping_ = true;
    arrived_.notify_one();
  }
  thread_.join();
  if (const auto why = failure()) return fail(v1::ERROR_CODE_STORAGE, *why);
  return save_mark();
}

void GroupCommitter::run() {
  auto mark_due = std::chrono::steady_clock::now() + options_.head_mark_every;
  std::vector<Append> appends;
  std::vector<Snapshot> snapshots;
  for (;;) {  // ends when close() was called and nothing waits
    {
      std::unique_lock lock(queue_mutex_);
      arrived_.wait_until(lock, mark_due,
                          [this] { return stopping_ || !appends_.empty() || !snapshots_.empty(); });
      if (stopping_ && appends_.empty() && snapshots_.empty()) return;
      appends.swap(appends_);
      snapshots.swap(snapshots_);
      queue_bytes_ = 0;
    }
    commit(appends, snapshots);
    appends.clear();
    snapshots.clear();
    if (std::chrono::steady_clock::now() < mark_due) continue;
    const std::scoped_lock lock(commit_mutex_);
    if (!failure()) {
      if (const auto saved = save_mark(); !saved) end_writing(saved.error());
    }
    mark_due = std::chrono::steady_clock::now() + options_.head_mark_every;
  }
}

void GroupCommitter::commit(std::vector<Append>& appends, std::vector<Snapshot>& snapshots) {
  for (std::size_t first = 0; first < appends.size() || !snapshots.empty();) {
    // A bounded piece of what waits.
    std::size_t bytes = 0;
    std::size_t last = first;
    while (last < appends.size() && bytes < kBatchBytesMax) bytes += appends[last++].bytes();
    std::vector<Append> piece(
        std::make_move_iterator(appends.begin() + static_cast<std::ptrdiff_t>(first)),
        std::make_move_iterator(appends.begin() + static_cast<std::ptrdiff_t>(last)));
    first = last;
#ifdef REVIEWD_PLANTED_DEFECTS
    if (options_.planted_acknowledge_first) {
      for (Append& append : piece) append.done(append.decided.value_or(AppendStatus::kAppended));
    }
#endif
    {
      const std::scoped_lock lock(commit_mutex_);
      rocksdb::WriteBatch batch;
      const bool room = disk_has_room();
      put_appends(piece, room, batch);
      if (first == appends.size()) {
        if (!room) snapshots.clear();
        for (const Snapshot& snapshot : snapshots) {
          if (const auto put = put_snapshot(snapshot, batch); !put) end_writing(put.error());
        }
        snapshots.clear();
      }
      if (batch.Count() > 0 && !failure() && !(write_now(batch) && forget_boxes(piece))) {
        // The sync failed: whether the records are in the log shows when it is read again.
        for (Append& append : piece) {
          if (!append.decided) append.decided = AppendStatus::kAmbiguous;
        }
      }
      const bool over = failure().has_value();
      for (Append& append : piece) {
        if (!append.decided)
          append.decided = over ? AppendStatus::kFailed : AppendStatus::kAppended;
        if (append.writer == nullptr || append.term != append.writer->term) continue;
        if (*append.decided != AppendStatus::kAppended) {
          append.writer->failed = true;
          continue;
        }
        set_mark(append.writer->product, {append.position, stored_hash(append.value)});
      }
    }
#ifdef REVIEWD_PLANTED_DEFECTS
    if (options_.planted_acknowledge_first) continue;
#endif
    for (Append& append : piece) append.done(*append.decided);
  }
}

void GroupCommitter::put_appends(std::vector<Append>& appends, bool room,
                                 rocksdb::WriteBatch& batch) {
  const bool refused = !room || failure().has_value();
  for (Append& append : appends) {
    if (append.decided) continue;
    if (append.term != append.writer->term) {
      append.decided = AppendStatus::kFenced;  // the product was opened again since
    } else if (refused || append.writer->failed) {
      append.decided = AppendStatus::kFailed;
      append.writer->failed = true;
    } else {
      const std::string key = position_key(append.writer->product, append.position);
      const rocksdb::Status put = batch.Put(database_.records(), key, append.value);
      REVIEWD_ASSERT(put.ok());
      put_boxes(append, batch);
    }
  }
}

void GroupCommitter::put_boxes(const Append& append, rocksdb::WriteBatch& batch) {
  for (const StoredBallot& ballot : append.ballots)
    REVIEWD_ASSERT(batch.Put(database_.boxes(), ballot.key, ballot.value).ok());
  empty_boxes(append.destroyed, batch);
}

void GroupCommitter::empty_boxes(std::span<const BoxName> names, rocksdb::WriteBatch& batch) {
  for (const BoxName& name : names)
    REVIEWD_ASSERT(batch.DeleteRange(database_.boxes(), box_begin(name), box_end(name)).ok());
}

Result<void> GroupCommitter::forget_keys(std::span<const BoxName> names) {
  auto destroyed = boxes_.destroy(names);
  if (!destroyed) end_writing(destroyed.error());
  return destroyed;
}

// Boxes that what was written has destroyed lose their keys before anybody hears of it.
Result<void> GroupCommitter::forget_boxes(const std::vector<Append>& written) {
  std::vector<BoxName> names;
  for (const Append& append : written) {
    if (!append.decided)
      names.insert(names.end(), append.destroyed.begin(), append.destroyed.end());
  }
  return forget_keys(names);
}

Result<void> GroupCommitter::destroy_boxes(std::span<const BoxName> names) {
  if (names.empty()) return {};
  rocksdb::WriteBatch batch;
  empty_boxes(names, batch);
  if (auto written = write_now(batch); !written) return written;
  return forget_keys(names);
}

Result<void> GroupCommitter::put_snapshot(const Snapshot& snapshot, rocksdb::WriteBatch& batch) {
  std::vector<std::string> older;
  const std::string from = position_key(snapshot.product, Position{0});
  const std::unique_ptr<rocksdb::Iterator> at(
      database_.db().NewIterator(rocksdb::ReadOptions(), database_.snapshots()));
  for (at->Seek(from); at->Valid(); at->Next()) {
    const auto position = position_in(at->key().ToStringView(), snapshot.product);
    if (!position) break;
    if (*position != snapshot.position) older.push_back(at->key().ToString());
  }
  if (!at->status().ok()) return database_failure("Reading the snapshots failed", at->status());
  const std::size_t kept = std::min(older.size(), kSnapshotsKept - 1);
  older.resize(older.size() - kept);
  for (const std::string& key : older)
    REVIEWD_ASSERT(batch.Delete(database_.snapshots(), key).ok());
  const std::string key = position_key(snapshot.product, snapshot.position);
  REVIEWD_ASSERT(batch.Put(database_.snapshots(), key, snapshot.value).ok());
  return {};
}

Result<void> GroupCommitter::put_new_keys(rocksdb::WriteBatch& batch) {
  const std::vector<KeyEntry> entries = keys_.take_new();
  if (entries.empty()) return {};
  if (auto written = key_file_.append(entries); !written) return written;
  const std::string extent = encode_extent(key_file_.extent());
  REVIEWD_ASSERT(batch.Put(database_.notes(), kKeysNote, extent).ok());
  return {};
}

bool GroupCommitter::disk_has_room() const {
  const DiskSpace space = options_.space ? options_.space() : space_at(options_.path);
  return space.available >= kFreeBytesMin &&
         space.available / kFreePercentMin >= space.capacity / 100;
}

Result<void> GroupCommitter::save_mark() {
  if (mark_ == saved_mark_) return {};
  rocksdb::FileSystem& files = *options_.files;
  if (auto saved = mark_.save(files, options_.path); !saved) return saved;
  saved_mark_ = mark_;
  return {};
}

void GroupCommitter::end_writing(const Error& why) {
  const std::scoped_lock lock(queue_mutex_);
  if (!failure_) failure_ = why.text + "; the store takes no more writes until it is opened again.";
}

}  // namespace reviewd::store
