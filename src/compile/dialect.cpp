// SPDX-License-Identifier: MIT
#include "azoth/compile/dialect.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

#include "azoth/base/error.hpp"
#include "azoth/types/iso_text.hpp"
#include "azoth/types/packed_values.hpp"
#include "azoth/types/value.hpp"
#include "compile/plain_read.hpp"
#include "compile/written.hpp"

namespace azoth {
namespace {

bool is_plain_name(std::string_view text) {
    const auto is_plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
    return !(text.front() >= '0' && text.front() <= '9') && std::all_of(text.begin(), text.end(), is_plain);
}

void check_name(std::string_view text) {
    if (text.empty()) throw ArgumentError("bad_name", "a table, column or label has an empty name");
    if (const auto nul = text.find('\0'); nul != std::string_view::npos)
        throw ArgumentError("bad_name",
                            fmt::format("the name '{}' goes on behind a NUL character, which no database can store",
                                        text.substr(0, nul)));
}

/// A name that is not to be quoted must be one without quotes too: it is not the way to write SQL.
void check_bare_name(std::string_view text) {
    const auto is_bare = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' ||
               static_cast<unsigned char>(c) >= 0x80;
    };
    if (!std::all_of(text.begin(), text.end(), is_bare) || (text.front() >= '0' && text.front() <= '9'))
        throw ArgumentError("bad_name",
                            fmt::format("the name '{}' cannot stand without quotes: it is not made of letters, "
                                        "digits and _ alone",
                                        text));
}

void append_text(std::string& sql, std::string_view text) {
    if (text.find('\0') != std::string_view::npos)
        throw ArgumentError("bad_literal", "a text with a NUL character cannot be written as a SQL literal; bind it");
    sql += '\'';
    for (const char c : text) {
        if (c == '\'') sql += '\'';
        sql += c;
    }
    sql += '\'';
}

void append_bytes(std::string& sql, std::string_view bytes) {
    sql += "x'";
    for (const char c : bytes) fmt::format_to(std::back_inserter(sql), "{:02x}", static_cast<unsigned char>(c));
    sql += '\'';
}

void append_double(std::string& sql, double value) {
    if (!std::isfinite(value))
        throw CompileError("unsupported", fmt::format("{} cannot be written as a SQL literal; bind it", value));
    const std::string text = fmt::format("{}", value);
    sql += text;
    // A division of whole numbers would drop the fraction.
    if (text.find_first_of(".e") == std::string::npos) sql += ".0";
}

}  // namespace

Compiled Dialect::compile(const sql::StatementNode& statement) const {
    compile::Written written = compile::write(statement, *this);
    Compiled result{.slots = std::move(written.text.slots),
                    .columns = std::move(written.columns),
                    .cartesian_product = std::move(written.cartesian_product),
                    .defaults = std::move(written.defaults),
                    .returns_rows = written.returns_rows,
                    .is_cacheable = statement.kind() != sql::NodeKind::Ddl,
                    .is_plain_read = compile::is_plain_read(statement)};
    const auto lists = std::count_if(result.slots.begin(), result.slots.end(),
                                     [](const BindSlot& slot) { return slot.source == BindSlot::Source::BindList; });
    const auto has = [&](BindSlot::Source source) {
        return std::ranges::find(result.slots, source, &BindSlot::source) != result.slots.end();
    };
    result.has_bind_lists = lists > 0 || has(BindSlot::Source::Literal);
    result.has_names = written.has_names;
    std::uint32_t next = 0;
    result.takes_rows_in_order = std::ranges::all_of(result.slots, [&](const BindSlot& slot) {
        return slot.source == BindSlot::Source::Parameter && slot.index == next++;
    });
    result.pieces = std::move(written.text.pieces);
    const std::vector<std::size_t> single_values(static_cast<std::size_t>(lists), 1);
    result.sql =
        compile::expand(result, *this, single_values, result.has_bind_lists ? nullptr : &result.parameter_types);
    if (!result.has_bind_lists) result.pieces.clear();
    result.array_sql = array_statement(statement);
    return result;
}

void Dialect::write_identifier(std::string& sql, std::string_view text, Quoting quoting) const {
    check_name(text);
    if (quoting == Quoting::Never) check_bare_name(text);
    if (quoting == Quoting::Never || (quoting == Quoting::Auto && is_plain_name(text) && !is_reserved(text))) {
        sql += text;
        return;
    }
    const char quote = identifier_quote();
    sql += quote;
    for (const char c : text) {
        if (c == quote) sql += quote;
        sql += c;
    }
    sql += quote;
}

void Dialect::write_qualified(std::string& sql, std::string_view schema, const QuotedName& name) const {
    if (!schema.empty()) {
        write_identifier(sql, schema);
        sql += '.';
    }
    write_identifier(sql, name.text, name.quoting);
}

void Dialect::write_literal(std::string& sql, const ValueView& value) const {
    switch (value.kind()) {
        case ValueKind::Null: sql += "NULL"; return;
        case ValueKind::Bool: sql += value.as_int64() != 0 ? "true" : "false"; return;
        case ValueKind::Int64: sql += std::to_string(value.as_int64()); return;
        case ValueKind::Double: return append_double(sql, value.as_double());
        case ValueKind::Decimal: sql += value.as_text(); return;
        case ValueKind::Bytes: return append_bytes(sql, value.as_text());
        case ValueKind::Date: return append_text(sql, iso_date(value.as_int64()));
        case ValueKind::Time: return append_text(sql, iso_time(value.as_int64()));
        case ValueKind::Timestamp:
        case ValueKind::TimestampTz: return append_text(sql, iso_timestamp(value.as_int64()));
        case ValueKind::Uuid: return append_text(sql, uuid_text(value.as_text()));
        case ValueKind::Interval: return append_text(sql, iso_interval(value.as_interval()));
        case ValueKind::Array: return append_text(sql, json_of_array(value.as_text()));
        case ValueKind::Range: return append_text(sql, to_display_string(value));
        case ValueKind::Text:
        case ValueKind::Json: return append_text(sql, value.as_text());
    }
}

void Dialect::append_literal(std::string& sql, const ValueView& value, TypeKind type) const {
    const bool is_after_minus = !sql.empty() && sql.back() == '-';
    const std::size_t start = sql.size();
    // A whole number beside a column of another type is one of that type.
    if (value.kind() == ValueKind::Int64 && (type == TypeKind::Double || type == TypeKind::Float))
        write_literal(sql, ValueView::real(static_cast<double>(value.as_int64())));
    else
        write_literal(sql, value);
    if (is_after_minus && sql[start] == '-') sql.insert(start, " ");
}

std::string_view Dialect::explain_words(bool) const {
    throw CompileError("unsupported", fmt::format("{} has no EXPLAIN that azoth can read", name()));
}

Plan Dialect::read_plan(const std::vector<std::vector<Value>>&) const { return {}; }

}  // namespace azoth
