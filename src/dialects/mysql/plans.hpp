// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "azoth/compile/plan.hpp"

namespace azoth::mysql {

/// MariaDB's, and older MySQL's, FORMAT=JSON.
Plan read_json_plan(const std::string& json);
/// MySQL's FORMAT=TREE.
Plan read_tree_plan(const std::string& text);

}  // namespace azoth::mysql
