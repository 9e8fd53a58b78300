// SPDX-License-Identifier: MIT
#include "compile/constraint_writer.hpp"

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "compile/context.hpp"
#include "compile/ddl_words.hpp"
#include "compile/literal_sql.hpp"
#include "compile/type_writer.hpp"

namespace azoth::compile {
namespace {

void write_start(SqlWriter& writer, std::string_view name) {
    if (name.empty()) return;
    writer.text("CONSTRAINT ");
    write_constraint_name(writer, name);
    writer.text(" ");
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

void write_match(SqlWriter& writer, ForeignKeyMatch match) {
    if (match == ForeignKeyMatch::Default) return;
    require_ddl(writer, writer.dialect().ddl().foreign_key_match, "MATCH of a foreign key", "leave out match()");
    writer.text(match == ForeignKeyMatch::Simple    ? " MATCH SIMPLE"
                : match == ForeignKeyMatch::Partial ? " MATCH PARTIAL"
                                                    : " MATCH FULL");
}

template <class Constraint>
void write_deferrable(SqlWriter& writer, const Constraint& constraint, bool is_supported) {
    if (!constraint.is_deferrable() && constraint.initially() == Initially::Default) return;
    require_ddl(writer, is_supported, "DEFERRABLE constraints of this kind", "leave out deferrable() and initially()");
    if (constraint.is_deferrable()) writer.text(*constraint.is_deferrable() ? " DEFERRABLE" : " NOT DEFERRABLE");
    if (constraint.initially() != Initially::Default)
        writer.text(constraint.initially() == Initially::Deferred ? " INITIALLY DEFERRED" : " INITIALLY IMMEDIATE");
}

void write_body(SqlWriter& writer, const TableDefinition& table, const PrimaryKeyConstraint& key) {
    writer.text("PRIMARY KEY ");
    write_column_names(writer, table, key.columns());
}

void write_body(SqlWriter& writer, const TableDefinition& table, const ForeignKeyConstraint& key) {
    writer.text("FOREIGN KEY");
    write_column_names(writer, table, key.columns());
    writer.text(" REFERENCES ");
    if (writer.dialect().ddl().foreign_key_names_schema)
        writer.schema_prefix(key.target_schema());
    else
        require_ddl(writer, key.target_schema() == table.schema(), "foreign keys to another schema",
                    "keep both tables in one, or leave the constraint out");
    writer.dialect().write_qualified(writer.context().text.pieces.back(), {}, key.target_name());
    std::string_view before = " (";
    for (const std::string& column : key.target_columns()) {
        writer.text(before).identifier(column);
        before = ", ";
    }
    writer.text(")");
    write_match(writer, key.match());
    write_action(writer, " ON DELETE ", key.on_delete());
    if (!key.on_delete_columns().empty()) {
        require_ddl(writer, writer.dialect().ddl().foreign_key_set_columns, "ON DELETE SET NULL of some columns only",
                    "name no columns in on_delete()");
        writer.text(" ");
        write_column_names(writer, table, key.on_delete_columns());
    }
    write_action(writer, " ON UPDATE ", key.on_update());
}

void write_body(SqlWriter& writer, const TableDefinition& table, const UniqueConstraint& unique) {
    writer.text("UNIQUE ");
    if (unique.are_nulls_not_distinct()) {
        require_ddl(writer, writer.dialect().ddl().nulls_not_distinct, "NULLS NOT DISTINCT",
                    "use not_null() columns or a computed one");
        writer.text("NULLS NOT DISTINCT ");
    }
    write_column_names(writer, table, unique.columns());
}

void write_body(SqlWriter& writer, const TableDefinition& table, const CheckConstraint& check) {
    writer.text("CHECK (").text(literal_sql(check.sql(), writer.dialect(), &table)).text(")");
}

void write_element(SqlWriter& writer, const TableDefinition& table, const ExcludeConstraint& exclude,
                   std::size_t position) {
    const ExcludeConstraint::Element& element = exclude.elements()[position];
    if (exclude.columns()[position].empty())
        writer.text("(").text(literal_sql(element.value, writer.dialect(), &table)).text(")");
    else
        writer.identifier(exclude.columns()[position]);
    if (!element.operator_class.empty()) writer.text(" ").identifier(element.operator_class);
    constexpr std::string_view kOperatorCharacters = "+-*/<>=~!@#%^&|`?";
    if (element.op.empty() || element.op.find_first_not_of(kOperatorCharacters) != std::string::npos)
        throw ArgumentError("bad_operator", fmt::format("'{}' is no operator of an ExcludeConstraint of table '{}'",
                                                        element.op, table.full_name()));
    writer.text(" WITH ").text(element.op);
}

void write_body(SqlWriter& writer, const TableDefinition& table, const ExcludeConstraint& exclude) {
    require_ddl(writer, writer.dialect().ddl().exclude_constraints, "EXCLUDE constraints",
                "keep such rows apart by a trigger or in the program");
    writer.text("EXCLUDE USING ").identifier(exclude.method()).text(" (");
    for (std::size_t i = 0; i < exclude.elements().size(); ++i) {
        writer.text(i == 0 ? "" : ", ");
        write_element(writer, table, exclude, i);
    }
    writer.text(")");
    if (!exclude.where().empty())
        writer.text(" WHERE (").text(literal_sql(exclude.where(), writer.dialect(), &table)).text(")");
}

void write_deferrable_of(SqlWriter& writer, const ForeignKeyConstraint& key) {
    write_deferrable(writer, key, writer.dialect().ddl().deferrable_foreign_keys);
}
void write_deferrable_of(SqlWriter&, const CheckConstraint&) {}
template <class Constraint>
void write_deferrable_of(SqlWriter& writer, const Constraint& constraint) {
    write_deferrable(writer, constraint, writer.dialect().ddl().deferrable_keys);
}

void require_alter(const SqlWriter& writer, const DdlNode& ddl) {
    require_ddl(writer, writer.dialect().capabilities().alter_constraints,
                fmt::format("ALTER TABLE {} ADD or DROP CONSTRAINT", ddl.table->full_name()),
                "create a new table with the constraints wanted, and copy the rows");
}

}  // namespace

void write_constraint_name(SqlWriter& writer, std::string_view name) {
    writer.identifier(shortened_name(std::string(name), writer.dialect().capabilities().max_identifier_length));
}

void write_column_names(SqlWriter& writer, const TableDefinition& table, const std::vector<std::string>& names) {
    std::string_view before = "(";
    for (const std::string& name : names) {
        const Column* const column = table.find_definition(name);
        writer.text(before).identifier(name, column == nullptr ? Quoting::Auto : column->quoted().quoting);
        before = ", ";
    }
    writer.text(")");
}

void write_constraint(SqlWriter& writer, const TableDefinition& table, const TableConstraint& constraint) {
    const Dialect& dialect = writer.dialect();
    std::visit(
        [&](const auto& each) {
            write_start(writer, constraint_name(table, each));
            write_body(writer, table, each);
            dialect.write_constraint_options(writer.context().text.pieces.back(), constraint);
            write_deferrable_of(writer, each);
        },
        constraint);
    dialect.write_constraint_end(writer.context().text.pieces.back(), constraint);
}

void write_enum_check(SqlWriter& writer, const TableDefinition& table, const Column& column) {
    write_start(writer, enum_check_name(table, column.name()));
    writer.text("CHECK (").identifier(column.name(), column.quoted().quoting);
    std::string_view before = " IN (";
    for (const std::string& label : type_on(column.type(), writer.dialect()).enumeration->labels) {
        writer.text(before).literal(ValueView::text(label));
        before = ", ";
    }
    writer.text("))");
}

void write_add_constraint(SqlWriter& writer, const DdlNode& ddl) {
    require_alter(writer, ddl);
    writer.text("ALTER TABLE ").table_name(*ddl.table).text(" ADD ");
    write_constraint(writer, *ddl.table, *ddl.constraint);
}

void write_drop_constraint(SqlWriter& writer, const DdlNode& ddl) {
    require_alter(writer, ddl);
    const std::string name =
        std::visit([&](const auto& each) { return constraint_name(*ddl.table, each); }, *ddl.constraint);
    if (name.empty())
        throw CompileError("unsupported", fmt::format("a constraint of {} that has no name cannot be dropped; name it",
                                                      ddl.table->full_name()));
    writer.text("ALTER TABLE ").table_name(*ddl.table).text(" ");
    std::string quoted;
    writer.dialect().write_identifier(quoted,
                                      shortened_name(name, writer.dialect().capabilities().max_identifier_length));
    writer.dialect().write_drop_constraint(writer.context().text.pieces.back(), *ddl.constraint, ddl.is_conditional,
                                           quoted);
    write_cascade(writer, ddl);
}

}  // namespace azoth::compile
