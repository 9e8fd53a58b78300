// SPDX-License-Identifier: MIT
#include <chrono>
#include <limits>
#include <vector>

#include <boost/uuid/string_generator.hpp>
#include <nlohmann/json.hpp>

#include "azoth/sql/arithmetic.hpp"
#include "azoth/sql/condition.hpp"
#include "azoth/sql/constants.hpp"
#include "azoth/sql/dml.hpp"
#include "azoth/types/json.hpp"
#include "azoth/types/uuid.hpp"
#include "sql_cases/sql_case.hpp"

namespace azoth::test {
namespace {

using namespace std::chrono;

/// Each is run with the value bound, and with the value written as a literal.
const CaseGroup kLiteral("Literal", [](SqlCases& add, const Shop& s) {
    const auto value = [&](std::string_view name, const auto& it) -> SqlCase& {
        return add(name, select(literal(it)), "SELECT ?");
    };
    const auto text = [&](std::string_view name, const std::string& it) { value(name, it).gives(it); };
    text("a text", "plain");
    add("an empty text", select(literal(std::string()), literal(1)), "SELECT ?, ?").gives("|1");
    text("a quote", "It's");
    text("only quotes", "''");
    text("a double quote", "say \"no\"");
    text("a backslash", R"(C:\new\temp)");
    text("a backslash at the end", R"(end\)");
    text("a backslash before a quote", R"(\' OR 1 = 1 -- )");
    text("two backslashes", R"(\\)");
    text("a new line", "one\ntwo\r\n\tthree");
    text("wildcards", "100%_x");
    text("a comment", "/* no */ -- x");
    text("question marks", "? $1 :name");
    text("a backtick", "`x`");
    text("other scripts", "Ünïcödé 書籍 😀");
    text("a dollar quote", "$$ $a$");
    text("control characters", "\x01\x1a\x7f");
    text("a text like a number", "007");
    value("a NUL", std::string("a\0b", 3)).gives(std::string("a\0b", 3)).not_run("postgresql");
    value("bytes", Bytes{std::byte{0x41}, std::byte{0x27}, std::byte{0x5c}}).gives(R"(A'\)");
    add("no bytes", select(literal(Bytes()), literal(1)), "SELECT ?, ?").gives("|1");

    value("zero", 0).gives("0");
    value("a negative number", -5).gives("-5");
    value("the highest number", std::numeric_limits<std::int64_t>::max()).gives("9223372036854775807");
    value("the lowest number", std::numeric_limits<std::int64_t>::min()).gives("-9223372036854775808");
    value("a double", 0.1).gives("0.1");
    value("a whole double", 3.0).gives("3");
    value("a negative double", -1.5).gives("-1.5");
    value("a huge double", 1.7976931348623157e308).gives("1.797693135e+308");
    value("a tiny double", 2.2250738585072014e-308).gives("2.225073859e-308");
    value("a double with an exponent", 1e22).gives("1e+22");
    value("infinity", std::numeric_limits<double>::infinity()).gives("inf").not_run("mariadb");
    value("a decimal", Decimal("12.75")).gives("12.75");
    value("a negative decimal", Decimal("-0.01")).gives("-0.01");
    value("a long decimal", Decimal("12345678901234567890.123456789")).gives("12345678901234567890.123456789");
    value("true", true).gives("true");
    value("false", false).gives("false");

    value("a date", year_month_day(2024y / February / 29)).gives("2024-02-29");
    value("an early date", year_month_day(1000y / January / 1)).gives("1000-01-01");
    value("a late date", year_month_day(9999y / December / 31)).gives("9999-12-31");
    value("a time", hh_mm_ss<microseconds>(13h + 5min + 9s + 250ms)).gives("13:05:09.250000");
    value("midnight", hh_mm_ss<microseconds>(0h)).gives("00:00:00");
    value("a timestamp", local_time<microseconds>(local_days(2024y / 1 / 5)) + 10h + 30min)
        .gives("2024-01-05 10:30:00");
    value("a timestamp with microseconds", local_time<microseconds>(local_days(2024y / 1 / 5)) + 1us)
        .gives("2024-01-05 00:00:00.000001");
    value("a UUID", boost::uuids::string_generator()("0190163d-8694-739b-aea5-966c26f8ad91"))
        .gives("0190163d-8694-739b-aea5-966c26f8ad91");
    value("JSON", nlohmann::json{{"a", R"(b\c')"}}).gives(R"({"a":"b\\c'"})").not_run("postgresql");

    add("null", select(null()), "SELECT NULL").gives("NULL");
    add("a negated negative number", -literal(-5), "-(?)").gives("5");
    add("a subtracted negative number", s.pages - -1, "books.pages - ?").gives("475");
    add("true as a condition", select(s.id).where(true_()).where(s.id == 1),
        "SELECT books.id FROM books WHERE true AND books.id = ?")
        .on("sqlite", "SELECT books.id FROM books WHERE 1 AND books.id = ?")
        .gives("1");
    add("false as a condition", select(s.id).where(false_()), "SELECT books.id FROM books WHERE false")
        .on("sqlite", "SELECT books.id FROM books WHERE 0")
        .gives("");
    add("a literal column", select(literal_column<int>("1 + 1")), "SELECT 1 + 1").gives("2");
    add("a double beside an integer column", s.pages / literal(2.5), "books.pages / ?").gives("189.6");
    add("an integer beside a double column", s.rating * 2, "books.rating * ?").gives("9");
    add("a text with a backslash in a condition", select(s.id).where(s.note == R"(It's "quoted" \ here)"),
        "SELECT books.id FROM books WHERE books.note = ?")
        .gives("4");
    add("a decimal in a condition", select(s.id).where(s.price == Decimal("9.5")),
        "SELECT books.id FROM books WHERE books.price = ?")
        .gives("1");
    add("a date in a condition", select(s.id).where(s.published < year_month_day(1816y / 1 / 1)),
        "SELECT books.id FROM books WHERE books.published < ?")
        .gives("1");
    add("a timestamp in a condition",
        select(s.sale_id).where(s.sold_at >= local_time<microseconds>(local_days(2024y / 12 / 31))),
        "SELECT sales.id FROM sales WHERE sales.sold_at >= ?")
        .gives("4");
    add("a boolean in a condition", select(s.id).where(s.in_stock == false),
        "SELECT books.id FROM books WHERE books.in_stock = ?")
        .gives("2");
    add("an inserted text", insert(s.shelves).values(s.shelf_id = 5, s.shelf_name = R"(\' DROP TABLE shelves -- )"),
        "INSERT INTO shelves (id, name) VALUES (?, ?)")
        .leaves("SELECT name FROM shelves WHERE id = 5", R"(\' DROP TABLE shelves -- )");
});

}  // namespace
}  // namespace azoth::test
