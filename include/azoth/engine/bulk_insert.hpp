// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <source_location>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "azoth/engine/connection.hpp"
#include "azoth/schema/table.hpp"
#include "azoth/types/value.hpp"

namespace azoth {

/// Inserts many rows in the fastest way that the database has: COPY on PostgreSQL, bulk execution on MariaDB, one
/// prepared statement elsewhere. Within the connection's transaction; either all rows are there afterwards or, on an
/// error and after its rollback(), none.
///
/// `values` holds the rows one after another, for the `columns` by their names. Defaults of other columns are those of
/// the database. Returns the number of rows.
///
/// Throws: ArgumentError(`wrong_parameter_count`, `no_such_column`); DatabaseError and its kin.
std::size_t bulk_insert(Connection& connection, const Table& table, const std::vector<std::string>& columns,
                        std::span<const ValueView> values,
                        std::source_location where = std::source_location::current());

/// The same with a range of tuples:
///
///     bulk_insert(connection, users, {"id", "name"}, std::vector<std::tuple<int, std::string>>{{1, "sandy"}});
template <class Rows>
requires requires(const Rows& rows) { std::tuple_size<std::decay_t<decltype(*rows.begin())>>::value; }
std::size_t bulk_insert(Connection& connection, const Table& table, const std::vector<std::string>& columns,
                        const Rows& rows, std::source_location where = std::source_location::current()) {
    std::vector<Value> values;
    for (const auto& row : rows) std::apply([&](const auto&... cells) { (values.emplace_back(cells), ...); }, row);
    std::vector<ValueView> views;
    views.reserve(values.size());
    for (const Value& value : values) views.push_back(value.view());
    return bulk_insert(connection, table, columns, std::span<const ValueView>(views), where);
}

}  // namespace azoth
