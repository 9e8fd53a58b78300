// SPDX-License-Identifier: MIT
#include <string>

#include <fmt/core.h>

#include "dialects/sqlite/compiler.hpp"

namespace azoth::sqlite {

std::string SqliteDialect::begin_statement(const TransactionMode& mode) const {
    const IsolationLevel level = mode.isolation_level;
    if (level == IsolationLevel::ReadCommitted || level == IsolationLevel::RepeatableRead)
        refuse(fmt::format("isolation level {}", isolation_level_name(level)),
               "its transactions are SERIALIZABLE, or with a shared cache READ UNCOMMITTED");
    if (mode.deferrable) refuse("deferrable transactions", "its readers never conflict: leave the option out");
    std::string sql;
    if (level == IsolationLevel::ReadUncommitted) sql += "PRAGMA read_uncommitted = 1;";
    if (mode.read_only) sql += "PRAGMA query_only = 1;";
    return sql + "BEGIN";
}

std::string SqliteDialect::after_transaction(const TransactionMode& mode) const {
    std::string sql;
    if (mode.isolation_level == IsolationLevel::ReadUncommitted) sql += "PRAGMA read_uncommitted = 0;";
    if (mode.read_only) sql += "PRAGMA query_only = 0;";
    return sql;
}

std::string SqliteDialect::isolation_level_query() const {
    return "SELECT CASE read_uncommitted WHEN 1 THEN 'READ UNCOMMITTED' ELSE 'SERIALIZABLE' END "
           "FROM pragma_read_uncommitted";
}

}  // namespace azoth::sqlite
