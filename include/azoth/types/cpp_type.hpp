// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <deque>
#include <memory>
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
    std::string_view keep(std::string text) { return texts_.emplace_back(std::move(text)); }
    void clear() { texts_.clear(); }

private:
    std::deque<std::string> texts_;
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
/// Built-in types have the full form instead: `sql_type()`, `view()`, `read()`.
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
    bool is_nullable;  ///< std::optional: NULL is a value
    DirectRead direct;
    SqlType (*sql_type)();
    /// The value as a driver takes it; it lives as long as the object and `scratch`.
    ValueView (*view)(const void* object, Scratch& scratch);
    /// Writes into the object. Throws DataError when the value does not fit.
    void (*read)(const ValueView& value, void* object);
    bool (*equal)(const void* left, const void* right);
    void (*copy_construct)(void* target, const void* source);
    void (*assign)(void* target, const void* source);
    void (*destroy)(void* object);
};

namespace detail {

[[noreturn]] void throw_null_value(std::string_view cpp_type);
[[noreturn]] void throw_wrong_kind(const ValueView& value, std::string_view cpp_type);
std::string_view type_name_in(std::string_view pretty_function);

template <class T>
std::string_view type_name() {
    return type_name_in(__PRETTY_FUNCTION__);
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
ValueView view_of(const T& value, Scratch& scratch) {
    if constexpr (kIsOptional<T>) {
        return value ? view_of(*value, scratch) : ValueView{};
    } else if constexpr (StoredThroughAnother<T>) {
        const auto stored = TypeTraits<T>::to_storage(value);
        const ValueView view = view_of<typename TypeTraits<T>::Storage>(stored, scratch);
        switch (view.kind()) {  // what points into `stored` must outlive this call
            case ValueKind::Text:
            case ValueKind::Bytes:
            case ValueKind::Decimal:
            case ValueKind::Uuid:
            case ValueKind::Json: {
                const std::string_view kept = scratch.keep(std::string(view.as_text()));
                return ValueView::data(view.kind(), kept.data(), kept.size());
            }
            default: return view;
        }
    } else {
        return TypeTraits<T>::view(value, scratch);
    }
}

template <class T>
void read_into(const ValueView& value, T& target) {
    if constexpr (kIsOptional<T>) {
        if (value.is_null())
            target.reset();
        else
            read_into(value, target ? *target : target.emplace());
    } else if constexpr (StoredThroughAnother<T>) {
        typename TypeTraits<T>::Storage stored{};
        read_into(value, stored);
        target = TypeTraits<T>::from_storage(std::move(stored));
    } else {
        if (value.is_null()) throw_null_value(type_name<T>());
        TypeTraits<T>::read(value, target);
    }
}

template <class T>
bool equal_values(const T& left, const T& right) {
    if constexpr (requires { TypeTraits<T>::equal(left, right); })
        return TypeTraits<T>::equal(left, right);
    else if constexpr (kIsOptional<T>)
        return left.has_value() == right.has_value() && (!left || equal_values(*left, *right));
    else
        return left == right;
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
        .is_nullable = kIsOptional<T>,
        .direct = direct_read_of<T>(),
        .sql_type = &sql_type_of<T>,
        .view = [](const void* object, Scratch& scratch) { return view_of(*static_cast<const T*>(object), scratch); },
        .read = [](const ValueView& value, void* object) { read_into(value, *static_cast<T*>(object)); },
        .equal = [](const void* left, const void* right) {
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
