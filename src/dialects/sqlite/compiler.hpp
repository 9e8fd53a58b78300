// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/compile/dialect.hpp"

namespace azoth::sqlite {

/// How SQLite writes SQL.
class SqliteDialect final : public Dialect {
public:
    /// `version` as ServerInfo counts: 34001 is 3.40.1.
    explicit SqliteDialect(int version);

    std::string_view name() const override { return "sqlite"; }
    void write_placeholder(std::string& sql, std::size_t number, std::string_view name) const override;
    void write_literal(std::string& sql, const ValueView& value) const override;
    std::string cast_type_name(const SqlType& type) const override;
    std::string_view explain_words(bool analyze) const override;
    Plan read_plan(const std::vector<std::vector<Value>>& rows) const override;
    void write_limit(compile::SqlWriter& writer, const sql::QueryNode& query) const override;
    void write_row_lock(compile::SqlWriter& writer, const sql::RowLock& lock) const override;
    using Dialect::begin_statement;
    std::string begin_statement(const TransactionMode& mode) const override;
    std::string after_transaction(const TransactionMode& mode) const override;
    std::string isolation_level_query() const override;
    void write_binary(compile::SqlWriter& writer, const sql::BinaryNode& node) const override;
    void write_sort_options(compile::SqlWriter& writer, const sql::ExpressionNode& key) const override;
    void write_null_safe(compile::SqlWriter& writer, const sql::BinaryNode& node) const override;
    void write_function(compile::SqlWriter& writer, const sql::FunctionNode& node) const override;
    void write_right_side(compile::SqlWriter& writer, const sql::BinaryNode& node) const override;
    void write_bitwise(compile::SqlWriter& writer, const sql::BinaryNode& node) const override;
    void write_between(compile::SqlWriter& writer, const sql::BetweenNode& node) const override;
    void write_regexp(compile::SqlWriter& writer, const sql::RegexpNode& node) const override;
    void write_regexp_replace(compile::SqlWriter& writer, const sql::RegexpReplaceNode& node) const override;
    void write_full_text(compile::SqlWriter& writer, const sql::FullTextNode& node) const override;
    void write_extract(compile::SqlWriter& writer, const sql::ExtractNode& node) const override;
    void write_time_shift(compile::SqlWriter& writer, const sql::TimeShiftNode& node) const override;
    void write_time_difference(compile::SqlWriter& writer, const sql::TimeDifferenceNode& node) const override;
    void write_json_path(compile::SqlWriter& writer, const sql::JsonPathNode& node) const override;
    void write_json_test(compile::SqlWriter& writer, const sql::JsonTestNode& node) const override;
    void write_json_remove(compile::SqlWriter& writer, const sql::JsonRemoveNode& node) const override;

    // DDL: see ddl.cpp.
    std::string type_name(const SqlType& type, const TableDefinition& table, const Column& column) const override;
    std::string object_names_query(SchemaObject kind) const override;
    void write_autoincrement(std::string& sql, const TableDefinition& table, const Column& column) const override;
    void write_identity(std::string& sql, const TableDefinition& table, const Column& column) const override;
    void write_column_options(std::string& sql, const Column& column) const override;
    void write_table_options(std::string& sql, const TableDefinition& table) const override;
    bool has_inline_primary_key(const TableDefinition& table) const override;
    void write_constraint_options(std::string& sql, const TableConstraint& constraint) const override;

protected:
    std::string_view function_form(const sql::FunctionNode& node) const override;
    bool is_reserved(std::string_view lower_case_word) const override;

private:
    int version_;
};

}  // namespace azoth::sqlite
