// Whole files, read by the program and by a second reader that shares no code or method with it: a
// table of states over single bytes. REVIEWD_BACKLOGS may name a folder of real backlogs to compare
// as well.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "cli/backlog_file.h"
#include "cli/csv_reader.h"

namespace reviewd::cli {
namespace {

namespace fs = std::filesystem;

std::string contents(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file.good()) << path;
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

using Table = std::vector<std::vector<std::string>>;

// Byte by byte: outside a field, in a plain one, in a quoted one, behind a quote inside a quoted
// one.
Table naive(std::string text, char separator) {
  if (text.compare(0, 3, "\xef\xbb\xbf") == 0) text.erase(0, 3);
  enum { kStart, kPlain, kQuoted, kQuote } state = kStart;
  Table table(1);
  std::string field;
  const auto end_field = [&] {
    table.back().push_back(field);
    field.clear();
    state = kStart;
  };
  const auto end_row = [&] {
    end_field();
    if (table.back() == std::vector<std::string>{""}) table.back().clear();
    if (!table.back().empty()) table.emplace_back();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (state == kQuoted) {
      if (c == '"') {
        state = kQuote;
      } else {
        field += c;
      }
    } else if (state == kQuote && c == '"') {
      field += c;
      state = kQuoted;
    } else if (c == separator) {
      end_field();
    } else if (c == '\r' || c == '\n') {
      if (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') ++i;
      end_row();
    } else if (state == kStart && c == '"') {
      state = kQuoted;
    } else {
      field += c;
      if (state == kStart) state = kPlain;
    }
  }
  if (!field.empty() || state != kStart || !table.back().empty()) end_row();
  if (table.back().empty()) table.pop_back();
  return table;
}

Table ours(const std::string& text, char separator) {
  CsvReader reader(text, separator);
  Table table;
  for (;;) {
    auto record = reader.next();
    EXPECT_TRUE(record.has_value());
    if (!record || !*record) return table;
    table.push_back(std::move((*record)->fields));
  }
}

void compare(const fs::path& path) {
  SCOPED_TRACE(path.filename().string());
  const std::string text = contents(path);
  const char separator = guess_separator(text);
  const Table expected = naive(text, separator);
  const Table found = ours(text, separator);
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) ASSERT_EQ(found[i], expected[i]) << "record " << i;
}

TEST(CsvSamples, OwnSamplesAreReadAsASecondReaderReadsThem) {
  for (const char* name :
       {"backlog_tracker.csv", "backlog_bom_semicolons.csv", "backlog_no_last_line_end.csv",
        "backlog_old_mac.csv", "backlog_bad_rows.csv"}) {
    compare(fs::path(REVIEWD_SOURCE_DIR) / "tests/data" / name);
  }
}

TEST(CsvSamples, EveryRealBacklogKeepsItsCountAndItsTexts) {
  const char* const folder = std::getenv("REVIEWD_BACKLOGS");
  if (folder == nullptr) return;  // only where there are any
  std::size_t files = 0;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ".csv") continue;
    SCOPED_TRACE(entry.path().filename().string());
    ++files;
    compare(entry.path());

    const std::string text = contents(entry.path());
    const Table rows = naive(text, guess_separator(text));
    const auto file = read_backlog(text, {});
    ASSERT_TRUE(file.has_value()) << file.error().text;
    for (const BadRow& bad : file->bad) ADD_FAILURE() << "line " << bad.line << ": " << bad.reason;
    ASSERT_EQ(file->items.size() + 1, rows.size());
    const auto column = [&](std::string_view name) {
      return static_cast<std::size_t>(std::find(rows[0].begin(), rows[0].end(), name) -
                                      rows[0].begin());
    };
    const std::size_t title = column("title");
    const std::size_t description = column("description");
    const std::size_t key = column("issuekey");
    for (std::size_t i = 1; i < rows.size(); ++i) {
      const v1::NewItem& item = file->items[i - 1];
      if (title < rows[i].size()) ASSERT_EQ(item.title(), rows[i][title]);
      if (description < rows[i].size()) ASSERT_EQ(item.description(), rows[i][description]);
      if (key < rows[i].size()) ASSERT_EQ(item.ref(), rows[i][key]);
    }
  }
  EXPECT_GT(files, 0u) << "REVIEWD_BACKLOGS names a folder without a .csv";
}

}  // namespace
}  // namespace reviewd::cli
