// SPDX-License-Identifier: MIT
#include "azoth/sql/condition.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <span>

#include "azoth/base/error.hpp"
#include "azoth/sql/operator_nodes.hpp"

namespace azoth {

using sql::Operator;

namespace {

bool is_null(const ExpressionPtr& expression) { return expression->kind() == sql::NodeKind::Null; }

bool is_constant(const ExpressionPtr& expression, bool value) {
    return expression->kind() == sql::NodeKind::Constant &&
           static_cast<const sql::ConstantNode&>(*expression).value == value;
}

const sql::BooleanListNode* as_list(const ExpressionPtr& expression, Operator op) {
    if (expression->kind() != sql::NodeKind::BooleanList) return nullptr;
    const auto* list = static_cast<const sql::BooleanListNode*>(expression.get());
    return list->op == op ? list : nullptr;
}

std::int64_t highest_of(TypeKind kind) {
    switch (kind) {
        case TypeKind::TinyInteger: return std::numeric_limits<std::int8_t>::max();
        case TypeKind::SmallInteger: return std::numeric_limits<std::int16_t>::max();
        case TypeKind::MediumInteger:
        case TypeKind::Integer: return std::numeric_limits<std::int32_t>::max();
        default: return std::numeric_limits<std::int64_t>::max();
    }
}

bool fits_whole_number(const ValueView& value, TypeKind kind) {
    if (value.kind() != ValueKind::Int64) return true;
    const std::int64_t highest = highest_of(kind);
    return value.as_int64() <= highest && value.as_int64() >= -highest - 1;
}

bool fits_float(double number) {
    constexpr double kHighest = std::numeric_limits<float>::max();
    return number >= -kHighest && number <= kHighest && static_cast<double>(static_cast<float>(number)) == number;
}

/// Where the type is too narrow for the number, it becomes a wider one.
void widen(SqlType& type, const ValueView& value) {
    const bool is_whole = is_integer(type.kind);
    if (!is_whole && type.kind != TypeKind::Float) return;
    if (value.kind() == ValueKind::Double && (is_whole || !fits_float(value.as_double())))
        type = Double{};
    else if (is_whole && !fits_whole_number(value, type.kind))
        type = BigInteger{};
}

}  // namespace

namespace detail {

ExpressionPtr make_bind(Value value, SqlType type) {
    if (value.is_null()) return make_null();
    widen(type, value.view());
    return make_node<sql::BindNode>(std::move(value), std::move(type));
}

ExpressionPtr make_bind_list(std::vector<Value> values, SqlType type) {
    for (const Value& value : values) widen(type, value.view());
    return make_node<sql::BindListNode>(std::move(values), std::move(type));
}

ExpressionPtr make_bind_beside(const ExpressionPtr& beside, Value value, SqlType (*type)()) {
    const bool has_type = beside && beside->type().kind != TypeKind::Null;
    return make_bind(std::move(value), has_type ? beside->type() : type());
}

ExpressionPtr make_null() { return make_node<sql::NullNode>(); }

ExpressionPtr make_binary(Operator op, ExpressionPtr left, ExpressionPtr right, SqlType type) {
    return make_node<sql::BinaryNode>(op, std::move(left), std::move(right), std::move(type));
}

ExpressionPtr make_comparison(Operator op, ExpressionPtr left, ExpressionPtr right) {
    if ((op == Operator::Equal || op == Operator::NotEqual) && (is_null(left) || is_null(right))) {
        if (is_null(left)) std::swap(left, right);
        op = op == Operator::Equal ? Operator::Is : Operator::IsNot;
    }
    return make_binary(op, std::move(left), std::move(right), Boolean{});
}

sql::ColumnPtr column_or_null(const ExpressionPtr& expression) {
    if (expression->kind() != sql::NodeKind::Column) return nullptr;
    return sql::ColumnPtr(static_cast<const sql::ColumnNode*>(expression.get()));
}

void throw_not_a_column() {
    throw ArgumentError("not_a_column",
                        "a member that an expression computes (column_property()) stands where only a column can, such "
                        "as in set() or excluded(); name a member that is mapped to a column");
}

ExpressionPtr make_is_boolean(ExpressionPtr operand, bool value, Operator op) {
    return make_binary(op, std::move(operand), make_node<sql::ConstantNode>(value), Boolean{});
}

ExpressionPtr make_boolean_list(Operator op, ExpressionPtr left, ExpressionPtr right) {
    const bool neutral = op == Operator::And;
    if (is_constant(left, neutral) || is_constant(right, !neutral)) return right;
    if (is_constant(right, neutral) || is_constant(left, !neutral)) return left;
    const auto* more = as_list(right, op);
    const std::span<const ExpressionPtr> last =
        more != nullptr ? more->terms : std::span<const ExpressionPtr>(&right, 1);
    if (const auto* list = as_list(left, op)) return list->extended(last);
    sql::ExpressionList terms;
    terms.reserve(1 + last.size());
    terms.push_back(std::move(left));
    terms.insert(terms.end(), last.begin(), last.end());
    return make_node<sql::BooleanListNode>(op, std::move(terms));
}

ExpressionPtr make_in(ExpressionPtr left, std::vector<Value> values, bool is_negated) {
    ExpressionPtr list = make_bind_list(std::move(values), left->type());
    return make_binary(is_negated ? Operator::NotIn : Operator::In, std::move(left), std::move(list), Boolean{});
}

ExpressionPtr make_in(ExpressionPtr left, NodePtr<const sql::StatementNode> query, bool is_negated) {
    auto rows = make_node<sql::SubqueryExpressionNode>(sql::NodeKind::ScalarSubquery, std::move(query), left->type());
    return make_binary(is_negated ? Operator::NotIn : Operator::In, std::move(left), std::move(rows), Boolean{});
}

ExpressionPtr make_in(ExpressionPtr left, sql::ExpressionList values, bool is_negated) {
    if (values.empty()) return make_in(std::move(left), std::vector<Value>{}, is_negated);
    auto list = make_node<sql::TupleNode>(std::move(values));
    return make_binary(is_negated ? Operator::NotIn : Operator::In, std::move(left), std::move(list), Boolean{});
}

ExpressionPtr make_between(ExpressionPtr value, ExpressionPtr low, ExpressionPtr high, bool is_negated,
                           bool is_symmetric) {
    return make_node<sql::BetweenNode>(std::move(value), std::move(low), std::move(high), is_negated, is_symmetric);
}

ExpressionPtr make_collate(ExpressionPtr text, std::string collation) {
    if (collation.empty()) throw ArgumentError("bad_name", "collate() needs the name of a collation");
    return make_node<sql::CollateNode>(std::move(text), std::move(collation));
}

ExpressionPtr make_label(ExpressionPtr expression, std::string name) {
    return make_node<sql::LabelNode>(std::move(expression), std::move(name));
}

ExpressionPtr make_cast(ExpressionPtr expression, SqlType type, bool is_try) {
    return make_node<sql::CastNode>(std::move(expression), std::move(type), is_try);
}

ExpressionPtr make_type_coerce(ExpressionPtr expression, SqlType type) {
    if (expression->kind() == sql::NodeKind::Bind)
        return make_bind(static_cast<const sql::BindNode&>(*expression).value, std::move(type));
    return make_node<sql::TypeCoerceNode>(std::move(expression), std::move(type));
}

}  // namespace detail

namespace {

Expr<bool> join_all(Operator op, const std::vector<Condition>& conditions) {
    ExpressionPtr all = make_node<sql::ConstantNode>(op == Operator::And);
    for (const Condition& condition : conditions) all = detail::make_boolean_list(op, std::move(all), condition.node());
    return Expr<bool>(std::move(all));
}

}  // namespace

Expr<bool> true_() { return Expr<bool>(make_node<sql::ConstantNode>(true)); }

Expr<bool> false_() { return Expr<bool>(make_node<sql::ConstantNode>(false)); }

Expr<bool> xor_(const Condition& left, const Condition& right) {
    return Expr<bool>(detail::make_binary(Operator::NotEqual, left.node(), right.node(), Boolean{}));
}

Expr<bool> and_(std::vector<Condition> conditions) { return join_all(Operator::And, conditions); }

Expr<bool> or_(std::vector<Condition> conditions) { return join_all(Operator::Or, conditions); }

}  // namespace azoth
