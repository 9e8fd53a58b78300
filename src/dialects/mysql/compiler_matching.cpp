// SPDX-License-Identifier: MIT
// Regular expressions and full text search.

#include <algorithm>

#include "azoth/compile/sql_writer.hpp"
#include "dialects/mysql/compiler.hpp"

namespace azoth::mysql {
namespace {

using compile::SqlWriter;

/// MariaDB has PCRE, which takes flags within the pattern.
std::string embedded_flags(const std::string& flags) {
    std::string on;
    for (const char flag : flags)
        if (flag != 'c') on += flag;
    const bool is_case_sensitive = flags.find('c') != std::string::npos;
    return "(?" + on + (is_case_sensitive ? "-i)" : ")");
}

/// https://dev.mysql.com/doc/refman/8.0/en/regexp.html#function_regexp-like
std::string match_type(const std::string& flags) {
    std::string result = flags;
    std::replace(result.begin(), result.end(), 's', 'n');
    return result;
}

void write_pattern(SqlWriter& writer, const sql::ExpressionNode& pattern, const std::string& flags) {
    if (flags.empty()) {
        writer.expression(pattern);
        return;
    }
    writer.text("concat('").text(embedded_flags(flags)).text("', ").expression(pattern).text(")");
}

std::string_view mode_text(sql::MatchMode mode) {
    switch (mode) {
        case sql::MatchMode::NaturalLanguage: return " IN NATURAL LANGUAGE MODE)";
        case sql::MatchMode::QueryExpansion: return " WITH QUERY EXPANSION)";
        default: return " IN BOOLEAN MODE)";
    }
}

}  // namespace

void MysqlDialect::check_regexp_flags(const std::string& flags) const {
    if (product_.is_mysql(0) && flags.find('x') != std::string::npos)
        refuse("flag x for regular expressions", "write the pattern without white space");
}

void MysqlDialect::write_regexp(SqlWriter& writer, const sql::RegexpNode& node) const {
    check_regexp_flags(node.flags);
    if (!node.flags.empty() && product_.is_mysql(0)) {
        writer.text(node.is_negated ? "NOT REGEXP_LIKE(" : "REGEXP_LIKE(").expression(node.text()).text(", ");
        writer.expression(node.pattern()).text(", '").text(match_type(node.flags)).text("')");
        return;
    }
    writer.left_operand(node.text(), sql::Operator::Like).text(node.is_negated ? " NOT REGEXP " : " REGEXP ");
    if (node.flags.empty())
        writer.right_operand(node.pattern(), sql::Operator::Like);
    else
        write_pattern(writer, node.pattern(), node.flags);
}

void MysqlDialect::write_regexp_replace(SqlWriter& writer, const sql::RegexpReplaceNode& node) const {
    check_regexp_flags(node.flags);
    const bool has_match_type = product_.is_mysql(0) && !node.flags.empty();
    writer.text("REGEXP_REPLACE(").expression(node.text()).text(", ");
    write_pattern(writer, node.pattern(), has_match_type ? "" : node.flags);
    writer.text(", ").expression(node.replacement());
    if (has_match_type) writer.text(", 1, 0, '").text(match_type(node.flags)).text("'");
    writer.text(")");
}

void MysqlDialect::write_full_text(SqlWriter& writer, const sql::FullTextNode& node) const {
    std::string_view before = "MATCH (";
    for (const sql::ExpressionPtr& text : node.texts()) {
        writer.text(before).expression(*text);
        before = ", ";
    }
    writer.text(") AGAINST (").expression(node.words()).text(mode_text(node.mode));
}

}  // namespace azoth::mysql
