// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include "azoth/orm/query_options.hpp"
#include "azoth/sql/statement_node.hpp"

namespace azoth::orm {

class SessionCore;

/// Runs an UPDATE by criteria that returns rows. Objects of the session whose rows it changes follow, like those of one
/// that returns nothing: but for the objects that it returns, which `run` has read.
void bring_in_line(SessionCore& session, const sql::StatementNode& update, Synchronize how,
                   const std::function<void()>& run);

}  // namespace azoth::orm
