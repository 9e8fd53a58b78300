// SPDX-License-Identifier: MIT
// Arithmetic of dates and times.

#include "azoth/compile/sql_writer.hpp"
#include "dialects/mysql/compiler.hpp"

namespace azoth::mysql {
namespace {

using compile::SqlWriter;
using sql::DatePart;

struct Call {
    std::string_view before;
    std::string_view after;
};

Call call_of(DatePart part) {
    switch (part) {
        case DatePart::Year: return {"EXTRACT(YEAR FROM ", ")"};
        case DatePart::Quarter: return {"EXTRACT(QUARTER FROM ", ")"};
        case DatePart::Month: return {"EXTRACT(MONTH FROM ", ")"};
        case DatePart::Week: return {"WEEK(", ", 3)"};
        case DatePart::Day: return {"EXTRACT(DAY FROM ", ")"};
        case DatePart::DayOfWeek: return {"(DAYOFWEEK(", ") - 1)"};
        case DatePart::IsoDayOfWeek: return {"(WEEKDAY(", ") + 1)"};
        case DatePart::DayOfYear: return {"DAYOFYEAR(", ")"};
        case DatePart::IsoYear: return {"(YEARWEEK(", ", 3) DIV 100)"};
        case DatePart::Hour: return {"EXTRACT(HOUR FROM ", ")"};
        case DatePart::Minute: return {"EXTRACT(MINUTE FROM ", ")"};
        case DatePart::Second: return {"EXTRACT(SECOND FROM ", ")"};
        case DatePart::Microsecond: return {"EXTRACT(MICROSECOND FROM ", ")"};
        // UNIX_TIMESTAMP ends in 2038 and begins in 1970.
        case DatePart::Epoch: return {"TIMESTAMPDIFF(SECOND, '1970-01-01', ", ")"};
    }
    return {};
}

}  // namespace

void MysqlDialect::write_extract(SqlWriter& writer, const sql::ExtractNode& node) const {
    const Call call = call_of(node.part);
    writer.text(call.before).expression(node.moment()).text(call.after);
}

void MysqlDialect::write_time_shift(SqlWriter& writer, const sql::TimeShiftNode& node) const {
    const sql::Operator op = node.is_earlier ? sql::Operator::Subtract : sql::Operator::Add;
    writer.left_operand(node.moment(), op).text(node.is_earlier ? " - INTERVAL " : " + INTERVAL ");
    writer.right_operand(node.amount(), sql::Operator::Subtract).text(node.is_of_days() ? " DAY" : " MICROSECOND");
}

void MysqlDialect::write_time_difference(SqlWriter& writer, const sql::TimeDifferenceNode& node) const {
    if (node.is_of_days)
        writer.text("DATEDIFF(").expression(node.later()).text(", ").expression(node.earlier()).text(")");
    else
        writer.text("TIMESTAMPDIFF(MICROSECOND, ")
            .expression(node.earlier())
            .text(", ")
            .expression(node.later())
            .text(")");
}

}  // namespace azoth::mysql
