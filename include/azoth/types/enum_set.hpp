// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "azoth/types/enum_types.hpp"

namespace azoth {

/// Any of the values of an enumeration that has EnumLabels, up to 64: a column of the type Set.
template <LabelledEnum E>
class EnumSet {
public:
    static_assert(std::size(EnumLabels<E>::values) <= 64, "azoth: an EnumSet has 64 values at most");

    EnumSet() = default;
    EnumSet(std::initializer_list<E> values) {
        for (const E value : values) insert(value);
    }

    bool contains(E value) const { return (bits_ & bit(value)) != 0; }
    bool is_empty() const { return bits_ == 0; }
    void insert(E value) { bits_ |= bit(value); }
    void erase(E value) { bits_ &= ~bit(value); }

    friend bool operator==(const EnumSet&, const EnumSet&) = default;

private:
    /// Throws DataError(`unlabelled_enum`).
    static std::uint64_t bit(E value) {
        for (std::size_t i = 0; i < std::size(EnumLabels<E>::values); ++i)
            if (EnumLabels<E>::values[i].first == value) return std::uint64_t{1} << i;
        detail::throw_unlabelled_enum(detail::type_name<E>());
    }

    std::uint64_t bits_ = 0;
};

template <LabelledEnum E>
struct TypeTraits<EnumSet<E>> {
    static SqlType sql_type() {
        static const SqlType type = Set(detail::enum_sql_type<E>().enumeration->labels);
        return type;
    }
    static ValueView view(const EnumSet<E>& set, Scratch& scratch) {
        std::string text;
        for (const auto& [enumerator, label] : EnumLabels<E>::values) {
            if (!set.contains(enumerator)) continue;
            if (!text.empty()) text += ',';
            text += label;
        }
        return ValueView::text(scratch.keep(std::move(text)));
    }
    /// Accepts Text. Throws DataError(`unknown_enum_label`).
    static void read(const ValueView& value, EnumSet<E>& target) {
        target = {};
        std::string_view rest = detail::read_label(value, &detail::type_name<EnumSet<E>>);
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find(','), rest.size());
            E one{};
            TypeTraits<E>::read(ValueView::text(rest.substr(0, end)), one);
            target.insert(one);
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
};

}  // namespace azoth
