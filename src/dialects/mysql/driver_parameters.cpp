// SPDX-License-Identifier: MIT
#include "dialects/mysql/driver_parameters.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/types/calendar_types.hpp"
#include "azoth/types/iso_text.hpp"
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

void set_time_of_day(WireValue& wire, std::int64_t microseconds, std::size_t index) {
    if (microseconds < 0 || microseconds > kMicrosecondsPerDay)
        throw DataError("value_out_of_range", fmt::format("parameter {} is no time of day", index));
    set_time(wire, MYSQL_TYPE_TIME, MYSQL_TIMESTAMP_TIME);
    set_clock(wire.time, microseconds);
}

void set_datetime(WireValue& wire, std::int64_t microseconds, std::size_t index) {
    const std::int64_t down = microseconds % kMicrosecondsPerDay < 0 ? 1 : 0;
    const std::int64_t days = microseconds / kMicrosecondsPerDay - down;
    set_time(wire, MYSQL_TYPE_DATETIME, MYSQL_TIMESTAMP_DATETIME);
    set_date(wire.time, days, index);
    set_clock(wire.time, microseconds - days * kMicrosecondsPerDay);
}

void set_uuid(WireValue& wire, std::string_view bytes) {
    std::ranges::copy(uuid_text(bytes), wire.text.begin());
    set_bytes(wire, MYSQL_TYPE_STRING, {wire.text.data(), wire.text.size()});
}

}  // namespace

void to_wire(const ValueView& value, std::size_t index, WireValue& wire) {
    switch (value.kind()) {
        case ValueKind::Null: wire.type = MYSQL_TYPE_NULL; break;
        case ValueKind::Bool:
        case ValueKind::Int64: set_number(wire, MYSQL_TYPE_LONGLONG, value.as_int64()); break;
        case ValueKind::Double: set_real(wire, value.as_double(), index); break;
        case ValueKind::Text:
        case ValueKind::Json: set_bytes(wire, MYSQL_TYPE_STRING, value.as_text()); break;
        case ValueKind::Bytes: set_bytes(wire, MYSQL_TYPE_BLOB, value.as_text()); break;
        case ValueKind::Decimal: set_bytes(wire, MYSQL_TYPE_NEWDECIMAL, value.as_text()); break;
        case ValueKind::Uuid: set_uuid(wire, value.as_text()); break;
        case ValueKind::Date:
            set_time(wire, MYSQL_TYPE_DATE, MYSQL_TIMESTAMP_DATE);
            set_date(wire.time, value.as_int64(), index);
            break;
        case ValueKind::Time: set_time_of_day(wire, value.as_int64(), index); break;
        case ValueKind::Timestamp:
        case ValueKind::TimestampTz: set_datetime(wire, value.as_int64(), index); break;
    }
}

void Parameters::bind(MYSQL_STMT* statement, std::span<const ValueView> values) {
    if (values.size() != values_.size())
        throw ProgrammingError(
            "wrong_parameter_count",
            fmt::format("the statement has {} parameters, but {} were given", values_.size(), values.size()));
    if (values.empty()) return;
    for (std::size_t i = 0; i < values.size(); ++i) {
        to_wire(values[i], i + 1, values_[i]);
        MYSQL_BIND& bind = binds_[i];
        bind = {};
        bind.buffer_type = values_[i].type;
        bind.buffer = const_cast<void*>(values_[i].data);
        bind.buffer_length = values_[i].size;
    }
    if (mysql_stmt_bind_param(statement, binds_.data()) != 0) throw_last_error(statement);
}

}  // namespace azoth::mysql
