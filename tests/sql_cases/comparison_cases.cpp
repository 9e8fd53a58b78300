// SPDX-License-Identifier: MIT
#include "azoth/sql/arithmetic.hpp"
#include "azoth/sql/condition.hpp"
#include "sql_cases/sql_case.hpp"

namespace azoth::test {
namespace {

const CaseGroup kComparison("Comparison", [](SqlCases& add, const Shop& s) {
    add("equal", s.pages == 474, "books.pages = ?").gives("true");
    add("equal to null", s.note == std::nullopt, "books.note IS NULL").gives("true");
    add("not equal to null", s.note != std::nullopt, "books.note IS NOT NULL").gives("false");
    add("distinct from", s.note.is_distinct_from(std::string("x")), "books.note IS DISTINCT FROM ?")
        .on("sqlite", "books.note IS NOT ?")
        .on("mariadb", "NOT (books.note <=> ?)")
        .on("mysql", "NOT (books.note <=> ?)")
        .gives("true");
    add("a column of two tables", select(s.title, s.author_name).join(s.authors, s.book_author == s.author_id),
        "SELECT books.title, authors.name FROM books JOIN authors ON books.author_id = authors.id")
        .gives("Emma|Jane Austen;Persuasion|Jane Austen;The Dispossessed|Ursula Le Guin;Solaris|Stanislaw Lem");
});

}  // namespace
}  // namespace azoth::test
