// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "azoth/compile/dialect.hpp"
#include "compile/sql_text.hpp"

namespace azoth::compile {

/// A statement in the SQL of a dialect, before its placeholders are written.
struct Written {
    SqlText text;
    std::vector<const sql::Node*> binds;  ///< BindNode, BindListNode and NamedBindNode by the index of their slots
    std::vector<CompiledColumn> columns;
    std::shared_ptr<const DefaultPlan> defaults;
    bool returns_rows = false;
    bool has_names = false;         ///< some of `binds` have
    std::string cartesian_product;  ///< of which tables, if there is one
};

Written write(const sql::StatementNode& statement, const Dialect& dialect);

}  // namespace azoth::compile
