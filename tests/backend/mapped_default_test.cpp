// SPDX-License-Identifier: MIT
// A flush and the columns that it does not simply write: defaults, computed columns, triggers.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "azoth/azoth.hpp"
#include "azoth/schema/ddl.hpp"
#include "azoth/sql/text.hpp"
#include "support/backend_test.hpp"
#include "support/expect_error.hpp"
#include "support/statement_log.hpp"

namespace azoth::test {
namespace {

int changes = 0;

struct Note {
    std::int64_t id = 0;
    std::string title;
    std::optional<std::string> state;
    std::optional<std::string> slug;
    std::optional<int> version;
    std::optional<int> edits;
    int width = 0;
    int area = -1;
};

void mapping(Mapper<Note>& m) {
    m.table("notes");
    m.columns<&Note::id, &Note::title, &Note::state, &Note::slug, &Note::version, &Note::edits, &Note::width,
              &Note::area>();
    m.primary_key(&Note::id);
    m.column(&Note::title).type(String{50});
    m.column(&Note::state).type(String{20}).server_default(literal("new"));
    m.column(&Note::slug).type(String{50}).default_([](const DefaultContext& row) {
        return "note-" + row.current_parameter("title").value_or(Value("")).as<std::string>();
    });
    m.column(&Note::version).default_(1).onupdate(m.c(&Note::version) + 1);
    m.column(&Note::edits).default_(0).onupdate([] { return ++changes; });
    m.column(&Note::area).computed(m.c(&Note::width) * m.c(&Note::width), true);
}

/// `$1` and `?` are the same to these tests.
std::string plain(std::string sql) {
    for (std::size_t at = sql.find('$'); at != std::string::npos; at = sql.find('$', at)) {
        std::size_t end = at + 1;
        while (end < sql.size() && sql[end] >= '0' && sql[end] <= '9') ++end;
        sql.replace(at, end - at, "?");
    }
    return sql;
}

std::vector<std::string> plain(const StatementLog& log) {
    std::vector<std::string> all;
    for (const std::string& sql : log.sql()) all.push_back(plain(sql));
    return all;
}

class MappedDefault : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (IsSkipped()) return;
        changes = 0;
        Registry::of<Note>().create_all(engine());
    }
    Session open() { return Session(engine()); }
};

TEST_F(MappedDefault, FillsInMembersThatAreEmptyAndTheObjectsGetTheValues) {
    Session session = open();
    const Ref<Note> note = session.add(Note{.title = "one", .width = 3});
    session.flush();

    EXPECT_EQ(note->slug, "note-one");
    EXPECT_EQ(note->version, 1);
    EXPECT_EQ(note->edits, 0);
    EXPECT_EQ(note->state, "new");
    EXPECT_EQ(note->area, 9);
    session.commit();
    const Ref<Note> row = open().get<Note>(note->id);
    EXPECT_EQ(row->slug, "note-one");
    EXPECT_EQ(row->state, "new");
    EXPECT_EQ(row->area, 9);
}

TEST_F(MappedDefault, LeavesMembersAloneThatHoldAValue) {
    Session session = open();
    const Ref<Note> note =
        session.add(Note{.title = "one", .state = "old", .slug = "mine", .version = 7, .edits = 5, .width = 0});
    session.commit();

    const Ref<Note> row = open().get<Note>(note->id);
    EXPECT_EQ(row->state, "old");
    EXPECT_EQ(row->slug, "mine");
    EXPECT_EQ(row->version, 7);
    EXPECT_EQ(row->edits, 5);
}

TEST_F(MappedDefault, ReadsBackWithTheInsert) {
    Session session = open();
    session.add(Note{.title = "one"});
    const StatementLog log(engine());
    session.flush();

    EXPECT_EQ(plain(log), (std::vector<std::string>{
                              "INSERT INTO notes (title, slug, version, edits, width) VALUES (?, ?, ?, ?, ?) "
                              "RETURNING id, state, area"}));
}

