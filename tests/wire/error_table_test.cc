#include "wire/error_table.h"

#include <google/protobuf/descriptor.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <regex>

namespace reviewd::wire {
namespace {

struct Published {
  std::string name;
  std::string advice;
};

// Rows of the first table under "## Errors" of docs/PROTOCOL.md.
std::map<int, Published> published_table() {
  std::ifstream in(std::string(REVIEWD_SOURCE_DIR) + "/docs/PROTOCOL.md");
  const std::regex row(R"(\| (\d+) \| (\w+) \| .* \| (\w+) \|)");
  std::map<int, Published> rows;
  bool inside = false;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("## ")) inside = line == "## Errors";
    std::smatch match;
    if (inside && std::regex_match(line, match, row))
      rows[std::stoi(match[1])] = {match[2], match[3]};
  }
  return rows;
}

TEST(ErrorTable, IsTheOneThatIsPublished) {
  const auto published = published_table();
  ASSERT_EQ(published.size(), error_table().size());
  for (const ErrorRow& row : error_table()) {
    const auto found = published.find(row.code);
    ASSERT_NE(found, published.end()) << row.name;
    EXPECT_EQ(found->second.name, row.name);
    EXPECT_EQ(found->second.advice, advice_name(row.advice)) << row.name;
  }
}

TEST(ErrorTable, HasARowForEveryCodeUnderTheNameOfTheSchema) {
  const auto* codes = v1::ErrorCode_descriptor();
  for (int i = 1; i < codes->value_count(); ++i) {
    const auto code = static_cast<v1::ErrorCode>(codes->value(i)->number());
    std::string name(error_row(code).name);
    for (char& c : name) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    EXPECT_EQ("ERROR_CODE_" + name, codes->value(i)->name());
  }
}

TEST(ErrorTable, WhoIsToldToWaitIsToldHowLong) {
  for (const ErrorRow& row : error_table()) {
    EXPECT_EQ(row.advice == v1::ADVICE_AFTER, row.after_ms > 0) << row.name;
    EXPECT_GE(row.http_status, 400) << row.name;
  }
}

TEST(ErrorTable, AProblemIsJsonWhateverItsTextSays) {
  const Error error{
      .code = v1::ERROR_CODE_RATE_LIMITED, .text = "a \"quote\",\na line and \xff", .after_ms = 70};
  EXPECT_EQ(to_problem_json(error),
            "{\"code\":600,\"name\":\"rate_limited\",\"text\":\"a \\\"quote\\\",\\u000aa line and "
            "\xef\xbf\xbd\","
            "\"advice\":\"after\",\"after_ms\":70}");
}

}  // namespace
}  // namespace reviewd::wire
