// SPDX-License-Identifier: MIT
#include "orm/row_evaluation.hpp"

#include <compare>

#include "azoth/sql/from_nodes.hpp"
#include "azoth/sql/operator_nodes.hpp"
#include "orm/partial_object.hpp"

namespace azoth::orm {
namespace {

using sql::Operator;
using Evaluated = std::optional<Value>;

Evaluated unknown() { return std::nullopt; }
Value null() { return Value(); }

bool is_true(const ValueView& value) { return value.as_int64() != 0; }
bool is_number(const Value& value) { return value.kind() == ValueKind::Int64 || value.kind() == ValueKind::Double; }
double number(const Value& value) {
    return value.kind() == ValueKind::Double ? value.view().as_double() : static_cast<double>(value.view().as_int64());
}

/// Empty when memory cannot tell.
std::optional<std::partial_ordering> compare(const Value& left, const Value& right) {
    const ValueKind kind = left.kind();
    if (kind == right.kind()) {
        switch (kind) {
            case ValueKind::Bool: return is_true(left.view()) <=> is_true(right.view());
            case ValueKind::Int64:
            case ValueKind::Date:
            case ValueKind::Time:
            case ValueKind::Timestamp:
            case ValueKind::TimestampTz: return left.view().as_int64() <=> right.view().as_int64();
            case ValueKind::Double: return left.view().as_double() <=> right.view().as_double();
            default:
                // The same text is equal in every collation; another one may be.
                if (left.view() == right.view()) return std::partial_ordering::equivalent;
                return std::nullopt;
        }
    }
    if (is_number(left) && is_number(right)) return number(left) <=> number(right);
    return std::nullopt;
}

Evaluated compared(Operator op, const Value& left, const Value& right) {
    if (left.is_null() || right.is_null()) return null();
    const auto order = compare(left, right);
    if (!order || *order == std::partial_ordering::unordered) return unknown();
    switch (op) {
        case Operator::Equal: return Value(*order == 0);
        case Operator::NotEqual: return Value(*order != 0);
        // What is equal as bytes need not tell how texts are sorted, but it is neither less nor greater.
        case Operator::Less: return Value(*order < 0);
        case Operator::LessEqual: return Value(*order <= 0);
        case Operator::Greater: return Value(*order > 0);
        case Operator::GreaterEqual: return Value(*order >= 0);
        default: return unknown();
    }
}

Evaluated calculated(Operator op, const Value& left, const Value& right) {
    if (left.is_null() || right.is_null()) return null();
    if (!is_number(left) || !is_number(right)) return unknown();
    if (left.kind() == ValueKind::Int64 && right.kind() == ValueKind::Int64) {
        const std::int64_t a = left.view().as_int64();
        const std::int64_t b = right.view().as_int64();
        std::int64_t result = 0;
        const bool is_too_large = op == Operator::Add        ? __builtin_add_overflow(a, b, &result)
                                  : op == Operator::Subtract ? __builtin_sub_overflow(a, b, &result)
                                                             : __builtin_mul_overflow(a, b, &result);
        return is_too_large ? unknown() : Value(result);
    }
    const double a = number(left);
    const double b = number(right);
    return Value(op == Operator::Add ? a + b : op == Operator::Subtract ? a - b : a * b);
}

Evaluated is_in(const Value& left, const sql::BindListNode& list, bool is_negated) {
    if (!list.tuple_types.empty()) return unknown();
    if (list.values.empty()) return Value(is_negated);
    if (left.is_null()) return null();
    bool is_sure = true;
    bool has_null = false;
    for (const Value& value : list.values) {
        const Evaluated equal = compared(Operator::Equal, left, value);
        if (equal && !equal->is_null() && is_true(equal->view())) return Value(!is_negated);
        is_sure = is_sure && equal;
        has_null = has_null || value.is_null();
    }
    if (!is_sure) return unknown();
    return has_null ? null() : Value(is_negated);
}

Evaluated evaluate_binary(const sql::BinaryNode& node, const ObjectHeader& object) {
    const Evaluated left = evaluate(*node.left, object);
    if (!left) return unknown();
    if (node.op == Operator::In || node.op == Operator::NotIn) {
        if (node.right->kind() != sql::NodeKind::BindList) return unknown();
        return is_in(*left, static_cast<const sql::BindListNode&>(*node.right), node.op == Operator::NotIn);
    }
    const Evaluated right = evaluate(*node.right, object);
    if (!right) return unknown();
    switch (node.op) {
        case Operator::Add:
        case Operator::Subtract:
        case Operator::Multiply: return calculated(node.op, *left, *right);
        case Operator::Is: return right->is_null() ? Evaluated(Value(left->is_null())) : unknown();
        case Operator::IsNot: return right->is_null() ? Evaluated(Value(!left->is_null())) : unknown();
        default: return compared(node.op, *left, *right);
    }
}

/// Three-valued: a false term decides AND, a true one OR, even beside what is not known.
Evaluated evaluate_list(const sql::BooleanListNode& node, const ObjectHeader& object) {
    const bool deciding = node.op == Operator::Or;
    bool is_sure = true;
    bool has_null = false;
    for (const auto& term : node.terms) {
        const Evaluated value = evaluate(*term, object);
        if (value && value->kind() == ValueKind::Bool && is_true(value->view()) == deciding) return Value(deciding);
        is_sure = is_sure && value && (value->is_null() || value->kind() == ValueKind::Bool);
        has_null = has_null || (value && value->is_null());
    }
    if (!is_sure) return unknown();
    return has_null ? null() : Value(!deciding);
}

Evaluated evaluate_column(const sql::ColumnNode& node, const ObjectHeader& object) {
    const ClassMap& map = *object.map();
    if (static_cast<const sql::FromNode*>(node.from.get()) != map.table().get()) return unknown();
    for (std::uint32_t i = 0; i < map.columns().size(); ++i) {
        const MappedColumn& column = map.columns()[i];
        if (column.table_column != node.index) continue;
        if (is_unloaded(object, i)) return unknown();
        Scratch scratch;
        return Value(column.type->view(map.field(object.object(), column), scratch));
    }
    return unknown();
}

}  // namespace

std::optional<Value> evaluate(const sql::ExpressionNode& expression, const ObjectHeader& object) {
    switch (expression.kind()) {
        case sql::NodeKind::Bind: return static_cast<const sql::BindNode&>(expression).value;
        case sql::NodeKind::Null: return null();
        case sql::NodeKind::Constant: return Value(static_cast<const sql::ConstantNode&>(expression).value);
        case sql::NodeKind::Column: return evaluate_column(static_cast<const sql::ColumnNode&>(expression), object);
        case sql::NodeKind::Binary: return evaluate_binary(static_cast<const sql::BinaryNode&>(expression), object);
        case sql::NodeKind::BooleanList:
            return evaluate_list(static_cast<const sql::BooleanListNode&>(expression), object);
        case sql::NodeKind::Unary: {
            const auto& unary = static_cast<const sql::UnaryNode&>(expression);
            const Evaluated value = evaluate(*unary.operand, object);
            if (unary.op != Operator::Not || !value) return unknown();
            if (value->is_null()) return null();
            return value->kind() == ValueKind::Bool ? Evaluated(Value(!is_true(value->view()))) : unknown();
        }
        case sql::NodeKind::Between: {
            const auto& between = static_cast<const sql::BetweenNode&>(expression);
            if (between.is_symmetric || between.is_negated) return unknown();
            const Evaluated value = evaluate(between.value(), object);
            const Evaluated low = evaluate(between.low(), object);
            const Evaluated high = evaluate(between.high(), object);
            if (!value || !low || !high) return unknown();
            const Evaluated first = compared(Operator::GreaterEqual, *value, *low);
            const Evaluated second = compared(Operator::LessEqual, *value, *high);
            if (!first || !second || first->is_null() || second->is_null()) return unknown();
            return Value(is_true(first->view()) && is_true(second->view()));
        }
        default: return unknown();
    }
}

}  // namespace azoth::orm
