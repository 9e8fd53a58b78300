// SPDX-License-Identifier: MIT
#include "compile/compound_writer.hpp"

#include <algorithm>
#include <string>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/sql/result_name_node.hpp"
#include "compile/context.hpp"
#include "compile/query_writer.hpp"
#include "compile/result_columns.hpp"
#include "compile/select_writer.hpp"
#include "compile/values_writer.hpp"

namespace azoth::compile {
namespace {

using sql::NodeKind;
using sql::SetOperator;

std::string_view keyword(SetOperator op) {
    switch (op) {
        case SetOperator::Union: return " UNION ";
        case SetOperator::UnionAll: return " UNION ALL ";
        case SetOperator::Intersect: return " INTERSECT ";
        case SetOperator::IntersectAll: return " INTERSECT ALL ";
        case SetOperator::Except: return " EXCEPT ";
        case SetOperator::ExceptAll: return " EXCEPT ALL ";
    }
    return " ";
}

void require_operator(const Dialect& dialect, SetOperator op) {
    const bool is_union = op == SetOperator::Union || op == SetOperator::UnionAll;
    const bool is_all = op == SetOperator::IntersectAll || op == SetOperator::ExceptAll;
    const Capabilities& can = dialect.capabilities();
    if (is_union || (is_all ? can.intersect_all : can.intersect)) return;
    throw CompileError("unsupported", fmt::format("{} has no{}; use EXISTS or a join", dialect.name(), keyword(op)));
}

void require_members(const Dialect& dialect, std::size_t count) {
    const std::size_t most = dialect.capabilities().max_compound_members;
    if (most == 0 || count <= most) return;
    throw CompileError("too_deep", fmt::format("{} unites no more than {} queries, these are {}; unite some in a "
                                               "subquery(), or run them in parts",
                                               dialect.name(), most, count));
}

bool needs_parentheses(const sql::StatementNode& member, const Dialect& dialect,
                       std::span<const sql::FromColumn> names) {
    switch (member.kind()) {
        case NodeKind::Select: return static_cast<const sql::SelectNode&>(member).has_tail();
        case NodeKind::Values: return becomes_union(static_cast<const sql::ValuesNode&>(member), dialect, names);
        default: return true;
    }
}

void write_member(SqlWriter& writer, const sql::StatementNode& member, std::span<const sql::FromColumn> names) {
    if (!needs_parentheses(member, writer.dialect(), names)) return write_query(writer, member, names);
    const bool has_parentheses = writer.dialect().capabilities().compound_parentheses;
    writer.text(has_parentheses ? "(" : "SELECT * FROM (");
    write_query(writer, member, names);
    writer.text(")");
}

bool is_same_column(const sql::ExpressionNode& expression, const ResultColumn& column) {
    if (column.expression == nullptr) {
        if (column.from == nullptr) return false;
        const auto& node = static_cast<const sql::ColumnNode&>(expression);
        return expression.kind() == NodeKind::Column && node.from.get() == column.from && node.index == column.column;
    }
    const sql::ExpressionNode* selected = column.expression;
    if (selected == &expression) return true;
    if (selected->kind() == NodeKind::Label) selected = static_cast<const sql::LabelNode*>(selected)->expression.get();
    if (selected == &expression) return true;
    if (selected->kind() != NodeKind::Column || expression.kind() != NodeKind::Column) return false;
    const auto& left = static_cast<const sql::ColumnNode&>(*selected);
    const auto& right = static_cast<const sql::ColumnNode&>(expression);
    return left.from == right.from && left.index == right.index;
}

/// The columns of a compound, as ORDER BY may name them.
class ResultNames {
public:
    ResultNames(const sql::CompoundNode& compound, std::span<const sql::FromColumn> names)
        : compound_(compound), columns_(columns_of_query(*compound.members.front())) {
        for (std::size_t i = 0; i < names.size() && i < columns_.size(); ++i) {
            columns_[i].name = names[i].name;
            columns_[i].has_own_name = true;
        }
    }

    void write(SqlWriter& writer, const sql::ExpressionNode& expression) const {
        if (expression.kind() == NodeKind::TextFragment) {
            writer.expression(expression);
            return;
        }
        const std::size_t position = position_of(expression);
        if (may_be_named(columns_[position]))
            writer.identifier(columns_[position].name);
        else
            writer.text(std::to_string(position + 1));
    }

private:
    bool may_be_named(const ResultColumn& column) const {
        const bool is_label = column.expression != nullptr && column.expression->kind() == NodeKind::Label;
        const auto has_name = [&](const ResultColumn& each) { return each.name == column.name; };
        return (column.has_own_name || is_label) && std::count_if(columns_.begin(), columns_.end(), has_name) == 1;
    }

    std::size_t position_of(const sql::ExpressionNode& expression) const {
        for (const sql::StatementPtr& member : compound_.members) {
            const std::vector<ResultColumn> columns = columns_of_query(*member);
            for (std::size_t i = 0; i < columns.size(); ++i)
                if (is_same_column(expression, columns[i])) return i;
        }
        std::string_view name;
        if (expression.kind() == NodeKind::Label) name = static_cast<const sql::LabelNode&>(expression).name;
        if (expression.kind() == NodeKind::ResultName) name = static_cast<const sql::ResultNameNode&>(expression).name;
        const auto found = std::find_if(columns_.begin(), columns_.end(),
                                        [&](const ResultColumn& column) { return column.name == name; });
        if (found == columns_.end() || name.empty()) fail();
        return static_cast<std::size_t>(found - columns_.begin());
    }

    [[noreturn]] void fail() const {
        std::string names;
        for (const ResultColumn& column : columns_) names += (names.empty() ? "" : ", ") + column.name;
        throw CompileError("not_in_result", fmt::format("ORDER BY of a UNION, INTERSECT or EXCEPT takes columns of its "
                                                        "result ({}); for anything else select from its subquery()",
                                                        names));
    }

    const sql::CompoundNode& compound_;
    std::vector<ResultColumn> columns_;
};

void write_order_by(SqlWriter& writer, const sql::CompoundNode& compound, std::span<const sql::FromColumn> names) {
    if (compound.order_by.empty()) return;
    const ResultNames result(compound, names);
    const bool has_nulls = writer.dialect().capabilities().nulls_order;
    std::string_view before = " ORDER BY ";
    for (const sql::OrderItem& item : compound.order_by) {
        writer.text(before);
        before = ", ";
        if (item.nulls != sql::NullsOrder::Default && !has_nulls) {
            result.write(writer, *item.expression);
            writer.text(item.nulls == sql::NullsOrder::First ? " IS NOT NULL, " : " IS NULL, ");
        }
        result.write(writer, *item.expression);
        if (item.is_descending) writer.text(" DESC");
        if (item.nulls != sql::NullsOrder::Default && has_nulls)
            writer.text(item.nulls == sql::NullsOrder::First ? " NULLS FIRST" : " NULLS LAST");
    }
}

}  // namespace

void write_compound(SqlWriter& writer, const sql::CompoundNode& compound, std::span<const sql::FromColumn> names) {
    require_operator(writer.dialect(), compound.op);
    require_members(writer.dialect(), compound.members.size());
    std::string_view before;
    for (const sql::StatementPtr& member : compound.members) {
        writer.text(before);
        write_member(writer, *member, before.empty() ? names : std::span<const sql::FromColumn>());
        before = keyword(compound.op);
    }
    write_order_by(writer, compound, names);
    write_tail(writer, compound);
}

}  // namespace azoth::compile
