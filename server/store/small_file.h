// Files beside the database: read whole, replaced whole.
//
// They go through the same rocksdb::FileSystem as the database does, so a test that makes the disk
// forget or fail reaches them too.

#pragma once

#include <rocksdb/file_system.h>

#include <string>
#include <string_view>

#include "base/result.h"

namespace reviewd::store {

// One sentence for an operator: what failed, on which path, and why.
std::unexpected<Error> io_failure(std::string_view what, const std::string& path,
                                  const rocksdb::Status& status);

// The whole file.
Result<std::string> read_small_file(rocksdb::FileSystem& files, const std::string& path);

bool file_exists(rocksdb::FileSystem& files, const std::string& path);

// Replaces `folder`/`name`: after a crash it is the old file or the new one, whole. Durable on
// return. Readable by the owner alone.
Result<void> replace_small_file(rocksdb::FileSystem& files, const std::string& folder,
                                const std::string& name, std::string_view bytes);

// Makes creations, renames and deletions in `folder` durable.
Result<void> sync_folder(rocksdb::FileSystem& files, const std::string& folder);

}  // namespace reviewd::store
