// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "azoth/orm/class_map.hpp"
#include "azoth/orm/object.hpp"

namespace azoth::orm {

/// Columns of a class by their places among ClassMap::columns().
using Positions = std::vector<std::uint32_t>;

inline bool contains(const Positions& positions, std::uint32_t position) {
    return std::find(positions.begin(), positions.end(), position) != positions.end();
}

inline bool have_common(const Positions& left, const Positions& right) {
    return std::any_of(left.begin(), left.end(), [&](std::uint32_t position) { return contains(right, position); });
}

/// One of the columns is not as in a snapshot.
inline bool is_one_changed(const ObjectHeader& header, const std::byte* snapshot, const Positions& positions) {
    const ClassMap& map = *header.map();
    return std::any_of(positions.begin(), positions.end(), [&](std::uint32_t position) {
        return map.differs(map.columns()[position], header.object(), snapshot);
    });
}
/// One of the columns is not as in the object's row. Precondition: the object has a snapshot.
inline bool is_one_changed(const ObjectHeader& header, const Positions& positions) {
    return is_one_changed(header, header.snapshot(), positions);
}

}  // namespace azoth::orm
