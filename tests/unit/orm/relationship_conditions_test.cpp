// SPDX-License-Identifier: MIT
#include "azoth/orm/relationship_conditions.hpp"

#include "azoth/azoth.hpp"
#include "support/expect_error.hpp"
#include "support/expect_sql.hpp"

namespace azoth::test {
namespace {

struct Page;

struct Book {
    std::int64_t id = 0;
    Many<Page> pages;
    Many<Page> long_pages;
    Many<Book> similar;
};

struct Page {
    std::int64_t id = 0;
    std::int64_t book_id = 0;
    std::int32_t words = 0;
    One<Book> book;
};

void mapping(Mapper<Book>& m) {
    m.table("books");
    m.columns<&Book::id>();
    m.primary_key(&Book::id);
    m.relationship<&Book::pages>();
    m.relationship<&Book::long_pages>().where([] { return c(&Page::words) > 500; });
    m.relationship<&Book::similar>().secondary("similar_books", "book_id", "similar_id");
}

void mapping(Mapper<Page>& m) {
    m.table("pages");
    m.columns<&Page::id, &Page::book_id, &Page::words>();
    m.primary_key(&Page::id);
    m.column(&Page::book_id).references(&Book::id);
    m.relationship<&Page::book>();
}

TEST(RelationshipConditions, AreExists) {
    expect_sql(select(&Book::id).where(any(&Book::pages, c(&Page::words) > 9)),
               "SELECT books.id FROM books WHERE EXISTS (SELECT 1 FROM pages WHERE books.id = pages.book_id AND "
               "pages.words > :words_1)");
    expect_sql(select(&Page::id).where(!has(&Page::book)),
               "SELECT pages.id FROM pages WHERE NOT EXISTS (SELECT 1 FROM books WHERE pages.book_id = books.id)");
}

TEST(RelationshipConditions, GoOverALinkTable) {
    expect_sql(select(&Book::id).where(any(&Book::similar, c(&Book::id) > 9)),
               "SELECT books.id FROM books WHERE EXISTS (SELECT 1 FROM books AS anon_1 JOIN similar_books AS "
               "anon_2 ON anon_2.similar_id = anon_1.id WHERE books.id = anon_2.book_id AND "
               "anon_1.id > :id_1)");
}

TEST(RelationshipConditions, KeepTheCriteriaOfTheRelationship) {
    expect_sql(select(&Book::id).join(&Book::long_pages),
               "SELECT books.id FROM books JOIN pages ON books.id = pages.book_id AND pages.words > :words_1");
}

struct Shelf {
    std::int64_t id = 0;
    Many<struct Thing> things;
};
struct Thing {
    std::int64_t id = 0;
    std::int64_t shelf_id = 0;
};
void mapping(Mapper<Shelf>& m) {
    m.table("shelves");
    m.columns<&Shelf::id>();
    m.primary_key(&Shelf::id);
    m.relationship<&Shelf::things>().where([] { return c(&Shelf::id) > 5; });
}
void mapping(Mapper<Thing>& m) {
    m.table("things");
    m.columns<&Thing::id, &Thing::shelf_id>();
    m.primary_key(&Thing::id);
    m.column(&Thing::shelf_id).references(&Shelf::id);
}

TEST(RelationshipConditions, CriteriaOfTheOwnClassAreRefused) {
    expect_error<MappingError>("criteria_of_other_class",
                               "Shelf::things: where() speaks of columns of 'shelves', but only those of Thing",
                               [] { select(&Shelf::id).join(&Shelf::things); });
}

struct Wrong {
    std::int64_t id = 0;
    std::int64_t other = 0;
    One<Book> book;
};
void mapping(Mapper<Wrong>& m) {
    m.table("wrongs");
    m.columns<&Wrong::id, &Wrong::other>();
    m.primary_key(&Wrong::id);
    m.relationship<&Wrong::book>().foreign_key(&Wrong::other).references(&Wrong::id);
}

TEST(RelationshipConditions, ColumnsOfAJoinBelongToBothClasses) {
    expect_error<MappingError>("bad_reference", "Wrong::book: references() says which members of one class",
                               [] { Registry::of<Wrong, Book, Page>(); });
}

}  // namespace
}  // namespace azoth::test
