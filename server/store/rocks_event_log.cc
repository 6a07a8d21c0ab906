#include "store/rocks_event_log.h"

#include <openssl/rand.h>

#include <map>
#include <shared_mutex>

#include "base/assert.h"
#include "store/ballot_boxes.h"
#include "store/box_changes.h"
#include "store/data_folder.h"
#include "store/database.h"
#include "store/group_committer.h"
#include "store/head_mark.h"
#include "store/key_file.h"
#include "store/key_ring.h"
#include "store/log_check.h"
#include "store/log_record.h"
#include "store/small_file.h"
#include "store/text_vault.h"

namespace reviewd::store {

using engine::AppendStatus;
using engine::History;

namespace {

std::int64_t wall_clock_ms() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

std::unexpected<Error> read_only_refusal() {
  return fail(v1::ERROR_CODE_STORAGE, "The data folder was opened for reading only.");
}

}  // namespace

// Members are in the order in which they need each other: the folder's lock goes last.
struct RocksEventLog::Impl {
  explicit Impl(const StoreOptions& given)
      : options(given),
        folder(*options.files, options.path),
        key_file(*options.files, options.path),
        boxes(*options.files, options.path) {}

  Result<void> open(bool read_only);
  Result<void> make_parts();
  Result<void> load_keys(bool read_only);
  ProductWriter* find_writer(ProductId product);
  ProductWriter& writer(ProductId product);
  Result<LogEnd> log_end(ProductId product);
  std::optional<v1::LogSnapshot> newest_snapshot(ProductId product, const ProductHeader& header);
  Result<LogEnd> end_before(ProductId product, Position position);

