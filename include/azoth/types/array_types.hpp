// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <type_traits>
#include <vector>

#include "azoth/types/cpp_type.hpp"
#include "azoth/types/packed_values.hpp"
#include "azoth/types/standard_types.hpp"

namespace azoth {

namespace detail {

/// The packed elements: of an Array as they are, or of JSON (Json and Text), which is put into `buffer`.
std::string_view read_array(const ValueView& value, TypeName cpp_type, std::string& buffer);

}  // namespace detail

/// A vector is an array, and a vector of vectors one with more dimensions: `std::vector<std::optional<int>>` may hold
/// NULLs. Where databases have no arrays it is JSON. (A vector of bytes is binary data.)
///
/// PostgreSQL wants the inner vectors of one array to have one length, and keeps no dimensions of an array that has no
/// elements at all.
template <class T>
requires(SqlValue<WithoutOptional<T>> && !std::is_same_v<T, std::byte>) struct TypeTraits<std::vector<T>> {
    static SqlType sql_type() {
        static const SqlType type = Array(detail::sql_type_of<T>());
        return type;
    }
    static ValueView view(const std::vector<T>& values, Scratch& scratch) {
        ArrayPacker packer;
        Scratch of_element;
        for (const T& value : values) {
            packer.add(detail::view_of<T>(value, of_element));
            of_element.clear();
        }
        const std::string_view packed = scratch.keep(packer.take());
        return ValueView::data(ValueKind::Array, packed.data(), packed.size());
    }
    static void read(const ValueView& value, std::vector<T>& target) {
        std::string buffer;
        ArrayReader elements(detail::read_array(value, &detail::type_name<std::vector<T>>, buffer));
        target.clear();
        while (!elements.at_end()) target.push_back(detail::read_as<T>(elements.next()));
    }
    static bool equal(const std::vector<T>& left, const std::vector<T>& right) {
        if (left.size() != right.size()) return false;
        for (std::size_t i = 0; i < left.size(); ++i)
            if (!detail::equal_values<T>(left[i], right[i])) return false;
        return true;
    }
};

}  // namespace azoth
