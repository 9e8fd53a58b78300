// SPDX-License-Identifier: MIT
#include "azoth/sql/any_expr.hpp"

#include "azoth/sql/case.hpp"
#include "azoth/sql/tuple.hpp"
#include "azoth/sql/values.hpp"
#include "support/bookshop.hpp"
#include "support/expect_error.hpp"
#include "support/expect_sql.hpp"

namespace azoth::test {
namespace {

struct Lists : Bookshop {};

TEST_F(Lists, HoldExpressionsAndValues) {
    const std::vector<AnyExpr> list{id, title, pages + 1, 7, "x", std::nullopt};

    expect_sql(select(list),
               "SELECT books.id, books.title, books.pages + :pages_1, :param_1, :param_2, NULL FROM books");
}

TEST_F(Lists, GiveRunTimeRows) {
    const std::vector<AnyExpr> list{id};

    static_assert(std::same_as<decltype(select(list)), Select<Row>>);
    static_assert(std::same_as<decltype(select(id).add_columns(list)), Select<Row>>);
    SUCCEED();
}

TEST_F(Lists, OfTuplesHaveOneSize) {
    const AnyTuple two = tuple_(std::vector<AnyExpr>{id, title});

    expect_error<ArgumentError>("wrong_column_count", "a row of 1", [&] { two.in({{Value(1)}}); });
    expect_error<ArgumentError>("wrong_column_count", "one of 1",
                                [&] { static_cast<void>(two == tuple_(std::vector<AnyExpr>{id})); });
}

TEST_F(Lists, OfTuplesHaveTypesThatSqlCanCompare) {
    const AnyTuple two = tuple_(std::vector<AnyExpr>{id, title});

    expect_error<ArgumentError>("wrong_operand_types", "title", [&] {
        static_cast<void>(two == tuple_(std::vector<AnyExpr>{id, id}));
    });
}

TEST_F(Lists, OfWhensAreNotEmpty) {
    expect_error<ArgumentError>("empty_case", "one WHEN at least", [&] { case_(std::vector<When<Condition, int>>{}); });
}

TEST_F(Lists, OfValuesHaveOneSize) {
    const auto columns = values({{"a", Integer{}}, {"b", Integer{}}});

    expect_error<ArgumentError>("wrong_column_count", "1 values for its 2 columns",
                                [&] { static_cast<void>(columns.data({{Value(1)}})); });
}

TEST_F(Lists, OfEqualitiesFindTheirColumns) {
    expect_error<ArgumentError>("no_such_column", "'books' has no column 'x'", [&] { select(id).filter_by("x", 1); });
    expect_error<ArgumentError>("no_such_column", "the SELECT has no table",
                                [&] { select(literal(1)).filter_by("x", 1); });
    expect_error<ArgumentError>("wrong_operand_types", "id", [&] { select(id).filter_by("id", "x"); });
}

TEST_F(Lists, OfSearchedColumnsExist) {
    const CteHandle tree = select(id).cte("tree", Recursive);

    expect_error<ArgumentError>("no_such_column", "'tree' has no column 'x'",
                                [&] { tree.search_depth_first({"x"}, "place"); });
    expect_error<ArgumentError>("not_recursive", "tree",
                                [&] { select(id).cte("tree").cycle({"id"}, "is_cycle", "path"); });
}

}  // namespace
}  // namespace azoth::test
