// Reads comma-separated values record by record: RFC 4180, and what real exports do beyond it.
//
// Fields may be quoted; inside quotes separators, line ends and doubled quotes are text. Lines end
// with LF, CRLF or CR, the last one may do without. A byte order mark is skipped, and so are empty
// lines. A quote inside a field that does not begin with one is an ordinary character. Bytes of
// fields are given as they are: nothing is trimmed, no line end is changed.

#pragma once

#include <cstddef>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reviewd::cli {

struct CsvRecord {
  std::size_t line = 0;  // where it begins, from 1
  std::vector<std::string> fields;
  std::string problem;  // why this record cannot be trusted; empty: it can
};

// Why nothing after this line can be read.
struct CsvError {
  std::size_t line = 0;
  std::string text;
};

class CsvReader {
 public:
  // `text` must outlive the reader.
  explicit CsvReader(std::string_view text, char separator = ',');

  // The next record; nothing at the end. After an error there is no next one.
  std::expected<std::optional<CsvRecord>, CsvError> next();

 private:
  bool at_line_end() const;
  void skip_line_end();
  std::expected<std::string, CsvError> quoted_field(std::string& problem);
  std::string plain_field();

  std::string_view text_;
  char separator_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

// Says why `text` cannot be a table at all: binary, UTF-16, empty. Nothing when it may be one.
std::optional<CsvError> why_not_text(std::string_view text);

// The separator of a file by its first line: the one of , ; and tab that occurs most outside
// quotes.
char guess_separator(std::string_view text);

}  // namespace reviewd::cli
