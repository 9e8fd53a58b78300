// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "azoth/compile/dialect.hpp"
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

/// The sequence of the generated column. Null when it has none.
inline const Sequence* key_sequence(const ClassMap& map) {
    const auto& sequence = map.column_definition(*map.generated_column()).default_().sequence();
    return sequence ? &*sequence : nullptr;
}

/// In which order the rows of one INSERT are given their generated values.
enum class GeneratedOrder : std::uint8_t { Ascending, Descending, Unknown };

inline GeneratedOrder generated_order(const ClassMap& map, const Dialect& dialect) {
    const Column& column = map.column_definition(*map.generated_column());
    const Sequence* const sequence = dialect.ddl().sequences ? key_sequence(map) : nullptr;
    if (!column.identity() && sequence == nullptr) return GeneratedOrder::Ascending;
    const SequenceOptions& counting = column.identity() ? column.identity()->counting() : sequence->counting();
    if (counting.cycles) return GeneratedOrder::Unknown;
    return counting.increment.value_or(1) < 0 ? GeneratedOrder::Descending : GeneratedOrder::Ascending;
}

}  // namespace azoth::orm
