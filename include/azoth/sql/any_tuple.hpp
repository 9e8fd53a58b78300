// SPDX-License-Identifier: MIT
#pragma once

#include <utility>
#include <vector>

#include "azoth/sql/any_expr.hpp"
#include "azoth/sql/select_traits.hpp"

namespace azoth {

/// A tuple of as many expressions as the program says: what tuple_() of a list gives.
class AnyTuple {
public:
    explicit AnyTuple(sql::ExpressionList elements);
    const ExpressionPtr& node() const { return node_; }

    /// `(a, b) IN ((1, 'x'), (2, 'y'))`. No rows match nothing.
    ///
    /// Throws ArgumentError(`wrong_column_count`) when a row has not as many values as the tuple.
    Expr<bool> in(const std::vector<std::vector<Value>>& rows) const { return in_list(rows, false); }
    Expr<bool> not_in(const std::vector<std::vector<Value>>& rows) const { return in_list(rows, true); }
    template <SelectLike Q>
    Expr<bool> in(const Q& query) const {
        return Expr<bool>(detail::make_in(node_, NodePtr<const sql::StatementNode>(query.node()), false));
    }
    template <SelectLike Q>
    Expr<bool> not_in(const Q& query) const {
        return Expr<bool>(detail::make_in(node_, NodePtr<const sql::StatementNode>(query.node()), true));
    }

    /// With another tuple_() of a list of the same size, which may hold values: else
    /// ArgumentError(`wrong_column_count`).
    Expr<bool> operator==(const AnyTuple& other) const { return compare(sql::Operator::Equal, other); }
    Expr<bool> operator!=(const AnyTuple& other) const { return compare(sql::Operator::NotEqual, other); }
    Expr<bool> operator<(const AnyTuple& other) const { return compare(sql::Operator::Less, other); }
    Expr<bool> operator<=(const AnyTuple& other) const { return compare(sql::Operator::LessEqual, other); }
    Expr<bool> operator>(const AnyTuple& other) const { return compare(sql::Operator::Greater, other); }
    Expr<bool> operator>=(const AnyTuple& other) const { return compare(sql::Operator::GreaterEqual, other); }

private:
    Expr<bool> compare(sql::Operator op, const AnyTuple& other) const;
    Expr<bool> in_list(const std::vector<std::vector<Value>>& rows, bool is_negated) const;

    ExpressionPtr node_;
};

AnyTuple tuple_(const std::vector<AnyExpr>& elements);

}  // namespace azoth
