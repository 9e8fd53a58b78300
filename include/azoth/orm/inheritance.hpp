// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

namespace azoth {

/// How a query of a class reads what its subclasses keep in tables of their own.
enum class Polymorphic : std::uint8_t {
    Joined,    ///< with the query: LEFT OUTER JOINs to their tables
    SelectIn,  ///< by one more query for each subclass that is met
};

namespace orm {

/// Where the objects of a base stand within those of a subclass.
template <class T, class Base>
std::ptrdiff_t base_offset() {
    alignas(T) static const std::byte place[sizeof(T)]{};
    const Base* const base = static_cast<const Base*>(reinterpret_cast<const T*>(place));
    return reinterpret_cast<const std::byte*>(base) - place;
}

}  // namespace orm
}  // namespace azoth
