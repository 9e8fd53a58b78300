// SPDX-License-Identifier: MIT
#include "azoth/orm/session_binds.hpp"

#include <gmock/gmock.h>

#include "azoth/engine/two_phase.hpp"

#include "support/captured_log.hpp"
#include "support/expect_error.hpp"
#include "support/library.hpp"
#include "support/server_process.hpp"

namespace azoth::test {
namespace {

struct BoundVisit;

struct BoundGuest {
    std::int64_t id = 0;
    std::string name;
    Many<BoundVisit> visits;
};

/// In another database than its guest.
struct BoundVisit {
    std::int64_t id = 0;
    std::int64_t guest_id = 0;
    std::string page;
    One<BoundGuest> guest;
};

struct BoundNote {
    std::int64_t id = 0;
    std::string text;
};

void mapping(Mapper<BoundGuest>& m) {
    m.table("bound_guests");
    m.columns<&BoundGuest::id, &BoundGuest::name>();
    m.primary_key(&BoundGuest::id);
    m.column(&BoundGuest::name).type(String{100}).unique();
    m.relationship<&BoundGuest::visits>()
        .foreign_key(&BoundVisit::guest_id)
        .references(&BoundGuest::id)
        .cascade(Cascade::All)
        .order_by(&BoundVisit::id);
}

void mapping(Mapper<BoundVisit>& m) {
    m.table("bound_visits");
    m.columns<&BoundVisit::id, &BoundVisit::guest_id, &BoundVisit::page>();
    m.primary_key(&BoundVisit::id);
    m.column(&BoundVisit::page).type(String{100}).unique();
    m.relationship<&BoundVisit::guest>().foreign_key(&BoundVisit::guest_id).references(&BoundGuest::id);
}

void mapping(Mapper<BoundNote>& m) {
    m.table("bound_notes");
    m.columns<&BoundNote::id, &BoundNote::text>();
    m.primary_key(&BoundNote::id);
}

/// Guests and notes in the database of this run, visits in one of SQLite in memory.
struct SessionBinding : BackendTest {
    void SetUp() override {
        BackendTest::SetUp();
        if (IsSkipped()) return;
        Registry::of<BoundGuest, BoundNote>().create_all(engine());
        Registry::of<BoundVisit>().create_all(visits);
    }
    Session open() { return Session(engine(), {.binds = SessionBinds().bind<BoundVisit>(visits)}); }
    void fill() {
        Session session = open();
        session.add(BoundGuest{.name = "Ann", .visits = {{.page = "home"}, {.page = "news"}}});
        session.add(BoundGuest{.name = "Bob", .visits = {{.page = "shop"}}});
        session.commit();
    }
    static std::int64_t count(const Engine& in, std::string_view table) {
        Connection connection = in.connect();
        return *connection.scalar(text("SELECT count(*) FROM " + std::string(table)).columns<std::int64_t>());
    }

