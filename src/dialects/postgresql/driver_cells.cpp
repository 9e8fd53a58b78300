// SPDX-License-Identifier: MIT
#include "dialects/postgresql/driver_cells.hpp"

#include <algorithm>
#include <limits>
#include <span>

#include "dialects/postgresql/driver_containers.hpp"
#include "dialects/postgresql/driver_numeric.hpp"
#include "dialects/postgresql/driver_oids.hpp"
#include "dialects/postgresql/driver_rare_types.hpp"
#include "dialects/postgresql/driver_texts.hpp"

namespace azoth::postgresql {
namespace {

// The lowest and the highest number of days and of microseconds mean minus and plus infinity to the server.

std::int64_t read_days(std::string_view bytes) {
    using Limits = std::numeric_limits<std::int32_t>;
    const auto days = ByteReader(bytes, "a date").number<std::int32_t>();
    if (days == Limits::max()) return kInfiniteFuture;
    if (days == Limits::min()) return kInfinitePast;
    return days + kEpochDays;
}

std::int64_t read_microseconds(std::string_view bytes) {
    using Limits = std::numeric_limits<std::int64_t>;
    const auto microseconds = ByteReader(bytes, "a timestamp").number<std::int64_t>();
    if (is_infinite(microseconds)) return microseconds;
    // The server's last thirty years are beyond azoth's.
    if (microseconds >= Limits::max() - kEpochMicroseconds) throw_out_of_range("timestamp");
    return microseconds + kEpochMicroseconds;
}

ValueView data(ValueKind kind, const std::string& bytes) { return ValueView::data(kind, bytes.data(), bytes.size()); }

/// 0: any size.
std::size_t size_of(CellForm form) {
    switch (form) {
        case CellForm::Bool: return 1;
        case CellForm::Int2: return 2;
        case CellForm::Int4:
        case CellForm::Oid:
        case CellForm::Float4:
        case CellForm::Date: return 4;
        case CellForm::Int8:
        case CellForm::Float8:
        case CellForm::Time:
        case CellForm::Timestamp:
        case CellForm::TimestampTz: return 8;
        case CellForm::Uuid: return 16;
        default: return 0;
    }
}

std::optional<CellType> made_of(std::span<const oid::Derived> types, Oid type,
                                std::optional<CellType> (*make)(const CellType&)) {
    const auto found = std::ranges::find(types, type, &oid::Derived::type);
    return found == types.end() ? std::nullopt : make(*cell_type(found->element));
}

std::optional<CellType> derived_type(Oid type) {
    if (const auto array = made_of(oid::kArrays, type, &array_type)) return array;
    if (const auto range = made_of(oid::kRanges, type, &range_type)) return range;
    if (const auto ranges = made_of(oid::kMultiRanges, type, &multirange_type)) return ranges;
    if (std::ranges::find(oid::kTexts, type) != std::end(oid::kTexts)) return CellType{};
    return std::nullopt;
}

std::optional<CellType> container_type(ValueKind kind, Container binary, Container text, const CellType& element) {
    if (!element.has_binary || container_of(element.binary) != Container::None) return std::nullopt;
    return CellType{kind, make_form(binary, element.binary), make_form(text, element.text), true};
}

}  // namespace

std::optional<CellType> cell_type(Oid type) {
    using enum CellForm;
    switch (type) {
        case oid::kBool: return CellType{ValueKind::Bool, Bool, BoolText, true};
        case oid::kInt2: return CellType{ValueKind::Int64, Int2, IntegerText, true};
        case oid::kInt4: return CellType{ValueKind::Int64, Int4, IntegerText, true};
        case oid::kInt8: return CellType{ValueKind::Int64, Int8, IntegerText, true};
        case oid::kOid:
        case oid::kXid:
        case oid::kCid: return CellType{ValueKind::Int64, Oid, IntegerText, true};
        case oid::kFloat4: return CellType{ValueKind::Double, Float4, Float4Text, true};
        case oid::kFloat8: return CellType{ValueKind::Double, Float8, Float8Text, true};
        case oid::kNumeric: return CellType{ValueKind::Decimal, Numeric, Decimal, true};
        case oid::kBytea: return CellType{ValueKind::Bytes, Bytes, BytesText, true};
        case oid::kDate: return CellType{ValueKind::Date, Date, DateText, true};
        case oid::kTime: return CellType{ValueKind::Time, Time, TimeText, true};
        case oid::kTimestamp: return CellType{ValueKind::Timestamp, Timestamp, TimestampText, true};
        case oid::kTimestampTz: return CellType{ValueKind::TimestampTz, TimestampTz, TimestampTzText, true};
        case oid::kInterval: return CellType{ValueKind::Interval, Interval, IntervalText, true};
        case oid::kUuid: return CellType{ValueKind::Uuid, Uuid, UuidText, true};
        case oid::kJson: return CellType{ValueKind::Json, Json, Json, true};
        case oid::kJsonb: return CellType{ValueKind::Json, Jsonb, Json, true};
        case oid::kChar: return CellType{ValueKind::Text, Char, Text, true};
        case oid::kTimeTz: return CellType{ValueKind::Text, TimeTz, Text, true};
        case oid::kBit:
        case oid::kVarbit: return CellType{ValueKind::Text, Bits, Text, true};
        case oid::kInet:
        case oid::kCidr: return CellType{ValueKind::Text, Inet, Text, true};
        case oid::kMacaddr:
        case oid::kMacaddr8: return CellType{ValueKind::Text, MacAddress, Text, true};
        case oid::kText:
        case oid::kVarchar:
        case oid::kBpchar:
        case oid::kName:
        case oid::kUnknown:
        case oid::kXml:
        case oid::kVoid: return CellType{ValueKind::Text, Text, Text, true};
        default: return derived_type(type);
    }
}

std::optional<CellType> array_type(const CellType& element) {
    return container_type(ValueKind::Array, Container::Array, Container::ArrayText, element);
}

std::optional<CellType> range_type(const CellType& bound) {
    return container_type(ValueKind::Range, Container::Range, Container::RangeText, bound);
}

std::optional<CellType> multirange_type(const CellType& bound) {
    return container_type(ValueKind::Array, Container::MultiRange, Container::MultiRangeText, bound);
}

ValueView read_rare_cell(CellForm form, std::string_view bytes, std::string& buffer) {
    if (container_of(form) != Container::None) return read_container(form, bytes, buffer);
    switch (form) {
        case CellForm::Date: return ValueView::scalar(ValueKind::Date, read_days(bytes));
        case CellForm::Timestamp: return ValueView::scalar(ValueKind::Timestamp, read_microseconds(bytes));
        case CellForm::TimestampTz: return ValueView::scalar(ValueKind::TimestampTz, read_microseconds(bytes));
        case CellForm::Numeric: write_numeric(bytes, buffer); return data(ValueKind::Decimal, buffer);
        case CellForm::Char: return ValueView::text(bytes == std::string_view("\0", 1) ? std::string_view{} : bytes);
        case CellForm::Interval: return ValueView::interval(read_interval(bytes));
        case CellForm::TimeTz: write_zoned_time(bytes, buffer); return ValueView::text(buffer);
        case CellForm::Bits: write_bits(bytes, buffer); return ValueView::text(buffer);
        case CellForm::Inet: write_inet(bytes, buffer); return ValueView::text(buffer);
        case CellForm::MacAddress: write_mac_address(bytes, buffer); return ValueView::text(buffer);
        case CellForm::Hstore: write_hstore(bytes, buffer); return ValueView::text(buffer);
        case CellForm::BoolText: return ValueView::boolean(bytes == "t");
        case CellForm::IntegerText: return ValueView::int64(parse_integer(bytes));
        case CellForm::Float4Text: return ValueView::real(static_cast<double>(parse_real<float>(bytes)));
        case CellForm::Float8Text: return ValueView::real(parse_real<double>(bytes));
        case CellForm::BytesText: parse_bytes(bytes, buffer); return data(ValueKind::Bytes, buffer);
        case CellForm::DateText: return ValueView::scalar(ValueKind::Date, parse_date(bytes));
        case CellForm::TimeText: return ValueView::scalar(ValueKind::Time, parse_time(bytes));
        case CellForm::TimestampText: return ValueView::scalar(ValueKind::Timestamp, parse_timestamp(bytes));
        case CellForm::TimestampTzText: return ValueView::scalar(ValueKind::TimestampTz, parse_timestamp(bytes));
        case CellForm::IntervalText: return ValueView::interval(parse_interval(bytes));
        case CellForm::UuidText: parse_uuid(bytes, buffer); return data(ValueKind::Uuid, buffer);
        default: return ValueView::text(bytes);
    }
}

ValueView read_checked_cell(CellForm form, std::string_view bytes, std::string& buffer) {
    const std::size_t size = size_of(form);
    if ((size != 0 && bytes.size() != size) || (form == CellForm::Jsonb && bytes.empty()))
        throw_malformed("a value within another one");
    return read_cell(form, bytes.data(), bytes.size(), buffer);
}

}  // namespace azoth::postgresql
