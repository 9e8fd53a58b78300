// SPDX-License-Identifier: MIT
#include "dialects/postgresql/functions.hpp"

#include <string>

#include "azoth/compile/dialect.hpp"

namespace azoth::postgresql {
namespace {

using compile::SqlWriter;
using sql::FunctionNode;
using sql::StandardFunction;

bool is_floating(const sql::ExpressionNode& node) {
    return node.type().kind == TypeKind::Float || node.type().kind == TypeKind::Double;
}

bool has_two(const FunctionNode& node) { return node.arguments.size() == 2; }

// There is none of two arguments for DOUBLE PRECISION.
std::string_view round_form(const FunctionNode& node) {
    if (!has_two(node)) return "";
    return is_floating(*node.arguments.front()) ? "CAST(round(CAST({0} AS NUMERIC), {1i}) AS DOUBLE PRECISION)"
                                                : "round({0}, {1i})";
}

std::string_view trunc_form(const FunctionNode& node) {
    if (!has_two(node)) return "";
    return is_floating(*node.arguments.front()) ? "CAST(trunc(CAST({0} AS NUMERIC), {1i}) AS DOUBLE PRECISION)"
                                                : "trunc({0}, {1i})";
}

std::string_view mod_form(const FunctionNode& node) {
    if (!is_floating(*node.arguments[0]) && !is_floating(*node.arguments[1])) return "";
    return "CAST(mod(CAST({0} AS NUMERIC), CAST({1} AS NUMERIC)) AS DOUBLE PRECISION)";
}

/// A bound value is never NULL.
bool may_be_null(const sql::ExpressionNode& node) { return node.kind() != sql::NodeKind::Bind; }

// greatest() and least() pass over NULLs, unlike those of the other databases.
void write_extreme(SqlWriter& writer, const FunctionNode& node) {
    std::string_view before = "CASE WHEN ";
    for (const sql::ExpressionPtr& argument : node.arguments) {
        if (!may_be_null(*argument)) continue;
        writer.text(before).left_operand(*argument, sql::Operator::Is).text(" IS NULL");
        before = " OR ";
    }
    const bool has_case = before == " OR ";
    writer.text(has_case ? " THEN NULL ELSE " : "").text(node.name).text("(").expressions(node.arguments);
    writer.text(has_case ? ") END" : ")");
}

void write_date_trunc(SqlWriter& writer, const FunctionNode& node) {
    const sql::ExpressionNode& date = *node.arguments.front();
    const bool is_date = date.type().kind == TypeKind::Date;
    writer.text(is_date ? "CAST(" : "").text("date_trunc(").literal(ValueView::text(node.options)).text(", ");
    // A date alone would become an instant.
    if (is_date) writer.text("CAST(").expression(date).text(" AS TIMESTAMP)) AS DATE)");
    if (!is_date) writer.expression(date).text(date.type().kind == TypeKind::DateTimeTz ? ", 'UTC')" : ")");
}

void write_aggregate_strings(SqlWriter& writer, const FunctionNode& node) {
    std::string separator = ", ";
    writer.dialect().write_literal(separator, ValueView::text(node.options));
    writer.call("string_agg", node, separator);
}

}  // namespace

std::string_view function_form(const FunctionNode& node) {
    switch (node.standard) {
        case StandardFunction::Special: return special_form(node);
        case StandardFunction::Trim: return "btrim";
        case StandardFunction::Substr:
            return node.arguments.size() == 2 ? "substr({0}, {1i})" : "substr({0}, {1i}, {2i})";
        case StandardFunction::Left: return "left({0}, {1i})";
        case StandardFunction::Right: return "right({0}, {1i})";
        case StandardFunction::LPad: return "lpad({0}, {1i}, {2})";
        case StandardFunction::RPad: return "rpad({0}, {1i}, {2})";
        case StandardFunction::Repeat: return "repeat({0}, {1i})";
        case StandardFunction::Instr: return "strpos";
        case StandardFunction::Round: return round_form(node);
        case StandardFunction::Trunc: return trunc_form(node);
        case StandardFunction::Mod: return mod_form(node);
        case StandardFunction::Sign: return "CAST(sign({0}) AS INTEGER)";
        case StandardFunction::Any: return "bool_or";
        case StandardFunction::Every: return "bool_and";
        case StandardFunction::JsonAgg: return "jsonb_agg";
        case StandardFunction::JsonObjectAgg: return "jsonb_object_agg";
        default: return "";
    }
}

bool write_special_function(SqlWriter& writer, const FunctionNode& node) {
    switch (node.standard) {
        case StandardFunction::Greatest:
        case StandardFunction::Least: write_extreme(writer, node); return true;
        case StandardFunction::DateTrunc: write_date_trunc(writer, node); return true;
        case StandardFunction::AggregateStrings: write_aggregate_strings(writer, node); return true;
        default: return false;
    }
}

}  // namespace azoth::postgresql
