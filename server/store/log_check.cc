#include "store/log_check.h"

#include "store/byte_order.h"
#include "store/log_record.h"
#include "store/text_vault.h"

namespace reviewd::store {
namespace {

std::string name_of(ProductId product) { return "product " + std::to_string(value(product)); }

// One walk over everything, on one view of the database.
class LogCheck {
 public:
  LogCheck(Database& database, KeyRing& keys, const HeadMark& mark,
           const rocksdb::Snapshot* snapshot)
      : database_(database), keys_(keys), mark_(mark) {
    options_.snapshot = snapshot;
    options_.fill_cache = false;
  }

  VerifyReport run() {
    check_headers();
    check_records();
    check_snapshots();
    check_marks();
    check_files();
    return std::move(report_);
  }

 private:
  using Ends = std::map<ProductId, LogEnd>;

  std::unique_ptr<rocksdb::Iterator> walk(rocksdb::ColumnFamilyHandle* column) {
    std::unique_ptr<rocksdb::Iterator> at(database_.db().NewIterator(options_, column));
    at->SeekToFirst();
    return at;
  }

  void check_status(const rocksdb::Iterator& at, const char* what) {
    if (!at.status().ok())
      report_.add({.what = std::string(what) + " cannot be read: " + at.status().ToString()});
  }

  void check_headers() {
    const auto at = walk(database_.products());
    for (; at->Valid(); at->Next()) {
      std::string_view key = at->key().ToStringView();
      const auto header = decode_header(at->value().ToStringView());
      if (key.size() != 8 || !header) {
        report_.add({.what = "The header of a product is damaged."});
        continue;
      }
      const auto product = take_number<ProductId>(key);
      headers_[product] = *header;
      ends_[product] = {};
      if (!keys_.find({product, 0})) {
        report_.add(
            {.product = product, .what = "The key file has no key of " + name_of(product) + "."});
      }
    }
    check_status(*at, "The headers");
    report_.products = headers_.size();
  }

  void check_records() {
    const auto at = walk(database_.records());
    std::optional<ProductId> broken;  // the rest of its chain would only repeat the first problem
    for (; at->Valid(); at->Next()) {
      std::string_view key = at->key().ToStringView();
      if (key.size() != 16) {
        report_.add({.what = "There is a record under a key that is not one."});
        continue;
      }
      const auto product = take_number<ProductId>(key);
      const auto position = take_number<Position>(key);
      if (broken == product) continue;
      if (auto good = check_record(product, position, at->value().ToStringView()); !good) {
        report_.add({product, position, good.error().text});
        broken = product;
      }
    }
    check_status(*at, "The records");
  }

  Result<void> check_record(ProductId product, Position position, std::string_view stored) {
    if (!headers_.contains(product))
      return damaged_record(product, position, "its product has no header");
    LogEnd& end = ends_[product];
    if (position != next(end.position))
      return damaged_record(product, next(end.position), "it is missing");
    auto record = accept_record(end, stored);
    if (!record) return damaged_record(product, position, record.error().text);
    if (record->term() > headers_[product].term)
      return damaged_record(product, position, "its term is yet to come");
    const auto texts = TextVault(keys_, product).open(*record);
    if (!texts) return damaged_record(product, position, texts.error().text);
    ++report_.records;
    report_.events += static_cast<std::uint64_t>(record->events_size());
    report_.texts += texts->readable;
    report_.texts_erased += texts->erased;
    return {};
  }

  void check_snapshots() {
    const auto at = walk(database_.snapshots());
    for (; at->Valid(); at->Next()) {
      std::string_view key = at->key().ToStringView();
      if (key.size() != 16) {
        report_.add({.what = "There is a snapshot under a key that is not one."});
        continue;
      }
      const auto product = take_number<ProductId>(key);
      const auto position = take_number<Position>(key);
      if (!headers_.contains(product)) {
        report_.add({product, position, "A snapshot's product has no header."});
        continue;
      }
      auto snapshot = check_snapshot(database_, product, headers_[product], position,
                                     at->value().ToStringView());
      if (!snapshot) {
        report_.add({product, position, snapshot.error().text});
        continue;
      }
      if (const auto texts = TextVault(keys_, product).open(*snapshot); !texts) {
        report_.add({product, position, "In a snapshot, " + texts.error().text + "."});
      }
      ++report_.snapshots;
    }
    check_status(*at, "The snapshots");
  }

