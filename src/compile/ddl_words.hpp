// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "azoth/compile/dialect.hpp"
#include "azoth/compile/sql_writer.hpp"

namespace azoth::compile {

inline std::string_view if_not_exists(const DdlNode& ddl) { return ddl.is_conditional ? "IF NOT EXISTS " : ""; }
inline std::string_view if_exists(const DdlNode& ddl) { return ddl.is_conditional ? "IF EXISTS " : ""; }

/// ` CASCADE`, where it was asked for. Throws CompileError(`unsupported`) where the word is missing or means nothing.
void write_cascade(SqlWriter& writer, const DdlNode& ddl);

/// CompileError(`unsupported`) unless the database can.
void require_ddl(const SqlWriter& writer, bool is_supported, std::string_view what, std::string_view advice);

}  // namespace azoth::compile
