// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "azoth/compile/sql_writer.hpp"
#include "azoth/schema/table.hpp"

namespace azoth::compile {

/// The columns that a statement leaves out and that have a default_() or onupdate(), and their values.
///
/// A value or function becomes a placeholder that is filled at each execution, an expression a part of the SQL.
class DefaultValues {
public:
    enum class Of : std::uint8_t { Insert, Update };

    /// `given`: the columns that the statement has values for.
    DefaultValues(SqlWriter& writer, const sql::TableNode& table, std::vector<std::uint32_t> given, Of statement);

    /// In the order of the table.
    const std::vector<std::uint32_t>& columns() const { return columns_; }
    /// Begins the next row, before its values are written.
    void begin_row();
    /// Remembers the value that was just written, for the functions that look at other columns.
    void note(std::uint32_t column, const sql::ExpressionNode& value);
    /// `before value, value`.
    void write_values(std::string_view before);
    /// The value of one of columns().
    void write_value(std::uint32_t column);

private:
    const ColumnDefault& default_of(std::uint32_t column) const;
    bool has_value(std::uint32_t column) const;
    void write_slot(std::uint32_t column);

    SqlWriter& writer_;
    const TableDefinition* table_;  // null for a table that nobody has defined
    Of statement_;
    std::vector<std::uint32_t> columns_;
};

}  // namespace azoth::compile
