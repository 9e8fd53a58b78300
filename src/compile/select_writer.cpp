// SPDX-License-Identifier: MIT
#include "compile/select_writer.hpp"

#include <algorithm>

#include "azoth/base/error.hpp"
#include "compile/column_writer.hpp"
#include "compile/context.hpp"
#include "compile/expression_writer.hpp"
#include "compile/from_list.hpp"
#include "compile/from_writer.hpp"

namespace azoth::compile {
namespace {

using sql::NodeKind;

std::vector<const sql::LabelNode*> labels_of(std::span<const ResultColumn> columns) {
    std::vector<const sql::LabelNode*> labels;
    for (const ResultColumn& column : columns)
        if (column.expression != nullptr && column.expression->kind() == NodeKind::Label)
            labels.push_back(static_cast<const sql::LabelNode*>(column.expression));
    return labels;
}

/// The name of a selected label, null for every other expression.
const std::string* selected_label(const Scope& scope, const sql::ExpressionNode& node) {
    if (node.kind() != NodeKind::Label) return nullptr;
    const auto& label = static_cast<const sql::LabelNode&>(node);
    return scope.selects(&label) ? &label.name : nullptr;
}

bool is_column_of(const Scope& scope, std::string_view name) {
    return std::any_of(scope.froms.begin(), scope.froms.end(),
                       [&](const sql::FromNode* from) { return from->find_column(name).has_value(); });
}

void write_group_by(SqlWriter& writer, const sql::ExpressionList& expressions) {
    const Scope& scope = *writer.context().scope;
    std::string_view before = " GROUP BY ";
    for (const sql::ExpressionPtr& expression : expressions) {
        writer.text(before);
        before = ", ";
        // A column of that name would win over the label in PostgreSQL.
        const std::string* label = selected_label(scope, *expression);
        if (label != nullptr && !is_column_of(scope, *label))
            writer.identifier(*label);
        else
            writer.expression(*expression);
    }
}

void write_sort_key(SqlWriter& writer, const sql::ExpressionNode& expression) {
    if (const std::string* label = selected_label(*writer.context().scope, expression))
        writer.identifier(*label);
    else
        writer.expression(expression);
    writer.dialect().write_sort_options(writer, expression);
}

void write_order_item(SqlWriter& writer, const sql::OrderItem& item) {
    const bool has_clause = writer.dialect().capabilities().nulls_order;
    if (item.nulls != sql::NullsOrder::Default && !has_clause) {
        // MariaDB knows the name of a selected aggregate only where it stands alone.
        writer.left_operand(*item.expression, sql::Operator::Is);
        writer.text(item.nulls == sql::NullsOrder::First ? " IS NOT NULL, " : " IS NULL, ");
    }
    write_sort_key(writer, *item.expression);
    if (item.is_descending) writer.text(" DESC");
    if (item.nulls != sql::NullsOrder::Default && has_clause)
        writer.text(item.nulls == sql::NullsOrder::First ? " NULLS FIRST" : " NULLS LAST");
}

void write_order_by(SqlWriter& writer, const std::vector<sql::OrderItem>& items) {
    std::string_view before = " ORDER BY ";
    for (const sql::OrderItem& item : items) {
        writer.text(before);
        write_order_item(writer, item);
        before = ", ";
    }
}

void write_result_column(SqlWriter& writer, const ResultColumn& column, const std::string* wanted_name) {
    if (column.expression != nullptr)
        writer.expression(*column.expression);
    else
        write_column(writer, *column.from, column.column);
    const bool is_label = column.expression != nullptr && column.expression->kind() == NodeKind::Label;
    const bool is_renamed = wanted_name != nullptr && !(column.has_own_name && column.name == *wanted_name);
    if (is_renamed)
        writer.text(" AS ").identifier(*wanted_name);
    else if (is_label)
        writer.text(" AS ").identifier(column.name);
}

}  // namespace

void write_result_columns(SqlWriter& writer, std::span<const ResultColumn> columns,
                          std::span<const sql::FromColumn> names) {
    std::string_view before;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        writer.text(before);
        write_result_column(writer, columns[i], i < names.size() ? &names[i].name : nullptr);
        before = ", ";
    }
}

void write_select(SqlWriter& writer, const sql::SelectNode& select, std::span<const sql::FromColumn> names) {
    if (select.items.empty()) throw CompileError("nothing_selected", "a SELECT needs at least one column");
    Context& context = writer.context();
    const std::vector<FromElement> elements = from_list(select, context.scope);
    const std::vector<ResultColumn> columns = result_columns(select.items);
    const Scope scope{members_of(elements), labels_of(columns), context.scope};
    const Restored<const Scope*> inner(context.scope, &scope);

    writer.text(select.is_distinct ? "SELECT DISTINCT " : "SELECT ");
    write_result_columns(writer, columns, names);
    write_from_clause(writer, elements);
    write_conditions(writer, "WHERE", select.where);
    write_group_by(writer, select.group_by);
    write_conditions(writer, "HAVING", select.having);
    write_order_by(writer, select.order_by);
    if (select.limit || select.offset) writer.dialect().write_limit(writer, select);
}

}  // namespace azoth::compile
