// SPDX-License-Identifier: MIT
#include "azoth/sql/any_tuple.hpp"

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/sql/tuple.hpp"

namespace azoth {
namespace {

void require_size(std::size_t given, std::size_t wanted, std::string_view what) {
    if (given != wanted)
        throw ArgumentError(
            "wrong_column_count",
            fmt::format("a tuple_() of {} expressions is compared with {} of {}: give as many", wanted, what, given));
}

}  // namespace

AnyTuple::AnyTuple(sql::ExpressionList elements) : node_(make_node<sql::TupleNode>(std::move(elements))) {}

Expr<bool> AnyTuple::compare(sql::Operator op, const AnyTuple& other) const {
    const auto left = node_->operands();
    const auto right = other.node_->operands();
    require_size(right.size(), left.size(), "one");
    for (std::size_t i = 0; i < left.size(); ++i) detail::check_comparable(left[i], right[i]);
    return Expr<bool>(detail::make_comparison(op, node_, other.node_));
}

Expr<bool> AnyTuple::in_list(const std::vector<std::vector<Value>>& rows, bool is_negated) const {
    std::vector<Value> values;
    for (const std::vector<Value>& row : rows) {
        require_size(row.size(), node_->operands().size(), "a row");
        values.insert(values.end(), row.begin(), row.end());
    }
    return Expr<bool>(detail::make_tuple_in(node_, std::move(values), is_negated));
}

AnyTuple tuple_(const std::vector<AnyExpr>& elements) { return AnyTuple(detail::to_nodes(elements)); }

}  // namespace azoth
