// SPDX-License-Identifier: MIT
#include "support/library.hpp"

namespace azoth::test {
namespace {

using SessionHistory = LibraryTest;

TEST_F(SessionHistory, OfAColumnHasTheValuesBeforeAndAfter) {
    fill();
    Session session = open();
    Ref<Book> book = session.query<Book>().where(c(&Book::title) == "Solaris").one();
    EXPECT_FALSE(session.history(book, &Book::pages).has_changed);
    EXPECT_FALSE(session.is_modified(book));

    book->pages = 1;

    const History<int> history = session.history(book, &Book::pages);
    EXPECT_EQ(history.old_value, 204);
    EXPECT_EQ(history.new_value, 1);
    EXPECT_TRUE(history.has_changed);
    EXPECT_TRUE(session.is_modified(book));
    session.flush();
    EXPECT_FALSE(session.history(book, &Book::pages).has_changed);
}

TEST_F(SessionHistory, ListsTheColumnsThatAFlushWrites) {
    fill();
    Session session = open();
    Ref<Book> book = session.query<Book>().where(c(&Book::title) == "Solaris").one();
    book->pages = 1;
    book->title = "Solaris";

    const std::vector<ColumnChange> changes = session.changes(book);

    ASSERT_EQ(changes.size(), 1U);
    EXPECT_EQ(changes[0].column, "pages");
    EXPECT_EQ(changes[0].old_value, Value(204));
    EXPECT_EQ(changes[0].new_value, Value(1));
}

TEST_F(SessionHistory, OfACollectionTellsWhatCameAndWent) {
    fill();
    Session session = open();
    Ref<Author> author = session.query<Author>().where(c(&Author::name) == "Le Guin").one();
    const Ref<Book> first = author->books.ref(0);
    author->books.remove(first);
    author->books.push_back(Book{.title = "Rocannon's World"});

    const auto history = session.history(author, &Author::books);

    EXPECT_EQ(history.removed, std::vector<Ref<Book>>{first});
    ASSERT_EQ(history.added.size(), 1U);
    EXPECT_EQ(history.added[0]->title, "Rocannon's World");
    EXPECT_EQ(history.unchanged.size(), 1U);
    EXPECT_TRUE(history.has_changed());
    session.flush();
    EXPECT_FALSE(session.history(author, &Author::books).has_changed());
}

TEST_F(SessionHistory, OfAParentTellsTheOldOneAndTheNewOne) {
    fill();
    Session session = open();
    Ref<Book> book = session.query<Book>().where(c(&Book::title) == "Solaris").one();
    const Ref<Author> lem = book->author.ref();
    const Ref<Author> le_guin = session.query<Author>().where(c(&Author::name) == "Le Guin").one();
    EXPECT_FALSE(session.history(book, &Book::author).has_changed());

    book->author = le_guin;

    const auto history = session.history(book, &Book::author);
    EXPECT_EQ(history.added, std::vector<Ref<Author>>{le_guin});
    EXPECT_EQ(history.removed, std::vector<Ref<Author>>{lem});
}

TEST_F(SessionHistory, TheSessionListsItsWork) {
    fill();
    Session session = open();
    const auto books = session.query<Book>().all();
    Ref<Book> changed = books[0];
    changed->pages = 1;
    session.delete_(books[1]);
    session.add(Author{.name = "Simenon"});
    const auto guard = session.no_autoflush();

    ASSERT_EQ(session.new_objects().size(), 1U);
    EXPECT_EQ(session.new_objects()[0].describe(), "a new Author");
    EXPECT_EQ(session.new_objects()[0].as<Author>()->name, "Simenon");
    EXPECT_FALSE(session.new_objects()[0].as<Book>());
    ASSERT_EQ(session.deleted().size(), 1U);
    EXPECT_EQ(session.deleted()[0].as<Book>(), books[1]);
    for (const AnyRef& object : session.objects()) EXPECT_FALSE(object.class_name().empty());
    EXPECT_GE(session.objects().size(), 3U);
}

TEST_F(SessionHistory, StatesCanBePrinted) {
    Session session = open();
    const Ref<Author> author = session.add(Author{.name = "Simenon"});
    EXPECT_EQ(to_string(session.state(author)), "pending");
    session.commit();
    EXPECT_EQ(to_string(session.state(author)), "persistent");
}

}  // namespace
}  // namespace azoth::test
