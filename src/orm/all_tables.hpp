// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/orm/class_map.hpp"
#include "azoth/sql/from_nodes.hpp"
#include "azoth/sql/statement_node.hpp"

namespace azoth::orm {

/// What INSERT, UPDATE and DELETE of a class in several tables name. It has the columns of all of them, in the order of
/// the class. A Session writes the tables one by one; elsewhere such a statement is ArgumentError(`several_tables`).
class AllTables final : public sql::TableNode {
public:
    explicit AllTables(const ClassMap& map);

    const ClassMap& map() const { return map_; }

private:
    const ClassMap& map_;
};

/// The class whose tables a statement changes all; null: it is another statement.
const ClassMap* class_of_all_tables(const sql::StatementNode& statement);

}  // namespace azoth::orm
