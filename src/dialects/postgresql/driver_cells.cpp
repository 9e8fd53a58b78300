// SPDX-License-Identifier: MIT
#include "dialects/postgresql/driver_cells.hpp"

#include <limits>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "dialects/postgresql/driver_numeric.hpp"
#include "dialects/postgresql/driver_oids.hpp"
#include "dialects/postgresql/driver_texts.hpp"

namespace azoth::postgresql {
namespace {

std::int64_t read_days(std::string_view bytes) {
    using Limits = std::numeric_limits<std::int32_t>;
    const auto days = static_cast<std::int32_t>(load_big_endian<std::uint32_t>(bytes.data()));
    if (days == Limits::min() || days == Limits::max()) throw_out_of_range("date");
    return days + kEpochDays;
}

std::int64_t read_microseconds(std::string_view bytes) {
    using Limits = std::numeric_limits<std::int64_t>;
    const auto microseconds = static_cast<std::int64_t>(load_big_endian<std::uint64_t>(bytes.data()));
    // The highest number means infinity, as does the lowest. The server's last thirty years are beyond azoth's.
    if (microseconds == Limits::min() || microseconds > Limits::max() - kEpochMicroseconds)
        throw_out_of_range("timestamp");
    return microseconds + kEpochMicroseconds;
}

ValueView data(ValueKind kind, const std::string& bytes) { return ValueView::data(kind, bytes.data(), bytes.size()); }

}  // namespace

CellType cell_type(Oid type) {
    using enum CellForm;
    switch (type) {
        case oid::kBool: return {ValueKind::Bool, Bool, BoolText, true};
        case oid::kInt2: return {ValueKind::Int64, Int2, IntegerText, true};
        case oid::kInt4: return {ValueKind::Int64, Int4, IntegerText, true};
        case oid::kInt8: return {ValueKind::Int64, Int8, IntegerText, true};
        case oid::kOid: return {ValueKind::Int64, Oid, IntegerText, true};
        case oid::kFloat4: return {ValueKind::Double, Float4, Float4Text, true};
        case oid::kFloat8: return {ValueKind::Double, Float8, Float8Text, true};
        case oid::kNumeric: return {ValueKind::Decimal, Numeric, Decimal, true};
        case oid::kBytea: return {ValueKind::Bytes, Bytes, BytesText, true};
        case oid::kDate: return {ValueKind::Date, Date, DateText, true};
        case oid::kTime: return {ValueKind::Time, Time, TimeText, true};
        case oid::kTimestamp: return {ValueKind::Timestamp, Timestamp, TimestampText, true};
        case oid::kTimestampTz: return {ValueKind::TimestampTz, TimestampTz, TimestampTzText, true};
        case oid::kUuid: return {ValueKind::Uuid, Uuid, UuidText, true};
        case oid::kJson: return {ValueKind::Json, Json, Json, true};
        case oid::kJsonb: return {ValueKind::Json, Jsonb, Json, true};
        case oid::kChar: return {ValueKind::Text, Char, Text, true};
        case oid::kText:
        case oid::kVarchar:
        case oid::kBpchar:
        case oid::kName:
        case oid::kUnknown:
        case oid::kVoid: return {ValueKind::Text, Text, Text, true};
        default: return {ValueKind::Text, Text, Text, false};
    }
}

ValueView read_rare_cell(CellForm form, std::string_view bytes, std::string& buffer) {
    switch (form) {
        case CellForm::Date: return ValueView::scalar(ValueKind::Date, read_days(bytes));
        case CellForm::Timestamp: return ValueView::scalar(ValueKind::Timestamp, read_microseconds(bytes));
        case CellForm::TimestampTz: return ValueView::scalar(ValueKind::TimestampTz, read_microseconds(bytes));
        case CellForm::Numeric: write_numeric(bytes, buffer); return data(ValueKind::Decimal, buffer);
        case CellForm::Char: return ValueView::text(bytes == std::string_view("\0", 1) ? std::string_view{} : bytes);
        case CellForm::BoolText: return ValueView::boolean(bytes == "t");
        case CellForm::IntegerText: return ValueView::int64(parse_integer(bytes));
        case CellForm::Float4Text: return ValueView::real(static_cast<double>(parse_real<float>(bytes)));
        case CellForm::Float8Text: return ValueView::real(parse_real<double>(bytes));
        case CellForm::BytesText: parse_bytes(bytes, buffer); return data(ValueKind::Bytes, buffer);
        case CellForm::DateText: return ValueView::scalar(ValueKind::Date, parse_date(bytes));
        case CellForm::TimeText: return ValueView::scalar(ValueKind::Time, parse_time(bytes));
        case CellForm::TimestampText: return ValueView::scalar(ValueKind::Timestamp, parse_timestamp(bytes));
        case CellForm::TimestampTzText: return ValueView::scalar(ValueKind::TimestampTz, parse_timestamp(bytes));
        case CellForm::UuidText: parse_uuid(bytes, buffer); return data(ValueKind::Uuid, buffer);
        default: return ValueView::text(bytes);
    }
}

}  // namespace azoth::postgresql
