// SPDX-License-Identifier: MIT
#include "engine/target_sql.hpp"

#include <string_view>

#include "azoth/compile/dialect.hpp"

namespace azoth::engine {
namespace {

std::string quoted(const Dialect& dialect, std::string_view name) {
    std::string sql;
    dialect.write_identifier(sql, name);
    return sql;
}

}  // namespace

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

}  // namespace azoth::engine
