// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "azoth/sql/any_expr.hpp"
#include "azoth/sql/dml_core.hpp"
#include "azoth/sql/select_traits.hpp"

namespace azoth {

template <class... Ts>
class Insert;
template <class... Ts>
class Upsert;
template <class... Ts>
class ConflictTarget;
template <class... Us>
class InsertColumns;

namespace detail {

/// Throws ArgumentError(`different_columns`).
void add_row(sql::InsertNode& insert, Assignments row);
void add_rows_of_defaults(sql::InsertNode& insert, std::int64_t count);
void set_columns(sql::InsertNode& insert, const sql::ColumnPtr* columns, std::size_t count);
void set_columns(sql::InsertNode& insert, std::initializer_list<std::string_view> names);
void set_columns(sql::InsertNode& insert, const std::vector<std::string>& names);
void set_query(sql::InsertNode& insert, sql::StatementPtr query, std::size_t column_count);
void add_conflict_column(const sql::InsertNode& insert, sql::ConflictClause& clause, const ExpressionPtr& column);
/// `column = excluded.column` for all inserted columns that do not belong to the clause's key.
Assignments all_excluded(const sql::InsertNode& insert, const sql::ConflictClause& clause);
/// The clause with these assignments.
void add_conflict(sql::InsertNode& insert, const sql::ConflictClause& clause, Assignments assignments, bool updates);

template <class From, class To>
inline constexpr bool kColumnsFit = true;
template <class... From, class... To>
inline constexpr bool kColumnsFit<std::tuple<From...>, std::tuple<To...>> = [] {
    if constexpr (sizeof...(From) == sizeof...(To))
        return (kComparable<WithoutOptional<From>, WithoutOptional<To>> && ...);
    else
        return false;
}();
template <class... To>
inline constexpr bool kColumnsFit<std::tuple<Row>, std::tuple<To...>> = true;

}  // namespace detail

/// INSERT. `Ts...` are the rows of its RETURNING. Without values a row of defaults is inserted.
template <class... Ts>
class Insert : public detail::DmlCore<Insert<Ts...>, sql::InsertNode> {
    using Core = detail::DmlCore<Insert<Ts...>, sql::InsertNode>;

public:
    using Core::Core;

    /// One row: `values(users["name"] = "sandy", ...)`. Further calls add rows; all must name the same columns, else
    /// ArgumentError(`different_columns`). Values may be expressions: scalar subqueries, functions.
    template <class... More>
    Insert values(const Assignment& first, const More&... more) const {
        return values(std::vector<Assignment>{first, more...});
    }
    Insert values(const std::vector<Assignment>& row) const {
        return this->changed(
            [&](sql::InsertNode& node) { detail::add_row(node, detail::to_assignments(*node.table, row)); });
    }
    /// Several rows at once.
    Insert values(const std::vector<std::vector<Assignment>>& rows) const {
        return this->changed([&](sql::InsertNode& node) {
            for (const auto& row : rows) detail::add_row(node, detail::to_assignments(*node.table, row));
        });
    }
    /// So many rows of nothing but defaults.
    Insert default_values(std::int64_t rows = 1) const {
        return this->changed([&](sql::InsertNode& node) { detail::add_rows_of_defaults(node, rows); });
    }
    /// The columns, for rows without names: `columns(&Book::title, &Book::pages).values("Emma", 474)`, and for
    /// INSERT ... SELECT: `columns(...).from_select(query)`.
    template <Expression... E>
    InsertColumns<ValueTypeOf<E>...> columns(const E&... columns) const {
        return InsertColumns<ValueTypeOf<E>...>(this->node(), {to_expr(columns).column()...});
    }
    /// INSERT ... SELECT: the columns by name, and any statement that gives rows.
    ///
    /// Throws ArgumentError(`no_such_column`, `duplicate_column`, `wrong_column_count`).
    template <SelectLike Q>
    Insert from_select(std::initializer_list<std::string_view> columns, const Q& query) const {
        return this->changed([&](sql::InsertNode& node) {
            detail::set_columns(node, columns);
            detail::set_query(node, query.node(), columns.size());
        });
    }
    template <SelectLike Q>
    Insert from_select(const std::vector<std::string>& columns, const Q& query) const {
        return this->changed([&](sql::InsertNode& node) {
            detail::set_columns(node, columns);
            detail::set_query(node, query.node(), columns.size());
        });
    }

