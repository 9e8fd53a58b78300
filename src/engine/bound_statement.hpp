// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "azoth/compile/compiled.hpp"
#include "azoth/compile/dialect.hpp"
#include "azoth/sql/parameters.hpp"
#include "engine/execution_scratch.hpp"

namespace azoth::engine {

/// A compiled statement with its values, as a driver takes it.
///
/// Lifetime: of the compiled statement, the nodes of the statement, and the next use of the scratch.
struct BoundStatement {
    std::string_view sql;
    std::span<const ParameterType> types;
    std::span<const ValueView> values;  ///< of all rows, one after another
    std::size_t row_count = 1;
    bool is_one_off = false;  ///< not worth keeping prepared: its SQL holds values
};

/// Rows of values for the statement's ParameterNodes and NamedBindNodes.
struct ParameterRows {
    std::span<const ValueView> values;  ///< one row after another
    std::size_t count = 1;
    std::span<const Parameters> named;  ///< one for each row, or none
    const Parameters* fixed = nullptr;  ///< of the statement itself; null when it has none

    /// How many values each has.
    std::size_t width() const { return count <= 1 ? values.size() : values.size() / count; }
};

/// For all but the simplest: see bind_statement().
BoundStatement arrange_values(const Compiled& compiled, const Dialect& dialect, const ParameterRows& rows,
                              ExecutionScratch& scratch);

/// Brings the values of the binds and of `rows` into the order of the placeholders, and writes the SQL anew when it
/// holds lists. `scratch.key` must hold the statement's key.
///
/// Throws: ArgumentError(`missing_parameter`) when the rows have fewer values than the statement has places for,
/// `missing_bind` and `no_such_bind` when names do not fit, `bind_is_list`.
inline BoundStatement bind_statement(const Compiled& compiled, const Dialect& dialect, const ParameterRows& rows,
                                     ExecutionScratch& scratch) {
    const bool are_arranged = compiled.takes_rows_in_order && !compiled.has_names && rows.named.empty() &&
                              rows.fixed == nullptr && compiled.slots.size() == rows.width();
    if (!are_arranged) return arrange_values(compiled, dialect, rows, scratch);
    return {compiled.sql, compiled.parameter_types, rows.values, rows.count};
}

}  // namespace azoth::engine
