// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/compile/sql_writer.hpp"
#include "azoth/sql/dml_nodes.hpp"

namespace azoth::compile {

void write_insert(SqlWriter& writer, const sql::InsertNode& insert);

}  // namespace azoth::compile
