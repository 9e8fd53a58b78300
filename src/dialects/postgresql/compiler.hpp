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
    std::string type_name(const SqlType& type, const TableDefinition& table, const Column& column) const override;
    std::string cast_type_name(const SqlType& type) const override;
    std::string table_names_query() const override;
    std::string array_statement(const sql::StatementNode& statement) const override;
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
    void write_autoincrement(std::string& sql, const TableDefinition& table, const Column& column) const override;

protected:
    bool is_reserved(std::string_view lower_case_word) const override;
};

}  // namespace azoth::postgresql
