// SPDX-License-Identifier: MIT
#pragma once

#include <gtest/gtest.h>

#include <source_location>
#include <string>
#include <string_view>

#include "azoth/compile/dialect.hpp"
#include "azoth/sql/select.hpp"

namespace azoth::test {

/// Expects the SQL of a statement in a dialect.
template <class Statement>
void expect_sql(const Statement& statement, const Dialect& dialect, std::string_view expected,
                const std::source_location& place = std::source_location::current()) {
    const testing::ScopedTrace trace(place.file_name(), static_cast<int>(place.line()), dialect.name());
    EXPECT_EQ(to_string(statement, dialect), expected);
}

/// The same in standard SQL.
template <class Statement>
void expect_sql(const Statement& statement, std::string_view expected,
                const std::source_location& place = std::source_location::current()) {
    expect_sql(statement, generic_dialect(), expected, place);
}

/// Expects the SQL of an expression: what stands behind WHERE when a SELECT has it there.
template <class E>
void expect_expression(const E& expression, const Dialect& dialect, std::string_view expected,
                       const std::source_location& place = std::source_location::current()) {
    auto statement = make_node<sql::SelectNode>();
    statement->items.push_back({make_node<sql::TextFragmentNode>("1", Integer{})});
    statement->where.push_back(expression.node());
    const std::string sql = to_string(*statement, dialect);
    const testing::ScopedTrace trace(place.file_name(), static_cast<int>(place.line()), dialect.name());
    EXPECT_EQ(sql.substr(sql.find(" WHERE ") + 7), expected);
}

template <class E>
void expect_expression(const E& expression, std::string_view expected,
                       const std::source_location& place = std::source_location::current()) {
    expect_expression(expression, generic_dialect(), expected, place);
}

}  // namespace azoth::test
