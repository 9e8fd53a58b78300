// SPDX-License-Identifier: MIT
#include "azoth/sql/matching.hpp"

#include "sql_cases/sql_case.hpp"

namespace azoth::test {
namespace {

const CaseGroup kLike("Like", [](SqlCases& add, const Shop& s) {
    add("like", like(s.title, "E%"), "books.title LIKE ?").gives("true");
    add("like with an escape", like(s.title, "E/%", '/'), "books.title LIKE ? ESCAPE '/'").gives("false");
    add("not like", not_like(s.title, "S%"), "books.title NOT LIKE ?").gives("true");
    add("ilike", ilike(s.title, "e%A"), "books.title ILIKE ?")
        .on("sqlite", "lower(books.title) LIKE lower(?)")
        .on("mariadb", "lower(books.title) LIKE lower(?)")
        .on("mysql", "lower(books.title) LIKE lower(?)")
        .gives("true");
    add("not ilike", not_ilike(s.title, "e%A"), "books.title NOT ILIKE ?")
        .on("sqlite", "lower(books.title) NOT LIKE lower(?)")
        .on("mariadb", "lower(books.title) NOT LIKE lower(?)")
        .on("mysql", "lower(books.title) NOT LIKE lower(?)")
        .gives("false");
    add("pattern of a column", like(s.title, s.title), "books.title LIKE books.title").gives("true");
    add("pattern not of a column", not_like(s.title, s.title), "books.title NOT LIKE books.title").gives("false");
    add("ilike of a column", ilike(s.title, s.title), "books.title ILIKE books.title")
        .on("sqlite", "lower(books.title) LIKE lower(books.title)")
        .on("mariadb", "lower(books.title) LIKE lower(books.title)")
        .on("mysql", "lower(books.title) LIKE lower(books.title)")
        .gives("true");
    add("contains", contains(s.title, "mm"), "books.title LIKE ? ESCAPE '/'").gives("true");
    add("contains a wildcard", select(s.id).where(contains(s.note, "_b%")),
        "SELECT books.id FROM books WHERE books.note LIKE ? ESCAPE '/'")
        .gives("2");
    add("contains a backslash", select(s.id).where(contains(s.note, "\\")),
        "SELECT books.id FROM books WHERE books.note LIKE ? ESCAPE '/'")
        .gives("4");
    add("contains a quotation mark", select(s.id).where(contains(s.note, "It's \"")),
        "SELECT books.id FROM books WHERE books.note LIKE ? ESCAPE '/'")
        .gives("4");
    add("startswith", startswith(s.title, "Em"), "books.title LIKE ? ESCAPE '/'").gives("true");
    add("endswith", endswith(s.title, "Em"), "books.title LIKE ? ESCAPE '/'").gives("false");
    add("icontains", icontains(s.title, "MM"), "books.title ILIKE ? ESCAPE '/'")
        .on("sqlite", "lower(books.title) LIKE lower(?) ESCAPE '/'")
        .on("mariadb", "lower(books.title) LIKE lower(?) ESCAPE '/'")
        .on("mysql", "lower(books.title) LIKE lower(?) ESCAPE '/'")
        .gives("true");
    add("not contains", !contains(s.title, "mm"), "books.title NOT LIKE ? ESCAPE '/'").gives("false");
    add("contains an expression", contains(s.title, s.title),
        "books.title LIKE ? || replace(replace(replace(books.title, ?, ?), ?, ?), ?, ?) || ? ESCAPE '/'")
        .on("mariadb",
            "books.title LIKE concat(?, replace(replace(replace(books.title, ?, ?), ?, ?), ?, ?), ?) ESCAPE '/'")
        .on("mysql",
            "books.title LIKE concat(?, replace(replace(replace(books.title, ?, ?), ?, ?), ?, ?), ?) ESCAPE '/'")
        .gives("true");
    add("contains an expression with wildcards", select(s.id).where(contains(s.note, s.note)).order_by(s.id),
        "SELECT books.id FROM books WHERE books.note LIKE ? || replace(replace(replace(books.note, ?, ?), ?, ?), ?, ?) "
        "|| ? ESCAPE '/' ORDER BY books.id")
        .on("mariadb",
            "SELECT books.id FROM books WHERE books.note LIKE concat(?, replace(replace(replace(books.note, "
            "?, ?), ?, ?), ?, ?), ?) ESCAPE '/' ORDER BY books.id")
        .on("mysql",
            "SELECT books.id FROM books WHERE books.note LIKE concat(?, replace(replace(replace(books.note, "
            "?, ?), ?, ?), ?, ?), ?) ESCAPE '/' ORDER BY books.id")
        .gives("2;3;4");
    add("starts with an expression", startswith(s.title, s.title),
        "books.title LIKE replace(replace(replace(books.title, ?, ?), ?, ?), ?, ?) || ? ESCAPE '/'")
        .on("mariadb",
            "books.title LIKE concat(replace(replace(replace(books.title, ?, ?), ?, ?), ?, ?), ?) ESCAPE '/'")
        .on("mysql", "books.title LIKE concat(replace(replace(replace(books.title, ?, ?), ?, ?), ?, ?), ?) ESCAPE '/'")
        .gives("true");
});

}  // namespace
}  // namespace azoth::test
