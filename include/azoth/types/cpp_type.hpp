// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <forward_list>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "azoth/types/sql_type.hpp"
#include "azoth/types/value_view.hpp"

namespace azoth {

/// Keeps texts that a conversion makes on the fly alive until the statement has run.
class Scratch {
public:
    std::string_view keep(std::string text) { return texts_.emplace_front(std::move(text)); }
    void clear() { texts_.clear(); }

private:
    std::forward_list<std::string> texts_;  // the texts never move, and an empty list allocates nothing
};

/// How a C++ type maps to SQL. Specialise it to teach azoth a type of yours:
///
///     template <>
///     struct azoth::TypeTraits<Celsius> {
///         using Storage = double;                       // a type that azoth knows already
///         static Storage to_storage(Celsius c) { return c.degrees; }
///         static Celsius from_storage(Storage degrees) { return {degrees}; }
///         static SqlType sql_type() { return Float{}; }  // may be left out: then Storage's
///     };
///
/// A Storage of std::optional lets the type itself stand for NULL. When to_storage() returns a reference to a part of
/// its argument, nothing is copied. Built-in types have the full form instead: `sql_type()`, `view()`, `read()`.
template <class T>
struct TypeTraits;

template <class T>
concept StoredThroughAnother = requires(const T& value) {
    typename TypeTraits<T>::Storage;
    { TypeTraits<T>::to_storage(value) } -> std::convertible_to<typename TypeTraits<T>::Storage>;
};

template <class T>
concept BuiltInType = requires(const T& value, T& target, const ValueView& from, Scratch& scratch) {
    { TypeTraits<T>::sql_type() } -> std::convertible_to<SqlType>;
    { TypeTraits<T>::view(value, scratch) } -> std::same_as<ValueView>;
    TypeTraits<T>::read(from, target);
};

/// A C++ type that can be a column, a bound value or a result.
template <class T>
concept SqlValue = BuiltInType<T> || StoredThroughAnother<T>;

template <class T>
struct OptionalTraits : std::false_type {
    using Inner = T;
};
template <class T>
struct OptionalTraits<std::optional<T>> : std::true_type {
    using Inner = T;
};
template <class T>
using WithoutOptional = typename OptionalTraits<T>::Inner;
template <class T>
inline constexpr bool kIsOptional = OptionalTraits<T>::value;

/// Conversions that need no call through a table. The row loops switch on it.
enum class DirectRead : std::uint8_t { None, Int16, Int32, Int64, Bool, Double, String };

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

/// Given as a function, so that reading a value that fits never asks for the name.
using TypeName = std::string_view (*)();

/// DataError(`null_value`).
[[noreturn]] void throw_null_value(std::string_view cpp_type);
/// DataError(`wrong_type`).
[[noreturn]] void throw_wrong_kind(const ValueView& value, std::string_view cpp_type);
/// DataError(`out_of_range`).
[[noreturn]] void throw_out_of_range(const ValueView& value, std::string_view cpp_type);
/// The name of `T` as a user writes it: `std::string`, `std::int64_t`.
std::string type_name_in(std::string_view pretty_function);

template <class T>
std::string_view type_name() {
    static const std::string name = type_name_in(__PRETTY_FUNCTION__);
    return name;
}

template <class T>
constexpr bool is_nullable() {
    if constexpr (StoredThroughAnother<T>)
        return is_nullable<typename TypeTraits<T>::Storage>();
    else
        return kIsOptional<T>;
}

template <class T>
SqlType sql_type_of() {
    if constexpr (kIsOptional<T>)
        return sql_type_of<WithoutOptional<T>>();
    else if constexpr (requires { TypeTraits<T>::sql_type(); })
        return TypeTraits<T>::sql_type();
    else
        return sql_type_of<typename TypeTraits<T>::Storage>();
}

template <class T>
ValueView view_of(const T& value, Scratch& scratch);

template <class T>
ValueView view_of_storage(const T& value, Scratch& scratch) {
    using Storage = typename TypeTraits<T>::Storage;
    if constexpr (std::same_as<decltype(TypeTraits<T>::to_storage(value)), const Storage&>) {
        return view_of<Storage>(TypeTraits<T>::to_storage(value), scratch);
    } else {
        const Storage stored = TypeTraits<T>::to_storage(value);
        const ValueView view = view_of(stored, scratch);
        if (!has_bytes(view.kind())) return view;
        const std::string_view kept = scratch.keep(std::string(view.as_text()));
        return ValueView::data(view.kind(), kept.data(), kept.size());
    }
}

template <class T>
ValueView view_of(const T& value, Scratch& scratch) {
    if constexpr (kIsOptional<T>)
        return value ? view_of(*value, scratch) : ValueView{};
    else if constexpr (StoredThroughAnother<T>)
        return view_of_storage(value, scratch);
    else
        return TypeTraits<T>::view(value, scratch);
}

template <class T>
T read_as(const ValueView& value) {
    if (!is_nullable<T>() && value.is_null()) throw_null_value(type_name<T>());
    if constexpr (kIsOptional<T>) {
        return value.is_null() ? T{} : T(read_as<WithoutOptional<T>>(value));
    } else if constexpr (StoredThroughAnother<T>) {
        return TypeTraits<T>::from_storage(read_as<typename TypeTraits<T>::Storage>(value));
    } else {
        T result{};
        TypeTraits<T>::read(value, result);
        return result;
    }
}

/// As read_as(), but uses what `target` has allocated.
template <class T>
void read_into(const ValueView& value, T& target) {
    if constexpr (StoredThroughAnother<T>) {
        target = read_as<T>(value);
    } else if constexpr (!kIsOptional<T>) {
        if (value.is_null()) throw_null_value(type_name<T>());
        TypeTraits<T>::read(value, target);
    } else if (target && !value.is_null()) {
        read_into(value, *target);
    } else {
        target = read_as<T>(value);
    }
}

template <class T>
bool equal_values(const T& left, const T& right) {
    if constexpr (requires { TypeTraits<T>::equal(left, right); })
        return TypeTraits<T>::equal(left, right);
    else if constexpr (kIsOptional<T>)
        return left.has_value() == right.has_value() && (!left || equal_values(*left, *right));
    else if constexpr (std::equality_comparable<T>)
        return left == right;
    else
        return equal_values<typename TypeTraits<T>::Storage>(TypeTraits<T>::to_storage(left),
                                                             TypeTraits<T>::to_storage(right));
}

template <class T>
constexpr DirectRead direct_read_of() {
    if constexpr (std::same_as<T, std::int16_t>) return DirectRead::Int16;
    if constexpr (std::same_as<T, std::int32_t>) return DirectRead::Int32;
    if constexpr (std::signed_integral<T> && sizeof(T) == 8) return DirectRead::Int64;
    if constexpr (std::same_as<T, bool>) return DirectRead::Bool;
    if constexpr (std::same_as<T, double>) return DirectRead::Double;
    if constexpr (std::same_as<T, std::string>) return DirectRead::String;
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
                  "azoth: this C++ type has no SQL type; specialise azoth::TypeTraits for it");
    static const CppType type = detail::make_cpp_type<T>();
    return type;
}

}  // namespace azoth