    /// What is to happen with a row whose key is there already:
    ///
    ///     insert(books).values(...).on_conflict(&Book::id).do_update(c(&Book::title) = excluded(&Book::title))
    ///
    /// The key of an index on expressions is told by these: `on_conflict(func::lower(&Book::title))`; where() adds the
    /// condition of a partial index. Without columns: any unique key. SQLite takes several clauses, PostgreSQL one.
    /// MariaDB and MySQL write ON DUPLICATE KEY UPDATE, where every unique key counts, whichever is named here.
    template <Expression... E>
    ConflictTarget<Ts...> on_conflict(const E&... columns) const {
        ConflictTarget<Ts...> target(*this);
        (detail::add_conflict_column(*this->node(), target.clause_, to_node(columns)), ...);
        return target;
    }
    ConflictTarget<Ts...> on_conflict(const std::vector<AnyExpr>& key) const {
        ConflictTarget<Ts...> target(*this);
        for (const AnyExpr& each : key) detail::add_conflict_column(*this->node(), target.clause_, each.node());
        return target;
    }
    /// The key by the name of its constraint: PostgreSQL.
    ConflictTarget<Ts...> on_conflict_on_constraint(std::string name) const {
        ConflictTarget<Ts...> target(*this);
        target.clause_.constraint = std::move(name);
        return target;
    }

    /// The rows come in any order: no database promises that of VALUES. Return what tells them apart too.
    template <Expression... E>
    Insert<ValueTypeOf<E>...> returning(const E&... expressions) const {
        return Insert<ValueTypeOf<E>...>(this->with_returning(expressions...));
    }
    /// The inserted rows as objects, loaded by a Session.
    template <class C>
    Insert<Ref<C>> returning() const {
        return Insert<Ref<C>>(this->template with_returned_entity<C>());
    }

private:
    friend class ConflictTarget<Ts...>;
    friend class Upsert<Ts...>;
};

/// An INSERT that updates what is there already.
template <class... Ts>
class Upsert : public Insert<Ts...> {
public:
    explicit Upsert(Insert<Ts...> insert) : Insert<Ts...>(std::move(insert)) {}

    /// Updates only those of the rows that are there for which this holds: DO UPDATE ... WHERE. MariaDB and MySQL
    /// have no such thing.
    template <class... Conditions>
    Upsert where(const Conditions&... conditions) const {
        Upsert result(*this);
        auto& where = result.edit().conflicts.back().where;
        (where.push_back(Condition(conditions).node()), ...);
        return result;
    }
};

/// A key of an upsert; do_update(), do_update_all() or do_nothing() make it a statement.
template <class... Ts>
class ConflictTarget {
public:
    explicit ConflictTarget(Insert<Ts...> insert) : insert_(std::move(insert)) {}

    /// The condition of the partial unique index that is meant.
    template <class... Conditions>
    ConflictTarget where(const Conditions&... conditions) const {
        ConflictTarget result(*this);
        (result.clause_.index_where.push_back(Condition(conditions).node()), ...);
        return result;
    }
    Insert<Ts...> do_nothing() const { return with({}, false); }
    template <class... More>
    Upsert<Ts...> do_update(const Assignment& first, const More&... more) const {
        return do_update(std::vector<Assignment>{first, more...});
    }
    Upsert<Ts...> do_update(const std::vector<Assignment>& assignments) const {
        return Upsert<Ts...>(with(detail::to_assignments(*insert_.node()->table, assignments), true));
    }
    /// Takes over all that was to be inserted, except for the columns of the key.
    ///
    /// Throws ArgumentError(`nothing_to_set`) when there is nothing else, or values() is yet to come.
    Upsert<Ts...> do_update_all() const {
        return Upsert<Ts...>(with(detail::all_excluded(*insert_.node(), clause_), true));
    }

private:
    friend class Insert<Ts...>;

