// SPDX-License-Identifier: MIT
// How PostgreSQL defines schema objects.
#include <algorithm>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/dialects/postgresql/options.hpp"
#include "dialects/postgresql/compiler.hpp"
#include "dialects/postgresql/types.hpp"

namespace azoth::postgresql {
namespace {

const DialectOptions& options_of(const TableConstraint& constraint) {
    return std::visit([](const auto& each) -> const DialectOptions& { return each.options(); }, constraint);
}

bool is_plain_parameter(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
    });
}

void append_storage_parameters(std::string& sql, const StorageParameters& parameters, const Dialect& dialect) {
    std::string_view before = " WITH (";
    for (const auto& [name, value] : parameters) {
        if (!is_plain_parameter(name))
            throw ArgumentError("bad_option", fmt::format("'{}' is no storage parameter of PostgreSQL", name));
        sql.append(before).append(name).append(" = ");
        if (is_plain_parameter(value))
            sql += value;
        else
            dialect.write_literal(sql, ValueView::text(value));
        before = ", ";
    }
    if (!parameters.empty()) sql += ')';
}

void append_names(std::string& sql, std::string_view before, const std::vector<std::string>& names,
                  const Dialect& dialect) {
    for (const std::string& name : names) {
        sql += before;
        dialect.write_identifier(sql, name);
        before = ", ";
    }
    if (!names.empty()) sql += ')';
}

void append_inherits(std::string& sql, const std::vector<std::string>& tables, const Dialect& dialect) {
    std::string_view before = " INHERITS (";
    for (const std::string& table : tables) {
        sql += before;
        const auto dot = table.rfind('.');
        const bool has_schema = dot != std::string::npos;
        dialect.write_qualified(sql, has_schema ? std::string_view(table).substr(0, dot) : std::string_view(),
                                has_schema ? table.substr(dot + 1) : table);
        before = ", ";
    }
    if (!tables.empty()) sql += ')';
}

std::string_view on_commit_words(TableOptions::OnCommit action) {
    switch (action) {
        case TableOptions::OnCommit::PreserveRows: return " ON COMMIT PRESERVE ROWS";
        case TableOptions::OnCommit::DeleteRows: return " ON COMMIT DELETE ROWS";
        case TableOptions::OnCommit::Drop: return " ON COMMIT DROP";
        case TableOptions::OnCommit::Default: break;
    }
    return {};
}

void append_identifier(std::string& sql, std::string_view before, const std::string& name, const Dialect& dialect) {
    if (name.empty()) return;
    sql += before;
    dialect.write_identifier(sql, name);
}

}  // namespace

std::string PostgresqlDialect::type_name_of(const SqlType& type) const {
    if (type.kind == TypeKind::Array) return type_name_of(*type.element) + "[]";
    if (type.kind != TypeKind::Enum || !type.enumeration->is_native) return postgresql::type_name(type);
    std::string sql;
    write_qualified(sql, type.enumeration->schema, type.enumeration->name);
    return sql;
}

std::string PostgresqlDialect::type_name(const SqlType& type, const TableDefinition& table,
                                         const Column& column) const {
    // An enumeration of its own may be the element of an array.
    const bool is_plain = type.kind != TypeKind::Enum && type.kind != TypeKind::Array;
    return is_plain ? postgresql::type_name(type, table, column) : type_name_of(type);
}

std::string PostgresqlDialect::object_names_query(SchemaObject kind) const {
    const auto of_classes = [](std::string_view kinds) {
        return fmt::format(
            "SELECT n.nspname, c.relname, coalesce(n.nspname = current_schema(), false), false "
            "FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace "
            "WHERE c.relkind IN ({}) AND n.nspname != 'information_schema' AND n.nspname NOT LIKE 'pg/_%' ESCAPE '/'",
            kinds);
    };
    switch (kind) {
        case SchemaObject::Table: return of_classes("'r', 'p'");
        case SchemaObject::View: return of_classes("'v', 'm'");
        case SchemaObject::Sequence: return of_classes("'S'");
        case SchemaObject::Type:
            return "SELECT n.nspname, t.typname, coalesce(n.nspname = current_schema(), false), false "
                   "FROM pg_catalog.pg_type AS t JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace "
                   "WHERE t.typtype IN ('e', 'd') AND n.nspname != 'information_schema'";
        case SchemaObject::Schema: return "SELECT '', nspname, true, false FROM pg_catalog.pg_namespace";
    }
    return {};
}

