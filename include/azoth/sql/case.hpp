// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <utility>
#include <vector>

#include "azoth/sql/condition.hpp"

namespace azoth {

namespace detail {

using CaseBranches = std::vector<sql::CaseNode::Branch>;

/// `subject` and `otherwise` may be null.
ExpressionPtr make_case(ExpressionPtr subject, CaseBranches branches, ExpressionPtr otherwise);
/// The same CASE with another ELSE.
ExpressionPtr make_else(const ExpressionPtr& node, ExpressionPtr otherwise);
/// The first result that has a type.
const ExpressionPtr& first_result(const ExpressionPtr& node);

/// The C++ type of what a user has written as a result: texts are std::string, std::nullopt is nothing.
template <class U>
struct ResultType {
    using Type = std::conditional_t<TextLike<U>, std::string, U>;
};
template <Expression U>
struct ResultType<U> {
    using Type = ValueTypeOf<U>;
};
template <>
struct ResultType<std::nullopt_t> {
    using Type = std::nullopt_t;
};

/// The type that holds both. What cannot be compared cannot be the result of one CASE.
template <class A, class B>
struct CommonResult {
    static auto type() {
        using X = WithoutOptional<A>;
        using Y = WithoutOptional<B>;
        if constexpr (std::same_as<A, std::nullopt_t>) {
            return std::type_identity<std::optional<Y>>{};
        } else if constexpr (std::same_as<B, std::nullopt_t>) {
            return std::type_identity<std::optional<X>>{};
        } else {
            static_assert(kComparable<X, Y>, "azoth: the results of a CASE must be of one type; use cast<T>() on one");
            constexpr bool kNullable = kIsOptional<A> || kIsOptional<B>;
            if constexpr (std::same_as<X, Value> || std::same_as<Y, Value> || !kComparable<X, Y>)
                return std::type_identity<Value>{};
            else if constexpr (NumberLike<X> && NumberLike<Y>)
                return std::type_identity<
                    std::conditional_t<kNullable, std::optional<std::common_type_t<X, Y>>, std::common_type_t<X, Y>>>{};
            else
                return std::type_identity<std::conditional_t<kNullable, std::optional<X>, X>>{};
        }
    }
    using Type = typename decltype(type())::type;
};

template <class First, class... More>
struct CommonResults {
    using Type = First;
};
template <class First, class Second, class... More>
struct CommonResults<First, Second, More...> {
    using Type = typename CommonResults<typename CommonResult<First, Second>::Type, More...>::Type;
};

}  // namespace detail

/// One WHEN of a CASE.
template <class C, class R>
struct When {
    C condition;
    R result;
};

/// `WHEN condition THEN result`: for case_(when(...), ...) a condition, for case_(expression, when(...), ...) a value.
template <class C, class R>
auto when(const C& condition, const R& result) {
    return When<std::decay_t<const C&>, std::decay_t<const R&>>{condition, result};
}

namespace detail {

/// Of a CASE without ELSE. When all that is known of it is NULL, it may be anything.
template <class R>
using CaseValue = std::conditional_t<std::same_as<R, std::nullopt_t> || std::same_as<R, Value>, Value,
                                     NullIf<WithoutOptional<R>, !std::same_as<R, std::nullopt_t>>>;

}  // namespace detail

/// A CASE that has no ELSE yet: NULL when nothing matches.
template <class R>
class CaseExpr : public Expr<detail::CaseValue<R>> {
public:
    explicit CaseExpr(ExpressionPtr node) : Expr<detail::CaseValue<R>>(std::move(node)) {}

    template <class U>
    auto else_(const U& otherwise) const {
        using Result = typename detail::CommonResult<R, typename detail::ResultType<std::decay_t<U>>::Type>::Type;
        const ExpressionPtr& beside = detail::first_result(this->node());
        return Expr<Result>(detail::make_else(this->node(), to_operand<WithoutOptional<Result>>(beside, otherwise)));
    }
};

template <class R>
struct ExprTraits<CaseExpr<R>> : std::true_type {
    using ValueType = detail::CaseValue<R>;
};

namespace detail {

template <class R, class U>
ExpressionPtr case_result(const CaseBranches& before, const U& result) {
    if constexpr (Expression<U> || std::same_as<U, std::nullopt_t>)
        return to_operand<R>(nullptr, result);
    else
        return before.empty() ? to_node(result) : to_operand<R>(before.front().result, result);
}

template <class... Whens>
using CaseResult = typename CommonResults<typename ResultType<decltype(Whens::result)>::Type...>::Type;

}  // namespace detail

/// `CASE WHEN condition THEN result ... END`:
///
///     case_(when(c(&Book::pages) > 400, "thick"), when(c(&Book::pages) > 200, "medium")).else_("thin")
template <class... C, class... R>
auto case_(const When<C, R>&... whens) {
    using Result = detail::CaseResult<When<C, R>...>;
    detail::CaseBranches branches;
    (branches.push_back({Condition(whens.condition).node(), detail::case_result<Result>(branches, whens.result)}), ...);
    return CaseExpr<Result>(detail::make_case(nullptr, std::move(branches), nullptr));
}

/// The same from a list: `std::vector<When<Condition, std::string>>`. Throws ArgumentError(`empty_case`).
template <class C, class R>
auto case_(const std::vector<When<C, R>>& whens) {
    using Result = detail::CaseResult<When<C, R>>;
    detail::CaseBranches branches;
    for (const When<C, R>& each : whens)
        branches.push_back({Condition(each.condition).node(), detail::case_result<Result>(branches, each.result)});
    return CaseExpr<Result>(detail::make_case(nullptr, std::move(branches), nullptr));
}
template <Expression E, class V, class R>
auto case_(const E& subject, const std::vector<When<V, R>>& whens) {
    using Result = detail::CaseResult<When<V, R>>;
    const ExpressionPtr node = to_node(subject);
    detail::CaseBranches branches;
    for (const When<V, R>& each : whens)
        branches.push_back(
            {to_operand<ValueTypeOf<E>>(node, each.condition), detail::case_result<Result>(branches, each.result)});
    return CaseExpr<Result>(detail::make_case(node, std::move(branches), nullptr));
}

/// `CASE subject WHEN value THEN result ... END`.
template <Expression E, class... V, class... R>
auto case_(const E& subject, const When<V, R>&... whens) {
    using Result = detail::CaseResult<When<V, R>...>;
    const ExpressionPtr node = to_node(subject);
    detail::CaseBranches branches;
    (branches.push_back(
         {to_operand<ValueTypeOf<E>>(node, whens.condition), detail::case_result<Result>(branches, whens.result)}),
     ...);
    return CaseExpr<Result>(detail::make_case(node, std::move(branches), nullptr));
}

/// The same from a table: `case_<std::string>(c(&Author::country), {{"GB", "Britain"}, {"PL", "Poland"}})`.
template <class R, Expression E>
CaseExpr<R> case_(const E& subject, std::initializer_list<std::pair<WithoutOptional<ValueTypeOf<E>>, R>> results) {
    const ExpressionPtr node = to_node(subject);
    detail::CaseBranches branches;
    for (const auto& [value, result] : results)
        branches.push_back({to_operand<ValueTypeOf<E>>(node, value), detail::case_result<R>(branches, result)});
    return CaseExpr<R>(detail::make_case(node, std::move(branches), nullptr));
}

}  // namespace azoth
