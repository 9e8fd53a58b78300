// SPDX-License-Identifier: MIT
#include "sql/operand_check.hpp"

#include <gtest/gtest.h>

#include "azoth/base/error.hpp"
#include "azoth/schema/table.hpp"
#include "azoth/sql/functions.hpp"
#include "azoth/sql/matching.hpp"
#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

struct OperandChecks : testing::Test {
    MetaData metadata;
    Table books{"books",
                metadata,
                Column("title", String{100}),
                Column("pages", Integer{}),
                Column("price", Numeric{}),
                Column("sold", Boolean{}),
                Column("day", Date{}),
                Column("key", Uuid{})};

    template <class Build>
    static void expect_refused(std::string_view message, Build build) {
        expect_error<ArgumentError>("wrong_operand_types", message, build);
    }
};

TEST_F(OperandChecks, RefuseAValueOfAnotherKindAndNameBoth) {
    expect_refused("books.title (String(100)) cannot be compared with 5 (Integer)", [&] { books["title"] == 5; });
    expect_refused("books.pages (Integer) cannot be compared with 'x' (String)", [&] { books["pages"] < "x"; });
    expect_refused("books.sold (Boolean) cannot be compared with 1 (Integer)", [&] { books["sold"] == 1; });
}

TEST_F(OperandChecks, RefuseColumnsOfDifferentKinds) {
    expect_refused("books.title (String(100)) cannot be compared with books.pages (Integer)",
                   [&] { books["title"] == books["pages"]; });
    expect_refused("books.title (String(100)) cannot be compared with books.pages (Integer)",
                   [&] { books["title"] == books.c<int>("pages"); });
    expect_refused("books.pages (Integer) cannot be compared with books.title (String(100))",
                   [&] { books.c<int>("pages") == books["title"]; });
    expect_refused("count() (BigInteger) cannot be compared with books.title (String(100))",
                   [&] { func::count(books["pages"]) > books["title"]; });
}

TEST_F(OperandChecks, RefuseEndsOfARange) {
    expect_refused("books.pages (Integer) cannot be compared with 'a' (String)",
                   [&] { books["pages"].between("a", "b"); });
}

TEST_F(OperandChecks, RefuseValuesOfAList) {
    expect_refused("books.title (String(100)) cannot be compared with 5 (Integer)",
                   [&] { books["title"].in(std::vector{5}); });
    EXPECT_NO_THROW(books["pages"].in(std::vector{5}));
}

TEST_F(OperandChecks, RefuseToMatchWhatIsNoText) {
    expect_refused("books.pages (Integer) is no text that could be matched", [&] { like(books["pages"], "5%"); });
    EXPECT_NO_THROW(contains(books["title"], "5"));
}

TEST_F(OperandChecks, TakeEveryKindOfNumber) {
    EXPECT_NO_THROW(books["price"] == 5);
    EXPECT_NO_THROW(books["pages"] > 2.5);
    EXPECT_NO_THROW(books["price"] > books["pages"]);
}

TEST_F(OperandChecks, TakeTheTextOfADateOrUuid) {
    EXPECT_NO_THROW(books["day"] > "2024-02-29");
    EXPECT_NO_THROW(books["key"] == "7f1e8c1c-0d2c-4a36-9d6e-3a1e1f6f8a11");
    expect_refused("books.day (Date) cannot be compared with books.title (String(100))",
                   [&] { books["day"] == books["title"]; });
}

TEST_F(OperandChecks, TakeNullAndWhatIsNotKnown) {
    EXPECT_NO_THROW(books["title"] == std::nullopt);
    EXPECT_NO_THROW(books["title"] == literal_column<Value>("anything"));
}

}  // namespace
}  // namespace azoth::test
