// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "azoth/schema/table.hpp"
#include "azoth/types/sql_type.hpp"
#include "dialects/mysql/product.hpp"

namespace azoth::mysql {

/// The type of a column.
///
/// Throws CompileError: `type_needs_length` for text without a limit in a key, `type_needs_precision` for
/// a decimal without one.
std::string type_name(const SqlType& type, const TableDefinition& table, const Column& column, const Product& product);

/// The type in CAST, which knows other names than CREATE TABLE.
std::string cast_type_name(const SqlType& type, const Product& product);

}  // namespace azoth::mysql
