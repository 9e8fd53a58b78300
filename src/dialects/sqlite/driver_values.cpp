// SPDX-License-Identifier: MIT
#include "dialects/sqlite/driver_values.hpp"

#include <cmath>
#include <cstddef>
#include <new>
#include <string>
#include <string_view>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/types/iso_text.hpp"
#include "dialects/sqlite/driver_errors.hpp"

namespace azoth::sqlite {
namespace {

int bind_real(sqlite3_stmt* statement, int index, double value) {
    // SQLite would store NULL.
    if (std::isnan(value))
        throw DataError("bad_value", fmt::format("parameter {} is NaN, which SQLite cannot store", index));
    return sqlite3_bind_double(statement, index, value);
}

/// A null pointer would bind NULL, and an empty view may have one.
const char* data_of(std::string_view bytes) { return bytes.empty() ? "" : bytes.data(); }

int bind_text(sqlite3_stmt* statement, int index, std::string_view text, sqlite3_destructor_type destructor) {
    return sqlite3_bind_text64(statement, index, data_of(text), text.size(), destructor, SQLITE_UTF8);
}

int bind_made_text(sqlite3_stmt* statement, int index, const std::string& text) {
    return bind_text(statement, index, text, SQLITE_TRANSIENT);
}

int bind_value(sqlite3_stmt* statement, int index, const ValueView& value, sqlite3_destructor_type destructor) {
    switch (value.kind()) {
        case ValueKind::Null: break;
        case ValueKind::Bool:
        case ValueKind::Int64: return sqlite3_bind_int64(statement, index, value.as_int64());
        case ValueKind::Double: return bind_real(statement, index, value.as_double());
        case ValueKind::Text:
        case ValueKind::Decimal:
        case ValueKind::Json: return bind_text(statement, index, value.as_text(), destructor);
        case ValueKind::Bytes: {
            const std::string_view bytes = value.as_text();
            return sqlite3_bind_blob64(statement, index, data_of(bytes), bytes.size(), destructor);
        }
        case ValueKind::Date: return bind_made_text(statement, index, iso_date(value.as_int64()));
        case ValueKind::Time: return bind_made_text(statement, index, iso_time(value.as_int64()));
        case ValueKind::Timestamp: return bind_made_text(statement, index, iso_timestamp(value.as_int64()));
        case ValueKind::TimestampTz:
            return bind_made_text(statement, index, iso_timestamp(value.as_int64()) + "+00:00");
        case ValueKind::Uuid: return bind_made_text(statement, index, uuid_text(value.as_text()));
    }
    return sqlite3_bind_null(statement, index);
}

ValueView read_text(sqlite3_value* value) {
    const void* text = sqlite3_value_text(value);
    if (text == nullptr) throw std::bad_alloc();
    return ValueView::data(ValueKind::Text, text, static_cast<std::size_t>(sqlite3_value_bytes(value)));
}

ValueView read_bytes(sqlite3_value* value) {
    const void* bytes = sqlite3_value_blob(value);
    return ValueView::data(ValueKind::Bytes, bytes, static_cast<std::size_t>(sqlite3_value_bytes(value)));
}

ValueView read_value(sqlite3_value* value) {
    switch (sqlite3_value_type(value)) {
        case SQLITE_INTEGER: return ValueView::int64(sqlite3_value_int64(value));
        case SQLITE_FLOAT: return ValueView::real(sqlite3_value_double(value));
        case SQLITE_TEXT: return read_text(value);
        case SQLITE_BLOB: return read_bytes(value);
        default: return {};
    }
}

}  // namespace

void bind_values(sqlite3_stmt* statement, std::span<const ValueView> values, ParameterLifetime lifetime) {
    const int count = sqlite3_bind_parameter_count(statement);
    if (values.size() != static_cast<std::size_t>(count))
        throw ProgrammingError("wrong_parameter_count",
                               fmt::format("the statement has {} parameters, but {} were given", count, values.size()));
    const auto destructor = lifetime == ParameterLifetime::UntilFinished ? SQLITE_STATIC : SQLITE_TRANSIENT;
    int index = 0;
    for (const ValueView& value : values)
        if (bind_value(statement, ++index, value, destructor) != SQLITE_OK)
            throw_last_error(sqlite3_db_handle(statement));
}

void read_row(sqlite3_stmt* statement, std::span<ValueView> cells) {
    // The connection has no mutex, so a value may be asked directly, which is faster than sqlite3_column_*().
    int index = 0;
    for (ValueView& cell : cells) cell = read_value(sqlite3_column_value(statement, index++));
}

}  // namespace azoth::sqlite
