// SPDX-License-Identifier: MIT
// Objects of which some columns are not loaded.
#include "azoth/azoth.hpp"
#include "support/backend_test.hpp"
#include "support/expect_error.hpp"
#include "support/statement_log.hpp"

namespace azoth::test {
namespace {

struct Page;

struct Manuscript {
    std::int64_t id = 0;
    std::string title;
    int year = 0;
    std::string text;
    std::optional<std::string> scan;
    std::string note;
    Many<Page> pages;
};

struct Page {
    std::int64_t id = 0;
    int number = 0;
    std::string content;
    std::int64_t manuscript_id = 0;
    One<Manuscript> manuscript;
};

void mapping(Mapper<Manuscript>& m) {
    m.table("lc_manuscripts");
    m.columns<&Manuscript::id, &Manuscript::title, &Manuscript::year, &Manuscript::text, &Manuscript::scan,
              &Manuscript::note>();
    m.primary_key(&Manuscript::id);
    m.column(&Manuscript::text).deferred();
    m.column(&Manuscript::scan).deferred("images");
    m.relationship<&Manuscript::pages>().order_by(&Page::number);
}

void mapping(Mapper<Page>& m) {
    m.table("lc_pages");
    m.columns<&Page::id, &Page::number, &Page::content, &Page::manuscript_id>();
    m.primary_key(&Page::id);
    m.column(&Page::manuscript_id).references(&Manuscript::id);
    m.relationship<&Page::manuscript>();
}

class LoaderColumns : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (IsSkipped()) return;
        Registry::of<Manuscript, Page>().create_all(engine());
        Session session = open();
        session.add(Manuscript{.title = "Beowulf",
                               .year = 1000,
                               .text = "Hwaet",
                               .scan = "png",
                               .note = "old",
                               .pages = {{.number = 1, .content = "one"}, {.number = 2, .content = "two"}}});
        session.add(Manuscript{.title = "Edda", .year = 1270, .text = "Hljods", .note = "norse"});
        session.commit();
    }
    Session open() { return Session(engine()); }
    /// What another program makes of it.
    void change(const char* text) {
        engine().begin([&](Connection& connection) {
            connection.execute(update<Manuscript>().set(c(&Manuscript::text) = text, c(&Manuscript::note) = text));
        });
    }
    static auto beowulf() { return select<Manuscript>().where(c(&Manuscript::title) == "Beowulf"); }
};

TEST_F(LoaderColumns, DeferredColumnsAreNotRead) {
    Session session = open();
    const StatementLog log(engine());
    const Ref<Manuscript> book = session.scalars(beowulf()).one();
    EXPECT_EQ(log.sql()[0].substr(0, log.sql()[0].find(" FROM")),
              "SELECT lc_manuscripts.id, lc_manuscripts.title, lc_manuscripts.year, lc_manuscripts.note");
    EXPECT_FALSE(session.is_loaded(book, &Manuscript::text));
    EXPECT_TRUE(session.is_loaded(book, &Manuscript::title));
    EXPECT_EQ(book->note, "old");
    EXPECT_EQ(book->text, "");
}

TEST_F(LoaderColumns, GetLeavesDeferredColumnsOut) {
    Session session = open();
    const Ref<Manuscript> book = session.get<Manuscript>(1);
    EXPECT_EQ(book->note, "old");
    EXPECT_FALSE(session.is_loaded(book, &Manuscript::text));
}

TEST_F(LoaderColumns, LoadReadsAColumnOfManyObjectsByOneQuery) {
    Session session = open();
    const auto books = session.scalars(select<Manuscript>().order_by(&Manuscript::id));
    const StatementLog log(engine());
    session.load(books, &Manuscript::text);
    expect_statements(log, 1);
    EXPECT_EQ(books[0]->text, "Hwaet");
    EXPECT_EQ(books[1]->text, "Hljods");
    EXPECT_TRUE(session.is_loaded(books[0], &Manuscript::text));
    EXPECT_FALSE(session.is_loaded(books[0], &Manuscript::scan));
    session.load(books[0], &Manuscript::text);
    expect_statements(log, 1);
    session.load(books[0], &Manuscript::scan, &Manuscript::text);
    expect_statements(log, 2);
    EXPECT_EQ(books[0]->scan, "png");
    EXPECT_FALSE(session.is_modified());
}

