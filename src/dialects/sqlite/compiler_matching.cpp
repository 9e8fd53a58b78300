// SPDX-License-Identifier: MIT
// Regular expressions and full text search. The functions are azoth's: see driver_functions.hpp.

#include "azoth/compile/sql_writer.hpp"
#include "dialects/sqlite/compiler.hpp"

namespace azoth::sqlite {
namespace {

void write_flags(compile::SqlWriter& writer, const std::string& flags) {
    if (!flags.empty()) writer.text(", ").literal(ValueView::text(flags));
}

}  // namespace

void SqliteDialect::write_regexp(compile::SqlWriter& writer, const sql::RegexpNode& node) const {
    if (node.flags.empty()) {
        writer.left_operand(node.text(), sql::Operator::Like).text(node.is_negated ? " NOT REGEXP " : " REGEXP ");
        writer.right_operand(node.pattern(), sql::Operator::Like);
        return;
    }
    writer.text(node.is_negated ? "NOT regexp_like(" : "regexp_like(").expression(node.text()).text(", ");
    writer.expression(node.pattern());
    write_flags(writer, node.flags);
    writer.text(")");
}

void SqliteDialect::write_regexp_replace(compile::SqlWriter& writer, const sql::RegexpReplaceNode& node) const {
    writer.text("regexp_replace(").expression(node.text()).text(", ").expression(node.pattern()).text(", ");
    writer.expression(node.replacement());
    write_flags(writer, node.flags);
    writer.text(")");
}

void SqliteDialect::write_full_text(compile::SqlWriter& writer, const sql::FullTextNode& node) const {
    if (node.texts().size() > 1) refuse("MATCH over several columns", "name the FTS table itself, or one column");
    writer.left_operand(*node.texts().front(), sql::Operator::Like).text(" MATCH ");
    writer.right_operand(node.words(), sql::Operator::Like);
}

}  // namespace azoth::sqlite
