// SPDX-License-Identifier: MIT
#include "compile/expression_writer.hpp"

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "compile/associative_chain.hpp"
#include "compile/column_writer.hpp"
#include "compile/context.hpp"
#include "compile/function_writer.hpp"
#include "compile/operator_writer.hpp"
#include "compile/query_writer.hpp"
#include "compile/sequence_writer.hpp"
#include "compile/text_writer.hpp"
#include "compile/type_wrapping.hpp"

namespace azoth::compile {
namespace {

using sql::ExpressionNode;
using sql::NodeKind;

void write_bind(SqlWriter& writer, const ExpressionNode& node) {
    Context& context = writer.context();
    BindSlot slot = context.binds.slot_of(node);
    const bool has_values = node.kind() == NodeKind::Bind || node.kind() == NodeKind::BindList;
    if (context.values_in_text && has_values) slot.source = BindSlot::Source::Literal;
    const TypeWrapping::Forms* const forms = wrapping_of(writer, node.type());
    if (node.kind() == NodeKind::BindList && forms != nullptr && !forms->bind.empty())
        writer.refuse("cannot put its form of this type around each value of an IN; compare the values one by one");
    write_wrapped(writer, forms == nullptr ? std::string_view() : forms->bind,
                  [&] { context.text.append(slot, context.bind_name); });
}

void write_default(SqlWriter& writer) {
    if (!writer.dialect().capabilities().default_keyword)
        throw CompileError("unsupported",
                           fmt::format("{} has no DEFAULT as a value; leave the column out", writer.dialect().name()));
    writer.text("DEFAULT");
}

void write_unary(SqlWriter& writer, const sql::UnaryNode& node) {
    if (node.op == sql::Operator::BitwiseNot) return writer.dialect().write_bitwise_not(writer, node);
    writer.text(node.op == sql::Operator::Not ? "NOT " : "-").right_operand(*node.operand, node.op);
}

void write_binary(SqlWriter& writer, const sql::BinaryNode& node) {
    const Restored<std::string_view> name(writer.context().bind_name, bind_name_of(node));
    writer.dialect().write_binary(writer, node);
}

void write_terms(SqlWriter& writer, std::span<const sql::ExpressionPtr> terms, sql::Operator op) {
    write_associative(writer, terms.size(), op == sql::Operator::And ? " AND " : " OR ",
                      [&](std::size_t i) { writer.left_operand(*terms[i], op); });
}

void write_boolean_list(SqlWriter& writer, const sql::BooleanListNode& node) {
    if (node.terms.empty()) writer.literal(ValueView::boolean(node.op == sql::Operator::And));
    if (node.terms.size() == 1) return write_expression(writer, *node.terms.front());
    write_terms(writer, node.terms, node.op);
}

void write_cast(SqlWriter& writer, const sql::CastNode& node) {
    if (node.is_try && !writer.dialect().capabilities().try_cast)
        throw CompileError("unsupported",
                           fmt::format("{} has no TRY_CAST; use cast(), and a condition that leaves out what it cannot "
                                       "convert",
                                       writer.dialect().name()));
    writer.text(node.is_try ? "TRY_CAST(" : "CAST(").expression(*node.expression).text(" AS ");
    writer.text(writer.dialect().cast_type_name(node.type())).text(")");
}

void write_case(SqlWriter& writer, const sql::CaseNode& node) {
    writer.text("CASE");
    const Restored<std::string_view> name(writer.context().bind_name,
                                          node.subject ? name_for_binds(*node.subject) : std::string_view{});
    if (node.subject) writer.text(" ").expression(*node.subject);
    for (const auto& [condition, result] : node.branches)
        writer.text(" WHEN ").expression(*condition).text(" THEN ").expression(*result);
    if (node.otherwise) writer.text(" ELSE ").expression(*node.otherwise);
    writer.text(" END");
}

void write_subquery(SqlWriter& writer, const sql::SubqueryExpressionNode& node) {
    const Restored<bool> qualified(writer.context().qualifies_columns, true);
    const Restored<bool> within(writer.context().is_outermost, false);
    const Restored<std::string_view> no_name(writer.context().bind_name, {});
    const Restored<std::size_t> deeper = enter_query(writer);
    writer.text(node.kind() == NodeKind::Exists ? "EXISTS (" : "(");
    write_query(writer, *node.query);
    writer.text(")");
}

/// Counts how deep expressions are nested. What is deeper would overflow the stack, here or in the database.
class Level {
public:
    explicit Level(int& depth) : depth_(depth) {
        if (depth_ >= kMostLevels)
            throw CompileError("too_deep",
                               fmt::format("the expressions of a statement are nested more than {} levels deep; join "
                                           "conditions by and_() or or_() of a list, or write the SQL as text()",
                                           kMostLevels));
        ++depth_;
    }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;
    ~Level() { --depth_; }

private:
    static constexpr int kMostLevels = 500;

