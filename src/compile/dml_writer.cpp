// SPDX-License-Identifier: MIT
#include "compile/dml_writer.hpp"

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "compile/context.hpp"
#include "compile/default_values.hpp"
#include "compile/expression_writer.hpp"
#include "compile/select_writer.hpp"

namespace azoth::compile {

void write_returning(SqlWriter& writer, std::string_view statement, bool is_supported,
                     const std::vector<sql::SelectItem>& items) {
    if (items.empty()) return;
    if (!is_supported)
        throw CompileError("unsupported", fmt::format("{} has no {} ... RETURNING; select the rows in a query of their "
                                                      "own, in the same transaction",
                                                      writer.dialect().name(), statement));
    // There is one table only, and SQLite gives qualified columns other names.
    const Restored<bool> unqualified(writer.context().qualifies_columns, false);
    writer.text(" RETURNING ");
    write_result_columns(writer, result_columns(items));
}

namespace {

/// `column = value, ...`, and what onupdate() gives to the other columns.
void write_assignments(SqlWriter& writer, const sql::UpdateNode& update) {
    std::vector<std::uint32_t> given;
    for (const auto& assignment : update.assignments) given.push_back(assignment.column);
    DefaultValues defaults(writer, *update.table, std::move(given), DefaultValues::Of::Update);
    defaults.begin_row();
    std::string_view before;
    for (const auto& [column, value] : update.assignments) {
        const Restored<std::string_view> name(writer.context().bind_name, update.table->columns()[column].name);
        writer.text(before).column_name(*update.table, column).text(" = ").expression(*value);
        defaults.note(column, *value);
        before = ", ";
    }
    defaults.write_assignments();
}

}  // namespace

void write_update(SqlWriter& writer, const sql::UpdateNode& update) {
    if (update.assignments.empty())
        throw CompileError("nothing_to_set",
                           fmt::format("an UPDATE of {} sets no column; call set()", update.table->name()));
    const Scope scope{{update.table.get()}, {}, nullptr};
    const Restored<const Scope*> in_table(writer.context().scope, &scope);
    writer.text("UPDATE ").table_name(*update.table).text(" SET ");
    write_assignments(writer, update);
    write_conditions(writer, "WHERE", update.where);
    write_returning(writer, "UPDATE", writer.dialect().capabilities().update_returning, update.returning);
}

void write_delete(SqlWriter& writer, const sql::DeleteNode& node) {
    const Scope scope{{node.table.get()}, {}, nullptr};
    const Restored<const Scope*> in_table(writer.context().scope, &scope);
    writer.text("DELETE FROM ").table_name(*node.table);
    write_conditions(writer, "WHERE", node.where);
    write_returning(writer, "DELETE", writer.dialect().capabilities().delete_returning, node.returning);
}

}  // namespace azoth::compile
