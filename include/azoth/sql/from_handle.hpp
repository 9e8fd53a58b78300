// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "azoth/sql/condition.hpp"
#include "azoth/sql/from_nodes.hpp"

namespace azoth {

/// What may stand in FROM: a Table, and what table_of(), alias(), subquery(), cte(), join() and their like give.
template <class F>
concept FromElement = requires(const F& element) {
    { element.node() } -> std::convertible_to<sql::FromPtr>;
};

namespace detail {

/// The column of `from` that comes from `expression`. Throws ArgumentError(`no_such_column`).
sql::ColumnPtr corresponding_column(const sql::FromPtr& from, const ExpressionPtr& expression);
/// An empty name lets the compiler choose one.
sql::FromPtr make_alias(sql::FromPtr element, std::string name);
sql::FromPtr make_sample(sql::FromPtr element, ExpressionPtr size, std::string_view method, ExpressionPtr seed,
                         std::string name);

}  // namespace detail

/// A FROM element as an argument, whatever it is.
struct FromArgument {
    template <FromElement F>
    FromArgument(const F& element) : node(element.node()) {}
    FromArgument(sql::FromPtr element) : node(std::move(element)) {}

    sql::FromPtr node;
};

/// A FROM element whose columns are asked for by name: what subquery(), cte() and alias() give.
class FromHandle {
public:
    explicit FromHandle(sql::FromPtr node) : node_(std::move(node)) {}
    const sql::FromPtr& node() const { return node_; }

    /// Throws ArgumentError(`no_such_column`).
    template <class T>
    ColumnExpr<T> c(std::string_view column) const {
        return ColumnExpr<T>(node_->column(column));
    }
    ColumnExpr<Value> operator[](std::string_view column) const { return c<Value>(column); }
    /// What becomes of a column or expression here: `thick[&Book::title]`, `totals[sum]`. It keeps its type.
    ///
    /// Throws ArgumentError(`no_such_column`) when it does not come from there.
    template <Expression E>
    ColumnExpr<ValueTypeOf<E>> operator[](const E& expression) const {
        return ColumnExpr<ValueTypeOf<E>>(detail::corresponding_column(node_, to_node(expression)));
    }

private:
    sql::FromPtr node_;
};

/// `element AS name`; without a name azoth chooses one.
template <FromElement F>
FromHandle alias(const F& element, std::string name = {}) {
    return FromHandle(detail::make_alias(element.node(), std::move(name)));
}

/// The table of a mapped class.
template <class E>
FromHandle table_of() {
    return FromHandle(sql::FromPtr(sql::entity_of<E>().table()));
}

/// A join as one element of FROM: `select(...).outerjoin(join(books, authors, on), ...)`. Its columns are those of its
/// sides.
template <FromElement L, FromElement R>
FromHandle join(const L& left, const R& right, const Condition& on) {
    return FromHandle(make_node<sql::JoinNode>(sql::JoinKind::Inner, left.node(), right.node(), on.node()));
}
template <FromElement L, FromElement R>
FromHandle outerjoin(const L& left, const R& right, const Condition& on) {
    return FromHandle(make_node<sql::JoinNode>(sql::JoinKind::LeftOuter, left.node(), right.node(), on.node()));
}
template <FromElement L, FromElement R>
FromHandle full_outerjoin(const L& left, const R& right, const Condition& on) {
    return FromHandle(make_node<sql::JoinNode>(sql::JoinKind::FullOuter, left.node(), right.node(), on.node()));
}
template <FromElement L, FromElement R>
FromHandle cross_join(const L& left, const R& right) {
    return FromHandle(make_node<sql::JoinNode>(sql::JoinKind::Cross, left.node(), right.node(), nullptr));
}

/// How tablesample() chooses rows.
struct SampleOptions {
    std::string_view method = "system";  ///< `system` takes whole pages, `bernoulli` looks at each row
    std::string name = {};               ///< empty: azoth chooses one
    std::optional<double> seed = {};     ///< the same one gives the same rows
};

/// `element TABLESAMPLE method (percent)`: a random part of a table. PostgreSQL has it.
template <FromElement F>
FromHandle tablesample(const F& element, double percent, SampleOptions options = {}) {
    return FromHandle(detail::make_sample(element.node(), to_node(percent), options.method,
                                          options.seed ? to_node(*options.seed) : nullptr, std::move(options.name)));
}

}  // namespace azoth
