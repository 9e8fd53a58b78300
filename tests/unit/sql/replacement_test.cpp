// SPDX-License-Identifier: MIT
#include "azoth/sql/replacement.hpp"

#include <gtest/gtest.h>

#include "azoth/sql/quantified.hpp"
#include "azoth/sql/tuple.hpp"
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

TEST_F(Replaced, OperatorsOfEveryFamilyAreRebuilt) {
    EXPECT_EQ(sql_of(select(id).where(pages.between(1, 9), tuple_(id, pages).in({{1, 2}}), id == any_(select(id)),
                                      title.collate("C") == "a")),
              "SELECT older.id FROM books AS older WHERE older.pages BETWEEN :pages_1 AND :pages_2 AND "
              "(older.id, older.pages) IN ((:param_1, :param_2)) AND older.id = ANY (SELECT older.id FROM books AS "
              "older) AND older.title COLLATE \"C\" = :param_3");
}

TEST_F(Replaced, TextWithinAStatementKeepsItsOtherParts) {
    EXPECT_EQ(sql_of(select(id).where(text("length(:word) > 2").bind("word", title))),
              "SELECT older.id FROM books AS older WHERE length(older.title) > 2");
}

TEST_F(Replaced, StatementsThatChangeDataAreRebuiltAroundOtherTables) {
    const FromHandle dead = alias(authors, "dead");
    const auto sql_with_dead = [&](const auto& statement) {
        return to_string(*sql::replaced(statement.node(), {{authors.node(), dead.node()}}), generic_dialect());
    };
    EXPECT_EQ(sql_with_dead(update(books).set(title = name).where(author_id == written_by)),
              "UPDATE books SET title = dead.name FROM authors AS dead WHERE dead.id = books.author_id");
    EXPECT_EQ(sql_with_dead(delete_(books).where(written_by.in(select(author_id)))),
              "DELETE FROM books WHERE books.author_id IN (SELECT dead.id FROM authors AS dead)");
    EXPECT_EQ(sql_with_dead(insert(books).columns(title).from_select(select(name))),
              "INSERT INTO books (title) SELECT dead.name FROM authors AS dead");
}

TEST_F(Replaced, TheTableThatIsChangedTakesNoAlias) {
    expect_error<ArgumentError>("not_replaceable", "only another table can stand in its place", [&] {
        sql::replaced(update(books).set(pages = 1).node(), {{books.node(), older.node()}});
    });
}

}  // namespace
}  // namespace azoth::test
