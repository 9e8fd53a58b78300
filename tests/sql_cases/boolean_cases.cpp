// SPDX-License-Identifier: MIT
#include "azoth/sql/condition.hpp"
#include "azoth/sql/matching.hpp"
#include "sql_cases/sql_case.hpp"

namespace azoth::test {
namespace {

const CaseGroup kBoolean("Boolean", [](SqlCases& add, const Shop& s) {
    add("and", s.pages > 1 && s.in_stock, "books.pages > ? AND books.in_stock").gives("true");
    add("or", s.pages < 1 || s.in_stock, "books.pages < ? OR books.in_stock").gives("true");
    add("and in or", (s.in_stock && s.pages > 1) || s.pages == 3,
        "books.in_stock AND books.pages > ? OR books.pages = ?")
        .gives("true");
    add("or in and", s.in_stock && (s.pages == 1 || s.pages == 474),
        "books.in_stock AND (books.pages = ? OR books.pages = ?)")
        .gives("true");
    add("flat and", and_(s.in_stock, s.pages > 1, s.pages > 2),
        "books.in_stock AND books.pages > ? AND books.pages > ?")
        .gives("true");
    add("nested and", s.in_stock && (s.pages > 1 && s.pages > 2),
        "books.in_stock AND books.pages > ? AND books.pages > ?")
        .gives("true");
    add("not of a column", !s.in_stock, "NOT books.in_stock").gives("false");
    add("not of an and", !(s.in_stock && s.pages > 1), "NOT (books.in_stock AND books.pages > ?)").gives("false");
    add("not twice", !!(s.in_stock && s.pages > 1), "books.in_stock AND books.pages > ?").gives("true");
    add("not equal", !(s.pages == 1), "books.pages != ?").gives("true");
    add("not unequal", !(s.pages != 1), "books.pages = ?").gives("false");
    add("not less", !(s.pages < 1), "books.pages >= ?").gives("true");
    add("not less or equal", !(s.pages <= 474), "books.pages > ?").gives("false");
    add("not greater", !(s.pages > 474), "books.pages <= ?").gives("true");
    add("not greater or equal", !(s.pages >= 474), "books.pages < ?").gives("false");
    add("not is null", !s.note.is_null(), "books.note IS NOT NULL").gives("false");
    add("not is not null", !s.note.is_not_null(), "books.note IS NULL").gives("true");
    add("not in", !s.pages.in({1, 2}), "(books.pages NOT IN (?, ?))").gives("true");
    add("not not in", !s.pages.not_in({1, 474}), "books.pages IN (?, ?)").gives("true");
    add("not like", !like(s.title, "E%"), "books.title NOT LIKE ?").gives("false");
    add("not not like", !not_like(s.title, "E%"), "books.title LIKE ?").gives("true");
    add("not between", !s.pages.between(1, 9), "books.pages NOT BETWEEN ? AND ?").gives("true");
    add("not not between", !s.pages.not_between(1, 500), "books.pages BETWEEN ? AND ?").gives("true");
    add("not exists", !exists(select(s.author_id).where(s.author_id == 99)),
        "NOT EXISTS (SELECT authors.id FROM authors WHERE authors.id = ?)")
        .gives("true");
    add("not distinct", !s.note.is_distinct_from(std::string("x")), "books.note IS NOT DISTINCT FROM ?")
        .on("sqlite", "books.note IS ?")
        .on("mariadb", "books.note <=> ?")
        .on("mysql", "books.note <=> ?")
        .gives("false");
    add("not of a null", !(s.note == "x"), "books.note != ?").gives("NULL");
    add("xor", xor_(s.in_stock, s.pages > 9999), "books.in_stock != (books.pages > ?)").gives("true");
    add("xor of both", xor_(s.in_stock, s.pages > 1), "books.in_stock != (books.pages > ?)").gives("false");
    add("xor with null", xor_(s.in_stock, s.note == "x"), "books.in_stock != (books.note = ?)").gives("NULL");
    add("true", true_(), "true").on("sqlite", "1").gives("true");
    add("false", false_(), "false").on("sqlite", "0").gives("false");
    add("true and", true_() && s.in_stock, "books.in_stock").gives("true");
    add("false and", false_() && s.in_stock, "false").on("sqlite", "0").gives("false");
    add("and false", s.in_stock && false_(), "false").on("sqlite", "0").gives("false");
    add("true or", true_() || s.in_stock, "true").on("sqlite", "1").gives("true");
    add("false or", false_() || s.in_stock, "books.in_stock").gives("true");
    add("not true", !true_(), "false").on("sqlite", "0").gives("false");
    add("and of nothing", and_(), "true").on("sqlite", "1").gives("true");
    add("or of nothing", or_(), "false").on("sqlite", "0").gives("false");
    add("and of one", and_(s.in_stock), "books.in_stock").gives("true");
    add("is true", s.in_stock.is_(true), "books.in_stock IS true").on("sqlite", "books.in_stock IS 1").gives("true");
    add("is false", s.in_stock.is_(false), "books.in_stock IS false")
        .on("sqlite", "books.in_stock IS 0")
        .gives("false");
    add("is not true of a null", (s.note == "x").is_not(true), "(books.note = ?) IS NOT true")
        .on("sqlite", "(books.note = ?) IS NOT 1")
        .gives("true");
    add("not is true", !s.in_stock.is_(true), "books.in_stock IS NOT true")
        .on("sqlite", "books.in_stock IS NOT 1")
        .gives("false");
    add("is null", s.note.is_(std::nullopt), "books.note IS NULL").gives("true");
    add("is not null", s.note.is_not(std::nullopt), "books.note IS NOT NULL").gives("false");
    add("condition on a false", select(s.id).where(false_()), "SELECT books.id FROM books WHERE false")
        .on("sqlite", "SELECT books.id FROM books WHERE 0")
        .gives("");
});

}  // namespace
}  // namespace azoth::test
