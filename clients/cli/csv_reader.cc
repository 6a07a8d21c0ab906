#include "cli/csv_reader.h"

#include <algorithm>
#include <array>

namespace reviewd::cli {

namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

std::string_view without_mark(std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  return text;
}

}  // namespace

CsvReader::CsvReader(std::string_view text, char separator)
    : text_(without_mark(text)), separator_(separator) {}

std::expected<std::optional<CsvRecord>, CsvError> CsvReader::next() {
  while (at_ < text_.size() && at_line_end()) skip_line_end();  // empty lines
  if (at_ >= text_.size()) return std::nullopt;

  CsvRecord record{.line = line_};
  for (;;) {  // ends: each turn eats a field or reaches the end of the line or text
    if (at_ < text_.size() && text_[at_] == '"') {
      auto field = quoted_field(record.problem);
      if (!field) return std::unexpected(field.error());
      record.fields.push_back(std::move(*field));
    } else {
      record.fields.push_back(plain_field());
    }
    if (at_ >= text_.size()) return record;
    if (text_[at_] != separator_) break;
    ++at_;
  }
  skip_line_end();
  return record;
}

bool CsvReader::at_line_end() const { return text_[at_] == '\n' || text_[at_] == '\r'; }

void CsvReader::skip_line_end() {
  if (text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n') ++at_;
  ++at_;
  ++line_;
}

// From an opening quote to the separator or line end behind its closing one.
std::expected<std::string, CsvError> CsvReader::quoted_field(std::string& problem) {
  const std::size_t opened = line_;
  std::string field;
  ++at_;
  for (;;) {
    const std::size_t stop = std::min(text_.find_first_of("\"\r\n", at_), text_.size());
    field.append(text_, at_, stop - at_);
    at_ = stop;
    if (at_ >= text_.size()) {
      return std::unexpected(CsvError{opened, "a quote is opened here and never closed"});
    }
    if (text_[at_] == '"') {
      ++at_;
      if (at_ >= text_.size() || text_[at_] != '"') break;
      field += '"';
      ++at_;
      continue;
    }
    const std::size_t begin = at_;
    skip_line_end();
    field.append(text_, begin, at_ - begin);
  }
  const std::string rest = plain_field();
  if (!rest.empty()) {
    problem =
        "there is text behind a closing quote (a quote inside a quoted field is written twice)";
    field += rest;
  }
  return field;
}

std::string CsvReader::plain_field() {
  const std::array<char, 3> ends{separator_, '\r', '\n'};
  const std::size_t stop =
      std::min(text_.find_first_of(std::string_view(ends.data(), ends.size()), at_), text_.size());
  std::string field(text_, at_, stop - at_);
  at_ = stop;
  return field;
}

std::optional<CsvError> why_not_text(std::string_view text) {
  if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff")) {
    return CsvError{1, "the file is in UTF-16; save it as UTF-8"};
  }
  const std::size_t zero = text.find('\0');
  if (zero != std::string_view::npos) {
    const auto lines =
        std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(zero), '\n');
    return CsvError{static_cast<std::size_t>(lines) + 1,
                    "this is a binary file, not a table in text"};
  }
  if (without_mark(text).find_first_not_of(" \t\r\n") == std::string_view::npos) {
    return CsvError{1, "the file is empty"};
  }
  return std::nullopt;
}

char guess_separator(std::string_view text) {
  constexpr std::array<char, 3> kCandidates{',', ';', '\t'};
  std::array<std::size_t, 3> seen{};
  bool quoted = false;
  for (const char c : without_mark(text)) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n' || c == '\r') break;
    const auto* const found = std::find(kCandidates.begin(), kCandidates.end(), c);
    if (found != kCandidates.end()) ++seen[static_cast<std::size_t>(found - kCandidates.begin())];
  }
  return kCandidates[static_cast<std::size_t>(std::max_element(seen.begin(), seen.end()) -
                                              seen.begin())];
}

}  // namespace reviewd::cli
