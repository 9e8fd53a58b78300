// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/compile/dialect.hpp"

namespace azoth::postgresql {

/// How PostgreSQL (10 and later) writes SQL.
class PostgresqlDialect final : public Dialect {
public:
    PostgresqlDialect();

    std::string_view name() const override { return "postgresql"; }
    void write_placeholder(std::string& sql, std::size_t number, std::string_view name) const override;
    void write_literal(std::string& sql, const ValueView& value) const override;
    std::string cast_type_name(const SqlType& type) const override;
    std::string array_statement(const sql::StatementNode& statement) const override;
    void write_function(compile::SqlWriter& writer, const sql::FunctionNode& node) const override;
    std::string_view explain_words(bool analyze) const override;
    Plan read_plan(const std::vector<std::vector<Value>>& rows) const override;
    void write_regexp(compile::SqlWriter& writer, const sql::RegexpNode& node) const override;
    void write_regexp_replace(compile::SqlWriter& writer, const sql::RegexpReplaceNode& node) const override;
    void write_full_text(compile::SqlWriter& writer, const sql::FullTextNode& node) const override;
    void write_extract(compile::SqlWriter& writer, const sql::ExtractNode& node) const override;
    void write_time_shift(compile::SqlWriter& writer, const sql::TimeShiftNode& node) const override;
    void write_time_difference(compile::SqlWriter& writer, const sql::TimeDifferenceNode& node) const override;
    void write_json_path(compile::SqlWriter& writer, const sql::JsonPathNode& node) const override;
    void write_json_test(compile::SqlWriter& writer, const sql::JsonTestNode& node) const override;
    void write_json_remove(compile::SqlWriter& writer, const sql::JsonRemoveNode& node) const override;
    void write_array(compile::SqlWriter& writer, const sql::ExpressionNode& node) const override;

    // DDL: see ddl.cpp.
    std::string type_name(const SqlType& type, const TableDefinition& table, const Column& column) const override;
    std::string object_names_query(SchemaObject kind) const override;
    void write_table_words(std::string& sql, const TableDefinition& table) const override;
    std::string isolation_level_query() const override;
    std::string two_phase_statement(TwoPhaseStep step, std::string_view id) const override;
    void write_autoincrement(std::string& sql, const TableDefinition& table, const Column& column) const override;
    std::string_view computed_storage(const TableDefinition& table, const Column& column) const override;
    void write_table_options(std::string& sql, const TableDefinition& table) const override;
    void write_constraint_options(std::string& sql, const TableConstraint& constraint) const override;
    void write_constraint_end(std::string& sql, const TableConstraint& constraint) const override;
    void write_index_words(std::string& sql, const Index& index) const override;
    std::string_view drop_index_words(const Index& index) const override;
    void write_index_method(std::string& sql, const Index& index) const override;
    void write_index_element_options(std::string& sql, const Index& index, std::size_t element) const override;
    void write_index_options(std::string& sql, const Index& index) const override;
    void write_next_value(std::string& sql, const NextValueNode& node) const override;

protected:
    std::string_view function_form(const sql::FunctionNode& node) const override;
    bool is_reserved(std::string_view lower_case_word) const override;

private:
    /// A native enumeration's own name, or the usual one.
    std::string type_name_of(const SqlType& type) const;
};

}  // namespace azoth::postgresql