    Insert<Ts...> with(detail::Assignments assignments, bool updates) const {
        Insert<Ts...> result(insert_);
        detail::add_conflict(result.edit(), clause_, std::move(assignments), updates);
        return result;
    }

    Insert<Ts...> insert_;
    sql::ConflictClause clause_;
};

/// The columns of an INSERT, whose types `Us...` the rows must fit.
template <class... Us>
class InsertColumns {
    using Columns = std::array<sql::ColumnPtr, sizeof...(Us)>;

public:
    InsertColumns(const NodePtr<sql::InsertNode>& node, const Columns& columns)
        : node_(make_node<sql::InsertNode>(*node)), columns_(columns) {
        detail::set_columns(*node_, columns_.data(), columns_.size());
    }
    const NodePtr<sql::InsertNode>& node() const { return node_; }

    /// One row, in the order of the columns.
    template <class... Vs>
    Insert<> values(const Vs&... row) const {
        static_assert(sizeof...(Vs) == sizeof...(Us), "azoth: a row of this INSERT has as many values as columns");
        auto node = make_node<sql::InsertNode>(*node_);
        node->rows.push_back(to_row(std::tie(row...), std::index_sequence_for<Us...>{}));
        return Insert<>(std::move(node));
    }
    /// Any range of tuples, pairs or arrays. More rows than a statement can take go out in several.
    template <detail::AnyRange Range>
    Insert<> rows(const Range& rows) const {
        auto node = make_node<sql::InsertNode>(*node_);
        for (const auto& row : rows) {
            static_assert(std::tuple_size_v<std::remove_cvref_t<decltype(row)>> == sizeof...(Us),
                          "azoth: a row of this INSERT has as many values as columns");
            node->rows.push_back(to_row(row, std::index_sequence_for<Us...>{}));
        }
        return Insert<>(std::move(node));
    }
    Insert<> rows(std::initializer_list<std::tuple<Us...>> rows) const {
        return this->template rows<std::initializer_list<std::tuple<Us...>>>(rows);
    }
    /// INSERT ... SELECT.
    template <SelectLike Q>
    Insert<> from_select(const Q& query) const {
        static_assert(detail::kColumnsFit<typename SelectTraits<Q>::Columns, std::tuple<Us...>>,
                      "azoth: the columns of this query do not fit those of the INSERT, by number or by type");
        auto node = make_node<sql::InsertNode>(*node_);
        detail::set_query(*node, query.node(), sizeof...(Us));
        return Insert<>(std::move(node));
    }

private:
    template <class Row, std::size_t... I>
    sql::ExpressionList to_row(const Row& row, std::index_sequence<I...>) const {
        static_assert((detail::kFitsBeside<Us, std::remove_cvref_t<std::tuple_element_t<I, Row>>> && ...),
                      "azoth: a value of this row has a type that its column does not take; use cast<T>() on it");
        return {detail::operand_node<Us>(columns_[I], std::get<I>(row))...};
    }

    NodePtr<sql::InsertNode> node_;
    Columns columns_;
};

/// In do_update(): the value that was to be inserted.
template <Expression E>
auto excluded(const E& column) {
    return Expr<ValueTypeOf<E>>(make_node<sql::ExcludedNode>(to_expr(column).column()));
}

template <detail::TableHandle From>
Insert<> insert(const From& table) {
    return Insert<>(make_node<sql::InsertNode>(table.table_node()));
}

}  // namespace azoth
