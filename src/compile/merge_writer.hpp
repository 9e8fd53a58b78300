// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/compile/sql_writer.hpp"
#include "azoth/sql/dml_nodes.hpp"

namespace azoth::compile {

/// Throws CompileError(`unsupported`, `bad_merge`).
void write_merge(SqlWriter& writer, const sql::MergeNode& merge);

}  // namespace azoth::compile
