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

class CriteriaKeys : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (IsSkipped()) return;
        Registry::of<House, Room, Node, Seat>().create_all(engine());
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

TEST_F(CriteriaKeys, AKeyThatCannotBeToldIsRefused) {
    Session session = open();
    const Ref<House> one = session.get<House>(1);
    const auto change = update<House>().set(c(&House::id) = func::abs(c(&House::id) + 10)).where(c(&House::id) == 1);
    expect_error<ArgumentError>("cannot_evaluate", "changes the key of House 1", [&] { session.execute(change); });
    EXPECT_EQ(session.get<House>(1), one);
    session.expunge(one);
    session.execute(change);
    EXPECT_EQ(session.get<House>(11)->name, "one");
    session.rollback();
}

}  // namespace
}  // namespace azoth::test
