// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>

#include "azoth/sql/full_text.hpp"

namespace azoth {

/// The types of PostgreSQL's text search, which no C++ type stands for: the result of to_tsvector() and of
/// to_tsquery().
struct TsVector {};
struct TsQuery {};

namespace detail {

/// Throws ArgumentError(`bad_name`) for a configuration that is no name.
ExpressionPtr make_text_search(std::string_view name, sql::ExpressionList operands, std::string config, SqlType type);

}  // namespace detail

/// PostgreSQL's text search, step by step: match() says the usual in one. Other databases refuse it (CompileError
/// `unsupported`). `config` names the text search configuration, such as `english`; empty: the database's default.
///
///     where(match(to_tsvector(&Book::text, "english"), websearch_to_tsquery(words, "english")))
template <Expression E>
Expr<TsVector> to_tsvector(const E& text, std::string config = {}) {
    return Expr<TsVector>(detail::make_text_search("to_tsvector", {to_node(text)}, std::move(config), SqlType{}));
}
/// Words joined by `&`, `|`, `!`, `<->`; the database refuses anything else.
template <detail::TextOperand W>
Expr<TsQuery> to_tsquery(const W& words, std::string config = {}) {
    return Expr<TsQuery>(
        detail::make_text_search("to_tsquery", {detail::text_or_expression(words)}, std::move(config), SqlType{}));
}
/// All words; all of them in this order; as people write for search engines. Any text will do.
template <detail::TextOperand W>
Expr<TsQuery> plainto_tsquery(const W& words, std::string config = {}) {
    return Expr<TsQuery>(
        detail::make_text_search("plainto_tsquery", {detail::text_or_expression(words)}, std::move(config), SqlType{}));
}
template <detail::TextOperand W>
Expr<TsQuery> phraseto_tsquery(const W& words, std::string config = {}) {
    return Expr<TsQuery>(detail::make_text_search("phraseto_tsquery", {detail::text_or_expression(words)},
                                                  std::move(config), SqlType{}));
}
template <detail::TextOperand W>
Expr<TsQuery> websearch_to_tsquery(const W& words, std::string config = {}) {
    return Expr<TsQuery>(detail::make_text_search("websearch_to_tsquery", {detail::text_or_expression(words)},
                                                  std::move(config), SqlType{}));
}
/// A column of the type tsvector.
template <Expression E>
Expr<TsVector> as_tsvector(const E& column) {
    return Expr<TsVector>(to_node(column));
}

/// `vector @@ query`.
Expr<bool> match(const Expr<TsVector>& document, const Expr<TsQuery>& query);
/// How well it matches, by frequency; by nearness.
Expr<float> ts_rank(const Expr<TsVector>& document, const Expr<TsQuery>& query);
Expr<float> ts_rank_cd(const Expr<TsVector>& document, const Expr<TsQuery>& query);
/// The text with what matches marked: `<b>word</b>`. `options` as PostgreSQL has them: `MaxWords=10, StartSel=*`.
template <Expression E>
Expr<std::string> ts_headline(const E& text, const Expr<TsQuery>& query, std::string options = {},
                              std::string config = {}) {
    return Expr<std::string>(detail::make_text_search(
        "ts_headline", {to_node(text), query.node(), to_node(std::move(options))}, std::move(config), Text{}));
}

}  // namespace azoth
