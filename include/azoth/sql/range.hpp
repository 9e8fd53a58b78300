// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>
#include <utility>

#include "azoth/sql/expr.hpp"
#include "azoth/types/range.hpp"

namespace azoth {

namespace detail {

/// A function or operator of few databases, which know it by this name.
ExpressionPtr make_special(std::string_view name, sql::ExpressionList operands, SqlType type, std::string options = {});

}  // namespace detail

/// A range within a statement of PostgreSQL, or a multirange; other databases refuse what it can (CompileError
/// `unsupported`). `T` is the type of what lies in it.
template <class T>
class RangeExpr : public Expr<Range<T>> {
public:
    explicit RangeExpr(ExpressionPtr node) : Expr<Range<T>>(std::move(node)) {}

    /// `@>`: an element, or all of another range.
    Expr<bool> contains(const T& element) const { return test("range_contains", to_operand<T>(nullptr, element)); }
    template <class U>
    requires(!std::convertible_to<U, const T&>) Expr<bool> contains(const U& other)
    const { return test("range_contains", other_of(other)); }
    /// `<@`.
    template <class U>
    Expr<bool> contained_by(const U& other) const {
        return test("range_contained_by", range_of(other));
    }
    /// `&&`: something lies in both.
    template <class U>
    Expr<bool> overlaps(const U& other) const {
        return test("range_overlaps", range_of(other));
    }
    /// `-|-`: one begins where the other ends.
    template <class U>
    Expr<bool> adjacent_to(const U& other) const {
        return test("range_adjacent_to", range_of(other));
    }
    /// `<<` and `>>`: all of it lies before, or behind, the other.
    template <class U>
    Expr<bool> strictly_left_of(const U& other) const {
        return test("range_left_of", range_of(other));
    }
    template <class U>
    Expr<bool> strictly_right_of(const U& other) const {
        return test("range_right_of", range_of(other));
    }
    /// `&<` and `&>`: nothing of it lies behind, or before, the other.
    template <class U>
    Expr<bool> not_extend_right_of(const U& other) const {
        return test("range_not_right_of", range_of(other));
    }
    template <class U>
    Expr<bool> not_extend_left_of(const U& other) const {
        return test("range_not_left_of", range_of(other));
    }
    /// `+`, which the database refuses when there is a gap between the two; `*` and `-`.
    template <class U>
    RangeExpr union_(const U& other) const {
        return combined("range_union", range_of(other));
    }
    template <class U>
    RangeExpr intersection(const U& other) const {
        return combined("range_intersection", range_of(other));
    }
    template <class U>
    RangeExpr difference(const U& other) const {
        return combined("range_difference", range_of(other));
    }

    /// The bounds; NULL where there is none.
    Expr<std::optional<T>> lower() const { return bound("range_lower"); }
    Expr<std::optional<T>> upper() const { return bound("range_upper"); }
    Expr<bool> is_empty() const { return question("range_is_empty"); }
    /// Whether the bound lies in it, and whether there is none.
    Expr<bool> lower_inc() const { return question("range_lower_inc"); }
    Expr<bool> upper_inc() const { return question("range_upper_inc"); }
    Expr<bool> lower_inf() const { return question("range_lower_inf"); }
    Expr<bool> upper_inf() const { return question("range_upper_inf"); }

private:
    template <class U>
    ExpressionPtr range_of(const U& other) const {
        return to_operand<Range<T>>(this->node(), other);
    }
    template <class U>
    ExpressionPtr other_of(const U& other) const {
        if constexpr (detail::kFitsBeside<T, U>)
            return to_operand<T>(nullptr, other);
        else
            return range_of(other);
    }
    Expr<bool> test(std::string_view name, ExpressionPtr other) const {
        return Expr<bool>(detail::make_special(name, {this->node(), std::move(other)}, Boolean{}));
    }
    RangeExpr combined(std::string_view name, ExpressionPtr other) const {
        return RangeExpr(detail::make_special(name, {this->node(), std::move(other)}, this->node()->type()));
    }
    Expr<std::optional<T>> bound(std::string_view name) const {
        return Expr<std::optional<T>>(detail::make_special(name, {this->node()}, detail::sql_type_of<T>()));
    }
    Expr<bool> question(std::string_view name) const {
        return Expr<bool>(detail::make_special(name, {this->node()}, Boolean{}));
    }
};

template <class T>
struct ExprTraits<RangeExpr<T>> : std::true_type {
    using ValueType = Range<T>;
};

/// A run-time column or literal_column() that holds ranges of `T`, for what only ranges have; a column of multiranges,
/// too.
template <class T, Expression E>
RangeExpr<T> as_range(const E& expression) {
    return RangeExpr<T>(to_node(expression));
}
/// `range(Range<int>(1, 5))`: a value.
template <class T>
RangeExpr<T> range(const Range<T>& value) {
    return RangeExpr<T>(to_node(value));
}

}  // namespace azoth
