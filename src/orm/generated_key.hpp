// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/orm/class_map.hpp"

namespace azoth::orm {

/// The database is to generate the object's key: it is NULL or 0.
inline bool is_key_unset(const ClassMap& map, const void* object) {
    if (!map.generated_column()) return false;
    const MappedColumn& column = map.columns()[*map.generated_column()];
    Scratch scratch;
    const ValueView value = column.type->view(map.field(object, column), scratch);
    return value.is_null() || (value.kind() == ValueKind::Int64 && value.as_int64() == 0);
}

}  // namespace azoth::orm
