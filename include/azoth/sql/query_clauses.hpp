// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "azoth/sql/select_core.hpp"
#include "azoth/sql/select_traits.hpp"

namespace azoth {

/// A recursive CTE knows how to grow: `auto t = base.cte("t", Recursive); t = t.union_all(select(... t ...));`
class CteHandle : public FromHandle {
public:
    using FromHandle::FromHandle;

    /// The part that selects from the CTE itself.
    template <SelectLike Q>
    CteHandle union_all(const Q& query) const {
        return CteHandle(detail::extended_cte(node(), sql::SetOperator::UnionAll, query.node()));
    }
    /// `SEARCH DEPTH FIRST BY columns SET sequence`: a column more, to order by. Like cycle() it comes last, behind the
    /// union, and only PostgreSQL has it.
    CteHandle search_depth_first(std::vector<std::string> columns, std::string sequence) const {
        return CteHandle(detail::searched_cte(node(), {false, std::move(columns), std::move(sequence)}));
    }
    CteHandle search_breadth_first(std::vector<std::string> columns, std::string sequence) const {
        return CteHandle(detail::searched_cte(node(), {true, std::move(columns), std::move(sequence)}));
    }
    /// `CYCLE columns SET mark USING path`: stops where the values of these columns come a second time, and marks that
    /// row.
    CteHandle cycle(std::vector<std::string> columns, std::string mark, std::string path) const {
        return CteHandle(detail::cycle_cte(node(), {std::move(columns), std::move(mark), std::move(path)}));
    }
    /// The same without repeated rows.
    template <SelectLike Q>
    CteHandle union_(const Q& query) const {
        return CteHandle(detail::extended_cte(node(), sql::SetOperator::Union, query.node()));
    }
};

/// `WITH name AS (...)` of any statement with node(): also INSERT, UPDATE and DELETE, which PostgreSQL takes.
template <class Statement>
CteHandle cte(const Statement& statement, std::string name, CteOptions options = {}) {
    return CteHandle(detail::make_cte(statement.node(), std::move(name), std::move(options)));
}

namespace detail {

template <SelectLike First, SelectLike... More>
auto combine(sql::SetOperator op, const First& first, const More&... more);
template <SelectLike Q>
auto make_scalar_subquery(const Q& query);

/// The clauses that SELECT and its combinations share. Each call gives a new statement; on a temporary it adds to the
/// statement in place.
template <class Derived>
class QueryClauses {
public:
    /// Expressions, `&Book::title`, asc(...) or desc(...), the name of a selected column, or a vector of such. Several
    /// calls add up; std::nullopt forgets what was there.
    template <class... Orderings>
    Derived order_by(const Orderings&... orderings) const& {
        return copy().order_by(orderings...);
    }
    template <class... Orderings>
    Derived order_by(const Orderings&... orderings) && {
        (add_order(self().edit().order_by, orderings), ...);
        return std::move(self());
    }
    /// A number or an expression; std::nullopt: all rows. Throws ArgumentError(`negative_row_count`).
    template <class N>
    Derived limit(const N& rows) const& {
        return copy().limit(rows);
    }
    template <class N>
    Derived limit(const N& rows) && {
        self().edit().limit = to_row_count(rows, "limit");
        self().edit().fetch = {};
        return std::move(self());
    }
    template <class N>
    Derived offset(const N& rows) const& {
        return copy().offset(rows);
    }
    template <class N>
    Derived offset(const N& rows) && {
        self().edit().offset = to_row_count(rows, "offset");
        return std::move(self());
    }
    /// The rows from `start` on and before `stop`, counted from 0.
    Derived slice(std::int64_t start, std::int64_t stop) const {
        return offset(start).limit(stop > start ? stop - start : 0);
    }
    /// FETCH FIRST, which can do more than LIMIT on some databases.
    template <class N>
    Derived fetch(const N& rows, FetchOptions options = {}) const {
        Derived result = limit(rows);
        result.edit().fetch = {true, options.percent, options.with_ties};
        return result;
    }

    /// Values for its bindparam()s, where the execution gives none.
    Derived params(Parameters parameters) const {
        Derived result = copy();
        result.edit().parameters = std::move(parameters);
        return result;
    }
    /// CTEs that are written even when nothing names them.
    template <FromElement... F>
    Derived add_cte(const F&... ctes) const {
        Derived result = copy();
        (edit_rare(result.edit()).ctes.push_back(ctes.node()), ...);
        return result;
    }
    /// What columns of the same name are called in the result.
    Derived set_label_style(LabelStyle style) const {
        Derived result = copy();
        edit_rare(result.edit()).label_style = style;
        return result;
    }
    /// SQL at the end of the statement; with a dialect's name, in that dialect only.
    Derived with_statement_hint(std::string text, std::string dialect = {}) const {
        Derived result = copy();
        edit_rare(result.edit()).statement_hints.push_back({std::move(dialect), std::move(text)});
        return result;
    }
    Derived suffix_with(std::string text, std::string dialect = {}) const {
        Derived result = copy();
        edit_rare(result.edit()).suffixes.push_back({std::move(dialect), std::move(text)});
        return result;
    }

    /// This one and others: see union_() and its kin.
    template <SelectLike... More>
    auto union_(const More&... more) const {
        return combine(sql::SetOperator::Union, self(), more...);
    }
    template <SelectLike... More>
    auto union_all(const More&... more) const {
        return combine(sql::SetOperator::UnionAll, self(), more...);
    }
    template <SelectLike... More>
    auto intersect(const More&... more) const {
        return combine(sql::SetOperator::Intersect, self(), more...);
    }
    template <SelectLike... More>
    auto intersect_all(const More&... more) const {
        return combine(sql::SetOperator::IntersectAll, self(), more...);
    }
    template <SelectLike... More>
    auto except_(const More&... more) const {
        return combine(sql::SetOperator::Except, self(), more...);
    }
    template <SelectLike... More>
    auto except_all(const More&... more) const {
        return combine(sql::SetOperator::ExceptAll, self(), more...);
    }

    /// A query of one column as a value.
    auto scalar_subquery() const { return make_scalar_subquery(self()); }
    /// EXISTS (SELECT ...).
    Expr<bool> exists() const {
        return Expr<bool>(make_node<sql::SubqueryExpressionNode>(sql::NodeKind::Exists, self().node(), Boolean{}));
    }
    /// `(SELECT ...) AS name` for the FROM of another statement.
    FromHandle subquery(std::string name = {}) const { return from(sql::NodeKind::Subquery, std::move(name)); }
    /// The same, and it may use columns of what stands before it in FROM.
    FromHandle lateral(std::string name = {}) const { return from(sql::NodeKind::Lateral, std::move(name)); }
    /// `WITH name AS (SELECT ...)`, written once before the statement that uses it.
    CteHandle cte(std::string name, CteOptions options = {}) const {
        return azoth::cte(self(), std::move(name), std::move(options));
    }
    CteHandle cte(std::string name, CteRecursion recursion) const {
        return azoth::cte(self(), std::move(name), CteOptions{.recursive = recursion});
    }

protected:
    const Derived& self() const { return static_cast<const Derived&>(*this); }
    Derived& self() { return static_cast<Derived&>(*this); }

private:
    Derived copy() const { return self(); }
    FromHandle from(sql::NodeKind kind, std::string name) const {
        return FromHandle(make_node<sql::QueryFromNode>(kind, self().node(), std::move(name)));
    }
};

}  // namespace detail
}  // namespace azoth
