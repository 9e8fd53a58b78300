// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>

#include "azoth/schema/constraints.hpp"
#include "azoth/schema/index.hpp"

namespace azoth {

class TableDefinition;

/// Patterns for the names of constraints and indexes that have none:
///
///     MetaData metadata(NamingConvention{.uq = "uq_%(table_name)s_%(column_0_name)s"});
///
/// Tokens: `%(table_name)s`, `%(constraint_name)s` (the name that was given), `%(column_0_name)s` (any number),
/// `%(column_0N_name)s` (all column names in a row), `%(column_0_N_name)s` (all, joined by `_`), the same with `_key`
/// and
/// `_label` (table and column), `%(referred_table_name)s`, `%(referred_column_0_name)s` and so on, and
/// `%(constraint_number)s` (of the check within its table, from 1). An empty pattern leaves the name to the database.
struct NamingConvention {
    std::string pk = "pk_%(table_name)s";
    std::string fk = "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s";
    std::string uq = "uq_%(table_name)s_%(column_0_N_name)s";
    std::string ck = "ck_%(table_name)s_%(constraint_number)s";
    std::string ix = "ix_%(table_name)s_%(column_0_N_name)s";
    std::string ex = "ex_%(table_name)s_%(column_0_N_name)s";

    friend bool operator==(const NamingConvention&, const NamingConvention&) = default;
};

/// A name cut to `limit` bytes, with four hexadecimal digits of its hash at the end; the same in every run. A short one
/// stays as it is.
std::string shortened_name(std::string name, std::size_t limit);

/// The name of a constraint: its own, or what the naming convention makes of table and columns. Empty when the
/// convention leaves it to the database.
///
/// Throw ArgumentError(`bad_naming_convention`) for a token that does not exist, or that the constraint cannot fill.
std::string constraint_name(const TableDefinition& table, const PrimaryKeyConstraint& constraint);
std::string constraint_name(const TableDefinition& table, const ForeignKeyConstraint& constraint);
std::string constraint_name(const TableDefinition& table, const UniqueConstraint& constraint);
std::string constraint_name(const TableDefinition& table, const CheckConstraint& constraint);
std::string constraint_name(const TableDefinition& table, const ExcludeConstraint& constraint);
std::string constraint_name(const TableDefinition& table, const Index& index);
/// Of the check that goes with the labels of an enumeration: `ck_books_format`.
std::string enum_check_name(const TableDefinition& table, const std::string& column);

}  // namespace azoth
