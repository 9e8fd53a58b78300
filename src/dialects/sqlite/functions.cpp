// SPDX-License-Identifier: MIT
#include "dialects/sqlite/functions.hpp"

#include <string>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/compile/dialect.hpp"

namespace azoth::sqlite {
namespace {

using compile::SqlWriter;
using sql::FunctionNode;
using sql::StandardFunction;

// The digits and dashes of RFC 4122; the version is 4 and the variant one of 8, 9, a and b.
constexpr std::string_view kRandomUuid =
    "lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || "
    "substr('89AB', 1 + abs(random() % 4), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))";

[[noreturn]] void refuse(std::string_view what) {
    throw CompileError("unsupported", fmt::format("sqlite has no {}; compute it in the program", what));
}

bool is_floating(const sql::ExpressionNode& node) {
    switch (node.type().kind) {
        case TypeKind::Float:
        case TypeKind::Double:
        case TypeKind::Numeric: return true;
        default: return false;
    }
}

/// `%` makes whole numbers of its operands, mod() doubles.
std::string_view mod_form(const FunctionNode& node) {
    return is_floating(*node.arguments[0]) || is_floating(*node.arguments[1]) ? "" : "({0} % {1})";
}

std::string_view date_trunc_format(std::string_view unit) {
    if (unit == "year") return "%Y-01-01";
    if (unit == "month") return "%Y-%m-01";
    if (unit == "hour") return "%Y-%m-%d %H:00:00";
    if (unit == "minute") return "%Y-%m-%d %H:%M:00";
    if (unit == "second") return "%Y-%m-%d %H:%M:%S";
    return "%Y-%m-%d";
}

// The texts are those by which azoth stores values of these types.
void write_date_trunc(SqlWriter& writer, const FunctionNode& node) {
    const TypeKind kind = node.arguments.front()->type().kind;
    std::string format(date_trunc_format(node.options));
    if (kind != TypeKind::Date && format.find('H') == std::string::npos) format += " 00:00:00";
    if (kind == TypeKind::DateTimeTz) format += "+00:00";
    writer.text("strftime('").text(format).text("', ").expression(*node.arguments.front());
    writer.text(node.options == "week" ? ", 'weekday 0', '-6 days')" : ")");
}

void write_concat_ws(SqlWriter& writer, const FunctionNode& node) {
    const sql::ExpressionNode& separator = *node.arguments.front();
    std::string_view before = "substr(";
    for (std::size_t i = 1; i < node.arguments.size(); ++i) {
        writer.text(before).text("coalesce(");
        writer.left_operand(separator, sql::Operator::Concat).text(" || ");
        writer.right_operand(*node.arguments[i], sql::Operator::Concat).text(", '')");
        before = " || ";
    }
    writer.text(", length(").expression(separator).text(") + 1)");
}

// With DISTINCT it takes no second argument.
void write_aggregate_strings(SqlWriter& writer, const FunctionNode& node) {
    if (!node.clauses.order_by.empty() && !writer.dialect().capabilities().aggregate_order_by)
        writer.refuse("has no ORDER BY within group_concat() before 3.44; aggregate the rows of a sorted subquery");
    std::string separator = ", ";
    writer.dialect().write_literal(separator, ValueView::text(node.options));
    if (!node.clauses.is_distinct)
        writer.call("group_concat", node, separator);
    else if (node.options == ",")
        writer.call("group_concat", node);
    else
        writer.refuse("joins distinct texts by a comma only; make the rows distinct in a subquery");
}

}  // namespace

std::string_view function_form(const FunctionNode& node) {
    switch (node.standard) {
        case StandardFunction::CharLength: return "length";
        case StandardFunction::OctetLength: return "length(CAST({0} AS BLOB))";
        case StandardFunction::Left: return "substr({0}, 1, {1})";
        // Negative numbers count from the end, but 0 is where the text begins.
        case StandardFunction::Right: return "substr({0}, max(length({0}) - {1} + 1, 1))";
        case StandardFunction::LPad:
            return "CASE WHEN length({0}) >= {1} THEN substr({0}, 1, {1}) ELSE "
                   "substr(replace(hex(zeroblob({1})), '00', {2}), 1, {1} - length({0})) || {0} END";
        case StandardFunction::RPad: return "substr({0} || replace(hex(zeroblob({1})), '00', {2}), 1, {1})";
        case StandardFunction::Repeat: return "replace(hex(zeroblob({1})), '00', {0})";
        case StandardFunction::Reverse: refuse("reverse()");
        case StandardFunction::Trunc:
            if (node.arguments.size() > 1) refuse("trunc() with a number of digits");
            return "";
        case StandardFunction::Mod: return mod_form(node);
        // 53 random bits.
        case StandardFunction::Random: return "(abs(random() % 9007199254740992) / 9007199254740992.0)";
        case StandardFunction::Greatest: return "max";
        case StandardFunction::Least: return "min";
        case StandardFunction::Now: return "strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')";
        case StandardFunction::LocalTimestamp: return "strftime('%Y-%m-%d %H:%M:%f', 'now')";
        case StandardFunction::CurrentTime: return "strftime('%H:%M:%f', 'now')";
        case StandardFunction::RandomUuid: return kRandomUuid;
        case StandardFunction::CurrentUser: refuse("users");
        case StandardFunction::Grouping: refuse("grouping()");
        case StandardFunction::StddevSamp:
        case StandardFunction::StddevPop: refuse("standard deviation");
        case StandardFunction::VarSamp:
        case StandardFunction::VarPop: refuse("variance");
        case StandardFunction::Any: return "max";
        case StandardFunction::Every: return "min";
        case StandardFunction::JsonAgg: return "json_group_array";
        case StandardFunction::JsonObjectAgg: return "json_group_object";
        case StandardFunction::ArrayAgg: refuse("arrays");
        case StandardFunction::GenerateSeries:
            throw CompileError("unsupported",
                               "sqlite has no generate_series(): it is no part of the library; use a recursive CTE");
        default: return "";
    }
}

bool write_special_function(SqlWriter& writer, const FunctionNode& node) {
    switch (node.standard) {
        case StandardFunction::ConcatWs: write_concat_ws(writer, node); return true;
        case StandardFunction::DateTrunc: write_date_trunc(writer, node); return true;
        case StandardFunction::AggregateStrings: write_aggregate_strings(writer, node); return true;
        default: return false;
    }
}

}  // namespace azoth::sqlite
