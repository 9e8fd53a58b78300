// SPDX-License-Identifier: MIT
#include "compile/dml_writer.hpp"

#include <string>
#include <string_view>
#include <vector>

#include <fmt/ranges.h>

#include "azoth/base/error.hpp"
#include "azoth/sql/json_nodes.hpp"
#include "compile/context.hpp"
#include "compile/default_values.hpp"
#include "compile/expression_writer.hpp"
#include "compile/from_writer.hpp"
#include "compile/order_writer.hpp"
#include "compile/other_tables.hpp"
#include "compile/select_writer.hpp"
#include "sql/named_elements.hpp"

namespace azoth::compile {
namespace {

[[noreturn]] void refuse(SqlWriter& writer, std::string_view what, std::string_view instead) {
    throw CompileError("unsupported", fmt::format("{} has no {}; {}", writer.dialect().name(), what, instead));
}

/// The table that is changed and those beside it.
Scope scope_of(const sql::DmlNode& node, const std::vector<FromElement>& others) {
    Scope scope{{node.table.get()}, {}, nullptr};
    for (const sql::FromNode* other : members_of(others)) scope.froms.add(other);
    return scope;
}

/// ` ORDER BY ... LIMIT n` of an UPDATE or DELETE.
void write_limited(SqlWriter& writer, std::string_view statement, const sql::OrderList& order_by,
                   const sql::ExpressionPtr& limit, bool has_others) {
    if (order_by.empty() && !limit) return;
    if (!writer.dialect().capabilities().dml_limit)
        refuse(writer, fmt::format("{} ... LIMIT or ORDER BY", statement),
               "choose the rows by a subquery: where(key.in(select(key).order_by(...).limit(n)))");
    if (has_others)
        refuse(writer, fmt::format("{} of several tables with LIMIT or ORDER BY", statement),
               "use a subquery instead of the other table");
    writer.text(order_by.empty() ? "" : " ORDER BY ");
    write_order_list(writer, order_by);
    const Restored<std::string_view> no_name(writer.context().bind_name, {});
    if (limit) writer.text(" LIMIT ").expression(*limit);
}

/// `ONLY books`, `books USE INDEX (...)`.
void write_changed_table(SqlWriter& writer, const sql::DmlNode& node) {
    const bool stand_before = writer.dialect().capabilities().hints_before_tables;
    if (stand_before) write_texts(writer, node.hints);
    writer.text(" ").table_name(*node.table);
    if (!stand_before) write_texts(writer, node.hints);
}

/// `column['a'][0]`.
void write_json_place(SqlWriter& writer, const sql::JsonPathNode& place) {
    writer.expression(*place.document());
    for (const sql::JsonStep& step : place.steps) {
        writer.text("[").literal(step.is_key ? ValueView::text(step.key) : ValueView::int64(step.position));
        writer.text("]");
    }
}

void write_place_of_other_table(SqlWriter& writer, const sql::ExpressionNode& place) {
    if (writer.dialect().capabilities().update_from != OtherTablesClause::List)
        refuse(writer, "UPDATE that changes several tables", "update each table by a statement of its own");
    writer.expression(place);
}

/// A part of a column, or a column of another table.
void write_place(SqlWriter& writer, const sql::ExpressionNode& place) {
    if (place.kind() == sql::NodeKind::Column) return write_place_of_other_table(writer, place);
    if (!writer.dialect().capabilities().assigns_to_parts)
        refuse(writer, "assignment to a part of a column",
               "assign the whole value, made by a function of the database");
    const Restored<bool> unqualified(writer.context().qualifies_columns, false);
    if (place.kind() == sql::NodeKind::JsonPath)
        write_json_place(writer, static_cast<const sql::JsonPathNode&>(place));
    else
        writer.expression(place);
}

/// Where there are several tables their columns may have the same names.
void write_target(SqlWriter& writer, const sql::TableNode& table, std::uint32_t column, bool is_qualified) {
    if (is_qualified) writer.table_name(table).text(".");
    writer.column_name(table, column);
}

bool names_other_table(const sql::ColumnAssignment& assignment, const sql::UpdateNode& update) {
    if (!assignment.place || assignment.place->kind() != sql::NodeKind::Column) return false;
    return static_cast<const sql::ColumnNode&>(*assignment.place).from.get() != update.table.get();
}

/// ` SET column = value, ...`, and what onupdate() gives to the other columns.
void write_assignments(SqlWriter& writer, const sql::UpdateNode& update, bool is_qualified) {
    std::vector<std::uint32_t> given;
    for (const sql::ColumnAssignment& assignment : update.assignments)
        if (!names_other_table(assignment, update)) given.push_back(assignment.column);
    DefaultValues defaults(writer, *update.table, std::move(given), DefaultValues::Of::Update);
    defaults.begin_row();
    std::string_view before = " SET ";
    for (const auto& [column, value, place] : update.assignments) {
        const Restored<std::string_view> name(writer.context().bind_name, update.table->columns()[column].name);
        writer.text(before);
        before = ", ";
        if (place)
            write_place(writer, *place);
        else
            write_target(writer, *update.table, column, is_qualified);
        writer.text(" = ").expression(*value);
        if (!place) defaults.note(column, *value);
    }
    for (const std::uint32_t column : defaults.columns()) {
        writer.text(", ");
        write_target(writer, *update.table, column, is_qualified);
        writer.text(" = ");
        defaults.write_value(column);
    }
}

void check_update(SqlWriter& writer, const sql::UpdateNode& update, bool has_others) {
    if (update.assignments.empty())
        throw CompileError("nothing_to_set",
                           fmt::format("an UPDATE of {} sets no column; call set()", update.table->name()));
    if (has_others && writer.dialect().capabilities().update_from == OtherTablesClause::None)
        refuse(writer, "UPDATE with other tables", "use scalar subqueries in set() and exists() in where()");
}

/// A row goes when there is at least one row of the other tables that fits it.
void write_exists(SqlWriter& writer, const sql::DeleteNode& node, const std::vector<FromElement>& others) {
    writer.text(" WHERE EXISTS (SELECT 1");
    write_from_clause(writer, others);
    write_conditions(writer, "WHERE", node.where);
    writer.text(")");
}

void write_delete_from(SqlWriter& writer, const sql::DeleteNode& node, const std::vector<FromElement>& others) {
    writer.text(" FROM");
    write_changed_table(writer, node);
    const OtherTablesClause clause = writer.dialect().capabilities().delete_using;
    if (!others.empty() && clause == OtherTablesClause::None) return write_exists(writer, node, others);
    if (!others.empty() && clause == OtherTablesClause::List) writer.text(" USING ").table_name(*node.table);
    write_from_clause(writer, others, clause == OtherTablesClause::List ? ", " : " USING ");
    write_conditions(writer, "WHERE", node.where);
}

/// The tables whose columns it has.
std::string tables_of(const sql::TableNode& table) {
    std::vector<std::string_view> names;
    for (const sql::FromNode* const part : sql::selected_elements(static_cast<const sql::SelectNode&>(*table.rows())))
        names.push_back(part->name());
    return fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace

void require_one_table(const sql::TableNode& table) {
    if (!table.rows() || table.rows()->kind() != sql::NodeKind::Select) return;
    throw ArgumentError("several_tables",
                        fmt::format("the rows of {0} are in several tables, which one INSERT, UPDATE or DELETE cannot "
                                    "write; run the statement in a Session, without returning(), which writes them one "
                                    "by one, or name a table: {1}",
                                    table.name(), tables_of(table)));
}

void write_returning(SqlWriter& writer, const Returning& returning, const std::vector<sql::SelectItem>& items) {
    if (items.empty()) return;
    if (!returning.is_supported)
        refuse(writer, fmt::format("{} ... RETURNING", returning.statement),
               "select the rows in a query of their own, in the same transaction");
    // Where there is one table only SQLite gives qualified columns other names.
    const Restored<bool> qualified(writer.context().qualifies_columns, returning.is_qualified);
    writer.text(" RETURNING ");
    write_result_columns(writer, result_columns(items));
}

void write_update(SqlWriter& writer, const sql::UpdateNode& update) {
    require_one_table(*update.table);
    const std::vector<FromElement> others = other_tables(update);
    check_update(writer, update, !others.empty());
    const Capabilities& can = writer.dialect().capabilities();
    const bool is_list = !others.empty() && can.update_from == OtherTablesClause::List;
    const Scope scope = scope_of(update, others);
    const Restored<const Scope*> in_tables(writer.context().scope, &scope);

    writer.text("UPDATE");
    write_texts(writer, update.prefixes);
    write_changed_table(writer, update);
    if (is_list) write_from_clause(writer, others, ", ");
    write_assignments(writer, update, is_list);
    if (!is_list) write_from_clause(writer, others);
    write_conditions(writer, "WHERE", update.where);
    write_limited(writer, "UPDATE", update.order_by, update.limit, !others.empty());
    const Scope own{{update.table.get()}, {}, nullptr};
    const Restored<const Scope*> returned(writer.context().scope, can.returns_other_tables ? &scope : &own);
    write_returning(writer, {"UPDATE", can.update_returning, !others.empty() && can.returns_other_tables},
                    update.returning);
}

void write_delete(SqlWriter& writer, const sql::DeleteNode& node) {
    require_one_table(*node.table);
    const std::vector<FromElement> others = other_tables(node);
    const Capabilities& can = writer.dialect().capabilities();
    const Scope scope = scope_of(node, others);
    const Restored<const Scope*> in_tables(writer.context().scope, &scope);

    writer.text("DELETE");
    write_texts(writer, node.prefixes);
    write_delete_from(writer, node, others);
    write_limited(writer, "DELETE", node.order_by, node.limit, !others.empty());
    const Scope own{{node.table.get()}, {}, nullptr};
    const Restored<const Scope*> returned(writer.context().scope, can.returns_other_tables ? &scope : &own);
    const bool is_list = !others.empty() && can.delete_using == OtherTablesClause::List;
    write_returning(writer,
                    {is_list ? "DELETE of several tables" : "DELETE", can.delete_returning && !is_list,
                     !others.empty() && can.returns_other_tables},
                    node.returning);
}

}  // namespace azoth::compile
