// SPDX-License-Identifier: MIT
// How MySQL and MariaDB define schema objects.
#include <algorithm>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/compile/sql_writer.hpp"
#include "azoth/dialects/mysql/options.hpp"
#include "dialects/mysql/compiler.hpp"
#include "dialects/mysql/ddl_capabilities.hpp"
#include "dialects/mysql/quoted_text.hpp"
#include "dialects/mysql/types.hpp"

namespace azoth::mysql {
namespace {

bool has_more_than_start(const SequenceOptions& options) {
    return options.increment.value_or(1) != 1 || options.minvalue || options.maxvalue || options.cache ||
           options.has_no_minvalue || options.has_no_maxvalue || options.cycles;
}

/// A word of the syntax that comes from the program: of letters, digits and _.
void append_word(std::string& sql, std::string_view before, std::string_view word) {
    if (word.empty()) return;
    const auto is_plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    };
    if (!std::all_of(word.begin(), word.end(), is_plain))
        throw ArgumentError(
            "bad_option", fmt::format("'{}' cannot stand in the DDL of MySQL or MariaDB (behind '{}')", word, before));
    sql.append(before).append(word);
}

/// `PACK_KEYS`, `DATA DIRECTORY`: words and blanks.
void append_option(std::string& sql, std::string_view name, std::string_view value) {
    std::string word(name);
    std::replace(word.begin(), word.end(), ' ', '_');
    std::string checked;
    append_word(checked, "", word);
    sql.append(" ").append(name).append("=").append(value);
}

void append_number(std::string& sql, std::string_view before, const std::optional<std::uint64_t>& number) {
    if (number) sql += fmt::format("{}{}", before, *number);
}

std::string_view constraint_word(const TableConstraint& constraint, bool is_mysql) {
    if (std::holds_alternative<ForeignKeyConstraint>(constraint)) return "DROP FOREIGN KEY ";
    if (std::holds_alternative<UniqueConstraint>(constraint)) return "DROP INDEX ";
    return is_mysql ? "DROP CHECK " : "DROP CONSTRAINT ";
}

}  // namespace

// Since which version: https://mariadb.com/kb/en/create-sequence/, https://mariadb.com/kb/en/create-view/,
// https://dev.mysql.com/doc/refman/8.0/en/create-index.html (functional key parts).
DdlCapabilities ddl_capabilities(const Product& product) {
    return {
        .sequences = product.is_mariadb(100300),
        .sequence_types = product.is_mariadb(110500),
        .native_enums = true,
        .computed_not_null = product.is_mysql(0),
        .expression_indexes = product.is_mysql(80013),
        .index_belongs_to_table = true,
        .schemas = true,
        .replaceable_views = true,
        .conditional_views = product.is_mariadb(100103),
        .strict_foreign_key_types = true,
        .defaults_in_parentheses = true,
    };
}

bool MysqlDialect::answers_to(std::string_view dialect) const {
    return dialect.empty() || dialect == name() || (dialect == "mariadb" && product_.is_mariadb(0));
}

std::string MysqlDialect::type_name(const SqlType& type, const TableDefinition& table, const Column& column) const {
    if (type.kind != TypeKind::Enum || !type.enumeration->is_native)
        return mysql::type_name(type, table, column, product_);
    std::string sql = "ENUM";
    char before = '(';
    for (const std::string& label : type.enumeration->labels) {
        sql += before;
        sql += quoted_text(label);
        before = ',';
    }
    return sql + ")";
}

std::string MysqlDialect::object_names_query(SchemaObject kind) const {
    const auto of_tables = [](std::string_view type) {
        return fmt::format(
            "SELECT table_schema, table_name, coalesce(table_schema = DATABASE(), 0), "
            "@@lower_case_table_names <> 0 "
            "FROM information_schema.tables WHERE table_type = '{}' "
            "AND table_schema NOT IN ('information_schema', 'mysql', 'performance_schema', 'sys')",
            type);
    };
    switch (kind) {
        case SchemaObject::Table: return of_tables("BASE TABLE");
        case SchemaObject::View: return of_tables("VIEW");
        case SchemaObject::Sequence: return product_.is_mariadb(100300) ? of_tables("SEQUENCE") : std::string();
        case SchemaObject::Schema:
            return "SELECT '', schema_name, 1, @@lower_case_table_names <> 0 FROM information_schema.schemata";
        case SchemaObject::Type: break;
    }
    return {};
}

void MysqlDialect::write_autoincrement(std::string& sql, const TableDefinition&, const Column&) const {
    sql += " AUTO_INCREMENT";
}

void MysqlDialect::write_identity(std::string& sql, const TableDefinition& table, const Column& column) const {
    const std::string what = fmt::format("identity columns ('{}.{}')", table.name(), column.name());
    if (!column.is_primary_key())
        compile::throw_unsupported_ddl(name(), what, "only a key is counted up: use autoincrement(true)");
    if (column.identity()->is_always() || has_more_than_start(column.identity()->counting()))
        compile::throw_unsupported_ddl(name(), "options of " + what,
                                       "what AUTO_INCREMENT can is Identity() and Identity().start(...)");
    sql += " AUTO_INCREMENT";
}

