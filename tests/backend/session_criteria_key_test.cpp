// SPDX-License-Identifier: MIT
// UPDATE by criteria that changes the key of rows whose objects a session has.
#include "azoth/azoth.hpp"
#include "support/backend_test.hpp"
#include "support/expect_error.hpp"
#include "support/statement_log.hpp"

namespace azoth::test {
namespace {

struct Room;

struct House {
    std::int64_t id = 0;
    std::string name;
    Many<Room> rooms;
};

struct Room {
    std::int64_t id = 0;
    std::int64_t house_id = 0;
    One<House> house;
};

struct Node {
    std::int64_t id = 0;
    std::optional<std::int64_t> parent_id;
    One<Node> parent;
};

struct Seat {
    std::int64_t row = 0;
    std::int64_t number = 0;
    std::string name;
};

struct Letter {
    std::int64_t id = 0;
    std::string title;
    std::string text;
    std::int64_t edits = 0;
    std::string loud;
};

void mapping(Mapper<House>& m) {
    m.table("sck_houses");
    m.columns<&House::id, &House::name>();
    m.primary_key(&House::id);
    m.column(&House::name).type(String{20});
    m.relationship<&House::rooms>();
}

void mapping(Mapper<Room>& m) {
    m.table("sck_rooms");
    m.columns<&Room::id, &Room::house_id>();
    m.primary_key(&Room::id);
    m.column(&Room::house_id).references(&House::id, ReferentialAction::NoAction, ReferentialAction::Cascade);
    m.relationship<&Room::house>();
}

void mapping(Mapper<Node>& m) {
    m.table("sck_nodes");
    m.columns<&Node::id, &Node::parent_id>();
    m.primary_key(&Node::id);
    m.column(&Node::parent_id).references(&Node::id, ReferentialAction::NoAction, ReferentialAction::Cascade);
    m.relationship<&Node::parent>();
}

void mapping(Mapper<Seat>& m) {
    m.table("sck_seats");
    m.columns<&Seat::row, &Seat::number, &Seat::name>();
    m.primary_key(&Seat::row, &Seat::number);
    m.column(&Seat::name).type(String{20});
}

void mapping(Mapper<Letter>& m) {
    m.table("sck_letters");
    m.columns<&Letter::id, &Letter::title, &Letter::text, &Letter::edits>();
    m.primary_key(&Letter::id);
    m.column(&Letter::title).type(String{20});
    m.column(&Letter::text).type(String{20}).deferred();
    m.column(&Letter::edits).onupdate(m.c(&Letter::edits) + 1);
    m.column_property<&Letter::loud>([] { return func::upper(c(&Letter::title)); });
}

class CriteriaKeys : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (IsSkipped()) return;
        Registry::of<House, Room, Node, Seat, Letter>().create_all(engine());
        Session session = open();
        session.add(House{.id = 1, .name = "one", .rooms = {Room{.id = 7}}});
        session.add(House{.id = 5, .name = "five"});
        session.commit();
    }
    Session open() { return Session(engine()); }
};

TEST_F(CriteriaKeys, ObjectsMoveToTheirNewKeys) {
    Session session = open();
    const Ref<House> one = session.get<House>(1);
    const Ref<Room> room = session.get<Room>(7);
    session.execute(update<House>().set(c(&House::id) = 2).where(c(&House::id) == 1));
    EXPECT_EQ(one->id, 2);
    EXPECT_EQ(session.get<House>(2), one);
    EXPECT_FALSE(session.get<House>(1));
    session.query<Room>().all();
    EXPECT_EQ(room->house_id, 2) << "the database has changed the foreign key";
    EXPECT_EQ(one->rooms.size(), 1U);
    session.rollback();
    EXPECT_EQ(session.get<House>(1), one);
    EXPECT_EQ(one->id, 1);
}

TEST_F(CriteriaKeys, ObjectsMayTakeTheKeysOfOthers) {
    Session session = open();
    const Ref<House> one = session.get<House>(1);
    const Ref<House> five = session.get<House>(5);
    session.execute(update<House>().set(c(&House::id) = c(&House::id) + 4).where(c(&House::id) == 5));
    session.execute(update<House>().set(c(&House::id) = c(&House::id) + 4).where(c(&House::id) == 1));
    EXPECT_EQ(session.get<House>(5), one);
    EXPECT_EQ(session.get<House>(9), five);
    Ref<House> changed = one;
    changed->name = "changed";
    session.commit();
    EXPECT_EQ(open().get<House>(5)->name, "changed");
}

TEST_F(CriteriaKeys, AKeyThatIsSetToItselfStays) {
    Session session = open();
    const Ref<House> one = session.get<House>(1);
    session.execute(update<House>().set(c(&House::id) = 1, c(&House::name) = "same").where(c(&House::id) == 1));
    EXPECT_EQ(one->name, "same");
    EXPECT_EQ(session.get<House>(1), one);
    session.rollback();
    EXPECT_EQ(session.get<House>(1), one);
    EXPECT_EQ(one->name, "one");
}

