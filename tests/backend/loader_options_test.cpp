// SPDX-License-Identifier: MIT
// How a query says how relationships are loaded: the statements that it takes, and what is there afterwards.
#include "azoth/azoth.hpp"
#include "support/backend_test.hpp"
#include "support/expect_error.hpp"
#include "support/statement_log.hpp"

namespace azoth::test {
namespace {

struct Novel;

struct Writer {
    std::int64_t id = 0;
    std::string name;
    Many<Novel> novels;
};

struct House {
    std::int64_t id = 0;
    std::string name;
    Many<Novel> novels;
};

struct Review {
    std::int64_t id = 0;
    std::int64_t novel_id = 0;
    int stars = 0;
    One<Novel> novel;
};

struct Novel {
    std::int64_t id = 0;
    std::string title;
    std::int64_t writer_id = 0;
    std::optional<std::int64_t> house_id;
    One<Writer> writer;
    One<House> house;
    Many<Review> reviews;
};

void mapping(Mapper<Writer>& m) {
    m.table("writers");
    m.columns<&Writer::id, &Writer::name>();
    m.primary_key(&Writer::id);
    m.relationship<&Writer::novels>().order_by(&Novel::title);
}

void mapping(Mapper<House>& m) {
    m.table("houses");
    m.columns<&House::id, &House::name>();
    m.primary_key(&House::id);
    m.relationship<&House::novels>();
}

void mapping(Mapper<Review>& m) {
    m.table("reviews");
    m.columns<&Review::id, &Review::novel_id, &Review::stars>();
    m.primary_key(&Review::id);
    m.column(&Review::novel_id).references(&Novel::id);
    m.relationship<&Review::novel>();
}

void mapping(Mapper<Novel>& m) {
    m.table("novels");
    m.columns<&Novel::id, &Novel::title, &Novel::writer_id, &Novel::house_id>();
    m.primary_key(&Novel::id);
    m.column(&Novel::writer_id).references(&Writer::id);
    m.column(&Novel::house_id).references(&House::id);
    m.relationship<&Novel::writer>();
    m.relationship<&Novel::house>();
    m.relationship<&Novel::reviews>().order_by(&Review::stars);
}

/// Le Guin with two novels, of which one has a house and two reviews; Lem with one; Nobody with none.
class LoaderOptions : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (IsSkipped()) return;
        Registry::of<Writer, House, Review, Novel>().create_all(engine());
        Session session = open();
        const Ref<House> house = session.add(House{.name = "Harper"});
        session.add(
            Writer{.name = "Le Guin",
                   .novels = {{.title = "The Lathe of Heaven"},
                              {.title = "The Dispossessed", .house = house, .reviews = {{.stars = 5}, {.stars = 4}}}}});
        session.add(Writer{.name = "Lem", .novels = {{.title = "Solaris", .house = house}}});
        session.add(Writer{.name = "Nobody"});
        session.commit();
    }

    Session open() { return Session(engine()); }

    static std::vector<std::string> titles(const Writer& writer) {
        std::vector<std::string> titles;
        for (const Novel& novel : writer.novels) titles.push_back(novel.title);
        return titles;
    }
    using Titles = std::vector<std::string>;
};

TEST_F(LoaderOptions, SelectinloadTakesOneQueryMore) {
    Session session = open();
    const StatementLog log(engine());
    const auto writers = session.scalars(select<Writer>().order_by(&Writer::id).options(selectinload(&Writer::novels)));
    expect_statements(log, 2);
    EXPECT_EQ(titles(*writers[0]), (Titles{"The Dispossessed", "The Lathe of Heaven"}));
    EXPECT_EQ(titles(*writers[1]), (Titles{"Solaris"}));
    EXPECT_EQ(titles(*writers[2]), Titles{});
    EXPECT_EQ(writers[0]->novels[0].writer->name, "Le Guin");
    expect_statements(log, 2);
}

TEST_F(LoaderOptions, ThenGoesOnWithWhatWasLoaded) {
    Session session = open();
    const StatementLog log(engine());
    const auto writers = session.scalars(
        select<Writer>()
            .order_by(&Writer::id)
            .options(
                selectinload(&Writer::novels).then(selectinload(&Novel::reviews)).then(joinedload(&Novel::house))));
    expect_statements(log, 3);
    EXPECT_EQ(writers[0]->novels[0].reviews.size(), 2U);
    EXPECT_EQ(writers[0]->novels[0].house->name, "Harper");
    EXPECT_FALSE(writers[0]->novels[1].house);
    EXPECT_EQ(writers[1]->novels[0].house->name, "Harper");
    expect_statements(log, 3);
}

