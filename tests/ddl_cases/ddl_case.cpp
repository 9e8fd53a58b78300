// SPDX-License-Identifier: MIT
#include "ddl_cases/ddl_case.hpp"

#include "azoth/engine/backend.hpp"

namespace azoth::test {
namespace {

struct Database {
    const char* name;
    const Dialect& dialect;
    const char* Sql::*own;
    const char* Sql::*family;
};

const Dialect& dialect_of(const char* backend, const driver::ServerInfo& server) {
    return find_backend(backend).dialect(&server);
}

const std::vector<Database>& databases() {
    static const std::vector<Database> all = {
        {"generic", generic_dialect(), &Sql::generic, &Sql::generic},
        {"sqlite", dialect_of("sqlite", {"SQLite", 34900}), &Sql::sqlite, &Sql::sqlite},
        {"postgresql", dialect_of("postgresql", {"PostgreSQL", 170000}), &Sql::postgresql, &Sql::postgresql},
        {"mariadb", dialect_of("mysql", {"MariaDB", 110402}), &Sql::mariadb, &Sql::mysql},
        {"mysql8", dialect_of("mysql", {"MySQL", 80036}), &Sql::mysql8, &Sql::mysql},
    };
    return all;
}

std::string expected_on(const Sql& expected, const Database& database) {
    if (expected.*database.own != nullptr) return expected.*database.own;
    if (expected.*database.family != nullptr) return expected.*database.family;
    return expected.any;
}

template <class Print>
std::string printed(Print print) {
    try {
        return print();
    } catch (const Error& error) {
        return "!" + error.message();
    }
}

bool matches(const std::string& expected, const std::string& actual) {
    if (!expected.starts_with('!')) return expected == actual;
    return actual.starts_with('!') && actual.find(expected.substr(1)) != std::string::npos;
}

template <class Print>
void expect_on_all(const Sql& expected, const std::source_location& place, Print print) {
    for (const Database& database : databases()) {
        const std::string actual = printed([&] { return print(database.dialect); });
        if (!matches(expected_on(expected, database), actual))
            ADD_FAILURE_AT(place.file_name(), static_cast<int>(place.line()))
                << database.name << ":\n  " << actual << "\ninstead of\n  " << expected_on(expected, database);
    }
}

/// Without CREATE TABLE t ( and what stands behind the parentheses.
std::string parts_of(const std::string& create_table) {
    const auto start = create_table.find('(') + 1;
    return create_table.substr(start, create_table.rfind(')') - start);
}

std::string without(std::string_view prefix, const std::string& sql) {
    return sql.starts_with(prefix) ? sql.substr(prefix.size()) : sql;
}

}  // namespace

void expect_ddl(const DdlElement& element, const Sql& expected, const std::source_location& place) {
    expect_on_all(expected, place, [&](const Dialect& dialect) { return to_string(element, dialect); });
}

void expect_parts(const Table& table, const Sql& expected, const std::source_location& place) {
    expect_on_all(expected, place,
                  [&](const Dialect& dialect) { return parts_of(to_string(CreateTable(table), dialect)); });
}

Table sample_table() {
    return table(Column("a", Integer{}), Column("b", Integer{}), Column("c", Integer{}), Column("name", String{50}));
}

void expect_constraint(const TableConstraint& constraint, const Sql& expected, const std::source_location& place) {
    const AddConstraint element(sample_table(), constraint);
    expect_on_all(expected, place,
                  [&](const Dialect& dialect) { return without("ALTER TABLE t ADD ", to_string(element, dialect)); });
}

void expect_index(const Index& index, const Sql& expected, const std::source_location& place) {
    expect_ddl(CreateIndex(sample_table(), index), expected, place);
}

}  // namespace azoth::test
