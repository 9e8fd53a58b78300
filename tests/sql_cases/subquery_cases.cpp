// SPDX-License-Identifier: MIT
#include "azoth/sql/arithmetic.hpp"
#include "azoth/sql/condition.hpp"
#include "azoth/sql/functions.hpp"
#include "azoth/sql/matching.hpp"
#include "sql_cases/sql_case.hpp"

namespace azoth::test {
namespace {

const CaseGroup kSubqueries("Subquery", [](SqlCases& add, const Shop& s) {
    const FromHandle thick = select(s.id, s.title, s.pages).where(s.pages > 300).subquery("thick");
    const Expr<std::int64_t> number = func::count().label("number");
    const FromHandle totals = select(s.book_author, number).group_by(s.book_author).subquery("totals");

    add("in from", select(thick["title"]),
        "SELECT thick.title FROM (SELECT books.id, books.title, books.pages FROM books WHERE books.pages > ?) AS thick")
        .gives("Emma;The Dispossessed");
    add("without a name", select(select(s.id).subquery()["id"]),
        "SELECT anon_1.id FROM (SELECT books.id FROM books) AS anon_1")
        .gives("1;2;3;4");
    add("with typed columns", select(thick.c<int>("pages") + 1).where(thick.c<std::string>("title") == "Emma"),
        "SELECT thick.pages + ? FROM (SELECT books.id, books.title, books.pages FROM books WHERE books.pages > ?) "
        "AS thick WHERE thick.title = ?")
        .gives("475");
    add("with the columns that it selects", select(thick[s.title]).where(thick[s.id] == 3),
        "SELECT thick.title FROM (SELECT books.id, books.title, books.pages FROM books WHERE books.pages > ?) AS thick "
        "WHERE thick.id = ?")
        .gives("The Dispossessed");
    add("with the expressions that it selects", select(totals[s.book_author]).where(totals[number] > 1),
        "SELECT totals.author_id FROM (SELECT books.author_id, count(*) AS number FROM books GROUP BY books.author_id) "
        "AS totals WHERE totals.number > ?")
        .gives("1");
    add("joined",
        select(s.author_name, totals["number"])
            .join(totals, totals[s.book_author] == s.author_id)
            .where(totals[number] == 2),
        "SELECT authors.name, totals.number FROM authors JOIN (SELECT books.author_id, count(*) AS number FROM books "
        "GROUP BY books.author_id) AS totals ON totals.author_id = authors.id WHERE totals.number = ?")
        .gives("Jane Austen|2");
    add("under two names",
        select(thick["id"], alias(thick, "again")["id"]).where(thick["id"] == alias(thick, "b")["id"]),
        "SELECT thick.id, again.id FROM (SELECT books.id, books.title, books.pages FROM books WHERE books.pages > ?) "
        "AS thick, "
        "(SELECT books.id, books.title, books.pages FROM books WHERE books.pages > ?) AS again, "
        "(SELECT books.id, books.title, books.pages FROM books WHERE books.pages > ?) AS b WHERE thick.id = b.id")
        .gives("1|1;1|3;3|1;3|3");
    add("of a subquery", select(select(thick["title"]).where(thick["id"] == 1).subquery("one")["title"]),
        "SELECT one.title FROM (SELECT thick.title FROM (SELECT books.id, books.title, books.pages FROM books "
        "WHERE books.pages > ?) AS thick WHERE thick.id = ?) AS one")
        .gives("Emma");
    add("columns of one name",
        select(select(s.id, s.author_id).where(s.author_id == s.book_author).subquery("p")["id_1"]),
        "SELECT p.id_1 FROM (SELECT books.id, authors.id AS id_1 FROM books, authors WHERE authors.id = "
        "books.author_id) AS p")
        .gives("1;1;2;3");
    add("an expression without a name", select(select(s.pages + 1).where(s.id == 1).subquery("p")["anon_1"]),
        "SELECT p.anon_1 FROM (SELECT books.pages + ? AS anon_1 FROM books WHERE books.id = ?) AS p")
        .gives("475");
    add("with order and limit", select(select(s.title).order_by(s.pages).limit(2).subquery("short")["title"]),
        "SELECT short.title FROM (SELECT books.title FROM books ORDER BY books.pages LIMIT ?) AS short")
        .gives("Solaris;Persuasion");
    add("distinct", select(func::count()).select_from(select(s.book_author).distinct().subquery("d")),
        "SELECT count(*) FROM (SELECT DISTINCT books.author_id FROM books) AS d")
        .gives("3");
    add("scalar", select(s.title, scalar_subquery(select(func::max(s.copies)))).where(s.id == 1),
        "SELECT books.title, (SELECT max(sales.copies) FROM sales) FROM books WHERE books.id = ?")
        .gives("Emma|5");
    add("scalar as a method", select(select(func::max(s.copies)).scalar_subquery() + 1),
        "SELECT (SELECT max(sales.copies) FROM sales) + ?")
        .gives("6");
    add("scalar with a label",
        select(s.id, select(s.author_name).where(s.author_id == s.book_author).scalar_subquery().label("writer"))
            .order_by("writer", s.id),
        "SELECT books.id, (SELECT authors.name FROM authors WHERE authors.id = books.author_id) AS writer FROM books "
        "ORDER BY writer, books.id")
        .gives("1|Jane Austen;2|Jane Austen;4|Stanislaw Lem;3|Ursula Le Guin");
    add("scalar that finds nothing", select(scalar_subquery(select(s.title).where(s.id == 99))),
        "SELECT (SELECT books.title FROM books WHERE books.id = ?)")
        .gives("NULL");
    add("scalar compared", select(s.title).where(s.pages > scalar_subquery(select(func::avg(s.pages)))),
        "SELECT books.title FROM books WHERE books.pages > (SELECT avg(books.pages) FROM books)")
        .gives("Emma;The Dispossessed");
    add("exists", select(s.title).where(exists(select(s.sale_id).where(s.sold_book == s.id))),
        "SELECT books.title FROM books WHERE EXISTS (SELECT sales.id FROM sales WHERE sales.book_id = books.id)")
        .gives("Emma;The Dispossessed;Solaris");
    add("not exists", select(s.title).where(!exists(select(s.sale_id).where(s.sold_book == s.id))),
        "SELECT books.title FROM books WHERE NOT EXISTS (SELECT sales.id FROM sales WHERE sales.book_id = books.id)")
        .gives("Persuasion");
    add("exists as a method",
        select(s.title).where(select(s.sale_id).where(s.sold_book == s.id, s.copies == 1).exists()),
        "SELECT books.title FROM books WHERE EXISTS (SELECT sales.id FROM sales WHERE sales.book_id = books.id AND "
        "sales.copies = ?)")
        .gives("Solaris");
    add("exists to be filled", select(s.title).where(exists().where(s.sold_book == s.id, s.copies > 4)),
        "SELECT books.title FROM books WHERE EXISTS (SELECT 1 FROM sales WHERE sales.book_id = books.id AND "
        "sales.copies > ?)")
        .gives("The Dispossessed");
    add("not exists to be filled", select(s.title).where(!exists().where(s.sold_book == s.id)),
        "SELECT books.title FROM books WHERE NOT EXISTS (SELECT 1 FROM sales WHERE sales.book_id = books.id)")
        .gives("Persuasion");
    add("exists as a column", select(s.id, exists().where(s.sold_book == s.id).label("sold")).order_by(s.id),
        "SELECT books.id, EXISTS (SELECT 1 FROM sales WHERE sales.book_id = books.id) AS sold FROM books ORDER BY "
        "books.id")
        .gives("1|true;2|false;3|true;4|true");
    add("exists beside another condition", select(s.title).where(exists().where(s.sold_book == s.id) && s.pages < 300),
        "SELECT books.title FROM books WHERE EXISTS (SELECT 1 FROM sales WHERE sales.book_id = books.id) AND "
        "books.pages < ?")
        .gives("Solaris");
    add("exists with a join",
        select(s.author_name)
            .where(exists().join_from(s.books, s.sales).where(s.book_author == s.author_id, s.copies == 3)),
        "SELECT authors.name FROM authors WHERE EXISTS (SELECT 1 FROM books JOIN sales ON books.id = sales.book_id "
        "WHERE books.author_id = authors.id AND sales.copies = ?)")
        .gives("Jane Austen");
    add("exists of another table", select(s.author_name).where(exists().select_from(s.shelves).where(s.shelf_id == 99)),
        "SELECT authors.name FROM authors WHERE EXISTS (SELECT 1 FROM shelves WHERE shelves.id = ?)")
        .gives("");
    add("exists without correlation",
        select(s.author_name)
            .where(exists().where(s.author_name == "Jane Austen").select_from(s.authors).correlate(), s.author_id == 2),
        "SELECT authors.name FROM authors WHERE EXISTS (SELECT 1 FROM authors WHERE authors.name = ?) AND authors.id = "
        "?")
        .gives("Ursula Le Guin");
    add("of a join", select(select(s.title, s.author_name).join(s.authors).subquery("b")["name"]).distinct(),
        "SELECT DISTINCT b.name FROM (SELECT books.title, authors.name FROM books JOIN authors ON books.author_id = "
        "authors.id) AS b")
        .gives("Jane Austen;Ursula Le Guin;Stanislaw Lem");
    add("table plus column labels",
        select(select(s.id, s.author_id)
                   .where(s.author_id == s.book_author, s.id == 4)
                   .set_label_style(LabelStyle::TablePlusColumn)
                   .subquery("p")["authors_id"]),
        "SELECT p.authors_id FROM (SELECT books.id AS books_id, authors.id AS authors_id FROM books, authors "
        "WHERE authors.id = books.author_id AND books.id = ?) AS p")
        .gives("3");
});

Expr<std::int64_t> nested(const Shop& s, int levels) {
    auto query = select(s.id).where(s.id == 1);
    for (int i = 1; i < levels; ++i) query = select(query.subquery()[s.id]);
    return query.scalar_subquery();
}

const CaseGroup kNesting("NestedSubquery", [](SqlCases& add, const Shop& s) {
    add("three deep", select(nested(s, 3)),
        "SELECT (SELECT anon_1.id FROM (SELECT anon_2.id FROM (SELECT books.id FROM books WHERE books.id = ?) AS "
        "anon_2) AS anon_1)")
        .gives("1");
});

}  // namespace
}  // namespace azoth::test
