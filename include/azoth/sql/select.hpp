// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "azoth/sql/condition.hpp"
#include "azoth/sql/select_traits.hpp"
#include "azoth/sql/statement_nodes.hpp"

namespace azoth {

class FromHandle;
template <class T>
class Many;
template <class T>
class One;

namespace detail {

template <class T>
struct RelationshipTraits : std::false_type {};
template <class T>
struct RelationshipTraits<Many<T>> : std::true_type {
    using Target = T;
};
template <class T>
struct RelationshipTraits<One<T>> : std::true_type {
    using Target = T;
};

template <class M>
concept Relationship = RelationshipTraits<M>::value;

/// The untemplated half of Select<...>: what is compiled once.
class SelectCore {
public:
    const NodePtr<sql::SelectNode>& node() const { return node_; }

protected:
    SelectCore() : node_(make_node<sql::SelectNode>()) {}
    explicit SelectCore(NodePtr<sql::SelectNode> node) : node_(std::move(node)) {}

    /// The node, ready to be changed: a copy first when somebody else holds it too.
    sql::SelectNode& edit();
    void add_item(ExpressionPtr expression);
    void add_join(sql::JoinKind kind, sql::FromPtr target, ExpressionPtr on);
    void add_join(sql::JoinKind kind, const sql::Entity& entity, std::size_t member_offset);
    void set_limit(std::int64_t rows);
    void set_offset(std::int64_t rows);
    sql::FromPtr make_from(sql::NodeKind kind, std::string name) const;

private:
    NodePtr<sql::SelectNode> node_;
};

inline void append(sql::ExpressionList& list, const Condition& condition) { list.push_back(condition.node()); }
inline sql::OrderItem to_order_item(const Ordering& ordering) { return ordering.item; }
template <Expression E>
sql::OrderItem to_order_item(const E& expression) {
    return {to_node(expression)};
}

}  // namespace detail

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

private:
    sql::FromPtr node_;
};

/// A SELECT whose rows are `Ts...`: a value, built at run time, cheap to copy. Clauses may come in any order; each call
/// gives a new statement and leaves the old one as it was.
///
/// Complexity: a call on a temporary (`select(...).where(...)`, `std::move(query).where(...)`) adds to the statement; a
/// call on a variable copies its lists first.
template <class... Ts>
class Select : public detail::SelectCore {
public:
    Select() = default;

    /// Conditions of several calls are joined by AND.
    template <class... Conditions>
    Select where(const Conditions&... conditions) const& {
        return Select(*this).where(conditions...);
    }
    template <class... Conditions>
    Select where(const Conditions&... conditions) && {
        (edit().where.push_back(Condition(conditions).node()), ...);
        return std::move(*this);
    }

    /// Along a relationship: `join(&Author::books)`. The condition follows from the mapping.
    template <detail::Relationship M, class C>
    Select join(M C::*relationship) const& {
        return Select(*this).join(relationship);
    }
    template <detail::Relationship M, class C>
    Select join(M C::*relationship) && {
        add_join(sql::JoinKind::Inner, sql::entity_of<C>(), sql::member_offset(relationship));
        return std::move(*this);
    }
    template <detail::Relationship M, class C>
    Select outerjoin(M C::*relationship) const& {
        return Select(*this).outerjoin(relationship);
    }
    template <detail::Relationship M, class C>
    Select outerjoin(M C::*relationship) && {
        add_join(sql::JoinKind::LeftOuter, sql::entity_of<C>(), sql::member_offset(relationship));
        return std::move(*this);
    }
    /// Any table, alias, subquery or CTE on any condition.
    template <class From>
    Select join(const From& target, const Condition& on) const& {
        return Select(*this).join(target, on);
    }
    template <class From>
    Select join(const From& target, const Condition& on) && {
        add_join(sql::JoinKind::Inner, target.node(), on.node());
        return std::move(*this);
    }
    template <class From>
    Select outerjoin(const From& target, const Condition& on) const& {
        return Select(*this).outerjoin(target, on);
    }
    template <class From>
    Select outerjoin(const From& target, const Condition& on) && {
        add_join(sql::JoinKind::LeftOuter, target.node(), on.node());
        return std::move(*this);
    }
    template <class From>
    Select select_from(const From& from) const& {
        return Select(*this).select_from(from);
    }
    template <class From>
    Select select_from(const From& from) && {
        edit().from.push_back(from.node());
        return std::move(*this);
    }

