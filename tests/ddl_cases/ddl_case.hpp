// SPDX-License-Identifier: MIT
#pragma once

#include <gtest/gtest.h>

#include <source_location>
#include <string>

#include "azoth/azoth.hpp"
#include "azoth/dialects/mysql/options.hpp"
#include "azoth/dialects/postgresql/options.hpp"
#include "azoth/dialects/sqlite/options.hpp"
#include "azoth/schema/ddl.hpp"

namespace azoth::test {

/// What a piece of schema is in SQL. `any` counts where a database has no text of its own; `mysql` is for both of the
/// family. A text that begins with `!` is the error that is thrown instead.
struct Sql {
    const char* any = "";
    const char* generic = nullptr;
    const char* sqlite = nullptr;
    const char* postgresql = nullptr;
    const char* mysql = nullptr;
    const char* mariadb = nullptr;
    const char* mysql8 = nullptr;
};

/// Expects the SQL of a statement in standard SQL and on the newest SQLite, PostgreSQL, MariaDB and MySQL 8.
void expect_ddl(const DdlElement& element, const Sql& expected,
                const std::source_location& place = std::source_location::current());

/// Expects what stands between the parentheses of CREATE TABLE t.
void expect_parts(const Table& table, const Sql& expected,
                  const std::source_location& place = std::source_location::current());

/// A table `t`, of MetaData that are gone.
template <class... Parts>
Table table(Parts... parts) {
    MetaData metadata;
    return Table("t", metadata, std::move(parts)...);
}

inline void expect_column(const Column& column, const Sql& expected,
                          const std::source_location& place = std::source_location::current()) {
    expect_parts(table(column), expected, place);
}

/// A constraint of the table `t(a, b, c, name)`, as ALTER TABLE adds it.
void expect_constraint(const TableConstraint& constraint, const Sql& expected,
                       const std::source_location& place = std::source_location::current());
/// An index of that table.
void expect_index(const Index& index, const Sql& expected,
                  const std::source_location& place = std::source_location::current());
Table sample_table();

}  // namespace azoth::test
