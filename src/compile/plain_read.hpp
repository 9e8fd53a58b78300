// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/sql/statement_nodes.hpp"

namespace azoth::compile {

/// Whether a statement reads tables and does nothing else: no locks, no SQL of the user, no function but those known to
/// have no effects. Such a statement may run outside of a transaction when nothing before it depends on one.
///
/// What is not known to be plain is not.
bool is_plain_read(const sql::StatementNode& statement);

}  // namespace azoth::compile
