// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "azoth/driver/connection.hpp"
#include "azoth/orm/row_shape.hpp"
#include "orm/column_selection.hpp"

namespace azoth::orm {

/// Brings the columns of SQL that was written by hand into the order of a row: those of classes by their names, values
/// from what is left, as they come.
class TextColumns {
public:
    /// Throws ArgumentError(`columns_do_not_fit`) for a column of a class that is missing, ArgumentError
    /// (`wrong_column_count`) when what is left is not as many as there are values.
    TextColumns(std::span<const RowField> fields, std::span<const driver::ResultColumn> columns);

    /// Of each entity of the row: deferred columns need not be there.
    std::span<const ColumnSelection* const> selections() const { return selections_; }
    std::span<const driver::ResultColumn> columns() const { return columns_; }
    /// The cells of a row. Lifetime: until the next call.
    const ValueView* arranged(const ValueView* cells) const;

private:
    void find_columns(const ClassMap& map, std::span<const driver::ResultColumn> columns);
    std::optional<std::uint32_t> take(std::string_view name, std::span<const driver::ResultColumn> columns);
    void add(std::uint32_t cell, const driver::ResultColumn& column);

    std::vector<bool> is_taken_;
    std::vector<std::uint32_t> order_;
    std::vector<const ColumnSelection*> selections_;
    std::vector<driver::ResultColumn> columns_;
    mutable std::vector<ValueView> row_;
};

}  // namespace azoth::orm
