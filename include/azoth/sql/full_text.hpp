// SPDX-License-Identifier: MIT
#pragma once

#include <tuple>

#include "azoth/sql/matching_nodes.hpp"
#include "azoth/sql/regexp.hpp"

namespace azoth {

using sql::MatchMode;

struct MatchOptions {
    MatchMode mode = MatchMode::Default;  ///< MariaDB and MySQL
    std::string config = {};              ///< PostgreSQL: the text search configuration, such as `english`
};

namespace detail {

/// Throws ArgumentError(`bad_name`) for a configuration that is no name.
void check_text_search_config(std::string_view config);
ExpressionPtr make_full_text(sql::ExpressionList texts_and_words, MatchOptions options);

}  // namespace detail

/// Full text search: `text @@ plainto_tsquery(words)` on PostgreSQL, `MATCH (text) AGAINST (words IN BOOLEAN MODE)` on
/// MariaDB and MySQL, which need a FULLTEXT index, and `text MATCH words` on SQLite, where `text` must be a column of
/// an FTS table.
template <Expression E, detail::TextOperand W>
Expr<bool> match(const E& expression, const W& words, MatchOptions options = {}) {
    return Expr<bool>(
        detail::make_full_text({to_node(expression), detail::text_or_expression(words)}, std::move(options)));
}

/// Over several texts: `MATCH (title, note) AGAINST (...)`.
template <Expression... E, detail::TextOperand W>
Expr<bool> match(const std::tuple<E...>& expressions, const W& words, MatchOptions options = {}) {
    sql::ExpressionList operands;
    std::apply([&](const auto&... expression) { (operands.push_back(to_node(expression)), ...); }, expressions);
    operands.push_back(detail::text_or_expression(words));
    return Expr<bool>(detail::make_full_text(std::move(operands), std::move(options)));
}

}  // namespace azoth
