// SPDX-License-Identifier: MIT
#include "azoth/compile/dialect.hpp"
#include "azoth/compile/sql_writer.hpp"
#include "azoth/sql/arithmetic.hpp"
#include "azoth/sql/condition.hpp"
#include "azoth/sql/custom_function.hpp"
#include "azoth/sql/functions.hpp"
#include "azoth/sql/matching.hpp"
#include "sql_cases/sql_case.hpp"

namespace azoth::test {
namespace {

const CaseGroup kExtension("Extension", [](SqlCases& add, const Shop& s) {
    static const auto kInitial =
        CustomFunction<std::string>("initial").on("sqlite", "substr({0}, 1, 1)").elsewhere("left({0}, 1)");
    add("function by form", kInitial(s.title), "left(books.title, 1)")
        .on("sqlite", "substr(books.title, 1, 1)")
        .gives("E");
    add("function compared", kInitial(s.title) == "E", "left(books.title, 1) = ?")
        .on("sqlite", "substr(books.title, 1, 1) = ?")
        .gives("true");

    static const auto kPlain = CustomFunction<std::string>("lower");
    add("function without a form", kPlain(s.title), "lower(books.title)").gives("emma");

    static const auto kTotal =
        CustomFunction<std::optional<double>>("total").on("postgresql", "sum({args})").on("mysql", "sum({args})");
    add("aggregate", select(kTotal(s.pages).distinct()), "SELECT sum(DISTINCT books.pages) FROM books")
        .on("sqlite", "SELECT total(DISTINCT books.pages) FROM books")
        .gives("1314");
    add("aggregate with a filter", select(kTotal(s.pages).filter(s.in_stock)),
        "SELECT total(books.pages) FILTER (WHERE books.in_stock) FROM books")
        .on("postgresql", "SELECT sum(books.pages) FILTER (WHERE books.in_stock) FROM books")
        .refused("mariadb")
        .refused("mysql")
        .gives("1065");
    add("aggregate over a window", select(s.id, kTotal(s.pages).over(window().order_by(s.id))),
        "SELECT books.id, sum(books.pages) OVER (ORDER BY books.id) FROM books")
        .on("sqlite", "SELECT books.id, total(books.pages) OVER (ORDER BY books.id) FROM books")
        .gives("1|474;2|723;3|1110;4|1314");

    static const auto kBetween = CustomExpression<bool>("between").elsewhere("{0} BETWEEN {1} AND {2}");
    add("expression", kBetween(s.pages, 100, 500), "books.pages BETWEEN ? AND ?").gives("true");
    add("expression of operands that bind looser", kBetween(s.pages + 1, s.pages - 1, s.pages * 2),
        "(books.pages + ?) BETWEEN (books.pages - ?) AND (books.pages * ?)")
        .gives("true");
    add("expression as an operand", kBetween(s.pages, 1, 2) == false, "(books.pages BETWEEN ? AND ?) = ?")
        .gives("true");
    add("expression negated", !kBetween(s.pages, 1, 2), "NOT (books.pages BETWEEN ? AND ?)").gives("true");

    static const auto kOnlyPostgresql = CustomExpression<bool>("match").on("postgresql", "{0} ~ {1}");
    add("expression of one database", kOnlyPostgresql(s.title, "^E"), "books.title ~ ?")
        .refused("sqlite")
        .refused("mariadb")
        .refused("mysql")
        .gives("true");

    static const auto kPart =
        CustomExpression<int>("part")
            .elsewhere("EXTRACT({options} FROM {0})")
            .on("sqlite", [](compile::SqlWriter& writer, const sql::FunctionNode& node) {
                writer.text("CAST(strftime(").literal(ValueView::text(node.options == "YEAR" ? "%Y" : "%m")).text(", ");
                writer.expressions(node.arguments).text(") AS INTEGER)");
            });
    add("options", kPart.with_options("YEAR", s.sold_at), "EXTRACT(YEAR FROM sales.sold_at)")
        .on("sqlite", "CAST(strftime('%Y', sales.sold_at) AS INTEGER)")
        .gives("2024");
    add("other options", kPart.with_options("MONTH", s.sold_at) + 1, "EXTRACT(MONTH FROM sales.sold_at) + ?")
        .on("sqlite", "(CAST(strftime('%m', sales.sold_at) AS INTEGER)) + ?")
        .on("postgresql", "(EXTRACT(MONTH FROM sales.sold_at)) + ?")
        .on("mariadb", "(EXTRACT(MONTH FROM sales.sold_at)) + ?")
        .on("mysql", "(EXTRACT(MONTH FROM sales.sold_at)) + ?")
        .gives("2");

    static const auto kBraces =
        CustomExpression<std::string>("braces").elsewhere("concat('{{', {0}, '}')").on("sqlite", "'{{' || {0} || '}'");
    add("braces", kBraces(s.title), "concat('{', books.title, '}')")
        .on("sqlite", "'{' || books.title || '}'")
        .gives("{Emma}");
    static const auto kBadForm = CustomExpression<int>("bad").elsewhere("f({1})");
    add("a form with too many holes", kBadForm(s.id), "")
        .refused("sqlite", "bad_form")
        .refused("postgresql", "bad_form")
        .refused("mariadb", "bad_form")
        .refused("mysql", "bad_form");
});

}  // namespace
}  // namespace azoth::test
