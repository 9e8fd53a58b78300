// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>

#include "azoth/types/type_traits.hpp"

// How TypeTraits is put to use: through std::optional and Storage, and with errors that name the C++ type.

namespace azoth::detail {

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
SqlType sql_type_of();

template <class T>
SqlType declared_sql_type() {
    if constexpr (requires { TypeTraits<T>::sql_type(); })
        return TypeTraits<T>::sql_type();
    else
        return sql_type_of<typename TypeTraits<T>::Storage>();
}

template <class T>
SqlType sql_type_of() {
    if constexpr (kIsOptional<T>)
        return sql_type_of<WithoutOptional<T>>();
    else if constexpr (requires { TypeTraits<T>::ddl_name(std::string_view()); })
        return declared_sql_type<T>().named_by(&TypeTraits<T>::ddl_name);
    else
        return declared_sql_type<T>();
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

}  // namespace azoth::detail
