// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>

#include <sqlite3.h>

#include "azoth/types/sql_type.hpp"
#include "azoth/types/value_view.hpp"
#include "dialects/sqlite/driver_statement.hpp"

namespace azoth::sqlite {

/// How long the texts and bytes that are bound stay where they are.
enum class ParameterLifetime : std::uint8_t { UntilFinished, Unknown };

/// Binds all parameters. What has no storage class in SQLite becomes text: dates and times in ISO 8601, instants with
/// `+00:00`, decimals, UUIDs in 36 characters (or 16 bytes, when bytes are wanted), arrays in JSON. Intervals become a
/// number of microseconds or, when a time is wanted, one like `36:30:00`.
///
/// Throws: ProgrammingError(`wrong_parameter_count`), DataError(`bad_value`, `value_out_of_range`, `value_too_long`).
void bind_values(const PreparedStatement& statement, std::span<const ParameterType> types,
                 std::span<const ValueView> values, ParameterLifetime lifetime);

/// Reads the current row.
///
/// Precondition: as many cells as columns.
void read_row(sqlite3_stmt* statement, std::span<ValueView> cells);

}  // namespace azoth::sqlite
