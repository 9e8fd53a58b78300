// SPDX-License-Identifier: MIT
#include "azoth/sql/quantified.hpp"

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/sql/array_nodes.hpp"
#include "azoth/types/iso_text.hpp"

namespace azoth::detail {
namespace {

/// The text of one value, without quotes.
std::string element_text(const ValueView& value) {
    switch (value.kind()) {
        case ValueKind::Bool: return value.as_int64() != 0 ? "true" : "false";
        case ValueKind::Int64: return std::to_string(value.as_int64());
        case ValueKind::Double: return fmt::format("{}", value.as_double());
        case ValueKind::Date: return iso_date(value.as_int64());
        case ValueKind::Time: return iso_time(value.as_int64());
        case ValueKind::Timestamp: return iso_timestamp(value.as_int64());
        case ValueKind::TimestampTz: return iso_timestamp(value.as_int64()) + "+00";
        case ValueKind::Uuid: return uuid_text(value.as_text());
        case ValueKind::Bytes:
            throw ArgumentError("wrong_operand_types", "an array of bytes cannot be sent as one value; use in()");
        default: return std::string(value.as_text());
    }
}

void append_quoted(std::string& array, std::string_view element) {
    array += '"';
    for (const char c : element) {
        if (c == '"' || c == '\\') array += '\\';
        array += c;
    }
    array += '"';
}

}  // namespace

ExpressionPtr make_quantified_query(sql::QuantifiedNode::Quantifier quantifier, NodePtr<const sql::StatementNode> query,
                                    SqlType type) {
    auto rows = make_node<sql::SubqueryExpressionNode>(sql::NodeKind::ScalarSubquery, std::move(query), type);
    return make_quantified(quantifier, std::move(rows), std::move(type));
}

ExpressionPtr make_quantified(sql::QuantifiedNode::Quantifier quantifier, ExpressionPtr array, SqlType element) {
    return make_node<sql::QuantifiedNode>(quantifier, std::move(array), std::move(element));
}

ExpressionPtr make_array_text(const std::vector<Value>& values, SqlType element) {
    std::string text = "{";
    for (const Value& value : values) {
        if (text.size() > 1) text += ',';
        if (value.is_null())
            text += "NULL";
        else
            append_quoted(text, element_text(value.view()));
    }
    text += '}';
    return make_node<sql::ArrayTextNode>(make_bind(Value(std::string_view(text)), SqlType{}), std::move(element));
}

}  // namespace azoth::detail
