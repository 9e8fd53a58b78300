// SPDX-License-Identifier: MIT
#include "compile/literal_sql.hpp"

#include "azoth/base/error.hpp"
#include "compile/context.hpp"
#include "compile/expression_writer.hpp"
#include "compile/query_writer.hpp"
#include "sql/children.hpp"

namespace azoth::compile {
namespace {

void write_list(std::string& sql, const BindSlot& slot, const sql::BindListNode& list, const Dialect& dialect) {
    if (list.values.empty()) sql += slot.is_negated ? "NULL) OR (1 = 1" : "NULL) AND (1 != 1";
    bool is_first = true;
    for (const Value& value : list.values) {
        if (!is_first) sql += ", ";
        is_first = false;
        dialect.write_literal(sql, value.view());
    }
}

void write_slot(std::string& sql, const Context& context, const BindSlot& slot) {
    switch (slot.source) {
        case BindSlot::Source::Bind: {
            const auto& bind = static_cast<const sql::BindNode&>(*context.binds.binds()[slot.index]);
            return context.dialect.write_literal(sql, bind.value.view());
        }
        case BindSlot::Source::BindList:
            return write_list(sql, slot, static_cast<const sql::BindListNode&>(*context.binds.binds()[slot.index]),
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
void add_same_tables(std::vector<const sql::FromNode*>& froms, const sql::ExpressionNode& node,
                     const sql::TableNode& table) {
    if (node.kind() == sql::NodeKind::Column) {
        const auto& column = static_cast<const sql::ColumnNode&>(node);
        const bool is_same = column.from->kind() == sql::NodeKind::Table && column.from->name() == table.name();
        if (is_same && table.find_column(column.from->columns()[column.index].key.empty()
                                             ? column.name()
                                             : column.from->columns()[column.index].key))
            froms.push_back(column.from.get());
    }
    sql::for_each_child(node, [&](const sql::ExpressionNode& child) { add_same_tables(froms, child, table); });
}

}  // namespace

std::string literal_sql(const sql::ExpressionNode& node, const Dialect& dialect, const sql::TableNode* table) {
    Context context(dialect, node);
    Scope scope;
    if (table != nullptr) {
        scope.froms.push_back(table);
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
    SqlWriter writer(context);
    write_query(writer, query, names);
    SqlText whole;
    context.ctes.write_with(dialect, whole);
    whole.append(context.text);
    return with_literals(whole, context);
}

std::string literal_sql(const DdlExpression& expression, const Dialect& dialect, const sql::TableNode* table) {
    if (!expression.expression()) return expression.text();
    return literal_sql(*expression.expression(), dialect, table);
}

}  // namespace azoth::compile
