// SPDX-License-Identifier: MIT
#include "azoth/sql/replacement.hpp"

#include <gtest/gtest.h>

#include "support/bookshop.hpp"
#include "support/expect_error.hpp"
#include "support/expect_sql.hpp"

namespace azoth::test {
namespace {

struct Replaced : Bookshop {
    FromHandle older = alias(books, "older");

    std::string sql_of(const Select<std::int64_t>& query) {
        const auto copy = sql::replaced(query.node(), {{books.node(), older.node()}});
        return to_string(*copy, generic_dialect());
    }
};

TEST_F(Replaced, ColumnsFollowTheirTable) {
    EXPECT_EQ(sql_of(select(id).where(pages > 300, title == "a" || !sold)),
              "SELECT older.id FROM books AS older WHERE older.pages > :pages_1 AND "
              "(older.title = :title_1 OR NOT older.sold)");
}

TEST_F(Replaced, EveryClauseIsLookedAt) {
    EXPECT_EQ(sql_of(select(id).join(authors, author_id == written_by).group_by(id).having(func::max(pages) > 1)
                         .order_by(desc(cast<int>(price)))),
              "SELECT older.id FROM books AS older JOIN authors ON authors.id = older.author_id GROUP BY older.id "
              "HAVING max(older.pages) > :max_1 ORDER BY CAST(older.price AS INTEGER) DESC");
}

TEST_F(Replaced, SubqueriesAreLookedInto) {
    EXPECT_EQ(sql_of(select(author_id).where(exists(select(id).where(written_by == author_id)))),
              "SELECT authors.id FROM authors WHERE EXISTS (SELECT older.id FROM books AS older "
              "WHERE older.author_id = authors.id)");
    EXPECT_EQ(sql_of(select(union_(select(id), select(author_id)).cte("u").c<std::int64_t>("id"))),
              "WITH u AS (SELECT older.id FROM books AS older UNION SELECT authors.id FROM authors) "
              "SELECT u.id FROM u");
}

TEST_F(Replaced, SubqueriesInFromAreRebuilt) {
    const FromHandle thick = select(id).where(pages > 300).subquery("thick");
    EXPECT_EQ(sql_of(select(thick[id])),
              "SELECT thick.id FROM (SELECT older.id FROM books AS older WHERE older.pages > :pages_1) AS thick");
}

TEST_F(Replaced, PartsWithoutTheOldElementAreShared) {
    const auto condition = (name == "a").node();
    EXPECT_EQ(sql::replaced(condition, {{books.node(), older.node()}}), condition);
}

TEST_F(Replaced, ASubqueryTakesTheColumnsThatItSelects) {
    const FromHandle thick = select(title, id).subquery("thick");
    const auto column = sql::replaced(id.node(), {{books.node(), thick.node()}});
    EXPECT_EQ(to_string(*select(Expr<int>(column)).node(), generic_dialect()),
              "SELECT thick.id FROM (SELECT books.title, books.id FROM books) AS thick");
    expect_error<ArgumentError>("no_such_column", "pages", [&] {
        sql::replaced(pages.node(), {{books.node(), thick.node()}});
    });
}

TEST_F(Replaced, StatementsThatChangeDataAreRefused) {
    const auto change = update(books).set(pages = 1);
    expect_error<ArgumentError>("not_replaceable", "does not know how to be rebuilt", [&] {
        sql::replaced(NodePtr<const sql::UpdateNode>(change.node()), {{books.node(), older.node()}});
    });
}

}  // namespace
}  // namespace azoth::test
