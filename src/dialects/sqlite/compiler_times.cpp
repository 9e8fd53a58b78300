// SPDX-License-Identifier: MIT
// Dates and times, which are ISO texts here. The functions named azoth_... are azoth's: see driver_functions.hpp.

#include "azoth/compile/sql_writer.hpp"
#include "dialects/sqlite/compiler.hpp"

namespace azoth::sqlite {
namespace {

using compile::SqlWriter;
using sql::DatePart;

void write_strftime(SqlWriter& writer, std::string_view format, const sql::ExpressionNode& moment) {
    writer.text("CAST(strftime('").text(format).text("', ").expression(moment).text(") AS INTEGER)");
}

/// The Thursday of its week, whose year is the year of the week by ISO 8601.
void write_thursday(SqlWriter& writer, std::string_view format, const sql::ExpressionNode& moment) {
    writer.text("CAST(strftime('").text(format).text("', ").expression(moment);
    writer.text(", '-3 days', 'weekday 4') AS INTEGER)");
}

}  // namespace

void SqliteDialect::write_extract(SqlWriter& writer, const sql::ExtractNode& node) const {
    const sql::ExpressionNode& moment = node.moment();
    switch (node.part) {
        case DatePart::Year: return write_strftime(writer, "%Y", moment);
        case DatePart::Quarter:
            writer.text("((");
            write_strftime(writer, "%m", moment);
            writer.text(" + 2) / 3)");
            return;
        case DatePart::Month: return write_strftime(writer, "%m", moment);
        case DatePart::Week:
            writer.text("((");
            write_thursday(writer, "%j", moment);
            writer.text(" + 6) / 7)");
            return;
        case DatePart::Day: return write_strftime(writer, "%d", moment);
        case DatePart::DayOfWeek: return write_strftime(writer, "%w", moment);
        case DatePart::IsoDayOfWeek:
            writer.text("((");
            write_strftime(writer, "%w", moment);
            writer.text(" + 6) % 7 + 1)");
            return;
        case DatePart::DayOfYear: return write_strftime(writer, "%j", moment);
        case DatePart::IsoYear: return write_thursday(writer, "%Y", moment);
        case DatePart::Hour: return write_strftime(writer, "%H", moment);
        case DatePart::Minute: return write_strftime(writer, "%M", moment);
        case DatePart::Second: return write_strftime(writer, "%S", moment);
        // strftime() knows milliseconds only.
        case DatePart::Microsecond:
            writer.text("((azoth_microseconds(").expression(moment).text(") % 1000000 + 1000000) % 1000000)");
            return;
        case DatePart::Epoch: return write_strftime(writer, "%s", moment);
    }
}

void SqliteDialect::write_time_shift(SqlWriter& writer, const sql::TimeShiftNode& node) const {
    writer.text(node.is_of_days() ? "date(" : "azoth_add_microseconds(").expression(node.moment()).text(", ");
    if (node.is_earlier) writer.text(node.is_of_days() ? "(0 - " : "0 - ");
    if (node.is_earlier)
        writer.right_operand(node.amount(), sql::Operator::Subtract).text(node.is_of_days() ? ")" : "");
    else
        writer.left_operand(node.amount(), sql::Operator::Concat);
    writer.text(node.is_of_days() ? " || ' days')" : ")");
}

void SqliteDialect::write_time_difference(SqlWriter& writer, const sql::TimeDifferenceNode& node) const {
    const std::string_view function = node.is_of_days ? "julianday(" : "azoth_microseconds(";
    writer.text(node.is_of_days ? "CAST(" : "").text(function).expression(node.later()).text(") - ").text(function);
    writer.expression(node.earlier()).text(")").text(node.is_of_days ? " AS INTEGER)" : "");
}

}  // namespace azoth::sqlite
