// SPDX-License-Identifier: MIT
#include <algorithm>

#include "support/expect_error.hpp"
#include "support/library.hpp"

namespace azoth::test {
namespace {

struct BulkItem {
    std::int64_t id = 0;
    std::string name;
    int amount = 0;
    std::string changed_by;
};

void mapping(Mapper<BulkItem>& m) {
    m.table("bulk_items");
    m.columns<&BulkItem::id, &BulkItem::name, &BulkItem::amount, &BulkItem::changed_by>();
    m.primary_key(&BulkItem::id);
    m.column(&BulkItem::changed_by).onupdate([] { return std::string("update"); });
}

struct BulkVersioned {
    std::int64_t id = 0;
    int amount = 0;
    int version = 0;
};

void mapping(Mapper<BulkVersioned>& m) {
    m.table("bulk_versioned");
    m.columns<&BulkVersioned::id, &BulkVersioned::amount, &BulkVersioned::version>();
    m.primary_key(&BulkVersioned::id);
    m.version_id(&BulkVersioned::version);
}

struct BulkVehicle {
    std::int64_t id = 0;
    std::string kind;
    std::string changed_by;
};

struct BulkCar : BulkVehicle {
    BulkCar() = default;
    explicit BulkCar(int its_seats) : seats(its_seats) {}
    int seats = 0;
};

void mapping(Mapper<BulkVehicle>& m) {
    m.table("bulk_vehicles");
    m.columns<&BulkVehicle::id, &BulkVehicle::kind, &BulkVehicle::changed_by>();
    m.primary_key(&BulkVehicle::id);
    m.column(&BulkVehicle::kind).type(String{20});
    m.column(&BulkVehicle::changed_by).onupdate([] { return std::string("update"); });
    m.polymorphic_on(&BulkVehicle::kind, "vehicle");
}

void mapping(Mapper<BulkCar>& m) {
    m.inherits<BulkVehicle>("car");
    m.table("bulk_cars");
    m.columns<&BulkCar::seats>();
}

struct SessionBulkUpdate : LibraryTest {
    void SetUp() override {
        LibraryTest::SetUp();
        if (!IsSkipped()) Registry::of<BulkItem, BulkVersioned, BulkVehicle, BulkCar>().create_all(engine());
    }
    std::vector<BulkItem> items(int how_many) {
        Session session = open();
        for (int i = 0; i < how_many; ++i) session.add(BulkItem{.name = "item " + std::to_string(i), .amount = i});
        session.commit();
        std::vector<BulkItem> values;
        for (const Ref<BulkItem>& item : session.scalars(select<BulkItem>().order_by(&BulkItem::id)))
            values.push_back(*std::as_const(item));
        return values;
    }
};

TEST_F(SessionBulkUpdate, WritesGivenMembersInOneBatch) {
    std::vector<BulkItem> values = items(100);
    for (BulkItem& value : values) {
        value.amount += 1000;
        value.name = "not written";
    }
    Session session = open();
    StatementLog log(engine());
    session.bulk_update(values, &BulkItem::amount);
    session.commit();
    expect_statements(log, 1);
    EXPECT_EQ(log.row_counts(), std::vector<std::size_t>{100});

    const Ref<BulkItem> last = open().get<BulkItem>(values.back().id);
    EXPECT_EQ(last->amount, 1099);
    EXPECT_EQ(last->name, "item 99");
    EXPECT_EQ(last->changed_by, "update") << "onupdate()";
}

TEST_F(SessionBulkUpdate, WritesAllColumnsWhereNoneAreNamed) {
    std::vector<BulkItem> values = items(2);
    values[1].name = "other";
    values[1].changed_by = "me";
    Session session = open();
    session.bulk_update(values);
    session.commit();

    const Ref<BulkItem> item = open().get<BulkItem>(values[1].id);
    EXPECT_EQ(item->name, "other");
    EXPECT_EQ(item->changed_by, "me");
}

TEST_F(SessionBulkUpdate, MakesObjectsOfTheSessionStale) {
    std::vector<BulkItem> values = items(1);
    Session session = open();
    const Ref<BulkItem> item = session.get<BulkItem>(values[0].id);
    values[0].amount = 7;
    session.bulk_update(values, &BulkItem::amount);
    EXPECT_EQ(session.get<BulkItem>(values[0].id)->amount, 7);
    EXPECT_EQ(item->amount, 7);
    session.rollback();
    EXPECT_EQ(session.get<BulkItem>(values[0].id)->amount, 0);
}

TEST_F(SessionBulkUpdate, TakesObjectsOfAnotherSession) {
    items(1);
    Session one = open();
    Ref<BulkItem> item = one.query<BulkItem>().one();
    item->amount = 9;
    Session session = open();
    session.bulk_update(std::vector{item}, &BulkItem::amount);
    session.commit();

    EXPECT_EQ(open().query<BulkItem>().one()->amount, 9);
}

TEST_F(SessionBulkUpdate, TellsOfRowsThatAreNotThere) {
    std::vector<BulkItem> values = items(1);
    values.push_back({.id = 4711});
    Session session = open();
    expect_error<StaleDataError>("stale_row", "2 values of class BulkItem, but 1 rows",
                                 [&] { session.bulk_update(values); });
}

TEST_F(SessionBulkUpdate, RefusesKeysAndVersions) {
    Session session = open();
    const std::vector<BulkItem> values = items(1);
    expect_error<ArgumentError>("bad_bulk_update", "of the key", [&] { session.bulk_update(values, &BulkItem::id); });
}

TEST_F(SessionBulkUpdate, CountsTheVersionsOfItsRows) {
    Session session = open();
    for (int i = 0; i < 3; ++i) session.add(BulkVersioned{.amount = i});
    session.commit();
    std::vector<BulkVersioned> values;
    for (const Ref<BulkVersioned>& each : session.query<BulkVersioned>().order_by(&BulkVersioned::id).all())
        values.push_back(*std::as_const(each));
    for (BulkVersioned& value : values) value.amount += 10;
    StatementLog log(engine());
    session.bulk_update(values);
    expect_statements(log, 1);
    session.commit();

    for (const Ref<BulkVersioned>& each : open().query<BulkVersioned>().all()) {
        EXPECT_GE(each->amount, 10);
        EXPECT_EQ(each->version, 2);
    }
    expect_error<StaleDataError>("stale_row", "BulkVersioned 1 (and 2 more of its class) could not be updated",
                                 [&] { session.bulk_update(values, &BulkVersioned::amount); });
    session.rollback();
}

TEST_F(SessionBulkUpdate, NamesTheRowThatSomebodyElseHasChanged) {
    Session session = open();
    for (int i = 0; i < 3; ++i) session.add(BulkVersioned{.amount = i});
    session.commit();
    std::vector<BulkVersioned> values;
    for (const Ref<BulkVersioned>& each : session.query<BulkVersioned>().order_by(&BulkVersioned::id).all())
        values.push_back(*std::as_const(each));
    session.commit();
    Session other = open();
    other.get<BulkVersioned>(2)->amount = 100;
    other.commit();
    expect_error<StaleDataError>("stale_row", "BulkVersioned 2 could not be updated",
                                 [&] { session.bulk_update(values, &BulkVersioned::amount); });
    session.commit();

    EXPECT_EQ(open().get<BulkVersioned>(1)->version, 1) << "nothing is updated";
    EXPECT_EQ(open().get<BulkVersioned>(2)->amount, 100);
}

TEST_F(SessionBulkUpdate, OfASubclassUpdatesWhatItsBaseKeepsOfChanges) {
    Session session = open();
    const Ref<BulkCar> added = session.add(BulkCar(1));
    session.commit();
    StatementLog log(engine());
    BulkCar car(2);
    car.id = added->id;
    session.bulk_update(std::vector<BulkCar>{car}, &BulkCar::seats);
    session.commit();
    expect_statements(log, 2);

    const Ref<BulkCar> row = open().get<BulkCar>(car.id);
    EXPECT_EQ(row->seats, 2);
    EXPECT_EQ(row->changed_by, "update");
}

using SessionStatements = LibraryTest;

TEST_F(SessionStatements, OfManyDeletesAreOne) {
    fill();
    Session session = open();
    session.delete_all(session.scalars(select<Book>()));
    StatementLog log(engine());
    session.commit();

    expect_statements(log, 1);
    EXPECT_EQ(count("books"), 0);
}

TEST_F(SessionStatements, OfTheUserThatReturnRowsGiveObjects) {
    fill();
    Session session = open();
    const Ref<Book> known = session.query<Book>().where(c(&Book::title) == "Solaris").one();
    if (!capabilities().update_returning) {
        const auto found =
            session.scalars(text("SELECT * FROM books WHERE pages < 300 ORDER BY id").columns<Ref<Book>>());
        EXPECT_EQ(found.size(), 2U);
        EXPECT_TRUE(std::any_of(found.begin(), found.end(), [&](const Ref<Book>& each) { return each == known; }));
        return;
    }
    const auto changed = session.scalars(
        text("UPDATE books SET pages = pages + 1 WHERE title = 'Solaris' RETURNING *").columns<Ref<Book>>(),
        {.populate_existing = true});
    EXPECT_EQ(changed.one(), known);
    EXPECT_EQ(known->pages, 205);
}

TEST_F(SessionStatements, UpsertsGiveObjectsAsTheyAre) {
    fill();
    Session session = open();
    const Ref<Author> lem = session.query<Author>().where(c(&Author::name) == "Lem").one();
    const std::vector<Author> given = {{.name = "Lem"}, {.name = "Dick"}};
    const auto upsert = insert<Author>()
                            .values(given)
                            .on_conflict(&Author::name)
                            .do_update(c(&Author::name) = excluded(&Author::name))
                            .returning<Author>();
    if (!capabilities().insert_returning) {
        expect_error<CompileError>("unsupported", "RETURNING", [&] { session.scalars(upsert); });
        return;
    }
    const auto authors = session.scalars(upsert);
    EXPECT_EQ(authors.size(), 2U);
    EXPECT_TRUE(std::any_of(authors.begin(), authors.end(), [&](const Ref<Author>& each) { return each == lem; }));
    session.commit();
    EXPECT_EQ(count("authors"), 3);
}

}  // namespace
}  // namespace azoth::test
