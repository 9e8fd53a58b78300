// SPDX-License-Identifier: MIT
// Lists that are put together at run time.
#include "azoth/sql/arithmetic.hpp"
#include "azoth/sql/case.hpp"
#include "azoth/sql/dml.hpp"
#include "azoth/sql/functions.hpp"
#include "azoth/sql/tuple.hpp"
#include "azoth/sql/values.hpp"
#include "sql_cases/sql_case.hpp"

namespace azoth::test {
namespace {

const CaseGroup kLists("List", [](SqlCases& add, const Shop& s) {
    const std::vector<AnyExpr> columns{s.id, s.title, s.pages + 1, 7};

    add("selected", select(columns).where(s.id == 1),
        "SELECT books.id, books.title, books.pages + ?, ? FROM books "
        "WHERE books.id = ?")
        .gives("1|Emma|475|7");
    add("selected in addition", select(s.pages).where(s.id == 1).add_columns(std::vector<AnyExpr>{s.id, s.title}),
        "SELECT books.pages, books.id, books.title FROM books WHERE books.id = ?")
        .gives("474|1|Emma");
    add("selected instead", select(s.pages).where(s.id == 1).with_only_columns(std::vector<AnyExpr>{s.id}),
        "SELECT books.id FROM books WHERE books.id = ?")
        .gives("1");
    add("order", select(s.id).order_by(std::vector<Ordering>{s.in_stock.desc(), s.pages.asc()}),
        "SELECT books.id FROM books ORDER BY books.in_stock DESC, books.pages")
        .gives("4;3;1;2");
    add("order by expressions", select(s.id).order_by(std::vector<AnyExpr>{s.in_stock, s.pages}),
        "SELECT books.id FROM books ORDER BY books.in_stock, books.pages")
        .gives("2;4;3;1");
    add("order by names", select(s.id, s.title).order_by(std::vector<std::string>{"title"}),
        "SELECT books.id, books.title FROM books ORDER BY books.title")
        .gives("1|Emma;2|Persuasion;4|Solaris;3|The Dispossessed");
    add("groups", select(s.book_author, func::count()).group_by(std::vector<AnyExpr>{s.book_author, s.in_stock}),
        "SELECT books.author_id, count(*) FROM books GROUP BY books.author_id, books.in_stock")
        .gives("1|1;1|1;2|1;3|1");
    add("case",
        case_(std::vector<When<Condition, std::string>>{{s.pages > 400, "thick"}, {s.pages > 200, "medium"}})
            .else_("thin"),
        "CASE WHEN books.pages > ? THEN ? WHEN books.pages > ? THEN ? ELSE ? END")
        .gives("thick");
    add("case of a subject", case_(s.id, std::vector<When<std::int64_t, std::string>>{{1, "one"}, {2, "two"}}),
        "CASE books.id WHEN ? THEN ? WHEN ? THEN ? END")
        .gives("one");
    add("tuple in rows", tuple_(std::vector<AnyExpr>{s.id, s.pages}).in({{Value(1), Value(474)}, {Value(2), Value(7)}}),
        "(books.id, books.pages) IN ((?, ?), (?, ?))")
        .on("sqlite", "(books.id, books.pages) IN (VALUES (?, ?), (?, ?))")
        .gives("true");
    add("tuple not in no rows", tuple_(std::vector<AnyExpr>{s.id, s.pages}).not_in(std::vector<std::vector<Value>>{}),
        "((books.id, books.pages) NOT IN ((NULL, NULL)) OR (1 = 1))")
        .on("sqlite", "((books.id, books.pages) NOT IN (VALUES (NULL, NULL)) OR (1 = 1))")
        .gives("true");
    add("tuple in a query", tuple_(std::vector<AnyExpr>{s.id, s.pages}).in(select(s.sold_book, s.copies)),
        "(books.id, books.pages) IN (SELECT sales.book_id, sales.copies FROM sales)")
        .gives("false");
    add("tuple compared", tuple_(std::vector<AnyExpr>{s.id, s.pages}) < tuple_(std::vector<AnyExpr>{1, 475}),
        "(books.id, books.pages) < (?, ?)")
        .gives("true");
    add("arguments", func::call<std::string>("replace", std::vector<AnyExpr>{s.title, "E", "A"}),
        "replace(books.title, ?, ?)")
        .gives("Amma");
    const auto rows = values({{"age", Integer{}}, {"name", String{20}}});
    add("values", rows.data({{Value(1), Value("a")}, {Value(2), Value()}}), "VALUES (?, ?), (?, NULL)")
        .on("mariadb", "SELECT ?, ? UNION ALL SELECT ?, NULL")
        .on("mysql", "VALUES ROW(?, ?), ROW(?, NULL)")
        .gives("1|a;2|NULL");
    add("columns of an insert",
        insert(s.shelves).from_select(std::vector<std::string>{"id", "name"},
                                      select(s.author_id + 10, s.author_name).where(s.author_id == 1)),
        "INSERT INTO shelves (id, name) SELECT authors.id + ?, authors.name FROM authors WHERE authors.id = ?")
        .leaves("SELECT id, name FROM shelves WHERE id > 4", "11|Jane Austen");
    add("key of an upsert",
        insert(s.shelves)
            .values(s.shelf_id = 1, s.shelf_name = std::string("new"))
            .on_conflict(std::vector<AnyExpr>{s.shelf_id})
            .do_update(s.shelf_name = std::string("listed")),
        "INSERT INTO shelves (id, name) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET name = ?")
        .on("mariadb", "INSERT INTO shelves (id, name) VALUES (?, ?) ON DUPLICATE KEY UPDATE name = ?")
        .on("mysql", "INSERT INTO shelves (id, name) VALUES (?, ?) AS new ON DUPLICATE KEY UPDATE name = ?")
        .leaves("SELECT id, name FROM shelves WHERE id = 1", "1|listed");
});

const CaseGroup kFilterBy("FilterBy", [](SqlCases& add, const Shop& s) {
    add("one column", select(s.id).filter_by(s.title = std::string("Emma")),
        "SELECT books.id FROM books WHERE books.title = ?")
        .gives("1");
    add("several", select(s.id).filter_by(s.in_stock = true, s.pages = 204),
        "SELECT books.id FROM books WHERE books.in_stock = ? AND books.pages = ?")
        .gives("4");
    add("null", select(s.id).filter_by(s.published = std::nullopt),
        "SELECT books.id FROM books WHERE books.published IS NULL")
        .gives("4");
    add("by name", select(s.id).filter_by("title", "Emma"), "SELECT books.id FROM books WHERE books.title = ?")
        .gives("1");
    add("by name of what was joined last", select(s.title).join(s.authors).filter_by("name", "Stanislaw Lem"),
        "SELECT books.title FROM books JOIN authors ON books.author_id = authors.id WHERE authors.name = ?")
        .gives("Solaris");
    add("in an update", update(s.shelves).set(s.shelf_name = std::string("x")).filter_by(s.shelf_id = 3),
        "UPDATE shelves SET name = ? WHERE shelves.id = ?")
        .leaves("SELECT name FROM shelves WHERE id = 3", "x");
    add("in a delete", delete_(s.shelves).filter_by("parent_id", 2), "DELETE FROM shelves WHERE shelves.parent_id = ?")
        .leaves("SELECT id FROM shelves ORDER BY id", "1;2");
});

}  // namespace
}  // namespace azoth::test
