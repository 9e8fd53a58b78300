// SPDX-License-Identifier: MIT
// Arrays: https://www.postgresql.org/docs/current/arrays.html

#include "azoth/compile/sql_writer.hpp"

#include <algorithm>
#include "dialects/postgresql/compiler.hpp"

namespace azoth::postgresql {
namespace {

using compile::SqlWriter;

bool is_text(TypeKind kind) { return kind == TypeKind::String || kind == TypeKind::Text; }

/// Texts are sent as TEXT, but as literals they take the type of what stands beside them.
bool has_vague_type(const sql::ArrayNode& node) {
    const auto is_value = [](const sql::ExpressionPtr& element) { return element->kind() == sql::NodeKind::Bind; };
    return node.operands().empty() ||
           (is_text(node.element_type.kind) && std::ranges::any_of(node.operands(), is_value));
}

void write_literal_array(SqlWriter& writer, const sql::ArrayNode& node, const Dialect& dialect) {
    const bool is_cast = has_vague_type(node);
    writer.text(is_cast ? "CAST(ARRAY[" : "ARRAY[");
    std::string_view before;
    for (const sql::ExpressionPtr& element : node.operands()) {
        writer.text(before).expression(*element);
        before = ", ";
    }
    writer.text("]");
    if (!is_cast) return;
    writer.text(" AS ");
    writer.text(is_text(node.element_type.kind) ? "TEXT" : dialect.cast_type_name(node.element_type)).text("[])");
}

/// Only columns may have an index without parentheses. Elements of elements have them only around the array: what an
/// element of an array of arrays is, PostgreSQL knows by all its positions alone.
void write_indexed(SqlWriter& writer, const sql::ExpressionNode& array) {
    const bool is_column = array.kind() == sql::NodeKind::Column || array.kind() == sql::NodeKind::ArrayElement;
    writer.text(is_column ? "" : "(").expression(array).text(is_column ? "[" : ")[");
}

}  // namespace

void PostgresqlDialect::write_array(SqlWriter& writer, const sql::ExpressionNode& node) const {
    switch (node.kind()) {
        case sql::NodeKind::Array: return write_literal_array(writer, static_cast<const sql::ArrayNode&>(node), *this);
        case sql::NodeKind::ArrayText: {
            const auto& array = static_cast<const sql::ArrayTextNode&>(node);
            writer.text("CAST(").expression(array.text()).text(" AS ");
            writer.text(cast_type_name(array.element_type)).text("[])");
            return;
        }
        case sql::NodeKind::ArrayElement: {
            const auto& element = static_cast<const sql::ArrayElementNode&>(node);
            write_indexed(writer, element.array());
            writer.expression(element.index()).text("]");
            return;
        }
        default: {
            const auto& slice = static_cast<const sql::ArraySliceNode&>(node);
            write_indexed(writer, slice.array());
            writer.expression(slice.first()).text(":").expression(slice.last()).text("]");
        }
    }
}

}  // namespace azoth::postgresql
