// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "azoth/compile/sql_writer.hpp"
#include "azoth/schema/ddl_node.hpp"

namespace azoth::compile {

/// `CONSTRAINT name FOREIGN KEY(a) REFERENCES t (b) ON DELETE CASCADE` and the like.
void write_constraint(SqlWriter& writer, const TableDefinition& table, const TableConstraint& constraint);

/// The check that goes with the labels of an enumeration.
void write_enum_check(SqlWriter& writer, const TableDefinition& table, const Column& column);

/// A name that is too long for the database is cut and gets a checksum of the whole, so that two that begin alike
/// differ.
void write_constraint_name(SqlWriter& writer, std::string_view name);

/// `(a, b)`: columns of the table, in quotes as they are said to be.
void write_column_names(SqlWriter& writer, const TableDefinition& table, const std::vector<std::string>& names);

void write_add_constraint(SqlWriter& writer, const DdlNode& ddl);
void write_drop_constraint(SqlWriter& writer, const DdlNode& ddl);

}  // namespace azoth::compile
