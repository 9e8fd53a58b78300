// SPDX-License-Identifier: MIT
#include "orm/key_condition.hpp"

#include <cstddef>
#include <utility>

#include "azoth/sql/expr.hpp"

namespace azoth::orm {
namespace {

Value value_of(const ObjectHeader& header, std::uint32_t position) {
    const MappedColumn& column = header.map->columns()[position];
    Scratch scratch;
    return Value(column.type->view(header.map->field(header.object(), column), scratch));
}

}  // namespace

ExpressionPtr matches_each(const std::vector<sql::ColumnPtr>& columns, const ObjectHeader& header,
                           const std::vector<std::uint32_t>& object_columns) {
    ExpressionPtr all;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto& column = columns[i];
        ExpressionPtr equal = azoth::detail::make_comparison(
            sql::Operator::Equal, column,
            azoth::detail::make_bind(value_of(header, object_columns[i]), column->type()));
        all = all ? azoth::detail::make_boolean_list(sql::Operator::And, all, equal) : equal;
    }
    return all;
}

ExpressionPtr all_equal(const std::vector<sql::ColumnPtr>& left, const std::vector<sql::ColumnPtr>& right) {
    ExpressionPtr condition;
    for (std::size_t i = 0; i < left.size(); ++i) {
        ExpressionPtr equal = azoth::detail::make_comparison(sql::Operator::Equal, left[i], right[i]);
        condition = condition ? azoth::detail::make_boolean_list(sql::Operator::And, condition, equal) : equal;
    }
    return condition;
}

ExpressionPtr matches_one_of(const ClassMap& map, const std::vector<std::uint32_t>& columns,
                             std::span<ObjectHeader* const> objects, const std::vector<std::uint32_t>& object_columns) {
    std::vector<sql::ColumnPtr> expressions;
    for (const std::uint32_t column : columns) expressions.push_back(map.column_expression(column));
    return matches_one_of(expressions, objects, object_columns);
}

ExpressionPtr matches_one_of(const std::vector<sql::ColumnPtr>& columns, std::span<ObjectHeader* const> objects,
                             const std::vector<std::uint32_t>& object_columns) {
    if (columns.size() == 1) {
        std::vector<Value> values;
        for (const ObjectHeader* const header : objects) values.push_back(value_of(*header, object_columns.front()));
        return azoth::detail::make_in(columns.front(), std::move(values), false);
    }
    ExpressionPtr any;
    for (const ObjectHeader* const header : objects) {
        ExpressionPtr all = matches_each(columns, *header, object_columns);
        any = any ? azoth::detail::make_boolean_list(sql::Operator::Or, any, all) : all;
    }
    return any;
}

}  // namespace azoth::orm
