// SPDX-License-Identifier: MIT
// Arithmetic of dates and times.

#include "azoth/compile/sql_writer.hpp"
#include "dialects/postgresql/compiler.hpp"

namespace azoth::postgresql {
namespace {

using compile::SqlWriter;
using sql::DatePart;

/// date + bigint does not exist.
void write_days(SqlWriter& writer, const sql::ExpressionNode& days, sql::Operator op) {
    if (days.type().kind != TypeKind::BigInteger) {
        writer.right_operand(days, op);
        return;
    }
    writer.text("CAST(").expression(days).text(" AS INTEGER)");
}

}  // namespace

// EXTRACT gives a NUMERIC, and seconds with their fraction.
void PostgresqlDialect::write_extract(SqlWriter& writer, const sql::ExtractNode& node) const {
    const bool has_fraction = node.part == DatePart::Second || node.part == DatePart::Epoch;
    const bool is_microsecond = node.part == DatePart::Microsecond;
    writer.text(is_microsecond ? "(" : "").text(has_fraction ? "CAST(FLOOR(" : "CAST(");
    Dialect::write_extract(writer, node);
    writer.text(has_fraction ? ")" : "").text(" AS ").text(cast_type_name(node.type())).text(")");
    writer.text(is_microsecond ? " % 1000000)" : "");
}

void PostgresqlDialect::write_time_shift(SqlWriter& writer, const sql::TimeShiftNode& node) const {
    const sql::Operator op = node.is_earlier ? sql::Operator::Subtract : sql::Operator::Add;
    writer.left_operand(node.moment(), op).text(node.is_earlier ? " - " : " + ");
    if (node.is_of_days()) return write_days(writer, node.amount(), op);
    writer.left_operand(node.amount(), sql::Operator::Multiply).text(" * INTERVAL '1 microsecond'");
}

void PostgresqlDialect::write_time_difference(SqlWriter& writer, const sql::TimeDifferenceNode& node) const {
    writer.text(node.is_of_days ? "" : "CAST(EXTRACT(EPOCH FROM ");
    writer.left_operand(node.later(), sql::Operator::Subtract).text(" - ");
    writer.right_operand(node.earlier(), sql::Operator::Subtract);
    writer.text(node.is_of_days ? "" : ") * 1000000 AS BIGINT)");
}

}  // namespace azoth::postgresql