  StoreOptions options;
  DataFolder folder;
  KeyRing keys;
  KeyFile key_file;
  BallotBoxes boxes;
  HeadMark mark_read;
  std::unique_ptr<Database> database;
  // Writers stay where they are: the committer's queue points at them.
  std::shared_mutex writers_mutex;
  std::map<ProductId, std::unique_ptr<ProductWriter>> writers;
  std::unique_ptr<GroupCommitter> committer;  // none when read-only
};

Result<void> RocksEventLog::Impl::open(bool read_only) {
  const auto access = read_only ? DataFolder::Access::kReadOnly : DataFolder::Access::kWrite;
  if (auto opened = folder.open(access); !opened) return opened;
  if (folder.creating()) {
    if (read_only)
      return fail(v1::ERROR_CODE_STORAGE,
                  "The data folder " + options.path + " was never completed.");
    if (auto made = make_parts(); !made) return made;
  }
  auto mark = HeadMark::load(*options.files, options.path);
  if (!mark) return std::unexpected(mark.error());
  mark_read = std::move(*mark);
  if (!database) {
    const auto mode = read_only ? Database::Mode::kReadOnly : Database::Mode::kWrite;
    auto opened = Database::open(options.files, folder.database_path(), mode);
    if (!opened) return std::unexpected(opened.error());
    database = std::move(*opened);
  }
  if (auto loaded = load_keys(read_only); !loaded) return loaded;
  auto mark_now = check_head_mark(*database, mark_read);
  if (!mark_now) return std::unexpected(mark_now.error());
  if (auto loaded = boxes.load(); !loaded) return loaded;
  if (read_only) return {};
  committer = std::make_unique<GroupCommitter>(options, *database, keys, key_file, boxes, mark_read,
                                               *mark_now);
  return {};
}

Result<void> RocksEventLog::Impl::make_parts() {
  if (auto made = key_file.create(); !made) return made;
  if (auto saved = HeadMark{}.save(*options.files, options.path); !saved) return saved;
  auto opened = Database::open(options.files, folder.database_path(), Database::Mode::kCreate);
  if (!opened) return std::unexpected(opened.error());
  database = std::move(*opened);
  // The folder's own entry for db/, before the marker promises that it is there.
  if (auto synced = sync_folder(*options.files, options.path); !synced) return synced;
  return folder.mark_complete();
}

Result<void> RocksEventLog::Impl::load_keys(bool read_only) {
  const auto note = database->get(database->notes(), kKeysNote);
  if (!note) return std::unexpected(note.error());
  KeyFile::Extent relied_on;
  if (*note) {
    const auto extent = decode_extent(**note);
    if (!extent)
      return fail(v1::ERROR_CODE_STORAGE, "The database's note about the key file is damaged.");
    relied_on = *extent;
  }
  if (auto loaded = key_file.load(keys, relied_on); !loaded) return loaded;
  if (key_file.torn() && !read_only) return key_file.rewrite(keys.take_all());
  return {};
}

ProductWriter* RocksEventLog::Impl::find_writer(ProductId product) {
  const std::shared_lock lock(writers_mutex);
  const auto found = writers.find(product);
  return found == writers.end() ? nullptr : found->second.get();
}

ProductWriter& RocksEventLog::Impl::writer(ProductId product) {
  const std::unique_lock lock(writers_mutex);
  std::unique_ptr<ProductWriter>& slot = writers[product];
  if (!slot) {
    slot = std::make_unique<ProductWriter>();
    slot->product = product;
  }
  return *slot;
}

Result<LogEnd> RocksEventLog::Impl::log_end(ProductId product) {
  const auto last = database->last(database->records(), product);
  if (!last) return std::unexpected(last.error());
  if (!*last) return LogEnd{};
  const auto end = end_after((*last)->second);
  if (!end) return damaged_record(product, (*last)->first, end.error().text);
  if (end->position != (*last)->first)
    return damaged_record(product, (*last)->first, "it names another position");
  return end;
}

Result<LogEnd> RocksEventLog::Impl::end_before(ProductId product, Position position) {
  if (value(position) <= 1) return LogEnd{};
  const auto before = static_cast<Position>(value(position) - 1);
  const auto stored = database->get(database->records(), position_key(product, before));
  if (!stored) return std::unexpected(stored.error());
  if (!*stored) return damaged_record(product, before, "it is missing");
  const auto end = end_after(**stored);
  if (!end) return damaged_record(product, before, end.error().text);
  return end;
}

// A damaged snapshot is passed over: it costs time, never data, and verify tells.
std::optional<v1::LogSnapshot> RocksEventLog::Impl::newest_snapshot(ProductId product,
                                                                    const ProductHeader& header) {
  const std::unique_ptr<rocksdb::Iterator> at(
      database->db().NewIterator(rocksdb::ReadOptions(), database->snapshots()));
  at->SeekForPrev(position_key(product, static_cast<Position>(~std::uint64_t{0})));
  for (; at->Valid(); at->Prev()) {
    const auto position = position_in(at->key().ToStringView(), product);
    if (!position) break;
    auto snapshot =
        check_snapshot(*database, product, header, *position, at->value().ToStringView());
    if (snapshot && TextVault(keys, product).open(*snapshot)) return std::move(*snapshot);
  }
  return std::nullopt;
}

RocksEventLog::RocksEventLog(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

RocksEventLog::~RocksEventLog() { static_cast<void>(close()); }

Result<std::unique_ptr<RocksEventLog>> RocksEventLog::open_folder(const StoreOptions& options,
                                                                  bool read_only) {
  StoreOptions filled = options;
  if (!filled.files) filled.files = rocksdb::FileSystem::Default();
  auto impl = std::make_unique<Impl>(filled);
  if (auto opened = impl->open(read_only); !opened) return std::unexpected(opened.error());
  return std::unique_ptr<RocksEventLog>(new RocksEventLog(std::move(impl)));
}

Result<std::unique_ptr<RocksEventLog>> RocksEventLog::open(const StoreOptions& options) {
  return open_folder(options, false);
}

Result<std::unique_ptr<RocksEventLog>> RocksEventLog::open_read_only(const StoreOptions& options) {
  return open_folder(options, true);
}

Result<void> RocksEventLog::close() {
  if (!impl_->committer) return {};
  if (auto closed = impl_->committer->close(); !closed) return closed;
  return impl_->database->close();
}

Result<std::vector<ProductId>> RocksEventLog::products() {
  const auto headers = impl_->database->headers();
  if (!headers) return std::unexpected(headers.error());
  std::vector<ProductId> products;
  for (const auto& [product, header] : *headers) products.push_back(product);
  return products;
}

Result<History> RocksEventLog::create(ProductId product) {
  if (!impl_->committer) return read_only_refusal();
  ProductHeader header{.created_ms = wall_clock_ms()};
  REVIEWD_ASSERT(RAND_bytes(header.history.data(), static_cast<int>(header.history.size())) == 1);
  const auto made = impl_->committer->between_batches([&]() -> Result<void> {
    const auto known = impl_->database->get(impl_->database->products(), product_key(product));
    if (!known) return std::unexpected(known.error());
    if (*known) {
      return fail(v1::ERROR_CODE_CONFLICT,
                  "There is a product " + std::to_string(value(product)) + " already.");
    }
    REVIEWD_ASSERT(impl_->keys.find_or_make({product, 0}).has_value());
    rocksdb::WriteBatch batch;
    REVIEWD_ASSERT(
        batch.Put(impl_->database->products(), product_key(product), encode_header(header)).ok());
    if (auto written = impl_->committer->write_now(batch); !written) return written;
    impl_->committer->set_mark(product, {});
    return {};
  });
  if (!made) return std::unexpected(made.error());
  return header.history;
}

Result<engine::EventLog::Opened> RocksEventLog::open(ProductId product) {
  if (!impl_->committer) return read_only_refusal();
  Opened opened;
  const auto done = impl_->committer->between_batches([&]() -> Result<void> {
    auto header = impl_->database->header(product);
    if (!header) return std::unexpected(header.error());
    const auto end = impl_->log_end(product);
    if (!end) return std::unexpected(end.error());
    if (!impl_->keys.find({product, 0})) {
      return fail(v1::ERROR_CODE_STORAGE,
                  "The key file has no key of product " + std::to_string(value(product)) +
                      "; put the key file of the newest backup in its place.");
    }
    auto boxes = read_boxes(*impl_->database, impl_->boxes, product);
    if (!boxes) return std::unexpected(boxes.error());
    header->term = std::max(header->term, end->term) + 1;
    rocksdb::WriteBatch batch;
    REVIEWD_ASSERT(
        batch.Put(impl_->database->products(), product_key(product), encode_header(*header)).ok());
    if (auto written = impl_->committer->write_now(batch); !written) return written;
    opened = {.history = header->history,
              .snapshot = impl_->newest_snapshot(product, *header),
              .head = end->position,
              .boxes = *std::move(boxes)};
    ProductWriter& writer = impl_->writer(product);
    writer.term = header->term;
    writer.end = *end;
    writer.failed = false;
    writer.refusing = false;
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return opened;
}

Result<void> RocksEventLog::read(ProductId product, Position from, const RecordVisitor& visit) {
  if (auto header = impl_->database->header(product); !header)
    return std::unexpected(header.error());
  const Position first = std::max(from, Position{1});
  auto end = impl_->end_before(product, first);
  if (!end) return std::unexpected(end.error());
  const TextVault vault(impl_->keys, product);
  rocksdb::ReadOptions options;
  options.fill_cache = false;  // each record is read once
  const std::unique_ptr<rocksdb::Iterator> at(
      impl_->database->db().NewIterator(options, impl_->database->records()));
  for (at->Seek(position_key(product, first)); at->Valid(); at->Next()) {
    const auto position = position_in(at->key().ToStringView(), product);
    if (!position) break;
    if (*position != next(end->position))
      return damaged_record(product, next(end->position), "it is missing");
    auto record = accept_record(*end, at->value().ToStringView());
    if (!record) return damaged_record(product, *position, record.error().text);
    if (const auto texts = vault.open(*record); !texts) {
      return damaged_record(product, *position, texts.error().text);
    }
    if (!visit(std::move(*record))) return {};
  }
  if (!at->status().ok())
    return damaged_record(product, next(end->position), at->status().ToString());
  return {};
}

std::set<ProductId> RocksEventLog::with_boxes() { return impl_->boxes.products(); }

Result<void> RocksEventLog::keep_boxes(ProductId product, const std::set<PollId>& polls) {
  if (!impl_->committer) return read_only_refusal();
  return impl_->committer->between_batches([&]() -> Result<void> {
    std::vector<BoxName> over = impl_->boxes.of(product);
    std::erase_if(over, [&](const BoxName& name) { return polls.contains(name.poll); });
    return impl_->committer->destroy_boxes(over);
  });
}

void RocksEventLog::append(ProductId product, Position expected, v1::Record record,
                           std::vector<engine::BoxChange> boxes, AppendDone done) {
  GroupCommitter::Append append{
      .writer = impl_->find_writer(product), .position = expected, .done = std::move(done)};
  if (append.writer == nullptr) {  // never opened, or opened for reading only
    append.decided = AppendStatus::kFailed;
    if (!impl_->committer) return append.done(AppendStatus::kFailed);
    return impl_->committer->append(std::move(append));
  }
  ProductWriter& writer = *append.writer;
  append.term = writer.term;
  if (writer.refusing) {
    append.decided = AppendStatus::kFailed;
  } else if (expected != next(writer.end.position)) {
    append.decided = AppendStatus::kFenced;
    writer.refusing = true;
  } else {
    link_record(record, writer.end, writer.term);
    TextVault(impl_->keys, product).seal(record);
    append.value = stored_value(record);
    advance(writer.end, record, append.value);
    put_boxes(impl_->boxes, product, boxes, append);
  }
  impl_->committer->append(std::move(append));
}

void RocksEventLog::save_snapshot(ProductId product, v1::LogSnapshot snapshot) {
  if (!impl_->committer) return;
  // What only the log knows. A snapshot of a record that is not here yet is of no use to anybody.
  const auto header = impl_->database->header(product);
  const Position position{snapshot.position()};
  const auto end = impl_->end_before(product, next(position));
  if (!header || !end || end->position != position || position == Position{0}) return;
  snapshot.set_history(std::string(as_bytes(header->history)));
  snapshot.set_record_hash(std::string(as_bytes(end->hash)));
  TextVault(impl_->keys, product).seal(snapshot);
  impl_->committer->keep_snapshot(product, position, stored_value(snapshot));
}

std::optional<Digest> RocksEventLog::mac(ProductId product, ParticipantId owner,
                                         std::string_view bytes) {
  const auto key = impl_->keys.find_or_make({product, value(owner)});
  if (!key) return std::nullopt;
  return outcome_mac(*key, bytes);
}

std::optional<Digest> RocksEventLog::box_mac(ProductId product, PollId poll,
                                             std::string_view bytes) {
  return impl_->boxes.mac({.product = product, .poll = poll}, bytes);
}

Result<void> RocksEventLog::destroy_key(ProductId product, ParticipantId owner) {
  REVIEWD_ASSERT(value(owner) != 0);  // the product's key goes with the product
  if (!impl_->committer) return read_only_refusal();
  return impl_->committer->between_batches([&]() -> Result<void> {
    impl_->keys.destroy({product, value(owner)});
    auto written = impl_->key_file.rewrite(impl_->keys.take_all());
    // Whether the key is gone is not known now: texts stored from here on might be lost with it.
    if (!written) impl_->committer->end_writing(written.error());
    return written;
  });
}

VerifyReport RocksEventLog::verify() {
  VerifyReport report;
  if (impl_->committer) {
    const auto [mark, snapshot] = impl_->committer->freeze();
    report = check_log(*impl_->database, impl_->keys, mark, snapshot);
    impl_->database->db().ReleaseSnapshot(snapshot);
  } else {
    report = check_log(*impl_->database, impl_->keys, impl_->mark_read, nullptr);
  }
  if (impl_->boxes.damaged()) {
    report.add({.what = std::string("The file ") + kBallotKeysName +
                        " is damaged: unlinkable polls that were open are void."});
  }
  return report;
}

std::optional<std::string> RocksEventLog::failure() const {
  return impl_->committer ? impl_->committer->failure() : std::nullopt;
}

}  // namespace reviewd::store
