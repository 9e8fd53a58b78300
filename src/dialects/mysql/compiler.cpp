// SPDX-License-Identifier: MIT
#include "dialects/mysql/compiler.hpp"

#include <cmath>
#include <iterator>

#include <fmt/format.h>

#include "azoth/base/error.hpp"
#include "azoth/compile/sql_writer.hpp"
#include "azoth/schema/column.hpp"
#include "azoth/types/packed_values.hpp"
#include "dialects/mysql/ddl_capabilities.hpp"
#include "dialects/mysql/functions.hpp"
#include "dialects/mysql/plans.hpp"
#include "dialects/mysql/quoted_text.hpp"
#include "dialects/mysql/reserved_words.hpp"
#include "dialects/mysql/types.hpp"

namespace azoth::mysql {
namespace {

// Since which version: https://mariadb.com/kb/en/insertreturning/, https://mariadb.com/kb/en/delete/
Capabilities capabilities_of(const Product& product) {
    return {
        .insert_returning = product.is_mariadb(100500),
        .delete_returning = product.is_mariadb(100000),
        .update_from = OtherTablesClause::List,
        .delete_using = OtherTablesClause::List,
        .dml_limit = true,
        .has_last_insert_id = true,
        .window_functions = product.is_mariadb(100200) || product.is_mysql(80000),
        .windowed_within_group = product.is_mariadb(100303),
        .quantified_comparison = true,
        .lateral = product.is_mysql(80014),
        .intersect = product.is_mariadb(100300) || product.is_mysql(80031),
        .intersect_all = product.is_mariadb(100500) || product.is_mysql(80031),
        .cte_before_insert = false,
        .cte_before_update = product.is_mysql(80000),
        .derived_columns = product.is_mysql(80019),
        .values_row_keyword = product.is_mysql(80019),
        // MariaDB knows the types of VALUES (?) before it has the values: texts are lost or cut.
        .values_rows = product.is_mysql(80019),
        .limit_expressions = false,
        .fetch_first = product.is_mariadb(100600),
        .fetch_with_ties = product.is_mariadb(100600),
        .alter_constraints = true,
        .conditional_index = product.is_mariadb(100104),
        .max_query_depth = 62,
        .max_parameters = 65535,
        .max_identifier_length = 64,
        .ddl = ddl_capabilities(product),
    };
}

bool divides_whole_numbers(const sql::BinaryNode& node) {
    return is_integer(node.left->type().kind) && is_integer(node.right->type().kind);
}

/// Whether a backslash escapes depends on the mode of the session (NO_BACKSLASH_ESCAPES).
bool is_plain_text(std::string_view text) {
    return text.find_first_of(std::string_view("\\\0", 2)) == std::string_view::npos;
}

/// `concat('a', char(92 USING utf8mb4), 'b')`. (A string of bytes with an introducer would be shorter, but MariaDB
/// writes that into its CHECK constraints as a text with the backslash unescaped.)
void append_in_parts(std::string& sql, std::string_view text) {
    constexpr std::string_view kSpecial("\\\0", 2);
    std::vector<std::string> parts;
    while (!text.empty()) {
        const bool is_special = kSpecial.find(text.front()) != std::string_view::npos;
        const auto end = is_special ? text.find_first_not_of(kSpecial) : text.find_first_of(kSpecial);
        const std::string_view part = text.substr(0, end);
        if (is_special)
            parts.push_back(
                fmt::format("char({} USING utf8mb4)", fmt::join(std::vector<int>(part.begin(), part.end()), ", ")));
        else
            parts.push_back(quoted_text(part));
        text.remove_prefix(part.size());
    }
    if (parts.size() == 1)
        sql += parts.front();
    else
        sql += fmt::format("concat({})", fmt::join(parts, ", "));
}

void append_double(std::string& sql, const ValueView& value) {
    if (!std::isfinite(value.as_double()))
        throw CompileError("unsupported", fmt::format("mysql has no number {}", value.as_double()));
    const std::string text = fmt::format("{}", value.as_double());
    sql += text;
    if (text.find('e') == std::string::npos) sql += "e0";  // 1.5 would be a decimal
}

constexpr std::string_view kNewRow = "new";

/// ON DUPLICATE KEY UPDATE has no conditions and no key of its own.
void check_conflicts(const sql::InsertNode& insert) {
    const auto refuse = [&](std::string_view what) {
        throw CompileError("unsupported", fmt::format("mysql has no {} in an upsert; the one into {} needs ON "
                                                      "DUPLICATE KEY UPDATE alone",
                                                      what, insert.table->name()));
    };
    if (insert.conflicts.size() > 1) refuse("second on_conflict()");
    const sql::ConflictClause& clause = insert.conflicts.front();
    if (!clause.constraint.empty()) refuse("ON CONSTRAINT");
    if (!clause.expressions.empty()) refuse("expression as a key");
    if (!clause.index_where.empty()) refuse("condition of an index");
    if (!clause.where.empty()) refuse("WHERE of do_update() (case_() in the assignments does it)");
}

}  // namespace

MysqlDialect::MysqlDialect(Product product) : Dialect(capabilities_of(product)), product_(product) {}

void MysqlDialect::write_placeholder(std::string& sql, std::size_t, std::string_view) const { sql += '?'; }

void MysqlDialect::write_literal(std::string& sql, const ValueView& value) const {
    switch (value.kind()) {
        case ValueKind::Text:
        case ValueKind::Json:
            if (!is_plain_text(value.as_text())) return append_in_parts(sql, value.as_text());
            break;
        case ValueKind::Array: return write_literal(sql, ValueView::text(json_of_array(value.as_text())));
        case ValueKind::Double: return append_double(sql, value);
        case ValueKind::Date: sql += "DATE "; break;
        case ValueKind::Time: sql += "TIME "; break;
        case ValueKind::Timestamp:
        case ValueKind::TimestampTz: sql += "TIMESTAMP "; break;
        default: break;
    }
    Dialect::write_literal(sql, value);
}

std::string MysqlDialect::cast_type_name(const SqlType& type) const { return mysql::cast_type_name(type, product_); }

std::string_view MysqlDialect::explain_words(bool analyze) const {
    if (product_.is_mysql(80018)) return analyze ? "EXPLAIN ANALYZE " : "EXPLAIN FORMAT=TREE ";
    return analyze ? "ANALYZE FORMAT=JSON " : "EXPLAIN FORMAT=JSON ";
}

Plan MysqlDialect::read_plan(const std::vector<std::vector<Value>>& rows) const {
    if (rows.empty()) return {};
    const std::string answer(rows.front().at(0).view().as_text());
    return product_.is_mysql(80018) ? read_tree_plan(answer) : read_json_plan(answer);
}

void MysqlDialect::write_limit(compile::SqlWriter& writer, const sql::QueryNode& query) const {
    // "Use some large number": https://dev.mysql.com/doc/refman/8.0/en/select.html
    if (!query.limit) writer.text(" LIMIT 18446744073709551615");
    Dialect::write_limit(writer, query);
}

// https://dev.mysql.com/doc/refman/8.0/en/innodb-locking-reads.html, https://mariadb.com/kb/en/for-update/
void MysqlDialect::write_row_lock(compile::SqlWriter& writer, const sql::RowLock& lock) const {
    const bool is_modern_mysql = product_.is_mysql(80001);
    const std::string_view product = product_.is_mariadb(0) ? "mariadb" : "mysql";
    if (lock.key_share)
        throw CompileError("unsupported", fmt::format("{} knows no locks on keys alone; leave out key_share", product));
    if (!lock.of.empty() && !is_modern_mysql)
        throw CompileError("unsupported", fmt::format("{} locks the rows of all tables of a SELECT; leave out `of`, or "
                                                      "lock in a SELECT of its own",
                                                      product));
    if (lock.skip_locked && !is_modern_mysql && !product_.is_mariadb(100600))
        throw CompileError("unsupported", fmt::format("this version of {} has no SKIP LOCKED", product));
    if (lock.nowait && !is_modern_mysql && !product_.is_mariadb(100300))
        throw CompileError("unsupported", fmt::format("this version of {} has no NOWAIT", product));
    if (!lock.read || is_modern_mysql) return Dialect::write_row_lock(writer, lock);
    writer.text(" LOCK IN SHARE MODE");
    if (lock.nowait) writer.text(" NOWAIT");
    if (lock.skip_locked) writer.text(" SKIP LOCKED");
}

void MysqlDialect::write_binary(compile::SqlWriter& writer, const sql::BinaryNode& node) const {
    const bool is_equality = node.op == sql::Operator::Equal || node.op == sql::Operator::NotEqual;
    const bool is_of_json = node.left->type().kind == TypeKind::Json && node.right->type().kind == TypeKind::Json;
    if (is_equality && is_of_json)
        write_json_equality(writer, node);
    else
        Dialect::write_binary(writer, node);
}

void MysqlDialect::write_right_side(compile::SqlWriter& writer, const sql::BinaryNode& node) const {
    if (node.op == sql::Operator::IntegerDivide) {
        writer.text(" DIV ").right_operand(*node.right, node.op);
    } else if (node.op == sql::Operator::Divide && divides_whole_numbers(node)) {
        // Four digits behind the point, unless one side is a double.
        writer.text(" / (").left_operand(*node.right, sql::Operator::Add).text(" + 0e0)");
    } else {
        Dialect::write_right_side(writer, node);
    }
}

// The result of bitwise operators is unsigned, which every other database takes for signed.
void MysqlDialect::write_bitwise(compile::SqlWriter& writer, const sql::BinaryNode& node) const {
    using sql::Operator;
    if (node.op == Operator::RightShift) {
        writer.text("CASE WHEN ").left_operand(*node.left, Operator::Less).text(" < 0 THEN CAST(~(~");
        writer.right_operand(*node.left, Operator::BitwiseNot).text(" >> ").right_operand(*node.right, node.op);
        writer.text(") AS SIGNED) ELSE CAST(").left_operand(*node.left, node.op).text(" >> ");
        writer.right_operand(*node.right, node.op).text(" AS SIGNED) END");
        return;
    }
    writer.text("CAST(");
    if (node.op == Operator::BitwiseXor)
        writer.left_operand(*node.left, node.op).text(" ^ ").right_operand(*node.right, node.op);
    else
        Dialect::write_bitwise(writer, node);
    writer.text(" AS SIGNED)");
}

void MysqlDialect::write_bitwise_not(compile::SqlWriter& writer, const sql::UnaryNode& node) const {
    writer.text("CAST(");
    Dialect::write_bitwise_not(writer, node);
    writer.text(" AS SIGNED)");
}

void MysqlDialect::write_null_safe(compile::SqlWriter& writer, const sql::BinaryNode& node) const {
    const bool is_distinct = node.op == sql::Operator::IsDistinctFrom;
    writer.text(is_distinct ? "NOT (" : "");
    writer.left_operand(*node.left, node.op).text(" <=> ").right_operand(*node.right, node.op);
    writer.text(is_distinct ? ")" : "");
}

// Every unique key counts, not only the one that on_conflict() names: there is no way to say which.
void MysqlDialect::write_conflict(compile::SqlWriter& writer, const sql::InsertNode& insert) const {
    check_conflicts(insert);
    const sql::ConflictClause& clause = insert.conflicts.front();
    // The rows of a query cannot be given a name.
    if (clause.updates && has_row_alias() && !insert.query) {
        writer.name_new_row(kNewRow);
        writer.text(" AS ").text(kNewRow);
    }
    writer.text(" ON DUPLICATE KEY UPDATE ");
    if (clause.updates) {
        writer.assignments(*insert.table, clause.assignments);
        return;
    }
    // INSERT IGNORE would also swallow what has nothing to do with keys, such as texts that are too long.
    const std::vector<std::uint32_t>& columns = clause.columns.empty() ? insert.columns : clause.columns;
    if (columns.empty())
        throw CompileError("unsupported",
                           "an INSERT of defaults that does nothing on conflict must name a column: "
                           "on_conflict(...)");
    writer.column_name(*insert.table, columns.front()).text(" = ").table_name(*insert.table).text(".");
    writer.column_name(*insert.table, columns.front());
}

void MysqlDialect::write_excluded(compile::SqlWriter& writer, const sql::ExcludedNode& node) const {
    if (!writer.new_row_name().empty())
        writer.text(writer.new_row_name()).text(".").column_name(*node.column->from, node.column->index);
    else
        writer.text("VALUES(").column_name(*node.column->from, node.column->index).text(")");
}

void MysqlDialect::write_function(compile::SqlWriter& writer, const sql::FunctionNode& node) const {
    if (!write_special_function(writer, node, product_)) Dialect::write_function(writer, node);
}

void MysqlDialect::write_over(compile::SqlWriter& writer, const sql::OverNode& node) const {
    check_window_function(writer, *node.function, product_);
    Dialect::write_over(writer, node);
}

void MysqlDialect::write_grouping(compile::SqlWriter& writer, const sql::GroupingNode& node,
                                  const sql::SelectNode& select) const {
    write_rollup(writer, node, select, product_);
}

void MysqlDialect::write_json_table(compile::SqlWriter& writer, const sql::JsonTableNode& node) const {
    mysql::write_json_table(writer, node, product_);
}

std::string_view MysqlDialect::function_form(const sql::FunctionNode& node) const {
    return mysql::function_form(node, product_);
}

bool MysqlDialect::is_reserved(std::string_view lower_case_word) const { return is_reserved_word(lower_case_word); }

}  // namespace azoth::mysql
