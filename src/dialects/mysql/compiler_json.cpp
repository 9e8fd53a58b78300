// SPDX-License-Identifier: MIT
// JSON: https://mariadb.com/kb/en/json-functions/, https://dev.mysql.com/doc/refman/8.0/en/json-functions.html

#include <fmt/core.h>

#include "azoth/compile/sql_writer.hpp"
#include "dialects/mysql/compiler.hpp"

namespace azoth::mysql {
namespace {

using compile::SqlWriter;
using Test = sql::JsonTestNode::Test;

void append_key(std::string& path, std::string_view key) {
    path += ".\"";
    for (const char c : key) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20) {
            path += fmt::format("\\u{:04x}", byte);
            continue;
        }
        if (c == '"' || c == '\\') path += '\\';
        path += c;
    }
    path += '"';
}

std::string path_of(const sql::JsonSteps& steps) {
    std::string path = "$";
    for (const sql::JsonStep& step : steps) {
        if (step.is_key)
            append_key(path, step.key);
        else if (step.position >= 0)
            path += fmt::format("[{}]", step.position);
        else
            path += step.position == -1 ? "[last]" : fmt::format("[last{}]", step.position + 1);
    }
    return path;
}

void write_call(SqlWriter& writer, std::string_view function, const sql::ExpressionNode& document,
                const sql::JsonSteps& steps) {
    writer.text(function).text("(").expression(document).text(", ");
    writer.literal(ValueView::text(path_of(steps))).text(")");
}

/// JSON's null is NULL.
void write_scalar(SqlWriter& writer, const sql::JsonPathNode& node) {
    writer.text("CASE JSON_TYPE(");
    write_call(writer, "JSON_EXTRACT", *node.document(), node.steps);
    writer.text(") WHEN 'NULL' THEN NULL ELSE JSON_UNQUOTE(");
    write_call(writer, "JSON_EXTRACT", *node.document(), node.steps);
    writer.text(node.type().kind == TypeKind::Boolean ? ") = 'true' END" : ") END");
}

void write_path_tests(SqlWriter& writer, const sql::JsonTestNode& node) {
    writer.text("JSON_CONTAINS_PATH(").expression(node.document());
    writer.text(node.test == Test::HasAllKeys ? ", 'all'" : ", 'one'");
    for (const std::string& key : node.keys) writer.text(", ").literal(ValueView::text(path_of({key})));
    if (node.test == Test::PathExists) writer.text(", ").expression(node.other());
    writer.text(")");
}

void write_contains(SqlWriter& writer, const sql::ExpressionNode& whole, const sql::ExpressionNode& part) {
    writer.text("JSON_CONTAINS(").expression(whole).text(", ").expression(part).text(")");
}

}  // namespace

void MysqlDialect::check_json_steps(const sql::JsonSteps& steps) const {
    const bool counts_from_end = product_.is_mysql(0) || product_.is_mariadb(100900);
    for (const sql::JsonStep& step : steps)
        if (!step.is_key && step.position < 0 && !counts_from_end)
            refuse("JSON paths that count from the end before MariaDB 10.9", "count from the beginning");
}

void MysqlDialect::write_json_path(SqlWriter& writer, const sql::JsonPathNode& node) const {
    check_json_steps(node.steps);
    if (node.form == sql::JsonPathNode::Form::Json)
        return write_call(writer, "JSON_EXTRACT", *node.document(), node.steps);
    const bool is_cast = node.is_cast() && node.type().kind != TypeKind::Boolean;
    writer.text(is_cast ? "CAST(" : "");
    write_scalar(writer, node);
    if (is_cast) writer.text(" AS ").text(cast_type_name(node.type())).text(")");
}

void MysqlDialect::write_json_test(SqlWriter& writer, const sql::JsonTestNode& node) const {
    switch (node.test) {
        case Test::Contains: return write_contains(writer, node.document(), node.other());
        case Test::ContainedBy: return write_contains(writer, node.other(), node.document());
        case Test::PathMatches: refuse("JSON paths with conditions", "compare what stands at single paths");
        default: return write_path_tests(writer, node);
    }
}

void MysqlDialect::write_json_remove(SqlWriter& writer, const sql::JsonRemoveNode& node) const {
    check_json_steps(node.steps);
    write_call(writer, "JSON_REMOVE", node.document(), node.steps);
}

// A document is text on MariaDB, where `=` would compare the white space in it, too.
void MysqlDialect::write_json_equality(SqlWriter& writer, const sql::BinaryNode& node) const {
    const bool is_negated = node.op == sql::Operator::NotEqual;
    if (product_.is_mariadb(100700)) {
        writer.text(is_negated ? "NOT JSON_EQUALS(" : "JSON_EQUALS(").expression(*node.left).text(", ");
        writer.expression(*node.right).text(")");
        return;
    }
    writer.text("CAST(").expression(*node.left).text(is_negated ? " AS JSON) != CAST(" : " AS JSON) = CAST(");
    writer.expression(*node.right).text(" AS JSON)");
}

}  // namespace azoth::mysql
