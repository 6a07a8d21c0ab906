// Which column of a table is which field of a backlog item.

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "cli/csv_reader.h"

namespace reviewd::cli {

// What the person has said: a column's name, its number from 1, or "none". Empty: find it.
struct ColumnNames {
  std::string title;
  std::string description;
  std::string estimate;
  std::string ref;
  std::string labels;
};

struct ColumnMap {
  std::size_t title = 0;
  std::optional<std::size_t> description;
  std::optional<std::size_t> estimate;
  std::optional<std::size_t> ref;
  std::vector<std::size_t> labels;  // trackers export one column a label, all of one name
};

// Finds the columns in `header`. Names are compared without case, spaces and punctuation, so that
// "Story Points" and "story_points" are one. Fails when there is no title, or a column that was
// named is not there.
std::expected<ColumnMap, CsvError> map_columns(const CsvRecord& header, const ColumnNames& names);

// "title: summary, estimate: storypoint", for people.
std::string describe(const ColumnMap& map, const CsvRecord& header);

}  // namespace reviewd::cli