void PostgresqlDialect::write_table_words(std::string& sql, const TableDefinition& table) const {
    Dialect::write_table_words(sql, table);
    if (table.options().get<TableOptions>().is_unlogged) sql += "UNLOGGED ";
}

void PostgresqlDialect::write_autoincrement(std::string& sql, const TableDefinition&, const Column&) const {
    sql += " GENERATED BY DEFAULT AS IDENTITY";
}

std::string_view PostgresqlDialect::computed_storage(const TableDefinition& table, const Column& column) const {
    if (column.computed()->persisted() == false)
        compile::throw_unsupported_ddl(
            name(), fmt::format("computed columns that are not kept in the row ('{}.{}')", table.name(), column.name()),
            "leave out persisted, or say true");
    return " STORED";
}

void PostgresqlDialect::write_table_options(std::string& sql, const TableDefinition& table) const {
    const auto& options = table.options().get<TableOptions>();
    append_inherits(sql, options.inherits, *this);
    if (!options.partition_by.empty()) sql.append(" PARTITION BY ").append(options.partition_by);
    append_identifier(sql, " USING ", options.access_method, *this);
    append_storage_parameters(sql, options.with, *this);
    sql += on_commit_words(options.on_commit);
    append_identifier(sql, " TABLESPACE ", options.tablespace, *this);
}

void PostgresqlDialect::write_constraint_options(std::string& sql, const TableConstraint& constraint) const {
    const auto& options = options_of(constraint).get<ConstraintOptions>();
    append_names(sql, " INCLUDE (", options.include, *this);
    if (options.is_no_inherit) sql += " NO INHERIT";
}

void PostgresqlDialect::write_constraint_end(std::string& sql, const TableConstraint& constraint) const {
    if (options_of(constraint).get<ConstraintOptions>().is_not_valid) sql += " NOT VALID";
}

void PostgresqlDialect::write_index_words(std::string& sql, const Index& index) const {
    Dialect::write_index_words(sql, index);
    if (index.options().get<IndexOptions>().is_concurrent) sql += " CONCURRENTLY";
}

std::string_view PostgresqlDialect::drop_index_words(const Index& index) const {
    return index.options().get<IndexOptions>().is_concurrent ? "INDEX CONCURRENTLY" : "INDEX";
}

void PostgresqlDialect::write_index_method(std::string& sql, const Index& index) const {
    append_identifier(sql, " USING ", index.options().get<IndexOptions>().method, *this);
}

void PostgresqlDialect::write_index_element_options(std::string& sql, const Index& index, std::size_t element) const {
    const std::string& column = index.elements()[element].column;
    for (const auto& [key, operator_class] : index.options().get<IndexOptions>().operator_classes)
        if (key == (column.empty() ? std::to_string(element) : column))
            append_identifier(sql, " ", operator_class, *this);
}

void PostgresqlDialect::write_index_options(std::string& sql, const Index& index) const {
    const auto& options = index.options().get<IndexOptions>();
    append_names(sql, " INCLUDE (", options.include, *this);
    if (index.are_nulls_not_distinct()) sql += " NULLS NOT DISTINCT";
    append_storage_parameters(sql, options.with, *this);
    append_identifier(sql, " TABLESPACE ", options.tablespace, *this);
}

void PostgresqlDialect::write_next_value(std::string& sql, const NextValueNode& node) const {
    std::string qualified;
    write_qualified(qualified, node.schema, node.name);
    sql += "nextval(";
    write_literal(sql, ValueView::text(qualified));
    sql += ')';
}

}  // namespace azoth::postgresql
