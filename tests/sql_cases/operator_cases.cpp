// SPDX-License-Identifier: MIT
#include "azoth/sql/custom_operator.hpp"

#include "azoth/sql/arithmetic.hpp"
#include "azoth/sql/condition.hpp"
#include "azoth/sql/quantified.hpp"
#include "sql_cases/sql_case.hpp"

namespace azoth::test {
namespace {

const CaseGroup kQuantified("Quantified", [](SqlCases& add, const Shop& s) {
    const auto pages = select(s.pages);
    add("equals any", s.pages == any_(select(s.pages).where(s.id == 1)),
        "books.pages = ANY (SELECT books.pages FROM books WHERE books.id = ?)")
        .on("sqlite", "books.pages IN (SELECT books.pages FROM books WHERE books.id = ?)")
        .gives("true");
    add("differs from all", s.book_author != all_(select(s.author_id).where(s.country == "PL")),
        "books.author_id != ALL (SELECT authors.id FROM authors WHERE authors.country = ?)")
        .on("sqlite", "books.author_id NOT IN (SELECT authors.id FROM authors WHERE authors.country = ?)")
        .gives("true");
    add("at least all", s.pages >= all_(select(s.copies)), "books.pages >= ALL (SELECT sales.copies FROM sales)")
        .refused("sqlite")
        .gives("true");
    add("less than any", s.pages < any_(select(s.copies)), "books.pages < ANY (SELECT sales.copies FROM sales)")
        .refused("sqlite")
        .gives("false");
    add("not less than any", !(s.pages < any_(select(s.copies))), "books.pages >= ALL (SELECT sales.copies FROM sales)")
        .refused("sqlite")
        .gives("true");
    add("not equal to any", !(s.book_author == any_(select(s.author_id))),
        "books.author_id != ALL (SELECT authors.id FROM authors)")
        .on("sqlite", "books.author_id NOT IN (SELECT authors.id FROM authors)")
        .gives("false");
    add("list as an array", s.pages == any_(std::vector{1, 474}), "books.pages = ANY (CAST(? AS INTEGER[]))")
        .refused("sqlite")
        .refused("mariadb")
        .refused("mysql")
        .gives("true");
    add("texts as an array", s.title == any_(std::vector<std::string>{"a\"b\\", "Emma", "{x,y}"}),
        "books.title = ANY (CAST(? AS VARCHAR[]))")
        .refused("sqlite")
        .refused("mariadb")
        .refused("mysql")
        .gives("true");
    add("empty array", s.pages == any_(std::vector<int>{}), "books.pages = ANY (CAST(? AS INTEGER[]))")
        .refused("sqlite")
        .refused("mariadb")
        .refused("mysql")
        .gives("false");
    add("dates as an array", s.published == any_(std::vector{std::chrono::year(1815) / 12 / 23}),
        "books.published = ANY (CAST(? AS DATE[]))")
        .refused("sqlite")
        .refused("mariadb")
        .refused("mysql")
        .gives("true");
});

const CaseGroup kCustomOperator("CustomOperator", [](SqlCases& add, const Shop& s) {
    add("infix", op<int>(s.pages, "%", 100), "books.pages % ?").gives("74");
    add("stands in parentheses", op<int>(s.pages, "%", 100) + 1, "(books.pages % ?) + ?").gives("75");
    add("with a precedence", op<int>(s.pages, "%", 100, {.precedence = OperatorPrecedence::Multiplicative}) + 1,
        "books.pages % ? + ?")
        .gives("75");
    add("operands in parentheses", op<int>(s.pages + 1, "%", 100), "(books.pages + ?) % ?").gives("75");
    add("looser operands", op<int>(s.pages + 1, "%", s.pages * 2, {.precedence = OperatorPrecedence::Multiplicative}),
        "(books.pages + ?) % (books.pages * ?)")
        .gives("475");
    add("chain", op<int>(op<int>(s.pages, "%", 100), "%", 7), "books.pages % ? % ?").gives("4");
    add("chain on the right", op<int>(s.pages, "%", op<int>(s.pages, "%", 100)), "books.pages % (books.pages % ?)")
        .gives("30");
    add("associative",
        op<int>(s.flags, "|", op<int>(s.flags, "|", 1, {.is_associative = true}), {.is_associative = true}),
        "documents.flags | documents.flags | ?")
        .gives("7");
    add("word", op<bool>(s.title, "NOT LIKE", "E%"), "books.title NOT LIKE ?").gives("false");
    add("negation", !op<bool>(s.title, "~~", "E%", {.negation = "!~~"}), "books.title !~~ ?")
        .not_run("sqlite")
        .not_run("mariadb")
        .gives("false");
    add("negated by not", !op<bool>(s.title, "LIKE", "E%"), "NOT (books.title LIKE ?)").gives("false");
    add("prefix", prefix_op<int>("~", s.flags), "~ documents.flags").not_run("mariadb").gives("-7");
    add("postfix", postfix_op<bool>(s.note, "IS NULL"), "books.note IS NULL").gives("true");
    add("range operator", op<bool>(literal_column<Value>("int4range(1, 9)"), "@>", 5), "int4range(1, 9) @> ?")
        .on("postgresql", "(int4range(1, 9)) @> ?")
        .on("sqlite", "(int4range(1, 9)) @> ?")
        .on("mariadb", "(int4range(1, 9)) @> ?")
        .on("mysql", "(int4range(1, 9)) @> ?")
        .not_run("sqlite")
        .not_run("mariadb")
        .gives("true");
});

}  // namespace
}  // namespace azoth::test
