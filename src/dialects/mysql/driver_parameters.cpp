// SPDX-License-Identifier: MIT
#include "dialects/mysql/driver_parameters.hpp"

#include <charconv>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/types/calendar_types.hpp"
#include "azoth/types/iso_text.hpp"
#include "azoth/types/packed_values.hpp"
#include "azoth/types/value.hpp"
#include "dialects/mysql/driver_errors.hpp"

namespace azoth::mysql {
namespace {

constexpr std::int64_t kMicrosecondsPerSecond = 1'000'000;
constexpr std::int64_t kMicrosecondsPerDay = 86'400 * kMicrosecondsPerSecond;

void set_bytes(WireValue& wire, enum_field_types type, std::string_view bytes) {
    wire.type = type;
    wire.data = bytes.empty() ? "" : bytes.data();  // the library takes a null pointer for NULL
    wire.size = bytes.size();
}

void set_number(WireValue& wire, enum_field_types type, std::int64_t number) {
    wire.type = type;
    wire.number = number;
    wire.data = &wire.number;
}

void set_real(WireValue& wire, double real, std::size_t index) {
    if (!std::isfinite(real))
        throw DataError("bad_value",
                        fmt::format("parameter {} is {}, which MariaDB and MySQL cannot store", index, real));
    wire.type = MYSQL_TYPE_DOUBLE;
    wire.real = real;
    wire.data = &wire.real;
}

[[noreturn]] void refuse(std::size_t index, const ValueView& value, std::string_view why) {
    throw DataError("bad_value", fmt::format("parameter {} is {}, {}", index, to_display_string(value), why));
}

void set_clock(MYSQL_TIME& time, std::int64_t microseconds) {
    const auto seconds = static_cast<unsigned>(microseconds / kMicrosecondsPerSecond);
    time.hour = seconds / 3600;
    time.minute = seconds / 60 % 60;
    time.second = seconds % 60;
    time.second_part = static_cast<unsigned long>(microseconds % kMicrosecondsPerSecond);
}

void set_date(MYSQL_TIME& time, std::int64_t days, std::size_t index) {
    // Four digits are all that the calendar functions need and that the server has.
    constexpr std::int64_t kFirst = -719'162;  // 0001-01-01
    constexpr std::int64_t kLast = 2'932'896;  // 9999-12-31
    if (is_infinite(days))
        refuse(index, ValueView::scalar(ValueKind::Date, days), "which is no date of MariaDB and MySQL");
    if (days < kFirst || days > kLast)
        throw DataError("value_out_of_range",
                        fmt::format("parameter {} is a date outside of the years 1 to 9999", index));
    const CivilDate date = civil_from_days(days);
    time.year = static_cast<unsigned>(date.year);
    time.month = date.month;
    time.day = date.day;
}

void set_time(WireValue& wire, enum_field_types type, enum_mysql_timestamp_type time_type) {
    wire.type = type;
    wire.time = {};
    wire.time.time_type = time_type;
    wire.data = &wire.time;
}

void set_length_of_time(WireValue& wire, std::int64_t microseconds, std::size_t index) {
    constexpr std::int64_t kLongest = ((838LL * 60 + 59) * 60 + 60) * kMicrosecondsPerSecond - 1;
    if (microseconds < -kLongest || microseconds > kLongest)
        throw DataError("value_out_of_range",
                        fmt::format("parameter {} is {}, but a TIME ends at 838:59:59.999999: use a column of the type "
                                    "IntervalType",
                                    index, to_display_string(ValueView::scalar(ValueKind::Time, microseconds))));
    set_time(wire, MYSQL_TYPE_TIME, MYSQL_TIMESTAMP_TIME);
    wire.time.neg = microseconds < 0 ? 1 : 0;
    const std::int64_t size = microseconds < 0 ? -microseconds : microseconds;
    wire.time.day = static_cast<unsigned>(size / kMicrosecondsPerDay);
    set_clock(wire.time, size % kMicrosecondsPerDay);
}

void set_datetime(WireValue& wire, std::int64_t microseconds, std::size_t index) {
    const std::int64_t down = microseconds % kMicrosecondsPerDay < 0 ? 1 : 0;
    const std::int64_t days = microseconds / kMicrosecondsPerDay - down;
    set_time(wire, MYSQL_TYPE_DATETIME, MYSQL_TIMESTAMP_DATETIME);
    if (is_infinite(microseconds)) set_date(wire.time, microseconds, index);
    set_date(wire.time, days, index);
    set_clock(wire.time, microseconds - days * kMicrosecondsPerDay);
}

void set_text(WireValue& wire, std::string text) {
    wire.text = std::move(text);
    set_bytes(wire, MYSQL_TYPE_STRING, wire.text);
}

void set_uuid(WireValue& wire, TypeKind type, std::string_view bytes) {
    if (type == TypeKind::Binary || type == TypeKind::LargeBinary) return set_bytes(wire, MYSQL_TYPE_BLOB, bytes);
    set_text(wire, uuid_text(bytes));
}

void set_decimal(WireValue& wire, const ValueView& value, std::size_t index) {
    if (value.as_text().back() > '9') refuse(index, value, "which MariaDB and MySQL cannot store");
    set_bytes(wire, MYSQL_TYPE_NEWDECIMAL, value.as_text());
}

/// The digits 0 and 1, as a number.
void set_bits(WireValue& wire, const ValueView& value, std::size_t index) {
    const std::string_view digits = value.as_text();
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number, 2);
    if (error != std::errc{} || end != digits.data() + digits.size())
        refuse(index, value, "which is not a row of at most 64 bits");
    if (std::in_range<std::int64_t>(number))
        return set_number(wire, MYSQL_TYPE_LONGLONG, static_cast<std::int64_t>(number));
    wire.text = std::to_string(number);
    set_bytes(wire, MYSQL_TYPE_NEWDECIMAL, wire.text);
}

void set_string(WireValue& wire, const ValueView& value, TypeKind type, std::size_t index) {
    if (type == TypeKind::Bit) return set_bits(wire, value, index);
    set_bytes(wire, MYSQL_TYPE_STRING, value.as_text());
}

void set_interval(WireValue& wire, const ValueView& value, TypeKind type, std::size_t index) {
    const Interval interval = value.as_interval();
    if (interval.months != 0)
        refuse(index, value, "whose months have no fixed length: MariaDB and MySQL store intervals as microseconds");
    std::int64_t microseconds = 0;
    if (__builtin_mul_overflow(std::int64_t{interval.days}, kMicrosecondsPerDay, &microseconds) ||
        __builtin_add_overflow(microseconds, interval.microseconds, &microseconds))
        refuse(index, value, "which is too long for a number of microseconds");
    if (type == TypeKind::Time) return set_length_of_time(wire, microseconds, index);
    set_number(wire, MYSQL_TYPE_LONGLONG, microseconds);
}

}  // namespace

