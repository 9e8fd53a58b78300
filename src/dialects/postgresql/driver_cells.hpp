// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include <libpq-fe.h>

#include "azoth/types/value_view.hpp"
#include "dialects/postgresql/driver_epoch.hpp"

namespace azoth::postgresql {

/// How the bytes of a column's cells become values. Chosen once per column and format.
enum class CellForm : std::uint8_t {
    // Read in place, from the binary format or from a text that is the value.
    Bool,
    Int2,
    Int4,
    Int8,
    Oid,
    Float4,
    Float8,
    Text,
    Json,
    Jsonb,
    Bytes,
    Uuid,
    Decimal,
    Time,
    // Read by read_rare_cell().
    Date,
    Timestamp,
    TimestampTz,
    Numeric,
    Char,
    // Read by read_rare_cell(), from the text format.
    BoolText,
    IntegerText,
    Float4Text,
    Float8Text,
    BytesText,
    DateText,
    TimeText,
    TimestampText,
    TimestampTzText,
    UuidText,
};

/// What a type of the server becomes.
struct CellType {
    ValueKind kind;
    CellForm binary;
    CellForm text;
    bool is_known;  ///< false: only the text format can be read
};

/// Types that azoth does not know are read as their text.
CellType cell_type(Oid type);

/// Reads the forms that need more than a load. `buffer` holds the bytes of the value until the next call with it.
///
/// Throws: DataError(`out_of_range`) for dates and times that are infinite or beyond azoth's kinds.
ValueView read_rare_cell(CellForm form, std::string_view bytes, std::string& buffer);

template <class Unsigned>
Unsigned load_big_endian(const char* bytes) {
    Unsigned value;
    std::memcpy(&value, bytes, sizeof value);
    if constexpr (std::endian::native == std::endian::big)
        return value;
    else if constexpr (sizeof value == 2)
        return __builtin_bswap16(value);
    else if constexpr (sizeof value == 4)
        return __builtin_bswap32(value);
    else
        return __builtin_bswap64(value);
}

/// Reads one cell that is not NULL.
inline ValueView read_cell(CellForm form, const char* bytes, std::size_t size, std::string& buffer) {
    switch (form) {
        case CellForm::Bool: return ValueView::boolean(*bytes != 0);
        case CellForm::Int2: return ValueView::int64(static_cast<std::int16_t>(load_big_endian<std::uint16_t>(bytes)));
        case CellForm::Int4: return ValueView::int64(static_cast<std::int32_t>(load_big_endian<std::uint32_t>(bytes)));
        case CellForm::Int8: return ValueView::int64(static_cast<std::int64_t>(load_big_endian<std::uint64_t>(bytes)));
        case CellForm::Oid: return ValueView::int64(load_big_endian<std::uint32_t>(bytes));
        case CellForm::Float4:
            return ValueView::real(static_cast<double>(std::bit_cast<float>(load_big_endian<std::uint32_t>(bytes))));
        case CellForm::Float8: return ValueView::real(std::bit_cast<double>(load_big_endian<std::uint64_t>(bytes)));
        case CellForm::Text: return ValueView::data(ValueKind::Text, bytes, size);
        case CellForm::Json: return ValueView::data(ValueKind::Json, bytes, size);
        case CellForm::Jsonb: return ValueView::data(ValueKind::Json, bytes + 1, size - 1);  // after the version byte
        case CellForm::Bytes: return ValueView::data(ValueKind::Bytes, bytes, size);
        case CellForm::Uuid: return ValueView::data(ValueKind::Uuid, bytes, size);
        case CellForm::Decimal: return ValueView::data(ValueKind::Decimal, bytes, size);
        case CellForm::Time:
            return ValueView::scalar(ValueKind::Time, static_cast<std::int64_t>(load_big_endian<std::uint64_t>(bytes)));
        default: return read_rare_cell(form, {bytes, size}, buffer);
    }
}

}  // namespace azoth::postgresql
