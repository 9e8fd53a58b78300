// SPDX-License-Identifier: MIT
#include "azoth/schema/naming_convention.hpp"

#include <charconv>
#include <cstdint>

#include <fmt/format.h>

#include "azoth/base/error.hpp"
#include "azoth/schema/table.hpp"
#include "sql/children.hpp"

namespace azoth {
namespace {

constexpr std::size_t kLongestName = 63;  // bytes; the least that PostgreSQL, MySQL and SQLite take

/// FNV-1a, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/): the same in every run and on every machine.
std::uint32_t stable_hash(std::string_view text) {
    std::uint32_t hash = 2166136261;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619;
    return hash;
}

bool is_inside_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

/// What the tokens of a pattern stand for.
struct NameParts {
    const TableDefinition& table;
    std::string_view own_name;
    std::vector<std::string> columns;
    std::string_view referred_table;
    std::vector<std::string> referred_columns;
    std::size_t number = 0;
};

[[noreturn]] void throw_bad_token(std::string_view token, const NameParts& parts, std::string_view reason) {
    throw ArgumentError("bad_naming_convention",
                        fmt::format("the naming convention's token %({})s cannot be filled in for a constraint of the "
                                    "table '{}': {}",
                                    token, parts.table.full_name(), reason));
}

std::string column_text(const NameParts& parts, const std::string& column, std::string_view form) {
    if (form == "label") return fmt::format("{}_{}", parts.table.name(), column);
    if (form == "key")
        if (const Column* const definition = parts.table.find_definition(column)) return definition->key();
    return column;
}

/// `rest` is what follows `column_`: `0_name`, `0N_name`, `0_N_name`.
std::string columns_text(const NameParts& parts, const std::vector<std::string>& columns, std::string_view rest,
                         std::string_view token) {
    std::size_t first = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), first);
    if (error != std::errc{}) throw_bad_token(token, parts, "a number comes behind 'column_'");
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    const bool has_all = rest.starts_with("N_") || rest.starts_with("_N_");
    const std::string_view separator = rest.starts_with("_N_") ? "_" : "";
    const std::string_view form = rest.substr(rest.rfind('_') + 1);
    if (form != "name" && form != "key" && form != "label")
        throw_bad_token(token, parts, "it ends in _name, _key or _label");
    if (first >= columns.size()) throw_bad_token(token, parts, "it has not that many columns; give it a name");
    std::string text;
    for (std::size_t i = first; i < (has_all ? columns.size() : first + 1); ++i)
        text.append(i == first ? "" : separator).append(column_text(parts, columns[i], form));
    return text;
}

std::string token_text(std::string_view token, const NameParts& parts) {
    if (token == "table_name") return std::string(parts.table.name());
    if (token == "referred_table_name") return std::string(parts.referred_table);
    if (token == "constraint_number") return std::to_string(parts.number);
    if (token == "constraint_name") {
        if (parts.own_name.empty()) throw_bad_token(token, parts, "it has no name; give it one by name()");
        return std::string(parts.own_name);
    }
    if (token.starts_with("column_")) return columns_text(parts, parts.columns, token.substr(7), token);
    if (token.starts_with("referred_column_"))
        return columns_text(parts, parts.referred_columns, token.substr(16), token);
    throw_bad_token(token, parts, "there is no such token");
}

std::string filled_in(std::string_view pattern, const NameParts& parts) {
    std::string name;
    for (auto start = pattern.find("%("); start != std::string_view::npos; start = pattern.find("%(")) {
        const auto end = pattern.find(")s", start);
        if (end == std::string_view::npos) throw_bad_token(pattern.substr(start + 2), parts, "it has no end ')s'");
        name.append(pattern.substr(0, start)).append(token_text(pattern.substr(start + 2, end - start - 2), parts));
        pattern.remove_prefix(end + 2);
    }
    return shortened_name(name.append(pattern), kLongestName);
}

template <class Constraint>
std::string own_or(const Constraint& constraint, std::string_view pattern, NameParts parts) {
    parts.own_name = constraint.name();
    const bool is_made = constraint.name().empty() || (!constraint.has_final_name() &&
                                                       pattern.find("%(constraint_name)s") != std::string_view::npos);
    return is_made ? filled_in(pattern, parts) : constraint.name();
}

std::size_t number_of(const TableDefinition& table, const CheckConstraint& constraint) {
    std::size_t number = 1;
    for (const CheckConstraint& each : table.checks()) {
        if (&each == &constraint || (each.name().empty() && each.sql() == constraint.sql())) break;
        ++number;
    }
    return number;
}

void add_columns(std::vector<std::string>& names, const sql::ExpressionNode& expression) {
    sql::for_each_part(expression, [&](const sql::ExpressionNode& node) {
        if (node.kind() == sql::NodeKind::Column) names.push_back(static_cast<const sql::ColumnNode&>(node).name());
    });
}

/// The columns of an index; of its expressions, those that they name.
std::vector<std::string> columns_of(const Index& index) {
    std::vector<std::string> names;
    for (const Index::Element& element : index.elements()) {
        if (element.expression)
            add_columns(names, *element.expression);
        else
            names.push_back(element.column);
    }
    return names;
}

}  // namespace

std::string shortened_name(std::string name, std::size_t limit) {
    if (name.size() <= limit) return name;
    const std::string suffix = fmt::format("_{:04x}", stable_hash(name) & 0xFFFF);
    std::size_t end = limit - suffix.size();
    while (end > 0 && is_inside_character(name[end])) --end;
    return name.substr(0, end) + suffix;
}

std::string constraint_name(const TableDefinition& table, const PrimaryKeyConstraint& constraint) {
    return own_or(constraint, table.naming().pk, {.table = table, .columns = constraint.columns()});
}

std::string constraint_name(const TableDefinition& table, const ForeignKeyConstraint& constraint) {
    return own_or(constraint, table.naming().fk,
                  {.table = table,
                   .columns = constraint.columns(),
                   .referred_table = constraint.target_name(),
                   .referred_columns = constraint.target_columns()});
}

std::string constraint_name(const TableDefinition& table, const UniqueConstraint& constraint) {
    return own_or(constraint, table.naming().uq, {.table = table, .columns = constraint.columns()});
}

std::string constraint_name(const TableDefinition& table, const CheckConstraint& constraint) {
    NameParts parts{.table = table, .number = number_of(table, constraint)};
    if (constraint.sql().expression()) add_columns(parts.columns, *constraint.sql().expression());
    return own_or(constraint, table.naming().ck, parts);
}

std::string constraint_name(const TableDefinition& table, const ExcludeConstraint& constraint) {
    return own_or(constraint, table.naming().ex, {.table = table, .columns = constraint.columns()});
}

std::string constraint_name(const TableDefinition& table, const Index& index) {
    return own_or(index, table.naming().ix, {.table = table, .columns = columns_of(index)});
}

std::string enum_check_name(const TableDefinition& table, const std::string& column) {
    const std::string& pattern = table.naming().ck;
    if (pattern.empty()) return {};
    if (pattern.find("%(constraint_number)s") != std::string::npos)
        return shortened_name(fmt::format("ck_{}_{}", table.name(), column), kLongestName);
    return filled_in(pattern, {.table = table, .own_name = column, .columns = {column}});
}

}  // namespace azoth
