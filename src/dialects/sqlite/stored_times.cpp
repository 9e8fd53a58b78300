// SPDX-License-Identifier: MIT
#include <string>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/dialects/sqlite/types.hpp"
#include "azoth/types/iso_text.hpp"
#include "dialects/sqlite/time_format.hpp"

namespace azoth::sqlite {
namespace {

[[noreturn]] void refuse(const SqlType& type, std::string_view format, std::string_view why) {
    throw ArgumentError("bad_storage_format", fmt::format("'{}' cannot be the format of a {} in SQLite: {}", format,
                                                          to_string(type.kind), why));
}

bool is_date_time(const SqlType& type) { return type.kind == TypeKind::DateTime || type.kind == TypeKind::DateTimeTz; }

void require_parts(const SqlType& type, std::string_view format) {
    if (!is_time_format(format)) refuse(type, format, "it may have %Y, %m, %d, %H, %M, %S, %f and %% only");
    std::string parts = parts_of_time_format(format);
    const std::string_view needed = type.kind == TypeKind::Date   ? "Ymd"
                                    : type.kind == TypeKind::Time ? "HMS"
                                    : is_date_time(type)          ? "YmdHMS"
                                                                  : "";
    if (needed.empty()) refuse(type, format, "only Date, Time and DateTime have one");
    if (type.kind != TypeKind::Date && parts.ends_with('f')) parts.pop_back();
    if (parts != needed) refuse(type, format, fmt::format("it must have each of the parts {} once", needed));
}

/// What is stored in azoth's own form is read all the same, and must not be taken for another day.
void require_no_other_order(const SqlType& type, std::string_view format) {
    const auto same = [&](const std::string& iso) {
        const std::string read = from_time_format(format, iso);
        if (type.kind == TypeKind::Time) return parse_iso_time(read) == parse_iso_time(iso);
        const auto moment = parse_iso_timestamp(read);
        return moment && moment->microseconds == parse_iso_timestamp(iso)->microseconds;
    };
    const bool is_same = type.kind == TypeKind::Date ? same("2001-02-03")
                         : type.kind == TypeKind::Time
                             ? same("04:05:06") && same("04:05:06.000007")
                             : same("2001-02-03 04:05:06") && same("2001-02-03T04:05:06") &&
                                   same("2001-02-03 04:05:06.000007") && same("2001-02-03T04:05:06.000007");
    if (!is_same) refuse(type, format, "ISO 8601 has the same form with another order of the parts");
}

/// As a text in SQL, within a form of SqlType::wrapped().
std::string quoted(std::string_view format) {
    std::string text = "'";
    for (const char c : format) text.append(c == '\'' ? 2 : 1, c);
    return text + "'";
}

/// Digits alone would become a number in a column that is not one of characters.
bool looks_like_number(std::string_view format) {
    std::string rest;
    for (std::size_t i = 0; i < format.size(); ++i)
        if (format[i] == '%' && format[i + 1] != '%')
            ++i;
        else
            rest += format[i];
    return rest.find_first_not_of("0123456789.+-eE ") == std::string::npos;
}

SqlType of_characters(const SqlType& type) {
    using NameOf = std::string (*)(std::string_view);
    const NameOf date = [](std::string_view dialect) { return std::string(dialect == "sqlite" ? "DATE_CHAR" : ""); };
    const NameOf time = [](std::string_view dialect) { return std::string(dialect == "sqlite" ? "TIME_CHAR" : ""); };
    const NameOf both = [](std::string_view dialect) {
        return std::string(dialect == "sqlite" ? "DATETIME_CHAR" : "");
    };
    return type.named_by(type.kind == TypeKind::Date ? date : type.kind == TypeKind::Time ? time : both);
}

}  // namespace

SqlType stored_as(const SqlType& type, std::string_view format) {
    if (format == "%s" && is_date_time(type))
        return type.wrapped("sqlite", "azoth_seconds({0})", "azoth_from_seconds({0})");
    require_parts(type, format);
    require_no_other_order(type, format);
    const std::string text = quoted(format);
    const SqlType stored = type.wrapped("sqlite", fmt::format("azoth_in_time_format({{0}}, {})", text),
                                        fmt::format("azoth_from_time_format({{0}}, {})", text));
    return looks_like_number(format) ? of_characters(stored) : stored;
}

}  // namespace azoth::sqlite
