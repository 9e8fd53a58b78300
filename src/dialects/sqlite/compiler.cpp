// SPDX-License-Identifier: MIT
#include "dialects/sqlite/compiler.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "azoth/base/error.hpp"
#include "azoth/compile/sql_writer.hpp"
#include "azoth/types/iso_text.hpp"
#include "dialects/sqlite/collations.hpp"
#include "dialects/sqlite/functions.hpp"
#include "dialects/sqlite/reserved_words.hpp"
#include "dialects/sqlite/types.hpp"

namespace azoth::sqlite {
namespace {

// Since which version: https://www.sqlite.org/changes.html
Capabilities capabilities_of(int version) {
    const bool has_returning = version >= 33500;
    return {
        .insert_returning = has_returning,
        .update_returning = has_returning,
        .delete_returning = has_returning,
        .update_from = version >= 33300 ? OtherTablesClause::Own : OtherTablesClause::None,
        .delete_using = OtherTablesClause::None,
        .default_keyword = false,
        .several_conflict_clauses = version >= 33500,
        .conflict_update_of_any = version >= 33500,
        .conflict_needs_where = true,
        .has_last_insert_id = true,
        .default_values = true,
        .nulls_order = version >= 33000,
        .full_outer_join = version >= 33900,
        .window_functions = version >= 32500,
        .frame_groups = version >= 32800,
        .aggregate_filter = version >= 33000,
        .aggregate_order_by = version >= 34400,
        .tuples_are_values = true,
        .intersect_all = false,
        .compound_parentheses = false,
        .cte_materialization = version >= 33500,
        .derived_columns = false,
        .conditional_index = true,
        .transactional_ddl = true,
        .concat_operator = true,
        .is_in_process = true,
        .float_infinity = true,
        .decimal_nan = true,
        .infinite_dates = true,
        .dates_before_christ = true,
        .max_expression_depth = 1000,
        .max_query_depth = version < 34600 ? 19U : 0U,  // of its parser's stack, often less
        .max_compound_members = 500,
        .max_parameters = version >= 33200 ? 32766U : 999U,
        .max_identifier_length = 1024,  // none in truth
        .ddl = {.deferrable_foreign_keys = true,
                .foreign_key_names_schema = false,
                .partial_indexes = true,
                .expression_indexes = true,
                .index_is_qualified = true,
                .conditional_views = true,
                .temporary_views = true},
    };
}

bool is_comparison(sql::Operator op) { return op >= sql::Operator::Equal && op <= sql::Operator::GreaterEqual; }

bool is_stored(const sql::ExpressionNode& node) { return node.kind() == sql::NodeKind::Column; }

bool is_computed(const sql::ExpressionNode& node) {
    return !is_stored(node) && node.kind() != sql::NodeKind::Bind && node.kind() != sql::NodeKind::Parameter;
}

bool compares_computed_decimals(const sql::BinaryNode& node) {
    const bool has_decimal =
        node.left->type().kind == TypeKind::Numeric || node.right->type().kind == TypeKind::Numeric;
    return has_decimal && is_comparison(node.op) && (is_computed(*node.left) || is_computed(*node.right));
}

/// What is computed, in a list of decimals, which are texts.
bool looks_for_computed_decimal(const sql::BinaryNode& node) {
    return (node.op == sql::Operator::In || node.op == sql::Operator::NotIn) && is_computed(*node.left) &&
           node.left->type().kind == TypeKind::Numeric;
}

NodePtr<sql::BinaryNode> with_decimal_collation(const sql::BinaryNode& node) {
    auto text = make_node<sql::CastNode>(node.left, Text{});
    auto left = make_node<sql::CollateNode>(std::move(text), "decimal");
    return make_node<sql::BinaryNode>(node.op, std::move(left), node.right, Boolean{});
}

bool is_exact(const sql::ExpressionNode& node) {
    return is_integer(node.type().kind) || node.type().kind == TypeKind::Numeric;
}

std::string_view operator_text(sql::Operator op) {
    switch (op) {
        case sql::Operator::Equal: return " = ";
        case sql::Operator::NotEqual: return " != ";
        case sql::Operator::Less: return " < ";
        case sql::Operator::LessEqual: return " <= ";
        case sql::Operator::Greater: return " > ";
        default: return " >= ";
    }
}

std::vector<PlanNode> steps_below(const std::vector<std::vector<Value>>& rows, std::int64_t parent) {
    std::vector<PlanNode> steps;
    for (const std::vector<Value>& row : rows)
        if (row.at(1).as<std::int64_t>() == parent)
            steps.push_back({row.at(3).as<std::string>(), {}, steps_below(rows, row.at(0).as<std::int64_t>())});
    return steps;
}

}  // namespace

SqliteDialect::SqliteDialect(int version) : Dialect(capabilities_of(version)), version_(version) {}

void SqliteDialect::write_placeholder(std::string& sql, std::size_t, std::string_view) const { sql += '?'; }

std::string SqliteDialect::cast_type_name(const SqlType& type) const { return sqlite::cast_type_name(type); }

std::string_view SqliteDialect::explain_words(bool analyze) const {
    if (analyze) throw CompileError("unsupported", "sqlite measures no plans; explain the statement without analyze");
    return "EXPLAIN QUERY PLAN ";
}

// Columns: the number of the step, that of the step above it, one without meaning, the text.
Plan SqliteDialect::read_plan(const std::vector<std::vector<Value>>& rows) const {
    Plan plan;
    plan.roots = steps_below(rows, 0);
    return plan;
}

void SqliteDialect::write_limit(compile::SqlWriter& writer, const sql::QueryNode& query) const {
    if (!query.limit) writer.text(" LIMIT -1");
    Dialect::write_limit(writer, query);
}

// Nothing is written for a lock: transactions are serializable, so that whoever changes rows that another has changed
// since gets an error. But nobody can ask whether a row is being worked on.
void SqliteDialect::write_row_lock(compile::SqlWriter&, const sql::RowLock& lock) const {
    if (!lock.skip_locked && !lock.nowait) return;
    throw CompileError("unsupported",
                       fmt::format("sqlite has no locks on rows, so it cannot {} them; mark the rows that "
                                   "are taken in a column, by an UPDATE ... RETURNING",
                                   lock.skip_locked ? "skip" : "refuse to wait for"));
}

void SqliteDialect::write_binary(compile::SqlWriter& writer, const sql::BinaryNode& node) const {
    if (looks_for_computed_decimal(node)) return Dialect::write_binary(writer, *with_decimal_collation(node));
    if (!compares_computed_decimals(node)) return Dialect::write_binary(writer, node);
    writer.text("CAST(").expression(*node.left).text(" AS NUMERIC)").text(operator_text(node.op));
    writer.text("CAST(").expression(*node.right).text(" AS NUMERIC)");
}

void SqliteDialect::write_between(compile::SqlWriter& writer, const sql::BetweenNode& node) const {
    const auto operands = node.operands();
    const auto is_decimal = [](const sql::ExpressionPtr& operand) { return operand->type().kind == TypeKind::Numeric; };
    const bool is_stored_value = !is_computed(*operands[0]) && !is_computed(*operands[1]) && !is_computed(*operands[2]);
    if (is_stored_value || std::none_of(operands.begin(), operands.end(), is_decimal))
        return Dialect::write_between(writer, node);
    const auto as_number = [](const sql::ExpressionPtr& operand) {
        return sql::ExpressionPtr(make_node<sql::CastNode>(operand, Numeric{}));
    };
    const sql::BetweenNode numbers(as_number(operands[0]), as_number(operands[1]), as_number(operands[2]),
                                   node.is_negated, node.is_symmetric);
    Dialect::write_between(writer, numbers);
}

// Decimals are texts, and those without a fraction would be divided as whole numbers too.
void SqliteDialect::write_right_side(compile::SqlWriter& writer, const sql::BinaryNode& node) const {
    if (node.op != sql::Operator::Divide || !is_exact(*node.left) || !is_exact(*node.right))
        return Dialect::write_right_side(writer, node);
    writer.text(" / (").left_operand(*node.right, sql::Operator::Add).text(" + 0.0)");
}

// There is no operator for it: https://www.sqlite.org/lang_expr.html
void SqliteDialect::write_bitwise(compile::SqlWriter& writer, const sql::BinaryNode& node) const {
    if (node.op != sql::Operator::BitwiseXor) return Dialect::write_bitwise(writer, node);
    using sql::Operator;
    writer.text("((").left_operand(*node.left, Operator::BitwiseXor).text(" | ");
    writer.right_operand(*node.right, Operator::BitwiseXor).text(") - (");
    writer.left_operand(*node.left, Operator::BitwiseXor).text(" & ");
    writer.right_operand(*node.right, Operator::BitwiseXor).text("))");
}

void SqliteDialect::write_sort_options(compile::SqlWriter& writer, const sql::ExpressionNode& key) const {
    if (key.type().kind == TypeKind::Numeric && !is_stored(key)) writer.text(kDecimalCollation);
}

void SqliteDialect::write_null_safe(compile::SqlWriter& writer, const sql::BinaryNode& node) const {
    const bool is_distinct = node.op == sql::Operator::IsDistinctFrom;
    writer.left_operand(*node.left, node.op)
        .text(is_distinct ? " IS NOT " : " IS ")
        .right_operand(*node.right, node.op);
}

void SqliteDialect::write_function(compile::SqlWriter& writer, const sql::FunctionNode& node) const {
    if (!write_special_function(writer, node)) Dialect::write_function(writer, node);
}

std::string_view SqliteDialect::function_form(const sql::FunctionNode& node) const {
    return sqlite::function_form(node);
}

bool SqliteDialect::is_reserved(std::string_view lower_case_word) const { return is_reserved_word(lower_case_word); }

}  // namespace azoth::sqlite