TEST_F(MappedDefault, NeedsOneInsertForABatchAndGivesEachObjectItsOwnRow) {
    Session session = open();
    std::vector<Ref<Note>> notes;
    for (int i = 0; i < 64; ++i) notes.push_back(session.add(Note{.title = std::to_string(i), .width = i}));
    const StatementLog log(engine());
    session.flush();

    expect_statements(log, 1);
    for (int i = 0; i < 64; ++i) {
        const Note& note = *notes[static_cast<std::size_t>(i)];
        EXPECT_EQ(note.area, i * i);
        EXPECT_EQ(note.slug, "note-" + std::to_string(i));
    }
}

TEST_F(MappedDefault, PutsObjectsThatGiveOtherColumnsIntoAnotherInsert) {
    Session session = open();
    const Ref<Note> first = session.add(Note{.title = "a"});
    const Ref<Note> second = session.add(Note{.title = "b", .state = "done"});
    const Ref<Note> third = session.add(Note{.title = "c"});
    const StatementLog log(engine());
    session.flush();

    expect_statements(log, 2);
    EXPECT_EQ(first->state, "new");
    EXPECT_EQ(second->state, "done");
    EXPECT_EQ(third->state, "new");
}

TEST_F(MappedDefault, UpdatesMoreThanWasChanged) {
    Session session = open();
    Ref<Note> note = session.add(Note{.title = "one", .width = 2});
    session.commit();
    const StatementLog log(engine());
    note->width = 4;
    session.flush();

    const bool can_return = capabilities().update_returning;
    const std::string update = "UPDATE notes SET edits = ?, width = ?, version = version + 1 WHERE notes.id = ?";
    auto expected = can_return ? std::vector<std::string>{update + " RETURNING version, area"}
                               : std::vector<std::string>{update,
                                                          "SELECT notes.id, notes.version, notes.area FROM notes "
                                                          "WHERE notes.id IN (?)"};
    EXPECT_EQ(plain(log), expected);
    EXPECT_EQ(note->version, 2);
    EXPECT_EQ(note->edits, 1);
    EXPECT_EQ(note->area, 16);
}

TEST_F(MappedDefault, DoesNotUpdateForTheSakeOfOnupdateAlone) {
    Session session = open();
    Ref<Note> note = session.add(Note{.title = "one"});
    session.commit();
    const StatementLog log(engine());
    note->title = "one";
    session.commit();

    expect_statements(log, 0);
    EXPECT_EQ(changes, 0);
}

TEST_F(MappedDefault, AChangeByHandCountsMoreThanOnupdate) {
    Session session = open();
    Ref<Note> note = session.add(Note{.title = "one"});
    session.commit();
    note->version = 50;
    note->edits = 60;
    session.commit();

    const Ref<Note> row = open().get<Note>(note->id);
    EXPECT_EQ(row->version, 50);
    EXPECT_EQ(row->edits, 60);
}

TEST_F(MappedDefault, ReadsABatchOfUpdatesBackWithOneQuery) {
    Session session = open();
    std::vector<Ref<Note>> notes;
    for (int i = 0; i < 20; ++i) notes.push_back(session.add(Note{.title = std::to_string(i), .width = i}));
    session.commit();
    for (Ref<Note>& note : notes) note->width += 1;
    const StatementLog log(engine());
    session.commit();

    expect_statements(log, 2);
    for (int i = 0; i < 20; ++i) EXPECT_EQ(notes[static_cast<std::size_t>(i)]->area, (i + 1) * (i + 1));
    for (const Ref<Note>& note : notes) EXPECT_EQ(note->version, 2);
}

TEST_F(MappedDefault, NeverWritesAComputedColumn) {
    Session session = open();
    Ref<Note> note = session.add(Note{.title = "one", .width = 2, .area = 1000});
    session.commit();
    EXPECT_EQ(note->area, 4);
    note->area = 2000;
    const StatementLog log(engine());
    session.commit();

    expect_statements(log, 0);
    EXPECT_EQ(note->area, 4);
}

