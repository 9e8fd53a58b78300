// SPDX-License-Identifier: MIT
// What a Dialect writes where it does not say otherwise.

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/compile/dialect.hpp"
#include "azoth/compile/sql_writer.hpp"
#include "azoth/sql/named_bind_node.hpp"
#include "compile/chain_writer.hpp"
#include "compile/context.hpp"
#include "compile/expression_writer.hpp"
#include "compile/function_writer.hpp"
#include "compile/operator_writer.hpp"
#include "compile/window_writer.hpp"

namespace azoth {
namespace {

using compile::SqlWriter;
using sql::Operator;

std::string_view operator_text(Operator op) {
    switch (op) {
        case Operator::Add: return " + ";
        case Operator::Subtract: return " - ";
        case Operator::Multiply: return " * ";
        case Operator::Divide:
        case Operator::IntegerDivide: return " / ";
        case Operator::Modulo: return " % ";
        case Operator::Concat: return " || ";
        case Operator::BitwiseAnd: return " & ";
        case Operator::BitwiseOr: return " | ";
        case Operator::BitwiseXor: return " # ";
        case Operator::LeftShift: return " << ";
        case Operator::RightShift: return " >> ";
        case Operator::Equal: return " = ";
        case Operator::NotEqual: return " != ";
        case Operator::Less: return " < ";
        case Operator::LessEqual: return " <= ";
        case Operator::Greater: return " > ";
        case Operator::GreaterEqual: return " >= ";
        case Operator::Is: return " IS ";
        case Operator::IsNot: return " IS NOT ";
        case Operator::IsDistinctFrom: return " IS DISTINCT FROM ";
        case Operator::IsNotDistinctFrom: return " IS NOT DISTINCT FROM ";
        case Operator::Like: return " LIKE ";
        case Operator::NotLike: return " NOT LIKE ";
        case Operator::ILike: return " ILIKE ";
        case Operator::NotILike: return " NOT ILIKE ";
        case Operator::In: return " IN ";
        case Operator::NotIn: return " NOT IN ";
        case Operator::And: return " AND ";
        case Operator::Or: return " OR ";
        case Operator::Not:
        case Operator::Negate:
        case Operator::BitwiseNot:
        case Operator::Custom: break;
    }
    return " ";
}

void write_operands(SqlWriter& writer, const sql::BinaryNode& node) {
    writer.left_operand(*node.left, node.op).text(operator_text(node.op)).right_operand(*node.right, node.op);
}

void write_escape(SqlWriter& writer, char escape) {
    if (escape != 0) writer.text(" ESCAPE ").literal(ValueView::text({&escape, 1}));
}

void write_lower_like(SqlWriter& writer, const sql::BinaryNode& node) {
    writer.text("lower(").expression(*node.left);
    writer.text(node.op == Operator::ILike ? ") LIKE lower(" : ") NOT LIKE lower(");
    writer.expression(*node.right).text(")");
}

void write_like(SqlWriter& writer, const sql::BinaryNode& node) {
    const bool ignores_case = node.op == Operator::ILike || node.op == Operator::NotILike;
    if (ignores_case && !writer.dialect().capabilities().ilike)
        write_lower_like(writer, node);
    else
        write_operands(writer, node);
    write_escape(writer, node.escape);
}

void write_list(SqlWriter& writer, const sql::BinaryNode& node) {
    const bool has_tuples = node.right->kind() == sql::NodeKind::BindList &&
                            !static_cast<const sql::BindListNode&>(*node.right).tuple_types.empty();
    const bool is_values = has_tuples && writer.dialect().capabilities().tuples_are_values;
    writer.left_operand(*node.left, node.op).text(operator_text(node.op)).text(is_values ? "(VALUES " : "(");
    writer.expression(*node.right);
    writer.context().text.slots.back().is_negated = node.op == Operator::NotIn;
    writer.text(")");
}

bool is_list(const sql::ExpressionNode& node) {
    if (node.kind() != sql::NodeKind::NamedBind) return node.kind() == sql::NodeKind::BindList;
    return static_cast<const sql::NamedBindNode&>(node).form == sql::NamedBindNode::Form::Expanding;
}

void write_in(SqlWriter& writer, const sql::BinaryNode& node) {
    if (!is_list(*node.right)) return write_operands(writer, node);
    // An empty list turns NOT IN into an OR, which needs the parentheses, and IN into an AND, which does not.
    const bool is_negated = node.op == Operator::NotIn;
    writer.text(is_negated ? "(" : "");
    write_list(writer, node);
    writer.text(is_negated ? ")" : "");
}

/// `= ANY (query)` is IN, `!= ALL (query)` NOT IN.
void write_quantified_as_in(SqlWriter& writer, const sql::BinaryNode& node) {
    using Quantifier = sql::QuantifiedNode::Quantifier;
    const auto& right = static_cast<const sql::QuantifiedNode&>(*node.right);
    const bool is_in = node.op == Operator::Equal && right.quantifier == Quantifier::Any;
    const bool is_not_in = node.op == Operator::NotEqual && right.quantifier == Quantifier::All;
    if (!is_in && !is_not_in)
        throw CompileError("unsupported",
                           fmt::format("{} has no ANY and ALL; compare with a query for the min() or max() instead",
                                       writer.dialect().name()));
    writer.left_operand(*node.left, Operator::In).text(is_in ? " IN " : " NOT IN ").expression(right.collection());
}

void write_comparison(SqlWriter& writer, const sql::BinaryNode& node) {
    if (node.right->kind() == sql::NodeKind::Quantified && !writer.dialect().capabilities().quantified_comparison)
        return write_quantified_as_in(writer, node);
    write_operands(writer, node);
}

void write_is_constant(SqlWriter& writer, const sql::BinaryNode& node) {
    writer.left_operand(*node.left, node.op).text(node.op == Operator::IsDistinctFrom ? " IS NOT " : " IS ");
    writer.expression(*node.right);
}

bool is_number(const sql::ExpressionPtr& count) {
    if (!count) return true;
    const sql::NodeKind kind = count->kind();
    return kind == sql::NodeKind::Bind || kind == sql::NodeKind::Parameter || kind == sql::NodeKind::TextFragment;
}

void require_limit(const Dialect& dialect, const sql::QueryNode& query) {
    const Capabilities& can = dialect.capabilities();
    if (query.fetch.is_percent && !can.fetch_percent)
        throw CompileError("unsupported", fmt::format("{} cannot fetch a percentage of the rows; count them first, or "
                                                      "use percent_rank() in a subquery",
                                                      dialect.name()));
    if (query.fetch.with_ties && !can.fetch_with_ties)
        throw CompileError("unsupported", fmt::format("{} has no FETCH FIRST ... WITH TIES; use rank() in a subquery",
                                                      dialect.name()));
    if (!can.limit_expressions && !(is_number(query.limit) && is_number(query.offset)))
        throw CompileError("unsupported",
                           fmt::format("LIMIT and OFFSET of {} take numbers, not other expressions", dialect.name()));
}

void write_fetch(SqlWriter& writer, const sql::QueryNode& query) {
    const auto write_count = [&](const sql::ExpressionPtr& count) {
        writer.text(is_number(count) ? "" : "(").expression(*count).text(is_number(count) ? "" : ")");
    };
    if (query.offset) {
        writer.text(" OFFSET ");
        write_count(query.offset);
        writer.text(" ROWS");
    }
    writer.text(" FETCH FIRST ");
    write_count(query.limit);
    writer.text(query.fetch.is_percent ? " PERCENT ROWS " : " ROWS ")
        .text(query.fetch.with_ties ? "WITH TIES" : "ONLY");
}

void check_conflicts(const Dialect& dialect, const sql::InsertNode& insert) {
    const Capabilities& can = dialect.capabilities();
    if (insert.conflicts.size() > 1 && !can.several_conflict_clauses)
        throw CompileError("unsupported", fmt::format("{} takes one on_conflict() only, the upsert into {} has {}",
                                                      dialect.name(), insert.table->name(), insert.conflicts.size()));
    for (const sql::ConflictClause& clause : insert.conflicts) {
        if (!clause.constraint.empty() && !can.conflict_on_constraint)
            throw CompileError("unsupported",
                               fmt::format("{} has no ON CONFLICT ON CONSTRAINT; name the columns of {} instead",
                                           dialect.name(), clause.constraint));
        if (clause.updates && clause.columns.empty() && clause.expressions.empty() && clause.constraint.empty() &&
            !can.conflict_update_of_any)
            throw CompileError("unsupported",
                               fmt::format("an upsert into {} that updates must name the columns of a unique "
                                           "key: on_conflict(...)",
                                           insert.table->name()));
    }
}

/// ` (isbn) WHERE in_stock`, ` ON CONSTRAINT uq_books_isbn`.
void write_conflict_target(SqlWriter& writer, const sql::InsertNode& insert, const sql::ConflictClause& clause) {
    if (!clause.constraint.empty()) writer.text(" ON CONSTRAINT ").identifier(clause.constraint);
    std::string_view before = " (";
    for (const std::uint32_t column : clause.columns) {
        writer.text(before).column_name(*insert.table, column);
        before = ", ";
    }
    // A placeholder is not what stands in the definition of the index.
    const compile::Restored<bool> in_text(writer.context().values_in_text, true);
    const compile::Restored<bool> unqualified(writer.context().qualifies_columns, false);
    for (const sql::ExpressionPtr& expression : clause.expressions) {
        writer.text(before).text("(").expression(*expression).text(")");
        before = ", ";
    }
    if (before == ", ") writer.text(")");
    compile::write_conditions(writer, "WHERE", clause.index_where);
}

}  // namespace

void Dialect::write_limit(SqlWriter& writer, const sql::QueryNode& query) const {
    const compile::Restored<std::string_view> no_name(writer.context().bind_name, {});
    require_limit(*this, query);
    if (query.fetch.is_fetch && query.limit && capabilities_.fetch_first) return write_fetch(writer, query);
    if (query.limit) writer.text(" LIMIT ").expression(*query.limit);
    if (query.offset) writer.text(" OFFSET ").expression(*query.offset);
}

void Dialect::write_row_lock(SqlWriter& writer, const sql::RowLock& lock) const {
    if (lock.key_share)
        writer.text(lock.read ? " FOR KEY SHARE" : " FOR NO KEY UPDATE");
    else
        writer.text(lock.read ? " FOR SHARE" : " FOR UPDATE");
    std::string_view before = " OF ";
    for (const sql::FromPtr& element : lock.of) {
        writer.text(before).identifier(writer.context().aliases.name_of(*element));
        before = ", ";
    }
    if (lock.nowait) writer.text(" NOWAIT");
    if (lock.skip_locked) writer.text(" SKIP LOCKED");
}

void Dialect::write_binary(SqlWriter& writer, const sql::BinaryNode& node) const {
    switch (node.op) {
        case Operator::Add:
        case Operator::Subtract:
        case Operator::Multiply:
        case Operator::Divide:
        case Operator::IntegerDivide:
        case Operator::Modulo:
        case Operator::Concat: return compile::write_chain(writer, node);
        case Operator::BitwiseAnd:
        case Operator::BitwiseOr:
        case Operator::BitwiseXor:
        case Operator::LeftShift:
        case Operator::RightShift: return write_bitwise(writer, node);
        case Operator::Like:
        case Operator::NotLike:
        case Operator::ILike:
        case Operator::NotILike: return write_like(writer, node);
        case Operator::In:
        case Operator::NotIn: return write_in(writer, node);
        case Operator::IsDistinctFrom:
        case Operator::IsNotDistinctFrom:
            if (node.right->kind() == sql::NodeKind::Constant) return write_is_constant(writer, node);
            return write_null_safe(writer, node);
        default: return write_comparison(writer, node);
    }
}

void Dialect::write_right_side(SqlWriter& writer, const sql::BinaryNode& node) const {
    // What is whole stays whole in the standard.
    if (node.op == Operator::Divide && compile::divides_whole_numbers(node)) {
        writer.text(" / CAST(").expression(*node.right).text(" AS ").text(cast_type_name(Double{})).text(")");
        return;
    }
    writer.text(operator_text(node.op)).right_operand(*node.right, node.op);
}

void Dialect::write_bitwise(SqlWriter& writer, const sql::BinaryNode& node) const { write_operands(writer, node); }

void Dialect::write_bitwise_not(SqlWriter& writer, const sql::UnaryNode& node) const {
    writer.text("~").right_operand(*node.operand, node.op);
}

void Dialect::write_between(SqlWriter& writer, const sql::BetweenNode& node) const {
    compile::write_between(writer, node);
}

void Dialect::refuse(std::string_view construct, std::string_view advice) const {
    throw CompileError("unsupported", fmt::format("{} has no {}; {}", name(), construct, advice));
}

void Dialect::write_regexp(SqlWriter&, const sql::RegexpNode&) const {
    refuse("regular expressions", "match with like()");
}

void Dialect::write_regexp_replace(SqlWriter&, const sql::RegexpReplaceNode&) const {
    refuse("regular expressions", "call a function of its own by func::call()");
}

void Dialect::write_full_text(SqlWriter&, const sql::FullTextNode&) const {
    refuse("full text search", "match with contains()");
}

void Dialect::write_time_shift(SqlWriter&, const sql::TimeShiftNode&) const {
    refuse("arithmetic of dates and times that azoth knows", "write it with literal_column()");
}

void Dialect::write_time_difference(SqlWriter&, const sql::TimeDifferenceNode&) const {
    refuse("arithmetic of dates and times that azoth knows", "write it with literal_column()");
}

void Dialect::write_json_path(SqlWriter&, const sql::JsonPathNode&) const {
    refuse("paths into JSON that azoth knows", "call a function of its own by func::call()");
}

void Dialect::write_json_test(SqlWriter&, const sql::JsonTestNode&) const {
    refuse("tests of JSON that azoth knows", "call a function of its own by func::call()");
}

void Dialect::write_json_remove(SqlWriter&, const sql::JsonRemoveNode&) const {
    refuse("operators that take something out of JSON", "call a function of its own by func::call()");
}

void Dialect::write_array(SqlWriter&, const sql::ExpressionNode&) const {
    refuse("arrays", "use in() for a list of values, or a table of its own");
}

void Dialect::write_null_safe(SqlWriter& writer, const sql::BinaryNode& node) const {
    if (!capabilities_.is_distinct_from)
        throw CompileError("unsupported", fmt::format("{} has no IS DISTINCT FROM", name()));
    write_operands(writer, node);
}

void Dialect::write_sort_options(SqlWriter&, const sql::ExpressionNode&) const {}

std::string_view Dialect::function_form(const sql::FunctionNode& node) const {
    return node.standard == sql::StandardFunction::DateTrunc ? "date_trunc('{options}', {0})" : "";
}

void Dialect::write_function(SqlWriter& writer, const sql::FunctionNode& node) const {
    const std::string_view form =
        node.standard == sql::StandardFunction::None ? std::string_view() : function_form(node);
    compile::write_known_function(writer, node, form);
}

void Dialect::write_over(SqlWriter& writer, const sql::OverNode& node) const { compile::write_over(writer, node); }

void Dialect::write_grouping(SqlWriter& writer, const sql::GroupingNode& node, const sql::SelectNode&) const {
    compile::write_grouping(writer, node);
}

void Dialect::write_json_table(SqlWriter& writer, const sql::JsonTableNode&) const {
    writer.refuse("has no JSON_TABLE; use one of its own functions that give rows by table_valued()");
}

void Dialect::write_conflict(SqlWriter& writer, const sql::InsertNode& insert) const {
    check_conflicts(*this, insert);
    for (const sql::ConflictClause& clause : insert.conflicts) {
        writer.text(" ON CONFLICT");
        write_conflict_target(writer, insert, clause);
        writer.text(clause.updates ? " DO UPDATE SET " : " DO NOTHING");
        if (clause.updates) writer.assignments(*insert.table, clause.assignments);
        compile::write_conditions(writer, "WHERE", clause.where);
    }
}

void Dialect::write_excluded(SqlWriter& writer, const sql::ExcludedNode& node) const {
    writer.text("excluded.").column_name(*node.column->from, node.column->index);
}

}  // namespace azoth
