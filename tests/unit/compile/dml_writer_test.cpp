// SPDX-License-Identifier: MIT
#include "compile/dml_writer.hpp"

#include "support/bookshop.hpp"
#include "support/expect_error.hpp"
#include "support/expect_sql.hpp"

namespace azoth::test {
namespace {

using Changes = Bookshop;

TEST_F(Changes, UpdateUnqualifiedColumnsWhereQualifiedOnesMatch) {
    expect_sql(update(books).set(pages = pages + 1).where(id == 7),
               "UPDATE books SET pages = books.pages + :pages_1 WHERE books.id = :id_1");
    expect_sql(update(books).set(title = "a", price = std::nullopt), "UPDATE books SET title = :title_1, price = NULL");
}

TEST_F(Changes, Delete) {
    expect_sql(delete_(books), "DELETE FROM books");
    expect_sql(delete_(books).where(pages == 0, sold), "DELETE FROM books WHERE books.pages = :pages_1 AND books.sold");
}

TEST_F(Changes, CorrelateSubqueriesWithTheirTable) {
    expect_sql(delete_(books).where(exists(select(author_id).where(author_id == written_by))),
               "DELETE FROM books WHERE EXISTS (SELECT authors.id FROM authors WHERE authors.id = books.author_id)");
    expect_sql(update(books).set(title = scalar_subquery(select(name).where(author_id == written_by))),
               "UPDATE books SET title = (SELECT authors.name FROM authors WHERE authors.id = books.author_id)");
}

TEST_F(Changes, HoistCtes) {
    const FromHandle thick = select(id).where(pages > 300).cte("thick");
    expect_sql(delete_(books).where(exists(select(thick["id"]).where(thick["id"] == id))),
               "WITH thick AS (SELECT books.id FROM books WHERE books.pages > :pages_1) "
               "DELETE FROM books WHERE EXISTS (SELECT thick.id FROM thick WHERE thick.id = books.id)");
}

TEST_F(Changes, BringInTheTablesThatColumnsName) {
    expect_sql(delete_(books).where(name == "a"), "DELETE FROM books USING authors WHERE authors.name = :name_1");
    expect_sql(update(books).set(title = name), "UPDATE books SET title = authors.name FROM authors");
}

TEST_F(Changes, RefuseToReturnColumnsOfOtherTables) {
    expect_error<CompileError>("not_in_from", "authors.id", [&] { to_string(delete_(books).returning(author_id)); });
}

TEST_F(Changes, ReturnUnqualifiedColumns) {
    expect_sql(delete_(books).where(id == 1).returning(id, title),
               "DELETE FROM books WHERE books.id = :id_1 RETURNING id, title");
    expect_sql(update(books).set(pages = 1).returning(pages + 1),
               "UPDATE books SET pages = :pages_1 RETURNING pages + :pages_2");
    expect_sql(delete_(books).returning(scalar_subquery(select(name).where(author_id == written_by)).label("by")),
               "DELETE FROM books RETURNING (SELECT authors.name FROM authors WHERE authors.id = books.author_id) "
               "AS \"by\"");
}

TEST_F(Changes, NameTheSchemaOfTheirTable) {
    const Table log("audit.log", metadata, Column("line", String{10}));
    const auto line = log.c<std::string>("line");
    expect_sql(insert(log).values(line = "a"), "INSERT INTO audit.log (line) VALUES (:line_1)");
    expect_sql(update(log).set(line = "a").where(line == "b"),
               "UPDATE audit.log SET line = :line_1 WHERE audit.log.line = :line_2");
    expect_sql(delete_(log).where(line == "b"), "DELETE FROM audit.log WHERE audit.log.line = :line_1");
}

TEST_F(Changes, StandInACte) {
    const auto gone = delete_(books).where(id == 1).returning(title).cte("gone");
    expect_sql(
        select(gone["title"]),
        "WITH gone(title) AS (DELETE FROM books WHERE books.id = :id_1 RETURNING title) SELECT gone.title FROM gone");
}

TEST_F(Changes, RefuseAnUpdateOfNothing) {
    expect_error<CompileError>("nothing_to_set", "an UPDATE of books sets no column",
                               [&] { to_string(update(books)); });
}

TEST_F(Changes, RefuseWhatIsNoCteInItsPlace) {
    expect_error<CompileError>("not_a_cte", "books", [&] {
        return generic_dialect().compile(*update(books).set(pages = 1).add_cte(books).node());
    });
}

}  // namespace
}  // namespace azoth::test
