// SPDX-License-Identifier: MIT
#include "compile/insert_writer.hpp"

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/schema/table.hpp"
#include "compile/context.hpp"
#include "compile/default_values.hpp"
#include "compile/dml_writer.hpp"
#include "compile/query_writer.hpp"
#include "compile/select_writer.hpp"
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
    if (insert.rows.empty() && !insert.columns.empty())
        throw CompileError("no_rows", fmt::format("an INSERT into {} names columns but has no rows; add them by "
                                                  "values(), rows() or from_select()",
                                                  insert.table->name()));
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

/// `(column) VALUES (value), (value)`.
void write_repeated(SqlWriter& writer, const InsertNode& insert, std::uint32_t column, std::string_view value) {
    writer.text(" (").column_name(*insert.table, column);
    std::string_view before = ") VALUES (";
    for (std::uint32_t row = 0; row < insert.row_count; ++row) {
        writer.text(before).text(value);
        before = "), (";
    }
    writer.text(")");
}

/// NULL in an INTEGER PRIMARY KEY is the same as leaving it out.
void write_generated_keys(SqlWriter& writer, const InsertNode& insert) {
    const auto* table = dynamic_cast<const TableDefinition*>(insert.table.get());
    if (table == nullptr || !table->autoincrement_column())
        throw CompileError("unsupported",
                           fmt::format("{} inserts one row of defaults at a time into a table without a generated key; "
                                       "{} were given",
                                       writer.dialect().name(), insert.row_count));
    write_repeated(writer, insert, *table->autoincrement_column(), "NULL");
}

/// Rows of nothing but defaults.
void write_defaults(SqlWriter& writer, const InsertNode& insert) {
    const Capabilities& can = writer.dialect().capabilities();
    if (!can.default_values) {
        writer.text(" () VALUES ()");
        for (std::uint32_t row = 1; row < insert.row_count; ++row) writer.text(", ()");
    } else if (insert.row_count == 1) {
        writer.text(" DEFAULT VALUES");
    } else if (can.default_keyword && !insert.table->columns().empty()) {
        write_repeated(writer, insert, 0, "DEFAULT");
    } else {
        write_generated_keys(writer, insert);
    }
}

/// `SELECT ...`; where there are defaults, `SELECT new_rows.*, ? FROM (SELECT ...) AS new_rows`.
void write_selected(SqlWriter& writer, const InsertNode& insert, DefaultValues& defaults) {
    const Restored<const Scope*> no_scope(writer.context().scope, nullptr);
    const Restored<bool> within(writer.context().is_outermost, false);
    const bool needs_where = !insert.conflicts.empty() && writer.dialect().capabilities().conflict_needs_where;
    if (defaults.columns().empty() && !needs_where) {
        writer.text(" ");
        return write_query(writer, *insert.query);
    }
    std::vector<sql::FromColumn> names;
    if (!defaults.columns().empty())
        for (const std::uint32_t column : insert.columns) names.push_back(insert.table->columns()[column]);
    defaults.begin_row();
    writer.text(names.empty() ? " SELECT *" : " SELECT new_rows.*");
    defaults.write_values(", ");
    writer.text(" FROM (");
    write_query(writer, *insert.query, names);
    writer.text(names.empty() ? ")" : ") AS new_rows");
    if (needs_where) writer.text(" WHERE ").literal(ValueView::boolean(true));
}

}  // namespace

void write_insert(SqlWriter& writer, const InsertNode& insert) {
    require_one_table(*insert.table);
    const Capabilities& can = writer.dialect().capabilities();
    writer.text("INSERT");
    write_texts(writer, insert.prefixes);
    writer.text(" INTO ").table_name(*insert.table);
    DefaultValues defaults(writer, *insert.table, insert.columns, DefaultValues::Of::Insert);
    const bool has_columns = !insert.columns.empty() || !defaults.columns().empty();
    if (has_columns) write_columns(writer, insert, defaults);
    if (insert.query)
        write_selected(writer, insert, defaults);
    else if (has_columns)
        write_rows(writer, insert, defaults);
    else
        write_defaults(writer, insert);
    const Scope scope{{insert.table.get()}, {}, nullptr};
    const Restored<const Scope*> in_table(writer.context().scope, &scope);
    const Restored<std::string_view> new_row(writer.context().new_row, {});
    if (!insert.conflicts.empty()) writer.dialect().write_conflict(writer, insert);
    write_returning(writer, {"INSERT", can.insert_returning}, insert.returning);
}

}  // namespace azoth::compile
