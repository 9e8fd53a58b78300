// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <new>
#include <optional>
#include <string>
#include <string_view>

#include "azoth/types/conversion.hpp"
#include "azoth/types/type_traits.hpp"

namespace azoth {

/// Conversions that need no call through a table. The row loops switch on it.
enum class DirectRead : std::uint8_t {
    None,
    Int16,
    Int32,
    Int64,
    Bool,
    Double,
    String,
    OptionalInt32,
    OptionalInt64,
    OptionalDouble,
    OptionalString,
};

/// The operations on one C++ type, its name and its SQL type: one table per type, not per column.
struct CppType {
    std::string_view name;  ///< for messages
    std::size_t size;
    bool is_nullable;  ///< NULL is a value: std::optional, or stored through one
    DirectRead direct;
    SqlType (*sql_type)();
    /// The value as a driver takes it; it lives as long as the object and `scratch`. Throws DataError.
    ValueView (*view)(const void* object, Scratch& scratch);
    /// Writes into the object. Throws DataError when the value does not fit.
    void (*read)(const ValueView& value, void* object);
    /// Whether a flush has nothing to write: unlike with `==`, NaN is equal to NaN and -0.0 is not 0.0.
    bool (*equal)(const void* left, const void* right);
    void (*copy_construct)(void* target, const void* source);
    void (*assign)(void* target, const void* source);
    void (*destroy)(void* object);
};

namespace detail {

template <class T>
constexpr DirectRead direct_read_of() {
    if constexpr (std::same_as<T, std::int16_t>) return DirectRead::Int16;
    if constexpr (std::same_as<T, std::int32_t>) return DirectRead::Int32;
    if constexpr (std::signed_integral<T> && sizeof(T) == 8) return DirectRead::Int64;
    if constexpr (std::same_as<T, bool>) return DirectRead::Bool;
    if constexpr (std::same_as<T, double>) return DirectRead::Double;
    if constexpr (std::same_as<T, std::string>) return DirectRead::String;
    if constexpr (std::same_as<T, std::optional<std::int32_t>>) return DirectRead::OptionalInt32;
    if constexpr (std::same_as<T, std::optional<std::int64_t>>) return DirectRead::OptionalInt64;
    if constexpr (std::same_as<T, std::optional<double>>) return DirectRead::OptionalDouble;
    if constexpr (std::same_as<T, std::optional<std::string>>) return DirectRead::OptionalString;
    return DirectRead::None;
}

template <class T>
CppType make_cpp_type() {
    return {
        .name = type_name<T>(),
        .size = sizeof(T),
        .is_nullable = is_nullable<T>(),
        .direct = direct_read_of<T>(),
        .sql_type = &sql_type_of<T>,
        .view = [](const void* object, Scratch& scratch) { return view_of(*static_cast<const T*>(object), scratch); },
        .read = [](const ValueView& value, void* object) { read_into(value, *static_cast<T*>(object)); },
        .equal =
            [](const void* left, const void* right) {
                return equal_values(*static_cast<const T*>(left), *static_cast<const T*>(right));
            },
        .copy_construct = [](void* target, const void* source) { new (target) T(*static_cast<const T*>(source)); },
        .assign = [](void* target, const void* source) { *static_cast<T*>(target) = *static_cast<const T*>(source); },
        .destroy = [](void* object) { static_cast<T*>(object)->~T(); },
    };
}

}  // namespace detail

/// The table of operations on `T`.
///
/// Lifetime: the whole program.
template <class T>
const CppType& cpp_type() {
    static_assert(SqlValue<WithoutOptional<T>>,
                  "azoth: this C++ type has no SQL type; specialise azoth::TypeTraits for it, or include "
                  "azoth/types/uuid.hpp or azoth/types/json.hpp if it is one of theirs");
    static const CppType type = detail::make_cpp_type<T>();
    return type;
}

}  // namespace azoth
