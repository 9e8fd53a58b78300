// SPDX-License-Identifier: MIT
// Values within the SQL, so written that SQLite reads back what they were.
#include <algorithm>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

#include "azoth/types/iso_text.hpp"
#include "dialects/sqlite/compiler.hpp"

namespace azoth::sqlite {
namespace {

/// A literal ends at a NUL.
void append_text_with_nul(std::string& sql, std::string_view text) {
    sql += "CAST(x'";
    for (const char c : text) fmt::format_to(std::back_inserter(sql), "{:02x}", static_cast<unsigned char>(c));
    sql += "' AS TEXT)";
}

// SQLite reads decimals in a few bits more than a double has, some versions with an error in the last of them
// (sqlite3AtoF in its util.c). Fifteen digits and a power of ten that a double holds come through any of them.
bool is_read_exactly(double value) {
    const double magnitude = std::abs(value);
    if (magnitude != 0 && !(magnitude >= 1e-7 && magnitude < 1e15)) return false;
    const std::string text = fmt::format("{}", magnitude);
    return std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; }) <= 15;
}

/// The whole number times or over powers of two, each of which SQLite reads exactly: so is their product.
void append_product(std::string& sql, double value) {
    int exponent = 0;
    const double fraction = std::frexp(value, &exponent);
    fmt::format_to(std::back_inserter(sql), "({:.1f}", std::ldexp(fraction, 53));
    exponent -= 53;
    while (exponent != 0) {
        const int step = std::min(std::abs(exponent), 62);
        fmt::format_to(std::back_inserter(sql), " {} {:.1f}", exponent > 0 ? '*' : '/', std::ldexp(1.0, step));
        exponent += exponent > 0 ? -step : step;
    }
    sql += ')';
}

void append_double(std::string& sql, double value) {
    const double magnitude = std::abs(value);
    if (std::isnan(value))
        sql += "NULL";  // as which SQLite stores it
    else if (std::isinf(value))
        sql += value > 0 ? "9e999" : "-9e999";
    else if (magnitude < 1e-290 || magnitude > 1e290)
        append_product(sql, value);
    else  // the seventeenth digit keeps the text away from what rounds to a neighbour
        fmt::format_to(std::back_inserter(sql), "{:.16e}", value);
}

}  // namespace

void SqliteDialect::write_literal(std::string& sql, const ValueView& value) const {
    if (value.kind() == ValueKind::Bool)
        sql += value.as_int64() != 0 ? '1' : '0';
    else if (value.kind() == ValueKind::Double && !is_read_exactly(value.as_double()))
        append_double(sql, value.as_double());
    else if (value.kind() == ValueKind::Text && value.as_text().find('\0') != std::string_view::npos)
        append_text_with_nul(sql, value.as_text());
    else if (value.kind() == ValueKind::TimestampTz)
        sql += fmt::format("'{}+00:00'", iso_timestamp(value.as_int64()));  // as the driver stores it
    else if (value.kind() == ValueKind::Decimal)
        Dialect::write_literal(sql, ValueView::text(value.as_text()));  // a number would be read as a double
    else
        Dialect::write_literal(sql, value);
}

}  // namespace azoth::sqlite
