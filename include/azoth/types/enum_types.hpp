// SPDX-License-Identifier: MIT
#pragma once

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

[[noreturn]] void throw_unlabelled_enum(std::string_view enum_name);
[[noreturn]] void throw_unknown_label(std::string_view label, std::string_view enum_name);

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
        detail::throw_unlabelled_enum(EnumLabels<E>::name);
    }
    static void read(const ValueView& value, E& target) {
        std::string text;
        detail::read_string(value, text);
        for (const auto& [enumerator, label] : EnumLabels<E>::values)
            if (label == text) {
                target = enumerator;
                return;
            }
        detail::throw_unknown_label(text, EnumLabels<E>::name);
    }
};

template <class E>
    requires(std::is_enum_v<E> && !LabelledEnum<E> && !std::is_same_v<E, std::byte>)
struct TypeTraits<E> {
    using Storage = std::underlying_type_t<E>;
    static Storage to_storage(E value) { return static_cast<Storage>(value); }
    static E from_storage(Storage value) { return static_cast<E>(value); }
};

}  // namespace azoth
