// SPDX-License-Identifier: MIT
#include "dialects/mysql/types.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/compile/enum_length.hpp"
#include "azoth/dialects/mysql/options.hpp"

namespace azoth::mysql {
namespace {

bool holds(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

template <class Constraints>
bool any_names(const Constraints& constraints, const std::string& column) {
    return std::any_of(constraints.begin(), constraints.end(),
                       [&](const auto& constraint) { return holds(constraint.columns(), column); });
}

/// An index that takes the column whole, however long it is.
bool is_whole_in(const Index& index, const std::string& column) {
    const auto& options = index.options().get<IndexOptions>();
    const auto is_it = [&](const auto& length) { return length.first == column; };
    return holds(index.columns(), column) && options.kind == IndexOptions::Kind::Usual &&
           std::none_of(options.lengths.begin(), options.lengths.end(), is_it);
}

bool is_whole_in_any(std::span<const Index> indexes, const std::string& column) {
    return std::any_of(indexes.begin(), indexes.end(), [&](const Index& each) { return is_whole_in(each, column); });
}

bool is_in_key(const TableDefinition& table, const Column& column) {
    return column.is_primary_key() || any_names(table.unique_constraints(), column.name()) ||
           is_whole_in_any(table.indexes(), column.name()) || any_names(table.foreign_keys(), column.name());
}

/// A type that no key can hold.
std::string unlimited(std::string_view type, std::string_view example, const TableDefinition& table,
                      const Column& column) {
    if (is_in_key(table, column))
        throw CompileError(
            "type_needs_length",
            fmt::format("column {}.{} is part of a key or index, which MySQL and MariaDB cannot build on "
                        "{}; give it a length: {}",
                        table.name(), column.name(), type, example));
    return std::string(type);
}

/// A type with a length, or another one when none is given.
std::string limited(std::string_view type, std::string_view without_limit, std::string_view example,
                    const SqlType& wanted, const TableDefinition& table, const Column& column) {
    if (wanted.length > 0) return fmt::format("{}({})", type, wanted.length);
    return unlimited(without_limit, example, table, column);
}

// DECIMAL alone would be DECIMAL(10, 0) and cut off every fraction.
std::string decimal(const SqlType& type, std::string_view what) {
    constexpr int kMostDigits = 65;
    constexpr int kMostDecimals = 30;
    if (type.precision > kMostDigits || type.scale > kMostDecimals)
        throw CompileError(
            "unsupported",
            fmt::format("{} is a decimal of {} digits, {} of them after the point; MySQL and MariaDB have "
                        "{} and {} at most. Use fewer, or a text",
                        what, type.precision, type.scale, kMostDigits, kMostDecimals));
    if (type.precision == 0)
        throw CompileError("type_needs_precision",
                           fmt::format("{} is a decimal without a precision, which MySQL and MariaDB take for whole "
                                       "numbers of ten digits; write how many digits it has: Numeric{{18, 4}}",
                                       what));
    return fmt::format("DECIMAL({}, {})", type.precision, type.scale);
}

/// The smallest of a family that holds so many bytes; 0: any number.
std::string_view smallest(int bytes, std::span<const std::string_view, 4> family) {
    if (bytes == 0) return family[3];
    if (bytes <= 0xFF) return family[0];
    if (bytes <= 0xFFFF) return family[1];
    return bytes <= 0xFF'FFFF ? family[2] : family[3];
}

constexpr std::array<std::string_view, 4> kTexts = {"TINYTEXT", "TEXT", "MEDIUMTEXT", "LONGTEXT"};
constexpr std::array<std::string_view, 4> kBlobs = {"TINYBLOB", "BLOB", "MEDIUMBLOB", "LONGBLOB"};

// All columns of a row together may have 65535 bytes, LOBs aside.
constexpr int kLongestVarbinary = 65'000;

std::string with_fraction(std::string_view name, const SqlType& type) {
    return fmt::format("{}({})", name, type.fraction_digits);
}

std::string integer(std::string_view name, const SqlType& type) {
    return fmt::format("{}{}", name, type.is_unsigned ? " UNSIGNED" : "");
}

std::string labels(std::string_view name, const SqlType& type) {
    std::string text(name);
    char separator = '(';
    for (const std::string& label : type.enumeration->labels) {
        text += std::exchange(separator, ',');
        text += '\'';
        for (const char c : label) {
            if (c == '\'' || c == '\\') text += c;
            text += c;
        }
        text += '\'';
    }
    return text + ")";
}

[[noreturn]] void throw_unsupported(const SqlType& type, const std::string& what) {
    throw CompileError("unsupported",
                       fmt::format("{} has the type {}, which MySQL and MariaDB do not have; use columns of "
                                   "simpler types for its parts, or a text",
                                   what, to_string(type)));
}

std::string bits(const SqlType& type, const std::string& what) {
    constexpr int kMostBits = 64;
    if (type.length <= kMostBits) return fmt::format("BIT({})", type.length);
    throw CompileError("unsupported",
                       fmt::format("{} has {} bits; MySQL and MariaDB have {} at most. Use VarBit, which is "
                                   "a text there",
                                   what, type.length, kMostBits));
}

}  // namespace

std::string type_name(const SqlType& type, const TableDefinition& table, const Column& column, const Product& product) {
    const std::string name = fmt::format("column {}.{}", table.name(), column.name());
    switch (type.kind) {
        case TypeKind::Boolean: return "BOOL";
        case TypeKind::TinyInteger: return integer("TINYINT", type);
        case TypeKind::SmallInteger: return integer("SMALLINT", type);
        case TypeKind::MediumInteger: return integer("MEDIUMINT", type);
        case TypeKind::Integer: return integer("INTEGER", type);
        case TypeKind::BigInteger: return integer("BIGINT", type);
        case TypeKind::Float: return "FLOAT";
        case TypeKind::Double: return "DOUBLE";
        case TypeKind::Numeric: return decimal(type, name);
        case TypeKind::String: return limited("VARCHAR", "LONGTEXT", "String{100}", type, table, column);
        case TypeKind::Text: return unlimited(smallest(type.length, kTexts), "String{100}", table, column);
        case TypeKind::Other: return limited("VARCHAR", "LONGTEXT", "String{100}", type, table, column);
        case TypeKind::Char: return fmt::format("CHAR({})", type.length);
        case TypeKind::LargeBinary:
            if (type.length > kLongestVarbinary)
                return unlimited(smallest(type.length, kBlobs), "LargeBinary{100}", table, column);
            return limited("VARBINARY", "LONGBLOB", "LargeBinary{100}", type, table, column);
        case TypeKind::Binary: return fmt::format("BINARY({})", type.length);
        case TypeKind::Date: return "DATE";
        case TypeKind::Time: return with_fraction("TIME", type);
        case TypeKind::Year: return "YEAR";
        case TypeKind::Interval: return "BIGINT";
        case TypeKind::Bit: return bits(type, name);
        case TypeKind::VarBit: return limited("VARCHAR", "LONGTEXT", "VarBit{100}", type, table, column);
        case TypeKind::Set: return labels("SET", type);
        case TypeKind::Array: return "JSON";
        case TypeKind::TimeTz:
        case TypeKind::Range:
        case TypeKind::MultiRange: throw_unsupported(type, name);
        // An instant is stored as the DATETIME that it is in UTC, the zone of azoth's sessions: TIMESTAMP ends in 2038.
        case TypeKind::DateTime:
        case TypeKind::DateTimeTz: return with_fraction("DATETIME", type);
        case TypeKind::Uuid: return product.is_mariadb(100700) ? "UUID" : "CHAR(36)";
        case TypeKind::Json: return "JSON";
        case TypeKind::Enum: return fmt::format("VARCHAR({})", compile::longest_label(type));
        case TypeKind::Null: break;
    }
    throw CompileError("unknown_type", name + " has no type");
}

std::string cast_type_name(const SqlType& type, const Product& product) {
    switch (type.kind) {
        case TypeKind::Boolean:
        case TypeKind::TinyInteger:
        case TypeKind::SmallInteger:
        case TypeKind::MediumInteger:
        case TypeKind::Integer:
        case TypeKind::BigInteger:
        case TypeKind::Year:
        case TypeKind::Interval: return type.is_unsigned ? "UNSIGNED" : "SIGNED";
        case TypeKind::Float:
        case TypeKind::Double: return "DOUBLE";
        case TypeKind::Numeric: return decimal(type, "the type of a CAST");
        case TypeKind::LargeBinary:
        case TypeKind::Binary: return type.length == 0 ? "BINARY" : fmt::format("BINARY({})", type.length);
        case TypeKind::Date: return "DATE";
        case TypeKind::Time: return with_fraction("TIME", type);
        case TypeKind::DateTime:
        case TypeKind::DateTimeTz: return with_fraction("DATETIME", type);
        case TypeKind::Array:
        case TypeKind::Json: return product.is_mysql(0) ? "JSON" : "CHAR";
        case TypeKind::Null: throw CompileError("unknown_type", "CAST needs a type that is known");
        default: return type.length == 0 ? "CHAR" : fmt::format("CHAR({})", type.length);
    }
}

}  // namespace azoth::mysql
