// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "azoth/sql/select_node.hpp"

namespace azoth::orm {

/// The options of a statement, where they fit it: see load_steps_of().
const std::vector<NodePtr<const sql::LoadOption>>& checked_load_options(const sql::StatementNode& statement);

}  // namespace azoth::orm
