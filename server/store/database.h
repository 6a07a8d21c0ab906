// The RocksDB database in DATA/db: how it is opened, its column families, keys and product headers.
//
//   default     note "keys": extent of the key file that the records rely on
//   products    product -> header
//   records     product, position -> record
//   snapshots   product, position -> log snapshot
//   boxes       product, poll, voter's tag -> ballot of an unlinkable poll that is open
//
// Internal to store/: nothing above it sees RocksDB. docs/LOG_FORMAT.md#database.

#pragma once

#include <rocksdb/db.h>
#include <rocksdb/file_system.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/event_log.h"
#include "store/key_file.h"

namespace reviewd::store {

struct ProductHeader {
  engine::History history{};
  std::uint64_t term = 0;
  std::int64_t created_ms = 0;  // for people; nothing depends on it
};

std::string encode_header(const ProductHeader& header);
std::optional<ProductHeader> decode_header(std::string_view bytes);

std::string encode_extent(KeyFile::Extent extent);
std::optional<KeyFile::Extent> decode_extent(std::string_view bytes);

std::string product_key(ProductId product);
std::string position_key(ProductId product, Position position);
// The position in a key of `records` or `snapshots`; none if it is not one of `product`.
std::optional<Position> position_in(std::string_view key, ProductId product);

inline constexpr const char* kKeysNote = "keys";

class Database {
 public:
  enum class Mode { kCreate, kWrite, kReadOnly };

  static Result<std::unique_ptr<Database>> open(std::shared_ptr<rocksdb::FileSystem> files,
                                                const std::string& path, Mode mode);
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  // Writes everything out, so that the next open has nothing to replay. Errors: storage.
  Result<void> close();

  rocksdb::DB& db() { return *db_; }
  rocksdb::ColumnFamilyHandle* notes() { return columns_[0]; }
  rocksdb::ColumnFamilyHandle* products() { return columns_[1]; }
  rocksdb::ColumnFamilyHandle* records() { return columns_[2]; }
  rocksdb::ColumnFamilyHandle* snapshots() { return columns_[3]; }
  // Not when the database was opened for reading only: it may be older than its first box.
  rocksdb::ColumnFamilyHandle* boxes() { return columns_.at(4); }

  // A value, or none where there is no such key. Errors: storage.
  Result<std::optional<std::string>> get(rocksdb::ColumnFamilyHandle* column,
                                         const std::string& key);

  // Every product, ascending. Errors: storage, also for a damaged header.
  Result<std::vector<std::pair<ProductId, ProductHeader>>> headers();
  // Errors: unknown_product, storage.
  Result<ProductHeader> header(ProductId product);
  // Key and value of the last entry of `product` in `column`; none if it has none.
  Result<std::optional<std::pair<Position, std::string>>> last(rocksdb::ColumnFamilyHandle* column,
                                                               ProductId product);

 private:
  Database() = default;

  std::shared_ptr<rocksdb::FileSystem> files_;
  std::unique_ptr<rocksdb::Env> env_;
  std::unique_ptr<rocksdb::DB> db_;
  std::vector<rocksdb::ColumnFamilyHandle*> columns_;
  bool writable_ = false;
};

// Says that a read of the database failed, naming what was read.
std::unexpected<Error> database_failure(std::string_view what, const rocksdb::Status& status);

}  // namespace reviewd::store
