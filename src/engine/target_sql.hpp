// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "azoth/engine/connection.hpp"
#include "azoth/schema/table.hpp"

namespace azoth::engine {

/// The name of a table as the connection's statements write it, in the schema that its options say.
std::string table_sql(const Connection& connection, const Table& table);
/// `id, name`, quoted where needed.
std::string columns_sql(const Dialect& dialect, const std::vector<std::string>& columns);

}  // namespace azoth::engine
