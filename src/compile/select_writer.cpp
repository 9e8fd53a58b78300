// SPDX-License-Identifier: MIT
#include "compile/select_writer.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/sql/result_name_node.hpp"
#include "compile/cartesian_product.hpp"
#include "compile/column_writer.hpp"
#include "compile/context.hpp"
#include "compile/expression_writer.hpp"
#include "compile/from_list.hpp"
#include "compile/from_writer.hpp"
#include "compile/order_writer.hpp"
#include "compile/type_wrapping.hpp"
#include "compile/window_writer.hpp"

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

bool is_column_of(const Scope& scope, std::string_view name) {
    return std::any_of(scope.froms.begin(), scope.froms.end(),
                       [&](const sql::FromNode* from) { return from->find_column(name).has_value(); });
}

/// The columns of a SELECT, to be found by their names.
class NamedColumns {
public:
    explicit NamedColumns(std::span<const ResultColumn> columns) : columns_(columns) {}

    /// The expression itself, or the selected one that it names.
    sql::ExpressionPtr resolved(const sql::ExpressionPtr& expression) const {
        if (expression->kind() != NodeKind::ResultName) return expression;
        const std::string& name = static_cast<const sql::ResultNameNode&>(*expression).name;
        for (const ResultColumn& column : columns_) {
            if (column.name != name) continue;
            if (column.expression != nullptr) return sql::ExpressionPtr(column.expression);
            return make_node<const sql::ColumnNode>(sql::FromPtr(column.from), column.column);
        }
        fail(name);
    }

private:
    [[noreturn]] void fail(const std::string& name) const {
        std::string names;
        for (const ResultColumn& column : columns_) names += (names.empty() ? "" : ", ") + column.name;
        throw CompileError(
            "no_such_column",
            fmt::format("ORDER BY or GROUP BY names '{}', which is not selected; it could name {}", name, names));
    }

    std::span<const ResultColumn> columns_;
};

void write_group_by(SqlWriter& writer, const sql::SelectNode& select, const NamedColumns& named) {
    const Scope& scope = *writer.context().scope;
    std::string_view before = " GROUP BY ";
    for (const sql::ExpressionPtr& each : select.group_by) {
        const sql::ExpressionPtr expression = named.resolved(each);
        writer.text(before);
        before = ", ";
        // A column of that name would win over the label in PostgreSQL.
        const std::string* label = scope.selected_label(*expression);
        if (label != nullptr && !is_column_of(scope, *label))
            writer.identifier(*label);
        else if (expression->kind() == NodeKind::Grouping)
            writer.dialect().write_grouping(writer, static_cast<const sql::GroupingNode&>(*expression), select);
        else
            writer.expression(*expression);
    }
}

void write_order_by(SqlWriter& writer, const sql::OrderList& items, const NamedColumns& named) {
    std::string_view before = " ORDER BY ";
    for (const sql::OrderItem& item : items) {
        writer.text(before);
        const sql::ExpressionPtr expression = named.resolved(item.expression);
        write_order_item(writer, item, *expression, writer.context().scope->selected_label(*expression));
        before = ", ";
    }
}

/// What stands around a column of that type where its values leave the database.
std::string_view column_form(SqlWriter& writer, const SqlType& type) {
    if (!writer.context().is_outermost) return {};
    const TypeWrapping::Forms* const forms = wrapping_of(writer, type);
    return forms == nullptr ? std::string_view() : forms->column;
}

void write_distinct(SqlWriter& writer, const sql::SelectNode& select) {
    if (!select.rare || select.rare->distinct_on.empty()) {
        writer.text(select.is_distinct ? " DISTINCT" : "");
        return;
    }
    if (!writer.dialect().capabilities().distinct_on)
        throw CompileError("unsupported", fmt::format("{} has no DISTINCT ON; use row_number() in a subquery, or "
                                                      "group_by()",
                                                      writer.dialect().name()));
    writer.text(" DISTINCT ON (").expressions(select.rare->distinct_on).text(")");
}

void require_in_scope(const sql::RowLock& lock, const Scope* scope) {
    for (const sql::FromPtr& element : lock.of)
        if (scope == nullptr || !scope->froms.has(element.get()))
            throw CompileError("not_in_from", fmt::format("with_for_update() is to lock rows of {}, which is not among "
                                                          "the tables of the SELECT",
                                                          element->name()));
}

void write_result_column(SqlWriter& writer, const ResultColumn& column, const std::string* wanted_name) {
    const std::string_view form = column_form(writer, column.type);
    write_wrapped(writer, form, [&] {
        if (column.expression != nullptr)
            writer.expression(*column.expression);
        else
            write_column(writer, *column.from, column.column);
    });
    const bool is_label = column.expression != nullptr && column.expression->kind() == NodeKind::Label;
    const bool is_renamed = wanted_name != nullptr && !(column.has_own_name && column.name == *wanted_name);
    if (is_renamed)
        writer.text(" AS ").identifier(*wanted_name);
    else if (is_label || !form.empty())
        writer.text(" AS ").identifier(column.name);
}

}  // namespace

void write_texts(SqlWriter& writer, const std::vector<sql::DialectText>& texts) {
    for (const sql::DialectText& each : texts)
        if (writer.dialect().answers_to(each.dialect)) writer.text(" ").text(each.text);
}

void write_result_columns(SqlWriter& writer, std::span<const ResultColumn> columns,
                          std::span<const sql::FromColumn> names) {
    std::string_view before;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        writer.text(before);
        write_result_column(writer, columns[i], i < names.size() ? &names[i].name : nullptr);
        before = ", ";
    }
}

void write_tail(SqlWriter& writer, const sql::QueryNode& query) {
    if (query.limit || query.offset) writer.dialect().write_limit(writer, query);
    if (!query.rare) return;
    if (query.rare->lock) {
        require_in_scope(*query.rare->lock, writer.context().scope);
        writer.dialect().write_row_lock(writer, *query.rare->lock);
    }
    write_texts(writer, query.rare->statement_hints);
    write_texts(writer, query.rare->suffixes);
}

void write_select(SqlWriter& writer, const sql::SelectNode& select, std::span<const sql::FromColumn> names) {
    if (select.items.empty()) throw CompileError("nothing_selected", "a SELECT needs at least one column");
    Context& context = writer.context();
    const std::vector<FromElement> elements = from_list(select, context.scope);
    const std::vector<ResultColumn> columns = result_columns(select.items);
    const Scope scope{members_of(elements), labels_of(columns), context.scope};
    const Restored<const Scope*> inner(context.scope, &scope);
    const Restored<const sql::RareClauses*> rare(context.rare, select.rare.get());
    if (elements.size() > 1 && context.cartesian_product.empty())
        context.cartesian_product = cartesian_product(select, elements);
    const NamedColumns named(columns);

    writer.text("SELECT");
    if (select.rare) write_texts(writer, select.rare->prefixes);
    write_distinct(writer, select);
    writer.text(" ");
    write_result_columns(writer, columns, names);
    write_from_clause(writer, elements);
    write_conditions(writer, "WHERE", select.where);
    write_group_by(writer, select, named);
    write_conditions(writer, "HAVING", select.having);
    write_window_clause(writer, select);
    write_order_by(writer, select.order_by, named);
    write_tail(writer, select);
}

}  // namespace azoth::compile
