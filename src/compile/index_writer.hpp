// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/compile/sql_writer.hpp"
#include "azoth/schema/ddl_node.hpp"

namespace azoth::compile {

void write_create_index(SqlWriter& writer, const DdlNode& ddl);
void write_drop_index(SqlWriter& writer, const DdlNode& ddl);

}  // namespace azoth::compile
