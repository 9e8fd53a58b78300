// SPDX-License-Identifier: MIT
#include "engine/target_sql.hpp"

#include <string_view>

#include "azoth/base/error.hpp"
#include "azoth/compile/dialect.hpp"
#include "azoth/compile/display.hpp"
#include "azoth/compile/schema_translate_map.hpp"

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

std::string query_sql(const Connection& connection, const sql::StatementNode& query) {
    const Dialect& dialect = connection.dialect();
    std::string plain = to_string(query, dialect, true);
    const auto& map = connection.get_execution_options().schema_translate_map;
    if (!map) return plain;
    std::string token;
    compile::write_schema_token(token, "");
    if (plain.find_first_of(token) != std::string::npos)
        throw CompileError("unsupported",
                           "a text in a query that is written out for schema_translate_map holds U+0001 or U+0002; "
                           "copy without the map, from tables that are declared with their schema");
    const compile::SchemaTokens tokens;
    std::string sql;
    compile::replace_schema_tokens(sql, to_string(query, dialect, true), *map, dialect);
    return sql;
}

std::string columns_sql(const Dialect& dialect, const std::vector<std::string>& columns) {
    std::string sql;
    for (const std::string& column : columns) sql += (sql.empty() ? "" : ", ") + quoted(dialect, column);
    return sql;
}

}  // namespace azoth::engine
