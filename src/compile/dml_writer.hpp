// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/compile/sql_writer.hpp"
#include "azoth/sql/dml_nodes.hpp"

namespace azoth::compile {

void write_update(SqlWriter& writer, const sql::UpdateNode& update);
void write_delete(SqlWriter& writer, const sql::DeleteNode& node);

/// ` RETURNING id, title`; nothing without items. `statement` is the name for the message of
/// CompileError(`unsupported`).
void write_returning(SqlWriter& writer, std::string_view statement, bool is_supported,
                     const std::vector<sql::SelectItem>& items);

}  // namespace azoth::compile