TEST_F(MappedDefault, ARollbackTakesTheValuesBack) {
    Session session = open();
    Ref<Note> note = session.add(Note{.title = "one", .width = 2});
    session.flush();
    session.rollback();

    EXPECT_EQ(note->id, 0);
    EXPECT_FALSE(note->slug || note->version || note->state);
    EXPECT_EQ(note->area, -1);

    session.add(note);
    session.commit();
    EXPECT_EQ(note->slug, "note-one");
    note->width = 3;
    session.flush();
    EXPECT_EQ(note->version, 2);
    session.rollback();
    EXPECT_EQ(note->version, 1);
    EXPECT_EQ(note->edits, 0);
    EXPECT_EQ(note->area, 4);
}

TEST_F(MappedDefault, AFlushThatFailsTakesTheValuesBack) {
    Session session = open();
    Ref<Note> note = session.add(Note{.title = "one"});
    Ref<Note> other = session.add(Note{.id = 100, .title = "two"});
    session.flush();
    Ref<Note> clash = session.add(Note{.title = "three"});
    session.add(Note{.id = 100, .title = "four"});

    EXPECT_THROW(session.flush(), DatabaseError);
    EXPECT_FALSE(clash->slug || clash->version || clash->state);
    EXPECT_EQ(note->slug, "note-one");
}

TEST_F(MappedDefault, AppliesToInsertOfPlainObjects) {
    Connection connection = engine().connect();
    connection.execute(insert<Note>().values(std::vector{Note{.title = "a", .width = 2}, Note{.title = "b"}}));
    connection.commit();

    const auto notes = open().scalars(select<Note>().order_by(c(&Note::title)));
    ASSERT_EQ(notes.size(), 2U);
    EXPECT_EQ(notes[0]->slug, "note-a");
    EXPECT_EQ(notes[0]->state, "new");
    EXPECT_EQ(notes[0]->area, 4);
    expect_error<ArgumentError>("different_columns", "some objects of class Note give a value", [] {
        insert<Note>().values(std::vector{Note{.title = "a", .state = "x"}, Note{.title = "b"}});
    });
}

struct Page {
    std::int64_t id = 0;
    int number = 0;
    std::string text;
    int edits = 0;
};
void mapping(Mapper<Page>& m) {
    m.table("pages");
    m.columns<&Page::id, &Page::number, &Page::text, &Page::edits>();
    m.primary_key(&Page::id);
    m.column(&Page::edits).onupdate([](const DefaultContext& row) {
        return 100 + row.current_parameter("number").value_or(Value(0)).as<int>();
    });
}

TEST_F(MappedDefault, UpdatesABatchWithValuesOfItsOwnForEachRow) {
    Registry::of<Page>().create_all(engine());
    Session session = open();
    std::vector<Ref<Page>> pages;
    for (int i = 0; i < 20; ++i) pages.push_back(session.add(Page{.text = "old", .edits = 7}));
    session.commit();
    EXPECT_EQ(pages[0]->edits, 7);
    for (int i = 0; i < 20; ++i) pages[static_cast<std::size_t>(i)]->number = i + 1;
    const StatementLog log(engine());
    session.commit();

    expect_statements(log, 1);
    for (const Ref<Page>& page : open().scalars(select<Page>())) EXPECT_EQ(page->edits, 100 + page->number);
}

// Keys.

struct Token {
    std::string code;
    std::string owner;
    std::optional<int> uses;
};
void mapping(Mapper<Token>& m) {
    m.table("tokens");
    m.columns<&Token::code, &Token::owner, &Token::uses>();
    m.primary_key(&Token::code);
    m.column(&Token::code).type(String{40}).default_([](const DefaultContext& row) {
        return "token of " + row.current_parameter("owner")->as<std::string>();
    });
    m.column(&Token::owner).type(String{20});
    m.column(&Token::uses).server_default("3");
}

TEST_F(MappedDefault, MakesKeysThatAreEmpty) {
    Registry::of<Token>().create_all(engine());
    Session session = open();
    const Ref<Token> made = session.add(Token{.owner = "ann"});
    const Ref<Token> given = session.add(Token{.code = "secret", .owner = "bob"});
    const StatementLog log(engine());
    session.commit();

    EXPECT_EQ(plain(log).front(), "INSERT INTO tokens (code, owner) VALUES (?, ?), (?, ?) RETURNING code, uses");
    EXPECT_EQ(made->code, "token of ann");
    EXPECT_EQ(given->code, "secret");
    EXPECT_EQ(given->uses, 3);
    EXPECT_EQ(open().get<Token>("token of ann")->owner, "ann");
}

