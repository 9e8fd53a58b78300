// SPDX-License-Identifier: MIT
#include "azoth/sql/dml.hpp"

#include <gtest/gtest.h>

#include "azoth/schema/table.hpp"
#include "azoth/sql/arithmetic.hpp"
#include "support/expect_error.hpp"
#include "support/statement_tree.hpp"

namespace azoth::test {
namespace {

struct Dml : testing::Test {
    MetaData metadata;
    Table t{"t", metadata, Column("a", Integer{}), Column("b", String{})};
    Table u{"u", metadata, Column("a", Integer{})};
    ColumnExpr<int> a = t.c<int>("a");
    ColumnExpr<std::string> b = t.c<std::string>("b");
    ColumnExpr<int> foreign = u.c<int>("a");

    static std::string row(const sql::InsertNode& insert, std::size_t number) {
        std::string text;
        for (const auto& value : insert.rows.at(number)) text += (text.empty() ? "" : " ") + tree(*value);
        return text;
    }
};

TEST_F(Dml, PutsLaterRowsIntoTheOrderOfTheFirst) {
    const auto statement = insert(t).values(a = 1, b = "x").values(b = "y", a = 2);

    EXPECT_EQ(statement.node()->columns, (std::vector<std::uint32_t>{0, 1}));
    EXPECT_EQ(row(*statement.node(), 0), "1 'x'");
    EXPECT_EQ(row(*statement.node(), 1), "2 'y'");
}

TEST_F(Dml, WantsTheSameColumnsInEveryRow) {
    const auto statement = insert(t).values(a = 1);

    const std::string_view message = "a row for 't' gives values for (b), the first one for (a)";
    expect_error<ArgumentError>("different_columns", message, [&] { statement.values(b = "x"); });
    expect_error<ArgumentError>("different_columns", "(a, b)", [&] { statement.values(a = 1, b = "x"); });
}

TEST_F(Dml, RefusesColumnsOfAnotherTable) {
    const std::string_view message = "an assignment of 't' cannot name the column 'a' of 'u'";

    expect_error<ArgumentError>("wrong_table", message, [&] { insert(t).values(foreign = 1); });
    expect_error<ArgumentError>("wrong_table", message, [&] { update(t).set(foreign = 1); });
    expect_error<ArgumentError>("wrong_table", "on_conflict() of 't'",
                                [&] { insert(t).values(a = 1).on_conflict(foreign); });
}

TEST_F(Dml, RefusesAColumnTwice) {
    const std::string_view message = "'t' names the column 'a' twice";

    expect_error<ArgumentError>("duplicate_column", message, [&] { insert(t).values(a = 1, a = 2); });
    expect_error<ArgumentError>("duplicate_column", message, [&] { update(t).set(a = 1, b = "x", a = 2); });
    expect_error<ArgumentError>("duplicate_column", message, [&] { insert(t).on_conflict(a, a); });
}

TEST_F(Dml, RefusesAConflictOnAValue) {
    expect_error<ArgumentError>("not_a_column", "on_conflict() of 't'", [&] { insert(t).on_conflict(literal(1)); });
}

TEST_F(Dml, TakesTheExpressionsOfAnIndexAsAKey) {
    const auto statement = insert(t).values(a = 1).on_conflict(b, a + 1).do_nothing();

    const sql::ConflictClause& clause = statement.node()->conflicts.at(0);
    EXPECT_EQ(clause.columns, std::vector<std::uint32_t>{1});
    EXPECT_EQ(tree(*clause.expressions.at(0)), "(+ t.a 1)");
}

TEST_F(Dml, RefusesToAssignToWhatIsNoPlace) {
    expect_error<ArgumentError>("not_a_column", "set() of 't' assigns to columns", [&] { update(t).set(a + 1, 2); });
    expect_error<ArgumentError>("duplicate_column", "'a' twice", [&] { update(t).set(a, 1).set(a = 2); });
}

TEST_F(Dml, UpdatesOnConflictWithTheValueThatWasToBeInserted) {
    const auto statement = insert(t).values(a = 1, b = "x").on_conflict(a).do_update(b = excluded(b));

    const sql::ConflictClause& clause = statement.node()->conflicts.at(0);
    EXPECT_TRUE(clause.updates);
    EXPECT_EQ(clause.columns, std::vector<std::uint32_t>{0});
    EXPECT_EQ(clause.assignments.at(0).column, 1);
    EXPECT_EQ(tree(*clause.assignments.at(0).value), "excluded.b");
}

TEST_F(Dml, ReturnsTypedRows) {
    static_assert(std::same_as<decltype(insert(t).returning(a, b)), Insert<int, std::string>>);
    static_assert(std::same_as<decltype(update(t).returning(a)), Update<int>>);
    static_assert(std::same_as<decltype(delete_(t).returning(b)), Delete<std::string>>);
    EXPECT_EQ(tree(*delete_(t).returning(b).node()->returning.at(0).expression), "t.b");
}

TEST_F(Dml, LeavesTheStatementAsItWas) {
    const auto statement = update(t).set(a = 1);
    const auto narrower = statement.where(a == 2).set(b = "x");

    EXPECT_EQ(statement.node()->where.size(), 0);
    EXPECT_EQ(statement.node()->assignments.size(), 1);
    EXPECT_EQ(tree(*narrower.node()->where.at(0)), "(= t.a 2)");
    EXPECT_EQ(narrower.node()->assignments.size(), 2);
}

TEST_F(Dml, UpdatesAColumnFromItself) {
    EXPECT_EQ(tree(*update(t).set(a = a + 1).node()->assignments.at(0).value), "(+ t.a 1)");
}

}  // namespace
}  // namespace azoth::test
