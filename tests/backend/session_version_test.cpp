// SPDX-License-Identifier: MIT
#include <chrono>

#include "azoth/azoth.hpp"
#include "support/backend_test.hpp"
#include "support/expect_error.hpp"
#include "support/statement_log.hpp"

namespace azoth::test {
namespace {

struct Doc {
    std::int64_t id = 0;
    std::string text;
    std::int64_t version = 0;
};

void mapping(Mapper<Doc>& m) {
    m.table("version_docs");
    m.columns<&Doc::id, &Doc::text, &Doc::version>();
    m.primary_key(&Doc::id);
    m.column(&Doc::text).type(String{100});
    m.version_id(&Doc::version);
}

struct Note {
    std::int64_t id = 0;
    std::string text;
    std::chrono::sys_time<std::chrono::microseconds> changed;
};

void mapping(Mapper<Note>& m) {
    m.table("version_notes");
    m.columns<&Note::id, &Note::text, &Note::changed>();
    m.primary_key(&Note::id);
    m.column(&Note::text).type(String{100});
    m.version_id(&Note::changed);
}

struct Tag {
    std::int64_t id = 0;
    std::string text;
    std::string version;
};

void mapping(Mapper<Tag>& m) {
    m.table("version_tags");
    m.columns<&Tag::id, &Tag::text, &Tag::version>();
    m.primary_key(&Tag::id);
    m.column(&Tag::text).type(String{100});
    m.column(&Tag::version).type(String{100});
    m.version_id(&Tag::version).generator([](const std::string& previous) { return previous + "x"; });
}

struct Sheet {
    std::int64_t id = 0;
    std::string text;
    std::int64_t version = 0;
};

void mapping(Mapper<Sheet>& m) {
    m.table("version_sheets");
    m.columns<&Sheet::id, &Sheet::text, &Sheet::version>();
    m.primary_key(&Sheet::id);
    m.column(&Sheet::text).type(String{100});
    m.column(&Sheet::version).server_default("1");
    m.version_id(&Sheet::version).server_side();
}

class SessionVersion : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (IsSkipped()) return;
        Registry::of<Doc, Note, Tag, Sheet>().create_all(engine());
    }

    Session open() { return Session(engine()); }

    /// As somebody else would: behind the back of every session.
    void run(std::string_view sql) {
        Connection connection = engine().connect();
        connection.run(sql);
        connection.commit();
    }
};

TEST_F(SessionVersion, StartsAtOneAndCountsEachUpdate) {
    Session session = open();
    Ref<Doc> doc = session.add(Doc{.text = "first"});
    session.flush();
    EXPECT_EQ(std::as_const(doc)->version, 1);

    doc->text = "second";
    const StatementLog log(engine());
    session.commit();

    EXPECT_EQ(std::as_const(doc)->version, 2);
    ASSERT_EQ(log.sql().size(), 1U);
    EXPECT_EQ(log.count("UPDATE version_docs SET text = "), 1U);
    EXPECT_EQ(log.count(" AND version_docs.version = ") + log.count(" AND version = "), 1U) << log.sql()[0];
    EXPECT_EQ(open().get<Doc>(doc->id)->version, 2);
}

TEST_F(SessionVersion, IsNotCountedWhenNothingChanges) {
    Session session = open();
    Ref<Doc> doc = session.add(Doc{.text = "first"});
    session.commit();
    doc->version = 77;
    doc->text = "first";
    const StatementLog log(engine());

    session.commit();

    expect_statements(log, 0);
    EXPECT_EQ(std::as_const(doc)->version, 1) << "the counter is the session's alone";
}

TEST_F(SessionVersion, TellsWhoseRowSomebodyElseHasChanged) {
    Session session = open();
    Ref<Doc> doc = session.add(Doc{.text = "first"});
    session.commit();
    run("UPDATE version_docs SET text = 'theirs', version = 2");
    doc->text = "mine";

    expect_error<StaleDataError>("stale_row", "Doc 1 could not be updated: somebody else has changed",
                                 [&] { session.flush(); });

    EXPECT_EQ(std::as_const(doc)->version, 1);
    EXPECT_EQ(std::as_const(doc)->text, "mine") << "the work is still there";
    session.refresh(doc);
    EXPECT_EQ(std::as_const(doc)->text, "theirs");
    doc->text = "mine, after theirs";
    session.commit();
    EXPECT_EQ(open().get<Doc>(1)->version, 3);
}