    const Engine visits = create_engine("sqlite://");
};

TEST_F(SessionBinding, WritesEachClassToItsDatabase) {
    StatementLog here(engine());
    StatementLog there(visits);
    fill();

    EXPECT_EQ(here.count("bound_guests"), here.sql().size());
    EXPECT_EQ(there.count("bound_visits"), there.sql().size());
    EXPECT_EQ(count(engine(), "bound_guests"), 2);
    EXPECT_EQ(count(visits, "bound_visits"), 3);
}

TEST_F(SessionBinding, LoadsRelationshipsAcrossDatabases) {
    fill();
    Session session = open();
    const Ref<BoundGuest> ann = session.query<BoundGuest>().order_by(&BoundGuest::name).first();
    EXPECT_EQ(ann->visits.size(), 2U);
    EXPECT_EQ(ann->visits.front().page, "home");
    session.commit();

    Session other = open();
    const auto all = other.scalars(select<BoundVisit>().order_by(&BoundVisit::id)).all();
    EXPECT_EQ(all.back()->guest->name, "Bob");
    EXPECT_EQ(other.get<BoundVisit>(all.front()->id), all.front());
    other.commit();

    Session third = open();
    StatementLog there(visits);
    const auto guests =
        third.scalars(select<BoundGuest>().order_by(&BoundGuest::name).options(selectinload(&BoundGuest::visits)));
    EXPECT_EQ((*guests.begin())->visits.size(), 2U);
    expect_statements(there, 1);
    EXPECT_EQ(third.get<BoundVisit>(1)->page, "home");
    expect_statements(there, 1);
}

TEST_F(SessionBinding, UpdatesAndDeletesInItsDatabase) {
    fill();
    Session session = open();
    Ref<BoundVisit> visit = session.query<BoundVisit>().where(c(&BoundVisit::page) == "shop").one();
    visit->page = "cart";
    session.commit();
    session.execute(update<BoundVisit>().where(c(&BoundVisit::page) == "cart").set(c(&BoundVisit::page) = "end"));
    EXPECT_EQ(session.get<BoundVisit>(visit->id)->page, "end");
    session.refresh(visit);
    session.execute(delete_<BoundVisit>().where(c(&BoundVisit::page) == "home"));
    session.delete_(visit);
    session.commit();

    EXPECT_EQ(count(visits, "bound_visits"), 1);
}

TEST_F(SessionBinding, MissesItsCommitInTheLog) {
    const CapturedLog log;
    {
        Session session = open();
        session.add(BoundVisit{.guest_id = 1, .page = "home"});
        session.flush();
    }

    ASSERT_EQ(log.lines().size(), 1U);
    EXPECT_NE(log.lines().front().find("flushed, but not committed"), std::string::npos) << log.lines().front();
}

TEST_F(SessionBinding, RollsAllBack) {
    Session session = open();
    session.add(BoundGuest{.name = "Ann", .visits = {{.page = "home"}}});
    session.flush();
    session.rollback();

    EXPECT_EQ(count(engine(), "bound_guests"), 0);
    EXPECT_EQ(count(visits, "bound_visits"), 0);
}

TEST_F(SessionBinding, AFailedFlushUndoesWhatWasWrittenElsewhere) {
    fill();
    Session session = open();
    session.add(BoundNote{.text = "before"});
    session.flush();
    session.add(BoundGuest{.name = "Cid", .visits = {{.page = "home"}}});
    EXPECT_THROW(session.flush(), UniqueViolation);
    for (const AnyRef& each : session.new_objects())
        if (Ref<BoundVisit> visit = each.as<BoundVisit>()) visit->page = "door";
    session.commit();

    EXPECT_EQ(count(engine(), "bound_notes"), 1);
    EXPECT_EQ(count(engine(), "bound_guests"), 3);
    EXPECT_EQ(count(visits, "bound_visits"), 4);
}

TEST_F(SessionBinding, SavepointsAreOnAllDatabases) {
    fill();
    Session session = open();
    {
        const NestedTransaction nested = session.begin_nested();
        session.add(BoundGuest{.name = "Cid", .visits = {{.page = "door"}}});
        session.flush();
    }
    session.add(BoundGuest{.name = "Dan", .visits = {{.page = "exit"}}});
    session.commit();

    EXPECT_EQ(count(engine(), "bound_guests"), 3);
    EXPECT_EQ(count(visits, "bound_visits"), 4);
}

TEST_F(SessionBinding, ASavepointThatOneDatabaseCannotReleaseRollsAllBack) {
    Session session = open();
    const Ref<BoundNote> note = session.add(BoundNote{.text = "before"});
    NestedTransaction nested = session.begin_nested();
    const Ref<BoundGuest> guest = session.add(BoundGuest{.name = "Cid", .visits = {{.page = "door"}}});
    session.flush();
    session.connection<BoundVisit>().run("RELEASE azoth_session_1");
    EXPECT_THROW(
        try { nested.commit(); } catch (const DatabaseError& error) {
            EXPECT_THAT(error.what(), testing::HasSubstr("the whole transaction is rolled back"));
            throw;
        },
        DatabaseError);

    EXPECT_EQ(session.state(guest), ObjectState::Transient);
    EXPECT_EQ(session.state(note), ObjectState::Transient);
    EXPECT_FALSE(session.in_transaction());
    EXPECT_EQ(count(engine(), "bound_guests") + count(engine(), "bound_notes"), 0);
    EXPECT_EQ(count(visits, "bound_visits"), 0);
    session.add(guest);
    session.commit();
    EXPECT_EQ(count(visits, "bound_visits"), 1);
}

TEST_F(SessionBinding, ASavepointThatOneDatabaseCannotGoBackToRollsAllBack) {
    Session session = open();
    const Ref<BoundNote> note = session.add(BoundNote{.text = "before"});
    NestedTransaction nested = session.begin_nested();
    session.add(BoundGuest{.name = "Cid", .visits = {{.page = "door"}}});
    session.flush();
    session.connection<BoundVisit>().run("RELEASE azoth_session_1");
    EXPECT_THROW(nested.rollback(), DatabaseError);

    EXPECT_EQ(session.state(note), ObjectState::Transient);
    EXPECT_FALSE(session.in_transaction());
    EXPECT_EQ(count(visits, "bound_visits"), 0);
}

TEST_F(SessionBinding, RefusesStatementsThatNeedTwoDatabases) {
    Session session = open();
    expect_error<ArgumentError>("several_engines", "BoundGuest and BoundVisit are in two", [&] {
        session.execute(select(&BoundGuest::name, &BoundVisit::page).join(&BoundGuest::visits));
    });
}

TEST_F(SessionBinding, AsksARouterFirst) {
    std::vector<std::string> asked;
    SessionBinds binds;
    binds.route([&](const BindRequest& request) -> const Engine* {
        asked.push_back(std::string(request.class_name()) + (request.is_flushing ? " to write" : " to read"));
        return request.is<BoundVisit>() ? &visits : nullptr;
    });
    Session session(engine(), {.binds = binds});
    session.add(BoundVisit{.guest_id = 1, .page = "home"});
    session.commit();
    EXPECT_EQ(asked.front(), "BoundVisit to write");
    asked.clear();
    EXPECT_EQ(session.query<BoundVisit>().count(), 1);
    EXPECT_EQ(asked, std::vector<std::string>{"BoundVisit to read"});
    EXPECT_EQ(session.query<BoundGuest>().count(), 0);
}

TEST_F(SessionBinding, TextRunsWhereItsClassIs) {
    fill();
    Session session = open();
    const auto found =
        session.scalars(text("SELECT * FROM bound_visits WHERE page = 'news'").columns<Ref<BoundVisit>>());
    EXPECT_EQ(found.one()->guest->name, "Ann");
}

TEST_F(SessionBinding, SaysWhatWasCommittedWhenALaterCommitFails) {
    Connection there = visits.connect();
    there.run(
        "CREATE TABLE bound_checks (id INTEGER PRIMARY KEY, page_id INTEGER REFERENCES bound_visits (id) DEFERRABLE "
        "INITIALLY DEFERRED)");
    there.commit();
    there.close();
    Session session = open();
    session.add(BoundGuest{.name = "Ann"});
    session.flush();
    session.connection<BoundVisit>().run("INSERT INTO bound_checks VALUES (1, 17)");

    expect_error<ForeignKeyViolation>("foreign_key_violation",
                                      "were committed before and stay: ", [&] { session.commit(); });
    EXPECT_EQ(count(engine(), "bound_guests"), 1);
    session.add(BoundNote{.text = "next"});
    session.commit();
}

TEST_F(SessionBinding, CommitsInTwoPhases) {
    const Engine second = make_engine({});
    Session session(engine(), {.binds = SessionBinds().bind<BoundNote>(second), .twophase = true});
    session.add(BoundGuest{.name = "Ann"});
    session.add(BoundNote{.text = "one"});
    if (!is_server(url())) {
        expect_error<CompileError>("unsupported", "", [&] { session.commit(); });
        return;
    }
    session.commit();
    session.add(BoundNote{.text = "two"});
    session.flush();
    session.add(BoundNote{.text = "three"});
    session.flush();
    session.rollback();

    EXPECT_EQ(count(engine(), "bound_guests"), 1);
    EXPECT_EQ(count(engine(), "bound_notes"), 1);
    Connection connection = engine().connect();
    EXPECT_TRUE(recover_twophase(connection).empty());
}

TEST_F(SessionBinding, CommitsNothingInTwoPhasesWhenATransactionThatItHasJoinedIsOver) {
    if (!is_server(url())) GTEST_SKIP() << "the database does not prepare transactions";
    const Engine second = make_engine({});
    Connection outside = engine().connect();
    outside.run("SELECT 1");
    Session session(outside, {.join_transaction_mode = JoinTransactionMode::RollbackOnly,
                              .binds = SessionBinds().bind<BoundNote>(second),
                              .twophase = true});
    session.add(BoundGuest{.name = "Ann"});
    session.add(BoundNote{.text = "one"});
    session.flush();
    outside.rollback();
    expect_error<ArgumentError>("transaction_closed", "the transaction that the session has joined is over",
                                [&] { session.commit(); });

    EXPECT_EQ(count(engine(), "bound_notes"), 0);
    Connection connection = engine().connect();
    EXPECT_TRUE(recover_twophase(connection).empty());
}

}  // namespace
}  // namespace azoth::test
