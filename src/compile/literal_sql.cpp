// SPDX-License-Identifier: MIT
#include "compile/literal_sql.hpp"

#include "azoth/base/error.hpp"
#include "compile/context.hpp"
#include "compile/expression_writer.hpp"
#include "compile/query_writer.hpp"
#include "compile/value_list.hpp"
#include "sql/children.hpp"

namespace azoth::compile {
namespace {

void write_slot(std::string& sql, const Context& context, const BindSlot& slot) {
    switch (slot.source) {
        case BindSlot::Source::Bind: {
            const auto& bind = static_cast<const sql::BindNode&>(*context.binds.binds()[slot.index]);
            return append_literals(sql, slot, {&bind.value, 1}, context.dialect);
        }
        case BindSlot::Source::BindList:
            return append_literals(sql, slot,
                                   static_cast<const sql::BindListNode&>(*context.binds.binds()[slot.index]).values,
                                   context.dialect);
        default: throw CompileError("unsupported", "DDL and defaults cannot hold parameters: give the value itself");
    }
}

std::string with_literals(const SqlText& text, const Context& context) {
    std::string sql = text.pieces.front();
    for (std::size_t slot = 0; slot < text.slots.size(); ++slot) {
        write_slot(sql, context, text.slots[slot]);
        sql += text.pieces[slot + 1];
    }
    return sql;
}

/// The tables of that name among those whose columns the expression uses: the table itself, and the one that it is
/// a copy of.
void add_same_tables(FromSet& froms, const sql::ExpressionNode& expression, const sql::TableNode& table) {
    sql::for_each_part(expression, [&](const sql::ExpressionNode& node) {
        if (node.kind() != sql::NodeKind::Column) return;
        const auto& column = static_cast<const sql::ColumnNode&>(node);
        const std::string& key = column.from->columns()[column.index].key;
        const bool is_same = column.from->kind() == sql::NodeKind::Table && column.from->name() == table.name();
        if (is_same && table.find_column(key.empty() ? column.name() : key)) froms.add(column.from.get());
    });
}

}  // namespace

std::string literal_sql(const sql::ExpressionNode& node, const Dialect& dialect, const sql::TableNode* table) {
    Context context(dialect, node);
    Scope scope;
    if (table != nullptr) {
        scope.froms.add(table);
        add_same_tables(scope.froms, node, *table);
    }
    context.scope = &scope;
    context.qualifies_columns = false;
    SqlWriter writer(context);
    writer.expression(node);
    return with_literals(context.text, context);
}

std::string literal_sql(const sql::StatementNode& query, const Dialect& dialect,
                        std::span<const sql::FromColumn> names) {
    Context context(dialect, query);
    context.is_outermost = false;
    SqlWriter writer(context);
    write_query(writer, query, names);
    return with_literals(context.text, context);
}

std::string literal_sql(const DdlExpression& expression, const Dialect& dialect, const sql::TableNode* table) {
    if (!expression.expression()) return expression.text();
    return literal_sql(*expression.expression(), dialect, table);
}

}  // namespace azoth::compile