TEST_F(LoaderColumns, LoadReadsARelationshipToo) {
    Session session = open();
    const auto books = session.scalars(select<Manuscript>().order_by(&Manuscript::id));
    EXPECT_FALSE(session.is_loaded(books[0], &Manuscript::pages));
    session.load(books, &Manuscript::pages);
    const StatementLog log(engine());
    EXPECT_TRUE(session.is_loaded(books[1], &Manuscript::pages));
    EXPECT_EQ(books[0]->pages.size(), 2U);
    expect_statements(log, 0);
}

TEST_F(LoaderColumns, UndeferReadsWhatItNames) {
    const auto loaded = [&](const LoaderOption& option) {
        Session session = open();
        const Ref<Manuscript> book = session.scalars(beowulf().options(option)).one();
        return std::pair(session.is_loaded(book, &Manuscript::text), session.is_loaded(book, &Manuscript::scan));
    };
    EXPECT_EQ(loaded(undefer(&Manuscript::text)), std::pair(true, false));
    EXPECT_EQ(loaded(undefer_group<Manuscript>("images")), std::pair(false, true));
    EXPECT_EQ(loaded(undefer<Manuscript>()), std::pair(true, true));
    expect_error<MappingError>("unmapped_member", "no column that is deferred(\"sounds\")",
                               [&] { loaded(undefer_group<Manuscript>("sounds")); });
}

TEST_F(LoaderColumns, LoadOnlyReadsKeysAndForeignKeysToo) {
    Session session = open();
    const StatementLog log(engine());
    const auto pages = session.scalars(select<Page>().order_by(&Page::number).options(load_only(&Page::number)));
    EXPECT_EQ(log.count("content"), 0U);
    EXPECT_EQ(pages[1]->number, 2);
    EXPECT_EQ(pages[1]->manuscript->title, "Beowulf");
    EXPECT_EQ(pages[0]->content, "");
    EXPECT_FALSE(session.is_loaded(pages[0], &Page::content));
}

TEST_F(LoaderColumns, OptionsOfColumnsStandBehindRelationships) {
    for (const auto& option : {selectinload(&Manuscript::pages), joinedload(&Manuscript::pages),
                               subqueryload(&Manuscript::pages), lazyload(&Manuscript::pages)}) {
        Session session = open();
        const StatementLog log(engine());
        const auto books =
            session.scalars(select<Manuscript>().order_by(&Manuscript::id).options(option.then(defer(&Page::content))));
        ASSERT_EQ(books[0]->pages.size(), 2U);
        EXPECT_EQ(books[0]->pages[1].number, 2);
        EXPECT_FALSE(session.is_loaded(books[0]->pages.ref(1), &Page::content));
        EXPECT_EQ(log.count("content"), 0U);
    }
    Session session = open();
    expect_error<ArgumentError>("option_without_entity", "an option names columns of Manuscript", [&] {
        return session.scalars(
            select<Manuscript>().options(selectinload(&Manuscript::pages).then(load_only(&Manuscript::title))));
    });
}

TEST_F(LoaderColumns, RowsOfSeveralThingsHaveTheirOwnColumns) {
    Session session = open();
    const auto rows = session.execute(select<Manuscript, Page>()
                                          .where(c(&Manuscript::id) == c(&Page::manuscript_id))
                                          .order_by(&Page::number)
                                          .add_columns(c(&Page::content))
                                          .options(load_only(&Manuscript::title), defer(&Page::content)));
    ASSERT_EQ(rows.size(), 2U);
    const auto& [book, page, content] = rows[1];
    EXPECT_EQ(book->title, "Beowulf");
    EXPECT_EQ(page->number, 2);
    EXPECT_EQ(content, "two");
    EXPECT_FALSE(session.is_loaded(book, &Manuscript::year));
    EXPECT_FALSE(session.is_loaded(page, &Page::content));
}

TEST_F(LoaderColumns, AFlushDoesNotWriteWhatIsNotLoaded) {
    {
        Session session = open();
        Ref<Manuscript> book = session.scalars(beowulf().options(load_only(&Manuscript::title))).one();
        book->title = "Beowulf, edited";
        const StatementLog log(engine());
        session.commit();
        EXPECT_EQ(log.count("SET title"), 1U);
    }
    Session session = open();
    const Ref<Manuscript> book =
        session.query<Manuscript>().options(undefer<Manuscript>()).order_by(&Manuscript::id).first();
    EXPECT_EQ(book->text, "Hwaet");
    EXPECT_EQ(book->note, "old");
    EXPECT_EQ(book->year, 1000);
}

