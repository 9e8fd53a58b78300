// SPDX-License-Identifier: MIT
#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/orm/entities.hpp"
#include "azoth/sql/dml_nodes.hpp"
#include "orm/generated_key.hpp"

namespace azoth::orm {
NodePtr<sql::InsertNode> insert_objects(ClassMap& map, const void* first, std::size_t count, std::size_t stride) {
    if (count == 0)
        throw ArgumentError(
            "no_rows", fmt::format("insert<{}>() was given no objects; test for an empty range first", map.name()));
    map.ensure_configured();
    auto node = make_node<sql::InsertNode>(map.table());
    const bool is_generated = is_key_unset(map, first);
    std::vector<std::uint32_t> positions;
    for (std::uint32_t i = 0; i < map.columns().size(); ++i) {
        if (is_generated && i == *map.generated_column()) continue;
        positions.push_back(i);
        node->columns.push_back(map.columns()[i].table_column);
    }
    for (std::size_t row = 0; row < count; ++row) {
        const void* const object = static_cast<const std::byte*>(first) + row * stride;
        if (is_key_unset(map, object) != is_generated)
            throw ArgumentError("different_columns",
                                fmt::format("some objects of class {} have a key and others have none; "
                                            "insert them apart",
                                            map.name()));
        sql::ExpressionList values;
        Scratch scratch;
        for (const std::uint32_t position : positions) {
            const MappedColumn& column = map.columns()[position];
            values.push_back(azoth::detail::make_bind(Value(column.type->view(map.field(object, column), scratch)),
                                                      map.definition().columns()[column.table_column].type));
        }
        node->rows.push_back(std::move(values));
    }
    return node;
}

}  // namespace azoth::orm
