// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "azoth/compile/sql_writer.hpp"
#include "azoth/schema/table.hpp"

namespace azoth::compile {

/// What stands between the parentheses of CREATE TABLE: columns, then constraints, without the foreign keys at the
/// positions `omitted`.
void write_table_parts(SqlWriter& writer, const TableDefinition& table, std::span<const std::uint32_t> omitted);

/// `CONSTRAINT name FOREIGN KEY(a) REFERENCES t (b) ON DELETE CASCADE`.
void write_foreign_key(SqlWriter& writer, const TableDefinition& table, const ForeignKeyConstraint& key);

/// A name that is too long for the database is cut and gets a checksum of the whole, so that two that begin alike
/// differ.
void write_constraint_name(SqlWriter& writer, std::string_view name);

/// `(a, b)`.
void write_names(SqlWriter& writer, const std::vector<std::string>& names);

}  // namespace azoth::compile
