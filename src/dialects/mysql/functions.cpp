// SPDX-License-Identifier: MIT
#include "dialects/mysql/functions.hpp"

#include <algorithm>
#include <string>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/compile/dialect.hpp"
#include "dialects/mysql/quoted_text.hpp"

namespace azoth::mysql {
namespace {

using compile::SqlWriter;
using sql::FunctionNode;
using sql::StandardFunction;

// UUID() is of version 1: it tells time and machine.
constexpr std::string_view kRandomUuid =
    "lower(concat(hex(random_bytes(4)), '-', hex(random_bytes(2)), '-4', substr(hex(random_bytes(2)), 2), '-', "
    "substr('89AB', 1 + floor(rand() * 4), 1), substr(hex(random_bytes(2)), 2), '-', hex(random_bytes(6))))";

[[noreturn]] void refuse(std::string_view what) {
    throw CompileError("unsupported", fmt::format("mysql has no {}", what));
}

bool has_two(const FunctionNode& node) { return node.arguments.size() == 2; }

std::string_view random_uuid_form(const Product& product) {
    if (!product.is_mariadb(101000) && !product.is_mysql(50617))
        refuse("random_bytes() in this version, of which a UUID could be made; make UUIDs in the program");
    return kRandomUuid;
}

std::string_view date_trunc_format(std::string_view unit) {
    if (unit == "year") return "%Y-01-01";
    if (unit == "month") return "%Y-%m-01";
    if (unit == "hour") return "%Y-%m-%d %H:00:00";
    if (unit == "minute") return "%Y-%m-%d %H:%i:00";
    if (unit == "second") return "%Y-%m-%d %H:%i:%s";
    return "%Y-%m-%d";
}

void write_date_trunc(SqlWriter& writer, const FunctionNode& node) {
    const sql::ExpressionNode& date = *node.arguments.front();
    writer.text("CAST(");
    if (node.options == "week") {
        writer.text("CAST(").expression(date).text(" AS DATE) - INTERVAL weekday(").expression(date).text(") DAY");
    } else {
        writer.text("date_format(").expression(date).text(", ");
        writer.literal(ValueView::text(date_trunc_format(node.options))).text(")");
    }
    writer.text(date.type().kind == TypeKind::Date ? " AS DATE)" : " AS DATETIME(6))");
}

void write_aggregate_strings(SqlWriter& writer, const FunctionNode& node) {
    std::string separator = " SEPARATOR ";
    separator += quoted_text(node.options);
    writer.call("group_concat", node, {}, separator);
}

bool has_clauses(const FunctionNode& node) { return node.clauses.is_distinct || !node.clauses.order_by.empty(); }

// With ORDER BY and DISTINCT, which MySQL does not have.
void write_json_array(SqlWriter& writer, const FunctionNode& node, const Product& product) {
    if (product.is_mysql(0) && has_clauses(node))
        writer.refuse("has neither DISTINCT nor ORDER BY in json_arrayagg(); use a subquery");
    writer.call("json_arrayagg", node);
}

// The types of CAST will not do.
std::string json_table_type(const SqlType& type) {
    switch (type.kind) {
        case TypeKind::Boolean: return "TINYINT";
        case TypeKind::SmallInteger: return "SMALLINT";
        case TypeKind::Integer: return "INTEGER";
        case TypeKind::BigInteger: return "BIGINT";
        case TypeKind::Float:
        case TypeKind::Double: return "DOUBLE";
        case TypeKind::Numeric:
            return type.precision == 0 ? "DECIMAL(65, 30)" : fmt::format("DECIMAL({}, {})", type.precision, type.scale);
        case TypeKind::Date: return "DATE";
        case TypeKind::Time: return "TIME(6)";
        case TypeKind::DateTime:
        case TypeKind::DateTimeTz: return "DATETIME(6)";
        case TypeKind::Json: return "JSON";
        default: return fmt::format("VARCHAR({})", type.length == 0 ? 4000 : type.length);
    }
}

}  // namespace

std::string_view function_form(const FunctionNode& node, const Product& product) {
    switch (node.standard) {
        case StandardFunction::Trim: return has_two(node) ? "trim(BOTH {1} FROM {0})" : "";
        case StandardFunction::LTrim: return has_two(node) ? "trim(LEADING {1} FROM {0})" : "";
        case StandardFunction::RTrim: return has_two(node) ? "trim(TRAILING {1} FROM {0})" : "";
        case StandardFunction::Trunc: return has_two(node) ? "truncate" : "truncate({0}, 0)";
        case StandardFunction::Random: return "rand";
        case StandardFunction::Now: return "utc_timestamp(6)";
        case StandardFunction::LocalTimestamp: return "localtimestamp(6)";
        case StandardFunction::CurrentTime: return "current_time(6)";
        case StandardFunction::RandomUuid: return random_uuid_form(product);
        case StandardFunction::Any: return "max";
        case StandardFunction::Every: return "min";
        case StandardFunction::ArrayAgg: refuse("arrays; use func::json_agg()");
        case StandardFunction::GenerateSeries: refuse("generate_series(); use a recursive CTE");
        case StandardFunction::Grouping:
            if (!product.is_mysql(80001))
                refuse("grouping() in this version; tell the rows of a ROLLUP by their NULLs");
            return "";
        default: return "";
    }
}

bool write_special_function(SqlWriter& writer, const FunctionNode& node, const Product& product) {
    switch (node.standard) {
        case StandardFunction::DateTrunc: write_date_trunc(writer, node); return true;
        case StandardFunction::AggregateStrings: write_aggregate_strings(writer, node); return true;
        case StandardFunction::JsonAgg: write_json_array(writer, node, product); return true;
        default: return false;
    }
}

void check_window_function(SqlWriter& writer, const FunctionNode& node, const Product& product) {
    const bool is_json = node.standard == StandardFunction::JsonAgg || node.standard == StandardFunction::JsonObjectAgg;
    if (node.standard == StandardFunction::AggregateStrings || (is_json && !product.is_mysql(80000)))
        writer.refuse(fmt::format("has no {}() as a window function; use a correlated subquery", node.name));
    const bool has_default = node.arguments.size() == 3;
    if ((node.standard == StandardFunction::Lag || node.standard == StandardFunction::Lead) && has_default &&
        !product.is_mysql(80000))
        writer.refuse(fmt::format("has no default in {}(); tell missing rows from NULLs by row_number()", node.name));
}

void write_json_table(SqlWriter& writer, const sql::JsonTableNode& node, const Product& product) {
    if (!product.is_mariadb(100600) && !product.is_mysql(80004)) writer.refuse("has no JSON_TABLE in this version");
    writer.text("JSON_TABLE(").expression(*node.document).text(", ").literal(ValueView::text(node.path));
    std::string_view before = " COLUMNS (";
    for (const auto& [name, type, path] : node.columns) {
        writer.text(before).identifier(name);
        if (path.empty())
            writer.text(" FOR ORDINALITY");
        else
            writer.text(" ").text(json_table_type(type)).text(" PATH ").literal(ValueView::text(path));
        before = ", ";
    }
    writer.text("))");
}

void write_rollup(SqlWriter& writer, const sql::GroupingNode& node, const sql::SelectNode& select,
                  const Product& product) {
    if (node.form != sql::GroupingNode::Form::Rollup || select.group_by.size() > 1)
        writer.refuse("groups several times only by one rollup() that is all of GROUP BY; join groupings by UNION ALL");
    const auto is_set = [](const sql::ExpressionPtr& element) { return element->kind() == sql::NodeKind::Grouping; };
    if (std::any_of(node.elements.begin(), node.elements.end(), is_set))
        writer.refuse("has no sets of columns within a rollup()");
    if (!select.order_by.empty() && !product.is_mysql(80012))
        writer.refuse("has no ORDER BY beside a rollup(); sort in a SELECT around it");
    writer.expressions(node.elements).text(" WITH ROLLUP");
}

}  // namespace azoth::mysql
