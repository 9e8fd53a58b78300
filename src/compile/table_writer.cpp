// SPDX-License-Identifier: MIT
#include "compile/table_writer.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "compile/context.hpp"

namespace azoth::compile {
namespace {

void write_column_definition(SqlWriter& writer, const TableDefinition& table, std::uint32_t position) {
    const Dialect& dialect = writer.dialect();
    const Column& column = table.definitions()[position];
    writer.identifier(column.name()).text(" ").text(dialect.type_name(column.type(), table, column));
    std::string& sql = writer.context().text.pieces.back();
    if (table.autoincrement_column() == position) dialect.write_autoincrement(sql, table, column);
    if (!column.server_default().empty()) writer.text(" DEFAULT ").text(column.server_default());
    if (!column.is_nullable()) writer.text(" NOT NULL");
    dialect.write_column_options(sql, column);
}

void write_constraint_start(SqlWriter& writer, std::string_view name) {
    writer.text(", CONSTRAINT ");
    write_constraint_name(writer, name);
}

void write_primary_key(SqlWriter& writer, const TableDefinition& table) {
    if (table.primary_key().empty()) return;
    PrimaryKeyConstraint key{.name = table.primary_key_name()};
    for (const std::uint32_t column : table.primary_key()) key.columns.push_back(table.definitions()[column].name());
    write_constraint_start(writer, constraint_name(table, key));
    writer.text(" PRIMARY KEY ");
    write_names(writer, key.columns);
}

/// Enumerations are text that the database checks: the same on every database, and a label more is no new type.
void write_enum_check(SqlWriter& writer, const TableDefinition& table, const Column& column) {
    if (column.type().kind != TypeKind::Enum) return;
    write_constraint_start(writer, fmt::format("ck_{}_{}", table.name(), column.name()));
    writer.text(" CHECK (").identifier(column.name());
    std::string_view before = " IN (";
    for (const std::string& label : column.type().enumeration->labels) {
        writer.text(before).literal(ValueView::text(label));
        before = ", ";
    }
    writer.text("))");
}

std::string_view action_name(ReferentialAction action) {
    switch (action) {
        case ReferentialAction::Restrict: return "RESTRICT";
        case ReferentialAction::Cascade: return "CASCADE";
        case ReferentialAction::SetNull: return "SET NULL";
        case ReferentialAction::SetDefault: return "SET DEFAULT";
        case ReferentialAction::NoAction: break;
    }
    return {};
}

void write_action(SqlWriter& writer, std::string_view event, ReferentialAction action) {
    if (action != ReferentialAction::NoAction) writer.text(event).text(action_name(action));
}

void write_full_name(SqlWriter& writer, std::string_view name) {
    const auto dot = name.rfind('.');
    if (dot != std::string_view::npos) writer.identifier(name.substr(0, dot)).text(".");
    writer.identifier(dot == std::string_view::npos ? name : name.substr(dot + 1));
}

}  // namespace

void write_constraint_name(SqlWriter& writer, std::string_view name) {
    writer.identifier(shortened_name(std::string(name), writer.dialect().capabilities().max_identifier_length));
}

void write_names(SqlWriter& writer, const std::vector<std::string>& names) {
    std::string_view before = "(";
    for (const std::string& name : names) {
        writer.text(before).identifier(name);
        before = ", ";
    }
    writer.text(")");
}

void write_foreign_key(SqlWriter& writer, const TableDefinition& table, const ForeignKeyConstraint& key) {
    writer.text("CONSTRAINT ");
    write_constraint_name(writer, constraint_name(table, key));
    writer.text(" FOREIGN KEY");
    write_names(writer, key.columns);
    writer.text(" REFERENCES ");
    write_full_name(writer, key.target_table);
    writer.text(" ");
    write_names(writer, key.target_columns);
    write_action(writer, " ON DELETE ", key.on_delete);
    write_action(writer, " ON UPDATE ", key.on_update);
}

void write_table_parts(SqlWriter& writer, const TableDefinition& table, std::span<const std::uint32_t> omitted) {
    if (table.definitions().empty())
        throw CompileError("nothing_to_create", fmt::format("the table {} has no columns", table.full_name()));
    for (std::uint32_t column = 0; column < table.definitions().size(); ++column) {
        writer.text(column == 0 ? "" : ", ");
        write_column_definition(writer, table, column);
    }
    write_primary_key(writer, table);
    for (const UniqueConstraint& unique : table.unique_constraints()) {
        write_constraint_start(writer, constraint_name(table, unique));
        writer.text(" UNIQUE ");
        write_names(writer, unique.columns);
    }
    for (const CheckConstraint& check : table.checks()) {
        write_constraint_start(writer, constraint_name(table, check));
        writer.text(" CHECK (").text(check.condition).text(")");
    }
    for (const Column& column : table.definitions()) write_enum_check(writer, table, column);
    for (std::uint32_t key = 0; key < table.foreign_keys().size(); ++key) {
        if (std::find(omitted.begin(), omitted.end(), key) != omitted.end()) continue;
        writer.text(", ");
        write_foreign_key(writer, table, table.foreign_keys()[key]);
    }
}

}  // namespace azoth::compile
