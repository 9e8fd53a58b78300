// SPDX-License-Identifier: MIT
#include "sql/operand_check.hpp"

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/sql/from_nodes.hpp"
#include "azoth/sql/function_nodes.hpp"
#include "azoth/sql/operand.hpp"

namespace azoth::detail {
namespace {

TypeFamily family_of_kind(ValueKind kind) {
    switch (kind) {
        case ValueKind::Null: return TypeFamily::Unknown;
        case ValueKind::Bool: return TypeFamily::Boolean;
        case ValueKind::Int64:
        case ValueKind::Double:
        case ValueKind::Decimal: return TypeFamily::Number;
        case ValueKind::Text: return TypeFamily::Text;
        case ValueKind::Bytes: return TypeFamily::Bytes;
        case ValueKind::Date: return TypeFamily::Date;
        case ValueKind::Time: return TypeFamily::Time;
        case ValueKind::Timestamp:
        case ValueKind::TimestampTz: return TypeFamily::Moment;
        case ValueKind::Uuid: return TypeFamily::Uuid;
        case ValueKind::Json: return TypeFamily::Json;
        case ValueKind::Interval:
        case ValueKind::Array:
        case ValueKind::Range: return TypeFamily::Unknown;
    }
    return TypeFamily::Unknown;
}

const sql::BindNode* as_bind(const sql::ExpressionNode& node) {
    return node.kind() == sql::NodeKind::Bind ? &static_cast<const sql::BindNode&>(node) : nullptr;
}

/// A bound text may be what the database reads as a date, a UUID or bytes.
bool is_text_form(const sql::ExpressionNode& node, TypeFamily of) {
    return as_bind(node) != nullptr && family_of(node) == TypeFamily::Text &&
           (of == TypeFamily::Date || of == TypeFamily::Time || of == TypeFamily::Moment || of == TypeFamily::Uuid ||
            of == TypeFamily::Bytes);
}

bool are_comparable(TypeFamily left, TypeFamily right) {
    if (left == right || left == TypeFamily::Unknown || right == TypeFamily::Unknown) return true;
    if (left == TypeFamily::Json || right == TypeFamily::Json) return true;
    const auto is_day = [](TypeFamily family) { return family == TypeFamily::Date || family == TypeFamily::Moment; };
    return is_day(left) && is_day(right);
}

std::string_view type_of_value(ValueKind kind) {
    switch (kind) {
        case ValueKind::Int64: return "Integer";
        case ValueKind::Text: return "String";
        default: return to_string(kind);
    }
}

std::string name_of(const sql::ExpressionNode& node) {
    switch (node.kind()) {
        case sql::NodeKind::Column: {
            const auto& column = static_cast<const sql::ColumnNode&>(node);
            const std::string table(column.from->name());
            return table.empty() ? column.name() : table + "." + column.name();
        }
        case sql::NodeKind::Label: return static_cast<const sql::LabelNode&>(node).name;
        case sql::NodeKind::Function: return static_cast<const sql::FunctionNode&>(node).name + "()";
        default: return "an expression";
    }
}

}  // namespace

TypeFamily family_of(const SqlType& type) {
    switch (type.kind) {
        case TypeKind::Boolean: return TypeFamily::Boolean;
        case TypeKind::SmallInteger:
        case TypeKind::Integer:
        case TypeKind::BigInteger:
        case TypeKind::Float:
        case TypeKind::Double:
        case TypeKind::Numeric: return TypeFamily::Number;
        case TypeKind::String:
        case TypeKind::Text:
        case TypeKind::Enum: return TypeFamily::Text;
        case TypeKind::LargeBinary: return TypeFamily::Bytes;
        case TypeKind::Date: return TypeFamily::Date;
        case TypeKind::Time: return TypeFamily::Time;
        case TypeKind::DateTime:
        case TypeKind::DateTimeTz: return TypeFamily::Moment;
        case TypeKind::Uuid: return TypeFamily::Uuid;
        case TypeKind::Json: return TypeFamily::Json;
        default: return TypeFamily::Unknown;
    }
}

TypeFamily family_of(const sql::ExpressionNode& node) {
    const sql::BindNode* bind = as_bind(node);
    return bind != nullptr ? family_of_kind(bind->value.kind()) : family_of(node.type());
}

std::string described(const sql::ExpressionNode& node) {
    if (const sql::BindNode* bind = as_bind(node))
        return fmt::format("{} ({})", to_display_string(bind->value.view()), type_of_value(bind->value.kind()));
    return fmt::format("{} ({})", name_of(node), to_string(node.type()));
}

void check_comparable(const ExpressionPtr& left, const ExpressionPtr& right) {
    const TypeFamily left_family = family_of(*left);
    const TypeFamily right_family = family_of(*right);
    if (are_comparable(left_family, right_family) || is_text_form(*left, right_family) ||
        is_text_form(*right, left_family))
        return;
    throw ArgumentError("wrong_operand_types",
                        fmt::format("{} cannot be compared with {}; use cast() on one of them, or a value of its type",
                                    described(*left), described(*right)));
}

void check_comparable(const ExpressionPtr& left, const std::vector<Value>& values) {
    for (const Value& value : values) check_comparable(left, make_node<sql::BindNode>(Value(value), SqlType{}));
}

void check_text(const ExpressionPtr& expression) {
    const TypeFamily family = family_of(*expression);
    if (family == TypeFamily::Text || family == TypeFamily::Unknown) return;
    throw ArgumentError("wrong_operand_types", fmt::format("{} is no text that could be matched; use "
                                                           "cast<std::string>() on it",
                                                           described(*expression)));
}

}  // namespace azoth::detail
