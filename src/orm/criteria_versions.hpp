// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/sql/statement_node.hpp"

namespace azoth::orm {

/// An UPDATE by criteria of a class that counts versions, which counts them on as a flush does; any other statement,
/// and one that sets the version itself, as it is.
sql::StatementPtr with_next_version(const sql::StatementNode& statement);

}  // namespace azoth::orm
