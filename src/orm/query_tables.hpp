// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/sql/statement_node.hpp"
#include "orm/session_core.hpp"

namespace azoth::orm {

/// The statement may read a table that a flush would write to.
bool sees_unwritten(const SessionCore& session, const sql::StatementNode& statement);
/// The same of the table of a class.
bool sees_unwritten(const SessionCore& session, const ClassMap& map);

}  // namespace azoth::orm
