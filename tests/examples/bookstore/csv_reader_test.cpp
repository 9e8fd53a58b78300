// SPDX-License-Identifier: MIT
#include "bookstore/csv_reader.hpp"

#include <gmock/gmock.h>

namespace bookstore::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<CsvRecord> read_all(std::string text) {
    CsvReader reader(std::move(text));
    std::vector<CsvRecord> records;
    while (std::optional<CsvRecord> record = reader.next()) records.push_back(std::move(*record));
    return records;
}

std::vector<std::string> read_one(std::string text) {
    const std::vector<CsvRecord> records = read_all(std::move(text));
    EXPECT_EQ(records.size(), 1U);
    EXPECT_EQ(records.at(0).problem, "");
    return records.at(0).fields;
}

TEST(CsvReader, CutsFieldsAtCommas) {
    EXPECT_THAT(read_one("Emma,Jane Austen,1815"), ElementsAre("Emma", "Jane Austen", "1815"));
}

TEST(CsvReader, KeepsEmptyFieldsAtBothEnds) {
    EXPECT_THAT(read_one(",Emma,\n"), ElementsAre("", "Emma", ""));
}

TEST(CsvReader, KeepsCommasInQuotes) {
    EXPECT_THAT(read_one("\"I, Robot\",\"\""), ElementsAre("I, Robot", ""));
}

TEST(CsvReader, ReadsDoubledQuotesAsOne) {
    EXPECT_THAT(read_one(R"("The ""Dawn Treader""","""")"), ElementsAre(R"(The "Dawn Treader")", "\""));
}

TEST(CsvReader, LeavesQuotesWithinAPlainFieldAlone) {
    EXPECT_THAT(read_one(R"(The "Dawn Treader",x)"), ElementsAre(R"(The "Dawn Treader")", "x"));
}

TEST(CsvReader, KeepsLineEndsInQuotes) {
    EXPECT_THAT(read_one("\"a\r\nb\nc\",d"), ElementsAre("a\r\nb\nc", "d"));
}

TEST(CsvReader, ReadsBothKindsOfLineEnd) {
    const auto records = read_all("a,b\r\n\"c\",\"d\"\r\ne,f\n");

    ASSERT_EQ(records.size(), 3U);
    EXPECT_THAT(records[0].fields, ElementsAre("a", "b"));
    EXPECT_THAT(records[1].fields, ElementsAre("c", "d"));
    EXPECT_THAT(records[2].fields, ElementsAre("e", "f"));
}

TEST(CsvReader, PassesOverAByteOrderMark) {
    EXPECT_THAT(read_one("\xEF\xBB\xBFtitle"), ElementsAre("title"));
}

TEST(CsvReader, FindsNothingInAnEmptyFile) {
    EXPECT_THAT(read_all(""), IsEmpty());
    EXPECT_THAT(read_all("\r\n\n"), IsEmpty());
}

TEST(CsvReader, SaysInWhichLineARecordBegins) {
    const auto records = read_all("a\n\n\"b\nb\"\nc");

    ASSERT_EQ(records.size(), 3U);
    EXPECT_EQ(records[0].line, 1U);
    EXPECT_EQ(records[1].line, 3U);
    EXPECT_EQ(records[2].line, 5U);
}

TEST(CsvReader, GoesOnInTheLineAfterAQuotationMarkThatIsNotClosed) {
    const auto records = read_all("\"a,b\nc,d\n");

    ASSERT_EQ(records.size(), 2U);
    EXPECT_EQ(records[0].problem, "a quotation mark is not closed");
    EXPECT_THAT(records[1].fields, ElementsAre("c", "d"));
    EXPECT_EQ(records[1].line, 2U);
}

TEST(CsvReader, GoesOnInTheLineAfterTextThatFollowsAClosingQuotationMark) {
    const auto records = read_all("\"a,b\n\"c\",d\n");

    ASSERT_EQ(records.size(), 2U);
    EXPECT_EQ(records[0].problem, "text follows a closing quotation mark");
    EXPECT_THAT(records[1].fields, ElementsAre("c", "d"));
}

TEST(CsvReader, TellsHowMuchIsRead) {
    CsvReader reader("ab\ncd\n");
    reader.next();
    EXPECT_EQ(reader.progress(), 0.5);
    reader.next();
    EXPECT_EQ(reader.progress(), 1);
}

}  // namespace
}  // namespace bookstore::test
