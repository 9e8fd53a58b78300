// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "azoth/compile/compiled.hpp"
#include "azoth/sql/statement_nodes.hpp"

namespace azoth::compile {

/// Which value of a statement belongs into a slot. The values are counted as the cache key counts them, because at
/// execution only the key is written, not the SQL.
class BindPlan {
public:
    explicit BindPlan(const sql::Node& node);

    /// The slot of a BindNode, BindListNode or ParameterNode.
    BindSlot slot_of(const sql::ExpressionNode& node) const;
    std::span<const sql::Node* const> binds() const { return binds_; }

    /// Added to the positions of parameters: the rows of a repeated INSERT count on.
    std::uint32_t parameter_offset = 0;

private:
    std::vector<const sql::Node*> binds_;
    std::unordered_map<const sql::Node*, std::uint32_t> indexes_;
};

}  // namespace azoth::compile
