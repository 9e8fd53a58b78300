// SPDX-License-Identifier: MIT
#include "azoth/sql/arithmetic.hpp"

#include "sql_cases/sql_case.hpp"

namespace azoth::test {
namespace {

const CaseGroup kArithmetic("Arithmetic", [](SqlCases& add, const Shop& s) {
    add("adds a value", s.pages + 1, "books.pages + ?").gives("475");
    add("adds a column", s.pages + s.id, "books.pages + books.id").gives("475");
    add("subtracts", s.pages - 74, "books.pages - ?").gives("400");
    add("multiplies", s.pages * 2, "books.pages * ?").gives("948");
    add("takes the remainder", s.pages % 100, "books.pages % ?").gives("74");
    add("negates", -s.pages, "-books.pages").gives("-474");
    add("negates a sum", -(s.pages + 1), "-(books.pages + ?)").gives("-475");
    add("negates twice", -(-s.pages), "books.pages").gives("474");
    add("subtracts a negation", s.pages - (-s.pages), "books.pages - -books.pages").gives("948");
    add("null makes null", s.born + 1, "authors.born + ?").gives("1776");
    add("divides whole numbers truly", s.pages / 4, "books.pages / CAST(? AS DOUBLE PRECISION)")
        .on("sqlite", "books.pages / (? + 0.0)")
        .on("mariadb", "books.pages / (? + 0e0)")
        .on("mysql", "books.pages / (? + 0e0)")
        .gives("118.5");
    add("divides whole numbers with all digits", s.id / (s.pages - 471),
        "books.id / CAST(books.pages - ? AS DOUBLE PRECISION)")
        .on("sqlite", "books.id / (books.pages - ? + 0.0)")
        .on("mariadb", "books.id / (books.pages - ? + 0e0)")
        .on("mysql", "books.id / (books.pages - ? + 0e0)")
        .gives("0.3333333333");
    add("divides doubles", s.rating / 2, "books.rating / ?").gives("2.25");
    add("divides a number by a double", s.pages / s.rating, "books.pages / books.rating").gives("105.3333333");
    add("divides decimals", s.price / 2, "books.price / ?").on("sqlite", "books.price / (? + 0.0)").gives("4.75");
    add("divides a number by a decimal", s.pages / s.price, "books.pages / books.price")
        .on("sqlite", "books.pages / (books.price + 0.0)")
        .gives_on("sqlite", "49.89473684")
        .gives_on("mysql", "49.8947")
        .gives_on("mariadb", "49.8947")
        .gives_on("postgresql", "49.8947368421052632");
    add("divides towards zero", integer_divide(s.pages, 100), "books.pages / ?")
        .on("mariadb", "books.pages DIV ?")
        .on("mysql", "books.pages DIV ?")
        .gives("4");
    add("divides negative numbers towards zero", integer_divide(-s.pages, 100), "-books.pages / ?")
        .on("mariadb", "-books.pages DIV ?")
        .on("mysql", "-books.pages DIV ?")
        .gives("-4");
    add("divides integers of a query", integer_divide(s.pages, s.id) + 1, "books.pages / books.id + ?")
        .on("mariadb", "books.pages DIV books.id + ?")
        .on("mysql", "books.pages DIV books.id + ?")
        .gives("475");
    add("multiplies decimals", s.price * 3, "books.price * ?").gives("28.5");
    add("adds decimals", s.price + Decimal(std::string_view("0.75")), "books.price + ?").gives("10.25");
    add("decimal of a whole number", s.pages * s.price, "books.pages * books.price").gives("4503");
    add("whole number times a double", s.pages * 0.5, "books.pages * ?").gives("237");
    add("a large number makes it large", s.pages + std::int64_t{5'000'000'000}, "books.pages + ?").gives("5000000474");
    add("joins texts", s.title + "!", "books.title || ?")
        .on("mariadb", "concat(books.title, ?)")
        .on("mysql", "concat(books.title, ?)")
        .gives("Emma!");
    add("joins several texts", s.title + " (" + s.title + ")", "books.title || ? || books.title || ?")
        .on("mariadb", "concat(books.title, ?, books.title, ?)")
        .on("mysql", "concat(books.title, ?, books.title, ?)")
        .gives("Emma (Emma)");
    add("joins texts from the right", s.title + (literal("-") + s.title), "books.title || ? || books.title")
        .on("mariadb", "concat(books.title, ?, books.title)")
        .on("mysql", "concat(books.title, ?, books.title)")
        .gives("Emma-Emma");
    add("null joined is null", s.title + s.note, "books.title || books.note")
        .on("mariadb", "concat(books.title, books.note)")
        .on("mysql", "concat(books.title, books.note)")
        .gives("NULL");
    add("run time numbers", s.books["pages"] + 1, "books.pages + ?").gives("475");
    add("run time numbers divided", s.books["pages"] / s.books["id"],
        "books.pages / CAST(books.id AS DOUBLE PRECISION)")
        .on("sqlite", "books.pages / (books.id + 0.0)")
        .on("mariadb", "books.pages / (books.id + 0e0)")
        .on("mysql", "books.pages / (books.id + 0e0)")
        .gives("474");
    add("run time texts", s.books["title"] + s.books["title"], "books.title || books.title")
        .on("mariadb", "concat(books.title, books.title)")
        .on("mysql", "concat(books.title, books.title)")
        .gives("EmmaEmma");
});

}  // namespace
}  // namespace azoth::test
