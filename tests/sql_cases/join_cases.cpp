// SPDX-License-Identifier: MIT
#include "azoth/sql/arithmetic.hpp"
#include "azoth/sql/condition.hpp"
#include "azoth/sql/functions.hpp"
#include "azoth/sql/matching.hpp"
#include "sql_cases/sql_case.hpp"

namespace azoth::test {
namespace {

const CaseGroup kJoins("Join", [](SqlCases& add, const Shop& s) {
    const FromHandle other = alias(s.books, "other");
    const FromHandle writer = alias(s.authors, "writer");
    const FromHandle child = alias(s.shelves, "child");

    add("on a condition", select(s.title, s.author_name).join(s.authors, s.author_id == s.book_author).order_by(s.id),
        "SELECT books.title, authors.name FROM books JOIN authors ON authors.id = books.author_id ORDER BY books.id")
        .gives("Emma|Jane Austen;Persuasion|Jane Austen;The Dispossessed|Ursula Le Guin;Solaris|Stanislaw Lem");
    add("on the only foreign key", select(s.title, s.author_name).join(s.authors),
        "SELECT books.title, authors.name FROM books JOIN authors ON books.author_id = authors.id")
        .gives("Emma|Jane Austen;Persuasion|Jane Austen;The Dispossessed|Ursula Le Guin;Solaris|Stanislaw Lem");
    add("on a foreign key of the target", select(s.author_name, s.pages).join(s.books).where(s.pages < 250),
        "SELECT authors.name, books.pages FROM authors JOIN books ON authors.id = books.author_id WHERE books.pages < "
        "?")
        .gives("Jane Austen|249;Stanislaw Lem|204");
    add("of three tables",
        select(s.author_name, s.copies).join_from(s.authors, s.books).join(s.sales).order_by(s.sale_id),
        "SELECT authors.name, sales.copies FROM authors JOIN books ON authors.id = books.author_id "
        "JOIN sales ON books.id = sales.book_id ORDER BY sales.id")
        .gives("Jane Austen|3;Jane Austen|2;Ursula Le Guin|5;Stanislaw Lem|1");
    add("outer", select(s.title, s.copies).outerjoin(s.sales, s.sold_book == s.id).where(s.id < 3),
        "SELECT books.title, sales.copies FROM books LEFT OUTER JOIN sales ON sales.book_id = books.id "
        "WHERE books.id < ?")
        .gives("Emma|3;Emma|2;Persuasion|NULL");
    add("outer on the only foreign key", select(s.title, s.copies).outerjoin(s.sales).where(s.copies.is_null()),
        "SELECT books.title, sales.copies FROM books LEFT OUTER JOIN sales ON books.id = sales.book_id "
        "WHERE sales.copies IS NULL")
        .gives("Persuasion|NULL");
    add("outer that finds nothing", select(s.title).outerjoin(s.sales).where(s.sale_id == std::nullopt),
        "SELECT books.title FROM books LEFT OUTER JOIN sales ON books.id = sales.book_id WHERE sales.id IS NULL")
        .gives("Persuasion");
    add("full", select(s.shelf_name, s.title).full_outerjoin(s.books, s.id == s.shelf_id).where(s.id.is_null()),
        "SELECT shelves.name, books.title FROM shelves FULL OUTER JOIN books ON books.id = shelves.id "
        "WHERE books.id IS NULL")
        .refused("mariadb")
        .refused("mysql")
        .gives("");
    add("full on the only foreign key", select(s.title, s.copies).full_outerjoin(s.sales).where(s.id == 2),
        "SELECT books.title, sales.copies FROM books FULL OUTER JOIN sales ON books.id = sales.book_id "
        "WHERE books.id = ?")
        .refused("mariadb")
        .refused("mysql")
        .gives("Persuasion|NULL");
    add("cross", select(s.author_id, s.shelf_id).cross_join(s.shelves).where(s.author_id + s.shelf_id < 4),
        "SELECT authors.id, shelves.id FROM authors CROSS JOIN shelves WHERE authors.id + shelves.id < ?")
        .gives("1|1;1|2;2|1");
    add("to an alias", select(s.title, other[s.title]).join(other, other[s.pages] < s.pages).where(s.id == 2),
        "SELECT books.title, other.title FROM books JOIN books AS other ON other.pages < books.pages "
        "WHERE books.id = ?")
        .gives("Persuasion|Solaris");
    add("from an alias on its foreign key",
        select(other[s.title], s.author_name).join(s.authors).where(other[s.id] == 3),
        "SELECT other.title, authors.name FROM books AS other JOIN authors ON other.author_id = authors.id "
        "WHERE other.id = ?")
        .gives("The Dispossessed|Ursula Le Guin");
    add("to an alias on its foreign key", select(s.title, writer[s.author_name]).join(writer).where(s.id == 4),
        "SELECT books.title, writer.name FROM books JOIN authors AS writer ON books.author_id = writer.id "
        "WHERE books.id = ?")
        .gives("Solaris|Stanislaw Lem");
    add("of a table with itself",
        select(s.shelf_name, child[s.shelf_name])
            .join(child, child[s.shelf_parent] == s.shelf_id)
            .order_by(child["id"]),
        "SELECT shelves.name, child.name FROM shelves JOIN shelves AS child ON child.parent_id = shelves.id "
        "ORDER BY child.id")
        .gives("root|fiction;fiction|classics;fiction|science fiction");
    add("join from", select(s.copies).join_from(s.authors, s.books).join(s.sales).where(s.born == 1929),
        "SELECT sales.copies FROM authors JOIN books ON authors.id = books.author_id "
        "JOIN sales ON books.id = sales.book_id WHERE authors.born = ?")
        .gives("5");
    add("join from on a condition",
        select(s.title).join_from(s.books, s.sales, s.sold_book == s.id).where(s.copies > 2),
        "SELECT books.title FROM books JOIN sales ON sales.book_id = books.id WHERE sales.copies > ?")
        .gives("Emma;The Dispossessed");
    add("outer join from", select(s.author_name, s.title).outerjoin_from(s.authors, s.books, s.pages > 300),
        "SELECT authors.name, books.title FROM authors LEFT OUTER JOIN books ON books.pages > ?")
        .gives(
            "Jane Austen|Emma;Jane Austen|The Dispossessed;Ursula Le Guin|Emma;Ursula Le Guin|The Dispossessed;"
            "Stanislaw Lem|Emma;Stanislaw Lem|The Dispossessed");
    add("several conditions", select(s.title).join(s.authors, s.author_id == s.book_author && s.born < 1900),
        "SELECT books.title FROM books JOIN authors ON authors.id = books.author_id AND authors.born < ?")
        .gives("Emma;Persuasion");
    add("on an or", select(s.title).join(s.authors, s.author_id == s.book_author || s.born == s.pages).where(s.id == 1),
        "SELECT books.title FROM books JOIN authors ON authors.id = books.author_id OR authors.born = books.pages "
        "WHERE books.id = ?")
        .gives("Emma");
    add("on an expression", select(s.title, s.shelf_name).join(s.shelves, s.shelf_id == s.id + 1),
        "SELECT books.title, shelves.name FROM books JOIN shelves ON shelves.id = books.id + ?")
        .gives("Emma|fiction;Persuasion|classics;The Dispossessed|science fiction");
    add("on a function", select(s.title).join(s.shelves, func::lower(s.shelf_name) == func::lower(s.title)),
        "SELECT books.title FROM books JOIN shelves ON lower(shelves.name) = lower(books.title)")
        .gives("");
    add("on a boolean column", select(s.title).join(s.shelves, s.in_stock).where(s.shelf_id == 1),
        "SELECT books.title FROM books JOIN shelves ON books.in_stock WHERE shelves.id = ?")
        .gives("Emma;The Dispossessed;Solaris");
    add("right nested",
        select(s.author_name, s.title, s.copies)
            .outerjoin(join(s.books, s.sales, s.sold_book == s.id), s.book_author == s.author_id)
            .where(s.author_id == 1),
        "SELECT authors.name, books.title, sales.copies FROM authors LEFT OUTER JOIN "
        "(books JOIN sales ON sales.book_id = books.id) ON books.author_id = authors.id WHERE authors.id = ?")
        .gives("Jane Austen|Emma|3;Jane Austen|Emma|2");
    add("right nested on the only foreign key",
        select(s.author_name, s.copies).outerjoin(join(s.books, s.sales, s.sold_book == s.id)).where(s.author_id > 1),
        "SELECT authors.name, sales.copies FROM authors LEFT OUTER JOIN "
        "(books JOIN sales ON sales.book_id = books.id) ON authors.id = books.author_id WHERE authors.id > ?")
        .gives("Ursula Le Guin|5;Stanislaw Lem|1");
    add("nested twice",
        select(s.shelf_name, s.copies)
            .outerjoin(join(s.authors, join(s.books, s.sales, s.sold_book == s.id), s.book_author == s.author_id),
                       s.author_id == s.shelf_id)
            .where(s.shelf_id > 2),
        "SELECT shelves.name, sales.copies FROM shelves LEFT OUTER JOIN (authors JOIN "
        "(books JOIN sales ON sales.book_id = books.id) ON books.author_id = authors.id) "
        "ON authors.id = shelves.id WHERE shelves.id > ?")
        .gives("classics|1;science fiction|NULL");
    add("left nested needs no parentheses",
        select(s.copies).select_from(
            join(join(s.authors, s.books, s.book_author == s.author_id), s.sales, s.sold_book == s.id)),
        "SELECT sales.copies FROM authors JOIN books ON books.author_id = authors.id "
        "JOIN sales ON sales.book_id = books.id")
        .gives("3;2;5;1");
    add("outer join as an element",
        select(s.title, s.copies).select_from(outerjoin(s.books, s.sales, s.sold_book == s.id)).where(s.id == 2),
        "SELECT books.title, sales.copies FROM books LEFT OUTER JOIN sales ON sales.book_id = books.id "
        "WHERE books.id = ?")
        .gives("Persuasion|NULL");
    add("cross join as an element", select(func::count()).select_from(cross_join(s.authors, s.shelves)),
        "SELECT count(*) FROM authors CROSS JOIN shelves")
        .gives("12");
    add("full join as an element",
        select(func::count()).select_from(full_outerjoin(s.books, s.sales, s.sold_book == s.id)),
        "SELECT count(*) FROM books FULL OUTER JOIN sales ON sales.book_id = books.id")
        .refused("mariadb")
        .refused("mysql")
        .gives("5");
    add("more joins to an element that is a join",
        select(s.author_name, s.copies)
            .select_from(join(s.books, s.authors, s.author_id == s.book_author))
            .join(s.sales, s.sold_book == s.id)
            .where(s.copies == 5),
        "SELECT authors.name, sales.copies FROM books JOIN authors ON authors.id = books.author_id "
        "JOIN sales ON sales.book_id = books.id WHERE sales.copies = ?")
        .gives("Ursula Le Guin|5");
    const FromHandle sold =
        select(s.sold_book, func::sum(s.copies).label("copies")).group_by(s.sold_book).subquery("sold");
    add("to a subquery", select(s.title, sold["copies"]).join(sold, sold[s.sold_book] == s.id),
        "SELECT books.title, sold.copies FROM books JOIN (SELECT sales.book_id, sum(sales.copies) AS copies FROM sales "
        "GROUP BY sales.book_id) AS sold ON sold.book_id = books.id")
        .gives("Emma|5;The Dispossessed|5;Solaris|1");
    add("to a subquery on the foreign key that it selects",
        select(s.title, sold["copies"]).outerjoin(sold).where(s.id < 3),
        "SELECT books.title, sold.copies FROM books LEFT OUTER JOIN (SELECT sales.book_id, sum(sales.copies) AS copies "
        "FROM sales GROUP BY sales.book_id) AS sold ON books.id = sold.book_id WHERE books.id < ?")
        .gives("Emma|5;Persuasion|NULL");
    add("of two subqueries",
        select(select(s.id).subquery("a")["id"]).join(sold, literal(1) == 1).where(sold["copies"] == 1),
        "SELECT a.id FROM (SELECT books.id FROM books) AS a JOIN (SELECT sales.book_id, sum(sales.copies) AS copies "
        "FROM sales GROUP BY sales.book_id) AS sold ON ? = ? WHERE sold.copies = ?")
        .gives("1;2;3;4");
    add("several elements of from", select(s.author_id, s.shelf_id).where(s.author_id == s.shelf_id),
        "SELECT authors.id, shelves.id FROM authors, shelves WHERE authors.id = shelves.id")
        .gives("1|1;2|2;3|3");
    add("joined to the element that its condition names",
        select(s.shelf_id, s.title).join(s.books, s.book_author == s.author_id).where(s.shelf_id == s.author_id),
        "SELECT shelves.id, books.title FROM shelves, authors JOIN books ON books.author_id = authors.id "
        "WHERE shelves.id = authors.id")
        .gives("1|Emma;1|Persuasion;2|The Dispossessed;3|Solaris");
    add("select from gives the order",
        select(s.title).select_from(s.authors, s.books).where(s.author_id == s.book_author),
        "SELECT books.title FROM authors, books WHERE authors.id = books.author_id")
        .gives("Emma;Persuasion;The Dispossessed;Solaris");
    add("select from nothing but a table", select(func::count()).select_from(s.books), "SELECT count(*) FROM books")
        .gives("4");
    add("without from", select(literal(1) + 1), "SELECT ? + ?").gives("2");
    add("a join starts with what its condition names",
        select(func::count()).join(s.books, s.book_author == s.author_id),
        "SELECT count(*) FROM authors JOIN books ON books.author_id = authors.id")
        .gives("4");
});

}  // namespace
}  // namespace azoth::test
