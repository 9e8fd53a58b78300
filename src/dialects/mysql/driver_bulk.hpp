// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>

#include <mysql.h>

#include "azoth/types/value_view.hpp"
#include "dialects/mysql/driver_statement.hpp"

namespace azoth::mysql {

/// The server can take many rows of parameters at once (MariaDB from 10.2.7).
bool supports_bulk(MYSQL* connection);

/// The statement may be run in bulk: it changes rows, has parameters and returns nothing.
bool is_fit_for_bulk(const PreparedStatement& statement);

/// How many of the rows fit into one message; at least one, and no more than one execution should take.
std::size_t count_rows_that_fit(std::span<const ValueView> rows, std::size_t width, std::size_t max_message_size);

/// Runs the statement for as many rows as one message can take, and returns how many these were: 0 when their columns
/// are not all of one kind or the server refuses this statement in bulk, so that they have to be run one by one.
///
/// `rows` holds the values of all rows, row after row.
std::size_t execute_bulk(PreparedStatement& statement, std::span<const ParameterType> types,
                         std::span<const ValueView> rows, std::size_t max_message_size);

}  // namespace azoth::mysql
