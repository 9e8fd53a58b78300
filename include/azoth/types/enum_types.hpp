// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "azoth/types/cpp_type.hpp"
#include "azoth/types/standard_types.hpp"

namespace azoth {

/// Names for the values of an enumeration, so that it is stored as text and checked by the database:
///
///     template <>
///     struct azoth::EnumLabels<Format> {
///         static constexpr std::string_view name = "format";   // the type's name where databases have enum types
///         static constexpr std::pair<Format, std::string_view> values[] = {
///             {Format::Paper, "paper"}, {Format::Ebook, "ebook"}};
///     };
///
/// Without it an enumeration is stored as its number.
template <class E>
struct EnumLabels;

template <class E>
concept LabelledEnum = std::is_enum_v<E> && requires {
    EnumLabels<E>::values;
    EnumLabels<E>::name;
};

namespace detail {

/// DataError(`unlabelled_enum`): an enumeration holds a number that has no label.
[[noreturn]] void throw_unlabelled_enum(std::string_view cpp_type);
/// DataError(`unknown_enum_label`).
[[noreturn]] void throw_unknown_label(std::string_view label, std::string_view cpp_type);
/// Accepts Text.
std::string_view read_label(const ValueView& value, TypeName cpp_type);

/// What holds the number of an enumeration; `char` is no number elsewhere.
template <class E>
using EnumStorage = std::conditional_t<std::is_same_v<std::underlying_type_t<E>, char>,
                                       std::conditional_t<std::is_signed_v<char>, signed char, unsigned char>,
                                       std::underlying_type_t<E>>;

template <LabelledEnum E>
SqlType enum_sql_type() {
    std::vector<std::string> labels;
    for (const auto& [_, label] : EnumLabels<E>::values) labels.emplace_back(label);
    return Enum(std::string(EnumLabels<E>::name), std::move(labels));
}

}  // namespace detail

template <LabelledEnum E>
struct TypeTraits<E> {
    static SqlType sql_type() {
        static const SqlType type = detail::enum_sql_type<E>();
        return type;
    }
    static ValueView view(E value, Scratch&) {
        for (const auto& [enumerator, label] : EnumLabels<E>::values)
            if (enumerator == value) return ValueView::text(label);
        detail::throw_unlabelled_enum(detail::type_name<E>());
    }
    static void read(const ValueView& value, E& target) {
        const std::string_view text = detail::read_label(value, &detail::type_name<E>);
        for (const auto& [enumerator, label] : EnumLabels<E>::values)
            if (label == text) {
                target = enumerator;
                return;
            }
        detail::throw_unknown_label(text, detail::type_name<E>());
    }
};

template <class E>
requires(std::is_enum_v<E> && !LabelledEnum<E> && !std::is_same_v<E, std::byte>) struct TypeTraits<E> {
    using Storage = detail::EnumStorage<E>;
    static Storage to_storage(E value) { return static_cast<Storage>(value); }
    static E from_storage(Storage value) { return static_cast<E>(value); }
};

}  // namespace azoth
