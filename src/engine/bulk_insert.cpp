// SPDX-License-Identifier: MIT
#include "azoth/engine/bulk_insert.hpp"

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/sql/dml_nodes.hpp"
#include "engine/placed.hpp"
#include "engine/target_sql.hpp"

namespace azoth {
namespace {

void require_rows(const Table& table, std::size_t width, std::size_t value_count) {
    if (width != 0 && value_count % width == 0) return;
    throw ArgumentError("wrong_parameter_count",
                        fmt::format("bulk_insert() into '{}' has {} columns and {} values, which are no whole rows",
                                    table.definition().full_name(), width, value_count));
}

/// One row of parameters.
NodePtr<sql::InsertNode> insert_node(const Table& table, const std::vector<std::string>& columns) {
    auto node = make_node<sql::InsertNode>(table.table_node());
    sql::ExpressionList row;
    for (const std::string& name : columns) {
        const std::uint32_t index = table.definition().column(name)->index;
        node->columns.push_back(index);
        row.push_back(make_node<sql::ParameterNode>(static_cast<std::uint32_t>(row.size()),
                                                    table.definition().columns()[index].type));
    }
    node->rows.push_back(std::move(row));
    return node;
}

}  // namespace

std::size_t bulk_insert(Connection& connection, const Table& table, const std::vector<std::string>& columns,
                        std::span<const ValueView> values, std::source_location where) {
    return engine::placed(where, [&] {
        require_rows(table, columns.size(), values.size());
        const NodePtr<sql::InsertNode> node = insert_node(table, columns);
        const std::size_t row_count = values.size() / columns.size();
        if (row_count == 0) return row_count;
        if (!connection.load_rows(engine::table_sql(connection, table),
                                  engine::columns_sql(connection.dialect(), columns), columns.size(), values))
            connection.run_many(*node, values, row_count, {});
        return row_count;
    });
}

}  // namespace azoth
