// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <utility>

#include "azoth/sql/expr.hpp"
#include "azoth/sql/function_nodes.hpp"

namespace azoth {

namespace detail {

void add_order_item(sql::OrderList& list, const Ordering& ordering);
void add_order_item(sql::OrderList& list, const std::vector<Ordering>& orderings);
template <Expression E>
void add_order_item(sql::OrderList& list, const E& expression) {
    add_order_item(list, Ordering{{to_node(expression)}});
}

/// Throws ArgumentError(`bad_frame`) when `rows` is negative.
sql::FrameBound make_bound(sql::FrameBound::Kind kind, std::int64_t rows);
ExpressionPtr make_over(const ExpressionPtr& function, sql::WindowPtr window);
/// Written into the SQL: databases do not take a placeholder everywhere.
ExpressionPtr make_whole_number(int number);
ExpressionPtr make_fraction(double number);

}  // namespace detail

/// The first row of the partition.
inline sql::FrameBound unbounded_preceding() { return {sql::FrameBound::Kind::UnboundedPreceding}; }
/// So many rows (ROWS), groups of peers (GROUPS) or so much of the sort key (RANGE) before the current row.
inline sql::FrameBound preceding(std::int64_t rows) {
    return detail::make_bound(sql::FrameBound::Kind::Preceding, rows);
}
/// By an expression, such as an interval for RANGE.
template <Expression E>
sql::FrameBound preceding(const E& distance) {
    return {sql::FrameBound::Kind::Preceding, to_node(distance)};
}
inline sql::FrameBound current_row() { return {sql::FrameBound::Kind::CurrentRow}; }
inline sql::FrameBound following(std::int64_t rows) {
    return detail::make_bound(sql::FrameBound::Kind::Following, rows);
}
template <Expression E>
sql::FrameBound following(const E& distance) {
    return {sql::FrameBound::Kind::Following, to_node(distance)};
}
/// The last row of the partition.
inline sql::FrameBound unbounded_following() { return {sql::FrameBound::Kind::UnboundedFollowing}; }

/// The rows that a window function sees: what stands behind OVER. Each call gives a new window.
///
///     func::sum(&Book::pages).over(window().partition_by(&Book::author_id).order_by(&Book::year)
///                                          .rows(unbounded_preceding(), current_row()))
///
/// `window("w")` has a name: it is written once, in the WINDOW clause of the SELECT that uses it.
class Window {
public:
    Window() : node_(make_node<sql::WindowNode>()) {}
    explicit Window(sql::WindowPtr node) : node_(std::move(node)) {}
    const sql::WindowPtr& node() const { return node_; }

    template <Expression... E>
    Window partition_by(const E&... expressions) const {
        return with([&](sql::WindowNode& copy) { (copy.partition_by.push_back(to_node(expressions)), ...); });
    }
    /// Expressions, asc(...) or desc(...).
    template <class... Orderings>
    Window order_by(const Orderings&... orderings) const {
        return with([&](sql::WindowNode& copy) { (detail::add_order_item(copy.order_by, orderings), ...); });
    }
    /// `ROWS BETWEEN start AND end`. Throws ArgumentError(`bad_frame`) when it ends before it starts; so do the others.
    Window rows(sql::FrameBound start, sql::FrameBound end = current_row()) const {
        return framed(sql::Frame::Unit::Rows, std::move(start), std::move(end));
    }
    /// Rows whose sort key is that near: those with an equal one count as one.
    Window range(sql::FrameBound start, sql::FrameBound end = current_row()) const {
        return framed(sql::Frame::Unit::Range, std::move(start), std::move(end));
    }
    /// Groups of rows with equal sort keys. PostgreSQL, SQLite.
    Window groups(sql::FrameBound start, sql::FrameBound end = current_row()) const {
        return framed(sql::Frame::Unit::Groups, std::move(start), std::move(end));
    }
    /// Leaves rows out of the frame. PostgreSQL, SQLite. Throws ArgumentError(`bad_frame`) when there is no frame.
    Window exclude_current_row() const { return excluding(sql::Frame::Exclude::CurrentRow); }
    Window exclude_group() const { return excluding(sql::Frame::Exclude::Group); }
    Window exclude_ties() const { return excluding(sql::Frame::Exclude::Ties); }

private:
    template <class Change>
    Window with(Change change) const {
        auto copy = make_node<sql::WindowNode>(*node_);
        change(*copy);
        return Window(std::move(copy));
    }
    Window framed(sql::Frame::Unit unit, sql::FrameBound start, sql::FrameBound end) const;
    Window excluding(sql::Frame::Exclude rows) const;

    sql::WindowPtr node_;
};

/// The whole result, until partition_by() and the others say less.
inline Window window() { return {}; }
/// A window with a name.
Window window(std::string name);
/// A window that adds to one with a name: `OVER (w ORDER BY ...)`. Throws ArgumentError(`bad_window`) when `base` has
/// none.
Window window(const Window& base);

/// A function that needs a window: an expression once over() has given it one.
template <class T>
class WindowFunction {
public:
    explicit WindowFunction(ExpressionPtr node) : node_(std::move(node)) {}

    Expr<T> over(const Window& rows = {}) const { return Expr<T>(detail::make_over(node_, rows.node())); }

private:
    ExpressionPtr node_;
};

}  // namespace azoth