TEST_F(LoaderOptions, JoinedloadOfAOneTakesNoQueryMore) {
    Session session = open();
    const StatementLog log(engine());
    const auto novels = session.scalars(select<Novel>()
                                            .order_by(&Novel::title)
                                            .limit(2)
                                            .options(joinedload(&Novel::house), joinedload(&Novel::writer)));
    expect_statements(log, 1);
    ASSERT_EQ(novels.size(), 2U);
    EXPECT_EQ(novels[0]->title, "Solaris");
    EXPECT_EQ(novels[0]->house->name, "Harper");
    EXPECT_EQ(novels[1]->writer->name, "Le Guin");
    expect_statements(log, 1);
    EXPECT_EQ(log.count("LEFT OUTER JOIN"), 1U);
}

TEST_F(LoaderOptions, JoinedloadOfAManyReturnsEachObjectOnce) {
    Session session = open();
    const StatementLog log(engine());
    const auto writers = session.scalars(
        select<Writer>().order_by(&Writer::id).options(joinedload(&Writer::novels).then(joinedload(&Novel::reviews))));
    expect_statements(log, 1);
    ASSERT_EQ(writers.size(), 3U);
    EXPECT_EQ(titles(*writers[0]), (Titles{"The Dispossessed", "The Lathe of Heaven"}));
    EXPECT_TRUE(writers[2]->novels.empty());
    const auto& reviews = writers[0]->novels[0].reviews;
    ASSERT_EQ(reviews.size(), 2U);
    EXPECT_EQ(reviews[0].stars, 4);
    EXPECT_EQ(reviews[1].novel->title, "The Dispossessed");
    EXPECT_TRUE(writers[0]->novels[1].reviews.empty());
    expect_statements(log, 1);
}

TEST_F(LoaderOptions, TwoJoinedCollectionsDoNotMultiplyEachOther) {
    {
        Session session = open();
        Ref<House> house = session.query<House>().one();
        house->novels.push_back(
            Novel{.title = "Fiasco", .writer = session.query<Writer>().where(c(&Writer::name) == "Lem").one()});
        session.commit();
    }
    Session session = open();
    const auto houses = session.scalars(select<House>().options(
        joinedload(&House::novels).then(joinedload(&Novel::reviews)).then(joinedload(&Novel::writer))));
    ASSERT_EQ(houses.size(), 1U);
    EXPECT_EQ(houses[0]->novels.size(), 3U);
}

TEST_F(LoaderOptions, ALimitCountsObjectsAndNotJoinedRows) {
    Session session = open();
    const StatementLog log(engine());
    const Ref<Writer> first =
        session.query<Writer>().order_by(&Writer::id).options(joinedload(&Writer::novels)).first();
    EXPECT_EQ(titles(*first).size(), 2U);
    expect_statements(log, 2);
}

TEST_F(LoaderOptions, OptionsWorkForRowsOfSeveralThings) {
    Session session = open();
    const StatementLog log(engine());
    const auto rows = session.execute(
        select<Novel, Writer>()
            .where(c(&Novel::writer_id) == c(&Writer::id))
            .order_by(&Novel::title)
            .options(joinedload(&Novel::house), selectinload(&Novel::reviews), joinedload(&Writer::novels)));
    ASSERT_EQ(rows.size(), 3U);
    const auto& [novel, writer] = rows[1];
    EXPECT_EQ(novel->house->name, "Harper");
    EXPECT_EQ(novel->reviews.size(), 2U);
    EXPECT_EQ(writer->novels.size(), 2U);
    expect_statements(log, 3);
}

TEST_F(LoaderOptions, OptionsWorkForReadOnlyObjects) {
    Session session = open();
    const StatementLog log(engine());
    const auto writers = session.scalars(select<const Writer>()
                                             .order_by(&Writer::id)
                                             .options(joinedload(&Writer::novels).then(joinedload(&Novel::house))));
    ASSERT_EQ(writers.size(), 3U);
    EXPECT_EQ(titles(*writers[0]).size(), 2U);
    EXPECT_EQ(writers[1]->novels[0].house->name, "Harper");
    expect_statements(log, 2);
}

