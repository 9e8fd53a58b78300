// SPDX-License-Identifier: MIT
#pragma once

#include <tuple>
#include <type_traits>

#include "azoth/types/value.hpp"

namespace azoth {

class Row;
template <class... Ts>
class Select;
template <class... Ts>
class CompoundSelect;
template <class... Ts>
class TextStatement;

/// What rows a query gives. Specialise it for a statement of your own that has `node()`.
template <class Q>
struct SelectTraits : std::false_type {};
template <class... Ts>
struct SelectTraits<Select<Ts...>> : std::true_type {
    using Columns = std::tuple<Ts...>;
};
template <class... Ts>
struct SelectTraits<CompoundSelect<Ts...>> : std::true_type {
    using Columns = std::tuple<Ts...>;
};
template <class... Ts>
struct SelectTraits<TextStatement<Ts...>> : std::true_type {
    using Columns = std::tuple<Ts...>;
};

/// A statement that gives rows and may stand in parentheses within another: a SELECT, a UNION of some, text().
template <class Q>
concept SelectLike = SelectTraits<Q>::value;

namespace detail {

template <class Columns>
struct OnlyColumn {};
template <class T>
struct OnlyColumn<std::tuple<T>> {
    using Type = T;
};
/// Its columns are known at run time only.
template <>
struct OnlyColumn<std::tuple<Row>> {
    using Type = Value;
};

}  // namespace detail

/// The C++ type of the only column of a query; a query with more columns has none.
template <SelectLike Q>
using ColumnOf = typename detail::OnlyColumn<typename SelectTraits<Q>::Columns>::Type;

}  // namespace azoth
