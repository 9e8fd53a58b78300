// SPDX-License-Identifier: MIT
#include "orm/key_condition.hpp"

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

ExpressionPtr one_equal(const std::vector<sql::ColumnPtr>& columns, std::span<ObjectHeader* const> objects,
                        const std::vector<std::uint32_t>& object_columns, ValueOf value) {
    return matches_one_row(
        columns, objects, [&](const ObjectHeader* header, std::size_t i) { return value(*header, object_columns[i]); });
}

}  // namespace

std::vector<sql::ColumnPtr> expressions_of(const ClassMap& map, const std::vector<std::uint32_t>& columns) {
    std::vector<sql::ColumnPtr> expressions;
    for (const std::uint32_t column : columns) expressions.push_back(map.column_expression(column));
    return expressions;
}

ExpressionPtr matches_each(const std::vector<sql::ColumnPtr>& columns, const ObjectHeader& header,
                           const std::vector<std::uint32_t>& object_columns) {
    return matches_values(columns, [&](std::size_t i) { return value_of(header, object_columns[i]); });
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
