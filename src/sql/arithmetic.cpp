// SPDX-License-Identifier: MIT
#include "azoth/sql/arithmetic.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/sql/time_nodes.hpp"
#include "sql/operand_check.hpp"

namespace azoth::detail {
namespace {

using sql::Operator;

std::string_view verb(Operator op) {
    switch (op) {
        case Operator::Add: return "added to";
        case Operator::Subtract: return "subtracted from";
        case Operator::Multiply: return "multiplied with";
        default: return "divided by";
    }
}

[[noreturn]] void refuse(Operator op, const ExpressionPtr& left, const ExpressionPtr& right) {
    const bool is_turned = op == Operator::Add || op == Operator::Subtract;
    throw ArgumentError(
        "wrong_operand_types",
        fmt::format("{} cannot be {} {}; use cast() on one of them, or a value of its type",
                    described(is_turned ? *right : *left), verb(op), described(is_turned ? *left : *right)));
}

bool is_floating(TypeKind kind) { return kind == TypeKind::Float || kind == TypeKind::Double; }

SqlType number_type(Operator op, const SqlType& left, const SqlType& right) {
    if (left.kind == TypeKind::Null) return right;
    if (right.kind == TypeKind::Null) return left;
    if (is_integer(left.kind) && is_integer(right.kind)) {
        if (op == Operator::Divide) return Double{};
        return left.kind > right.kind ? left : right;
    }
    if (left.kind == TypeKind::Float && right.kind == TypeKind::Float) return Float{};
    if (is_floating(left.kind) || is_floating(right.kind)) return Double{};
    return Numeric{};
}

bool is_time(TypeFamily family) { return family == TypeFamily::Date || family == TypeFamily::Moment; }

ExpressionPtr make_run_time_shift(Operator op, ExpressionPtr moment, ExpressionPtr days) {
    const bool has_sense = op == Operator::Add || op == Operator::Subtract;
    const bool has_days = is_integer(days->type().kind) || days->kind() == sql::NodeKind::Bind;
    if (!has_sense || !has_days || moment->type().kind != TypeKind::Date) refuse(op, moment, days);
    if (days->kind() == sql::NodeKind::Bind)
        days = make_bind(static_cast<const sql::BindNode&>(*days).value, Integer{});
    return make_time_shift(std::move(moment), std::move(days), op == Operator::Subtract);
}

bool is_number(TypeFamily family) { return family == TypeFamily::Number || family == TypeFamily::Unknown; }

}  // namespace

ExpressionPtr make_arithmetic(Operator op, ExpressionPtr left, ExpressionPtr right) {
    const TypeFamily left_family = family_of(*left);
    const TypeFamily right_family = family_of(*right);
    if (op == Operator::Add && left_family == TypeFamily::Text && right_family == TypeFamily::Text)
        return make_binary(Operator::Concat, std::move(left), std::move(right), String{});
    if (op == Operator::Subtract && is_time(left_family) && is_time(right_family))
        return make_time_difference(std::move(left), std::move(right));
    if (is_time(left_family) && right_family == TypeFamily::Number)
        return make_run_time_shift(op, std::move(left), std::move(right));
    if (!is_number(left_family) || !is_number(right_family)) refuse(op, left, right);
    SqlType type = number_type(op, left->type(), right->type());
    return make_binary(op, std::move(left), std::move(right), std::move(type));
}

ExpressionPtr make_time_difference(ExpressionPtr later, ExpressionPtr earlier) {
    const bool is_of_days = later->type().kind == TypeKind::Date && earlier->type().kind == TypeKind::Date;
    return make_node<sql::TimeDifferenceNode>(std::move(later), std::move(earlier), is_of_days);
}

ExpressionPtr make_time_shift(ExpressionPtr moment, ExpressionPtr amount, bool is_earlier) {
    return make_node<sql::TimeShiftNode>(std::move(moment), std::move(amount), is_earlier);
}

}  // namespace azoth::detail
