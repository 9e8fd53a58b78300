// SPDX-License-Identifier: MIT
// JSON, which is text here: https://www.sqlite.org/json1.html

#include <algorithm>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/compile/sql_writer.hpp"
#include "dialects/sqlite/compiler.hpp"

namespace azoth::sqlite {
namespace {

using compile::SqlWriter;
using Test = sql::JsonTestNode::Test;

// A quoted label ends at the next quotation mark and is compared with the text of the document, escapes and all.
void check_key(const std::string& key) {
    const auto is_escaped = [](char c) { return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20; };
    if (std::any_of(key.begin(), key.end(), is_escaped))
        throw CompileError("unsupported",
                           fmt::format("sqlite cannot look for the JSON key '{}', because of its quotation "
                                       "mark, backslash or control character",
                                       key));
}

std::string path_of(const sql::JsonSteps& steps) {
    std::string path = "$";
    for (const sql::JsonStep& step : steps) {
        if (step.is_key) {
            check_key(step.key);
            path += ".\"" + step.key + "\"";
        } else if (step.position < 0) {
            path += fmt::format("[#{}]", step.position);
        } else {
            path += fmt::format("[{}]", step.position);
        }
    }
    return path;
}

void write_call(SqlWriter& writer, std::string_view function, const sql::ExpressionNode& document,
                const sql::JsonSteps& steps) {
    writer.text(function).text("(").expression(document).text(", ");
    writer.literal(ValueView::text(path_of(steps))).text(")");
}

void write_key_tests(SqlWriter& writer, const sql::JsonTestNode& node) {
    std::string_view before = node.keys.size() > 1 ? "(" : "";
    for (const std::string& key : node.keys) {
        writer.text(before);
        write_call(writer, "json_type", node.document(), {key});
        writer.text(" IS NOT NULL");
        before = node.test == Test::HasAnyKey ? " OR " : " AND ";
    }
    if (node.keys.size() > 1) writer.text(")");
}

/// JSON_EXTRACT alone makes SQL values of scalars, and cannot tell JSON's null from nothing.
void write_part(SqlWriter& writer, const sql::JsonPathNode& node, bool has_arrow) {
    if (has_arrow) {
        writer.left_operand(*node.document(), sql::Operator::Custom).text(" -> ");
        writer.literal(ValueView::text(path_of(node.steps)));
        return;
    }
    write_call(writer, "CASE WHEN json_type", *node.document(), node.steps);
    write_call(writer, " IS NOT NULL THEN json_quote(json_extract", *node.document(), node.steps);
    writer.text(") END");
}

}  // namespace

void SqliteDialect::write_json_path(SqlWriter& writer, const sql::JsonPathNode& node) const {
    using Form = sql::JsonPathNode::Form;
    if (node.form == Form::Json) return write_part(writer, node, version_ >= 33800);
    const bool is_boolean = node.type().kind == TypeKind::Boolean;
    writer.text(is_boolean ? "" : "CAST(");
    write_call(writer, "json_extract", *node.document(), node.steps);
    if (!is_boolean) writer.text(" AS ").text(node.is_cast() ? cast_type_name(node.type()) : "TEXT").text(")");
}

void SqliteDialect::write_json_test(SqlWriter& writer, const sql::JsonTestNode& node) const {
    switch (node.test) {
        case Test::HasKey:
        case Test::HasAnyKey:
        case Test::HasAllKeys: return write_key_tests(writer, node);
        case Test::PathExists:
            writer.text("json_type(").expression(node.document()).text(", ").expression(node.other());
            writer.text(") IS NOT NULL");
            return;
        case Test::Contains:
        case Test::ContainedBy:
            refuse("test whether one JSON document contains another", "compare what stands at single paths");
        case Test::PathMatches: refuse("JSON paths with conditions", "compare what stands at single paths");
    }
}

void SqliteDialect::write_json_remove(SqlWriter& writer, const sql::JsonRemoveNode& node) const {
    write_call(writer, "json_remove", node.document(), node.steps);
}

}  // namespace azoth::sqlite
