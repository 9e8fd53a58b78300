// SPDX-License-Identifier: MIT
#include "azoth/sql/arithmetic.hpp"
#include "azoth/sql/condition.hpp"
#include "azoth/sql/functions.hpp"
#include "azoth/sql/matching.hpp"
#include "sql_cases/sql_case.hpp"

namespace azoth::test {
namespace {

const CaseGroup kLimits("Limit", [](SqlCases& add, const Shop& s) {
    const auto ids = select(s.id).order_by(s.id);
    const std::string all = "SELECT books.id FROM books ORDER BY books.id";

    add("some rows", ids.limit(2), all + " LIMIT ?").gives("1;2");
    add("no rows", ids.limit(0), all + " LIMIT ?").gives("");
    add("with an offset", ids.limit(2).offset(1), all + " LIMIT ? OFFSET ?").gives("2;3");
    add("an offset alone", ids.offset(3), all + " OFFSET ?")
        .on("sqlite", all + " LIMIT -1 OFFSET ?")
        .on("mariadb", all + " LIMIT 18446744073709551615 OFFSET ?")
        .on("mysql", all + " LIMIT 18446744073709551615 OFFSET ?")
        .gives("4");
    add("an offset past the end", ids.limit(2).offset(10), all + " LIMIT ? OFFSET ?").gives("");
    add("a slice", ids.slice(1, 3), all + " LIMIT ? OFFSET ?").gives("2;3");
    add("an empty slice", ids.slice(3, 1), all + " LIMIT ? OFFSET ?").gives("");
    add("an expression", ids.limit(literal(1) + 1), all + " LIMIT ? + ?")
        .refused("mariadb")
        .refused("mysql")
        .gives("1;2");
    add("a subquery", ids.limit(scalar_subquery(select(func::count()).select_from(s.authors))),
        all + " LIMIT (SELECT count(*) FROM authors)")
        .refused("mariadb")
        .refused("mysql")
        .gives("1;2;3");
    add("an offset of an expression", ids.limit(1).offset(literal(1) + 1), all + " LIMIT ? OFFSET ? + ?")
        .refused("mariadb")
        .refused("mysql")
        .gives("3");
    add("SQL", ids.limit(literal_column<int>("2")), all + " LIMIT 2").gives("1;2");
    add("taken back", ids.limit(1).limit(std::nullopt), all).gives("1;2;3;4");
    add("an offset taken back", ids.limit(1).offset(2).offset(std::nullopt), all + " LIMIT ?").gives("1");
    add("the last one counts", ids.limit(1).limit(3), all + " LIMIT ?").gives("1;2;3");
    add("of groups", select(s.book_author).group_by(s.book_author).order_by(s.book_author).limit(2),
        "SELECT books.author_id FROM books GROUP BY books.author_id ORDER BY books.author_id LIMIT ?")
        .gives("1;2");
    add("in a scalar subquery", select(scalar_subquery(select(s.title).order_by(desc(s.pages)).limit(1))),
        "SELECT (SELECT books.title FROM books ORDER BY books.pages DESC LIMIT ?)")
        .gives("Emma");
    add("in exists",
        select(s.author_id).where(exists(select(s.id).where(s.book_author == s.author_id).limit(1)), s.author_id == 1),
        "SELECT authors.id FROM authors WHERE EXISTS (SELECT books.id FROM books WHERE books.author_id = authors.id "
        "LIMIT ?) AND authors.id = ?")
        .gives("1");
    add("in a subquery of a limited statement", select(ids.limit(3).subquery("t")["id"]).order_by(desc("id")).limit(1),
        "SELECT t.id FROM (SELECT books.id FROM books ORDER BY books.id LIMIT ?) AS t ORDER BY t.id DESC LIMIT ?")
        .gives("3");
});

const CaseGroup kFetch("Fetch", [](SqlCases& add, const Shop& s) {
    const auto ids = select(s.id).order_by(s.id);
    const auto sold = select(s.sold_book).order_by(s.sold_book);
    const std::string all = "SELECT books.id FROM books ORDER BY books.id";
    const std::string all_sold = "SELECT sales.book_id FROM sales ORDER BY sales.book_id";

    add("first rows", ids.fetch(2), all + " FETCH FIRST ? ROWS ONLY")
        .on("sqlite", all + " LIMIT ?")
        .on("mysql", all + " LIMIT ?")
        .gives("1;2");
    add("with an offset", ids.fetch(2).offset(1), all + " OFFSET ? ROWS FETCH FIRST ? ROWS ONLY")
        .on("sqlite", all + " LIMIT ? OFFSET ?")
        .on("mysql", all + " LIMIT ? OFFSET ?")
        .gives("2;3");
    add("with ties", sold.fetch(1, {.with_ties = true}), all_sold + " FETCH FIRST ? ROWS WITH TIES")
        .refused("sqlite")
        .refused("mysql")
        .gives("1;1");
    add("with ties and an offset", sold.fetch(1, {.with_ties = true}).offset(2),
        all_sold + " OFFSET ? ROWS FETCH FIRST ? ROWS WITH TIES")
        .refused("sqlite")
        .refused("mysql")
        .gives("3");
    add("a percentage", ids.fetch(50, {.percent = true}), "")
        .refused("sqlite")
        .refused("postgresql")
        .refused("mariadb")
        .refused("mysql");
    add("replaced by a limit", ids.fetch(1, {.with_ties = true}).limit(2), all + " LIMIT ?").gives("1;2");
    add("of a union", union_(select(s.id), select(s.author_id)).order_by("id").fetch(2),
        "SELECT books.id FROM books UNION SELECT authors.id FROM authors ORDER BY id FETCH FIRST ? ROWS ONLY")
        .on("sqlite", "SELECT books.id FROM books UNION SELECT authors.id FROM authors ORDER BY id LIMIT ?")
        .on("mysql", "SELECT books.id FROM books UNION SELECT authors.id FROM authors ORDER BY id LIMIT ?")
        .gives("1;2");
    add("of an expression", ids.fetch(literal(1) + 1), all + " FETCH FIRST (? + ?) ROWS ONLY")
        .on("sqlite", all + " LIMIT ? + ?")
        .refused("mariadb")
        .refused("mysql")
        .gives("1;2");
});

}  // namespace
}  // namespace azoth::test
