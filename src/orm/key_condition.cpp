// SPDX-License-Identifier: MIT
#include "orm/key_condition.hpp"

#include <cstddef>
#include <utility>

#include "azoth/sql/expr.hpp"
#include "orm/identity_map.hpp"

namespace azoth::orm {
namespace {

Value value_of(const ObjectHeader& header, std::uint32_t position) {
    const MappedColumn& column = header.map()->columns()[position];
    Scratch scratch;
    return Value(column.type->view(header.map()->field(header.object(), column), scratch));
}

Value row_value_of(const ObjectHeader& header, std::uint32_t position) {
    const MappedColumn& column = header.map()->columns()[position];
    Scratch scratch;
    return Value(column.type->view(row_field(header, column), scratch));
}

using ValueOf = Value (*)(const ObjectHeader& header, std::uint32_t position);

ExpressionPtr each_equal(const std::vector<sql::ColumnPtr>& columns, const ObjectHeader& header,
                         const std::vector<std::uint32_t>& object_columns, ValueOf value) {
    ExpressionPtr all;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto& column = columns[i];
        ExpressionPtr equal = azoth::detail::make_comparison(
            sql::Operator::Equal, column, azoth::detail::make_bind(value(header, object_columns[i]), column->type()));
        all = all ? azoth::detail::make_boolean_list(sql::Operator::And, all, equal) : equal;
    }
    return all;
}

ExpressionPtr one_equal(const std::vector<sql::ColumnPtr>& columns, std::span<ObjectHeader* const> objects,
                        const std::vector<std::uint32_t>& object_columns, ValueOf value) {
    if (columns.size() == 1) {
        std::vector<Value> values;
        for (const ObjectHeader* const header : objects) values.push_back(value(*header, object_columns.front()));
        return azoth::detail::make_in(columns.front(), std::move(values), false);
    }
    ExpressionPtr any;
    for (const ObjectHeader* const header : objects) {
        ExpressionPtr all = each_equal(columns, *header, object_columns, value);
        any = any ? azoth::detail::make_boolean_list(sql::Operator::Or, any, all) : all;
    }
    return any;
}

std::vector<sql::ColumnPtr> expressions_of(const ClassMap& map, const std::vector<std::uint32_t>& columns) {
    std::vector<sql::ColumnPtr> expressions;
    for (const std::uint32_t column : columns) expressions.push_back(map.column_expression(column));
    return expressions;
}

}  // namespace

ExpressionPtr matches_each(const std::vector<sql::ColumnPtr>& columns, const ObjectHeader& header,
                           const std::vector<std::uint32_t>& object_columns) {
    return each_equal(columns, header, object_columns, &value_of);
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
    return one_equal(expressions_of(map, columns), objects, object_columns, &value_of);
}

ExpressionPtr matches_one_of(const std::vector<sql::ColumnPtr>& columns, std::span<ObjectHeader* const> objects,
                             const std::vector<std::uint32_t>& object_columns) {
    return one_equal(columns, objects, object_columns, &value_of);
}

ExpressionPtr matches_row_of(const ClassMap& map, const std::vector<std::uint32_t>& columns,
                             std::span<ObjectHeader* const> objects, const std::vector<std::uint32_t>& object_columns) {
    return one_equal(expressions_of(map, columns), objects, object_columns, &row_value_of);
}

ExpressionPtr matches_row_of(const std::vector<sql::ColumnPtr>& columns, std::span<ObjectHeader* const> objects,
                             const std::vector<std::uint32_t>& object_columns) {
    return one_equal(columns, objects, object_columns, &row_value_of);
}

}  // namespace azoth::orm
