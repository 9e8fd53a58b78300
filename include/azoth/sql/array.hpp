// SPDX-License-Identifier: MIT
#pragma once

#include <utility>
#include <vector>

#include "azoth/sql/array_nodes.hpp"
#include "azoth/sql/custom_operator.hpp"
#include "azoth/sql/quantified.hpp"

namespace azoth {

template <class T>
class ArrayExpr;

namespace detail {

template <class T>
struct ArrayElementOf {
    using Type = Expr<std::optional<T>>;
};
template <class T>
struct ArrayElementOf<std::vector<T>> {
    using Type = ArrayExpr<WithoutOptional<T>>;
};
template <class T>
using ArrayElement = typename ArrayElementOf<T>::Type;

ExpressionPtr make_array(sql::ExpressionList elements, SqlType element);
ExpressionPtr make_array_operator(std::string_view sign, ExpressionPtr left, ExpressionPtr right, SqlType type);

}  // namespace detail

/// An array within a statement of PostgreSQL; other databases refuse it (CompileError `unsupported`).
template <class T>
class ArrayExpr : public Expr<std::vector<T>> {
public:
    explicit ArrayExpr(ExpressionPtr node) : Expr<std::vector<T>>(std::move(node)) {}

    /// The element at a position, counted from 1 as in SQL; NULL outside of the array. Of an array of arrays it takes
    /// as many positions as there are dimensions: `table[2][1]`.
    template <class U>
    auto operator[](const U& index) const {
        return detail::ArrayElement<T>(
            make_node<sql::ArrayElementNode>(this->node(), position(index), detail::sql_type_of<T>()));
    }
    /// From the first to the last of these positions.
    template <class F, class L>
    ArrayExpr slice(const F& first, const L& last) const {
        return ArrayExpr(make_node<sql::ArraySliceNode>(this->node(), position(first), position(last)));
    }
    /// `@>`, `<@`, `&&`: all elements of the other are in this, the other way round, and one at least is in both.
    Expr<bool> contains(const ArrayExpr& other) const { return test("@>", other); }
    Expr<bool> contained_by(const ArrayExpr& other) const { return test("<@", other); }
    Expr<bool> overlap(const ArrayExpr& other) const { return test("&&", other); }
    /// `||`.
    ArrayExpr concat(const ArrayExpr& other) const {
        return ArrayExpr(detail::make_array_operator("||", this->node(), other.node(), SqlType{}));
    }

private:
    template <class U>
    static ExpressionPtr position(const U& index) {
        return to_operand<int>(nullptr, index);
    }
    Expr<bool> test(std::string_view sign, const ArrayExpr& other) const {
        return Expr<bool>(detail::make_array_operator(sign, this->node(), other.node(), Boolean{}));
    }
};

template <class T>
struct ExprTraits<ArrayExpr<T>> : std::true_type {
    using ValueType = std::vector<T>;
};

/// `ARRAY[a, b, c]` of values and expressions: `array<int>(1, c(&Book::pages))`.
template <class T, class... Elements>
ArrayExpr<T> array(const Elements&... elements) {
    return ArrayExpr<T>(detail::make_array({to_operand<T>(nullptr, elements)...}, detail::sql_type_of<T>()));
}
/// A run-time column, function or literal_column() that gives an array of `T`.
template <class T, Expression E>
ArrayExpr<T> as_array(const E& expression) {
    return ArrayExpr<T>(to_node(expression));
}
/// A column whose type says that it is an array: `as_array(&Book::tags)[1]`.
template <Expression E>
requires detail::AnyRange<WithoutOptional<ValueTypeOf<E>>>
auto as_array(const E& expression) {
    using Elements = WithoutOptional<ValueTypeOf<E>>;
    return ArrayExpr<WithoutOptional<typename Elements::value_type>>(to_node(expression));
}

namespace detail {

template <class T>
Quantified<T> quantified(sql::QuantifiedNode::Quantifier quantifier, const ArrayExpr<T>& array) {
    return Quantified<T>(make_quantified(quantifier, array.node(), detail::sql_type_of<T>()));
}

}  // namespace detail
}  // namespace azoth
