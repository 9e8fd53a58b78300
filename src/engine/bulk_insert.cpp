// SPDX-License-Identifier: MIT
#include "azoth/engine/bulk_insert.hpp"

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/compile/dialect.hpp"
#include "azoth/sql/dml_nodes.hpp"
#include "engine/placed.hpp"

namespace azoth {
namespace {

void require_rows(const Table& table, std::size_t width, std::size_t value_count) {
    if (width != 0 && value_count % width == 0) return;
    throw ArgumentError("wrong_parameter_count",
                        fmt::format("bulk_insert() into '{}' has {} columns and {} values, which are no whole rows",
                                    table.definition().full_name(), width, value_count));
}

std::string quoted(const Dialect& dialect, std::string_view name) {
    std::string sql;
    dialect.write_identifier(sql, name);
    return sql;
}

std::string table_sql(const Connection& connection, const Table& table) {
    const TableDefinition& definition = table.definition();
    std::string token;
    std::string sql;
    compile::write_schema_token(token, definition.schema());
    const auto& map = connection.get_execution_options().schema_translate_map;
    compile::replace_schema_tokens(sql, token, map.value_or(SchemaTranslateMap{}), connection.dialect());
    return sql + quoted(connection.dialect(), definition.name());
}

std::string columns_sql(const Dialect& dialect, const std::vector<std::string>& columns) {
    std::string sql;
    for (const std::string& column : columns) sql += (sql.empty() ? "" : ", ") + quoted(dialect, column);
    return sql;
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
        const Dialect& dialect = connection.dialect();
        if (!connection.load_rows(table_sql(connection, table), columns_sql(dialect, columns), columns.size(), values))
            connection.run_many(*node, values, row_count, {});
        return row_count;
    });
}

}  // namespace azoth
