// SPDX-License-Identifier: MIT
#include "compile/plain_read.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "azoth/sql/expression_nodes.hpp"
#include "sql/children.hpp"

namespace azoth::compile {
namespace {

using sql::NodeKind;

bool has_no_effects(const sql::FunctionNode& function) {
    static constexpr std::array<std::string_view, 10> kPure = {"abs",   "avg", "char_length", "coalesce", "count",
                                                               "lower", "max", "min",         "sum",      "upper"};
    return std::ranges::binary_search(kPure, function.name);
}

bool is_plain(const sql::FromNode& from) {
    switch (from.kind()) {
        case NodeKind::Table: return true;
        case NodeKind::Alias: return is_plain(*static_cast<const sql::AliasNode&>(from).element);
        case NodeKind::Subquery:
        case NodeKind::Cte: return is_plain_read(*static_cast<const sql::QueryFromNode&>(from).query);
        default: return false;
    }
}

/// Of the expression itself, not of its operands.
bool is_plain_part(const sql::ExpressionNode& expression) {
    switch (expression.kind()) {
        case NodeKind::Bind:
        case NodeKind::BindList:
        case NodeKind::Parameter:
        case NodeKind::Null:
        case NodeKind::Star:
        case NodeKind::Constant: return true;
        case NodeKind::Column: return is_plain(*static_cast<const sql::ColumnNode&>(expression).from);
        case NodeKind::Label:
        case NodeKind::Unary:
        case NodeKind::Binary:
        case NodeKind::BooleanList:
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
        case NodeKind::ArraySlice: return true;
        case NodeKind::Function: return has_no_effects(static_cast<const sql::FunctionNode&>(expression));
        case NodeKind::ScalarSubquery:
        case NodeKind::Exists: return is_plain_read(*static_cast<const sql::SubqueryExpressionNode&>(expression).query);
        default: return false;
    }
}

bool is_plain(const sql::ExpressionNode& expression) {
    bool result = true;
    sql::for_each_part(expression, [&](const sql::ExpressionNode& part) { result = result && is_plain_part(part); });
    return result;
}

bool is_plain(const sql::ExpressionPtr& expression) { return expression == nullptr || is_plain(*expression); }
bool is_plain(const sql::FromPtr& from) { return from == nullptr || is_plain(*from); }
bool is_plain(const sql::SelectItem& item) { return is_plain(item.expression) && is_plain(item.from); }
bool is_plain(const sql::JoinClause& join) { return is_plain(join.target) && is_plain(join.on); }
bool is_plain(const sql::OrderItem& order) { return is_plain(order.expression); }

template <class List>
bool are_plain(const List& list) {
    return std::ranges::all_of(list, [](const auto& element) { return is_plain(element); });
}

}  // namespace

bool is_plain_read(const sql::StatementNode& statement) {
    if (statement.kind() != NodeKind::Select) return false;
    const auto& select = static_cast<const sql::SelectNode&>(statement);
    return are_plain(select.items) && are_plain(select.from) && are_plain(select.joins) && are_plain(select.where) &&
           are_plain(select.group_by) && are_plain(select.having) && are_plain(select.order_by) &&
           is_plain(select.limit) && is_plain(select.offset);
}

}  // namespace azoth::compile
