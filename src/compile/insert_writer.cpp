// SPDX-License-Identifier: MIT
#include "compile/insert_writer.hpp"

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "compile/context.hpp"
#include "compile/default_values.hpp"
#include "compile/dml_writer.hpp"
#include "sql/children.hpp"

namespace azoth::compile {
namespace {

using sql::InsertNode;

std::uint32_t count_parameters(const sql::ExpressionNode& expression) {
    std::uint32_t count = 0;
    sql::for_each_part(expression, [&](const sql::ExpressionNode& node) {
        count += node.kind() == sql::NodeKind::Parameter ? 1U : 0U;
    });
    return count;
}

std::uint32_t count_parameters(const sql::ExpressionList& row) {
    std::uint32_t count = 0;
    for (const sql::ExpressionPtr& value : row) count += count_parameters(*value);
    return count;
}

void write_columns(SqlWriter& writer, const InsertNode& insert, const DefaultValues& defaults) {
    std::string_view before = " (";
    for (const auto* const columns : {&insert.columns, &defaults.columns()})
        for (const std::uint32_t column : *columns) {
            writer.text(before).column_name(*insert.table, column);
            before = ", ";
        }
    writer.text(")");
}

void write_row(SqlWriter& writer, const InsertNode& insert, const sql::ExpressionList& row, DefaultValues& defaults) {
    defaults.begin_row();
    std::string_view before = "(";
    for (std::size_t i = 0; i < row.size(); ++i) {
        const Restored<std::string_view> name(writer.context().bind_name,
                                              insert.table->columns()[insert.columns[i]].name);
        writer.text(before).expression(*row[i]);
        defaults.note(insert.columns[i], *row[i]);
        before = ", ";
    }
    defaults.write_values(before);
    writer.text(")");
}

void write_rows(SqlWriter& writer, const InsertNode& insert, DefaultValues& defaults) {
    static const std::vector<sql::ExpressionList> kOneOfDefaults(1);
    std::string_view before = " VALUES ";
    for (const sql::ExpressionList& row : insert.rows.empty() ? kOneOfDefaults : insert.rows) {
        const std::uint32_t parameters = count_parameters(row);
        for (std::uint32_t repetition = 0; repetition < insert.row_count; ++repetition) {
            const Restored<std::uint32_t> offset(writer.context().binds.parameter_offset, repetition * parameters);
            writer.text(before);
            write_row(writer, insert, row, defaults);
            before = ", ";
        }
    }
}

/// A row of nothing but defaults.
void write_defaults(SqlWriter& writer, const InsertNode& insert) {
    if (!writer.dialect().capabilities().default_values) {
        writer.text(" () VALUES ()");
        for (std::uint32_t row = 1; row < insert.row_count; ++row) writer.text(", ()");
    } else if (insert.row_count == 1) {
        writer.text(" DEFAULT VALUES");
    } else {
        throw CompileError("unsupported", fmt::format("{} inserts one row of defaults at a time; {} were given",
                                                      writer.dialect().name(), insert.row_count));
    }
}

}  // namespace

void write_insert(SqlWriter& writer, const InsertNode& insert) {
    writer.text("INSERT INTO ").table_name(*insert.table);
    DefaultValues defaults(writer, *insert.table, insert.columns, DefaultValues::Of::Insert);
    if (insert.columns.empty() && defaults.columns().empty()) {
        write_defaults(writer, insert);
    } else {
        write_columns(writer, insert, defaults);
        write_rows(writer, insert, defaults);
    }
    const Scope scope{{insert.table.get()}, {}, nullptr};
    const Restored<const Scope*> in_table(writer.context().scope, &scope);
    if (insert.on_conflict != InsertNode::OnConflict::Fail) writer.dialect().write_conflict(writer, insert);
    write_returning(writer, "INSERT", writer.dialect().capabilities().insert_returning, insert.returning);
}

}  // namespace azoth::compile