struct Counter {
    std::string name;
    std::int64_t value = 0;
};
void mapping(Mapper<Counter>& m) {
    m.table("counters");
    m.columns<&Counter::name, &Counter::value>();
    m.primary_key(&Counter::name);
    m.column(&Counter::name).type(String{40}).default_(func::lower(literal("THE ONE")));
}

TEST_F(MappedDefault, TellsAKeyThatTheDatabaseHasMade) {
    Registry::of<Counter>().create_all(engine());
    Session session = open();
    const Ref<Counter> counter = session.add(Counter{.value = 5});
    session.add(Counter{.name = "other"});
    session.commit();

    EXPECT_EQ(counter->name, "the one");
    EXPECT_EQ(session.get<Counter>("the one").get(), counter.get());
}

struct Cell {
    int row = 0;
    int column = 0;
    std::optional<int> content;
    int doubled = 0;
};
void mapping(Mapper<Cell>& m) {
    m.table("cells");
    m.columns<&Cell::row, &Cell::column, &Cell::content, &Cell::doubled>();
    m.primary_key(&Cell::row, &Cell::column);
    m.column(&Cell::row).name("line");
    m.column(&Cell::column).name("place");
    m.column(&Cell::content).server_default("0");
    m.column(&Cell::doubled).computed(m.c(&Cell::content) * 2, true);
}

TEST_F(MappedDefault, FindsRowsByKeysOfSeveralColumns) {
    Registry::of<Cell>().create_all(engine());
    Session session = open();
    std::vector<Ref<Cell>> cells;
    for (int i = 0; i < 6; ++i) cells.push_back(session.add(Cell{.row = i % 2, .column = 5 - i, .content = i}));
    session.commit();
    for (int i = 0; i < 6; ++i) EXPECT_EQ(cells[static_cast<std::size_t>(i)]->doubled, i * 2);
    for (Ref<Cell>& cell : cells) *cell->content += 10;
    const StatementLog log(engine());
    session.commit();

    expect_statements(log, 2);
    for (int i = 0; i < 6; ++i) EXPECT_EQ(cells[static_cast<std::size_t>(i)]->doubled, i * 2 + 20);
}

// What triggers do.

struct Stamped {
    std::int64_t id = 0;
    std::string name;
    std::optional<std::string> stamp;
};
void mapping(Mapper<Stamped>& m) {
    m.table("stamped");
    m.columns<&Stamped::id, &Stamped::name, &Stamped::stamp>();
    m.primary_key(&Stamped::id);
    m.column(&Stamped::name).type(String{20});
    m.column(&Stamped::stamp).type(String{40}).fetched();
    const auto on_create = [&](const char* sql, const char* dialect) {
        m.listen(DdlEvent::AfterCreate, DDL(sql).execute_if(dialect));
    };
    on_create(
        "CREATE TRIGGER stamp_new AFTER INSERT ON stamped BEGIN "
        "UPDATE stamped SET stamp = 'new ' || new.name WHERE id = new.id; END",
        "sqlite");
    on_create(
        "CREATE TRIGGER stamp_old AFTER UPDATE OF name ON stamped BEGIN "
        "UPDATE stamped SET stamp = 'old ' || new.name WHERE id = new.id; END",
        "sqlite");
    on_create("CREATE TRIGGER stamp_new BEFORE INSERT ON stamped FOR EACH ROW SET NEW.stamp = concat('new ', NEW.name)",
              "mysql");
    on_create("CREATE TRIGGER stamp_old BEFORE UPDATE ON stamped FOR EACH ROW SET NEW.stamp = concat('old ', NEW.name)",
              "mysql");
    on_create(
        "CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "NEW.stamp := CASE TG_OP WHEN 'INSERT' THEN 'new ' ELSE 'old ' END || NEW.name; RETURN NEW; END $$",
        "postgresql");
    on_create("CREATE TRIGGER stamps BEFORE INSERT OR UPDATE ON stamped FOR EACH ROW EXECUTE FUNCTION stamp()",
              "postgresql");
}

