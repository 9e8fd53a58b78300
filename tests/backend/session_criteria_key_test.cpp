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

class CriteriaKeys : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (IsSkipped()) return;
        Registry::of<House, Room>().create_all(engine());
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
