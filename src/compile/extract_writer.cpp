// SPDX-License-Identifier: MIT
#include "azoth/compile/dialect.hpp"
#include "azoth/compile/sql_writer.hpp"

namespace azoth {
namespace {

using sql::DatePart;

/// The standard's words, and PostgreSQL's where it has none.
std::string_view word(DatePart part) {
    switch (part) {
        case DatePart::Year: return "YEAR";
        case DatePart::Quarter: return "QUARTER";
        case DatePart::Month: return "MONTH";
        case DatePart::Week: return "WEEK";
        case DatePart::Day: return "DAY";
        case DatePart::DayOfWeek: return "DOW";
        case DatePart::IsoDayOfWeek: return "ISODOW";
        case DatePart::DayOfYear: return "DOY";
        case DatePart::IsoYear: return "ISOYEAR";
        case DatePart::Hour: return "HOUR";
        case DatePart::Minute: return "MINUTE";
        case DatePart::Second: return "SECOND";
        case DatePart::Microsecond: return "MICROSECONDS";
        case DatePart::Epoch: return "EPOCH";
    }
    return {};
}

}  // namespace

void Dialect::write_extract(compile::SqlWriter& writer, const sql::ExtractNode& node) const {
    writer.text("EXTRACT(").text(word(node.part)).text(" FROM ").expression(node.moment()).text(")");
}

}  // namespace azoth
