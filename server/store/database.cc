#include "store/database.h"

#include <rocksdb/file_checksum.h>

#include <algorithm>

#include "store/byte_order.h"
#include "store/log_record.h"

namespace reviewd::store {
namespace {

constexpr std::uint32_t kHeaderFormat = 1;
constexpr std::size_t kHeaderBytes = 4 + 16 + 8 + 8 + 32;

// Opened for truth, not for speed: docs/LOG_FORMAT.md#database says why each of these.
rocksdb::DBOptions database_options(rocksdb::Env* env, bool create) {
  rocksdb::DBOptions options;
  options.env = env;
  options.create_if_missing = create;
  options.create_missing_column_families = true;  // "boxes", where an earlier release wrote
  // The default mode opens a log with a flipped byte in the middle and drops the rest in silence.
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  options.track_and_verify_wals_in_manifest = true;
  options.paranoid_checks = true;
  options.verify_sst_unique_id_in_manifest = true;
  // Lets verify notice a flipped bit anywhere in a table file, unread corners included.
  options.file_checksum_gen_factory = rocksdb::GetFileChecksumGenCrc32cFactory();
  // After a failed write or sync nobody knows what the disk holds: never resumed on this handle.
  options.max_bgerror_resume_count = 0;
  options.max_total_wal_size = 64 << 20;
  options.max_background_jobs = 2;
  // The default starts 16 threads a column family to open a handful of files.
  options.max_file_opening_threads = 1;
  options.stats_dump_period_sec = 0;
  options.stats_persist_period_sec = 0;
  options.info_log_level = rocksdb::InfoLogLevel::ERROR_LEVEL;
  options.max_log_file_size = 1 << 20;
  options.keep_log_file_num = 2;
  return options;
}

rocksdb::ColumnFamilyOptions column_options() {
  rocksdb::ColumnFamilyOptions options;
  options.write_buffer_size = 16 << 20;
  // Mostly ciphertext and hashes, which do not shrink.
  options.compression = rocksdb::kNoCompression;
  options.paranoid_file_checks = true;
  options.force_consistency_checks = true;
  return options;
}

}  // namespace

std::string encode_header(const ProductHeader& header) {
  std::string bytes;
  put_number(bytes, kHeaderFormat);
  bytes.append(as_bytes(header.history));
  put_number(bytes, header.term);
  put_number(bytes, header.created_ms);
  const Digest hash = sha256(bytes);
  bytes.append(as_bytes(hash));
  return bytes;
}

std::optional<ProductHeader> decode_header(std::string_view bytes) {
  if (bytes.size() != kHeaderBytes) return std::nullopt;
  const std::string_view body = bytes.substr(0, kHeaderBytes - 32);
  if (as_bytes(sha256(body)) != bytes.substr(body.size())) return std::nullopt;
  if (take_number<std::uint32_t>(bytes) != kHeaderFormat) return std::nullopt;
  ProductHeader header;
  header.history = *to_array<engine::History>(bytes.substr(0, header.history.size()));
  bytes.remove_prefix(header.history.size());
  header.term = take_number<std::uint64_t>(bytes);
  header.created_ms = take_number<std::int64_t>(bytes);
  return header;
}

std::string encode_extent(KeyFile::Extent extent) {
  std::string bytes;
  put_number(bytes, extent.generation);
  put_number(bytes, extent.bytes);
  const Digest hash = sha256(bytes);
  bytes.append(as_bytes(hash));
  return bytes;
}

std::optional<KeyFile::Extent> decode_extent(std::string_view bytes) {
  if (bytes.size() != 16 + 32) return std::nullopt;
  if (as_bytes(sha256(bytes.substr(0, 16))) != bytes.substr(16)) return std::nullopt;
  KeyFile::Extent extent;
  extent.generation = take_number<std::uint64_t>(bytes);
  extent.bytes = take_number<std::uint64_t>(bytes);
  return extent;
}

std::string product_key(ProductId product) {
  std::string key;
  put_number(key, value(product));
  return key;
}

std::string position_key(ProductId product, Position position) {
  std::string key = product_key(product);
  put_number(key, value(position));
  return key;
}

std::optional<Position> position_in(std::string_view key, ProductId product) {
  if (key.size() != 16 || take_number<ProductId>(key) != product) return std::nullopt;
  return take_number<Position>(key);
}

std::unexpected<Error> database_failure(std::string_view what, const rocksdb::Status& status) {
  return fail(v1::ERROR_CODE_STORAGE, std::string(what) + ": " + status.ToString());
}

Result<std::unique_ptr<Database>> Database::open(std::shared_ptr<rocksdb::FileSystem> files,
                                                 const std::string& path, Mode mode) {
  std::unique_ptr<Database> made(new Database);
  made->files_ = std::move(files);
  made->env_ = rocksdb::NewCompositeEnv(made->files_);
  made->writable_ = mode != Mode::kReadOnly;
  const rocksdb::DBOptions options = database_options(made->env_.get(), mode == Mode::kCreate);
  std::vector<rocksdb::ColumnFamilyDescriptor> columns;
  for (const char* name : {"default", "products", "records", "snapshots"}) {
    columns.emplace_back(name, column_options());
  }
  // An earlier release made none, and a database that is only read gets none.
  std::vector<std::string> there;
  if (!made->writable_) {
    const rocksdb::Status listed = rocksdb::DB::ListColumnFamilies(options, path, &there);
    if (!listed.ok()) return database_failure("The database in " + path + " does not open", listed);
  }
  if (made->writable_ || std::ranges::find(there, "boxes") != there.end())
    columns.emplace_back("boxes", column_options());
  rocksdb::DB* db = nullptr;
  const rocksdb::Status status =
      mode == Mode::kReadOnly
          ? rocksdb::DB::OpenForReadOnly(options, path, columns, &made->columns_, &db)
          : rocksdb::DB::Open(options, path, columns, &made->columns_, &db);
  if (!status.ok()) return database_failure("The database in " + path + " does not open", status);
  made->db_.reset(db);
  return made;
}

Database::~Database() {
  for (rocksdb::ColumnFamilyHandle* column : columns_) {
    db_->DestroyColumnFamilyHandle(column).PermitUncheckedError();
  }
}

Result<void> Database::close() {
  if (!writable_) return {};
  const rocksdb::Status status = db_->Flush(rocksdb::FlushOptions(), columns_);
  if (!status.ok()) return database_failure("Writing out the database failed", status);
  return {};
}

Result<std::optional<std::string>> Database::get(rocksdb::ColumnFamilyHandle* column,
                                                 const std::string& key) {
  std::string bytes;
  const rocksdb::Status status = db_->Get(rocksdb::ReadOptions(), column, key, &bytes);
  if (status.IsNotFound()) return std::nullopt;
  if (!status.ok()) return database_failure("Reading the database failed", status);
  return bytes;
}

Result<std::vector<std::pair<ProductId, ProductHeader>>> Database::headers() {
  std::vector<std::pair<ProductId, ProductHeader>> all;
  const std::unique_ptr<rocksdb::Iterator> at(db_->NewIterator(rocksdb::ReadOptions(), products()));
  for (at->SeekToFirst(); at->Valid(); at->Next()) {
    std::string_view key = at->key().ToStringView();
    const auto header = decode_header(at->value().ToStringView());
    if (key.size() != 8 || !header) {
      return fail(v1::ERROR_CODE_STORAGE,
                  "The header of product " + to_hex(key) + " (hex) is damaged.");
    }
    all.emplace_back(take_number<ProductId>(key), *header);
  }
  if (!at->status().ok())
    return database_failure("Reading the product headers failed", at->status());
  return all;
}

Result<ProductHeader> Database::header(ProductId product) {
  const auto bytes = get(products(), product_key(product));
  if (!bytes) return std::unexpected(bytes.error());
  const std::string name = std::to_string(value(product));
  if (!*bytes) return fail(v1::ERROR_CODE_UNKNOWN_PRODUCT, "There is no product " + name + ".");
  const auto header = decode_header(**bytes);
  if (!header)
    return fail(v1::ERROR_CODE_STORAGE, "The header of product " + name + " is damaged.");
  return *header;
}

Result<std::optional<std::pair<Position, std::string>>> Database::last(
    rocksdb::ColumnFamilyHandle* column, ProductId product) {
  const std::unique_ptr<rocksdb::Iterator> at(db_->NewIterator(rocksdb::ReadOptions(), column));
  at->SeekForPrev(position_key(product, static_cast<Position>(~std::uint64_t{0})));
  if (!at->status().ok()) return database_failure("Reading the database failed", at->status());
  if (!at->Valid()) return std::nullopt;
  const auto position = position_in(at->key().ToStringView(), product);
  if (!position) return std::nullopt;
  return std::pair(*position, at->value().ToString());
}

}  // namespace reviewd::store
