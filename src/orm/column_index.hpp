// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include <boost/container/small_vector.hpp>

#include "azoth/orm/class_map.hpp"
#include "azoth/orm/object.hpp"

namespace azoth::orm {

/// Objects of a class by the values of some of their columns. Those with NULL in one of these are left out.
///
/// Lifetime: `columns` outlives it.
class ColumnIndex {
public:
    using Objects = boost::container::small_vector<ObjectHeader*, 1>;  // mostly of a key that no other object has

    ColumnIndex(const ClassMap& map, const std::vector<std::uint32_t>& columns) : map_(map), columns_(columns) {}

    void add(ObjectHeader& header);
    /// Those whose values are what `columns` of an object of `map` hold, in the order in which they were added; null
    /// when there are none.
    const Objects* find(const ClassMap& map, const std::vector<std::uint32_t>& columns, const void* object) const;
    bool empty() const { return representatives_.empty(); }
    /// The first object of each key.
    const std::vector<ObjectHeader*>& representatives() const { return representatives_; }

private:
    const Objects* find_number(std::int64_t number) const;

    const ClassMap& map_;
    const std::vector<std::uint32_t>& columns_;
    std::vector<ObjectHeader*> representatives_;
    // The usual key, one whole number, is its own key; others are found by their bytes.
    std::unordered_map<std::int64_t, Objects> by_number_;
    std::unordered_map<std::string, Objects> by_bytes_;
    mutable const Objects* last_found_ = nullptr;
    mutable std::int64_t last_number_ = 0;
};

}  // namespace azoth::orm
