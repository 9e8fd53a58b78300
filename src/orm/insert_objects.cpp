// SPDX-License-Identifier: MIT
#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/orm/entities.hpp"
#include "azoth/sql/dml_nodes.hpp"
#include "orm/column_rules.hpp"
#include "orm/generated_key.hpp"
#include "orm/inheritance.hpp"

namespace azoth::orm {
namespace {

/// The columns that the statement gives values to.
std::vector<std::uint32_t> given_columns(const ClassMap& map, const void* object) {
    const bool is_generated = is_key_unset(first_table(map), object);
    std::vector<std::uint32_t> positions;
    for (std::uint32_t i = 0; i < table_column_count(map); ++i) {
        if (is_generated && i == *first_table(map).generated_column()) continue;
        const ColumnRule* const rule = map.rules() == nullptr ? nullptr : &map.rules()->columns[i];
        if (rule != nullptr && (!rule->is_written || (rule->may_be_left_out && counts_as_unset(map, i, object))))
            continue;
        positions.push_back(i);
    }
    return positions;
}

}  // namespace

NodePtr<sql::InsertNode> insert_objects(ClassMap& map, const void* first, std::size_t count, std::size_t stride) {
    if (count == 0)
        throw ArgumentError(
            "no_rows", fmt::format("insert<{}>() was given no objects; test for an empty range first", map.name()));
    map.ensure_configured();
    require_concrete(map);
    auto node = make_node<sql::InsertNode>(map.written_table());
    const std::vector<std::uint32_t> positions = given_columns(map, first);
    const bool is_in_several = node->table.get() != map.table().get();
    for (const std::uint32_t position : positions)
        node->columns.push_back(is_in_several ? position : map.columns()[position].table_column);
    for (std::size_t row = 0; row < count; ++row) {
        const void* const object = static_cast<const std::byte*>(first) + row * stride;
        if (is_key_unset(first_table(map), object) != is_key_unset(first_table(map), first))
            throw ArgumentError("different_columns",
                                fmt::format("some objects of class {} have a key and others have none; "
                                            "insert them apart",
                                            map.name()));
        if (map.rules() != nullptr && given_columns(map, object) != positions)
            throw ArgumentError("different_columns",
                                fmt::format("some objects of class {} give a value to a member with a default and "
                                            "others leave it empty; insert them apart, or add() them to a Session",
                                            map.name()));
        sql::ExpressionList values;
        Scratch scratch;
        for (const std::uint32_t position : positions) {
            const MappedColumn& column = map.columns()[position];
            const Inheritance* const inheritance = map.inheritance();
            const bool tells_class = inheritance != nullptr && inheritance->discriminator == position;
            values.push_back(azoth::detail::make_bind(
                tells_class ? *inheritance->identity : Value(column.type->view(map.field(object, column), scratch)),
                map.column_expression(position)->type()));
        }
        node->rows.push_back(std::move(values));
    }
    return node;
}

}  // namespace azoth::orm
