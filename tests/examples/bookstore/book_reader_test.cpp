// SPDX-License-Identifier: MIT
#include "bookstore/book_reader.hpp"

#include <gmock/gmock.h>

#include <functional>

namespace bookstore::test {
namespace {

using testing::HasSubstr;

constexpr const char* kHeader = "title,author,year,pages,isbn\n";

std::optional<BookRow> read_first(const std::string& text) {
    return BookReader(text).next();
}

TEST(BookReader, ReadsEveryColumn) {
    const std::optional<BookRow> row = read_first(std::string(kHeader) + "The Iliad,Homer,-750,704,978-0140275360\n");

    ASSERT_TRUE(row);
    EXPECT_EQ(row->line, 2U);
    EXPECT_EQ(row->title, "The Iliad");
    EXPECT_EQ(row->author, "Homer");
    EXPECT_EQ(row->year, -750);
    EXPECT_EQ(row->pages, 704);
    EXPECT_EQ(row->isbn, "9780140275360");
}

TEST(BookReader, LeavesOutWhatIsEmpty) {
    const std::optional<BookRow> row = read_first(std::string(kHeader) + "The Iliad,Homer,,,\n");

    ASSERT_TRUE(row);
    EXPECT_EQ(row->year, std::nullopt);
    EXPECT_EQ(row->pages, std::nullopt);
    EXPECT_EQ(row->isbn, std::nullopt);
}

TEST(BookReader, FindsColumnsByTheirNamesInAnyOrderAndCase) {
    const std::optional<BookRow> row = read_first("Author, TITLE ,Price\nHomer,The Iliad,7.99\n");

    ASSERT_TRUE(row);
    EXPECT_EQ(row->title, "The Iliad");
    EXPECT_EQ(row->author, "Homer");
}

TEST(BookReader, CutsSpacesAroundTexts) {
    EXPECT_EQ(read_first("title,author\n\" The Iliad \",\tHomer\n")->title, "The Iliad");
}

struct Refusal {
    std::string text;
    std::size_t line;
    std::string reason;
};

void expect_refusal(const Refusal& expected, const std::function<void()>& action) {
    try {
        action();
        ADD_FAILURE() << "nothing was refused";
    } catch (const BadRow& row) {
        EXPECT_EQ(row.line(), expected.line);
        EXPECT_THAT(row.what(), HasSubstr(expected.reason));
    }
}

class BadHeaders : public testing::TestWithParam<Refusal> {};

TEST_P(BadHeaders, AreRefused) {
    expect_refusal(GetParam(), [] { BookReader reader(GetParam().text); });
}

INSTANTIATE_TEST_SUITE_P(BookReader, BadHeaders,
                         testing::Values(Refusal{"", 1, "there is no header"},
                                         Refusal{"\ntitle;author\n", 2, "no column 'title', but: title;author"},
                                         Refusal{"title,name\n", 1, "no column 'author', but: title | name"},
                                         Refusal{"\xFF\xFEt\0i\0", 1, "the header is not valid UTF-8"},
                                         Refusal{"\"title,author\n", 1, "a quotation mark is not closed"}));

class BadRows : public testing::TestWithParam<Refusal> {};

TEST_P(BadRows, AreRefusedAndTheNextRowIsRead) {
    BookReader reader(kHeader + GetParam().text + "\nSolaris,Stanisław Lem,1961,204,\n");
    expect_refusal(GetParam(), [&] {
        while (reader.next()) {
        }
    });
    const std::optional<BookRow> next = reader.next();
    ASSERT_TRUE(next);
    EXPECT_EQ(next->title, "Solaris");
}

INSTANTIATE_TEST_SUITE_P(
    BookReader, BadRows,
    testing::Values(
        Refusal{"Emma,Jane Austen,1815", 2, "the number of columns is 3, not 5 as in the header"},
        Refusal{"I, Robot,Isaac Asimov,1950,,", 2, "the number of columns is 6, not 5 as in the header"},
        Refusal{",Homer,,,", 2, "title is empty"},  //
        Refusal{"The Iliad, ,,,", 2, "author is empty"},
        Refusal{"Emma,Jane Austen,MDCCCXV,,", 2, "year 'MDCCCXV' is not a whole number from -5000 to 9999"},
        Refusal{"Emma,Jane Austen,,47.4,", 2, "pages '47.4' is not a whole number from 1 to 1000000"},
        Refusal{"Emma,Jane Austen,,0,", 2, "pages '0' is not"},
        Refusal{"Emma,Jane Austen,,99999999999999999999,", 2, "pages '99999999999999999999' is not"},
        Refusal{"Emma,Jane Austen,,,9780141439588", 2, "isbn '9780141439588' is not"},
        Refusal{"\xE9mile,Rousseau,,,", 2, "title is not valid UTF-8"},
        Refusal{"Emma,Jane \xC0\xAF,,,", 2, "author is not valid UTF-8"},
        Refusal{std::string("Em\0ma,Jane Austen,,,", 20), 2, "title has a character 0"},
        Refusal{std::string(501, 'x') + ",Jane Austen,,,", 2, "title is longer than 500 characters"},
        Refusal{"Emma,Jane Austen,,,\nEmma,Jane Austen,1815,,", 3, "'Emma' by Jane Austen is in line 2 already"},
        Refusal{"Emma,Jane Austen,,,9780141439587\nPersuasion,Jane Austen,,,978-0141439587", 3,
                "isbn 9780141439587 is in line 2 already"},
        Refusal{"\"Emma,Jane Austen,,,", 2, "a quotation mark is not closed"},
        Refusal{"\"Emma\" (1815),Jane Austen,,,", 2, "text follows a closing quotation mark"}));

TEST(BookReader, CountsCharactersNotBytes) {
    std::string title;
    for (int i = 0; i < 500; ++i) title += "猫";
    EXPECT_EQ(read_first("title,author\n" + title + ",Natsume Sōseki\n")->title, title);
}

TEST(BookReader, DoesNotCountABadRowAsADuplicate) {
    BookReader reader("title,author,isbn\nEmma,Jane Austen,1\nEmma,Jane Austen,\n");
    EXPECT_THROW(reader.next(), BadRow);
    EXPECT_TRUE(reader.next());
}

}  // namespace
}  // namespace bookstore::test
