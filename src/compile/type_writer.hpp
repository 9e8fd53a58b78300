// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/compile/sql_writer.hpp"
#include "azoth/schema/ddl_node.hpp"

namespace azoth::compile {

/// The type of a column on this database: its variant, if it has one.
const SqlType& type_on(const SqlType& type, const Dialect& dialect);

/// A column's type and its collation.
void write_column_type(SqlWriter& writer, const TableDefinition& table, const Column& column);

/// The column is text that a CHECK keeps to the labels of its Enum.
bool has_enum_check(const Column& column, const Dialect& dialect);

void write_create_type(SqlWriter& writer, const DdlNode& ddl);
void write_drop_type(SqlWriter& writer, const DdlNode& ddl);

}  // namespace azoth::compile
