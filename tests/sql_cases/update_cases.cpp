// SPDX-License-Identifier: MIT
#include <nlohmann/json.hpp>

#include "azoth/sql/arithmetic.hpp"
#include "azoth/sql/condition.hpp"
#include "azoth/sql/dml.hpp"
#include "azoth/sql/functions.hpp"
#include "azoth/sql/json.hpp"
#include "azoth/sql/matching.hpp"
#include "azoth/sql/text.hpp"
#include "sql_cases/sql_case.hpp"

namespace azoth::test {
namespace {

const std::string kNames = "SELECT id, name FROM shelves ORDER BY id";
const std::string kPages = "SELECT id, pages FROM books ORDER BY id";

const CaseGroup kUpdate("Update", [](SqlCases& add, const Shop& s) {
    add("one column", update(s.shelves).set(s.shelf_name = "x").where(s.shelf_id == 3),
        "UPDATE shelves SET name = ? WHERE shelves.id = ?")
        .leaves(kNames, "1|root;2|fiction;3|x;4|science fiction");
    add("all rows", update(s.shelves).set(s.shelf_name = "x"), "UPDATE shelves SET name = ?")
        .leaves(kNames, "1|x;2|x;3|x;4|x");
    add("to null", update(s.shelves).set(s.shelf_parent = std::nullopt).where(s.shelf_id == 3),
        "UPDATE shelves SET parent_id = NULL WHERE shelves.id = ?")
        .leaves("SELECT parent_id FROM shelves WHERE id = 3", "NULL");
    add("several columns in order",
        update(s.shelves).set(s.shelf_name = "x", s.shelf_parent = 9).where(s.shelf_id == 3),
        "UPDATE shelves SET name = ?, parent_id = ? WHERE shelves.id = ?")
        .leaves("SELECT parent_id, name FROM shelves WHERE id = 3", "9|x");
    add("by several calls",
        update(s.shelves).where(s.shelf_id > 1).set(s.shelf_name = "x").where(s.shelf_id < 3).set(s.shelf_parent = 9),
        "UPDATE shelves SET name = ?, parent_id = ? WHERE shelves.id > ? AND shelves.id < ?")
        .leaves("SELECT parent_id, name FROM shelves WHERE id = 2", "9|x");
    add("an expression", update(s.books).set(s.pages = s.pages + 1).where(s.id == 1),
        "UPDATE books SET pages = books.pages + ? WHERE books.id = ?")
        .leaves("SELECT pages FROM books WHERE id = 1", "475");
    add("two columns of each other",
        update(s.shelves).set(s.shelf_parent = s.shelf_id, s.shelf_id = s.shelf_id + 10).where(s.shelf_id == 3),
        "UPDATE shelves SET parent_id = shelves.id, id = shelves.id + ? WHERE shelves.id = ?")
        .leaves("SELECT id, parent_id FROM shelves WHERE name = 'classics'", "13|3");
    add("by name", update(s.shelves).set("name", "late").where(s.shelf_id == 1),
        "UPDATE shelves SET name = ? WHERE shelves.id = ?")
        .leaves("SELECT name FROM shelves WHERE id = 1", "late");
    add("by name with an expression", update(s.books).set("pages", s.pages * 2).where(s.id == 4),
        "UPDATE books SET pages = books.pages * ? WHERE books.id = ?")
        .leaves("SELECT pages FROM books WHERE id = 4", "408");
    const std::vector<Assignment> list{s.shelf_name = "x", s.shelf_parent = 9};
    add("from a list", update(s.shelves).set(list).where(s.shelf_id == 3),
        "UPDATE shelves SET name = ?, parent_id = ? WHERE shelves.id = ?")
        .leaves("SELECT parent_id, name FROM shelves WHERE id = 3", "9|x");
    add("to its default", update(s.shelves).set(s.shelf_parent = default_()).where(s.shelf_id == 3),
        "UPDATE shelves SET parent_id = DEFAULT WHERE shelves.id = ?")
        .refused("sqlite")
        .leaves("SELECT parent_id FROM shelves WHERE id = 3", "NULL");
    add("with in", update(s.shelves).set(s.shelf_name = "x").where(s.shelf_id.in({1, 2})),
        "UPDATE shelves SET name = ? WHERE shelves.id IN (?, ?)")
        .leaves(kNames, "1|x;2|x;3|classics;4|science fiction");
    add("with an empty list", update(s.shelves).set(s.shelf_name = "x").where(s.shelf_id.in(std::vector<int>())),
        "UPDATE shelves SET name = ? WHERE shelves.id IN (NULL) AND (1 != 1)")
        .leaves(kNames, "1|root;2|fiction;3|classics;4|science fiction");
    add("with like", update(s.shelves).set(s.shelf_name = "x").where(like(s.shelf_name, "%fiction")),
        "UPDATE shelves SET name = ? WHERE shelves.name LIKE ?")
        .leaves(kNames, "1|root;2|x;3|classics;4|x");
});

const CaseGroup kUpdateSubquery("UpdateSubquery", [](SqlCases& add, const Shop& s) {
    add("correlated",
        update(s.books)
            .set(s.note = scalar_subquery(select(s.author_name).where(s.author_id == s.book_author)))
            .where(s.id == 4),
        "UPDATE books SET note = (SELECT authors.name FROM authors WHERE authors.id = books.author_id) "
        "WHERE books.id = ?")
        .leaves("SELECT note FROM books WHERE id = 4", "Stanislaw Lem");
    add("in a condition", update(s.books).set(s.pages = 1).where(exists(select(s.sale_id).where(s.sold_book == s.id))),
        "UPDATE books SET pages = ? WHERE EXISTS (SELECT sales.id FROM sales WHERE sales.book_id = books.id)")
        .leaves(kPages, "1|1;2|249;3|1;4|1");
    add("of a total",
        update(s.books).set(s.pages = scalar_subquery(select(func::count(s.sale_id)).where(s.sold_book == s.id))),
        "UPDATE books SET pages = (SELECT count(sales.id) FROM sales WHERE sales.book_id = books.id)")
        .leaves(kPages, "1|2;2|0;3|1;4|1");
});

const CaseGroup kUpdateFrom("UpdateFrom", [](SqlCases& add, const Shop& s) {
    add("a table that columns name",
        update(s.books).set(s.note = s.author_name).where(s.book_author == s.author_id, s.id == 3),
        "UPDATE books SET note = authors.name FROM authors WHERE books.author_id = authors.id AND books.id = ?")
        .on("mariadb",
            "UPDATE books, authors SET books.note = authors.name WHERE books.author_id = authors.id "
            "AND books.id = ?")
        .on("mysql",
            "UPDATE books, authors SET books.note = authors.name WHERE books.author_id = authors.id "
            "AND books.id = ?")
        .leaves("SELECT note FROM books WHERE id = 3", "Ursula Le Guin");
    add("a table in the conditions only",
        update(s.books).set(s.pages = 1).where(s.book_author == s.author_id, s.country == "GB"),
        "UPDATE books SET pages = ? FROM authors WHERE books.author_id = authors.id AND authors.country = ?")
        .on("mariadb",
            "UPDATE books, authors SET books.pages = ? WHERE books.author_id = authors.id AND authors.country = ?")
        .on("mysql",
            "UPDATE books, authors SET books.pages = ? WHERE books.author_id = authors.id AND authors.country = ?")
        .leaves(kPages, "1|1;2|1;3|387;4|204");
    add("two tables",
        update(s.sales)
            .set(s.copies = s.copies + s.pages)
            .where(s.sold_book == s.id, s.book_author == s.author_id, s.country == "US"),
        "UPDATE sales SET copies = sales.copies + books.pages FROM books, authors WHERE sales.book_id = books.id AND "
        "books.author_id = authors.id AND authors.country = ?")
        .on("mariadb",
            "UPDATE sales, books, authors SET sales.copies = sales.copies + books.pages WHERE sales.book_id = "
            "books.id AND books.author_id = authors.id AND authors.country = ?")
        .on("mysql",
            "UPDATE sales, books, authors SET sales.copies = sales.copies + books.pages WHERE sales.book_id = "
            "books.id AND books.author_id = authors.id AND authors.country = ?")
        .leaves("SELECT id, copies FROM sales ORDER BY id", "1|3;2|2;3|392;4|1");
    const auto sold = select(s.sold_book, func::sum(s.copies).label("total")).group_by(s.sold_book).subquery("sold");
    add("a subquery", update(s.books).set(s.pages = sold.c<int>("total")).where(s.id == sold.c<int>("book_id")),
        "UPDATE books SET pages = sold.total FROM (SELECT sales.book_id, sum(sales.copies) AS total FROM sales "
        "GROUP BY sales.book_id) AS sold WHERE books.id = sold.book_id")
        .on("mariadb",
            "UPDATE books, (SELECT sales.book_id, sum(sales.copies) AS total FROM sales GROUP BY "
            "sales.book_id) AS sold SET books.pages = sold.total WHERE books.id = sold.book_id")
        .on("mysql",
            "UPDATE books, (SELECT sales.book_id, sum(sales.copies) AS total FROM sales GROUP BY "
            "sales.book_id) AS sold SET books.pages = sold.total WHERE books.id = sold.book_id")
        .leaves(kPages, "1|5;2|249;3|5;4|1");
    const auto totals = select(s.sold_book, func::sum(s.copies).label("total")).group_by(s.sold_book).cte("totals");
    add("a CTE", update(s.books).set(s.pages = totals.c<int>("total")).where(s.id == totals.c<int>("book_id")),
        "WITH totals AS (SELECT sales.book_id, sum(sales.copies) AS total FROM sales GROUP BY sales.book_id) "
        "UPDATE books SET pages = totals.total FROM totals WHERE books.id = totals.book_id")
        .on("mariadb",
            "UPDATE books, (WITH totals AS (SELECT sales.book_id, sum(sales.copies) AS total FROM sales GROUP "
            "BY sales.book_id) SELECT * FROM totals) AS totals SET books.pages = totals.total WHERE books.id "
            "= totals.book_id")
        .on("mysql",
            "WITH totals AS (SELECT sales.book_id, sum(sales.copies) AS total FROM sales GROUP BY "
            "sales.book_id) UPDATE books, totals SET books.pages = totals.total WHERE books.id = totals.book_id")
        .leaves(kPages, "1|5;2|249;3|5;4|1");
    add("a CTE in a condition",
        update(s.books).set(s.pages = 1).where(exists(select(totals["total"]).where(totals["book_id"] == s.id))),
        "WITH totals AS (SELECT sales.book_id, sum(sales.copies) AS total FROM sales GROUP BY sales.book_id) UPDATE "
        "books SET pages = ? WHERE EXISTS (SELECT totals.total FROM totals WHERE totals.book_id = books.id)")
        .on("mariadb",
            "UPDATE books SET pages = ? WHERE EXISTS (WITH totals AS (SELECT sales.book_id, "
            "sum(sales.copies) AS total FROM sales GROUP BY sales.book_id) SELECT totals.total FROM totals "
            "WHERE totals.book_id = books.id)")
        .leaves(kPages, "1|1;2|249;3|1;4|1");
    const FromHandle parent(make_node<sql::AliasNode>(s.shelves.node(), "parent"));
    add("an alias of the same table",
        update(s.shelves)
            .set(s.shelf_name = parent.c<std::string>("name"))
            .where(s.shelf_parent == parent.c<int>("id")),
        "UPDATE shelves SET name = parent.name FROM shelves AS parent WHERE shelves.parent_id = parent.id")
        .on("mariadb",
            "UPDATE shelves, shelves AS parent SET shelves.name = parent.name WHERE shelves.parent_id = parent.id")
        .on("mysql",
            "UPDATE shelves, shelves AS parent SET shelves.name = parent.name WHERE shelves.parent_id = parent.id")
        .leaves(kNames, "1|root;2|root;3|fiction;4|fiction");
    add("a table by from", update(s.books).set(s.pages = 1).from(s.authors).where(text("authors.id = books.author_id")),
        "UPDATE books SET pages = ? FROM authors WHERE authors.id = books.author_id")
        .on("mariadb", "UPDATE books, authors SET books.pages = ? WHERE authors.id = books.author_id")
        .on("mysql", "UPDATE books, authors SET books.pages = ? WHERE authors.id = books.author_id")
        .leaves(kPages, "1|1;2|1;3|1;4|1");
});

const CaseGroup kUpdateReturning("UpdateReturning", [](SqlCases& add, const Shop& s) {
    add("columns", update(s.books).set(s.pages = s.pages + 1).where(s.id < 3).returning(s.id, s.pages),
        "UPDATE books SET pages = books.pages + ? WHERE books.id < ? RETURNING id, pages")
        .refused("mariadb")
        .refused("mysql")
        .gives("1|475;2|250");
    add("of two tables",
        update(s.books)
            .set(s.pages = 1)
            .where(s.book_author == s.author_id, s.country == "PL")
            .returning(s.id, s.author_name),
        "UPDATE books SET pages = ? FROM authors WHERE books.author_id = authors.id AND authors.country = ? RETURNING "
        "books.id, authors.name")
        .refused("sqlite", "not_in_from")
        .refused("mariadb")
        .refused("mysql")
        .gives("4|Stanislaw Lem");
});

const CaseGroup kUpdateLimit("UpdateLimit", [](SqlCases& add, const Shop& s) {
    add("with order", update(s.shelves).set(s.shelf_name = "x").order_by(s.shelf_id.desc()).limit(2),
        "UPDATE shelves SET name = ? ORDER BY shelves.id DESC LIMIT ?")
        .refused("sqlite")
        .refused("postgresql")
        .leaves(kNames, "1|root;2|fiction;3|x;4|x");
    add("without order", update(s.shelves).set(s.shelf_name = "x").where(s.shelf_id == 1).limit(1),
        "UPDATE shelves SET name = ? WHERE shelves.id = ? LIMIT ?")
        .refused("sqlite")
        .refused("postgresql")
        .leaves(kNames, "1|x;2|fiction;3|classics;4|science fiction");
    add("with other tables", update(s.books).set(s.pages = 1).where(s.book_author == s.author_id).limit(1), "")
        .refused("sqlite")
        .refused("postgresql")
        .refused("mariadb")
        .refused("mysql");
});

const CaseGroup kUpdateOfParts("UpdateOfParts", [](SqlCases& add, const Shop& s) {
    add("a key of a document",
        update(s.documents).set(as_json(s.content)["pages"], nlohmann::json(7)).where(s.document_id == 1),
        "UPDATE documents SET content['pages'] = ? WHERE documents.id = ?")
        .refused("sqlite")
        .refused("mariadb")
        .refused("mysql")
        .leaves("SELECT content ->> 'pages' FROM documents WHERE id = 1", "7");
    add("a place within",
        update(s.documents)
            .set(as_json(s.content)["tags"][1], nlohmann::json("it's"))
            .set(s.flags = 3)
            .where(s.document_id == 1),
        "UPDATE documents SET content['tags'][1] = ?, flags = ? WHERE documents.id = ?")
        .refused("sqlite")
        .refused("mariadb")
        .refused("mysql")
        .leaves("SELECT content ->> 'tags', flags FROM documents WHERE id = 1", "[\"a\", \"it's\"]|3");
    add("the whole column", update(s.shelves).set(s.shelf_name, "x").where(s.shelf_id == 3),
        "UPDATE shelves SET name = ? WHERE shelves.id = ?")
        .leaves("SELECT name FROM shelves WHERE id = 3", "x");
    const std::string tables =
        "UPDATE books, authors SET books.pages = ?, authors.name = ? WHERE books.author_id = authors.id AND "
        "books.id = ?";
    add("columns of two tables",
        update(s.books).set(s.pages = 1).set(s.author_name, "x").where(s.book_author == s.author_id, s.id == 1), tables)
        .refused("sqlite")
        .refused("postgresql")
        .leaves("SELECT pages, name FROM books JOIN authors ON authors.id = author_id WHERE books.id = 1", "1|x");
});

const CaseGroup kChangesWithHints("ChangesWithHints", [](SqlCases& add, const Shop& s) {
    add("an index of one database",
        update(s.shelves)
            .with_hint("USE INDEX (PRIMARY)", "mysql")
            .with_hint("ONLY", "postgresql")
            .set(s.shelf_name = "x")
            .where(s.shelf_id == 3),
        "UPDATE shelves SET name = ? WHERE shelves.id = ?")
        .on("postgresql", "UPDATE ONLY shelves SET name = ? WHERE shelves.id = ?")
        .on("mariadb", "UPDATE shelves USE INDEX (PRIMARY) SET name = ? WHERE shelves.id = ?")
        .on("mysql", "UPDATE shelves USE INDEX (PRIMARY) SET name = ? WHERE shelves.id = ?")
        .leaves("SELECT name FROM shelves WHERE id = 3", "x");
    add("of a delete", delete_(s.shelves).with_hint("ONLY", "postgresql").where(s.shelf_id == 3),
        "DELETE FROM shelves WHERE shelves.id = ?")
        .on("postgresql", "DELETE FROM ONLY shelves WHERE shelves.id = ?")
        .leaves("SELECT count(*) FROM shelves", "3");
    const auto root = select(s.shelf_id).where(s.shelf_id == 1).cte("root");
    add("a cte that nothing names", delete_(s.shelves).add_cte(root).where(s.shelf_id == 3),
        "WITH root AS (SELECT shelves.id FROM shelves WHERE shelves.id = ?) DELETE FROM shelves WHERE shelves.id = ?")
        .refused("mariadb")
        .leaves("SELECT count(*) FROM shelves", "3");
    add("a cte that changes rows",
        update(s.shelves)
            .add_cte(delete_(s.shelves).where(s.shelf_id == 4).returning(s.shelf_id).cte("gone"))
            .set(s.shelf_name = "x")
            .where(s.shelf_id == 3),
        "WITH gone(id) AS (DELETE FROM shelves WHERE shelves.id = ? RETURNING id) UPDATE shelves SET name = ? WHERE "
        "shelves.id = ?")
        .refused("sqlite")
        .refused("mariadb")
        .refused("mysql")
        .leaves("SELECT id, name FROM shelves ORDER BY id", "1|root;2|fiction;3|x");
});

}  // namespace
}  // namespace azoth::test
