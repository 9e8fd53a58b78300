// SPDX-License-Identifier: MIT
#pragma once

#include <utility>

#include "azoth/sql/select.hpp"

namespace azoth {

namespace detail {

template <SelectLike Q>
auto make_scalar_subquery(const Q& query) {
    using T = ColumnOf<Q>;
    return Expr<T>(
        make_node<sql::SubqueryExpressionNode>(sql::NodeKind::ScalarSubquery, query.node(), type_of_value<T>()));
}

}  // namespace detail

/// A query of one column as a single value: `(SELECT ...)`.
template <SelectLike Q>
auto scalar_subquery(const Q& query) {
    return detail::make_scalar_subquery(query);
}
/// EXISTS (SELECT ...).
template <SelectLike Q>
Expr<bool> exists(const Q& query) {
    return Expr<bool>(make_node<sql::SubqueryExpressionNode>(sql::NodeKind::Exists, query.node(), Boolean{}));
}

/// `exists().where(...)`: a condition that selects nothing of its own.
class Exists {
public:
    explicit Exists(Select<int> query) : query_(std::move(query)) {}
    ExpressionPtr node() const { return azoth::exists(query_).node(); }

    Expr<bool> label(std::string name) const { return Expr<bool>(node()).label(std::move(name)); }

    template <class... Conditions>
    Exists where(const Conditions&... conditions) const {
        return Exists(query_.where(conditions...));
    }
    template <class... Target>
    Exists join(const Target&... target) const {
        return Exists(query_.join(target...));
    }
    template <class... Target>
    Exists join_from(const Target&... target) const {
        return Exists(query_.join_from(target...));
    }
    template <class... F>
    Exists select_from(const F&... elements) const {
        return Exists(query_.select_from(elements...));
    }
    template <class... F>
    Exists correlate(const F&... elements) const {
        return Exists(query_.correlate(elements...));
    }
    template <class... F>
    Exists correlate_except(const F&... elements) const {
        return Exists(query_.correlate_except(elements...));
    }

private:
    Select<int> query_;
};

template <>
struct ExprTraits<Exists> : std::true_type {
    using ValueType = bool;
};

/// EXISTS (SELECT 1 ...), to be filled: `exists().where(c(&Book::author_id) == c(&Author::id))`.
inline Exists exists() { return Exists(select(literal_column<int>("1"))); }

}  // namespace azoth
