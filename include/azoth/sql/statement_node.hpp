// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/sql/from_nodes.hpp"
#include "azoth/sql/parameters.hpp"

namespace azoth::sql {

class Entity;

/// Something that can be executed.
class StatementNode : public Node {
public:
    Parameters parameters;  ///< values for its NamedBindNodes, where the execution gives none

protected:
    using Node::Node;
};

using StatementPtr = NodePtr<const StatementNode>;

/// One thing that a SELECT or RETURNING gives back: an expression, or all columns of a mapped class.
struct SelectItem {
    ExpressionPtr expression;        ///< null for an entity
    const Entity* entity = nullptr;  ///< null for an expression
    FromPtr from;                    ///< where the entity's columns are taken from: its table or an alias of it
};

}  // namespace azoth::sql
