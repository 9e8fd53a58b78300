// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include "azoth/types/cpp_type.hpp"

namespace azoth::orm {

class ClassMap;

/// One element of a row that a session loads: a value, or an object.
struct RowField {
    std::uint32_t offset = 0;       ///< within the row in memory
    const CppType* type = nullptr;  ///< of a value
    const ClassMap* map = nullptr;  ///< of an object, for which there is a Ref in the row
    bool is_read_only = false;      ///< the Ref is to const: the object is not tracked
};

/// Where rows go: makes room for one row at a time.
class RowSink {
public:
    virtual ~RowSink() = default;
    virtual void* new_row() = 0;
    /// So many rows are to come, or more.
    virtual void reserve(std::size_t rows) = 0;
};

}  // namespace azoth::orm
