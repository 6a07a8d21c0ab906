#include "cli/csv_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace reviewd::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<CsvRecord> all(std::string_view text, char separator = ',') {
  CsvReader reader(text, separator);
  std::vector<CsvRecord> records;
  for (;;) {
    auto record = reader.next();
    EXPECT_TRUE(record.has_value());
    if (!record || !*record) return records;
    records.push_back(std::move(**record));
  }
}

std::vector<std::string> one(std::string_view text) {
  const auto records = all(text);
  EXPECT_EQ(records.size(), 1u);
  return records.empty() ? std::vector<std::string>{} : records.front().fields;
}

TEST(CsvReader, PlainFieldsAreKeptByteForByte) {
  EXPECT_THAT(one(" a ,\tb,,c "), ElementsAre(" a ", "\tb", "", "c "));
}

TEST(CsvReader, ASeparatorAtTheEndMakesAnEmptyField) {
  EXPECT_THAT(one("a,"), ElementsAre("a", ""));
  EXPECT_THAT(one("a,\n"), ElementsAre("a", ""));
  EXPECT_THAT(one(",\r\n"), ElementsAre("", ""));
}

TEST(CsvReader, QuotedFieldsMayHoldSeparatorsQuotesAndLineEnds) {
  EXPECT_THAT(one("\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",\"dos\r\nlines\",\"mac\rline\""),
              ElementsAre("a,b", "say \"hi\"", "two\nlines", "dos\r\nlines", "mac\rline"));
}

TEST(CsvReader, AQuotedFieldMayBeEmptyOrOnlyQuotes) {
  EXPECT_THAT(one(R"("","""","""""",x)"), ElementsAre("", "\"", "\"\"", "x"));
}

TEST(CsvReader, EveryKindOfLineEndEndsARecord) {
  const auto records = all("a,b\nc,d\r\ne,f\rg,h");
  ASSERT_EQ(records.size(), 4u);
  EXPECT_THAT(records[1].fields, ElementsAre("c", "d"));
  EXPECT_THAT(records[3].fields, ElementsAre("g", "h"));
}

TEST(CsvReader, TheLastLineNeedsNoEnd) {
  EXPECT_EQ(all("a\nb").size(), 2u);
  EXPECT_EQ(all("a\nb\n").size(), 2u);
  EXPECT_EQ(all("a\n\"b\"").size(), 2u);
}

TEST(CsvReader, EmptyLinesAreNoRecords) {
  const auto records = all("\n\na\n\r\n\r\nb\n\n");
  ASSERT_EQ(records.size(), 2u);
  EXPECT_EQ(records[0].line, 3u);
  EXPECT_EQ(records[1].line, 6u);
}

TEST(CsvReader, ARecordKnowsTheLineItBeginsOn) {
  const auto records = all("h\r\n\"a\r\nb\nc\rd\"\r\nnext\n");
  ASSERT_EQ(records.size(), 3u);
  EXPECT_EQ(records[1].line, 2u);
  EXPECT_EQ(records[2].line, 6u);
}

TEST(CsvReader, AByteOrderMarkIsNoPartOfTheFirstField) {
  EXPECT_THAT(one("\xef\xbb\xbf"
                  "a,b"),
              ElementsAre("a", "b"));
  EXPECT_THAT(one("\xef\xbb\xbf\"a\",b"), ElementsAre("a", "b"));
}

TEST(CsvReader, AQuoteInsideAPlainFieldIsAnOrdinaryCharacter) {
  EXPECT_THAT(one(R"(5" pipe,a"b"c)"), ElementsAre("5\" pipe", "a\"b\"c"));
}

TEST(CsvReader, TextBehindAClosingQuoteIsTheRecordsProblemOnly) {
  const auto records = all("\"a\"b,c\nd,e\n");
  ASSERT_EQ(records.size(), 2u);
  EXPECT_THAT(records[0].problem, HasSubstr("closing quote"));
  EXPECT_THAT(records[0].fields, ElementsAre("ab", "c"));
  EXPECT_THAT(records[1].problem, IsEmpty());
}

TEST(CsvReader, AQuoteNeverClosedIsReportedWhereItWasOpened) {
  CsvReader reader("a,b\nc,\"d\ne\nf\n");
  ASSERT_TRUE(reader.next().has_value());
  const auto broken = reader.next();
  ASSERT_FALSE(broken.has_value());
  EXPECT_EQ(broken.error().line, 2u);
  EXPECT_THAT(broken.error().text, HasSubstr("never closed"));
}

TEST(CsvReader, OtherSeparatorsWork) {
  EXPECT_THAT(all("a;b,c;\"d;e\"", ';').front().fields, ElementsAre("a", "b,c", "d;e"));
  EXPECT_THAT(all("a\tb", '\t').front().fields, ElementsAre("a", "b"));
}

TEST(CsvReader, EveryPrefixOfATableEndsWithoutHarm) {
  const std::string text = "\xef\xbb\xbfh,\"i\r\n\"\"j\"\"\",k\r\n\"x\"y,\"z";
  for (std::size_t length = 0; length <= text.size(); ++length) {
    CsvReader reader(std::string_view(text).substr(0, length));
    std::size_t records = 0;
    for (;;) {
      const auto record = reader.next();
      if (!record || !*record) break;
      ASSERT_LT(++records, text.size());
    }
  }
}

TEST(WhyNotText, NamesBinaryFilesUtf16AndEmptyOnes) {
  EXPECT_EQ(why_not_text(std::string_view("a\nb\0c", 5))->line, 2u);
  EXPECT_THAT(why_not_text("\xff\xfe"
                           "a")
                  ->text,
              HasSubstr("UTF-16"));
  EXPECT_THAT(why_not_text("")->text, HasSubstr("empty"));
  EXPECT_THAT(why_not_text("\xef\xbb\xbf\r\n ")->text, HasSubstr("empty"));
  EXPECT_FALSE(why_not_text("a").has_value());
}

TEST(GuessSeparator, TakesTheMostFrequentOutsideQuotesOfTheFirstLine) {
  EXPECT_EQ(guess_separator("a,b,c\nd;e;f;g;h"), ',');
  EXPECT_EQ(guess_separator("\"a,b,c\";d;e\n"), ';');
  EXPECT_EQ(guess_separator("a\tb\n"), '\t');
  EXPECT_EQ(guess_separator("title\n"), ',');
}

}  // namespace
}  // namespace reviewd::cli
