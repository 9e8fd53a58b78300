// SPDX-License-Identifier: MIT
#include <cstdint>

#include <fmt/format.h>

#include "azoth/schema/table.hpp"

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

std::string_view without_schema(std::string_view table) { return table.substr(table.rfind('.') + 1); }

std::string own_or(const std::string& own, std::string convention) {
    return own.empty() ? shortened_name(std::move(convention), kLongestName) : own;
}

std::size_t number_of(const TableDefinition& table, const CheckConstraint& constraint) {
    std::size_t number = 1;
    for (const CheckConstraint& each : table.checks()) {
        if (&each == &constraint || (each.name.empty() && each.condition == constraint.condition)) break;
        ++number;
    }
    return number;
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
    return own_or(constraint.name, fmt::format("pk_{}", table.name()));
}

std::string constraint_name(const TableDefinition& table, const ForeignKeyConstraint& constraint) {
    return own_or(constraint.name, fmt::format("fk_{}_{}_{}", table.name(), fmt::join(constraint.columns, "_"),
                                               without_schema(constraint.target_table)));
}

std::string constraint_name(const TableDefinition& table, const UniqueConstraint& constraint) {
    return own_or(constraint.name, fmt::format("uq_{}_{}", table.name(), fmt::join(constraint.columns, "_")));
}

std::string constraint_name(const TableDefinition& table, const CheckConstraint& constraint) {
    return own_or(constraint.name, fmt::format("ck_{}_{}", table.name(), number_of(table, constraint)));
}

std::string constraint_name(const TableDefinition& table, const Index& index) {
    return own_or(index.name, fmt::format("ix_{}_{}", table.name(), fmt::join(index.columns, "_")));
}

}  // namespace azoth