void to_wire(const ValueView& value, TypeKind type, std::size_t index, WireValue& wire) {
    switch (value.kind()) {
        case ValueKind::Null: wire.type = MYSQL_TYPE_NULL; break;
        case ValueKind::Bool:
        case ValueKind::Int64: set_number(wire, MYSQL_TYPE_LONGLONG, value.as_int64()); break;
        case ValueKind::Double: set_real(wire, value.as_double(), index); break;
        case ValueKind::Text:
        case ValueKind::Json: set_string(wire, value, type, index); break;
        case ValueKind::Bytes: set_bytes(wire, MYSQL_TYPE_BLOB, value.as_text()); break;
        case ValueKind::Decimal: set_decimal(wire, value, index); break;
        case ValueKind::Uuid: set_uuid(wire, type, value.as_text()); break;
        case ValueKind::Date:
            set_time(wire, MYSQL_TYPE_DATE, MYSQL_TIMESTAMP_DATE);
            set_date(wire.time, value.as_int64(), index);
            break;
        case ValueKind::Time: set_length_of_time(wire, value.as_int64(), index); break;
        case ValueKind::Timestamp:
        case ValueKind::TimestampTz: set_datetime(wire, value.as_int64(), index); break;
        case ValueKind::Interval: set_interval(wire, value, type, index); break;
        case ValueKind::Array: set_text(wire, json_of_array(value.as_text())); break;
        case ValueKind::Range: refuse(index, value, "but MariaDB and MySQL have no ranges: use two columns");
    }
}

void Parameters::bind(MYSQL_STMT* statement, std::span<const ParameterType> types, std::span<const ValueView> values) {
    if (values.size() != values_.size())
        throw ProgrammingError(
            "wrong_parameter_count",
            fmt::format("the statement has {} parameters, but {} were given", values_.size(), values.size()));
    if (values.empty()) return;
    for (std::size_t i = 0; i < values.size(); ++i) {
        to_wire(values[i], i < types.size() ? types[i].kind : TypeKind::Null, i + 1, values_[i]);
        MYSQL_BIND& bind = binds_[i];
        bind = {};
        bind.buffer_type = values_[i].type;
        bind.buffer = const_cast<void*>(values_[i].data);
        bind.buffer_length = values_[i].size;
    }
    if (mysql_stmt_bind_param(statement, binds_.data()) != 0) throw_last_error(statement);
}

}  // namespace azoth::mysql
