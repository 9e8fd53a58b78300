// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <type_traits>
#include <vector>

#include "azoth/sql/expr.hpp"

namespace azoth {

/// What stands in WHERE, HAVING and ON: an expression that is true or false.
class Condition {
public:
    template <Expression E>
    Condition(const E& expression) : node_(to_operand<Value>(nullptr, expression)) {
        using V = WithoutOptional<ValueTypeOf<E>>;
        static_assert(std::same_as<V, bool> || std::same_as<V, Value>,
                      "azoth: a condition must be true or false; compare this expression with something");
    }
    const ExpressionPtr& node() const { return node_; }

private:
    ExpressionPtr node_;
};

template <Expression L, detail::OperandWith<L> R>
Expr<bool> operator&&(const L& left, const R& right) {
    return Expr<bool>(detail::make_boolean_list(sql::Operator::And, Condition(left).node(), Condition(right).node()));
}
template <Expression L, detail::OperandWith<L> R>
Expr<bool> operator||(const L& left, const R& right) {
    return Expr<bool>(detail::make_boolean_list(sql::Operator::Or, Condition(left).node(), Condition(right).node()));
}
template <detail::ExpressionObject E>
Expr<bool> operator!(const E& operand) {
    return Expr<bool>(detail::make_not(Condition(operand).node()));
}

/// Constants. They vanish from `&&` and `||`: `true_() && x` is `x`, `false_() && x` is `false_()`.
Expr<bool> true_();
Expr<bool> false_();
/// One of both, not both. NULL when one of them is.
Expr<bool> xor_(const Condition& left, const Condition& right);

/// All of them; without any, true.
Expr<bool> and_(std::vector<Condition> conditions = {});
/// One of them at least; without any, false.
Expr<bool> or_(std::vector<Condition> conditions = {});
template <class... Conditions>
Expr<bool> and_(const Condition& first, const Conditions&... more) {
    return and_(std::vector<Condition>{first, Condition(more)...});
}
template <class... Conditions>
Expr<bool> or_(const Condition& first, const Conditions&... more) {
    return or_(std::vector<Condition>{first, Condition(more)...});
}
inline Expr<bool> not_(const Condition& condition) { return Expr<bool>(detail::make_not(condition.node())); }

}  // namespace azoth