TEST_F(LoaderColumns, WhatIsAssignedToAnUnloadedColumnIsWrittenAndKept) {
    Session session = open();
    Ref<Manuscript> book = session.scalars(beowulf()).one();
    book->text = "mine";
    EXPECT_TRUE(session.is_loaded(book, &Manuscript::text));
    session.load(book, &Manuscript::text);
    EXPECT_EQ(book->text, "mine");
    session.commit();
    EXPECT_EQ(open().scalars(beowulf().options(undefer<Manuscript>())).one()->text, "mine");
}

TEST_F(LoaderColumns, ALaterQueryFillsInWhatIsMissing) {
    Session session = open();
    Ref<Manuscript> book = session.scalars(beowulf().options(load_only(&Manuscript::title))).one();
    book->title = "changed";
    Session silent(engine(), {.autoflush = false});
    Ref<Manuscript> other = silent.scalars(beowulf().options(load_only(&Manuscript::title))).one();
    other->title = "changed";
    EXPECT_EQ(silent.scalars(beowulf().options(undefer<Manuscript>())).one(), other);
    EXPECT_EQ(other->title, "changed");
    EXPECT_EQ(other->year, 1000);
    EXPECT_EQ(other->text, "Hwaet");
    EXPECT_TRUE(silent.is_loaded(other, &Manuscript::scan));
    silent.rollback();
    session.rollback();
    EXPECT_EQ(other->title, "Beowulf");
    EXPECT_EQ(other->text, "Hwaet") << "a rollback does not take away what was read";
}

TEST_F(LoaderColumns, ALoadedColumnIsNotLostByALaterQuery) {
    Session session = open();
    const Ref<Manuscript> book = session.scalars(beowulf().options(undefer<Manuscript>())).one();
    session.scalars(beowulf().options(load_only(&Manuscript::title)));
    EXPECT_TRUE(session.is_loaded(book, &Manuscript::text));
    EXPECT_EQ(book->text, "Hwaet");
    session.commit();
    change("new");
    session.scalars(beowulf().options(load_only(&Manuscript::note)));
    EXPECT_EQ(book->note, "new") << "it was stale";
    EXPECT_EQ(book->text, "Hwaet");
    session.scalars(beowulf().options(undefer<Manuscript>()));
    EXPECT_EQ(book->text, "new") << "it still was stale";
}

TEST_F(LoaderColumns, ARollbackTakesBackWhatWasAssignedToAnUnloadedColumn) {
    Session session = open();
    Ref<Manuscript> book = session.scalars(beowulf()).one();
    book->text = "mine";
    session.flush();
    EXPECT_TRUE(session.is_loaded(book, &Manuscript::text));
    session.rollback();
    EXPECT_FALSE(session.is_loaded(book, &Manuscript::text));
    session.load(book, &Manuscript::text);
    EXPECT_EQ(book->text, "Hwaet");
}

TEST_F(LoaderColumns, ARollbackKeepsWhatWasReadSinceAFlush) {
    Session session = open();
    Ref<Manuscript> book = session.scalars(beowulf()).one();
    book->note = "mine";
    session.flush();
    session.load(book, &Manuscript::text);
    session.rollback();
    EXPECT_EQ(book->note, "old");
    EXPECT_TRUE(session.is_loaded(book, &Manuscript::text));
    EXPECT_EQ(book->text, "Hwaet");
    EXPECT_FALSE(session.is_modified());
}

TEST_F(LoaderColumns, RefreshReadsTheLoadedColumns) {
    Session session = open();
    Ref<Manuscript> book = session.scalars(beowulf()).one();
    session.commit();
    change("new");
    book->text = "lost";
    const StatementLog log(engine());
    session.refresh(book);
    EXPECT_EQ(book->note, "new");
    EXPECT_EQ(log.count("text"), 0U);
    EXPECT_FALSE(session.is_loaded(book, &Manuscript::text));
    EXPECT_FALSE(session.is_modified());
    session.load(book, &Manuscript::text);
    session.refresh(book);
    EXPECT_EQ(book->text, "new");
}

TEST_F(LoaderColumns, LoadOfAMissingRowIsAnError) {
    Session session = open();
    const Ref<Manuscript> book = session.scalars(select<Manuscript>().where(c(&Manuscript::title) == "Edda")).one();
    session.commit();
    engine().begin([](Connection& connection) {
        connection.execute(delete_<Manuscript>().where(c(&Manuscript::title) == "Edda"));
    });
    expect_error<NoResultError>("no_such_row", "its row is not there any more",
                                [&] { session.load(book, &Manuscript::text); });
    const auto read_only = session.scalars(select<const Manuscript>());
    expect_error<ArgumentError>("not_persistent", "name them in the query, by undefer()",
                                [&] { session.load(read_only, &Manuscript::text); });
}

