// SPDX-License-Identifier: MIT
#include "sql/subquery_options.hpp"

#include "azoth/base/error.hpp"
#include "azoth/sql/select_node.hpp"

namespace azoth::sql {
namespace {

bool has_options(const StatementNode& statement) {
    if (statement.kind() == NodeKind::Select) return !static_cast<const SelectNode&>(statement).load_options.empty();
    if (statement.kind() != NodeKind::Compound) return false;
    for (const StatementPtr& member : static_cast<const CompoundNode&>(statement).members)
        if (has_options(*member)) return true;
    return false;
}

}  // namespace

StatementPtr without_load_options(StatementPtr rows) {
    if (has_options(*rows))
        throw ArgumentError("option_without_entity",
                            "a select() with loader options becomes a subquery or CTE, where nothing follows them; put "
                            "the options on the statement that is run, as in "
                            "select(alias<Book>(query.subquery())).options(...)");
    return rows;
}

}  // namespace azoth::sql
