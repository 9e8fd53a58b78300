// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "azoth/engine/connection.hpp"
#include "azoth/schema/table.hpp"

namespace azoth::engine {

/// The name of a table as the connection's statements write it, in the schema that its options say.
std::string table_sql(const Connection& connection, const Table& table);
/// The query with its values in it, in the schemas that the connection's options say: for COPY, which has no
/// parameters.
///
/// Throws: CompileError(`unsupported`) when tables are to be looked for in other schemas and a text of the query has
/// the characters that stand for them meanwhile.
std::string query_sql(const Connection& connection, const sql::StatementNode& query);
/// `id, name`, quoted where needed.
std::string columns_sql(const Dialect& dialect, const std::vector<std::string>& columns);

}  // namespace azoth::engine
