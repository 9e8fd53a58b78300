// SPDX-License-Identifier: MIT
// What few databases have: ranges, hstore, text search.
#include <algorithm>
#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/sql/function_nodes.hpp"
#include "azoth/sql/hstore.hpp"
#include "azoth/sql/range.hpp"
#include "azoth/sql/text_search.hpp"

namespace azoth {
namespace detail {

ExpressionPtr make_special(std::string_view name, sql::ExpressionList operands, SqlType type, std::string options) {
    return make_node<sql::FunctionNode>(sql::StandardFunction::Special, std::string(name), std::move(operands),
                                        std::move(type), std::move(options));
}

ExpressionPtr make_text_search(std::string_view name, sql::ExpressionList operands, std::string config, SqlType type) {
    check_text_search_config(config);
    return make_special(name, std::move(operands), std::move(type), std::move(config));
}

}  // namespace detail

ExpressionPtr HstoreExpr::special(std::string_view name, ExpressionPtr other, SqlType type) const {
    sql::ExpressionList operands{node()};
    if (other) operands.push_back(std::move(other));
    return detail::make_special(name, std::move(operands), std::move(type));
}

Expr<bool> match(const Expr<TsVector>& document, const Expr<TsQuery>& query) {
    return Expr<bool>(detail::make_special("ts_match", {document.node(), query.node()}, Boolean{}));
}

Expr<float> ts_rank(const Expr<TsVector>& document, const Expr<TsQuery>& query) {
    return Expr<float>(detail::make_special("ts_rank", {document.node(), query.node()}, Float{}));
}

Expr<float> ts_rank_cd(const Expr<TsVector>& document, const Expr<TsQuery>& query) {
    return Expr<float>(detail::make_special("ts_rank_cd", {document.node(), query.node()}, Float{}));
}

}  // namespace azoth
