// SPDX-License-Identifier: MIT
#include <charconv>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/dialects/postgresql/copy.hpp"
#include "dialects/postgresql/driver_connection.hpp"
#include "dialects/postgresql/driver_copy.hpp"
#include "dialects/postgresql/driver_sql.hpp"

namespace azoth::postgresql {
std::int64_t Connection::finish_copy(std::string_view sql, const Result& answer) {
    if (is_failure(answer.get())) fail(answer.get());
    const std::string_view tag = PQcmdStatus(answer.get());
    if (!tag.starts_with("COPY "))
        throw ProgrammingError("not_supported",
                               fmt::format("'{}' is no COPY with this side as its other end: write COPY ... TO STDOUT "
                                           "for copy_out(), COPY ... FROM STDIN for copy_in()",
                                           sql));
    std::int64_t rows = 0;
    std::from_chars(tag.data() + 5, tag.data() + tag.size(), rows);
    return rows;
}

std::int64_t Connection::copy_in(std::string_view sql, const std::function<bool(std::string& chunk)>& read) {
    settle();
    send_deferred();
    return finish_copy(sql, wire_.copy_in(zero_terminated(sql), read));
}

std::int64_t Connection::copy_out(std::string_view sql, const std::function<void(std::string_view data)>& write) {
    settle();
    send_deferred();
    return finish_copy(sql, wire_.copy_out(zero_terminated(sql), write));
}

Connection& require_postgresql(driver::Connection& client) {
    if (auto* const found = dynamic_cast<Connection*>(&client)) return *found;
    throw ArgumentError("not_postgresql",
                        "COPY is for connections to PostgreSQL, and this is one to another database; look at "
                        "Dialect::name() before, or use bulk_insert()");
}

std::int64_t copy_out(azoth::Connection& connection, std::string_view sql, CopySink& sink, std::source_location where) {
    return run_copy_out(connection, sql, where, [&](std::string_view data) { sink.write(data); });
}

std::int64_t copy_in(azoth::Connection& connection, std::string_view sql, CopySource& source,
                     std::source_location where) {
    return run_copy_in(connection, sql, where, [&](std::string& chunk) { return source.read(chunk); });
}

}  // namespace azoth::postgresql
