// SPDX-License-Identifier: MIT
// JSON, which is JSONB here: https://www.postgresql.org/docs/current/functions-json.html

#include "azoth/compile/sql_writer.hpp"
#include "dialects/postgresql/compiler.hpp"

namespace azoth::postgresql {
namespace {

using compile::SqlWriter;
using Test = sql::JsonTestNode::Test;

/// A text[] in its text form.
std::string path_array(const sql::JsonSteps& steps) {
    std::string array = "{";
    for (const sql::JsonStep& step : steps) {
        if (array.size() > 1) array += ',';
        if (!step.is_key) {
            array += std::to_string(step.position);
            continue;
        }
        array += '"';
        for (const char c : step.key) {
            if (c == '"' || c == '\\') array += '\\';
            array += c;
        }
        array += '"';
    }
    return array + "}";
}

/// `<one> 'key'`, `<one> 0` or `<path> '{...}'`.
void write_steps(SqlWriter& writer, std::string_view one, std::string_view path, const sql::JsonSteps& steps) {
    writer.text(steps.size() == 1 ? one : path);
    if (steps.size() != 1)
        writer.literal(ValueView::text(path_array(steps)));
    else if (steps.front().is_key)
        writer.literal(ValueView::text(steps.front().key));
    else
        writer.literal(ValueView::int64(steps.front().position));
}

void write_keys(SqlWriter& writer, const sql::JsonTestNode& node) {
    if (node.test == Test::HasKey) {
        writer.text(" ? ").literal(ValueView::text(node.keys.front()));
        return;
    }
    writer.text(node.test == Test::HasAnyKey ? " ?| CAST(ARRAY[" : " ?& CAST(ARRAY[");
    std::string_view before;
    for (const std::string& key : node.keys) {
        writer.text(before).literal(ValueView::text(key));
        before = ", ";
    }
    writer.text("] AS TEXT[])");
}

std::string_view sign(Test test) {
    switch (test) {
        case Test::Contains: return " @> ";
        case Test::ContainedBy: return " <@ ";
        case Test::PathExists: return " @? ";
        default: return " @@ ";
    }
}

}  // namespace

void PostgresqlDialect::write_json_path(SqlWriter& writer, const sql::JsonPathNode& node) const {
    const bool is_json = node.form == sql::JsonPathNode::Form::Json;
    writer.text(node.is_cast() ? "CAST(" : "").left_operand(*node.document(), sql::Operator::Custom);
    if (is_json)
        write_steps(writer, " -> ", " #> ", node.steps);
    else
        write_steps(writer, " ->> ", " #>> ", node.steps);
    if (node.is_cast()) writer.text(" AS ").text(cast_type_name(node.type())).text(")");
}

void PostgresqlDialect::write_json_test(SqlWriter& writer, const sql::JsonTestNode& node) const {
    writer.left_operand(node.document(), sql::Operator::Custom);
    if (node.keys.empty())
        writer.text(sign(node.test)).right_operand(node.other(), sql::Operator::Custom);
    else
        write_keys(writer, node);
}

void PostgresqlDialect::write_json_remove(SqlWriter& writer, const sql::JsonRemoveNode& node) const {
    writer.left_operand(node.document(), sql::Operator::Custom);
    write_steps(writer, " - ", " #- ", node.steps);
}

}  // namespace azoth::postgresql
