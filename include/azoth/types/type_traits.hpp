// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
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
    Scratch() = default;
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch() { clear(); }

    std::string_view keep(std::string text);
    void clear() {
        if (texts_ != nullptr) destroy_texts();
    }

private:
    struct Kept;

    void destroy_texts();

    Kept* texts_ = nullptr;  // the texts never move, and an empty list allocates nothing
};

/// How a C++ type maps to SQL. Specialise it to teach azoth a type of yours:
///
///     template <>
///     struct azoth::TypeTraits<Celsius> {
///         using Storage = double;                       // a type that azoth knows already
///         static Storage to_storage(Celsius c) { return c.degrees; }
///         static Celsius from_storage(Storage degrees) { return {degrees}; }
///         static SqlType sql_type() { return Float{}; }  // may be left out: then Storage's
///         // The column's type in DDL, as it is; may be left out. An empty text: the usual name.
///         static std::string ddl_name(std::string_view dialect) { return dialect == "postgresql" ? "celsius" : ""; }
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

}  // namespace azoth