  // Against the ends that the walk arrived at: the mark and the walk are of the same moment, so a
  // log in use must end where its mark says.
  void check_marks() {
    for (const auto& [product, mark] : mark_.products) {
      const auto found = ends_.find(product);
      if (found == ends_.end()) {
        report_.add({.product = product,
                     .what = "The head mark names " + name_of(product) + ", which is not there."});
      } else if (found->second.position < mark.position && report_.ok()) {
        report_.add({product, mark.position,
                     "The log of " + name_of(product) + " ends below its head mark."});
      } else if (found->second.position == mark.position && found->second.hash != mark.hash) {
        report_.add({product, mark.position,
                     "The last record of " + name_of(product) + " is not the marked one."});
      }
    }
  }

  void check_files() {
    const rocksdb::ReadOptions options;
    if (const auto status = database_.db().VerifyFileChecksums(options); !status.ok()) {
      report_.add({.what = "A file of the database is damaged: " + status.ToString()});
    }
    if (const auto status = database_.db().VerifyChecksum(options); !status.ok()) {
      report_.add({.what = "A block of the database is damaged: " + status.ToString()});
    }
    const auto note = database_.get(database_.notes(), kKeysNote);
    if (!note || (*note && !decode_extent(**note))) {
      report_.add({.what = "The database's note about the key file is damaged."});
    }
  }

  Database& database_;
  KeyRing& keys_;
  const HeadMark& mark_;
  rocksdb::ReadOptions options_;
  std::map<ProductId, ProductHeader> headers_;
  Ends ends_;
  VerifyReport report_;
};

}  // namespace

std::unexpected<Error> damaged_record(ProductId product, Position position,
                                      const std::string& what) {
  return fail(v1::ERROR_CODE_STORAGE, "Record " + std::to_string(value(position)) + " of " +
                                          name_of(product) + " is damaged: " + what + ".");
}

Result<HeadMark> check_head_mark(Database& database, const HeadMark& mark) {
  const auto headers = database.headers();
  if (!headers) return std::unexpected(headers.error());
  HeadMark now;
  for (const auto& [product, header] : *headers) {
    const auto last = database.last(database.records(), product);
    if (!last) return std::unexpected(last.error());
    HeadMark::Mark& entry = now.products[product];
    if (!*last) continue;
    if ((*last)->second.size() < std::tuple_size_v<Digest>)
      return damaged_record(product, (*last)->first, "it is cut");
    entry = {(*last)->first, stored_hash((*last)->second)};
  }
  for (const auto& [product, entry] : mark.products) {
    const auto found = now.products.find(product);
    const std::uint64_t end = found == now.products.end() ? 0 : value(found->second.position);
    if (found == now.products.end() || end < value(entry.position)) {
      return fail(v1::ERROR_CODE_STORAGE,
                  "The log of " + name_of(product) + " ends at record " + std::to_string(end) +
                      ", but record " + std::to_string(value(entry.position)) +
                      " was durable: records are lost; restore the data folder from a copy.");
    }
    if (entry.position == Position{0}) continue;
    const auto stored = database.get(database.records(), position_key(product, entry.position));
    if (!stored) return std::unexpected(stored.error());
    if (!*stored || (*stored)->size() < std::tuple_size_v<Digest> ||
        stored_hash(**stored) != entry.hash) {
      return damaged_record(product, entry.position, "it is not the one that the head mark names");
    }
  }
  return now;
}

Result<v1::LogSnapshot> check_snapshot(Database& database, ProductId product,
                                       const ProductHeader& header, Position position,
                                       std::string_view stored) {
  const auto damaged = [&](const char* what) {
    return fail(v1::ERROR_CODE_STORAGE, "The snapshot of " + name_of(product) + " at record " +
                                            std::to_string(value(position)) +
                                            " is damaged: " + what + ".");
  };
  const auto bytes = stored_bytes(stored);
  if (!bytes) return damaged("its bytes do not fit their checksum");
  v1::LogSnapshot snapshot;
  if (!snapshot.ParseFromArray(bytes->data(), static_cast<int>(bytes->size())))
    return damaged("it is not a snapshot");
  if (snapshot.history() != as_bytes(header.history)) return damaged("it is of another history");
  if (snapshot.position() != value(position)) return damaged("it names another record");
  const auto record = database.get(database.records(), position_key(product, position));
  if (!record) return std::unexpected(record.error());
  if (!*record || (*record)->size() < std::tuple_size_v<Digest> ||
      as_bytes(stored_hash(**record)) != snapshot.record_hash()) {
    return damaged("the record it was made after is another one");
  }
  return snapshot;
}

VerifyReport check_log(Database& database, KeyRing& keys, const HeadMark& mark,
                       const rocksdb::Snapshot* snapshot) {
  return LogCheck(database, keys, mark, snapshot).run();
}

}  // namespace reviewd::store
