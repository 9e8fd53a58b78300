// SPDX-License-Identifier: MIT
#include "azoth/engine/decode.hpp"

#include <cstring>
#include <optional>
#include <string>

#include <fmt/core.h>

#include "azoth/base/error.hpp"

namespace azoth {
namespace {

/// Several C++ types may have the width of `T`, so the bytes are copied: that is one store.
template <class T>
bool store(T value, void* field) {
    std::memcpy(field, &value, sizeof value);
    return true;
}

template <class T>
bool store_integer(const ValueView& cell, void* field) {
    if (cell.kind() != ValueKind::Int64) return false;
    const std::int64_t value = cell.as_int64();
    return static_cast<T>(value) == value && store(static_cast<T>(value), field);
}

bool store_text(const ValueView& cell, void* field) {
    if (cell.kind() != ValueKind::Text) return false;
    static_cast<std::string*>(field)->assign(cell.as_text());
    return true;
}

/// `store_value` stores what is not NULL.
template <class T, class Store>
bool store_optional(const ValueView& cell, void* place, Store store_value) {
    auto& field = *static_cast<std::optional<T>*>(place);
    if (cell.is_null()) {
        field.reset();
        return true;
    }
    const bool was_empty = !field;
    if (was_empty) field.emplace();
    const bool is_stored = store_value(cell, &*field);
    if (!is_stored && was_empty) field.reset();
    return is_stored;
}

bool store_double(const ValueView& cell, void* field) {
    return cell.kind() == ValueKind::Double && store(cell.as_double(), field);
}

/// The types that most columns have, when the cell is of the usual kind. Whatever is not as usual is left alone.
bool store_directly(const ValueView& cell, DirectRead direct, void* field) {
    switch (direct) {
        case DirectRead::Int64: return store_integer<std::int64_t>(cell, field);
        case DirectRead::Int32: return store_integer<std::int32_t>(cell, field);
        case DirectRead::Int16: return store_integer<std::int16_t>(cell, field);
        case DirectRead::Double: return store_double(cell, field);
        case DirectRead::Bool: return cell.kind() == ValueKind::Bool && store(cell.as_int64() != 0, field);
        case DirectRead::String: return store_text(cell, field);
        case DirectRead::OptionalInt32: return store_optional<std::int32_t>(cell, field, store_integer<std::int32_t>);
        case DirectRead::OptionalInt64: return store_optional<std::int64_t>(cell, field, store_integer<std::int64_t>);
        case DirectRead::OptionalDouble: return store_optional<double>(cell, field, store_double);
        case DirectRead::OptionalString: return store_optional<std::string>(cell, field, store_text);
        case DirectRead::None: return false;
    }
    return false;
}

void read(const ValueView& cell, const DecodeStep& step, void* field, std::span<const driver::ResultColumn> columns) {
    try {
        step.type->read(cell, field);
    } catch (DataError& error) {
        error.annotate([&](ErrorDetail& detail) {
            detail.column = step.cell < columns.size() ? columns[step.cell].name : std::to_string(step.cell + 1);
            detail.message = fmt::format("column '{}': {}", detail.column, detail.message);
            if (error.code() == "null_value")
                detail.message += fmt::format(", or select nullable({}) where an outer join may leave it without a row",
                                              detail.column);
        });
        throw;
    }
}

}  // namespace

void decode_row(const ValueView* cells, std::span<const DecodeStep> steps, void* object,
                std::span<const driver::ResultColumn> columns) {
    for (const DecodeStep& step : steps) {
        void* field = static_cast<char*>(object) + step.offset;
        if (!store_directly(cells[step.cell], step.direct, field)) read(cells[step.cell], step, field, columns);
    }
}

}  // namespace azoth
