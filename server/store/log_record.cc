#include "store/log_record.h"

#include "base/assert.h"

namespace reviewd::store {
namespace {

constexpr std::size_t kHashBytes = std::tuple_size_v<Digest>;

std::unexpected<Error> damaged(std::string what) {
  return fail(v1::ERROR_CODE_STORAGE, std::move(what));
}

bool numbered_from(const v1::Record& record, std::uint64_t first_seq) {
  if (record.first_seq() != first_seq) return false;
  for (int i = 0; i < record.events_size(); ++i) {
    if (record.events(i).seq() != first_seq + static_cast<std::uint64_t>(i)) return false;
  }
  return true;
}

Seq last_seq(const v1::Record& record) {
  return static_cast<Seq>(record.first_seq() + static_cast<std::uint64_t>(record.events_size()) -
                          1);
}

}  // namespace

std::string stored_value(const google::protobuf::Message& message) {
  std::string value(kHashBytes, '\0');
  REVIEWD_ASSERT(message.AppendToString(&value));
  const Digest hash = sha256(std::string_view(value).substr(kHashBytes));
  value.replace(0, kHashBytes, as_bytes(hash));
  return value;
}

Digest stored_hash(std::string_view value) {
  const auto hash = to_array<Digest>(value.substr(0, kHashBytes));
  REVIEWD_ASSERT(hash.has_value());
  return *hash;
}

std::optional<std::string_view> stored_bytes(std::string_view value) {
  if (value.size() < kHashBytes) return std::nullopt;
  const std::string_view bytes = value.substr(kHashBytes);
  if (as_bytes(sha256(bytes)) != value.substr(0, kHashBytes)) return std::nullopt;
  return bytes;
}

void link_record(v1::Record& record, const LogEnd& end, std::uint64_t term) {
  REVIEWD_ASSERT(record.position() == value(next(end.position)));
  REVIEWD_ASSERT(numbered_from(record, value(next(end.seq))));
  REVIEWD_ASSERT(term >= end.term);
  record.set_term(term);
  record.set_previous_hash(std::string(as_bytes(end.hash)));
}

void advance(LogEnd& end, const v1::Record& record, std::string_view value) {
  end = {.position = static_cast<Position>(record.position()),
         .hash = stored_hash(value),
         .seq = last_seq(record),
         .term = record.term()};
}

Result<v1::Record> accept_record(LogEnd& end, std::string_view stored) {
  const auto bytes = stored_bytes(stored);
  if (!bytes) return damaged("its bytes do not fit their checksum");
  v1::Record record;
  if (!record.ParseFromArray(bytes->data(), static_cast<int>(bytes->size())))
    return damaged("it is not a record");
  if (record.position() != value(next(end.position))) return damaged("it names another position");
  if (record.previous_hash() != as_bytes(end.hash))
    return damaged("the chain is broken: it follows another record");
  if (record.term() < end.term) return damaged("its term is older than the one before");
  if (!numbered_from(record, value(next(end.seq))))
    return damaged("its events are not numbered on");
  advance(end, record, stored);
  return record;
}

Result<LogEnd> end_after(std::string_view stored) {
  const auto bytes = stored_bytes(stored);
  if (!bytes) return damaged("its bytes do not fit their checksum");
  v1::Record record;
  if (!record.ParseFromArray(bytes->data(), static_cast<int>(bytes->size())))
    return damaged("it is not a record");
  LogEnd end;
  advance(end, record, stored);
  return end;
}

}  // namespace reviewd::store
