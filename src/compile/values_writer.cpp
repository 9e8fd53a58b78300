// SPDX-License-Identifier: MIT
#include "compile/values_writer.hpp"

#include "azoth/base/error.hpp"
#include "compile/context.hpp"

namespace azoth::compile {
namespace {

void write_as_select(SqlWriter& writer, const sql::ExpressionList& row, std::span<const sql::FromColumn> names) {
    std::string_view before = "SELECT ";
    for (std::size_t i = 0; i < row.size(); ++i) {
        writer.text(before).expression(*row[i]);
        if (i < names.size()) writer.text(" AS ").identifier(names[i].name);
        before = ", ";
    }
}

void write_selects(SqlWriter& writer, std::span<const sql::ExpressionList> rows) {
    std::string_view before;
    for (const sql::ExpressionList& row : rows) {
        writer.text(before);
        write_as_select(writer, row, {});
        before = " UNION ALL ";
    }
}

void write_rows(SqlWriter& writer, std::span<const sql::ExpressionList> rows) {
    if (!writer.dialect().capabilities().values_rows) return write_selects(writer, rows);
    const bool has_keyword = writer.dialect().capabilities().values_row_keyword;
    std::string_view before = "VALUES ";
    for (const sql::ExpressionList& row : rows) {
        writer.text(before).text(has_keyword ? "ROW(" : "(").expressions(row).text(")");
        before = ", ";
    }
}

}  // namespace

bool becomes_union(const sql::ValuesNode& values, const Dialect& dialect, std::span<const sql::FromColumn> names) {
    return values.rows.size() > 1 && (!names.empty() || !dialect.capabilities().values_rows);
}

void write_values(SqlWriter& writer, const sql::ValuesNode& values, std::span<const sql::FromColumn> names) {
    if (values.rows.empty()) throw CompileError("no_rows", "VALUES needs at least one row; give it by data()");
    const Restored<std::string_view> no_name(writer.context().bind_name, {});
    std::span<const sql::ExpressionList> rows = values.rows;
    if (!names.empty()) {
        write_as_select(writer, rows.front(), names);
        rows = rows.subspan(1);
        if (rows.empty()) return;
        writer.text(" UNION ALL ");
    }
    write_rows(writer, rows);
}

}  // namespace azoth::compile