TEST_F(SessionVersion, FindsTheStaleOnesOfABatch) {
    Session session = open();
    std::vector<Ref<Doc>> docs;
    for (int i = 0; i < 20; ++i) docs.push_back(session.add(Doc{.text = "first"}));
    session.commit();
    run("UPDATE version_docs SET version = 9 WHERE id IN (7, 9)");
    for (Ref<Doc>& doc : docs) doc->text = "mine";

    expect_error<StaleDataError>("stale_row", "Doc 7 (and 1 more of its class) could not be updated",
                                 [&] { session.flush(); });

    EXPECT_EQ(std::as_const(docs[0])->version, 1) << "the flush is undone as a whole";
    session.rollback();
    EXPECT_EQ(open().get<Doc>(1)->text, "first");
}

TEST_F(SessionVersion, KeepsABatchOneStatement) {
    Session session = open();
    std::vector<Ref<Doc>> docs;
    for (int i = 0; i < 20; ++i) docs.push_back(session.add(Doc{.text = "first"}));
    session.commit();
    for (Ref<Doc>& doc : docs) doc->text = "mine";
    const StatementLog log(engine());

    session.commit();

    expect_statements(log, 1);
    EXPECT_EQ(log.row_counts(), (std::vector<std::size_t>{20}));
    for (const Ref<Doc>& doc : docs) EXPECT_EQ(doc->version, 2);
}

TEST_F(SessionVersion, GuardsDeletionToo) {
    Session session = open();
    const Ref<Doc> doc = session.add(Doc{.text = "first"});
    const Ref<Doc> other = session.add(Doc{.text = "first"});
    session.commit();
    run("UPDATE version_docs SET version = 2 WHERE id = 2");
    session.delete_(doc);
    session.delete_(other);

    expect_error<StaleDataError>("stale_row", "Doc 2 could not be deleted: somebody else has changed",
                                 [&] { session.flush(); });

    session.rollback();
    session.refresh(other);
    session.delete_(doc);
    session.delete_(other);
    session.commit();
    EXPECT_TRUE(open().query<Doc>().all().empty());
}

TEST_F(SessionVersion, IsRestoredByARollback) {
    Session session = open();
    Ref<Doc> doc = session.add(Doc{.text = "first"});
    session.commit();
    doc->text = "second";
    session.flush();
    ASSERT_EQ(std::as_const(doc)->version, 2);

    session.rollback();

    EXPECT_EQ(std::as_const(doc)->version, 1);
    doc->text = "third";
    session.commit();
    EXPECT_EQ(std::as_const(doc)->version, 2);
}

TEST_F(SessionVersion, CanBeAPointInTime) {
    Session session = open();
    Ref<Note> note = session.add(Note{.text = "first"});
    session.commit();
    const auto first = std::as_const(note)->changed;
    note->text = "second";
    session.commit();
    EXPECT_GT(std::as_const(note)->changed, first);

    run("UPDATE version_notes SET changed = '2001-01-01 00:00:00'");
    note->text = "third";
    expect_error<StaleDataError>("stale_row", "Note 1 could not be updated", [&] { session.flush(); });
}

TEST_F(SessionVersion, CanComeFromAFunction) {
    Session session = open();
    Ref<Tag> tag = session.add(Tag{.text = "first"});
    session.commit();
    EXPECT_EQ(std::as_const(tag)->version, "x");

    tag->text = "second";
    session.commit();

    EXPECT_EQ(std::as_const(tag)->version, "xx");
    EXPECT_EQ(open().get<Tag>(1)->version, "xx");
}

TEST_F(SessionVersion, CanBeTheDatabasesAndIsReadBack) {
    if (engine().dialect().name() == "sqlite")
        run("CREATE TRIGGER version_sheets_count AFTER UPDATE OF text ON version_sheets BEGIN "
            "UPDATE version_sheets SET version = version + 1 WHERE id = NEW.id; END");
    else if (engine().dialect().name() == "postgresql")
        run("CREATE OR REPLACE FUNCTION version_sheets_count() RETURNS trigger AS $$ BEGIN "
            "NEW.version := OLD.version + 1; RETURN NEW; END $$ LANGUAGE plpgsql; "
            "CREATE TRIGGER version_sheets_count BEFORE UPDATE ON version_sheets "
            "FOR EACH ROW EXECUTE FUNCTION version_sheets_count()");
    else
        run("CREATE TRIGGER version_sheets_count BEFORE UPDATE ON version_sheets FOR EACH ROW "
            "SET NEW.version = OLD.version + 1");
    Session session = open();
    Ref<Sheet> sheet = session.add(Sheet{.text = "first"});
    session.commit();
    EXPECT_EQ(std::as_const(sheet)->version, 1);

    sheet->text = "second";
    session.commit();
    EXPECT_EQ(std::as_const(sheet)->version, 2);

    run("UPDATE version_sheets SET text = 'theirs'");
    sheet->text = "mine";
    expect_error<StaleDataError>("stale_row", "Sheet 1 could not be updated", [&] { session.flush(); });
}

