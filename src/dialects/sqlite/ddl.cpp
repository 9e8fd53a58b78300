// SPDX-License-Identifier: MIT
// How SQLite defines schema objects.
#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/dialects/sqlite/options.hpp"
#include "dialects/sqlite/collations.hpp"
#include "dialects/sqlite/compiler.hpp"
#include "dialects/sqlite/types.hpp"

namespace azoth::sqlite {
namespace {

std::string_view conflict_words(OnConflict reaction) {
    switch (reaction) {
        case OnConflict::Rollback: return " ON CONFLICT ROLLBACK";
        case OnConflict::Abort: return " ON CONFLICT ABORT";
        case OnConflict::Fail: return " ON CONFLICT FAIL";
        case OnConflict::Ignore: return " ON CONFLICT IGNORE";
        case OnConflict::Replace: return " ON CONFLICT REPLACE";
        case OnConflict::Default: break;
    }
    return {};
}

bool has_options(const SequenceOptions& options) {
    return options.start || options.increment || options.minvalue || options.maxvalue || options.cache ||
           options.has_no_minvalue || options.has_no_maxvalue || options.cycles;
}

}  // namespace

std::string SqliteDialect::type_name(const SqlType& type, const TableDefinition& table, const Column& column) const {
    if (table.options().get<TableOptions>().is_strict) return strict_type_name(type, table, column);
    return sqlite::type_name(type, table, column);
}

std::string SqliteDialect::object_names_query(SchemaObject kind) const {
    if (kind != SchemaObject::Table && kind != SchemaObject::View) return {};
    const std::string_view type = kind == SchemaObject::Table ? "table" : "view";
    // Before pragma_table_list there was no way to see attached databases too: https://www.sqlite.org/pragma.html
    if (version_ < 33700) return fmt::format("SELECT 'main', name, 1, 1 FROM sqlite_master WHERE type = '{}'", type);
    return fmt::format("SELECT schema, name, schema = 'main', 1 FROM pragma_table_list WHERE type = '{}'", type);
}

// An INTEGER PRIMARY KEY is generated without a word. AUTOINCREMENT would only forbid that numbers are used again, and
// costs a table of its own.
void SqliteDialect::write_autoincrement(std::string& sql, const TableDefinition& table, const Column&) const {
    if (has_inline_primary_key(table)) sql += " PRIMARY KEY AUTOINCREMENT";
}

bool SqliteDialect::has_inline_primary_key(const TableDefinition& table) const {
    return table.options().get<TableOptions>().is_autoincrement && table.autoincrement_column().has_value();
}

void SqliteDialect::write_identity(std::string& sql, const TableDefinition& table, const Column& column) const {
    const std::string what = fmt::format("identity columns ('{}.{}')", table.name(), column.name());
    if (!column.is_primary_key() || table.primary_key().size() != 1)
        compile::throw_unsupported_ddl(name(), what, "only a single integer key is counted up");
    if (column.identity()->is_always() || has_options(column.identity()->counting()))
        compile::throw_unsupported_ddl(name(), "options of " + what, "its keys are counted from 1: use Identity()");
    write_autoincrement(sql, table, column);
}

void SqliteDialect::write_column_options(std::string& sql, const Column& column) const {
    if (!column.is_nullable()) sql += conflict_words(column.options().get<ColumnOptions>().not_null);
    if (column.type().kind == TypeKind::Numeric && !column.type().spelling) sql += kDecimalCollation;
}

void SqliteDialect::write_table_options(std::string& sql, const TableDefinition& table) const {
    const auto& options = table.options().get<TableOptions>();
    if (options.is_without_rowid) sql += " WITHOUT ROWID";
    if (options.is_strict) sql += options.is_without_rowid ? ", STRICT" : " STRICT";
}

void SqliteDialect::write_constraint_options(std::string& sql, const TableConstraint& constraint) const {
    const auto words = [](const auto& each) {
        return conflict_words(each.options().template get<ConstraintOptions>().on_conflict);
    };
    sql += std::visit(words, constraint);
}

}  // namespace azoth::sqlite
