// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "azoth/azoth.hpp"
#include "support/backend_test.hpp"
#include "support/statement_log.hpp"

namespace azoth::test {

struct Book;

struct Author {
    std::int64_t id = 0;
    std::string name;
    Many<Book> books;
};

struct Book {
    std::int64_t id = 0;
    std::string title;
    std::int64_t author_id = 0;
    int pages = 0;
    std::optional<std::chrono::year_month_day> published;
    One<Author> author;
};

inline void mapping(Mapper<Author>& m) {
    m.table("authors");
    m.columns<&Author::id, &Author::name>();
    m.primary_key(&Author::id);
    m.column(&Author::name).type(String{100}).unique();
    m.relationship<&Author::books>().cascade(Cascade::All | Cascade::DeleteOrphan).order_by(&Book::id);
}

inline void mapping(Mapper<Book>& m) {
    m.table("books");
    m.columns<&Book::id, &Book::title, &Book::author_id, &Book::pages, &Book::published>();
    m.primary_key(&Book::id);
    m.column(&Book::title).type(String{200});
    m.column(&Book::author_id).references(&Author::id);
    m.relationship<&Book::author>();
}

/// A database with empty tables of authors and books.
class LibraryTest : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (IsSkipped()) return;
        Registry::of<Author, Book>().create_all(engine());
    }

    Session open() { return Session(engine()); }

    /// Two authors: one with two books, one with one.
    void fill() {
        Session session = open();
        session.add(Author{
            .name = "Le Guin",
            .books = {{.title = "The Dispossessed", .pages = 387}, {.title = "The Lathe of Heaven", .pages = 184}}});
        session.add(Author{.name = "Lem", .books = {{.title = "Solaris", .pages = 204}}});
        session.commit();
    }

    std::int64_t count(std::string_view table) {
        Connection connection = engine().connect();
        return *connection.scalar(text("SELECT count(*) FROM " + std::string(table)).columns<std::int64_t>());
    }
};

}  // namespace azoth::test
