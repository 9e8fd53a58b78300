// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "azoth/orm/class_map.hpp"
#include "azoth/orm/object.hpp"
#include "azoth/sql/expr.hpp"

namespace azoth::orm {

/// That the columns hold the values that `value(i)` gives for each of them.
template <class ValueOf>
ExpressionPtr matches_values(const std::vector<sql::ColumnPtr>& columns, ValueOf value) {
    ExpressionPtr all;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const sql::ColumnPtr& column = columns[i];
        ExpressionPtr equal = azoth::detail::make_comparison(sql::Operator::Equal, column,
                                                             azoth::detail::make_bind(value(i), column->type()));
        all = all ? azoth::detail::make_boolean_list(sql::Operator::And, all, equal) : equal;
    }
    return all;
}

/// That they hold what one of the rows has, of which `value(row, i)` gives each: one column by IN, several by an OR of
/// equalities.
template <class Rows, class ValueOf>
ExpressionPtr matches_one_row(const std::vector<sql::ColumnPtr>& columns, const Rows& rows, ValueOf value) {
    if (columns.size() == 1) {
        std::vector<Value> values;
        for (const auto& row : rows) values.push_back(value(row, 0));
        return azoth::detail::make_in(columns.front(), std::move(values), false);
    }
    ExpressionPtr any;
    for (const auto& row : rows) {
        ExpressionPtr all = matches_values(columns, [&](std::size_t i) { return value(row, i); });
        any = any ? azoth::detail::make_boolean_list(sql::Operator::Or, any, all) : all;
    }
    return any;
}

/// The columns of the class's table at these positions.
std::vector<sql::ColumnPtr> expressions_of(const ClassMap& map, const std::vector<std::uint32_t>& columns);

/// That `columns` of a class's table hold what `object_columns` of one of the objects hold: one column by IN, several
/// by an OR of equalities. Both are positions among mapped columns, as many of each: `columns` among those of `map`,
/// `object_columns` among those of the objects' classes, which `map` may describe a part of only.
ExpressionPtr matches_one_of(const ClassMap& map, const std::vector<std::uint32_t>& columns,
                             std::span<ObjectHeader* const> objects, const std::vector<std::uint32_t>& object_columns);

/// The same of columns of any table.
ExpressionPtr matches_one_of(const std::vector<sql::ColumnPtr>& columns, std::span<ObjectHeader* const> objects,
                             const std::vector<std::uint32_t>& object_columns);

/// That they hold what the row of one of the objects holds: its members may have been changed since it was read.
ExpressionPtr matches_row_of(const ClassMap& map, const std::vector<std::uint32_t>& columns,
                             std::span<ObjectHeader* const> objects, const std::vector<std::uint32_t>& object_columns);
ExpressionPtr matches_row_of(const std::vector<sql::ColumnPtr>& columns, std::span<ObjectHeader* const> objects,
                             const std::vector<std::uint32_t>& object_columns);

/// That the columns hold what the object's do, one by one.
ExpressionPtr matches_each(const std::vector<sql::ColumnPtr>& columns, const ObjectHeader& header,
                           const std::vector<std::uint32_t>& object_columns);
/// That columns of two tables are equal, one by one.
ExpressionPtr all_equal(const std::vector<sql::ColumnPtr>& left, const std::vector<sql::ColumnPtr>& right);

}  // namespace azoth::orm
