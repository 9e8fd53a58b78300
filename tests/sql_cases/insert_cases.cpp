// SPDX-License-Identifier: MIT
#include <array>
#include <tuple>
#include <vector>

#include "azoth/sql/arithmetic.hpp"
#include "azoth/sql/dml.hpp"
#include "azoth/sql/functions.hpp"
#include "azoth/sql/text.hpp"
#include "sql_cases/sql_case.hpp"

namespace azoth::test {
namespace {

const std::string kShelves = "SELECT id, parent_id, name FROM shelves WHERE id > 4 ORDER BY id";

const CaseGroup kInsert("Insert", [](SqlCases& add, const Shop& s) {
    add("one row", insert(s.shelves).values(s.shelf_id = 5, s.shelf_parent = 1, s.shelf_name = "poetry"),
        "INSERT INTO shelves (id, parent_id, name) VALUES (?, ?, ?)")
        .leaves(kShelves, "5|1|poetry");
    add("null", insert(s.shelves).values(s.shelf_id = 5, s.shelf_parent = std::nullopt, s.shelf_name = "poetry"),
        "INSERT INTO shelves (id, parent_id, name) VALUES (?, NULL, ?)")
        .leaves(kShelves, "5|NULL|poetry");
    add("an empty text", insert(s.shelves).values(s.shelf_id = 5, s.shelf_name = ""),
        "INSERT INTO shelves (id, name) VALUES (?, ?)")
        .leaves(kShelves, "5|NULL|");
    add("several rows",
        insert(s.shelves).values(s.shelf_id = 5, s.shelf_name = "a").values(s.shelf_id = 6, s.shelf_name = "b"),
        "INSERT INTO shelves (id, name) VALUES (?, ?), (?, ?)")
        .leaves(kShelves, "5|NULL|a;6|NULL|b");
    add("rows in another order",
        insert(s.shelves).values(s.shelf_id = 5, s.shelf_name = "a").values(s.shelf_name = "b", s.shelf_id = 6),
        "INSERT INTO shelves (id, name) VALUES (?, ?), (?, ?)")
        .leaves(kShelves, "5|NULL|a;6|NULL|b");
    add("null in one of several rows",
        insert(s.shelves)
            .values(s.shelf_id = 5, s.shelf_parent = std::nullopt, s.shelf_name = "a")
            .values(s.shelf_id = 6, s.shelf_parent = 5, s.shelf_name = "b"),
        "INSERT INTO shelves (id, parent_id, name) VALUES (?, NULL, ?), (?, ?, ?)")
        .leaves(kShelves, "5|NULL|a;6|5|b");
    const std::vector<Assignment> row{s.shelf_id = 5, s.shelf_name = "list"};
    add("a list of assignments", insert(s.shelves).values(row), "INSERT INTO shelves (id, name) VALUES (?, ?)")
        .leaves(kShelves, "5|NULL|list");
    add("lists of assignments",
        insert(s.shelves).values(std::vector<std::vector<Assignment>>{row, {s.shelf_id = 6, s.shelf_name = "more"}}),
        "INSERT INTO shelves (id, name) VALUES (?, ?), (?, ?)")
        .leaves(kShelves, "5|NULL|list;6|NULL|more");
    add("run time columns", insert(s.shelves).values(s.shelves["id"] = 5, s.shelves["name"] = "late"),
        "INSERT INTO shelves (id, name) VALUES (?, ?)")
        .leaves(kShelves, "5|NULL|late");
    add("columns first", insert(s.shelves).columns(s.shelf_id, s.shelf_name).values(5, "tuple"),
        "INSERT INTO shelves (id, name) VALUES (?, ?)")
        .leaves(kShelves, "5|NULL|tuple");
    add("rows of tuples", insert(s.shelves).columns(s.shelf_id, s.shelf_name).rows({{5, "a"}, {6, "b"}}),
        "INSERT INTO shelves (id, name) VALUES (?, ?), (?, ?)")
        .leaves(kShelves, "5|NULL|a;6|NULL|b");
    add("rows of pairs",
        insert(s.shelves)
            .columns(s.shelf_id, s.shelf_name)
            .rows(std::vector<std::pair<int, const char*>>{{5, "a"}, {6, "b"}, {7, "c"}}),
        "INSERT INTO shelves (id, name) VALUES (?, ?), (?, ?), (?, ?)")
        .leaves(kShelves, "5|NULL|a;6|NULL|b;7|NULL|c");
    add("rows with optionals",
        insert(s.shelves)
            .columns(s.shelf_id, s.shelf_parent, s.shelf_name)
            .rows(std::vector<std::tuple<int, std::optional<int>, std::string>>{{5, 1, "a"}, {6, std::nullopt, "b"}}),
        "INSERT INTO shelves (id, parent_id, name) VALUES (?, ?, ?), (?, NULL, ?)")
        .leaves(kShelves, "5|1|a;6|NULL|b");
    add("an expression",
        insert(s.shelves).values(s.shelf_id = literal(2) + 3, s.shelf_name = func::lower(literal("BIG"))),
        "INSERT INTO shelves (id, name) VALUES (? + ?, lower(?))")
        .leaves(kShelves, "5|NULL|big");
    add("a scalar subquery",
        insert(s.sales).values(s.sale_id = 9, s.sold_book = scalar_subquery(select(func::max(s.id))),
                               s.sold_at = scalar_subquery(select(func::max(s.sold_at))), s.copies = 1),
        "INSERT INTO sales (id, book_id, sold_at, copies) VALUES (?, (SELECT max(books.id) FROM books), "
        "(SELECT max(sales.sold_at) FROM sales), ?)")
        .leaves("SELECT id, book_id, copies FROM sales WHERE id = 9", "9|4|1");
    add("a default", insert(s.shelves).values(s.shelf_id = 5, s.shelf_parent = default_(), s.shelf_name = "x"),
        "INSERT INTO shelves (id, parent_id, name) VALUES (?, DEFAULT, ?)")
        .refused("sqlite")
        .leaves(kShelves, "5|NULL|x");
    add("defaults", insert(s.authors), "INSERT INTO authors DEFAULT VALUES")
        .on("mariadb", "INSERT INTO authors () VALUES ()")
        .on("mysql", "INSERT INTO authors () VALUES ()")
        .not_run("sqlite")
        .not_run("postgresql")
        .not_run("mariadb");
    add("several rows of defaults", insert(s.authors).default_values(2),
        "INSERT INTO authors (id) VALUES (DEFAULT), (DEFAULT)")
        .on("sqlite", "INSERT INTO authors (id) VALUES (NULL), (NULL)")
        .on("mariadb", "INSERT INTO authors () VALUES (), ()")
        .on("mysql", "INSERT INTO authors () VALUES (), ()")
        .not_run("sqlite")
        .not_run("postgresql")
        .not_run("mariadb");
});

const CaseGroup kInsertSelect("InsertSelect", [](SqlCases& add, const Shop& s) {
    const auto authors = select(s.author_id + 10, s.author_name).where(s.country == "GB");
    add("by columns", insert(s.shelves).columns(s.shelf_id, s.shelf_name).from_select(authors),
        "INSERT INTO shelves (id, name) SELECT authors.id + ?, authors.name FROM authors WHERE authors.country = ?")
        .leaves(kShelves, "11|NULL|Jane Austen");
    add("by names", insert(s.shelves).from_select({"id", "name"}, authors),
        "INSERT INTO shelves (id, name) SELECT authors.id + ?, authors.name FROM authors WHERE authors.country = ?")
        .leaves(kShelves, "11|NULL|Jane Austen");
    add("from the same table",
        insert(s.shelves)
            .columns(s.shelf_id, s.shelf_parent, s.shelf_name)
            .from_select(select(s.shelf_id + 100, s.shelf_id, s.shelf_name).where(s.shelf_id < 3)),
        "INSERT INTO shelves (id, parent_id, name) SELECT shelves.id + ?, shelves.id, shelves.name FROM shelves "
        "WHERE shelves.id < ?")
        .leaves(kShelves, "101|1|root;102|2|fiction");
    const auto old = select(s.author_id.label("key"), s.author_name.label("who")).where(s.born < 1800).cte("old");
    add("from a CTE",
        insert(s.shelves)
            .columns(s.shelf_id, s.shelf_name)
            .from_select(select(old.c<std::int64_t>("key") + 10, old.c<std::string>("who"))),
        "WITH old AS (SELECT authors.id AS key, authors.name AS who FROM authors WHERE authors.born < ?) INSERT INTO "
        "shelves (id, name) SELECT old.key + ?, old.who FROM old")
        .on("sqlite",
            "WITH old AS (SELECT authors.id AS \"key\", authors.name AS who FROM authors WHERE authors.born < ?) "
            "INSERT INTO shelves (id, name) SELECT old.\"key\" + ?, old.who FROM old")
        .on("mariadb",
            "INSERT INTO shelves (id, name) WITH old AS (SELECT authors.id AS `key`, authors.name AS who FROM authors "
            "WHERE authors.born < ?) SELECT old.`key` + ?, old.who FROM old")
        .on("mysql",
            "INSERT INTO shelves (id, name) WITH old AS (SELECT authors.id AS `key`, authors.name AS who FROM authors "
            "WHERE authors.born < ?) SELECT old.`key` + ?, old.who FROM old")
        .leaves(kShelves, "11|NULL|Jane Austen");
    add("of text",
        insert(s.shelves).from_select({"id", "name"},
                                      text("SELECT id + 10, title FROM books WHERE id = :id").bind("id", 4)),
        "INSERT INTO shelves (id, name) SELECT id + 10, title FROM books WHERE id = ?")
        .leaves(kShelves, "14|NULL|Solaris");
    add("with returning",
        insert(s.shelves).columns(s.shelf_id, s.shelf_name).from_select(authors).returning(s.shelf_id, s.shelf_name),
        "INSERT INTO shelves (id, name) SELECT authors.id + ?, authors.name FROM authors WHERE authors.country = ? "
        "RETURNING id, name")
        .refused("mysql")
        .gives("11|Jane Austen");
});

const CaseGroup kInsertReturning("InsertReturning", [](SqlCases& add, const Shop& s) {
    const auto shelf = insert(s.shelves).values(s.shelf_id = 5, s.shelf_parent = 2, s.shelf_name = "poetry");
    add("a column", shelf.returning(s.shelf_id),
        "INSERT INTO shelves (id, parent_id, name) VALUES (?, ?, ?) RETURNING id")
        .refused("mysql")
        .gives("5");
    add("an expression", shelf.returning(s.shelf_id * 2, func::lower(s.shelf_name).label("small")),
        "INSERT INTO shelves (id, parent_id, name) VALUES (?, ?, ?) RETURNING id * ?, lower(name) AS small")
        .refused("mysql")
        .gives("10|poetry");
    add("a column that was left out",
        insert(s.shelves).values(s.shelf_id = 5, s.shelf_name = "poetry").returning(s.shelf_parent),
        "INSERT INTO shelves (id, name) VALUES (?, ?) RETURNING parent_id")
        .refused("mysql")
        .gives("NULL");
    add("of several rows",
        insert(s.shelves)
            .columns(s.shelf_id, s.shelf_name)
            .rows({{5, "a"}, {6, "b"}})
            .returning(s.shelf_id, s.shelf_name),
        "INSERT INTO shelves (id, name) VALUES (?, ?), (?, ?) RETURNING id, name")
        .refused("mysql")
        .gives("5|a;6|b");
});

const CaseGroup kPrefix("Prefix", [](SqlCases& add, const Shop& s) {
    const auto taken = insert(s.shelves).values(s.shelf_id = 1, s.shelf_name = "again");
    add("of insert on one database",
        taken.prefix_with("OR IGNORE", "sqlite").prefix_with("IGNORE", "mysql").on_conflict(s.shelf_id).do_nothing(),
        "INSERT INTO shelves (id, name) VALUES (?, ?) ON CONFLICT (id) DO NOTHING")
        .on("sqlite", "INSERT OR IGNORE INTO shelves (id, name) VALUES (?, ?) ON CONFLICT (id) DO NOTHING")
        .on("mariadb", "INSERT IGNORE INTO shelves (id, name) VALUES (?, ?) ON DUPLICATE KEY UPDATE id = shelves.id")
        .on("mysql", "INSERT IGNORE INTO shelves (id, name) VALUES (?, ?) ON DUPLICATE KEY UPDATE id = shelves.id")
        .leaves("SELECT name FROM shelves WHERE id = 1", "root");
    add("or replace", taken.prefix_with("OR REPLACE"), "INSERT OR REPLACE INTO shelves (id, name) VALUES (?, ?)")
        .not_run("postgresql")
        .not_run("mariadb")
        .leaves("SELECT name FROM shelves WHERE id = 1", "again");
    add("of update",
        update(s.shelves).prefix_with("OR IGNORE", "sqlite").set(s.shelf_name = "x").where(s.shelf_id == 1),
        "UPDATE shelves SET name = ? WHERE shelves.id = ?")
        .on("sqlite", "UPDATE OR IGNORE shelves SET name = ? WHERE shelves.id = ?")
        .leaves("SELECT name FROM shelves WHERE id = 1", "x");
    add("of delete", delete_(s.shelves).prefix_with("LOW_PRIORITY", "mysql").where(s.shelf_id == 1),
        "DELETE FROM shelves WHERE shelves.id = ?")
        .on("mariadb", "DELETE LOW_PRIORITY FROM shelves WHERE shelves.id = ?")
        .on("mysql", "DELETE LOW_PRIORITY FROM shelves WHERE shelves.id = ?")
        .leaves("SELECT count(*) FROM shelves", "3");
});

}  // namespace
}  // namespace azoth::test
