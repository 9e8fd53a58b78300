// SPDX-License-Identifier: MIT
#include "azoth/driver/connection.hpp"

#include "azoth/base/error.hpp"

namespace azoth::driver {
namespace {

std::size_t count_rows(const Statement& statement, std::size_t value_count, std::size_t count_wanted) {
    if (count_wanted != 0 || value_count == 0) return count_wanted;
    if (statement.parameter_types.empty())
        throw ProgrammingError("wrong_parameter_count",
                               "cannot tell the rows of a batch apart: give the types of the statement's parameters");
    return value_count / statement.parameter_types.size();
}

}  // namespace

std::int64_t Connection::execute_many(const Statement& statement, std::span<const ValueView> parameters,
                                      std::span<std::int64_t> affected) {
    const std::size_t row_count = count_rows(statement, parameters.size(), affected.size());
    if (row_count == 0) return 0;
    std::int64_t total = 0;
    const std::size_t width = parameters.size() / row_count;
    for (std::size_t row = 0; row < row_count; ++row) {
        const std::unique_ptr<Cursor> cursor = execute(statement, parameters.subspan(row * width, width));
        // The number of changed rows may be known only after the last row of a RETURNING.
        while (cursor->next() != nullptr) {
        }
        if (!affected.empty()) affected[row] = cursor->affected_rows();
        total += cursor->affected_rows();
    }
    return total;
}

void Connection::insert_many(const Statement& statement, std::span<const ValueView> parameters,
                             std::span<std::int64_t> keys) {
    const std::size_t width = keys.empty() ? 0 : parameters.size() / keys.size();
    for (std::size_t row = 0; row < keys.size(); ++row)
        keys[row] = execute(statement, parameters.subspan(row * width, width))->last_insert_id();
}

std::vector<std::unique_ptr<Cursor>> Connection::execute_each(const Statement& statement,
                                                              std::span<const ValueView> parameters,
                                                              std::size_t row_count) {
    std::vector<std::unique_ptr<Cursor>> cursors;
    const std::size_t width = row_count == 0 ? 0 : parameters.size() / row_count;
    for (std::size_t row = 0; row < row_count; ++row)
        cursors.push_back(execute(statement, parameters.subspan(row * width, width)));
    return cursors;
}

std::unique_ptr<Cursor> Connection::stream(const Statement& statement, std::span<const ValueView> parameters,
                                           FetchMode) {
    return execute(statement, parameters);
}

void Connection::take_first(const Statement& statement, std::span<const ValueView> parameters, RowTaker& taker) {
    const std::unique_ptr<Cursor> cursor = execute(statement, parameters);
    if (const ValueView* const cells = cursor->next()) taker.take(cells, cursor->columns());
}

void Connection::set_statement_timeout(int timeout_ms) {
    if (timeout_ms == 0) return;
    throw OperationalError("not_supported",
                           "this database's driver knows no time limit for statements: leave statement_timeout_ms out");
}

}  // namespace azoth::driver