TEST_F(MappedDefault, ReadsWhatTriggersHaveWritten) {
    Registry::of<Stamped>().create_all(engine());
    Session session = open();
    Ref<Stamped> one = session.add(Stamped{.name = "a", .stamp = "mine"});
    Ref<Stamped> two = session.add(Stamped{.name = "b"});
    session.commit();
    EXPECT_EQ(one->stamp, "new a");
    EXPECT_EQ(two->stamp, "new b");
    one->name = "c";
    two->name = "d";
    const StatementLog log(engine());
    session.commit();

    expect_statements(log, 2);
    EXPECT_EQ(one->stamp, "old c");
    EXPECT_EQ(two->stamp, "old d");
    if (engine().connect().dialect().name() == "postgresql")
        engine().begin([](Connection& connection) { connection.run("DROP FUNCTION stamp() CASCADE"); });
}

// Keys of several columns.

struct House;
struct Bed {
    std::int64_t id = 0;
    std::int64_t house = 0;
    int room = 0;
    One<House> in;
};
struct House {
    std::int64_t number = 0;
    int room = 0;
    Many<Bed> beds;
};
void mapping(Mapper<House>& m) {
    m.table("houses");
    m.columns<&House::number, &House::room>();
    m.primary_key(&House::number, &House::room);
    m.relationship<&House::beds>().cascade(Cascade::All);
}
void mapping(Mapper<Bed>& m) {
    m.table("beds");
    m.columns<&Bed::id, &Bed::house, &Bed::room>();
    m.primary_key(&Bed::id);
    m.foreign_key(&Bed::house, &Bed::room).references(&House::number, &House::room).name("fk_bed_place");
    m.index(&Bed::room, &Bed::house);
    m.check(m.c(&Bed::room) > 0, "room_exists");
    m.relationship<&Bed::in>();
}

TEST_F(MappedDefault, FillsInForeignKeysOfSeveralColumns) {
    Registry::of<House, Bed>().create_all(engine());
    Session session = open();
    Ref<House> house = session.add(House{.number = 7, .room = 3, .beds = {Bed{}, Bed{}}});
    session.commit();

    Session other = open();
    const auto beds = other.scalars(select<Bed>());
    ASSERT_EQ(beds.size(), 2U);
    EXPECT_EQ(beds[0]->house, 7);
    EXPECT_EQ(beds[0]->room, 3);
    EXPECT_EQ(beds[1]->in->number, 7);
    EXPECT_THROW(engine().begin([](Connection& connection) {
        connection.execute(insert<Bed>().values(Bed{.house = 7, .room = 4}));
    }),
                 IntegrityError);
    EXPECT_THROW(engine().begin([](Connection& connection) {
        connection.execute(insert<House>().values(House{.number = 7, .room = -1}));
        connection.execute(insert<Bed>().values(Bed{.house = 7, .room = -1}));
    }),
                 IntegrityError);
}

struct Order {
    std::int64_t number = 0;
    std::string buyer;
    std::int64_t serial = 0;
};
void mapping(Mapper<Order>& m) {
    m.table("orders");
    m.columns<&Order::number, &Order::buyer, &Order::serial>();
    m.primary_key(&Order::number);
    m.column(&Order::number).sequence(Sequence("order_numbers").start(500));
    m.column(&Order::buyer).type(String{20});
    m.column(&Order::serial).fetched().server_default("9");
}

TEST_F(MappedDefault, CountsKeysByASequence) {
    Registry::of<Order>().create_all(engine());
    Session session = open();
    const Ref<Order> one = session.add(Order{.buyer = "ann"});
    const Ref<Order> two = session.add(Order{.buyer = "bob"});
    session.commit();

    EXPECT_EQ(one->number, dialect().ddl().sequences ? 500 : 1);
    EXPECT_EQ(two->number, one->number + 1);
    EXPECT_EQ(two->serial, 9);
    Registry::of<Order>().drop_all(engine());
}