void MysqlDialect::write_type_options(std::string& sql, const Column& column) const {
    const auto& options = column.options().get<ColumnOptions>();
    if (options.is_unsigned) sql += " UNSIGNED";
    if (options.is_zerofill) sql += " ZEROFILL";
    append_word(sql, " CHARACTER SET ", options.charset);
}

void MysqlDialect::write_column_options(std::string& sql, const Column& column) const {
    const auto& options = column.options().get<ColumnOptions>();
    if (!options.on_update.empty()) sql.append(" ON UPDATE ").append(options.on_update);
    if (column.comment().empty()) return;
    sql += " COMMENT ";
    sql += quoted_comment(column.comment(), product_.backslash_escapes);
}

void MysqlDialect::write_table_options(std::string& sql, const TableDefinition& table) const {
    const auto& options = table.options().get<TableOptions>();
    std::optional<std::uint64_t> first = options.auto_increment;
    if (const auto generated = table.autoincrement_column(); generated && !first) {
        const auto& identity = table.definitions()[*generated].identity();
        if (identity && identity->counting().start) first = static_cast<std::uint64_t>(*identity->counting().start);
    }
    append_number(sql, " AUTO_INCREMENT=", first);
    append_word(sql, " ENGINE=", options.engine);
    append_word(sql, " DEFAULT CHARSET=", options.charset);
    append_word(sql, " COLLATE=", options.collate);
    append_word(sql, " ROW_FORMAT=", options.row_format);
    append_number(sql, " KEY_BLOCK_SIZE=", options.key_block_size);
    for (const auto& [name, value] : options.others) append_option(sql, name, value);
    if (!table.comment().empty()) {
        sql += " COMMENT=";
        sql += quoted_comment(table.comment(), product_.backslash_escapes);
    }
    if (!options.partition_by.empty()) sql.append(" PARTITION BY ").append(options.partition_by);
}

void MysqlDialect::write_drop_constraint(std::string& sql, const TableConstraint& constraint, bool if_exists,
                                         std::string_view name) const {
    if (if_exists && !product_.is_mariadb(0))
        compile::throw_unsupported_ddl("MySQL", "DROP CONSTRAINT IF EXISTS", "look first whether it is there");
    if (std::holds_alternative<PrimaryKeyConstraint>(constraint)) {
        sql += "DROP PRIMARY KEY";
        return;
    }
    sql.append(constraint_word(constraint, product_.is_mysql(0))).append(if_exists ? "IF EXISTS " : "").append(name);
}

void MysqlDialect::write_index_words(std::string& sql, const Index& index) const {
    switch (index.options().get<IndexOptions>().kind) {
        case IndexOptions::Kind::Fulltext: sql += "FULLTEXT INDEX"; return;
        case IndexOptions::Kind::Spatial: sql += "SPATIAL INDEX"; return;
        case IndexOptions::Kind::Usual: return Dialect::write_index_words(sql, index);
    }
}

void MysqlDialect::write_index_element_options(std::string& sql, const Index& index, std::size_t element) const {
    for (const auto& [column, length] : index.options().get<IndexOptions>().lengths)
        if (column == index.elements()[element].column) sql += fmt::format("({})", length);
}

void MysqlDialect::write_index_options(std::string& sql, const Index& index) const {
    const auto& options = index.options().get<IndexOptions>();
    append_number(sql, " KEY_BLOCK_SIZE=", options.key_block_size);
    append_word(sql, " USING ", options.method);
    append_word(sql, " WITH PARSER ", options.parser);
    if (index.comment().empty()) return;
    sql += " COMMENT ";
    sql += quoted_comment(index.comment(), product_.backslash_escapes);
}

// A column's comment is a part of its definition, which must be given whole.
void MysqlDialect::write_comment(compile::SqlWriter& writer, const DdlNode& ddl) const {
    writer.text("ALTER TABLE ").table_name(*ddl.table);
    if (ddl.action == DdlNode::Action::SetTableComment) {
        writer.text(" COMMENT ").text(quoted_comment(ddl.comment.value_or(""), product_.backslash_escapes));
    } else if (ddl.action == DdlNode::Action::SetColumnComment) {
        writer.text(" MODIFY ");
        Column column = *ddl.table->find_definition(ddl.name);
        const bool is_generated =
            ddl.table->autoincrement_column() &&
            &ddl.table->definitions()[*ddl.table->autoincrement_column()] == ddl.table->find_definition(ddl.name);
        column.comment(ddl.comment.value_or(""));
        compile::write_column_definition(writer, *ddl.table, column, is_generated);
    } else {
        compile::throw_unsupported_ddl(name(), "comments on constraints", "comment on the table");
    }
}

}  // namespace azoth::mysql
