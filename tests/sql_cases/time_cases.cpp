// SPDX-License-Identifier: MIT
#include <chrono>

#include "azoth/sql/arithmetic.hpp"
#include "azoth/sql/condition.hpp"
#include "azoth/sql/extract.hpp"
#include "sql_cases/sql_case.hpp"

namespace azoth::test {
namespace {

using namespace std::chrono;

Expr<year_month_day> day(const char* iso) {
    return cast<year_month_day>(literal(iso));
}

const CaseGroup kExtract("Extract", [](SqlCases& add, const Shop& s) {
    add("year", extract(DatePart::Year, s.sold_at), "EXTRACT(YEAR FROM sales.sold_at)")
        .on("sqlite", "CAST(strftime('%Y', sales.sold_at) AS INTEGER)")
        .on("postgresql", "CAST(EXTRACT(YEAR FROM sales.sold_at) AS INTEGER)")
        .gives("2024");
    add("quarter", extract(DatePart::Quarter, s.published), "EXTRACT(QUARTER FROM books.published)")
        .on("sqlite", "((CAST(strftime('%m', books.published) AS INTEGER) + 2) / 3)")
        .on("postgresql", "CAST(EXTRACT(QUARTER FROM books.published) AS INTEGER)")
        .gives("4");
    add("month", extract(DatePart::Month, s.published), "EXTRACT(MONTH FROM books.published)")
        .on("sqlite", "CAST(strftime('%m', books.published) AS INTEGER)")
        .on("postgresql", "CAST(EXTRACT(MONTH FROM books.published) AS INTEGER)")
        .gives("12");
    add("day", extract(DatePart::Day, s.published), "EXTRACT(DAY FROM books.published)")
        .on("sqlite", "CAST(strftime('%d', books.published) AS INTEGER)")
        .on("postgresql", "CAST(EXTRACT(DAY FROM books.published) AS INTEGER)")
        .gives("23");
    add("week", extract(DatePart::Week, day("2021-01-03")), "WEEK(CAST(? AS DATE), 3)")
        .on("sqlite", "((CAST(strftime('%j', CAST(? AS TEXT), '-3 days', 'weekday 4') AS INTEGER) + 6) / 7)")
        .on("postgresql", "CAST(EXTRACT(WEEK FROM CAST(? AS DATE)) AS INTEGER)")
        .gives("53");
    add("week of a thursday", extract(DatePart::Week, day("2020-01-02")), "WEEK(CAST(? AS DATE), 3)")
        .on("sqlite", "((CAST(strftime('%j', CAST(? AS TEXT), '-3 days', 'weekday 4') AS INTEGER) + 6) / 7)")
        .on("postgresql", "CAST(EXTRACT(WEEK FROM CAST(? AS DATE)) AS INTEGER)")
        .gives("1");
    add("iso year", extract(DatePart::IsoYear, day("2021-01-03")), "(YEARWEEK(CAST(? AS DATE), 3) DIV 100)")
        .on("sqlite", "CAST(strftime('%Y', CAST(? AS TEXT), '-3 days', 'weekday 4') AS INTEGER)")
        .on("postgresql", "CAST(EXTRACT(ISOYEAR FROM CAST(? AS DATE)) AS INTEGER)")
        .gives("2020");
    add("day of week", extract(DatePart::DayOfWeek, day("2024-02-25")), "(DAYOFWEEK(CAST(? AS DATE)) - 1)")
        .on("sqlite", "CAST(strftime('%w', CAST(? AS TEXT)) AS INTEGER)")
        .on("postgresql", "CAST(EXTRACT(DOW FROM CAST(? AS DATE)) AS INTEGER)")
        .gives("0");
    add("iso day of week", extract(DatePart::IsoDayOfWeek, day("2024-02-25")), "(WEEKDAY(CAST(? AS DATE)) + 1)")
        .on("sqlite", "((CAST(strftime('%w', CAST(? AS TEXT)) AS INTEGER) + 6) % 7 + 1)")
        .on("postgresql", "CAST(EXTRACT(ISODOW FROM CAST(? AS DATE)) AS INTEGER)")
        .gives("7");
    add("day of year", extract(DatePart::DayOfYear, day("2024-12-31")), "DAYOFYEAR(CAST(? AS DATE))")
        .on("sqlite", "CAST(strftime('%j', CAST(? AS TEXT)) AS INTEGER)")
        .on("postgresql", "CAST(EXTRACT(DOY FROM CAST(? AS DATE)) AS INTEGER)")
        .gives("366");
    add("hour", extract(DatePart::Hour, s.sold_at), "EXTRACT(HOUR FROM sales.sold_at)")
        .on("sqlite", "CAST(strftime('%H', sales.sold_at) AS INTEGER)")
        .on("postgresql", "CAST(EXTRACT(HOUR FROM sales.sold_at) AS INTEGER)")
        .gives("10");
    add("minute", extract(DatePart::Minute, s.sold_at), "EXTRACT(MINUTE FROM sales.sold_at)")
        .on("sqlite", "CAST(strftime('%M', sales.sold_at) AS INTEGER)")
        .on("postgresql", "CAST(EXTRACT(MINUTE FROM sales.sold_at) AS INTEGER)")
        .gives("30");
    add("second", select(extract(DatePart::Second, s.sold_at)).where(s.sale_id == 3),
        "SELECT EXTRACT(SECOND FROM sales.sold_at) FROM sales WHERE sales.id = ?")
        .on("sqlite", "SELECT CAST(strftime('%S', sales.sold_at) AS INTEGER) FROM sales WHERE sales.id = ?")
        .on("postgresql",
            "SELECT CAST(FLOOR(EXTRACT(SECOND FROM sales.sold_at)) AS INTEGER) FROM sales WHERE sales.id = ?")
        .gives("59");
    add("microsecond", extract(DatePart::Microsecond, s.sold_at + 1500us),
        "EXTRACT(MICROSECOND FROM sales.sold_at + INTERVAL ? MICROSECOND)")
        .on("sqlite", "((azoth_microseconds(azoth_add_microseconds(sales.sold_at, ?)) % 1000000 + 1000000) % 1000000)")
        .on("postgresql",
            "(CAST(EXTRACT(MICROSECONDS FROM sales.sold_at + ? * INTERVAL '1 microsecond') AS INTEGER) "
            "% 1000000)")
        .gives("1500");
    add("epoch", extract(DatePart::Epoch, s.sold_at), "TIMESTAMPDIFF(SECOND, '1970-01-01', sales.sold_at)")
        .on("sqlite", "CAST(strftime('%s', sales.sold_at) AS INTEGER)")
        .on("postgresql", "CAST(FLOOR(EXTRACT(EPOCH FROM sales.sold_at)) AS BIGINT)")
        .gives("1704450600");
    add("of a null", select(extract(DatePart::Year, s.published)).where(s.id == 4),
        "SELECT EXTRACT(YEAR FROM books.published) FROM books WHERE books.id = ?")
        .on("sqlite", "SELECT CAST(strftime('%Y', books.published) AS INTEGER) FROM books WHERE books.id = ?")
        .on("postgresql", "SELECT CAST(EXTRACT(YEAR FROM books.published) AS INTEGER) FROM books WHERE books.id = ?")
        .gives("NULL");
    add("of a run time column", extract(DatePart::Year, s.books["published"]), "EXTRACT(YEAR FROM books.published)")
        .on("sqlite", "CAST(strftime('%Y', books.published) AS INTEGER)")
        .on("postgresql", "CAST(EXTRACT(YEAR FROM books.published) AS INTEGER)")
        .gives("1815");
    add("compared", extract(DatePart::Year, s.published) == 1815, "EXTRACT(YEAR FROM books.published) = ?")
        .on("sqlite", "CAST(strftime('%Y', books.published) AS INTEGER) = ?")
        .on("postgresql", "CAST(EXTRACT(YEAR FROM books.published) AS INTEGER) = ?")
        .gives("true");
});

const CaseGroup kDateArithmetic("DateArithmetic", [](SqlCases& add, const Shop& s) {
    add("adds days", s.published + 9, "books.published + INTERVAL ? DAY")
        .on("sqlite", "date(books.published, ? || ' days')")
        .on("postgresql", "books.published + ?")
        .gives("1816-01-01");
    add("adds a duration of days", s.published + days{9}, "books.published + INTERVAL ? DAY")
        .on("sqlite", "date(books.published, ? || ' days')")
        .on("postgresql", "books.published + ?")
        .gives("1816-01-01");
    add("adds weeks", s.published + weeks{1}, "books.published + INTERVAL ? DAY")
        .on("sqlite", "date(books.published, ? || ' days')")
        .on("postgresql", "books.published + ?")
        .gives("1815-12-30");
    add("subtracts days", s.published - 23, "books.published - INTERVAL ? DAY")
        .on("sqlite", "date(books.published, (0 - ?) || ' days')")
        .on("postgresql", "books.published - ?")
        .gives("1815-11-30");
    add("adds a negative number of days", s.published + -23, "books.published + INTERVAL ? DAY")
        .on("sqlite", "date(books.published, ? || ' days')")
        .on("postgresql", "books.published + ?")
        .gives("1815-11-30");
    add("adds a column of days", s.published + s.pages, "books.published + INTERVAL books.pages DAY")
        .on("sqlite", "date(books.published, books.pages || ' days')")
        .on("postgresql", "books.published + books.pages")
        .gives("1817-04-10");
    add("adds a wide column of days", s.published + s.id, "books.published + INTERVAL books.id DAY")
        .on("sqlite", "date(books.published, books.id || ' days')")
        .on("postgresql", "books.published + CAST(books.id AS INTEGER)")
        .gives("1815-12-24");
    add("adds a sum of days", s.published + (s.pages + 1), "books.published + INTERVAL (books.pages + ?) DAY")
        .on("sqlite", "date(books.published, (books.pages + ?) || ' days')")
        .on("postgresql", "books.published + books.pages + ?")
        .gives("1817-04-11");
    add("subtracts a sum of days", s.published - (s.pages + 1), "books.published - INTERVAL (books.pages + ?) DAY")
        .on("sqlite", "date(books.published, (0 - (books.pages + ?)) || ' days')")
        .on("postgresql", "books.published - (books.pages + ?)")
        .gives("1814-09-04");
    add("adds days to no date", select(s.published + 1).where(s.id == 4),
        "SELECT books.published + INTERVAL ? DAY FROM books WHERE books.id = ?")
        .on("sqlite", "SELECT date(books.published, ? || ' days') FROM books WHERE books.id = ?")
        .on("postgresql", "SELECT books.published + ? FROM books WHERE books.id = ?")
        .gives("NULL");
    add("difference of dates", s.published - year(1815) / 12 / 1, "DATEDIFF(books.published, ?)")
        .on("sqlite", "CAST(julianday(books.published) - julianday(?) AS INTEGER)")
        .on("postgresql", "books.published - ?")
        .gives("22");
    add("negative difference of dates", s.published - year(1816) / 1 / 1, "DATEDIFF(books.published, ?)")
        .on("sqlite", "CAST(julianday(books.published) - julianday(?) AS INTEGER)")
        .on("postgresql", "books.published - ?")
        .gives("-9");
    add("difference compared", s.published - year(1815) / 12 / 1 > 20, "DATEDIFF(books.published, ?) > ?")
        .on("sqlite", "CAST(julianday(books.published) - julianday(?) AS INTEGER) > ?")
        .on("postgresql", "books.published - ? > ?")
        .gives("true");
    add("difference multiplied", (s.published - year(1815) / 12 / 1) * 2, "(DATEDIFF(books.published, ?)) * ?")
        .on("sqlite", "(CAST(julianday(books.published) - julianday(?) AS INTEGER)) * ?")
        .on("postgresql", "(books.published - ?) * ?")
        .gives("44");
    add("run time dates", s.books["published"] - s.books["published"], "DATEDIFF(books.published, books.published)")
        .on("sqlite", "CAST(julianday(books.published) - julianday(books.published) AS INTEGER)")
        .on("postgresql", "books.published - books.published")
        .gives("0");
    add("run time date and days", s.books["published"] + 1, "books.published + INTERVAL ? DAY")
        .on("sqlite", "date(books.published, ? || ' days')")
        .on("postgresql", "books.published + ?")
        .gives("1815-12-24");
    add("date compared with a moved date", s.published + 1 > s.published,
        "books.published + INTERVAL ? DAY > books.published")
        .on("sqlite", "date(books.published, ? || ' days') > books.published")
        .on("postgresql", "books.published + ? > books.published")
        .gives("true");
});

const CaseGroup kTimeArithmetic("TimeArithmetic", [](SqlCases& add, const Shop& s) {
    add("adds minutes", s.sold_at + 90min, "sales.sold_at + INTERVAL ? MICROSECOND")
        .on("sqlite", "azoth_add_microseconds(sales.sold_at, ?)")
        .on("postgresql", "sales.sold_at + ? * INTERVAL '1 microsecond'")
        .gives("2024-01-05 12:00:00");
    add("adds a microsecond", s.sold_at + 1us, "sales.sold_at + INTERVAL ? MICROSECOND")
        .on("sqlite", "azoth_add_microseconds(sales.sold_at, ?)")
        .on("postgresql", "sales.sold_at + ? * INTERVAL '1 microsecond'")
        .gives("2024-01-05 10:30:00.000001");
    add("subtracts days", s.sold_at - days{5}, "sales.sold_at - INTERVAL ? MICROSECOND")
        .on("sqlite", "azoth_add_microseconds(sales.sold_at, 0 - ?)")
        .on("postgresql", "sales.sold_at - ? * INTERVAL '1 microsecond'")
        .gives("2023-12-31 10:30:00");
    add("over a leap day", select(s.sold_at + 1s).where(s.sale_id == 3),
        "SELECT sales.sold_at + INTERVAL ? MICROSECOND FROM sales WHERE sales.id = ?")
        .on("sqlite", "SELECT azoth_add_microseconds(sales.sold_at, ?) FROM sales WHERE sales.id = ?")
        .on("postgresql", "SELECT sales.sold_at + ? * INTERVAL '1 microsecond' FROM sales WHERE sales.id = ?")
        .gives("2024-03-01 00:00:00");
    add("difference", s.sold_at - (s.sold_at - 90min),
        "TIMESTAMPDIFF(MICROSECOND, sales.sold_at - INTERVAL ? MICROSECOND, sales.sold_at)")
        .on("sqlite",
            "azoth_microseconds(sales.sold_at) - azoth_microseconds(azoth_add_microseconds(sales.sold_at, 0 - ?))")
        .on("postgresql",
            "CAST(EXTRACT(EPOCH FROM sales.sold_at - (sales.sold_at - ? * INTERVAL '1 microsecond')) * "
            "1000000 AS BIGINT)")
        .gives("5400000000");
    add("difference from a value", s.sold_at - local_time<microseconds>(local_days(year(2024) / 1 / 5)),
        "TIMESTAMPDIFF(MICROSECOND, ?, sales.sold_at)")
        .on("sqlite", "azoth_microseconds(sales.sold_at) - azoth_microseconds(?)")
        .on("postgresql", "CAST(EXTRACT(EPOCH FROM sales.sold_at - ?) * 1000000 AS BIGINT)")
        .gives("37800000000");
    add("difference compared with a duration",
        s.sold_at - local_time<microseconds>(local_days(year(2024) / 1 / 5)) > Duration(10h),
        "TIMESTAMPDIFF(MICROSECOND, ?, sales.sold_at) > ?")
        .on("sqlite", "azoth_microseconds(sales.sold_at) - azoth_microseconds(?) > ?")
        .on("postgresql", "CAST(EXTRACT(EPOCH FROM sales.sold_at - ?) * 1000000 AS BIGINT) > ?")
        .gives("true");
    add("compared with a moved one", s.sold_at + 1us > s.sold_at,
        "sales.sold_at + INTERVAL ? MICROSECOND > sales.sold_at")
        .on("sqlite", "azoth_add_microseconds(sales.sold_at, ?) > sales.sold_at")
        .on("postgresql", "sales.sold_at + ? * INTERVAL '1 microsecond' > sales.sold_at")
        .gives("true");
    add("moved there and back", s.sold_at + 1h - 1h == s.sold_at,
        "sales.sold_at + INTERVAL ? MICROSECOND - INTERVAL ? MICROSECOND = sales.sold_at")
        .on("sqlite", "azoth_add_microseconds(azoth_add_microseconds(sales.sold_at, ?), 0 - ?) = sales.sold_at")
        .on("postgresql", "sales.sold_at + ? * INTERVAL '1 microsecond' - ? * INTERVAL '1 microsecond' = sales.sold_at")
        .gives("true");
    add("rows of a span",
        select(s.sale_id).where(s.sold_at > cast<local_time<microseconds>>(literal("2024-03-01")) - days{30}),
        "SELECT sales.id FROM sales WHERE sales.sold_at > CAST(? AS DATETIME(6)) - INTERVAL ? MICROSECOND")
        .on("sqlite", "SELECT sales.id FROM sales WHERE sales.sold_at > azoth_add_microseconds(CAST(? AS TEXT), 0 - ?)")
        .on("postgresql",
            "SELECT sales.id FROM sales WHERE sales.sold_at > CAST(? AS TIMESTAMP) - ? * INTERVAL '1 microsecond'")
        .gives("2;3;4");
});

}  // namespace
}  // namespace azoth::test
