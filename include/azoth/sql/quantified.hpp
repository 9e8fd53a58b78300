// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "azoth/sql/expr.hpp"
#include "azoth/sql/operator_nodes.hpp"

namespace azoth {

namespace detail {

ExpressionPtr make_quantified_query(sql::QuantifiedNode::Quantifier quantifier, NodePtr<const sql::StatementNode> query,
                                    SqlType type);
ExpressionPtr make_quantified(sql::QuantifiedNode::Quantifier quantifier, ExpressionPtr array, SqlType element);
/// An array that is sent as a single value, as the text `{1,2,3}`.
ExpressionPtr make_array_text(const std::vector<Value>& values, SqlType element);

}  // namespace detail

/// ANY or ALL of something: what any_() and all_() make for the right side of a comparison.
template <class T>
class Quantified {
public:
    explicit Quantified(ExpressionPtr node) : node_(std::move(node)) {}
    const ExpressionPtr& node() const { return node_; }

private:
    ExpressionPtr node_;
};

template <class T>
struct ExprTraits<Quantified<T>> : std::true_type {
    using ValueType = T;
};

namespace detail {

template <SelectLike Q>
auto quantified(sql::QuantifiedNode::Quantifier quantifier, const Q& query) {
    using T = ColumnOf<Q>;
    return Quantified<T>(
        make_quantified_query(quantifier, NodePtr<const sql::StatementNode>(query.node()), detail::result_type<T>()));
}

template <class T>
Quantified<T> quantified(sql::QuantifiedNode::Quantifier quantifier, const Expr<std::vector<T>>& array) {
    return Quantified<T>(make_quantified(quantifier, array.node(), detail::result_type<T>()));
}

template <class T>
Quantified<T> quantified(sql::QuantifiedNode::Quantifier quantifier, const std::vector<T>& values) {
    std::vector<Value> list(values.begin(), values.end());
    return Quantified<T>(
        make_quantified(quantifier, make_array_text(list, detail::result_type<T>()), detail::result_type<T>()));
}

}  // namespace detail

/// `x = ANY (SELECT ...)`: true when the comparison is with one of them. It takes a query of one column, an array, or a
/// std::vector, which PostgreSQL gets as a single value: one statement for lists of all lengths, and no limit to them.
///
///     c(&Book::pages) > any_(select(...))        c(&Book::id) == any_(ids)
template <class C>
auto any_(const C& collection) {
    return detail::quantified(sql::QuantifiedNode::Quantifier::Any, collection);
}
/// `x > ALL (SELECT ...)`: true when the comparison is with each of them, also when there is none.
template <class C>
auto all_(const C& collection) {
    return detail::quantified(sql::QuantifiedNode::Quantifier::All, collection);
}

}  // namespace azoth
