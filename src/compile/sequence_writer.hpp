// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/compile/sql_writer.hpp"
#include "azoth/schema/ddl_node.hpp"

namespace azoth::compile {

/// Throws CompileError(`unsupported`) where there are no sequences.
void write_next_value(SqlWriter& writer, const NextValueNode& node);
void write_create_sequence(SqlWriter& writer, const DdlNode& ddl);
void write_drop_sequence(SqlWriter& writer, const DdlNode& ddl);

}  // namespace azoth::compile
