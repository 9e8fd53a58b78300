// SPDX-License-Identifier: MIT
#include "compile/order_writer.hpp"

#include "azoth/compile/dialect.hpp"

namespace azoth::compile {

void write_order_item(SqlWriter& writer, const sql::OrderItem& item, const sql::ExpressionNode& expression,
                      const std::string* label) {
    const bool has_clause = writer.dialect().capabilities().nulls_order;
    if (item.nulls != sql::NullsOrder::Default && !has_clause) {
        // MariaDB knows the name of a selected aggregate only where it stands alone.
        writer.left_operand(expression, sql::Operator::Is);
        writer.text(item.nulls == sql::NullsOrder::First ? " IS NOT NULL, " : " IS NULL, ");
    }
    if (label != nullptr)
        writer.identifier(*label);
    else
        writer.expression(expression);
    writer.dialect().write_sort_options(writer, expression);
    if (item.is_descending) writer.text(" DESC");
    if (item.nulls != sql::NullsOrder::Default && has_clause)
        writer.text(item.nulls == sql::NullsOrder::First ? " NULLS FIRST" : " NULLS LAST");
}

void write_order_list(SqlWriter& writer, const sql::OrderList& items) {
    std::string_view before;
    for (const sql::OrderItem& item : items) {
        writer.text(before);
        write_order_item(writer, item, *item.expression, nullptr);
        before = ", ";
    }
}

}  // namespace azoth::compile
