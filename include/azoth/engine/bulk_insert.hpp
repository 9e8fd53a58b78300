// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <forward_list>
#include <source_location>
#include <span>
#include <string>
#include <tuple>
#include <type_traits>
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

namespace engine {

/// Rows that stay where they are: their values are taken from there.
template <class Rows>
concept RowsInMemory = requires(const Rows& rows) {
    rows.data();
    rows.size();
    requires std::is_lvalue_reference_v<decltype(*rows.begin())>;
};

}  // namespace engine

/// The same with a range of tuples:
///
///     bulk_insert(connection, users, {"id", "name"}, std::vector<std::tuple<int, std::string>>{{1, "sandy"}});
template <class Rows>
requires requires(const Rows& rows) { std::tuple_size<std::decay_t<decltype(*rows.begin())>>::value; }
std::size_t bulk_insert(Connection& connection, const Table& table, const std::vector<std::string>& columns,
                        const Rows& rows, std::source_location where = std::source_location::current()) {
    Scratch scratch;
    std::forward_list<Value> copies;
    std::vector<ValueView> views;
    if constexpr (engine::RowsInMemory<Rows>) views.reserve(rows.size() * columns.size());
    const auto view = [&]<class T>(const T& cell) {
        if constexpr (engine::RowsInMemory<Rows> && SqlValue<WithoutOptional<T>>)
            return detail::view_of(cell, scratch);
        else
            return copies.emplace_front(cell).view();
    };
    for (const auto& row : rows) std::apply([&](const auto&... cells) { (views.push_back(view(cells)), ...); }, row);
    return bulk_insert(connection, table, columns, std::span<const ValueView>(views), where);
}

}  // namespace azoth
