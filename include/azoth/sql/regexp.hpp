// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/sql/matching.hpp"

namespace azoth {

namespace detail {

/// Throws ArgumentError(`bad_regexp_flags`).
ExpressionPtr make_regexp(ExpressionPtr text, ExpressionPtr pattern, std::string flags);
ExpressionPtr make_regexp_replace(ExpressionPtr text, ExpressionPtr pattern, ExpressionPtr replacement,
                                  std::string flags);

template <TextOperand U>
ExpressionPtr text_or_expression(const U& value) {
    if constexpr (TextLike<U>)
        return to_node(value);
    else
        return text_operand(value);
}

}  // namespace detail

/// Whether the regular expression matches somewhere in the text: `~` on PostgreSQL, REGEXP on the others. Negate it by
/// `!`.
///
/// `flags`: `i` ignores case and `c` does not (without one of them MariaDB and MySQL follow the collation, which mostly
/// ignores case), `m` lets `^` and `$` match at line breaks, `s` lets `.` match them, `x` ignores white space in the
/// pattern. Each database has a syntax of its own beyond what they share; SQLite gets that of Perl, from azoth.
///
/// Throws ArgumentError(`bad_regexp_flags`).
template <Expression E, detail::TextOperand P>
Expr<bool> regexp_match(const E& expression, const P& pattern, std::string flags = {}) {
    return Expr<bool>(
        detail::make_regexp(detail::text_operand(expression), detail::text_or_expression(pattern), std::move(flags)));
}

/// The text with every match replaced. `\1` in the replacement is the first group; on MySQL, `$1`.
template <Expression E, detail::TextOperand P, detail::TextOperand R>
auto regexp_replace(const E& expression, const P& pattern, const R& replacement, std::string flags = {}) {
    using Result = std::conditional_t<kIsOptional<ValueTypeOf<E>>, std::optional<std::string>, std::string>;
    return Expr<Result>(detail::make_regexp_replace(detail::text_operand(expression),
                                                    detail::text_or_expression(pattern),
                                                    detail::text_or_expression(replacement), std::move(flags)));
}

}  // namespace azoth