TEST_F(SessionVersion, IsCountedByAnUpdateByCriteria) {
    Session session = open();
    const Ref<Doc> doc = session.add(Doc{.text = "first"});
    session.add(Doc{.text = "second"});
    session.commit();
    Session other = open();
    Ref<Doc> stale = other.get<Doc>(doc->id);
    other.commit();
    session.refresh(doc);
    session.execute(update<Doc>().set(c(&Doc::text) = "changed").where(c(&Doc::text) == "first"));
    EXPECT_EQ(doc->version, 2);
    session.query<Doc>().where(c(&Doc::text) == "second").update({c(&Doc::text) = "third"});
    session.commit();
    EXPECT_EQ(open().query<Doc>().where(c(&Doc::version) == 2).count(), 2);
    stale->text = "lost";
    EXPECT_THROW(other.flush(), StaleDataError);
}

TEST_F(SessionVersion, ThatAnUpdateByCriteriaSetsIsTheOneThatItSets) {
    Session session = open();
    session.add(Doc{.text = "first"});
    session.add(Tag{.text = "first"});
    session.commit();
    session.execute(update<Doc>().set(c(&Doc::version) = 7));
    session.execute(update<Tag>().set(c(&Tag::text) = "second", c(&Tag::version) = "y"));
    session.commit();

    EXPECT_EQ(open().query<Doc>().one()->version, 7);
    EXPECT_EQ(open().query<Tag>().one()->version, "y");
}

TEST_F(SessionVersion, OfAGeneratorMustBeSetByAnUpdateByCriteria) {
    Session session = open();
    session.add(Tag{.text = "first"});
    session.commit();
    expect_error<ArgumentError>("uncounted_version", "set the column 'version' too",
                                [&] { session.execute(update<Tag>().set(c(&Tag::text) = "second")); });
    expect_error<ArgumentError>("uncounted_version", "the versions of Tag",
                                [&] { session.query<Tag>().update({c(&Tag::text) = "second"}); });
    session.commit();
    EXPECT_EQ(open().query<Tag>().one()->text, "first");
}

TEST_F(SessionVersion, OfTimeIsCountedByAnUpdateByCriteria) {
    Session session = open();
    const Ref<Note> note = session.add(Note{.text = "first"});
    session.commit();
    const auto before = note->changed;
    session.execute(update<Note>().set(c(&Note::text) = "second"));
    session.commit();

    EXPECT_GT(open().query<Note>().one()->changed, before);
}

TEST_F(SessionVersion, ThatTheSessionsOwnStatementCountsIsNoneOfSomebodyElses) {
    Session session = open();
    Ref<Doc> doc = session.add(Doc{.text = "first"});
    session.commit();
    session.execute(update<Doc>().set(c(&Doc::text) = "second"));  // the object is from an earlier transaction
    doc->text = "third";
    session.commit();
    EXPECT_EQ(std::as_const(doc)->version, 3);

    session.execute(update<Doc>().set(c(&Doc::text) = "fourth"));
    session.commit();
    doc->text = "fifth";
    session.commit();
    EXPECT_EQ(open().get<Doc>(1)->version, 5);
    EXPECT_EQ(open().get<Doc>(1)->text, "fifth");
}

TEST_F(SessionVersion, ThatTheSessionsOwnStatementCountsIsReadOnceForAllObjects) {
    Session session = open();
    std::vector<Ref<Doc>> docs;
    for (int i = 0; i < 20; ++i) docs.push_back(session.add(Doc{.text = "first"}));
    session.commit();
    session.execute(update<Doc>().set(c(&Doc::text) = "second"));
    for (Ref<Doc>& doc : docs) doc->text = "third";
    session.delete_(docs.back());
    const StatementLog log(engine());

    session.commit();

    EXPECT_EQ(log.count("SELECT "), 1U);
    EXPECT_EQ(open().query<Doc>().where(c(&Doc::version) == 3).count(), 19);
    docs.front()->text = "fourth";
    session.commit();
    EXPECT_EQ(std::as_const(docs.front())->version, 4);
}

