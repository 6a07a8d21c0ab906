#include "cli/backlog_file.h"

#include <algorithm>
#include <charconv>

#include "base/result.h"
#include "domain/field_check.h"
#include "domain/limits.h"

namespace reviewd::cli {

namespace {

constexpr std::string_view kBlanks = " \t\r\n";

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

using ItemOrReason = std::expected<v1::NewItem, std::string>;

// Labels of one cell, separated by commas or semicolons; blanks may be inside a label.
void add_labels(std::string_view cell, v1::NewItem& item) {
  while (!cell.empty()) {
    const std::size_t stop = std::min(cell.find_first_of(",;"), cell.size());
    const std::string label(trimmed(cell.substr(0, stop)));
    const bool known =
        std::find(item.labels().begin(), item.labels().end(), label) != item.labels().end();
    if (!label.empty() && !known) item.add_labels(label);
    cell.remove_prefix(std::min(stop + 1, cell.size()));
  }
}

// The first rule of the server that `item` breaks.
Result<void> check(const v1::NewItem& item) {
  using namespace domain;
  if (auto ok = check_title("the title", item.title(), kTitleBytesMax); !ok) return ok;
  if (auto ok = check_long_text("the description", item.description(), kTextBytesMax); !ok)
    return ok;
  if (auto ok = check_text("the ref", item.ref(), kRefBytesMax); !ok) return ok;
  for (const std::string& label : item.labels()) {
    if (auto ok = check_title("a label", label, kLabelBytesMax); !ok) return ok;
  }
  return check_room("labels", 0, static_cast<std::size_t>(item.labels_size()), kLabelsMax);
}

ItemOrReason to_item(const CsvRecord& record, const ColumnMap& map, std::size_t columns,
                     bool round) {
  if (!record.problem.empty()) return std::unexpected(record.problem);
  if (record.fields.size() != columns) {
    return std::unexpected("the row has " + std::to_string(record.fields.size()) +
                           " fields, the header has " + std::to_string(columns));
  }
  v1::NewItem item;
  item.set_title(record.fields[map.title]);
  if (map.description) item.set_description(record.fields[*map.description]);
  if (map.ref) item.set_ref(record.fields[*map.ref]);
  for (const std::size_t column : map.labels) add_labels(record.fields[column], item);
  if (map.estimate) {
    const auto estimate = parse_estimate(record.fields[*map.estimate], round);
    if (!estimate) return std::unexpected(estimate.error());
    item.set_estimate(*estimate);
  }
  if (const auto ok = check(item); !ok) return std::unexpected(ok.error().text);
  return item;
}

}  // namespace

std::expected<std::uint32_t, std::string> parse_estimate(std::string_view text, bool round) {
  const std::string_view number = trimmed(text);
  if (number.empty()) return 0;
  const auto refuse = [&](std::string_view why) {
    constexpr std::size_t kShown = 40;
    return std::unexpected("the estimate \"" + std::string(number.substr(0, kShown)) + "\" " +
                           std::string(why));
  };
  const std::size_t dot = std::min(number.find('.'), number.size());
  const std::string_view whole = number.substr(0, dot);
  const std::string_view fraction = number.substr(std::min(dot + 1, number.size()));
  const bool digits = !whole.empty() && std::all_of(whole.begin(), whole.end(), [](char c) {
    return c >= '0' && c <= '9';
  }) && std::all_of(fraction.begin(), fraction.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!digits) return refuse("is not a number of story points");

  std::uint32_t points = 0;
  const auto [end, error] = std::from_chars(whole.begin(), whole.end(), points);
  if (error != std::errc() || points > domain::kEstimateMax) {
    return refuse("is over the limit of " + std::to_string(domain::kEstimateMax));
  }
  if (fraction.find_first_not_of('0') == std::string_view::npos) return points;
  if (!round) return refuse("is not a whole number (--estimate-round rounds it)");
  return std::max<std::uint32_t>(1, points + (fraction.front() >= '5' ? 1 : 0));
}

std::expected<BacklogFile, CsvError> read_backlog(std::string_view text,
                                                  const ReadOptions& options) {
  if (auto error = why_not_text(text)) return std::unexpected(std::move(*error));
  CsvReader reader(text, options.separator != '\0' ? options.separator : guess_separator(text));
  auto header = reader.next();
  if (!header) return std::unexpected(header.error());
  if (!(*header)->problem.empty())
    return std::unexpected(CsvError{(*header)->line, (*header)->problem});
  const auto map = map_columns(**header, options.columns);
  if (!map) return std::unexpected(map.error());

  BacklogFile file{.columns = describe(*map, **header)};
  for (;;) {
    const auto record = reader.next();
    if (!record) return std::unexpected(record.error());
    if (!*record) return file;
    auto item = to_item(**record, *map, (*header)->fields.size(), options.round_estimates);
    if (item) {
      file.items.push_back(std::move(*item));
    } else {
      file.bad.push_back({(*record)->line, std::move(item.error())});
    }
  }
}

}  // namespace reviewd::cli
