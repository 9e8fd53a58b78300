// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/compile/sql_writer.hpp"
#include "azoth/schema/ddl_node.hpp"

namespace azoth::compile {

/// CREATE TABLE with columns, constraints and options, without the foreign keys at the positions
/// `ddl.omitted_foreign_keys`.
void write_create_table(SqlWriter& writer, const DdlNode& ddl);
void write_drop_table(SqlWriter& writer, const DdlNode& ddl);

}  // namespace azoth::compile
