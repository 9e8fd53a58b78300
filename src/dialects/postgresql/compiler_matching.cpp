// SPDX-License-Identifier: MIT
// Regular expressions and full text search.

#include "azoth/compile/sql_writer.hpp"
#include "dialects/postgresql/compiler.hpp"

namespace azoth::postgresql {
namespace {

using compile::SqlWriter;

bool has(const std::string& flags, char flag) { return flags.find(flag) != std::string::npos; }

/// https://www.postgresql.org/docs/current/functions-matching.html#POSIX-EMBEDDED-OPTIONS-TABLE
std::string embedded_options(const std::string& flags) {
    std::string options;
    if (has(flags, 'm'))
        options += has(flags, 's') ? 'w' : 'n';
    else if (has(flags, 's'))
        options += 's';
    if (has(flags, 'i') || has(flags, 'c')) options += has(flags, 'i') ? 'i' : 'c';
    if (has(flags, 'x')) options += 'x';
    return options;
}

bool is_text(const sql::ExpressionNode& node) {
    const TypeKind kind = node.type().kind;
    return kind == TypeKind::String || kind == TypeKind::Text;
}

void write_config(SqlWriter& writer, const sql::FullTextNode& node) {
    if (!node.config.empty()) writer.literal(ValueView::text(node.config)).text(", ");
}

/// A text that is no tsvector yet becomes one by the database's configuration.
void write_vector(SqlWriter& writer, const sql::FullTextNode& node) {
    const bool is_one = node.texts().size() == 1;
    if (is_one && (node.config.empty() || !is_text(*node.texts().front()))) {
        writer.left_operand(*node.texts().front(), sql::Operator::Custom);
        return;
    }
    writer.text("to_tsvector(");
    write_config(writer, node);
    std::string_view before = is_one ? "" : "concat_ws(' ', ";
    for (const sql::ExpressionPtr& text : node.texts()) {
        writer.text(before).expression(*text);
        before = ", ";
    }
    writer.text(is_one ? ")" : "))");
}

}  // namespace

void PostgresqlDialect::write_regexp(SqlWriter& writer, const sql::RegexpNode& node) const {
    const bool ignores_case = node.flags == "i";
    const std::string options = ignores_case ? "" : embedded_options(node.flags);
    writer.left_operand(node.text(), sql::Operator::Custom);
    writer.text(node.is_negated ? " !~" : " ~").text(ignores_case ? "* " : " ");
    if (!options.empty()) writer.text("('(?").text(options).text(")' || ");
    writer.right_operand(node.pattern(), sql::Operator::Custom).text(options.empty() ? "" : ")");
}

void PostgresqlDialect::write_regexp_replace(SqlWriter& writer, const sql::RegexpReplaceNode& node) const {
    writer.text("regexp_replace(").expression(node.text()).text(", ").expression(node.pattern()).text(", ");
    writer.expression(node.replacement()).text(", 'g").text(embedded_options(node.flags)).text("')");
}

void PostgresqlDialect::write_full_text(SqlWriter& writer, const sql::FullTextNode& node) const {
    write_vector(writer, node);
    writer.text(" @@ plainto_tsquery(");
    write_config(writer, node);
    writer.expression(node.words()).text(")");
}

}  // namespace azoth::postgresql
