// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <ostream>
#include <string_view>
#include <vector>

#include "azoth/driver/connection.hpp"
#include "azoth/types/value.hpp"

namespace azoth {

/// For GoogleTest's messages.
inline void PrintTo(const Value& value, std::ostream* out) {
    *out << to_string(value.kind()) << " " << to_display_string(value.view());
}

}  // namespace azoth

namespace azoth::test {

using Row = std::vector<Value>;

/// The remaining rows of a cursor.
inline std::vector<Row> rest_of(driver::Cursor& cursor) {
    std::vector<Row> rows;
    while (const ValueView* cells = cursor.next()) {
        Row& row = rows.emplace_back();
        for (std::size_t i = 0; i < cursor.columns().size(); ++i) row.emplace_back(cells[i]);
    }
    return rows;
}

inline std::unique_ptr<driver::Cursor> execute(driver::Connection& connection, std::string_view sql,
                                               std::initializer_list<ValueView> parameters = {}) {
    return connection.execute({.sql = sql}, {parameters.begin(), parameters.size()});
}

/// All rows that a statement returns.
inline std::vector<Row> rows_of(driver::Connection& connection, std::string_view sql,
                                std::initializer_list<ValueView> parameters = {}) {
    return rest_of(*execute(connection, sql, parameters));
}

/// The first cell of the first row.
inline Value value_of(driver::Connection& connection, std::string_view sql,
                      std::initializer_list<ValueView> parameters = {}) {
    return rows_of(connection, sql, parameters).at(0).at(0);
}

}  // namespace azoth::test