TEST_F(LoaderOptions, AnAliasIsJoinedFromItself) {
    Session session = open();
    const auto later = alias<Novel>("later");
    const auto novels =
        session.scalars(select(later).order_by(later[&Novel::title]).options(joinedload(&Novel::writer)));
    ASSERT_EQ(novels.size(), 3U);
    EXPECT_EQ(novels[0]->writer->name, "Lem");
}

TEST_F(LoaderOptions, RaiseloadRefusesALazyLoad) {
    Session session = open();
    const auto writers = session.scalars(select<Writer>().options(raiseload(&Writer::novels)));
    expect_error<ArgumentError>("lazy_load_refused", "selectinload(&Writer::novels)",
                                [&] { return writers[0]->novels.size(); });
}

TEST_F(LoaderOptions, RaiseloadOfAClassSparesWhatAnotherOptionNames) {
    Session session = open();
    const auto novels = session.scalars(select<Novel>().options(selectinload(&Novel::writer), raiseload<Novel>()));
    EXPECT_FALSE(novels[0]->writer->name.empty());
    expect_error<ArgumentError>("lazy_load_refused", "Novel::house",
                                [&] { return static_cast<bool>(novels[0]->house); });
}

TEST_F(LoaderOptions, RaiseloadReachesObjectsThatAreLoadedLater) {
    Session session = open();
    const auto writers = session.scalars(
        select<Writer>().order_by(&Writer::id).options(lazyload(&Writer::novels).then(raiseload(&Novel::reviews))));
    EXPECT_EQ(writers[0]->novels.size(), 2U);
    expect_error<ArgumentError>("lazy_load_refused", "Novel::reviews",
                                [&] { return writers[0]->novels[0].reviews.size(); });
}

TEST_F(LoaderOptions, OneByOneLoadsForOneObject) {
    Session session = open();
    const auto writers =
        session.scalars(select<Writer>().order_by(&Writer::id).options(lazyload_one_by_one(&Writer::novels)));
    const StatementLog log(engine());
    for (const auto writer : writers) EXPECT_LE(writer->novels.size(), 2U);
    expect_statements(log, 3);
}

TEST_F(LoaderOptions, WhatIsInTheSessionIsLoadedToo) {
    Session session = open();
    const Ref<Writer> known = session.query<Writer>().order_by(&Writer::id).first();
    const auto writers = session.scalars(select<Writer>().options(selectinload(&Writer::novels)));
    EXPECT_EQ(writers.size(), 3U);
    const StatementLog log(engine());
    EXPECT_EQ(std::as_const(known)->novels.size(), 2U);
    expect_statements(log, 0);
}

TEST_F(LoaderOptions, WhatWasChangedCountsMoreThanJoinedRows) {
    Session session(engine(), SessionOptions{.autoflush = false});
    const auto writers = session.scalars(select<Writer>().order_by(&Writer::id));
    Ref<Writer> lem = writers[1];
    lem->novels.push_back(Novel{.title = "Eden"});
    const auto again = session.scalars(select<Writer>().order_by(&Writer::id).options(joinedload(&Writer::novels)));
    EXPECT_EQ(again.size(), 3U);
    EXPECT_EQ(titles(*again[1]), (Titles{"Solaris", "Eden"}));
    session.rollback();
}

TEST_F(LoaderOptions, RowsThatAreLockedAreNotJoined) {
    Session session = open();
    const auto novels = session.scalars(select<Novel>().options(joinedload(&Novel::house)).with_for_update());
    EXPECT_EQ(novels.size(), 3U);
    const StatementLog log(engine());
    for (const auto novel : novels) EXPECT_EQ(static_cast<bool>(novel->house), novel->house_id.has_value());
    expect_statements(log, 0);
}

TEST_F(LoaderOptions, AnOptionForAnotherClassIsAnError) {
    Session session = open();
    expect_error<ArgumentError>("option_without_entity", "returns no Novel", [&] {
        return session.scalars(select<Writer>().options(selectinload(&Novel::reviews)));
    });
}

