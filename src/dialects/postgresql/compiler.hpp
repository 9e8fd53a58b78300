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
    void write_autoincrement(std::string& sql, const TableDefinition& table, const Column& column) const override;

protected:
    bool is_reserved(std::string_view lower_case_word) const override;
};

}  // namespace azoth::postgresql