TEST_F(LoaderColumns, NewObjectsAreLoaded) {
    Session session = open();
    const Ref<Manuscript> book = session.add(Manuscript{.title = "Iliad", .text = "Menin"});
    session.flush();
    EXPECT_TRUE(session.is_loaded(book, &Manuscript::text));
    session.scalars(select<Manuscript>());
    EXPECT_EQ(book->text, "Menin");
}

// A key that is no number.

struct Letter {
    std::string code;
    std::string subject;
    std::string text;
};

void mapping(Mapper<Letter>& m) {
    m.table("lc_letters");
    m.columns<&Letter::text, &Letter::subject, &Letter::code>();
    m.primary_key(&Letter::code);
    m.column(&Letter::code).type(String{20});
    m.column(&Letter::text).deferred();
}

TEST_F(LoaderColumns, KeysOfAnyKind) {
    Registry::of<Letter>().create_all(engine());
    {
        Session session = open();
        session.add(Letter{.code = "a", .subject = "s", .text = "t"});
        session.add(Letter{.code = "b", .subject = "s", .text = "u"});
        session.commit();
    }
    Session session = open();
    const auto letters = session.scalars(select<Letter>().order_by(&Letter::code));
    ASSERT_EQ(letters.size(), 2U);
    EXPECT_EQ(letters[1]->code, "b");
    EXPECT_EQ(session.get<Letter>("b"), letters[1]);
    session.load(letters, &Letter::text);
    EXPECT_EQ(letters[1]->text, "u");
}

// Composites are one value.

struct Place {
    std::string city;
    std::optional<int> floor;
};

struct Museum {
    std::int64_t id = 0;
    std::string name;
    std::optional<Place> place;
    Place storage;
};

void mapping(Mapper<Museum>& m) {
    m.table("lc_museums");
    m.columns<&Museum::id, &Museum::name>();
    m.primary_key(&Museum::id);
    m.composite<&Museum::place>().columns<&Place::city, &Place::floor>();
    m.composite<&Museum::storage>().columns<&Place::floor, &Place::city>();
}

TEST_F(LoaderColumns, ACompositeIsLoadedAsAWhole) {
    Registry::of<Museum>().create_all(engine());
    {
        Session session = open();
        session.add(Museum{.name = "Uffizi", .place = Place{"Florence", 2}, .storage = {"Prato", {}}});
        session.add(Museum{.name = "None", .storage = {"Rome", 1}});
        session.commit();
    }
    Session session = open();
    auto museums = session.scalars(select<Museum>().order_by(&Museum::id).options(load_only(&Museum::name))).all();
    EXPECT_FALSE(session.is_loaded(museums[0], &Museum::place));
    EXPECT_FALSE(session.is_loaded(museums[0], &Museum::storage));
    museums[1]->name = "Nowhere";
    session.load(museums, &Museum::place);
    EXPECT_EQ(museums[0]->place->city, "Florence");
    EXPECT_EQ(museums[0]->place->floor, 2);
    EXPECT_FALSE(museums[1]->place);
    EXPECT_FALSE(session.is_loaded(museums[0], &Museum::storage));
    session.load(museums, &Museum::storage);
    EXPECT_EQ(museums[0]->storage.city, "Prato");
    EXPECT_EQ(museums[1]->storage.floor, 1);
    session.commit();
    session.load(museums, &Museum::storage);
    EXPECT_EQ(open().query<Museum>().where(c(&Museum::name) == "Nowhere").one()->storage.city, "Rome");
}

TEST_F(LoaderColumns, PopulateExistingWinsOverWhatWasAssigned) {
    Session session(engine(), {.autoflush = false});
    Ref<Manuscript> book = session.scalars(beowulf().options(load_only(&Manuscript::title))).one();
    book->title = "mine";
    book->text = "mine";
    session.scalars(beowulf().options(undefer<Manuscript>()), {.populate_existing = true});
    EXPECT_EQ(book->title, "Beowulf");
    EXPECT_EQ(book->text, "Hwaet");
    const StatementLog log(engine());
    session.commit();
    EXPECT_EQ(log.count("UPDATE"), 0U);
}

}  // namespace
}  // namespace azoth::test
