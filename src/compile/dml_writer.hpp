// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "azoth/compile/sql_writer.hpp"
#include "azoth/sql/dml_nodes.hpp"

namespace azoth::compile {

/// Throws ArgumentError(`several_tables`) for a class whose rows are in several tables.
void require_one_table(const sql::TableNode& table);

void write_update(SqlWriter& writer, const sql::UpdateNode& update);
void write_delete(SqlWriter& writer, const sql::DeleteNode& node);

/// What RETURNING may do in a statement.
struct Returning {
    std::string_view statement;  ///< its name for the message of CompileError(`unsupported`)
    bool is_supported = false;
    bool is_qualified = false;  ///< there are several tables
};

/// ` RETURNING id, title`; nothing without items.
void write_returning(SqlWriter& writer, const Returning& returning, const std::vector<sql::SelectItem>& items);

}  // namespace azoth::compile
