// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "azoth/sql/select.hpp"

namespace azoth {

namespace detail {

template <class... Queries>
struct AlwaysFalse : std::false_type {};

/// The type of a column of UNION whose members have `L` and `R` there; void when there is none.
template <class L, class R>
struct UnitedType {
private:
    using A = WithoutOptional<L>;
    using B = WithoutOptional<R>;
    template <class T>
    using MaybeOptional = std::conditional_t<kIsOptional<L> || kIsOptional<R>, std::optional<T>, T>;

    static auto find() {
        if constexpr (std::same_as<A, Value> || std::same_as<B, Value>)
            return std::type_identity<Value>();
        else if constexpr (std::same_as<A, B>)
            return std::type_identity<MaybeOptional<A>>();
        else if constexpr (NumberLike<A> && NumberLike<B>)
            return std::type_identity<MaybeOptional<std::common_type_t<A, B>>>();
        else
            return std::type_identity<void>();
    }

public:
    using Type = typename decltype(find())::type;
};
template <class T>
struct UnitedType<T, T> {
    using Type = T;
};

/// The rows of UNION of rows `Left` and rows `Right`.
template <class Left, class Right>
struct UnitedRows {
    static_assert(AlwaysFalse<Left, Right>::value,
                  "azoth: the statements of a UNION, INTERSECT or EXCEPT have different numbers of columns");
    using Type = Left;
};
template <class... Ls, class... Rs>
requires(sizeof...(Ls) == sizeof...(Rs)) struct UnitedRows<std::tuple<Ls...>, std::tuple<Rs...>> {
    static_assert(
        (!std::is_void_v<typename UnitedType<Ls, Rs>::Type> && ...),
        "azoth: the statements of a UNION, INTERSECT or EXCEPT have columns of different types; use cast<T>()");
    using Type = std::tuple<typename UnitedType<Ls, Rs>::Type...>;
};
template <class... Rs>
struct UnitedRows<std::tuple<Row>, std::tuple<Rs...>> {
    using Type = std::tuple<Row>;
};
template <class... Ls>
struct UnitedRows<std::tuple<Ls...>, std::tuple<Row>> {
    using Type = std::tuple<Row>;
};
template <>
struct UnitedRows<std::tuple<Row>, std::tuple<Row>> {
    using Type = std::tuple<Row>;
};
template <class T>
struct UnitedRows<std::tuple<Row>, std::tuple<T>> {
    using Type = std::tuple<Row>;
};
template <class T>
struct UnitedRows<std::tuple<T>, std::tuple<Row>> {
    using Type = std::tuple<Row>;
};

template <class Rows, class... Queries>
struct AllUnited {
    using Type = Rows;
};
template <class Rows, class Next, class... More>
struct AllUnited<Rows, Next, More...> {
    using Type =
        typename AllUnited<typename UnitedRows<Rows, typename SelectTraits<Next>::Columns>::Type, More...>::Type;
};

template <class Rows>
struct CompoundOf;
template <class... Ts>
struct CompoundOf<std::tuple<Ts...>> {
    using Type = CompoundSelect<Ts...>;
};

template <SelectLike First, SelectLike... More>
auto combine(sql::SetOperator op, const First& first, const More&... more) {
    using Rows = typename AllUnited<typename SelectTraits<First>::Columns, More...>::Type;
    return typename CompoundOf<Rows>::Type(
        make_compound(op, {sql::StatementPtr(first.node()), sql::StatementPtr(more.node())...}));
}

template <AnyRange Range>
auto combine_range(sql::SetOperator op, const Range& queries) {
    using Query = std::remove_cvref_t<decltype(*queries.begin())>;
    std::vector<sql::StatementPtr> members;
    for (const Query& query : queries) members.push_back(query.node());
    return typename CompoundOf<typename SelectTraits<Query>::Columns>::Type(make_compound(op, std::move(members)));
}

}  // namespace detail

/// Statements combined by UNION, INTERSECT or EXCEPT. Their rows are `Ts...`.
template <class... Ts>
class CompoundSelect : public detail::QueryCore<sql::CompoundNode>, public detail::QueryClauses<CompoundSelect<Ts...>> {
public:
    explicit CompoundSelect(NodePtr<sql::CompoundNode> node) : QueryCore(std::move(node)) {}

private:
    template <class Derived>
    friend class detail::QueryClauses;
};

/// `a UNION b UNION ...`: the rows of all, each once. The first statement names the columns. Members may be compounds
/// themselves, and have ORDER BY and LIMIT of their own.
///
/// Throws ArgumentError(`wrong_column_count`, `different_types`) when columns do not agree that are known at run time
/// only.
template <SelectLike First, SelectLike... More>
auto union_(const First& first, const More&... more) {
    return detail::combine(sql::SetOperator::Union, first, more...);
}
template <SelectLike First, SelectLike... More>
auto union_all(const First& first, const More&... more) {
    return detail::combine(sql::SetOperator::UnionAll, first, more...);
}
/// Any number of statements, at least one: `union_all(std::vector{...})`.
template <detail::AnyRange Range>
auto union_(const Range& queries) {
    return detail::combine_range(sql::SetOperator::Union, queries);
}
template <detail::AnyRange Range>
auto union_all(const Range& queries) {
    return detail::combine_range(sql::SetOperator::UnionAll, queries);
}
/// The rows that are in all of them.
template <SelectLike First, SelectLike... More>
auto intersect(const First& first, const More&... more) {
    return detail::combine(sql::SetOperator::Intersect, first, more...);
}
template <SelectLike First, SelectLike... More>
auto intersect_all(const First& first, const More&... more) {
    return detail::combine(sql::SetOperator::IntersectAll, first, more...);
}
/// The rows of the first that are in none of the others.
template <SelectLike First, SelectLike... More>
auto except_(const First& first, const More&... more) {
    return detail::combine(sql::SetOperator::Except, first, more...);
}
template <SelectLike First, SelectLike... More>
auto except_all(const First& first, const More&... more) {
    return detail::combine(sql::SetOperator::ExceptAll, first, more...);
}

}  // namespace azoth