    template <Expression... E>
    Select group_by(const E&... expressions) const& {
        return Select(*this).group_by(expressions...);
    }
    template <Expression... E>
    Select group_by(const E&... expressions) && {
        (edit().group_by.push_back(to_node(expressions)), ...);
        return std::move(*this);
    }
    template <class... Conditions>
    Select having(const Conditions&... conditions) const& {
        return Select(*this).having(conditions...);
    }
    template <class... Conditions>
    Select having(const Conditions&... conditions) && {
        (edit().having.push_back(Condition(conditions).node()), ...);
        return std::move(*this);
    }
    /// Expressions, `&Book::title`, asc(...) or desc(...). Several calls add up.
    template <class... Orderings>
    Select order_by(const Orderings&... orderings) const& {
        return Select(*this).order_by(orderings...);
    }
    template <class... Orderings>
    Select order_by(const Orderings&... orderings) && {
        (edit().order_by.push_back(detail::to_order_item(orderings)), ...);
        return std::move(*this);
    }
    /// Throws ArgumentError(`negative_row_count`); so does offset().
    Select limit(std::int64_t rows) const& { return Select(*this).limit(rows); }
    Select limit(std::int64_t rows) && {
        set_limit(rows);
        return std::move(*this);
    }
    Select offset(std::int64_t rows) const& { return Select(*this).offset(rows); }
    Select offset(std::int64_t rows) && {
        set_offset(rows);
        return std::move(*this);
    }
    Select distinct() const& { return Select(*this).distinct(); }
    Select distinct() && {
        edit().is_distinct = true;
        return std::move(*this);
    }

    /// `(SELECT ...) AS name` for the FROM of another statement.
    FromHandle subquery(std::string name = {}) const {
        return FromHandle(make_from(sql::NodeKind::Subquery, std::move(name)));
    }
    /// `WITH name AS (SELECT ...)`, written once before the statement that uses it.
    FromHandle cte(std::string name) const { return FromHandle(make_from(sql::NodeKind::Cte, std::move(name))); }

    /// For those who build their own select(): adds what is selected.
    void add(ExpressionPtr expression) { add_item(std::move(expression)); }
    void add(const sql::Entity& entity, sql::FromPtr from) {
        edit().items.push_back({nullptr, &entity, std::move(from)});
    }
};

/// A query of one column as a single value: `(SELECT ...)`.
template <SelectLike Q>
auto scalar_subquery(const Q& query) {
    using T = ColumnOf<Q>;
    return Expr<T>(
        make_node<sql::SubqueryExpressionNode>(sql::NodeKind::ScalarSubquery, query.node(), detail::sql_type_of<T>()));
}
/// EXISTS (SELECT ...).
template <SelectLike Q>
Expr<bool> exists(const Q& query) {
    return Expr<bool>(make_node<sql::SubqueryExpressionNode>(sql::NodeKind::Exists, query.node(), Boolean{}));
}

namespace detail {

template <class... Ts>
struct SelectOf {
    using Type = std::conditional_t<(std::same_as<Ts, Value> || ...), Select<Row>, Select<Ts...>>;
};

}  // namespace detail

/// Selects expressions; the rows have their types. With run-time columns among them the rows are Row.
template <Expression First, Expression... More>
auto select(const First& first, const More&... more) {
    typename detail::SelectOf<ValueTypeOf<First>, ValueTypeOf<More>...>::Type result;
    result.add(to_node(first));
    (result.add(to_node(more)), ...);
    return result;
}

}  // namespace azoth
