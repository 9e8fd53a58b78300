// SPDX-License-Identifier: MIT
#include "azoth/sql/arithmetic.hpp"
#include "azoth/sql/condition.hpp"
#include "azoth/sql/functions.hpp"
#include "azoth/sql/matching.hpp"
#include "sql_cases/sql_case.hpp"

namespace azoth::test {
namespace {

const CaseGroup kCorrelation("Correlation", [](SqlCases& add, const Shop& s) {
    const FromHandle other = alias(s.books, "other");
    const auto count = select(func::count(s.id)).where(s.book_author == s.author_id);

    add("is automatic", select(s.author_name, scalar_subquery(count).label("books")),
        "SELECT authors.name, (SELECT count(books.id) FROM books WHERE books.author_id = authors.id) AS books "
        "FROM authors")
        .gives("Jane Austen|2;Ursula Le Guin|1;Stanislaw Lem|1");
    add("is automatic in where", select(s.author_name).where(count.scalar_subquery() > 1),
        "SELECT authors.name FROM authors WHERE "
        "(SELECT count(books.id) FROM books WHERE books.author_id = authors.id) > ?")
        .gives("Jane Austen");
    add("is automatic in order by", select(s.author_name).order_by(desc(count.scalar_subquery()), s.author_id),
        "SELECT authors.name FROM authors ORDER BY "
        "(SELECT count(books.id) FROM books WHERE books.author_id = authors.id) DESC, authors.id")
        .gives("Jane Austen;Ursula Le Guin;Stanislaw Lem");
    add("is automatic in exists",
        select(s.author_name).where(exists(select(s.id).where(s.book_author == s.author_id, s.pages > 380))),
        "SELECT authors.name FROM authors WHERE EXISTS "
        "(SELECT books.id FROM books WHERE books.author_id = authors.id AND books.pages > ?)")
        .gives("Jane Austen;Ursula Le Guin");
    add("with an alias of the same table",
        select(s.title).where(
            exists(select(other["id"]).where(other[s.book_author] == s.book_author, other[s.id] != s.id))),
        "SELECT books.title FROM books WHERE EXISTS (SELECT other.id FROM books AS other "
        "WHERE other.author_id = books.author_id AND other.id != books.id)")
        .gives("Emma;Persuasion");
    add("keeps a lone table", select(s.title).where(s.pages == scalar_subquery(select(func::max(s.pages)))),
        "SELECT books.title FROM books WHERE books.pages = (SELECT max(books.pages) FROM books)")
        .gives("Emma");
    add("of the listed only",
        select(s.author_name)
            .where(exists(select(s.id).where(s.book_author == s.author_id, s.pages < 210).correlate(s.authors))),
        "SELECT authors.name FROM authors WHERE EXISTS "
        "(SELECT books.id FROM books WHERE books.author_id = authors.id AND books.pages < ?)")
        .gives("Stanislaw Lem");
    add("of none",
        select(s.author_name)
            .where(exists(select(s.id).where(s.book_author == s.author_id, s.pages < 210).correlate())),
        "SELECT authors.name FROM authors WHERE EXISTS "
        "(SELECT books.id FROM books, authors WHERE books.author_id = authors.id AND books.pages < ?)")
        .gives("Jane Austen;Ursula Le Guin;Stanislaw Lem");
    add("of all but the listed",
        select(s.author_name)
            .where(exists(select(s.id).where(s.book_author == s.author_id, s.pages < 210).correlate_except(s.books))),
        "SELECT authors.name FROM authors WHERE EXISTS "
        "(SELECT books.id FROM books WHERE books.author_id = authors.id AND books.pages < ?)")
        .gives("Stanislaw Lem");
    add("of all but the one that would be",
        select(s.author_name)
            .where(exists(select(s.id).where(s.book_author == s.author_id, s.pages < 210).correlate_except(s.authors))),
        "SELECT authors.name FROM authors WHERE EXISTS "
        "(SELECT books.id FROM books, authors WHERE books.author_id = authors.id AND books.pages < ?)")
        .gives("Jane Austen;Ursula Le Guin;Stanislaw Lem");
    add("may leave no from", select(s.title).where(scalar_subquery(select(s.pages).correlate(s.books)) > 400),
        "SELECT books.title FROM books WHERE (SELECT books.pages) > ?")
        .gives("Emma");
    add("to an alias",
        select(other[s.title])
            .where(scalar_subquery(
                       select(func::count()).select_from(s.sales).where(s.sold_book == other[s.id]).correlate(other)) ==
                   2),
        "SELECT other.title FROM books AS other WHERE "
        "(SELECT count(*) FROM sales WHERE sales.book_id = other.id) = ?")
        .gives("Emma");
    add("of a join",
        select(s.author_name)
            .where(exists(
                select(s.sale_id).join_from(s.books, s.sales).where(s.book_author == s.author_id, s.copies == 5))),
        "SELECT authors.name FROM authors WHERE EXISTS (SELECT sales.id FROM books JOIN sales "
        "ON books.id = sales.book_id WHERE books.author_id = authors.id AND sales.copies = ?)")
        .gives("Ursula Le Guin");
    add("through two levels",
        select(s.author_name)
            .where(exists(
                select(s.id).where(s.book_author == s.author_id,
                                   exists(select(s.sale_id).where(s.sold_book == s.id, s.copies > s.author_id + 2))))),
        "SELECT authors.name FROM authors WHERE EXISTS (SELECT books.id FROM books WHERE books.author_id = authors.id "
        "AND EXISTS (SELECT sales.id FROM sales WHERE sales.book_id = books.id AND sales.copies > authors.id + ?))")
        .gives("Ursula Le Guin");
    add("not into a subquery of from",
        select(s.author_name, select(func::count(s.id).label("n")).where(s.pages > 300).subquery("c")["n"])
            .where(s.author_id == 1),
        "SELECT authors.name, c.n FROM authors, "
        "(SELECT count(books.id) AS n FROM books WHERE books.pages > ?) AS c WHERE authors.id = ?")
        .gives("Jane Austen|2");
    add("of each member of a union",
        select(s.author_name)
            .where(exists(union_all(select(s.id).where(s.book_author == s.author_id, s.pages > 400),
                                    select(s.id).where(s.book_author == s.author_id, s.pages < 210)))),
        "SELECT authors.name FROM authors WHERE EXISTS "
        "(SELECT books.id FROM books WHERE books.author_id = authors.id AND books.pages > ? UNION ALL "
        "SELECT books.id FROM books WHERE books.author_id = authors.id AND books.pages < ?)")
        .gives("Jane Austen;Stanislaw Lem");
    add("in having",
        select(s.book_author)
            .group_by(s.book_author)
            .having(func::count() == scalar_subquery(select(s.author_id).where(s.author_id + 1 == s.book_author))),
        "SELECT books.author_id FROM books GROUP BY books.author_id HAVING count(*) = "
        "(SELECT authors.id FROM authors WHERE authors.id + ? = books.author_id)")
        .gives("2");
});

const CaseGroup kLateral("Lateral", [](SqlCases& add, const Shop& s) {
    const FromHandle longest = select(s.title, s.pages)
                                   .where(s.book_author == s.author_id)
                                   .order_by(desc(s.pages))
                                   .limit(1)
                                   .lateral("longest");
    add("uses what stands before it", select(s.author_name, longest["title"]).where(s.author_id < 3),
        "SELECT authors.name, longest.title FROM authors, LATERAL (SELECT books.title, books.pages FROM books "
        "WHERE books.author_id = authors.id ORDER BY books.pages DESC LIMIT ?) AS longest WHERE authors.id < ?")
        .refused("sqlite")
        .refused("mariadb")
        .gives("Jane Austen|Emma;Ursula Le Guin|The Dispossessed");
    add("is joined",
        select(s.author_name, longest["title"]).join(longest, literal_column<bool>("true")).order_by(s.author_id),
        "SELECT authors.name, longest.title FROM authors JOIN LATERAL (SELECT books.title, books.pages FROM books "
        "WHERE books.author_id = authors.id ORDER BY books.pages DESC LIMIT ?) AS longest ON true ORDER BY authors.id")
        .refused("sqlite")
        .refused("mariadb")
        .gives("Jane Austen|Emma;Ursula Le Guin|The Dispossessed;Stanislaw Lem|Solaris");
    add("stands behind what it uses", select(longest["pages"], s.author_name).where(s.author_id == 3),
        "SELECT longest.pages, authors.name FROM authors, LATERAL (SELECT books.title, books.pages FROM books "
        "WHERE books.author_id = authors.id ORDER BY books.pages DESC LIMIT ?) AS longest WHERE authors.id = ?")
        .refused("sqlite")
        .refused("mariadb")
        .gives("204|Stanislaw Lem");
    const FromHandle none = select(s.copies).where(s.sold_book == s.id).lateral("found");
    add("is outer joined",
        select(s.title, none["copies"]).outerjoin(none, literal_column<bool>("true")).where(s.id == 2),
        "SELECT books.title, found.copies FROM books LEFT OUTER JOIN LATERAL (SELECT sales.copies FROM sales "
        "WHERE sales.book_id = books.id) AS found ON true WHERE books.id = ?")
        .refused("sqlite")
        .refused("mariadb")
        .gives("Persuasion|NULL");
});

}  // namespace
}  // namespace azoth::test