TEST_F(CriteriaKeys, APartOfAKeyMayStay) {
    Session session = open();
    const Ref<Seat> same = session.add(Seat{.row = 1, .number = 1});
    const Ref<Seat> moved = session.add(Seat{.row = 2, .number = 2});
    session.commit();
    session.query<Seat>().all();
    session.execute(update<Seat>().set(c(&Seat::row) = 1, c(&Seat::name) = "x"));
    EXPECT_EQ(same->name, "x");
    EXPECT_EQ((session.get<Seat>(1, 1)), same);
    EXPECT_EQ((session.get<Seat>(1, 2)), moved);
}

TEST_F(CriteriaKeys, ReferencesWithinAClassFollow) {
    Session session = open();
    const Ref<Node> root = session.add(Node{.id = 1});
    const Ref<Node> leaf = session.add(Node{.id = 2, .parent_id = 1});
    session.commit();
    session.query<Node>().all();
    const auto change = update<Node>().set(c(&Node::id) = c(&Node::id) + 100);
    try {
        session.execute(change);
    } catch (const ForeignKeyViolation&) {
        session.rollback();
        GTEST_SKIP() << "ON UPDATE CASCADE does not reach the same table";
    }
    EXPECT_EQ(session.get<Node>(101), root);
    EXPECT_EQ(session.get<Node>(102), leaf);
    EXPECT_EQ(leaf->parent_id, 101);
    EXPECT_EQ(leaf->parent.ref(), root);
    session.rollback();
    EXPECT_EQ(session.get<Node>(2), leaf);
    EXPECT_EQ(leaf->parent_id, 1);
}

TEST_F(CriteriaKeys, ObjectsMoveThoughTheRestOfTheirRowsIsNotKnown) {
    {
        Session first = open();
        first.add(Letter{.id = 1, .title = "a", .text = "t"});
        first.commit();
    }
    Session session = open();
    const Ref<Letter> letter = session.get<Letter>(1);
    session.execute(update<Letter>().set(c(&Letter::id) = c(&Letter::id) + 1, c(&Letter::title) = "b"));
    EXPECT_EQ(letter->id, 2);
    EXPECT_EQ(session.get<Letter>(2), letter);
    EXPECT_EQ(letter->title, "b");
    EXPECT_EQ(letter->loud, "B");
    EXPECT_EQ(letter->edits, 1);
    session.rollback();
    EXPECT_EQ(session.get<Letter>(1), letter);
    EXPECT_EQ(letter->title, "a");
    EXPECT_EQ(letter->loud, "A");
}

TEST_F(CriteriaKeys, StaleObjectsMoveByTheirKeyAlone) {
    Session session = open();
    const Ref<House> one = session.get<House>(1);
    session.expire(one);
    session.execute(update<House>().set(c(&House::id) = c(&House::id) + 1).where(c(&House::name) == "one"));
    EXPECT_EQ(session.get<House>(2), one);
}

TEST_F(CriteriaKeys, KeysAreNotComputedFromStaleValues) {
    Session session = open();
    const Ref<Letter> letter = session.add(Letter{.id = 1, .edits = 1});
    session.commit();
    session.expire(letter);
    const auto change = update<Letter>().set(c(&Letter::id) = c(&Letter::id) + c(&Letter::edits));
    expect_error<ArgumentError>("cannot_evaluate", "the object is stale", [&] { session.execute(change); });
}

TEST_F(CriteriaKeys, ObjectsWithChangesDoNotMove) {
    Session session = open();
    Ref<House> one = session.get<House>(1);
    const auto guard = session.no_autoflush();
    one->name = "changed";
    expect_error<ArgumentError>("cannot_evaluate", "the object has changes that are not written yet", [&] {
        session.execute(update<House>().set(c(&House::id) = 2).where(c(&House::id) == 1));
    });
}

TEST_F(CriteriaKeys, AKeyThatCannotBeToldIsRefused) {
    Session session = open();
    const Ref<House> one = session.get<House>(1);
    const auto change = update<House>().set(c(&House::id) = func::abs(c(&House::id) + 10)).where(c(&House::id) == 1);
    expect_error<ArgumentError>("cannot_evaluate",
                                "changes the key of House 1, and the session cannot tell the new one: the value "
                                "cannot be computed in memory",
                                [&] { session.execute(change); });
    EXPECT_EQ(session.get<House>(1), one);
    session.expunge(one);
    session.execute(change);
    EXPECT_EQ(session.get<House>(11)->name, "one");
    session.rollback();
}

}  // namespace
}  // namespace azoth::test
