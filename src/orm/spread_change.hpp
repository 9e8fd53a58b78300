// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <source_location>
#include <vector>

#include "azoth/orm/session.hpp"
#include "azoth/sql/select_node.hpp"
#include "orm/inheritance.hpp"

namespace azoth::orm {

/// Rows of the class, or of a known subclass, are in more than one table.
bool is_spread(const ClassMap& map);
/// The conditions or assignments of an UPDATE of the class concern another table than its first.
bool names_other_tables(const ClassMap& map, const sql::SelectNode& query, const std::vector<Assignment>& assignments);

/// DELETE and UPDATE of the rows that a query of such a class finds, table by table, by their keys; how many.
std::int64_t delete_spread(Session& session, const sql::SelectNode& query, const ClassMap& map,
                           std::source_location where);
std::int64_t update_spread(Session& session, const sql::SelectNode& query, const ClassMap& map,
                           const std::vector<Assignment>& assignments, std::source_location where);

/// Runs an INSERT, UPDATE or DELETE that names the class for its rows in all tables.
///
/// Throws ArgumentError(`several_tables`) for what such a statement cannot have.
DmlResult change_all_tables(Session& session, const sql::StatementNode& change, const ClassMap& map,
                            std::source_location where);

}  // namespace azoth::orm
