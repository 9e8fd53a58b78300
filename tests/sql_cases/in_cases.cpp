// SPDX-License-Identifier: MIT
#include "azoth/sql/tuple.hpp"

#include "azoth/sql/arithmetic.hpp"
#include "azoth/sql/condition.hpp"
#include "azoth/sql/functions.hpp"
#include "sql_cases/sql_case.hpp"

namespace azoth::test {
namespace {

const CaseGroup kBetween("Between", [](SqlCases& add, const Shop& s) {
    add("both ends belong to it", s.pages.between(474, 500), "books.pages BETWEEN ? AND ?").gives("true");
    add("of columns", s.pages.between(s.id, s.id + 500), "books.pages BETWEEN books.id AND books.id + ?").gives("true");
    add("in an and", s.pages.between(1, 500) && s.in_stock, "books.pages BETWEEN ? AND ? AND books.in_stock")
        .gives("true");
    add("not", s.pages.not_between(1, 500), "books.pages NOT BETWEEN ? AND ?").gives("false");
    add("symmetric", s.pages.between_symmetric(500, 1), "books.pages BETWEEN SYMMETRIC ? AND ?")
        .on("sqlite", "(books.pages BETWEEN ? AND ? OR books.pages BETWEEN ? AND ?)")
        .on("mariadb", "(books.pages BETWEEN ? AND ? OR books.pages BETWEEN ? AND ?)")
        .on("mysql", "(books.pages BETWEEN ? AND ? OR books.pages BETWEEN ? AND ?)")
        .gives("true");
    add("not symmetric", !s.pages.between_symmetric(500, 1), "books.pages NOT BETWEEN SYMMETRIC ? AND ?")
        .on("sqlite", "(books.pages NOT BETWEEN ? AND ? AND books.pages NOT BETWEEN ? AND ?)")
        .on("mariadb", "(books.pages NOT BETWEEN ? AND ? AND books.pages NOT BETWEEN ? AND ?)")
        .on("mysql", "(books.pages NOT BETWEEN ? AND ? AND books.pages NOT BETWEEN ? AND ?)")
        .gives("false");
    add("of texts", s.title.between("A", "F"), "books.title BETWEEN ? AND ?").gives("true");
    add("of decimals", s.price.between(Decimal(9), Decimal(10)), "books.price BETWEEN ? AND ?").gives("true");
    add("of a computed decimal", (s.price * 2).between(Decimal(9), Decimal(100)), "books.price * ? BETWEEN ? AND ?")
        .on("sqlite", "CAST(books.price * ? AS NUMERIC) BETWEEN CAST(? AS NUMERIC) AND CAST(? AS NUMERIC)")
        .gives("true");
    add("of a sum", (s.pages + 1).between(475, 475), "books.pages + ? BETWEEN ? AND ?").gives("true");
    add("compared", s.pages.between(1, 2) == s.in_stock, "(books.pages BETWEEN ? AND ?) = books.in_stock")
        .gives("false");
    add("of dates", s.published.between(std::chrono::year(1815) / 1 / 1, std::chrono::year(1815) / 12 / 31),
        "books.published BETWEEN ? AND ?")
        .gives("true");
});

const CaseGroup kIn("In", [](SqlCases& add, const Shop& s) {
    add("list", s.pages.in({1, 474}), "books.pages IN (?, ?)").gives("true");
    add("list of texts", s.title.in({"Emma", "Solaris"}), "books.title IN (?, ?)").gives("true");
    add("vector", s.pages.in(std::vector{474}), "books.pages IN (?)").gives("true");
    add("empty list", s.pages.in(std::vector<int>{}), "books.pages IN (NULL) AND (1 != 1)").gives("false");
    add("empty not in", s.pages.not_in(std::vector<int>{}), "(books.pages NOT IN (NULL) OR (1 = 1))").gives("true");
    add("empty list of a null", s.note.in(std::vector<std::string>{}), "books.note IN (NULL) AND (1 != 1)")
        .gives("false");
    add("not in of a null", s.note.not_in(std::vector<std::string>{}), "(books.note NOT IN (NULL) OR (1 = 1))")
        .gives("true");
    add("null in the list", s.born.in(std::vector<std::optional<int>>{1775, std::nullopt}), "authors.born IN (?, ?)")
        .gives("true");
    add("null in a not in", s.born.not_in(std::vector<std::optional<int>>{1, std::nullopt}),
        "(authors.born NOT IN (?, ?))")
        .gives("NULL");
    add("expressions",
        s.id.in(std::vector<Expr<std::int64_t>>{func::coalesce(s.book_author, std::int64_t{0}), s.id + 1}),
        "books.id IN (coalesce(books.author_id, ?), books.id + ?)")
        .gives("true");
    add("expressions not in", s.id.not_in(std::vector<Expr<std::int64_t>>{s.id + 1}), "books.id NOT IN (books.id + ?)")
        .gives("true");
    add("no expressions", s.id.in(std::vector<Expr<std::int64_t>>{}), "books.id IN (NULL) AND (1 != 1)").gives("false");
    add("query", s.book_author.in(select(s.author_id).where(s.country == "GB")),
        "books.author_id IN (SELECT authors.id FROM authors WHERE authors.country = ?)")
        .gives("true");
    add("query not in", s.book_author.not_in(select(s.author_id).where(s.country == "GB")),
        "books.author_id NOT IN (SELECT authors.id FROM authors WHERE authors.country = ?)")
        .gives("false");
    add("query negated", !s.book_author.in(select(s.author_id)),
        "books.author_id NOT IN (SELECT authors.id FROM authors)")
        .gives("false");
    add("rows by a query", select(s.title).where(s.book_author.in(select(s.author_id).where(s.born > 1900))),
        "SELECT books.title FROM books WHERE books.author_id IN (SELECT authors.id FROM authors WHERE authors.born > "
        "?)")
        .gives("The Dispossessed");
    add("run time column", s.books["pages"].in(std::vector<int>{474}), "books.pages IN (?)").gives("true");
    add("sum", (s.pages + 1).in({475}), "books.pages + ? IN (?)").gives("true");

    add("decimals", s.price.in({Decimal(std::string_view("9.5"))}), "books.price IN (?)").gives("true");
    add("computed decimal", (s.price * 2).in({Decimal(std::string_view("19.0"))}), "books.price * ? IN (?)")
        .on("sqlite", "CAST(books.price * ? AS TEXT) COLLATE decimal IN (?)")
        .gives("true");

    add("tuples", tuple_(s.id, s.title).in({{1, "Emma"}, {2, "x"}}), "(books.id, books.title) IN ((?, ?), (?, ?))")
        .on("sqlite", "(books.id, books.title) IN (VALUES (?, ?), (?, ?))")
        .gives("true");
    add("tuples not in", tuple_(s.id, s.title).not_in({{1, "x"}}), "((books.id, books.title) NOT IN ((?, ?)))")
        .on("sqlite", "((books.id, books.title) NOT IN (VALUES (?, ?)))")
        .gives("true");
    add("no tuples", tuple_(s.id, s.title).in(std::vector<std::tuple<std::int64_t, std::string>>{}),
        "(books.id, books.title) IN ((NULL, NULL)) AND (1 != 1)")
        .on("sqlite", "(books.id, books.title) IN (VALUES (NULL, NULL)) AND (1 != 1)")
        .gives("false");
    add("not in no tuples", tuple_(s.id, s.title).not_in(std::vector<std::tuple<std::int64_t, std::string>>{}),
        "((books.id, books.title) NOT IN ((NULL, NULL)) OR (1 = 1))")
        .on("sqlite", "((books.id, books.title) NOT IN (VALUES (NULL, NULL)) OR (1 = 1))")
        .gives("true");
    add("three tuples", tuple_(s.id, s.pages).in({{7, 7}, {8, 8}, {1, 474}}),
        "(books.id, books.pages) IN ((?, ?), (?, ?), (?, ?))")
        .on("sqlite", "(books.id, books.pages) IN (VALUES (?, ?), (?, ?), (?, ?))")
        .gives("true");
    add("tuples of a query", tuple_(s.sold_book, s.copies).in(select(s.id, s.pages)),
        "(sales.book_id, sales.copies) IN (SELECT books.id, books.pages FROM books)")
        .gives("false");
    add("tuples not of a query", tuple_(s.id, s.book_author).not_in(select(s.author_id, s.author_id)),
        "(books.id, books.author_id) NOT IN (SELECT authors.id, authors.id FROM authors)")
        .gives("false");
    add("tuple equals", tuple_(s.id, s.title) == std::tuple(1, "Emma"), "(books.id, books.title) = (?, ?)")
        .gives("true");
    add("tuple equals a tuple", tuple_(s.id, s.book_author) == tuple_(s.book_author, s.id),
        "(books.id, books.author_id) = (books.author_id, books.id)")
        .gives("true");
    add("tuple differs", tuple_(s.id, s.title) != std::tuple(1, "x"), "(books.id, books.title) != (?, ?)")
        .gives("true");
    add("tuple is less", tuple_(s.id, s.pages) < std::tuple(1, 500), "(books.id, books.pages) < (?, ?)").gives("true");
    add("tuple is greater", tuple_(s.id, s.pages) >= std::tuple(1, 475), "(books.id, books.pages) >= (?, ?)")
        .gives("false");
    add("not a lesser tuple", !(tuple_(s.id, s.pages) < std::tuple(1, 500)), "(books.id, books.pages) >= (?, ?)")
        .gives("false");
});

}  // namespace
}  // namespace azoth::test
