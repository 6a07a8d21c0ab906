#include "cli/column_map.h"

#include <algorithm>
#include <charconv>
#include <string_view>

namespace reviewd::cli {

namespace {

// Names that trackers give these columns, best first, folded as fold() does.
const std::vector<std::string_view> kTitles{"title", "summary",   "subject",
                                            "name",  "itemtitle", "story"};
const std::vector<std::string_view> kDescriptions{"description", "body", "details", "text"};
const std::vector<std::string_view> kEstimates{"storypoint",
                                               "storypoints",
                                               "estimate",
                                               "points",
                                               "storypointestimate",
                                               "customfieldstorypoints",
                                               "customfieldstorypointestimate",
                                               "effort"};
const std::vector<std::string_view> kRefs{"issuekey", "key", "ref",    "reference",
                                          "issue",    "id",  "issueid"};
const std::vector<std::string_view> kLabels{"labels", "label", "tags", "tag"};

// Lower case letters, digits and everything beyond ASCII; nothing else.
std::string fold(std::string_view name) {
  std::string folded;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') {
      folded += static_cast<char>(c - 'A' + 'a');
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
               (static_cast<unsigned char>(c) & 0x80) != 0) {
      folded += c;
    }
  }
  return folded;
}

using Columns = std::vector<std::size_t>;

Columns named(const std::vector<std::string>& header, std::string_view folded) {
  Columns found;
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (fold(header[i]) == folded) found.push_back(i);
  }
  return found;
}

std::string joined(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
  constexpr std::size_t kShown = 300;  // a file that is no table may have a very long first line
  return all.size() <= kShown ? all : all.substr(0, kShown) + "..";
}

// The columns that `said` means, or those that look like the field.
std::expected<Columns, CsvError> find(const CsvRecord& header, const std::string& said,
                                      const std::vector<std::string_view>& usual) {
  if (said == "none") return Columns{};
  if (said.empty()) {
    for (const std::string_view name : usual) {
      if (Columns found = named(header.fields, name); !found.empty()) return found;
    }
    return Columns{};
  }
  const auto exact = std::find(header.fields.begin(), header.fields.end(), said);
  if (exact != header.fields.end())
    return Columns{static_cast<std::size_t>(exact - header.fields.begin())};
  if (Columns found = named(header.fields, fold(said)); !found.empty()) return found;
  std::size_t number = 0;
  const char* const end = said.data() + said.size();
  const auto [stop, error] = std::from_chars(said.data(), end, number);
  if (error == std::errc() && stop == end && number >= 1 && number <= header.fields.size()) {
    return Columns{number - 1};
  }
  return std::unexpected(CsvError{
      header.line, "there is no column \"" + said + "\"; there are: " + joined(header.fields)});
}

std::optional<std::size_t> first(const Columns& columns) {
  return columns.empty() ? std::nullopt : std::optional(columns.front());
}

}  // namespace

std::expected<ColumnMap, CsvError> map_columns(const CsvRecord& header, const ColumnNames& names) {
  const auto title = find(header, names.title, kTitles);
  const auto description = find(header, names.description, kDescriptions);
  const auto estimate = find(header, names.estimate, kEstimates);
  const auto ref = find(header, names.ref, kRefs);
  const auto labels = find(header, names.labels, kLabels);
  for (const auto* found : {&title, &description, &estimate, &ref, &labels}) {
    if (!*found) return std::unexpected(found->error());
  }
  if (title->empty()) {
    return std::unexpected(
        CsvError{header.line,
                 "no column looks like a title: name it with --title. The first line must name the "
                 "columns; it has: " +
                     joined(header.fields)});
  }
  return ColumnMap{.title = title->front(),
                   .description = first(*description),
                   .estimate = first(*estimate),
                   .ref = first(*ref),
                   .labels = *labels};
}

std::string describe(const ColumnMap& map, const CsvRecord& header) {
  std::string text = "title: " + header.fields[map.title];
  const auto add = [&](std::string_view field, std::optional<std::size_t> column) {
    if (column) text += ", " + std::string(field) + ": " + header.fields[*column];
  };
  add("description", map.description);
  add("estimate", map.estimate);
  add("ref", map.ref);
  add("labels", first(map.labels));
  return text;
}

}  // namespace reviewd::cli
