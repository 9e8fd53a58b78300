// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "azoth/sql/from_nodes.hpp"

namespace azoth::compile {

/// What may be named at a place of a statement: the FROM of the SELECT there, then that of those around it.
struct Scope {
    std::vector<const sql::FromNode*> froms;
    std::vector<const sql::LabelNode*> labels;  ///< those that are selected
    const Scope* outer = nullptr;

    bool has(const sql::FromNode* from) const {
        return std::find(froms.begin(), froms.end(), from) != froms.end() || (outer != nullptr && outer->has(from));
    }
    bool selects(const sql::LabelNode* label) const {
        return std::find(labels.begin(), labels.end(), label) != labels.end();
    }
};

}  // namespace azoth::compile
