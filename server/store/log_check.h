// Checks of a database against itself and against the files beside it. Internal to store/; the log
// uses the small ones when it opens, verify all of them.

#pragma once

#include <string>

#include "base/result.h"
#include "reviewd/v1/snapshot.pb.h"
#include "store/database.h"
#include "store/head_mark.h"
#include "store/key_ring.h"
#include "store/verify.h"

namespace reviewd::store {

// One sentence for the operator.
std::unexpected<Error> damaged_record(ProductId product, Position position,
                                      const std::string& what);

// Fails when a log ends below its mark, or is another one; otherwise returns what the mark would
// say now.
Result<HeadMark> check_head_mark(Database& database, const HeadMark& mark);

// The snapshot in a stored value, texts still sealed. Errors: storage: checksum, history, position,
// or it does not fit the record it was made after.
Result<v1::LogSnapshot> check_snapshot(Database& database, ProductId product,
                                       const ProductHeader& header, Position position,
                                       std::string_view stored);

// Everything: headers, chains, hashes, numbers, texts, snapshots, head mark, and the checksums of
// the database's own files. `snapshot` and `mark` belong together; no snapshot: nobody is writing.
VerifyReport check_log(Database& database, KeyRing& keys, const HeadMark& mark,
                       const rocksdb::Snapshot* snapshot);

}  // namespace reviewd::store
