// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "azoth/schema/table.hpp"
#include "azoth/types/sql_type.hpp"

namespace azoth::sqlite {

/// The declared type of a column. SQLite derives from it the affinity: whether it turns texts into numbers.
std::string type_name(const SqlType& type, const TableDefinition& table, const Column& column);

/// The same in a STRICT table, which knows five types only.
std::string strict_type_name(const SqlType& type, const TableDefinition& table, const Column& column);

/// The type in CAST, where only the affinity counts.
std::string cast_type_name(const SqlType& type);

}  // namespace azoth::sqlite
