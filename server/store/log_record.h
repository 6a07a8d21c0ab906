// A record as it is stored, and the rules by which a reader accepts one: the same for opening,
// reading, verifying, and for the log in memory.
//
// Stored value: SHA-256 of the record's bytes, then the bytes (a serialised v1::Record, its texts
// sealed). Each record carries the hash of the one before. docs/LOG_FORMAT.md#records.

#pragma once

#include <string>
#include <string_view>

#include "base/digest.h"
#include "base/ids.h"
#include "base/result.h"
#include "reviewd/v1/record.pb.h"

namespace reviewd::store {

// How far a log reaches: all that its next record is checked against.
struct LogEnd {
  Position position{};     // of the last record; 0 before the first
  Digest hash{};           // of that record's bytes; zero before the first
  Seq seq{};               // of the last event; 0 before the first
  std::uint64_t term = 0;  // of the last record

  bool operator==(const LogEnd&) const = default;
};

// `message` (texts sealed) as a stored value. Records and snapshots alike.
std::string stored_value(const google::protobuf::Message& message);

// The SHA-256 of the bytes in a stored value of ours.
Digest stored_hash(std::string_view value);

// The bytes in a stored value; none if they do not fit their checksum.
std::optional<std::string_view> stored_bytes(std::string_view value);

// Sets the log's own fields of `record`, which is to follow `end`: term and previous hash. A record
// that cannot follow (position, first_seq, numbers of events) is a mistake of the caller and
// aborts.
void link_record(v1::Record& record, const LogEnd& end, std::uint64_t term);

// Moves `end` on to `record`, stored as `value`.
void advance(LogEnd& end, const v1::Record& record, std::string_view value);

// The stored record that follows `end`, texts still sealed; moves `end` on. Errors: storage:
// checksum, chain, position, term or sequence numbers do not fit. The text says what; the caller
// says where.
Result<v1::Record> accept_record(LogEnd& end, std::string_view value);

// The end of the log after a stored record that is taken as it is, without its predecessor.
Result<LogEnd> end_after(std::string_view value);

}  // namespace reviewd::store
