// SPDX-License-Identifier: MIT
#include "compile/plain_read.hpp"

#include <algorithm>

#include "azoth/sql/expression_nodes.hpp"
#include "azoth/sql/function_nodes.hpp"
#include "azoth/sql/walk.hpp"

namespace azoth::compile {
namespace {

using sql::NodeKind;

/// Of the functions that azoth knows none changes anything. The clock of some stands still within a transaction.
bool has_no_effects(const sql::FunctionNode& function) {
    using enum sql::StandardFunction;
    return function.standard != None && !(function.standard >= Now && function.standard <= LocalTimestamp);
}

/// No locks, and no SQL of the user.
bool has_plain_clauses(const sql::QueryNode& query) {
    const sql::RareClauses* const rare = query.rare.get();
    return rare == nullptr || (!rare->lock && rare->table_hints.empty() && rare->statement_hints.empty() &&
                               rare->prefixes.empty() && rare->suffixes.empty());
}

bool is_plain(const sql::Node& node) {
    switch (node.kind()) {
        case NodeKind::Bind:
        case NodeKind::BindList:
        case NodeKind::NamedBind:
        case NodeKind::Parameter:
        case NodeKind::Null:
        case NodeKind::Star:
        case NodeKind::Constant:
        case NodeKind::Column:
        case NodeKind::ResultName:
        case NodeKind::Label:
        case NodeKind::Unary:
        case NodeKind::Binary:
        case NodeKind::BooleanList:
        case NodeKind::Over:
        case NodeKind::Grouping:
        case NodeKind::Cast:
        case NodeKind::Case:
        case NodeKind::Between:
        case NodeKind::TypeCoerce:
        case NodeKind::Collate:
        case NodeKind::Tuple:
        case NodeKind::Quantified:
        case NodeKind::Regexp:
        case NodeKind::RegexpReplace:
        case NodeKind::FullText:
        case NodeKind::Extract:
        case NodeKind::TimeShift:
        case NodeKind::TimeDifference:
        case NodeKind::JsonPath:
        case NodeKind::JsonTest:
        case NodeKind::JsonRemove:
        case NodeKind::Array:
        case NodeKind::ArrayText:
        case NodeKind::ArrayElement:
        case NodeKind::ArraySlice:
        case NodeKind::ScalarSubquery:
        case NodeKind::Exists:
        case NodeKind::Table:
        case NodeKind::Alias:
        case NodeKind::Subquery:
        case NodeKind::Lateral:
        case NodeKind::Cte:
        case NodeKind::Sample:
        case NodeKind::Join:
        case NodeKind::Values: return true;
        case NodeKind::Select:
        case NodeKind::Compound: return has_plain_clauses(static_cast<const sql::QueryNode&>(node));
        case NodeKind::Function: return has_no_effects(static_cast<const sql::FunctionNode&>(node));
        default: return false;
    }
}

}  // namespace

bool is_plain_read(const sql::StatementNode& statement) {
    if (statement.kind() == NodeKind::Ddl) return false;
    sql::Walk walk(statement);
    while (const sql::Node* node = walk.next()) {
        if (!is_plain(*node)) return false;
        // A table is what it is, whatever stands below it.
        if (node->kind() == NodeKind::Table && !static_cast<const sql::TableNode*>(node)->rows()) walk.skip_children();
    }
    return true;
}

}  // namespace azoth::compile
