// SPDX-License-Identifier: MIT
#include "azoth/sql/compound_select.hpp"

#include <gtest/gtest.h>

#include "support/bookshop.hpp"
#include "support/expect_error.hpp"
#include "support/expect_sql.hpp"

namespace azoth::test {
namespace {

using Compounds = Bookshop;

TEST_F(Compounds, HaveTheTypesOfTheirMembers) {
    static_assert(std::same_as<decltype(union_(select(id, title), select(author_id, name))),
                               CompoundSelect<std::int64_t, std::string>>);
    static_assert(std::same_as<decltype(union_(select(pages), select(id))), CompoundSelect<std::int64_t>>);
    static_assert(std::same_as<decltype(union_(select(price), select(price))), CompoundSelect<std::optional<Decimal>>>);
    static_assert(
        std::same_as<decltype(union_(select(pages), select(func::max(pages)))), CompoundSelect<std::optional<int>>>);
    static_assert(std::same_as<decltype(union_(select(books["id"]), select(id))), CompoundSelect<Row>>);
}

TEST_F(Compounds, NeedColumnsOfOneNumber) {
    expect_error<ArgumentError>("wrong_column_count",
                                "statement 2 of UNION ALL has 1 columns (name), the first one has 2 (id, title)",
                                [&] { union_all(select(books["id"], books["title"]), select(authors["name"])); });
}

TEST_F(Compounds, NeedColumnsOfLikeTypes) {
    expect_error<ArgumentError>("different_types", "column 1 of statement 2 of EXCEPT is name",
                                [&] { except_(select(books["id"]), select(authors["name"])); });
}

TEST_F(Compounds, AreMergedOnlyWhereThatMeansTheSame) {
    const auto ids = select(id);
    EXPECT_EQ(ids.union_(ids).union_(ids).node()->members.size(), 3U);
    EXPECT_EQ(ids.union_(ids).limit(1).union_(ids).node()->members.size(), 2U);
    EXPECT_EQ(ids.union_(ids).union_all(ids).node()->members.size(), 2U);
    EXPECT_EQ(except_(ids, ids.except_(ids)).node()->members.size(), 2U);
}

TEST_F(Compounds, StayAsTheyWereWhenAClauseIsAdded) {
    const auto both = union_(select(id), select(author_id));
    const auto limited = both.limit(1).order_by("id");

    EXPECT_FALSE(both.node()->has_tail());
    EXPECT_TRUE(limited.node()->has_tail());
}

TEST_F(Compounds, TakeAThousandMembers) {
    const std::vector<Select<std::int64_t>> members(1000, select(id));
    const std::string sql = to_string(union_all(members));

    EXPECT_EQ(sql.size(),
              1000 * std::string("SELECT books.id FROM books").size() + 999 * std::string(" UNION ALL ").size());
}

TEST_F(Compounds, NestAHundredLevels) {
    auto query = union_(select(id), select(author_id));
    for (int i = 0; i < 100; ++i) query = union_all(select(id), query.limit(5));

    EXPECT_EQ(to_string(query).find("SELECT books.id FROM books UNION ALL (SELECT books.id FROM books UNION ALL ("),
              0U);
}

TEST_F(Compounds, ExtendOnlyRecursiveCtes) {
    expect_error<ArgumentError>("not_recursive", "the CTE t cannot be extended",
                                [&] { select(id).cte("t").union_all(select(id)); });
}

TEST_F(Compounds, NameAsManyColumnsOfACteAsThereAre) {
    expect_error<ArgumentError>("wrong_column_count", "2 names are given for the 1 columns of 't'", [&] {
        select(id).cte("t", {.columns = {"a", "b"}});
    });
}

}  // namespace
}  // namespace azoth::test
