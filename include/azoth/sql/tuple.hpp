// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <tuple>
#include <utility>
#include <vector>

#include "azoth/sql/expr.hpp"
#include "azoth/sql/operator_nodes.hpp"

namespace azoth {

namespace detail {

ExpressionPtr make_tuple_in(ExpressionPtr tuple, std::vector<Value> values, bool is_negated);

template <class Q>
inline constexpr std::size_t kColumnCount = std::tuple_size_v<typename SelectTraits<Q>::Columns>;
/// Its columns are known at run time only.
template <class Q>
inline constexpr bool kHasRunTimeColumns = std::same_as<typename SelectTraits<Q>::Columns, std::tuple<Row>>;

}  // namespace detail

/// Several expressions compared as one: `(a, b) < (1, 'x')` compares the first, and where those are equal the second.
template <class... Ts>
class TupleExpr {
public:
    using Values = std::tuple<WithoutOptional<Ts>...>;

    explicit TupleExpr(ExpressionPtr node) : node_(std::move(node)) {}
    const ExpressionPtr& node() const { return node_; }

    /// `(a, b) IN ((1, 'x'), (2, 'y'))`. An empty list matches nothing.
    Expr<bool> in(std::initializer_list<Values> values) const { return in_list(values, false); }
    Expr<bool> not_in(std::initializer_list<Values> values) const { return in_list(values, true); }
    template <detail::AnyRange Range>
    Expr<bool> in(const Range& values) const {
        return in_list(values, false);
    }
    template <detail::AnyRange Range>
    Expr<bool> not_in(const Range& values) const {
        return in_list(values, true);
    }
    /// `(a, b) IN (SELECT ...)`, with as many columns.
    template <SelectLike Q>
    Expr<bool> in(const Q& query) const {
        return in_query(query, false);
    }
    template <SelectLike Q>
    Expr<bool> not_in(const Q& query) const {
        return in_query(query, true);
    }

    /// With another tuple_(), or a std::tuple of values.
    template <class Other>
    Expr<bool> operator==(const Other& other) const {
        return compare(sql::Operator::Equal, other);
    }
    template <class Other>
    Expr<bool> operator!=(const Other& other) const {
        return compare(sql::Operator::NotEqual, other);
    }
    template <class Other>
    Expr<bool> operator<(const Other& other) const {
        return compare(sql::Operator::Less, other);
    }
    template <class Other>
    Expr<bool> operator<=(const Other& other) const {
        return compare(sql::Operator::LessEqual, other);
    }
    template <class Other>
    Expr<bool> operator>(const Other& other) const {
        return compare(sql::Operator::Greater, other);
    }
    template <class Other>
    Expr<bool> operator>=(const Other& other) const {
        return compare(sql::Operator::GreaterEqual, other);
    }

private:
    template <class... Us>
    Expr<bool> compare(sql::Operator op, const TupleExpr<Us...>& other) const {
        static_assert(sizeof...(Us) == sizeof...(Ts), "azoth: tuples are compared with tuples of the same size");
        static_assert((kComparable<WithoutOptional<Ts>, WithoutOptional<Us>> && ...),
                      "azoth: the tuples have elements that SQL cannot compare");
        return Expr<bool>(detail::make_comparison(op, node_, other.node()));
    }
    Expr<bool> compare(sql::Operator op, const Values& values) const {
        sql::ExpressionList elements;
        const auto& left = node_->operands();
        std::apply([&](const auto&... value) { (elements.push_back(bound(left[elements.size()], value)), ...); },
                   values);
        return Expr<bool>(detail::make_comparison(op, node_, make_node<sql::TupleNode>(std::move(elements))));
    }
    template <class V>
    static ExpressionPtr bound(const ExpressionPtr& beside, const V& value) {
        return detail::bind_operand<V>(beside, value);
    }
    template <class Range>
    Expr<bool> in_list(const Range& tuples, bool is_negated) const {
        std::vector<Value> values;
        for (const Values& tuple : tuples)
            std::apply([&](const auto&... value) { (values.emplace_back(value), ...); }, tuple);
        return Expr<bool>(detail::make_tuple_in(node_, std::move(values), is_negated));
    }
    template <class Q>
    Expr<bool> in_query(const Q& query, bool is_negated) const {
        static_assert(detail::kHasRunTimeColumns<Q> || detail::kColumnCount<Q> == sizeof...(Ts),
                      "azoth: the query of a tuple's IN must have as many columns as the tuple has elements");
        return Expr<bool>(detail::make_in(node_, NodePtr<const sql::StatementNode>(query.node()), is_negated));
    }

    ExpressionPtr node_;
};

template <Expression... E>
auto tuple_(const E&... elements) {
    return TupleExpr<ValueTypeOf<E>...>(make_node<sql::TupleNode>(sql::ExpressionList{to_node(elements)...}));
}

}  // namespace azoth

#include "azoth/sql/any_tuple.hpp"
