// SPDX-License-Identifier: MIT
#include "azoth/sql/arithmetic.hpp"
#include "azoth/sql/condition.hpp"
#include "azoth/sql/dml.hpp"
#include "azoth/sql/functions.hpp"
#include "sql_cases/sql_case.hpp"

namespace azoth::test {
namespace {

const std::string kShelves = "SELECT id FROM shelves ORDER BY id";
const std::string kSales = "SELECT id FROM sales ORDER BY id";

const CaseGroup kDelete("Delete", [](SqlCases& add, const Shop& s) {
    add("all rows", delete_(s.shelves), "DELETE FROM shelves").leaves(kShelves, "");
    add("some rows", delete_(s.shelves).where(s.shelf_id > 2), "DELETE FROM shelves WHERE shelves.id > ?")
        .leaves(kShelves, "1;2");
    add("by several conditions",
        delete_(s.shelves).where(s.shelf_id > 1).where(s.shelf_id < 4, s.shelf_name != "classics"),
        "DELETE FROM shelves WHERE shelves.id > ? AND shelves.id < ? AND shelves.name != ?")
        .leaves(kShelves, "1;3;4");
    add("where null", delete_(s.shelves).where(s.shelf_parent == std::nullopt),
        "DELETE FROM shelves WHERE shelves.parent_id IS NULL")
        .leaves(kShelves, "2;3;4");
    add("with in", delete_(s.shelves).where(s.shelf_id.in({1, 2, 9})),
        "DELETE FROM shelves WHERE shelves.id IN (?, ?, ?)")
        .leaves(kShelves, "3;4");
    add("none of an empty list", delete_(s.shelves).where(s.shelf_id.in(std::vector<int>())),
        "DELETE FROM shelves WHERE shelves.id IN (NULL) AND (1 != 1)")
        .leaves(kShelves, "1;2;3;4");
    add("where a subquery has none",
        delete_(s.authors).where(!exists(select(s.id).where(s.book_author == s.author_id))),
        "DELETE FROM authors WHERE NOT EXISTS (SELECT books.id FROM books WHERE books.author_id = authors.id)")
        .leaves("SELECT count(*) FROM authors", "3");
    add("where a subquery gives a value",
        delete_(s.sales).where(s.copies == scalar_subquery(select(func::min(s.pages) - 203))),
        "DELETE FROM sales WHERE sales.copies = (SELECT min(books.pages) - ? FROM books)")
        .leaves(kSales, "1;2;3");
    add("limited", delete_(s.shelves).order_by(s.shelf_id.desc()).limit(1),
        "DELETE FROM shelves ORDER BY shelves.id DESC LIMIT ?")
        .refused("sqlite")
        .refused("postgresql")
        .leaves(kShelves, "1;2;3");
    add("limited with nulls first",
        delete_(s.shelves).order_by(s.shelf_parent.asc().nulls_first(), s.shelf_id).limit(1),
        "DELETE FROM shelves ORDER BY shelves.parent_id IS NOT NULL, shelves.parent_id, shelves.id LIMIT ?")
        .refused("sqlite")
        .refused("postgresql")
        .leaves(kShelves, "2;3;4");
});

const CaseGroup kDeleteReturning("DeleteReturning", [](SqlCases& add, const Shop& s) {
    add("columns", delete_(s.shelves).where(s.shelf_id > 2).returning(s.shelf_id, s.shelf_name),
        "DELETE FROM shelves WHERE shelves.id > ? RETURNING id, name")
        .refused("mysql")
        .gives("3|classics;4|science fiction")
        .leaves(kShelves, "1;2");
    add("an expression", delete_(s.shelves).where(s.shelf_id == 1).returning((s.shelf_id + 1).label("next")),
        "DELETE FROM shelves WHERE shelves.id = ? RETURNING id + ? AS next")
        .refused("mysql")
        .gives("2");
    add("of two tables", delete_(s.sales).where(s.sold_book == s.id, s.title == "Solaris").returning(s.sale_id),
        "DELETE FROM sales USING books WHERE sales.book_id = books.id AND books.title = ? RETURNING sales.id")
        .on("sqlite",
            "DELETE FROM sales WHERE EXISTS (SELECT 1 FROM books WHERE sales.book_id = books.id AND "
            "books.title = ?) RETURNING id")
        .refused("mariadb")
        .refused("mysql")
        .gives("4");
    add("of the other table",
        delete_(s.sales).where(s.sold_book == s.id, s.title == "Solaris").returning(s.sale_id, s.title),
        "DELETE FROM sales USING books WHERE sales.book_id = books.id AND books.title = ? RETURNING sales.id, "
        "books.title")
        .refused("sqlite", "not_in_from")
        .refused("mariadb")
        .refused("mysql")
        .gives("4|Solaris");
});

const CaseGroup kDmlInCte("DmlInCte", [](SqlCases& add, const Shop& s) {
    const auto refused_elsewhere = [](SqlCase& one) -> SqlCase& {
        return one.refused("sqlite").refused("mariadb").refused("mysql");
    };
    const auto gone = delete_(s.shelves).where(s.shelf_id > 2).returning(s.shelf_id, s.shelf_name).cte("gone");
    refused_elsewhere(add("read", select(gone.c<std::string>("name")),
                          "WITH gone(id, name) AS (DELETE FROM shelves WHERE shelves.id > ? RETURNING id, name) SELECT "
                          "gone.name FROM gone"))
        .gives("classics;science fiction")
        .leaves(kShelves, "1;2");
    const auto moved =
        update(s.shelves).set(s.shelf_parent = 1).where(s.shelf_id == 4).returning(s.shelf_id).cte("moved");
    refused_elsewhere(add("inserted again",
                          insert(s.shelves)
                              .columns(s.shelf_id, s.shelf_name)
                              .from_select(select(moved.c<std::int64_t>("id") + 10, literal(std::string("copy")))),
                          "WITH moved(id) AS (UPDATE shelves SET parent_id = ? WHERE shelves.id = ? RETURNING id) "
                          "INSERT INTO shelves (id, name) SELECT moved.id + ?, ? FROM moved"))
        .leaves("SELECT id, parent_id FROM shelves WHERE id > 3 ORDER BY id", "4|1;14|NULL");
});

const CaseGroup kDeleteUsing("DeleteUsing", [](SqlCases& add, const Shop& s) {
    const auto of_solaris = delete_(s.sales).where(s.sold_book == s.id, s.title == "Solaris");
    const std::string mysql = "DELETE FROM sales USING sales, books WHERE sales.book_id = books.id AND books.title = ?";
    add("a table that columns name", of_solaris,
        "DELETE FROM sales USING books WHERE sales.book_id = books.id AND books.title = ?")
        .on("sqlite",
            "DELETE FROM sales WHERE EXISTS (SELECT 1 FROM books WHERE sales.book_id = books.id AND "
            "books.title = ?)")
        .on("mariadb", mysql)
        .on("mysql", mysql)
        .leaves(kSales, "1;2;3");
    add("a table by using", delete_(s.sales).using_(s.books).where(s.sold_book == s.id, s.title == "Solaris"),
        "DELETE FROM sales USING books WHERE sales.book_id = books.id AND books.title = ?")
        .on("sqlite",
            "DELETE FROM sales WHERE EXISTS (SELECT 1 FROM books WHERE sales.book_id = books.id AND "
            "books.title = ?)")
        .on("mariadb", mysql)
        .on("mysql", mysql)
        .leaves(kSales, "1;2;3");
    add("two tables", delete_(s.sales).where(s.sold_book == s.id, s.book_author == s.author_id, s.country == "GB"),
        "DELETE FROM sales USING books, authors WHERE sales.book_id = books.id AND books.author_id = authors.id AND "
        "authors.country = ?")
        .on("sqlite",
            "DELETE FROM sales WHERE EXISTS (SELECT 1 FROM books, authors WHERE sales.book_id = books.id AND "
            "books.author_id = authors.id AND authors.country = ?)")
        .on("mariadb",
            "DELETE FROM sales USING sales, books, authors WHERE sales.book_id = books.id AND "
            "books.author_id = authors.id AND authors.country = ?")
        .on("mysql",
            "DELETE FROM sales USING sales, books, authors WHERE sales.book_id = books.id AND "
            "books.author_id = authors.id AND authors.country = ?")
        .leaves(kSales, "3;4");
    const FromHandle child(make_node<sql::AliasNode>(s.shelves.node(), "child"));
    add("an alias of the same table", delete_(s.shelves).where(child.c<int>("parent_id") == s.shelf_id),
        "DELETE FROM shelves USING shelves AS child WHERE child.parent_id = shelves.id")
        .on("sqlite",
            "DELETE FROM shelves WHERE EXISTS (SELECT 1 FROM shelves AS child WHERE child.parent_id = "
            "shelves.id)")
        .on("mariadb", "DELETE FROM shelves USING shelves, shelves AS child WHERE child.parent_id = shelves.id")
        .on("mysql", "DELETE FROM shelves USING shelves, shelves AS child WHERE child.parent_id = shelves.id")
        .leaves(kShelves, "3;4");
    const auto small = select(s.sold_book.label("book")).where(s.copies < 3).cte("small");
    add("a CTE", delete_(s.sales).where(s.sold_book == small.c<std::int64_t>("book")),
        "WITH small AS (SELECT sales.book_id AS book FROM sales WHERE sales.copies < ?) DELETE FROM sales USING small "
        "WHERE sales.book_id = small.book")
        .on("sqlite",
            "WITH small AS (SELECT sales.book_id AS book FROM sales WHERE sales.copies < ?) DELETE FROM sales "
            "WHERE EXISTS (SELECT 1 FROM small WHERE sales.book_id = small.book)")
        .on("mariadb",
            "DELETE FROM sales USING sales, (WITH small AS (SELECT sales.book_id AS book FROM sales WHERE "
            "sales.copies < ?) SELECT * FROM small) AS small WHERE sales.book_id = small.book")
        .on("mysql",
            "WITH small AS (SELECT sales.book_id AS book FROM sales WHERE sales.copies < ?) DELETE FROM sales "
            "USING sales, small WHERE sales.book_id = small.book")
        .leaves(kSales, "3");
    add("a CTE in a condition",
        delete_(s.shelves).where(exists(select(small["book"]).where(small["book"] == s.shelf_id))),
        "WITH small AS (SELECT sales.book_id AS book FROM sales WHERE sales.copies < ?) DELETE FROM shelves WHERE "
        "EXISTS "
        "(SELECT small.book FROM small WHERE small.book = shelves.id)")
        .on("mariadb",
            "DELETE FROM shelves WHERE EXISTS (WITH small AS (SELECT sales.book_id AS book FROM sales WHERE "
            "sales.copies < ?) SELECT small.book FROM small WHERE small.book = shelves.id)")
        .leaves(kShelves, "2;3");
});

}  // namespace
}  // namespace azoth::test
