// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <string>
#include <type_traits>
#include <utility>

#include "azoth/sql/any_expr.hpp"
#include "azoth/sql/query_clauses.hpp"

namespace azoth {

namespace detail {

/// The statement for rows of these types: run-time columns among them make it Row.
template <template <class...> class Query, class... Ts>
using QueryOf = std::conditional_t<((std::same_as<WithoutOptional<Ts>, Value> || std::same_as<Ts, Row>) || ...),
                                   Query<Row>, Query<Ts...>>;

}  // namespace detail

/// A SELECT whose rows are `Ts...`: a value, built at run time, cheap to copy. Clauses may come in any order; each call
/// gives a new statement and leaves the old one as it was.
///
/// Complexity: a call on a temporary (`select(...).where(...)`, `std::move(query).where(...)`) adds to the statement; a
/// call on a variable copies its lists first.
template <class... Ts>
class Select : public detail::SelectCore, public detail::QueryClauses<Select<Ts...>> {
public:
    Select() = default;
    explicit Select(NodePtr<sql::SelectNode> node) : SelectCore(std::move(node)) {}

    /// Conditions of several calls are joined by AND.
    template <class... Conditions>
    Select where(const Conditions&... conditions) const& {
        return Select(*this).where(conditions...);
    }
    template <class... Conditions>
    Select where(const Conditions&... conditions) && {
        (add_condition(Condition(conditions).node()), ...);
        return std::move(*this);
    }
    template <class... Conditions>
    Select filter(const Conditions&... conditions) const {
        return where(conditions...);
    }

    /// How related objects are loaded along: `options(selectinload(&Author::books))`. For a session; a Connection takes
    /// no notice.
    template <class... Options>
    Select options(const Options&... options) const {
        Select result(*this);
        (result.edit().load_options.push_back(options.node()), ...);
        return result;
    }

    /// where() by equality: `filter_by(c(&Book::title) = "Emma", c(&Book::pages) = 474)`. NULL is IS NULL.
    template <class... More>
    Select filter_by(const Assignment& first, const More&... more) const {
        return filter_by(std::vector<Assignment>{first, more...});
    }
    Select filter_by(const std::vector<Assignment>& equalities) const {
        Select result(*this);
        detail::add_equalities(result.edit().where, equalities);
        return result;
    }
    /// By the name of a column of what was joined last, or else of what is selected first.
    ///
    /// Throws ArgumentError(`no_such_column`).
    template <class U>
    Select filter_by(std::string_view column, const U& value) const {
        return where(ColumnExpr<Value>(this->column_of_last(column)) == value);
    }

    /// Along a relationship: `join(&Author::books)`, `join(thick, &Author::books)` for an alias; any element of FROM on
    /// a condition: `join(books, on)`; or on the only foreign key there is: `join(books)`.
    ///
    /// Throws ArgumentError(`no_join_condition`, `ambiguous_join`) that names the candidates.
    template <class... Target>
    Select join(const Target&... target) const& {
        return Select(*this).join(target...);
    }
    template <class... Target>
    Select join(const Target&... target) && {
        add_join(sql::JoinKind::Inner, detail::to_join(target...));
        return std::move(*this);
    }
    /// The same with the rows that find no partner.
    template <class... Target>
    Select outerjoin(const Target&... target) const& {
        return Select(*this).outerjoin(target...);
    }
    template <class... Target>
    Select outerjoin(const Target&... target) && {
        add_join(sql::JoinKind::LeftOuter, detail::to_join(target...));
        return std::move(*this);
    }
    /// The same with the rows of both sides that find no partner.
    template <class... Target>
    Select full_outerjoin(const Target&... target) const {
        return joined(sql::JoinKind::FullOuter, detail::to_join(target...));
    }
    /// The table of a mapped class: `join<Author>(on)`, `join<Author>()`.
    template <class E, std::convertible_to<Condition>... On>
    requires std::is_class_v<E> Select join(const On&... on)
    const { return joined(sql::JoinKind::Inner, detail::to_join(table_of<E>(), on...)); }
    template <class E, std::convertible_to<Condition>... On>
    requires std::is_class_v<E> Select outerjoin(const On&... on)
    const { return joined(sql::JoinKind::LeftOuter, detail::to_join(table_of<E>(), on...)); }
    template <class E, std::convertible_to<Condition>... On>
    requires std::is_class_v<E> Select full_outerjoin(const On&... on)
    const { return joined(sql::JoinKind::FullOuter, detail::to_join(table_of<E>(), on...)); }
    /// Joins to `left`, which need not be in FROM yet.
    template <FromElement L, class... Target>
    Select join_from(const L& left, const Target&... target) const {
        return joined_from(sql::JoinKind::Inner, left.node(), detail::to_join(target...));
    }
    template <FromElement L, class... Target>
    Select outerjoin_from(const L& left, const Target&... target) const {
        return joined_from(sql::JoinKind::LeftOuter, left.node(), detail::to_join(target...));
    }
    template <FromElement L, class... Target>
    Select full_outerjoin_from(const L& left, const Target&... target) const {
        return joined_from(sql::JoinKind::FullOuter, left.node(), detail::to_join(target...));
    }
    /// Every row with every row.
    template <FromElement F>
    Select cross_join(const F& target) const {
        return joined(sql::JoinKind::Cross, {nullptr, target.node(), nullptr});
    }

