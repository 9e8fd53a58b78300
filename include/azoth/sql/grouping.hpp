// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/sql/expr.hpp"
#include "azoth/sql/function_nodes.hpp"

namespace azoth {

/// What rollup(), cube() and grouping_sets() give: elements of GROUP BY and nothing else.
struct Grouping {};

namespace detail {

template <Expression... E>
Expr<Grouping> make_grouping(sql::GroupingNode::Form form, const E&... elements) {
    return Expr<Grouping>(make_node<sql::GroupingNode>(form, sql::ExpressionList{to_node(elements)...}));
}

}  // namespace detail

/// `GROUP BY ROLLUP (a, b)`: by a and b, by a, and all rows together. On MariaDB and MySQL it is WITH ROLLUP and must
/// be the only element of GROUP BY. In the rows that sum up, the columns are NULL: select them as std::optional.
template <Expression... E>
Expr<Grouping> rollup(const E&... expressions) {
    return detail::make_grouping(sql::GroupingNode::Form::Rollup, expressions...);
}
/// `CUBE (a, b)`: by every combination. PostgreSQL.
template <Expression... E>
Expr<Grouping> cube(const E&... expressions) {
    return detail::make_grouping(sql::GroupingNode::Form::Cube, expressions...);
}
/// `GROUPING SETS ((a, b), a, ())`: `grouping_sets(grouping_set(a, b), a, grouping_set())`. PostgreSQL.
template <Expression... E>
Expr<Grouping> grouping_sets(const E&... sets) {
    return detail::make_grouping(sql::GroupingNode::Form::Sets, sets...);
}
/// One set of grouping_sets(), or columns that rollup() and cube() take together.
template <Expression... E>
Expr<Grouping> grouping_set(const E&... expressions) {
    return detail::make_grouping(sql::GroupingNode::Form::Set, expressions...);
}

}  // namespace azoth
