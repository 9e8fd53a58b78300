// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "azoth/orm/class_map.hpp"

namespace azoth::orm {

/// What mapping() says of a link table.
struct LinkDraft {
    std::string table;               ///< empty: named after both sides
    TableDefinitionPtr definition;   ///< a table of the user's; null: azoth makes it
    std::vector<std::string> local;  ///< names of columns; empty: to be found
    std::vector<std::string> remote;
    ClassMap& (*map)() = nullptr;  ///< of a mapped class, whose table it is
};

/// The table of a many-to-many relationship, as one side sees it.
struct LinkTable {
    TableDefinitionPtr definition;
    std::vector<std::uint32_t> local;   ///< its columns that hold the relationship's local_columns
    std::vector<std::uint32_t> remote;  ///< and those that hold its remote_columns
    bool is_unique = false;             ///< it cannot hold the same link twice

    /// The columns in `rows`: the table or an alias of it.
    std::vector<sql::ColumnPtr> columns_in(const sql::FromPtr& rows, const std::vector<std::uint32_t>& positions) const;
};

/// Finds the link table of a relationship, or makes it, and the columns on both sides. Throws MappingError.
void resolve_link_table(Relationship& relationship, const ClassDraft& target);

/// Whether they are the two sides of the same links.
bool are_sides_of_one_link(const Relationship& one, const Relationship& other);

/// A link is the same for both of its sides: this one stands for both.
const Relationship& main_side(const Relationship& relationship);

}  // namespace azoth::orm
