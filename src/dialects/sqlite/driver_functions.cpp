// SPDX-License-Identifier: MIT
#include "dialects/sqlite/driver_functions.hpp"

#include <cmath>
#include <exception>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "azoth/types/calendar_types.hpp"
#include "azoth/types/iso_text.hpp"
#include "dialects/sqlite/driver_regexp.hpp"
#include "dialects/sqlite/time_format.hpp"

namespace azoth::sqlite {
namespace {

constexpr int kPure = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;

using Arguments = std::span<sqlite3_value*>;

std::string_view text_of(sqlite3_value* value) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(value));
    return text == nullptr ? std::string_view{}
                           : std::string_view(text, static_cast<std::size_t>(sqlite3_value_bytes(value)));
}

void give(sqlite3_context* context, const std::string& text) {
    sqlite3_result_text64(context, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

RegexpCache& regexps(sqlite3_context* context) { return *static_cast<RegexpCache*>(sqlite3_user_data(context)); }

/// Calls `Function(context, arguments)` unless an argument is NULL. Nothing may be thrown through SQLite.
template <auto Function>
void call(sqlite3_context* context, int count, sqlite3_value** values) noexcept {
    const Arguments arguments(values, static_cast<std::size_t>(count));
    for (sqlite3_value* argument : arguments)
        if (sqlite3_value_type(argument) == SQLITE_NULL) return sqlite3_result_null(context);
    try {
        Function(context, arguments);
    } catch (const std::bad_alloc&) {
        sqlite3_result_error_nomem(context);
    } catch (const std::exception& error) {
        sqlite3_result_error(context, error.what(), -1);
    }
}

std::string_view flags_at(Arguments arguments, std::size_t index) {
    return index < arguments.size() ? text_of(arguments[index]) : std::string_view{};
}

void regexp(sqlite3_context* context, Arguments arguments) {
    sqlite3_result_int(context, regexps(context).matches(text_of(arguments[1]), text_of(arguments[0]), {}) ? 1 : 0);
}

void regexp_like(sqlite3_context* context, Arguments arguments) {
    const bool is_match =
        regexps(context).matches(text_of(arguments[0]), text_of(arguments[1]), flags_at(arguments, 2));
    sqlite3_result_int(context, is_match ? 1 : 0);
}

void regexp_replace(sqlite3_context* context, Arguments arguments) {
    give(context, regexps(context).replaced(text_of(arguments[0]), text_of(arguments[1]), text_of(arguments[2]),
                                            flags_at(arguments, 3)));
}

std::string_view timestamp_name() { return "a timestamp"; }

std::int64_t microseconds_of(sqlite3_value* value) {
    return detail::read_timestamp_tz(ValueView::text(text_of(value)), &timestamp_name);
}

void microseconds(sqlite3_context* context, Arguments arguments) {
    sqlite3_result_int64(context, microseconds_of(arguments[0]));
}

/// Instants are stored with their offset, which is always that of UTC.
bool has_offset(std::string_view timestamp) {
    constexpr std::size_t kDate = 10;
    return timestamp.size() > kDate && timestamp.find_first_of("+-Z", kDate) != std::string_view::npos;
}

void add_microseconds(sqlite3_context* context, Arguments arguments) {
    std::int64_t sum = 0;
    if (__builtin_add_overflow(microseconds_of(arguments[0]), sqlite3_value_int64(arguments[1]), &sum))
        return sqlite3_result_error(context, "the timestamp would be out of range", -1);
    give(context, iso_timestamp(sum) + (has_offset(text_of(arguments[0])) ? "+00:00" : ""));
}

void in_format(sqlite3_context* context, Arguments arguments) {
    give(context, in_time_format(text_of(arguments[1]), text_of(arguments[0])));
}

void from_format(sqlite3_context* context, Arguments arguments) {
    give(context, from_time_format(text_of(arguments[1]), text_of(arguments[0])));
}

constexpr std::int64_t kSecond = 1'000'000;

void seconds(sqlite3_context* context, Arguments arguments) {
    const std::int64_t since = microseconds_of(arguments[0]);
    if (is_infinite(since)) return give(context, std::string(text_of(arguments[0])));
    sqlite3_result_int64(context, since / kSecond - (since % kSecond < 0 ? 1 : 0));
}

void from_fraction(sqlite3_context* context, double seconds) {
    constexpr double kMost = 9e12;  // as many as there are microseconds for
    if (!(std::abs(seconds) < kMost)) return sqlite3_result_error(context, "the number of seconds is out of range", -1);
    give(context, iso_timestamp(std::llround(seconds * static_cast<double>(kSecond))));
}

/// What is no number, nor a text of one, stays as it is.
void from_seconds(sqlite3_context* context, Arguments arguments) {
    std::int64_t since = 0;
    const int type = sqlite3_value_numeric_type(arguments[0]);
    if (type == SQLITE_FLOAT) return from_fraction(context, sqlite3_value_double(arguments[0]));
    if (type != SQLITE_INTEGER) return sqlite3_result_value(context, arguments[0]);
    if (__builtin_mul_overflow(sqlite3_value_int64(arguments[0]), kSecond, &since))
        return sqlite3_result_error(context, "the number of seconds is out of range", -1);
    give(context, iso_timestamp(since));
}

template <auto Function>
int add(sqlite3* database, const char* name, int count) {
    return sqlite3_create_function_v2(database, name, count, kPure, nullptr, &call<Function>, nullptr, nullptr,
                                      nullptr);
}

/// Each function has patterns of its own: SQLite destroys them with it.
template <auto Function>
int add_regexp(sqlite3* database, const char* name, int count) {
    const auto destroy = [](void* cache) { delete static_cast<RegexpCache*>(cache); };
    return sqlite3_create_function_v2(database, name, count, kPure, new RegexpCache, &call<Function>, nullptr, nullptr,
                                      destroy);
}

}  // namespace

int add_functions(sqlite3* database) {
    const int results[] = {add_regexp<regexp>(database, "regexp", 2),
                           add_regexp<regexp_like>(database, "regexp_like", 3),
                           add_regexp<regexp_replace>(database, "regexp_replace", 3),
                           add_regexp<regexp_replace>(database, "regexp_replace", 4),
                           add<microseconds>(database, "azoth_microseconds", 1),
                           add<add_microseconds>(database, "azoth_add_microseconds", 2),
                           add<in_format>(database, "azoth_in_time_format", 2),
                           add<from_format>(database, "azoth_from_time_format", 2),
                           add<seconds>(database, "azoth_seconds", 1),
                           add<from_seconds>(database, "azoth_from_seconds", 1)};
    for (const int result : results)
        if (result != SQLITE_OK) return result;
    return SQLITE_OK;
}

}  // namespace azoth::sqlite