TEST_F(SessionVersion, OfAnObjectWithUnwrittenChangesFollowsTheSessionsOwnStatement) {
    Session session = open();
    Ref<Doc> doc = session.add(Doc{.text = "first"});
    session.commit();
    session.refresh(doc);
    {
        const auto guard = session.no_autoflush();
        doc->text = "mine";
        session.execute(update<Doc>().set(c(&Doc::text) = "second"));
    }
    session.flush();
    EXPECT_EQ(std::as_const(doc)->version, 3);

    session.rollback();
    doc->text = "after all";
    session.commit();
    EXPECT_EQ(open().get<Doc>(1)->version, 2);
    EXPECT_EQ(open().get<Doc>(1)->text, "after all");
}

TEST_F(SessionVersion, OfARowThatSomebodyElseChangesAfterTheSessionsOwnStatementIsStillCompared) {
    Session session = open();
    Ref<Doc> doc = session.add(Doc{.text = "first"});
    session.commit();
    session.execute(update<Doc>().set(c(&Doc::text) = "second"));
    session.commit();
    session.refresh(doc);
    session.commit();
    run("UPDATE version_docs SET version = 9");
    doc->text = "mine";
    EXPECT_THROW(session.flush(), StaleDataError);
}

TEST_F(SessionVersion, ThatBulkUpdateCountsIsFollowedByTheObjectsOfTheSession) {
    Session session = open();
    Ref<Doc> doc = session.add(Doc{.text = "first"});
    session.commit();
    session.bulk_update(std::vector{Doc{.id = 1, .text = "second", .version = 1}});
    doc->text = "third";
    session.commit();
    EXPECT_EQ(open().get<Doc>(1)->version, 3);
}

TEST_F(SessionVersion, ThatAReturningUpdateCountsIsFollowedByObjectsThatItDoesNotReturn) {
    if (!engine().dialect().capabilities().update_returning) GTEST_SKIP();
    Session session = open();
    Ref<Doc> doc = session.add(Doc{.text = "first"});
    session.commit();
    session.refresh(doc);
    session.execute(update<Doc>().set(c(&Doc::text) = "second").returning(&Doc::id)).all();
    EXPECT_EQ(std::as_const(doc)->text, "second");
    doc->text = "third";
    session.commit();
    const auto returned = session.scalars(update<Doc>().set(c(&Doc::text) = "fourth").returning<Doc>()).all();
    ASSERT_EQ(returned.size(), 1U);
    EXPECT_EQ(std::as_const(doc)->text, "fourth");
    EXPECT_EQ(std::as_const(doc)->version, 4);
    doc->text = "fifth";
    session.commit();
    EXPECT_EQ(open().get<Doc>(1)->version, 5);
}

TEST_F(SessionVersion, ThatAnUpdateWhichReturnsOtherObjectsCountsIsFollowedToo) {
    if (engine().dialect().name() != "postgresql") GTEST_SKIP() << "RETURNING knows the changed table alone";
    Session session = open();
    Ref<Doc> doc = session.add(Doc{.text = "first"});
    session.add(Note{.text = "of it"});
    session.commit();
    session.refresh(doc);
    const auto notes = session.scalars(update<Doc>()
                                           .from(table_of<Note>())
                                           .where(c(&Doc::id) == c(&Note::id))
                                           .set(c(&Doc::text) = "second")
                                           .returning<Note>());
    EXPECT_EQ(notes.one()->text, "of it");
    doc->text = "third";
    session.commit();
    EXPECT_EQ(open().get<Doc>(1)->version, 3);
}

TEST_F(SessionVersion, OfTheDatabaseIsReadToTellWhichRowsOfABulkUpdateAreStale) {
    Session session = open();
    for (int i = 0; i < 3; ++i) session.add(Sheet{.text = "first"});
    session.commit();
    run("UPDATE version_sheets SET version = 2 WHERE id = 2");
    std::vector<Sheet> sheets;
    for (std::int64_t id = 1; id <= 3; ++id) sheets.push_back(Sheet{.id = id, .text = "mine", .version = 1});
    const StatementLog log(engine());

    expect_error<StaleDataError>("stale_row", "Sheet 2 could not be updated", [&] { session.bulk_update(sheets); });

    EXPECT_EQ(log.count("SET version"), 0U) << "the database alone writes it";
}

TEST_F(SessionVersion, IsGivenOncePerRowToABulkUpdate) {
    Session session = open();
    session.add(Doc{.text = "first"});
    session.commit();
    const std::vector<Doc> docs(2, Doc{.id = 1, .text = "mine", .version = 1});
    expect_error<ArgumentError>("bad_bulk_update", "bulk_update() was given Doc 1 twice",
                                [&] { session.bulk_update(docs); });
}

}  // namespace
}  // namespace azoth::test
