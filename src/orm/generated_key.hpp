// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "azoth/compile/dialect.hpp"
#include "azoth/orm/class_map.hpp"

namespace azoth::orm {

/// The database is to generate the object's key: it is NULL or 0.
inline bool is_key_unset(const ClassMap& map, const void* object) {
    if (!map.generated_column()) return false;
    if (map.has_integer_key() && map.key().front() == *map.generated_column())
        return map.integer_key().of_object(object) == 0;
    const MappedColumn& column = map.columns()[*map.generated_column()];
    Scratch scratch;
    const ValueView value = column.type->view(map.field(object, column), scratch);
    return value.is_null() || (value.kind() == ValueKind::Int64 && value.as_int64() == 0);
}

/// A failed flush, or a rollback, takes the key back from an object that `has_generated_key`: it was 0.
inline void take_key_back(ObjectHeader& header) {
    if (!header.has_generated_key) return;
    header.has_generated_key = false;
    const ClassMap& map = *header.map();
    const MappedColumn& column = map.columns()[*map.generated_column()];
    column.type->read(ValueView::int64(0), map.field(header.object(), column));
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
