// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/compile/dialect.hpp"
#include "dialects/mysql/product.hpp"

namespace azoth::mysql {

/// How MySQL and MariaDB write SQL.
class MysqlDialect final : public Dialect {
public:
    explicit MysqlDialect(Product product);

    std::string_view name() const override { return "mysql"; }
    /// To `mysql`, and to `mariadb` where the server is one.
    bool answers_to(std::string_view dialect) const override;
    void write_placeholder(std::string& sql, std::size_t number, std::string_view name) const override;
    void write_literal(std::string& sql, const ValueView& value) const override;
    std::string cast_type_name(const SqlType& type) const override;
    std::string_view explain_words(bool analyze) const override;
    Plan read_plan(const std::vector<std::vector<Value>>& rows) const override;
    void write_limit(compile::SqlWriter& writer, const sql::QueryNode& query) const override;
    void write_row_lock(compile::SqlWriter& writer, const sql::RowLock& lock) const override;
    using Dialect::begin_statement;
    std::string begin_statement(const TransactionMode& mode) const override;
    std::string isolation_level_query() const override;
    std::string two_phase_statement(TwoPhaseStep step, std::string_view id) const override;
    void write_null_safe(compile::SqlWriter& writer, const sql::BinaryNode& node) const override;
    void write_conflict(compile::SqlWriter& writer, const sql::InsertNode& insert) const override;
    void write_excluded(compile::SqlWriter& writer, const sql::ExcludedNode& node) const override;
    void write_function(compile::SqlWriter& writer, const sql::FunctionNode& node) const override;
    void write_over(compile::SqlWriter& writer, const sql::OverNode& node) const override;
    void write_json_table(compile::SqlWriter& writer, const sql::JsonTableNode& node) const override;
    void write_grouping(compile::SqlWriter& writer, const sql::GroupingNode& node,
                        const sql::SelectNode& select) const override;
    void write_binary(compile::SqlWriter& writer, const sql::BinaryNode& node) const override;
    void write_right_side(compile::SqlWriter& writer, const sql::BinaryNode& node) const override;
    void write_bitwise(compile::SqlWriter& writer, const sql::BinaryNode& node) const override;
    void write_bitwise_not(compile::SqlWriter& writer, const sql::UnaryNode& node) const override;
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
    void write_type_options(std::string& sql, const Column& column) const override;
    void write_column_options(std::string& sql, const Column& column) const override;
    void write_table_options(std::string& sql, const TableDefinition& table) const override;
    void write_drop_constraint(std::string& sql, const TableConstraint& constraint, bool if_exists,
                               std::string_view name) const override;
    void write_index_words(std::string& sql, const Index& index) const override;
    void write_index_element_options(std::string& sql, const Index& index, std::size_t element) const override;
    void write_index_options(std::string& sql, const Index& index) const override;
    void write_comment(compile::SqlWriter& writer, const DdlNode& ddl) const override;

protected:
    std::string_view function_form(const sql::FunctionNode& node) const override;
    char identifier_quote() const override { return '`'; }
    bool is_reserved(std::string_view lower_case_word) const override;

private:
    /// The new row of an upsert has a name: `VALUES (...) AS new`, which replaces VALUES(column).
    bool has_row_alias() const { return product_.is_mysql(80019); }

    void check_regexp_flags(const std::string& flags) const;
    void check_json_steps(const sql::JsonSteps& steps) const;
    void write_json_equality(compile::SqlWriter& writer, const sql::BinaryNode& node) const;

    Product product_;
};

}  // namespace azoth::mysql
