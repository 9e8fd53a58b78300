// SPDX-License-Identifier: MIT
#include "azoth/sql/text.hpp"

#include "azoth/sql/arithmetic.hpp"
#include "azoth/sql/condition.hpp"
#include "azoth/sql/dml.hpp"
#include "azoth/sql/functions.hpp"
#include "sql_cases/sql_case.hpp"

namespace azoth::test {
namespace {

const CaseGroup kText("Text", [](SqlCases& add, const Shop&) {
    add("alone", text("SELECT title FROM books WHERE id = 1"), "SELECT title FROM books WHERE id = 1").gives("Emma");
    add("with a bind", text("SELECT title FROM books WHERE id = :id").bind("id", 4),
        "SELECT title FROM books WHERE id = ?")
        .gives("Solaris");
    add("with a bind used twice",
        text("SELECT id FROM books WHERE pages > :n AND pages < :n + 100 ORDER BY id").bind("n", 300),
        "SELECT id FROM books WHERE pages > ? AND pages < ? + 100 ORDER BY id")
        .gives("3");
    add("with several binds",
        text("SELECT id FROM books WHERE pages > :low AND title < :title").bind("low", 200).bind("title", "P"),
        "SELECT id FROM books WHERE pages > ? AND title < ?")
        .gives("1");
    add("with a list", text("SELECT title FROM books WHERE id IN (:ids) ORDER BY id").bind("ids", std::vector{1, 3}),
        "SELECT title FROM books WHERE id IN (?, ?) ORDER BY id")
        .gives("Emma;The Dispossessed");
    add("with an empty list", text("SELECT title FROM books WHERE id IN (:ids)").bind("ids", std::vector<int>()),
        "SELECT title FROM books WHERE id IN (NULL) AND (1 != 1)")
        .gives("");
    add("with null", text("SELECT coalesce(:value, 'none')").bind("value", std::optional<std::string>()),
        "SELECT coalesce(?, 'none')")
        .gives("none");
    add("with an expression as a value", text("SELECT :n").bind("n", literal(1) + 2), "SELECT ? + ?").gives("3");
    add("with parameters", text("SELECT title FROM books WHERE id = :id").params({{"id", 2}}),
        "SELECT title FROM books WHERE id = ?")
        .gives("Persuasion");
    add("with an expanding parameter",
        text("SELECT id FROM books WHERE id IN (:ids) ORDER BY id")
            .bindparams(bindparam<std::int64_t>("ids").expanding())
            .params({{"ids", std::vector{2, 4}}}),
        "SELECT id FROM books WHERE id IN (?) ORDER BY id")
        .gives("2;4");
    add("with a cast", text("SELECT CAST(:n AS DECIMAL(6, 2))").bind("n", "12.5"), "SELECT CAST(? AS DECIMAL(6, 2))")
        .gives("12.5");
    add("with colons that are none", text("SELECT 'a:b', ':c' FROM books WHERE id = :id").bind("id", 1),
        "SELECT 'a:b', ':c' FROM books WHERE id = ?")
        .gives("a:b|:c");
    add("with a comment", text("SELECT 1 /* :no */ + :yes -- :neither").bind("yes", 1),
        "SELECT 1 /* :no */ + ? -- :neither")
        .gives("2");
    add("that inserts", text("INSERT INTO shelves (id, name) VALUES (:id, :name)").bind("id", 5).bind("name", "x"),
        "INSERT INTO shelves (id, name) VALUES (?, ?)")
        .leaves("SELECT name FROM shelves WHERE id = 5", "x");
});

const CaseGroup kTextFragment("TextFragment", [](SqlCases& add, const Shop& s) {
    add("as a condition", select(s.title).where(text("pages > 300")), "SELECT books.title FROM books WHERE pages > 300")
        .gives("Emma;The Dispossessed");
    add("as a condition with a bind", select(s.title).where(text("pages > :n").bind("n", 400)),
        "SELECT books.title FROM books WHERE pages > ?")
        .gives("Emma");
    add("as one of several conditions", select(s.title).where(text("id = 1 OR id = 2"), s.pages < 300),
        "SELECT books.title FROM books WHERE (id = 1 OR id = 2) AND books.pages < ?")
        .gives("Persuasion");
    add("negated", select(s.title).where(!text("id = 1 OR id = 2").as<bool>()),
        "SELECT books.title FROM books WHERE NOT (id = 1 OR id = 2)")
        .gives("The Dispossessed;Solaris");
    add("as a sort key", select(s.id).order_by(text("length(title) DESC"), s.id),
        "SELECT books.id FROM books ORDER BY length(title) DESC, books.id")
        .gives("3;2;4;1");
    add("as a column", select(s.id, text("pages * :n").bind("n", 2).as<int>()).where(s.id == 4),
        "SELECT books.id, pages * ? FROM books WHERE books.id = ?")
        .gives("4|408");
    add("as an operand", select(s.id).where(text("pages + 1").as<int>() * 2 == 950),
        "SELECT books.id FROM books WHERE (pages + 1) * ? = ?")
        .gives("1");
    add("with a label", select(text("pages + 1").as<int>().label("more")).select_from(s.books).where(s.id == 1),
        "SELECT pages + 1 AS more FROM books WHERE books.id = ?")
        .gives("475");
    add("as a column to group by",
        select(func::count(s.id)).group_by(text("in_stock").as<bool>()).order_by(func::count(s.id)),
        "SELECT count(books.id) FROM books GROUP BY in_stock ORDER BY count(books.id)")
        .gives("1;3");
    add("in update", update(s.shelves).set(s.shelf_name = text("upper(name)").as<std::string>()).where(text("id = 1")),
        "UPDATE shelves SET name = upper(name) WHERE id = 1")
        .leaves("SELECT name FROM shelves WHERE id = 1", "ROOT");
    add("in delete", delete_(s.shelves).where(text("id > :id").bind("id", 1)), "DELETE FROM shelves WHERE id > ?")
        .leaves("SELECT id FROM shelves", "1");
});

const CaseGroup kTextQuery("TextQuery", [](SqlCases& add, const Shop& s) {
    const auto named =
        text("SELECT book_id AS book, sum(copies) AS total FROM sales WHERE copies > :n GROUP BY book_id")
            .bind("n", 1)
            .columns<std::int64_t, int>("book", "total");
    const auto subquery = named.subquery("sold");
    add("as a subquery",
        select(s.title, subquery.c<int>("total")).join(subquery, subquery.c<std::int64_t>("book") == s.id),
        "SELECT books.title, sold.total FROM books JOIN (SELECT book_id AS book, sum(copies) AS total FROM sales WHERE "
        "copies > ? GROUP BY book_id) AS sold ON sold.book = books.id")
        .gives("Emma|5;The Dispossessed|5");
    const auto cte = named.cte("sold");
    add("as a CTE", select(s.title, cte.c<int>("total")).join(cte, cte.c<std::int64_t>("book") == s.id),
        "WITH sold(book, total) AS (SELECT book_id AS book, sum(copies) AS total FROM sales WHERE copies > ? GROUP BY "
        "book_id) SELECT books.title, sold.total FROM books JOIN sold ON sold.book = books.id")
        .gives("Emma|5;The Dispossessed|5");
    add("exists", select(s.title).where(exists(text("SELECT 1 FROM sales WHERE sales.book_id = books.id"))),
        "SELECT books.title FROM books WHERE EXISTS (SELECT 1 FROM sales WHERE sales.book_id = books.id)")
        .gives("Emma;The Dispossessed;Solaris");
    add("as a value",
        select(s.id).where(s.pages == scalar_subquery(text("SELECT max(pages) FROM books").columns<int>())),
        "SELECT books.id FROM books WHERE books.pages = (SELECT max(pages) FROM books)")
        .gives("1");
});

const CaseGroup kBindParameter("BindParameter", [](SqlCases& add, const Shop& s) {
    add("given by params", select(s.title).where(s.id == bindparam<std::int64_t>("key")).params({{"key", 2}}),
        "SELECT books.title FROM books WHERE books.id = ?")
        .gives("Persuasion");
    add("without a type", select(s.title).where(s.pages > bindparam("n")).params({{"n", 400}}),
        "SELECT books.title FROM books WHERE books.pages > ?")
        .gives("Emma");
    add("with a default", select(s.title).where(s.id == bindparam<std::int64_t>("key").default_value(4)),
        "SELECT books.title FROM books WHERE books.id = ?")
        .gives("Solaris");
    add("instead of a default",
        select(s.title).where(s.id == bindparam<std::int64_t>("key").default_value(4)).params({{"key", 1}}),
        "SELECT books.title FROM books WHERE books.id = ?")
        .gives("Emma");
    add("of null",
        select(s.id)
            .where(s.note.is_not_distinct_from(bindparam<std::optional<std::string>>("note")))
            .params({{"note", std::nullopt}}),
        "SELECT books.id FROM books WHERE books.note IS NOT DISTINCT FROM ?")
        .on("sqlite", "SELECT books.id FROM books WHERE books.note IS ?")
        .on("mariadb", "SELECT books.id FROM books WHERE books.note <=> ?")
        .on("mysql", "SELECT books.id FROM books WHERE books.note <=> ?")
        .gives("1");
    add("used twice",
        select(s.id).where(s.pages > bindparam<int>("n"), s.pages < bindparam<int>("n") + 100).params({{"n", 300}}),
        "SELECT books.id FROM books WHERE books.pages > ? AND books.pages < ? + ?")
        .gives("3");
    add("expanding",
        select(s.id).where(s.id.in(bindparam<std::int64_t>("ids").expanding())).params({{"ids", std::vector{1, 3, 9}}}),
        "SELECT books.id FROM books WHERE books.id IN (?)")
        .gives("1;3");
    add("expanding to nothing",
        select(s.id).where(s.id.in(bindparam<std::int64_t>("ids"))).params({{"ids", std::vector<int>()}}),
        "SELECT books.id FROM books WHERE books.id IN (?)")
        .gives("");
    add("expanding to nothing, negated",
        select(s.id).where(s.id.not_in(bindparam<std::int64_t>("ids"))).params({{"ids", std::vector<int>()}}),
        "SELECT books.id FROM books WHERE (books.id NOT IN (?))")
        .gives("1;2;3;4");
    add("in insert",
        insert(s.shelves)
            .values(s.shelf_id = bindparam<std::int64_t>("id"), s.shelf_name = bindparam<std::string>("name"))
            .params({{"id", 5}, {"name", "x"}}),
        "INSERT INTO shelves (id, name) VALUES (?, ?)")
        .leaves("SELECT name FROM shelves WHERE id = 5", "x");
    add("in update",
        update(s.shelves)
            .set(s.shelf_name = bindparam<std::string>("name"))
            .where(s.shelf_id == bindparam<std::int64_t>("key"))
            .params({{"key", 1}, {"name", "x"}}),
        "UPDATE shelves SET name = ? WHERE shelves.id = ?")
        .leaves("SELECT name FROM shelves WHERE id = 1", "x");
    add("in delete", delete_(s.shelves).where(s.shelf_id > bindparam<std::int64_t>("key")).params({{"key", 1}}),
        "DELETE FROM shelves WHERE shelves.id > ?")
        .leaves("SELECT id FROM shelves", "1");
    add("written as a literal",
        select(s.title).where(s.title == bindparam<std::string>("title").literal_execute()).params({{"title", "Emma"}}),
        "SELECT books.title FROM books WHERE books.title = 'Emma'")
        .gives("Emma");
    add("literal execute", select(s.id).where(s.title == literal_execute("It's")),
        "SELECT books.id FROM books WHERE books.title = 'It''s'")
        .gives("");
    add("literal execute of a number", select(s.id).where(s.pages - literal_execute(-1) == 475),
        "SELECT books.id FROM books WHERE books.pages - -1 = ?")
        .gives("1");
});

}  // namespace
}  // namespace azoth::test
