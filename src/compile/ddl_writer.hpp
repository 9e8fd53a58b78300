// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/compile/sql_writer.hpp"
#include "azoth/schema/ddl_node.hpp"

namespace azoth::compile {

void write_ddl(SqlWriter& writer, const DdlNode& ddl);

}  // namespace azoth::compile
