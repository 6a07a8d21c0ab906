// The head mark DATA/head: how far each product's log reached when the file was last written (every
// 10 s and at a clean end). A log that ends below its mark has lost records that were durable: a
// cut log is a valid chain, so the chain itself cannot tell. docs/LOG_FORMAT.md#head-mark.

#pragma once

#include <map>
#include <string>

#include "base/digest.h"
#include "base/ids.h"
#include "base/result.h"

namespace rocksdb {
class FileSystem;
}

namespace reviewd::store {

inline constexpr const char* kHeadMarkName = "head";

struct HeadMark {
  struct Mark {
    Position position{};
    Digest hash{};  // of the record there; zero at position 0

    bool operator==(const Mark&) const = default;
  };

  std::map<ProductId, Mark> products;

  bool operator==(const HeadMark&) const = default;

  // Errors: storage: missing or damaged.
  static Result<HeadMark> load(rocksdb::FileSystem& files, const std::string& folder);

  // Replaces the file; durable on return.
  Result<void> save(rocksdb::FileSystem& files, const std::string& folder) const;
};

}  // namespace reviewd::store
