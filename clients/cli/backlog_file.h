// From the text of a table to backlog items: what is good, and what is wrong with the rest.
//
// Texts arrive byte for byte as they are in the file. The server's limits are checked here with the
// server's own rules (domain/field_check.h), so a row that passes is a row that the server takes.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cli/column_map.h"
#include "reviewd/v1/operation.pb.h"

namespace reviewd::cli {

struct BadRow {
  std::size_t line = 0;
  std::string reason;
};

struct BacklogFile {
  std::vector<v1::NewItem> items;  // in the order of the file
  std::vector<BadRow> bad;         // rows that are left out
  std::string columns;             // how they were understood, for people
};

struct ReadOptions {
  ColumnNames columns;
  char separator = '\0';         // '\0': by the first line
  bool round_estimates = false;  // 2.5 becomes 3; otherwise it is a bad row
};

// Reads the whole table. Fails when it is none: binary, no usable header, a quote never closed.
std::expected<BacklogFile, CsvError> read_backlog(std::string_view text,
                                                  const ReadOptions& options);

// A number of story points: empty is 0 ("not estimated"), "8" and "8.0" are 8. Nothing when it is
// negative, not a number, over the server's limit, or broken while `round` is not set. Rounding
// goes half up, and never down to 0, which would say "not estimated".
std::expected<std::uint32_t, std::string> parse_estimate(std::string_view text, bool round);

}  // namespace reviewd::cli