    int& depth_;
};

}  // namespace

std::string_view name_for_binds(const ExpressionNode& node) {
    switch (node.kind()) {
        case NodeKind::Column: return static_cast<const sql::ColumnNode&>(node).name();
        case NodeKind::Function: return static_cast<const sql::FunctionNode&>(node).name;
        case NodeKind::Label: return static_cast<const sql::LabelNode&>(node).name;
        default: return {};
    }
}

std::string_view bind_name_of(const sql::BinaryNode& node) {
    const std::string_view left_name = name_for_binds(*node.left);
    return left_name.empty() ? name_for_binds(*node.right) : left_name;
}

void write_expression(SqlWriter& writer, const ExpressionNode& node) {
    const Level level(writer.context().depth);
    switch (node.kind()) {
        case NodeKind::Bind:
        case NodeKind::BindList:
        case NodeKind::NamedBind:
        case NodeKind::Parameter: return write_bind(writer, node);
        case NodeKind::Null: writer.text("NULL"); return;
        case NodeKind::Constant:
            writer.literal(ValueView::boolean(static_cast<const sql::ConstantNode&>(node).value));
            return;
        case NodeKind::Column: return write_column(writer, static_cast<const sql::ColumnNode&>(node));
        case NodeKind::Label: return write_expression(writer, *static_cast<const sql::LabelNode&>(node).expression);
        case NodeKind::Unary: return write_unary(writer, static_cast<const sql::UnaryNode&>(node));
        case NodeKind::Binary: return write_binary(writer, static_cast<const sql::BinaryNode&>(node));
        case NodeKind::BooleanList: return write_boolean_list(writer, static_cast<const sql::BooleanListNode&>(node));
        case NodeKind::Between:
            return writer.dialect().write_between(writer, static_cast<const sql::BetweenNode&>(node));
        case NodeKind::TypeCoerce:
            return write_expression(writer, static_cast<const sql::TypeCoerceNode&>(node).expression());
        case NodeKind::Collate: return write_collate(writer, static_cast<const sql::CollateNode&>(node));
        case NodeKind::Tuple: return write_tuple(writer, static_cast<const sql::TupleNode&>(node));
        case NodeKind::Quantified: return write_quantified(writer, static_cast<const sql::QuantifiedNode&>(node));
        case NodeKind::CustomOperator:
            return write_custom_operator(writer, static_cast<const sql::CustomOperatorNode&>(node));
        case NodeKind::Regexp: return writer.dialect().write_regexp(writer, static_cast<const sql::RegexpNode&>(node));
        case NodeKind::RegexpReplace:
            return writer.dialect().write_regexp_replace(writer, static_cast<const sql::RegexpReplaceNode&>(node));
        case NodeKind::FullText:
            return writer.dialect().write_full_text(writer, static_cast<const sql::FullTextNode&>(node));
        case NodeKind::Extract:
            return writer.dialect().write_extract(writer, static_cast<const sql::ExtractNode&>(node));
        case NodeKind::TimeShift:
            return writer.dialect().write_time_shift(writer, static_cast<const sql::TimeShiftNode&>(node));
        case NodeKind::TimeDifference:
            return writer.dialect().write_time_difference(writer, static_cast<const sql::TimeDifferenceNode&>(node));
        case NodeKind::JsonPath:
            return writer.dialect().write_json_path(writer, static_cast<const sql::JsonPathNode&>(node));
        case NodeKind::JsonTest:
            return writer.dialect().write_json_test(writer, static_cast<const sql::JsonTestNode&>(node));
        case NodeKind::JsonRemove:
            return writer.dialect().write_json_remove(writer, static_cast<const sql::JsonRemoveNode&>(node));
        case NodeKind::Array:
        case NodeKind::ArrayText:
        case NodeKind::ArrayElement:
        case NodeKind::ArraySlice: return writer.dialect().write_array(writer, node);
        case NodeKind::Function: return write_function(writer, static_cast<const sql::FunctionNode&>(node));
        case NodeKind::Over: return writer.dialect().write_over(writer, static_cast<const sql::OverNode&>(node));
        case NodeKind::JsonTable:
            return writer.dialect().write_json_table(writer, static_cast<const sql::JsonTableNode&>(node));
        case NodeKind::Grouping: writer.refuse("has ROLLUP, CUBE and GROUPING SETS only as elements of GROUP BY");
        case NodeKind::Cast: return write_cast(writer, static_cast<const sql::CastNode&>(node));
        case NodeKind::Case: return write_case(writer, static_cast<const sql::CaseNode&>(node));
        case NodeKind::Star: writer.text("*"); return;
        case NodeKind::TextFragment: writer.text(static_cast<const sql::TextFragmentNode&>(node).sql); return;
        case NodeKind::TextExpression:
            return write_text(writer, *static_cast<const sql::TextExpressionNode&>(node).text);
        case NodeKind::ScalarSubquery:
        case NodeKind::Exists: return write_subquery(writer, static_cast<const sql::SubqueryExpressionNode&>(node));
        case NodeKind::Excluded:
            return writer.dialect().write_excluded(writer, static_cast<const sql::ExcludedNode&>(node));
        case NodeKind::NextValue: return write_next_value(writer, static_cast<const NextValueNode&>(node));
        case NodeKind::Default: return write_default(writer);
        default: throw CompileError("unsupported", fmt::format("a node of kind {} is no expression", int(node.kind())));
    }
}

void write_conditions(SqlWriter& writer, std::string_view keyword, const sql::ExpressionList& conditions) {
    if (conditions.empty()) return;
    writer.text(" ").text(keyword).text(" ");
    if (conditions.size() == 1) {
        writer.expression(*conditions.front());
        return;
    }
    write_terms(writer, conditions, sql::Operator::And);
}

}  // namespace azoth::compile
