// SPDX-License-Identifier: MIT
#pragma once

#include <type_traits>

#include "azoth/orm/entities.hpp"
#include "azoth/orm/ref.hpp"

namespace azoth {

/// Stands for the columns of a class in a formula: see columns_of().
template <class T>
struct ColumnsOf {};

/// The columns of a class, for a formula that is written once for objects and for SQL:
///
///     auto area(const auto& it) { return member_of(it, &Rectangle::width) * member_of(it, &Rectangle::height); }
///
///     area(rectangle)                                                         // int: 12
///     select<Rectangle>().where(area(columns_of<Rectangle>()) > 10)           // rectangles.width * rectangles.height
///     > ? area(alias<Rectangle>("other"))
template <class T>
constexpr ColumnsOf<T> columns_of() {
    return {};
}

/// The member of an object: its value.
template <class T, class C, class M>
requires std::is_base_of_v<C, T>
const M& member_of(const T& object, M C::*member) { return object.*member; }
template <class T, class C, class M>
const M& member_of(const Ref<T>& object, M C::*member) {
    return (*object).*member;
}
/// The member of a class: its column.
template <class T, class C, class M>
ColumnExpr<M> member_of(const ColumnsOf<T>&, M C::*member) {
    return c(static_cast<M T::*>(member));
}
template <class T, class C, class M>
ColumnExpr<M> member_of(const EntityAlias<T>& entity, M C::*member) {
    return entity[member];
}

}  // namespace azoth