TEST_F(LoaderOptions, AnOptionForWhatARelationshipDoesNotLeadToIsAnError) {
    Session session = open();
    expect_error<ArgumentError>(
        "option_without_entity", "option for Review follows Writer::novels by then(), but that leads to Novel", [&] {
            return session.scalars(
                select<Writer>().options(selectinload(&Writer::novels).then(joinedload(&Review::novel))));
        });
}

TEST_F(LoaderOptions, AnOptionWithinAUnionIsAnErrorAndOneAroundItIsNot) {
    Session session = open();
    const auto with_option = select<Writer>().options(selectinload(&Writer::novels));
    expect_error<ArgumentError>("option_without_entity", "put it on one from alias<Writer>(union_(...).subquery())",
                                [&] { return session.scalars(union_(select<Writer>(), with_option)); });
    const auto all = alias<Writer>(union_(select<Writer>(), select<Writer>()).subquery("all_of_them"));
    const StatementLog log(engine());
    const auto writers = session.scalars(select(all).order_by(all[&Writer::id]).options(selectinload(&Writer::novels)));
    expect_statements(log, 2);
    ASSERT_EQ(writers.size(), 3U);
    EXPECT_EQ(titles(*writers[0]).size(), 2U);
    expect_statements(log, 2);
}

TEST_F(LoaderOptions, OptionsThatBeginAlikeAreMerged) {
    Session session = open();
    const auto writers = session.scalars(
        select<Writer>()
            .order_by(&Writer::id)
            .options(selectinload(&Writer::novels).then(selectinload(&Novel::reviews).then(raiseload(&Review::novel))),
                     selectinload(&Writer::novels).then(selectinload(&Novel::house)),
                     selectinload(&Writer::novels).then(selectinload(&Novel::reviews))));
    const StatementLog log(engine());
    EXPECT_EQ(writers[0]->novels[0].reviews.size(), 2U);
    EXPECT_EQ(writers[0]->novels[0].house->name, "Harper");
    expect_statements(log, 0);
}

TEST_F(LoaderOptions, EveryReadOnlyCopyOfARowHasItsCollection) {
    Session session = open();
    const auto rows = session.scalars(select<const Writer>()
                                          .join(&Writer::novels)
                                          .where(c(&Writer::name) == "Le Guin")
                                          .options(selectinload(&Writer::novels)));
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(titles(*rows[0]).size(), 2U);
    EXPECT_EQ(titles(*rows[1]).size(), 2U);
}

// Nothing in the table keeps the locks of a door to one.

struct Lock;

struct Door {
    std::int64_t id = 0;
    One<Lock> lock;
};

struct Lock {
    std::int64_t id = 0;
    std::int64_t door_id = 0;
    One<Door> door;
};

void mapping(Mapper<Door>& m) {
    m.table("doors");
    m.columns<&Door::id>();
    m.primary_key(&Door::id);
    m.relationship<&Door::lock>();
}

void mapping(Mapper<Lock>& m) {
    m.table("locks");
    m.columns<&Lock::id, &Lock::door_id>();
    m.primary_key(&Lock::id);
    m.column(&Lock::door_id).references(&Door::id);
    m.relationship<&Lock::door>();
}

TEST_F(LoaderOptions, AJoinedOneThatHasSeveralRowsDoesNotMultiplyItsOwner) {
    Registry::of<Door, Lock>().create_all(engine());
    engine().begin([](Connection& connection) {
        connection.execute(insert<Door>().values(std::vector{Door{.id = 1}, Door{.id = 2}}));
        connection.execute(
            insert<Lock>().values(std::vector{Lock{.id = 1, .door_id = 1}, Lock{.id = 2, .door_id = 1}}));
    });
    Session session = open();
    const auto doors = session.scalars(select<Door>().order_by(&Door::id).options(joinedload(&Door::lock)));
    ASSERT_EQ(doors.size(), 2U);
    EXPECT_EQ(doors[0]->lock->door_id, 1);
    EXPECT_FALSE(doors[1]->lock);
    const auto two = open().scalars(select<Door>().order_by(&Door::id).limit(2).options(joinedload(&Door::lock)));
    EXPECT_EQ(two[1]->id, 2) << "a limit counts doors";
}

}  // namespace
}  // namespace azoth::test
