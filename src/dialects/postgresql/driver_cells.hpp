// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "azoth/types/value_view.hpp"
#include "dialects/postgresql/driver_bytes.hpp"
#include "dialects/postgresql/driver_epoch.hpp"

namespace azoth::postgresql {

/// How the bytes of a column's cells become values. Chosen once per column and format. The upper byte is a Container;
/// then the lower one is the form of its elements.
enum class CellForm : std::uint16_t {
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
    Interval,
    // These become the texts that the server itself would write.
    TimeTz,
    Bits,
    Inet,
    MacAddress,
    Hstore,
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
    IntervalText,
    UuidText,
};

enum class Container : std::uint16_t {
    None = 0,
    Array = 0x100,
    ArrayText = 0x200,
    Range = 0x300,
    RangeText = 0x400,
    MultiRange = 0x500,
    MultiRangeText = 0x600,
};

constexpr CellForm make_form(Container container, CellForm element) {
    return static_cast<CellForm>(static_cast<std::uint16_t>(container) | static_cast<std::uint16_t>(element));
}
constexpr Container container_of(CellForm form) {
    return static_cast<Container>(static_cast<std::uint16_t>(form) & 0xFF00U);
}
constexpr CellForm element_of(CellForm form) { return static_cast<CellForm>(static_cast<std::uint16_t>(form) & 0xFFU); }

/// What a type of the server becomes.
struct CellType {
    ValueKind kind = ValueKind::Text;
    CellForm binary = CellForm::Text;
    CellForm text = CellForm::Text;
    bool has_binary = false;  ///< false: only the text format can be read
};

/// Empty for types that are not built in, or that azoth does not know.
std::optional<CellType> cell_type(std::uint32_t oid);
/// Empty when elements of this type cannot be read.
std::optional<CellType> array_type(const CellType& element);
std::optional<CellType> range_type(const CellType& bound);
std::optional<CellType> multirange_type(const CellType& bound);

/// Reads the forms that need more than a load. `buffer` holds the bytes of the value until the next call with it.
///
/// Throws: DataError(`out_of_range`) for dates and times beyond azoth's kinds, DataError(`bad_value`) for bytes that
/// are not of this form.
ValueView read_rare_cell(CellForm form, std::string_view bytes, std::string& buffer);

/// Reads one cell that is not NULL, of a size that the server has promised with the type.
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

/// The same for any bytes. Throws DataError(`bad_value`) when they are not of this form.
ValueView read_checked_cell(CellForm form, std::string_view bytes, std::string& buffer);

}  // namespace azoth::postgresql
