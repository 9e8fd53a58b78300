// SPDX-License-Identifier: MIT
#include "engine/bound_statement.hpp"

#include "azoth/sql/dml.hpp"
#include "engine/parameters_text.hpp"
#include "support/bookshop.hpp"
#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

using engine::bind_statement;
using engine::BoundStatement;
using engine::ExecutionScratch;
using engine::ParameterRows;

struct BoundStatementTest : Bookshop {
    template <class Statement>
    BoundStatement bind(const Statement& statement, ParameterRows rows = {}) {
        kept = statement.node();
        compiled = generic_dialect().compile(*kept);
        scratch.key.clear();
        kept->write_key(scratch.key);
        return bind_statement(compiled, generic_dialect(), rows, scratch);
    }
    /// UPDATE books SET pages = <parameter 1> WHERE id = <parameter 0> AND title = 'x'
    Update<> update_by_parameters() {
        auto node = make_node<sql::UpdateNode>(books.table_node());
        node->assignments.push_back({3, make_node<sql::ParameterNode>(1, Integer{})});
        node->where = {
            detail::make_comparison(sql::Operator::Equal, id.node(), make_node<sql::ParameterNode>(0, BigInteger{})),
            (title == std::string("x")).node()};
        return Update<>(node);
    }
    static std::string text(const BoundStatement& bound) {
        return engine::parameters_text(bound.values, bound.row_count);
    }

    sql::StatementPtr kept;  // the values live in its nodes
    Compiled compiled;
    ExecutionScratch scratch;
};

TEST_F(BoundStatementTest, TakesValuesInTheOrderOfThePlaceholders) {
    const auto bound = bind(select(title).where(written_by == 7, title == "x").limit(20));

    EXPECT_EQ(text(bound), "(7, 'x', 20)");
    EXPECT_EQ(bound.types.size(), 3U);
}

TEST_F(BoundStatementTest, FillsListsUpToThePaddedNumberOfPlaceholders) {
    const auto bound = bind(select(title).where(id.in({5, 6, 7}), written_by == 1));

    EXPECT_EQ(text(bound), "(5, 6, 7, 7, 1)");
    EXPECT_EQ(bound.types.size(), 5U);
    EXPECT_EQ(std::string(bound.sql).find("IN ()"), std::string::npos);
}

TEST_F(BoundStatementTest, LeavesAnEmptyListWithoutValues) {
    const auto bound = bind(select(title).where(id.in(std::vector<std::int64_t>{}), written_by == 1));

    EXPECT_EQ(text(bound), "(1)");
}

TEST_F(BoundStatementTest, RepeatsBindsForEachRowOfParameters) {
    const std::vector rows{ValueView::int64(1), ValueView::int64(100), ValueView::int64(2), ValueView::int64(200)};
    const auto bound = bind(update_by_parameters(), {rows, 2});

    EXPECT_EQ(text(bound), "[(100, 1, 'x'), (200, 2, 'x')]");
}

TEST_F(BoundStatementTest, RefusesRowsThatAreTooShort) {
    const std::vector rows{ValueView::int64(1)};

    expect_error<ArgumentError>("missing_parameter", "a place for parameter 2, but a row of parameters has 1 values",
                                [&] {
                                    bind(update_by_parameters(), {rows, 1});
                                });
}

TEST_F(BoundStatementTest, PassesOnRowsThatAreInOrderWithoutACopy) {
    auto node = make_node<sql::InsertNode>(books.table_node());
    node->columns = {1};
    node->rows = {{make_node<sql::ParameterNode>(0, sql::ExpressionPtr(title.node())->type())}};
    const std::vector rows{ValueView::text("a"), ValueView::text("b")};

    EXPECT_EQ(bind(Insert<>(node), {rows, 2}).values.data(), rows.data());
}

}  // namespace
}  // namespace azoth::test