    /// What to select from, beside what the columns name. Elements that are named here stand first, in their order.
    template <FromElement... F>
    Select select_from(const F&... elements) const& {
        return Select(*this).select_from(elements...);
    }
    template <FromElement... F>
    Select select_from(const F&... elements) && {
        (edit().from.push_back(elements.node()), ...);
        return std::move(*this);
    }
    template <class E>
    requires std::is_class_v<E> Select select_from()
    const { return select_from(table_of<E>()); }

    /// Within another statement: these of its tables, and no others, are left to it. Without any: none at all.
    template <FromElement... F>
    Select correlate(const F&... elements) const {
        Select result(*this);
        result.SelectCore::correlate(sql::Correlation::Only, {elements...});
        return result;
    }
    /// All of its tables but these are left to it.
    template <FromElement... F>
    Select correlate_except(const F&... elements) const {
        Select result(*this);
        result.SelectCore::correlate(sql::Correlation::Except, {elements...});
        return result;
    }

    /// Expressions, names of selected columns, or a vector of such; std::nullopt forgets what was there.
    template <class... E>
    Select group_by(const E&... expressions) const& {
        return Select(*this).group_by(expressions...);
    }
    template <class... E>
    Select group_by(const E&... expressions) && {
        (detail::add_group(edit().group_by, expressions), ...);
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
    Select distinct() const& { return Select(*this).distinct(); }
    Select distinct() && {
        edit().is_distinct = true;
        return std::move(*this);
    }
    /// PostgreSQL: one row for each value of the expressions, the first by order_by().
    template <Expression... E>
    Select distinct_on(const E&... expressions) const {
        Select result(*this);
        (detail::edit_rare(result.edit()).distinct_on.push_back(to_node(expressions)), ...);
        return result;
    }

    /// Locks the rows that are read until the transaction ends.
    Select with_for_update(ForUpdate lock = {}) const {
        Select result(*this);
        result.set_lock(std::move(lock));
        return result;
    }
    /// SQL beside a table: `with_hint(books, "USE INDEX (ix_pages)", "mysql")`, `with_hint(books, "ONLY",
    /// "postgresql")`. Without a dialect's name, in every one.
    template <FromElement F>
    Select with_hint(const F& element, std::string text, std::string dialect = {}) const {
        Select result(*this);
        detail::edit_rare(result.edit()).table_hints.push_back({element.node(), {std::move(dialect), std::move(text)}});
        return result;
    }
    /// SQL behind SELECT: `prefix_with("SQL_NO_CACHE", "mysql")`.
    Select prefix_with(std::string text, std::string dialect = {}) const {
        Select result(*this);
        detail::edit_rare(result.edit()).prefixes.push_back({std::move(dialect), std::move(text)});
        return result;
    }

    /// The same statement with more columns.
    template <Expression... E>
    auto add_columns(const E&... expressions) const {
        detail::QueryOf<azoth::Select, Ts..., ValueTypeOf<E>...> result(make_node<sql::SelectNode>(*node()));
        (result.add(to_node(expressions)), ...);
        return result;
    }
    azoth::Select<Row> add_columns(const std::vector<AnyExpr>& list) const;
    /// The same statement with other columns. What it selects from is kept only where select_from() or join() says so.
    template <Expression... E>
    auto with_only_columns(const E&... expressions) const {
        detail::QueryOf<azoth::Select, ValueTypeOf<E>...> result(without_items());
        (result.add(to_node(expressions)), ...);
        return result;
    }

    azoth::Select<Row> with_only_columns(const std::vector<AnyExpr>& list) const;

    /// For those who build their own select(): adds what is selected.
    void add(ExpressionPtr expression) { add_item(std::move(expression)); }
    void add(const sql::Entity& entity, sql::FromPtr from) { add_entity(entity, std::move(from)); }
    /// From its own table.
    void add(const sql::Entity& entity) { add_entity(entity); }

private:
    template <class Derived>
    friend class detail::QueryClauses;

    Select joined(sql::JoinKind kind, detail::JoinTarget target) const {
        Select result(*this);
        result.add_join(kind, std::move(target));
        return result;
    }
    Select joined_from(sql::JoinKind kind, sql::FromPtr left, detail::JoinTarget target) const {
        target.left = std::move(left);
        return joined(kind, std::move(target));
    }
};

/// Selects expressions; the rows have their types. With run-time columns among them the rows are Row.
template <Expression First, Expression... More>
auto select(const First& first, const More&... more) {
    detail::QueryOf<Select, ValueTypeOf<First>, ValueTypeOf<More>...> result;
    result.add(to_node(first));
    (result.add(to_node(more)), ...);
    return result;
}

namespace detail {

NodePtr<sql::SelectNode> with_items(NodePtr<sql::SelectNode> select, const std::vector<AnyExpr>& list);

}  // namespace detail

/// Selects what a list says that was put together at run time.
inline Select<Row> select(const std::vector<AnyExpr>& list) {
    return Select<Row>(detail::with_items(make_node<sql::SelectNode>(), list));
}
template <class... Ts>
Select<Row> Select<Ts...>::add_columns(const std::vector<AnyExpr>& list) const {
    return azoth::Select<Row>(detail::with_items(make_node<sql::SelectNode>(*node()), list));
}
template <class... Ts>
Select<Row> Select<Ts...>::with_only_columns(const std::vector<AnyExpr>& list) const {
    return azoth::Select<Row>(detail::with_items(without_items(), list));
}

}  // namespace azoth

#include "azoth/sql/compound_select.hpp"
#include "azoth/sql/subquery.hpp"