struct Ticket {
    std::int64_t id = 0;
    std::string holder;
    std::int64_t number = 0;
};
void mapping(Mapper<Ticket>& m) {
    m.table("tickets");
    m.columns<&Ticket::id, &Ticket::holder, &Ticket::number>();
    m.primary_key(&Ticket::id);
    m.column(&Ticket::number).identity(Identity(true).start(1000));
}

TEST_F(MappedDefault, ReadsBackAnIdentityThatIsNoKey) {
    if (!dialect().ddl().identity_columns || dialect().ddl().index_belongs_to_table)
        GTEST_SKIP() << "only keys are counted up";
    Registry::of<Ticket>().create_all(engine());
    Session session = open();
    const Ref<Ticket> ticket = session.add(Ticket{.holder = "ann", .number = 5});
    session.commit();

    EXPECT_EQ(ticket->number, 1000);
}

// Parts of a schema.

TEST_F(MappedDefault, CreatesAndDropsSomeTablesOnly) {
    const Registry registry = Registry::of<Token, Counter>();
    registry.create_all(engine(), {.tables = tables_of<Token>()});
    Session session = open();
    EXPECT_EQ(session.scalars(select<Token>()).size(), 0U);
    EXPECT_THROW(session.scalars(select<Counter>()), DatabaseError);
    session.rollback();

    registry.create_all(engine());
    registry.drop_all(engine(), {.tables = tables_of<Token>()});
    EXPECT_EQ(session.scalars(select<Counter>()).size(), 0U);
    EXPECT_THROW(session.scalars(select<Token>()), DatabaseError);
    session.rollback();
}

TEST_F(MappedDefault, CreatesWithoutALookWhenTold) {
    const Registry registry = Registry::of<Token>();
    registry.create_all(engine(), {.checkfirst = false});

    EXPECT_THROW(registry.create_all(engine(), {.checkfirst = false}), DatabaseError);
    expect_error<ArgumentError>("no_such_table", "the table 'counters' was selected, but is not in these MetaData",
                                [&] { registry.create_all(engine(), {.tables = tables_of<Counter>()}); });
}

TEST_F(MappedDefault, ALostTransactionTakesItsOnupdateValuesBack) {
    if (dialect().name() != "sqlite") GTEST_SKIP() << "triggers do not end transactions";
    engine().begin([](Connection& connection) {
        connection.run(
            "CREATE TRIGGER no_bad_notes BEFORE INSERT ON notes WHEN new.title = 'bad' "
            "BEGIN SELECT RAISE(ROLLBACK, 'bad note'); END");
    });
    Session session = open();
    Ref<Note> note = session.add(Note{.title = "one"});
    session.commit();
    note->width = 3;
    session.flush();
    EXPECT_EQ(note->edits, 1);
    const Ref<Note> bad = session.add(Note{.title = "bad"});
    EXPECT_THROW(session.flush(), DatabaseError);
    session.expunge(bad);
    session.commit();

    EXPECT_EQ(note->edits, 2) << "computed again";
    EXPECT_EQ(note->version, 2);
    EXPECT_EQ(open().get<Note>(note->id)->width, 3);
}

TEST_F(MappedDefault, ALostTransactionKeepsTheOnupdateValueThatWasGivenByHand) {
    if (dialect().name() != "sqlite") GTEST_SKIP() << "triggers do not end transactions";
    engine().begin([](Connection& connection) {
        connection.run(
            "CREATE TRIGGER no_bad_notes BEFORE INSERT ON notes WHEN new.title = 'bad' "
            "BEGIN SELECT RAISE(ROLLBACK, 'bad note'); END");
    });
    Session session = open();
    Ref<Note> note = session.add(Note{.title = "one"});
    session.commit();
    note->width = 3;
    session.flush();
    note->edits = 50;
    session.flush();
    const Ref<Note> bad = session.add(Note{.title = "bad"});
    EXPECT_THROW(session.flush(), DatabaseError);
    session.expunge(bad);
    session.commit();

    EXPECT_EQ(open().get<Note>(note->id)->edits, 50);
}

}  // namespace
}  // namespace azoth::test
