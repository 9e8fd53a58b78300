// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/sql/dml_nodes.hpp"
#include "compile/from_list.hpp"

namespace azoth::compile {

/// The tables beside the one that an UPDATE or DELETE changes: those given, then those that assignments and conditions
/// name.
std::vector<FromElement> other_tables(const sql::UpdateNode& update);
std::vector<FromElement> other_tables(const sql::DeleteNode& node);

}  // namespace azoth::compile
