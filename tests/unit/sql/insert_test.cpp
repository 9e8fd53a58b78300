// SPDX-License-Identifier: MIT
#include "azoth/sql/insert.hpp"

#include <gtest/gtest.h>

#include "azoth/compile/dialect.hpp"
#include "azoth/schema/table.hpp"
#include "azoth/sql/merge.hpp"
#include "azoth/sql/select.hpp"
#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

struct InsertBuilding : testing::Test {
    MetaData metadata;
    Table t{"t", metadata, Column("a", Integer{}), Column("b", String{10})};
    Table other{"other", metadata, Column("x", Integer{})};
    ColumnExpr<int> a = t.c<int>("a");
    ColumnExpr<std::string> b = t.c<std::string>("b");
    ColumnExpr<int> x = other.c<int>("x");
};

TEST_F(InsertBuilding, RefusesColumnsOfAnotherTable) {
    expect_error<ArgumentError>("wrong_table", "columns() of 't' cannot name the column 'x' of 'other'",
                                [&] { insert(t).columns(a, x); });
}

TEST_F(InsertBuilding, RefusesAColumnTwice) {
    expect_error<ArgumentError>("duplicate_column", "names the column 'a' twice", [&] { insert(t).columns(a, a); });
}

TEST_F(InsertBuilding, RefusesAQueryWithOtherThanItsColumns) {
    expect_error<ArgumentError>("wrong_column_count", "names 2 columns (a, b), but its query gives 1", [&] {
        insert(t).from_select({"a", "b"}, select(x));
    });
}

TEST_F(InsertBuilding, RefusesColumnsWithoutRows) {
    expect_error<CompileError>("no_rows", "names columns but has no rows",
                               [&] { to_string(insert(t).columns(a).rows(std::vector<std::tuple<int>>())); });
}

TEST_F(InsertBuilding, RefusesAnUpsertOfAllOtherColumnsWhereThereAreNone) {
    expect_error<ArgumentError>("nothing_to_set", "values() come before it",
                                [&] { insert(t).on_conflict(a).do_update_all(); });
    expect_error<ArgumentError>("nothing_to_set", "more columns than those of the key",
                                [&] { insert(t).values(a = 1).on_conflict(a).do_update_all(); });
}

TEST_F(InsertBuilding, RefusesNoRowsOfDefaults) {
    expect_error<ArgumentError>("no_rows", "default_values(0)", [&] { insert(t).default_values(0); });
}

TEST_F(InsertBuilding, LeavesTheStatementAsItWas) {
    const auto one = insert(t).values(a = 1);
    const auto two = one.values(a = 2).prefix_with("IGNORE");
    EXPECT_EQ(one.node()->rows.size(), 1U);
    EXPECT_TRUE(one.node()->prefixes.empty());
    EXPECT_EQ(two.node()->rows.size(), 2U);
}

TEST_F(InsertBuilding, LetsAMergeInsertOnlyWhatDoesNotMatch) {
    const auto begun = merge(t).using_(other, a == x);
    expect_error<ArgumentError>("wrong_merge_action", "merge() of 't': what matches is there already",
                                [&] { begun.when_matched().then_insert(a = 1); });
    expect_error<ArgumentError>("wrong_merge_action", "can only be inserted",
                                [&] { begun.when_not_matched().then_delete(); });
}

}  // namespace
}  // namespace azoth::test
