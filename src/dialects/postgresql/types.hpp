// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "azoth/schema/table.hpp"
#include "azoth/types/sql_type.hpp"

namespace azoth::postgresql {

/// The type's name in CAST. Throws CompileError(`unknown_type`).
std::string type_name(const SqlType& type);
/// The same in CREATE TABLE.
std::string type_name(const SqlType& type, const TableDefinition& table, const Column& column);

}  // namespace azoth::postgresql
