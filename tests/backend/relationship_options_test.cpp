// SPDX-License-Identifier: MIT
// What a relationship can be told: order, criteria, joins without foreign keys, who deletes; and collections that are
// never loaded, association objects, conditions on what is related.
#include "azoth/azoth.hpp"
#include "azoth/orm/association_proxy.hpp"
#include "support/backend_test.hpp"
#include "support/expect_error.hpp"
#include "support/statement_log.hpp"

namespace azoth::test {
namespace {

using Names = std::vector<std::string>;

struct Song;
struct Play;

struct Band {
    std::int64_t id = 0;
    std::string name;
    Many<Song> songs;
    Many<Song> long_songs;
    Many<Play> plays;  // left to the database when a band goes
};

struct Song {
    std::int64_t id = 0;
    std::string title;
    std::int32_t seconds = 0;
    std::optional<std::int64_t> band_id;
    std::optional<std::string> label_name;
    One<Band> band;
    One<struct Label> label;
};

struct Label {
    std::int64_t id = 0;
    std::string name;
    Many<Song> songs;
};

struct Play {
    std::int64_t id = 0;
    std::int64_t band_id = 0;
};

void mapping(Mapper<Band>& m) {
    m.table("relopt_bands");
    m.columns<&Band::id, &Band::name>();
    m.primary_key(&Band::id);
    m.relationship<&Band::songs>().order_by(descending(&Song::seconds), &Song::title);
    m.relationship<&Band::long_songs>().where([] { return c(&Song::seconds) > 300; }).order_by(&Song::title);
    m.relationship<&Band::plays>().cascade(Cascade::All).passive_deletes();
}

void mapping(Mapper<Song>& m) {
    m.table("relopt_songs");
    m.columns<&Song::id, &Song::title, &Song::seconds, &Song::band_id, &Song::label_name>();
    m.primary_key(&Song::id);
    m.column(&Song::band_id).references(&Band::id);
    m.relationship<&Song::band>();
    m.relationship<&Song::label>().foreign_key(&Song::label_name).references(&Label::name);
}

void mapping(Mapper<Label>& m) {
    m.table("relopt_labels");
    m.columns<&Label::id, &Label::name>();
    m.primary_key(&Label::id);
    m.relationship<&Label::songs>().foreign_key(&Song::label_name).references(&Label::name).order_by(&Song::id);
}

void mapping(Mapper<Play>& m) {
    m.table("relopt_plays");
    m.columns<&Play::id, &Play::band_id>();
    m.primary_key(&Play::id);
    m.column(&Play::band_id).references(&Band::id, ReferentialAction::Cascade);
}

/// A house needs its owner; an owner has a favourite house.
struct House;

struct Owner {
    std::int64_t id = 0;
    std::optional<std::int64_t> favourite_id;
    std::optional<std::int64_t> friend_id;
    One<House> favourite;
    One<Owner> best_friend;
};

struct House {
    std::int64_t id = 0;
    std::int64_t owner_id = 0;
    One<Owner> owner;
};

void mapping(Mapper<Owner>& m) {
    m.table("relopt_owners");
    m.columns<&Owner::id, &Owner::favourite_id, &Owner::friend_id>();
    m.primary_key(&Owner::id);
    m.column(&Owner::favourite_id).references(&House::id);
    m.column(&Owner::friend_id).references(&Owner::id);
    m.relationship<&Owner::favourite>().foreign_key(&Owner::favourite_id);
    m.relationship<&Owner::best_friend>();
}

void mapping(Mapper<House>& m) {
    m.table("relopt_houses");
    m.columns<&House::id, &House::owner_id>();
    m.primary_key(&House::id);
    m.column(&House::owner_id).references(&Owner::id);
    m.relationship<&House::owner>().foreign_key(&House::owner_id);
}

/// Collections that are never loaded, of children and over a link table.
struct Reading;
struct Sensor;

struct Station {
    std::int64_t id = 0;
    std::string name;
    WriteOnly<Reading> readings;
    WriteOnly<Sensor> sensors;
};

struct Reading {
    std::int64_t id = 0;
    std::int32_t value = 0;
    std::int64_t station_id = 0;
    One<Station> station;
};

struct Sensor {
    std::int64_t id = 0;
    std::string name;
};

void mapping(Mapper<Station>& m) {
    m.table("relopt_stations");
    m.columns<&Station::id, &Station::name>();
    m.primary_key(&Station::id);
    m.relationship<&Station::readings>().cascade(Cascade::All | Cascade::DeleteOrphan);
    m.relationship<&Station::sensors>().secondary("relopt_station_sensors");
}

void mapping(Mapper<Reading>& m) {
    m.table("relopt_readings");
    m.columns<&Reading::id, &Reading::value, &Reading::station_id>();
    m.primary_key(&Reading::id);
    m.column(&Reading::station_id).references(&Station::id);
    m.relationship<&Reading::station>();
}

void mapping(Mapper<Sensor>& m) {
    m.table("relopt_sensors");
    m.columns<&Sensor::id, &Sensor::name>();
    m.primary_key(&Sensor::id);
}

/// Of the rows that refer to a depot, only some are its trucks.
struct Truck;
struct Vehicle;

struct Depot {
    std::int64_t id = 0;
    std::int32_t number = 0;
    WriteOnly<Truck> trucks;
    WriteOnly<Vehicle> big_vehicles;  // only shown
};

struct Vehicle {
    std::int64_t id = 0;
    std::string kind;
    std::int32_t depot_number = 0;
    std::int32_t wheels = 0;
};

struct Truck : Vehicle {};

void mapping(Mapper<Depot>& m) {
    m.table("relopt_depots");
    m.columns<&Depot::id, &Depot::number>();
    m.primary_key(&Depot::id);
    m.column(&Depot::number).unique();
    m.relationship<&Depot::trucks>()
        .foreign_key(static_cast<std::int32_t Truck::*>(&Vehicle::depot_number))
        .references(&Depot::number)
        .cascade(Cascade::All);
    m.relationship<&Depot::big_vehicles>().foreign_key(&Vehicle::depot_number).references(&Depot::number).where([] {
        return c(&Vehicle::wheels) > 4;
    });
}

void mapping(Mapper<Vehicle>& m) {
    m.table("relopt_vehicles");
    m.columns<&Vehicle::id, &Vehicle::kind, &Vehicle::depot_number, &Vehicle::wheels>();
    m.primary_key(&Vehicle::id);
    m.column(&Vehicle::kind).type(String{20});
    m.polymorphic_on(&Vehicle::kind, "vehicle");
}

void mapping(Mapper<Truck>& m) {
    m.inherits<Vehicle>("truck");
}

/// The link has columns of its own.
struct Keyword {
    std::int64_t id = 0;
    std::string word;
};

struct UserKeyword {
    std::int64_t user_id = 0;
    std::int64_t keyword_id = 0;
    std::string note;
    One<Keyword> keyword;
};

struct User {
    std::int64_t id = 0;
    std::string name;
    Many<UserKeyword> user_keywords;
};

void mapping(Mapper<Keyword>& m) {
    m.table("relopt_keywords");
    m.columns<&Keyword::id, &Keyword::word>();
    m.primary_key(&Keyword::id);
}

void mapping(Mapper<UserKeyword>& m) {
    m.table("relopt_user_keywords");
    m.columns<&UserKeyword::user_id, &UserKeyword::keyword_id, &UserKeyword::note>();
    m.primary_key(&UserKeyword::user_id, &UserKeyword::keyword_id);
    m.column(&UserKeyword::user_id).references(&User::id);
    m.column(&UserKeyword::keyword_id).references(&Keyword::id);
    m.relationship<&UserKeyword::keyword>();
}

void mapping(Mapper<User>& m) {
    m.table("relopt_users");
    m.columns<&User::id, &User::name>();
    m.primary_key(&User::id);
    m.relationship<&User::user_keywords>()
        .cascade(Cascade::All | Cascade::DeleteOrphan)
        .order_by(&UserKeyword::keyword_id);
}

class RelationshipOptions : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (!IsSkipped())
            Registry::of<Band, Song, Label, Play, Owner, House, Station, Reading, Sensor, Depot, Vehicle, Truck,
                         Keyword, UserKeyword, User>()
                .create_all(engine());
    }
    Session open() { return Session(engine()); }
    template <class T>
    std::int64_t count() {
        return open().query<T>().count();
    }
    void add_bands() {
        Session session = open();
        session.add(Band{.name = "Can",
                         .songs = {{.title = "Halleluwah", .seconds = 1100}, {.title = "Spoon", .seconds = 180}}});
        session.add(Band{.name = "Neu!", .songs = {{.title = "Hero", .seconds = 420}}});
        session.add(Band{.name = "Faust"});
        session.commit();
    }
    Ref<Band> band(Session& session, const std::string& name) {
        return session.query<Band>().where(c(&Band::name) == name).one();
    }
    template <class Songs>
    static Names titles(const Songs& songs) {
        Names result;
        for (const Song& song : songs) result.push_back(song.title);
        return result;
    }
    static Names names(Session& session, const Condition& condition) {
        Names result;
        for (const Ref<Band>& found : session.scalars(select<Band>().where(condition).order_by(&Band::name)))
            result.push_back(found.get()->name);
        return result;
    }
};

// Order, criteria, joins.

TEST_F(RelationshipOptions, TheOrderMayDescend) {
    add_bands();
    Session session = open();
    EXPECT_EQ(titles(band(session, "Can")->songs), (Names{"Halleluwah", "Spoon"}));
    session.expunge_all();
    const auto bands = session.scalars(select<Band>().order_by(&Band::id).options(joinedload(&Band::songs)));
    EXPECT_EQ(titles(bands[0]->songs), (Names{"Halleluwah", "Spoon"}));
}

TEST_F(RelationshipOptions, CriteriaChooseAmongTheRows) {
    add_bands();
    Session session = open();
    const auto bands = session.query<Band>().order_by(&Band::id).all();
    const StatementLog log(engine());
    EXPECT_EQ(titles(bands[0]->long_songs), Names{"Halleluwah"});
    EXPECT_EQ(titles(bands[1]->long_songs), Names{"Hero"});
    EXPECT_TRUE(bands[2]->long_songs.empty());
    expect_statements(log, 1);
    session.expunge_all();
    const auto joined = session.scalars(select<Band>().order_by(&Band::id).options(joinedload(&Band::long_songs)));
    EXPECT_EQ(titles(joined[0]->long_songs), Names{"Halleluwah"});
    EXPECT_EQ(session.query<Band>().join(&Band::long_songs).count(), 2);
    EXPECT_EQ(names(session, any(&Band::long_songs, startswith(&Song::title, "Hero"))), Names{"Neu!"});
}

TEST_F(RelationshipOptions, WhatIsViewOnlyCannotBeChanged) {
    add_bands();
    Session session = open();
    Ref<Band> can = band(session, "Can");
    expect_error<ArgumentError>("view_only", "Band::long_songs is mapped as view_only() and cannot be changed",
                                [&] { can->long_songs.erase(0); });
    expect_error<ArgumentError>("view_only", "Band::long_songs is mapped as view_only()",
                                [&] { session.add(Band{.name = "x", .long_songs = {{.title = "y"}}}); });
    session.rollback();
    can->songs.push_back(Song{.title = "Mother Sky", .seconds = 870});
    session.commit();
    session.refresh(can);
    EXPECT_EQ(titles(can->long_songs), (Names{"Halleluwah", "Mother Sky"}));
    Ref<Band> fresh = session.add(Band{.name = "fresh", .songs = {{.title = "z", .seconds = 400}}});
    session.commit();
    EXPECT_EQ(titles(fresh->long_songs), Names{"z"});
    session.delete_(can);
    session.commit();
}

TEST_F(RelationshipOptions, ColumnsThatAreNoForeignKeyJoinAndAreWritten) {
    {
        Session session = open();
        session.add(Song{.title = "Spoon", .label = Label{.name = "UA"}});
        session.add(Label{.name = "Brain", .songs = {{.title = "Hero"}, {.title = "Isi"}}});
        session.commit();
    }
    Session session = open();
    const Ref<Song> hero = session.query<Song>().where(c(&Song::title) == "Hero").one();
    EXPECT_EQ(hero.get()->label_name, "Brain");
    EXPECT_EQ(hero.get()->label->songs.size(), 2U);
    EXPECT_EQ(session.query<Song>().join(&Song::label).where(c(&Label::name) == "UA").one().get()->title, "Spoon");
}

// Deleting.

TEST_F(RelationshipOptions, PassiveDeletesLeaveChildrenToTheDatabase) {
    {
        Session session = open();
        session.add(Band{.name = "Can", .plays = {{}, {}, {}}});
        session.commit();
    }
    Session session = open();
    const Ref<Band> can = band(session, "Can");
    EXPECT_TRUE(can.get()->songs.empty());
    const StatementLog log(engine());
    session.delete_(can);
    session.commit();
    expect_statements(log, 1);
    EXPECT_EQ(count<Play>(), 0);
}

TEST_F(RelationshipOptions, RowsOfTwoTablesThatReferToEachOtherComeAndGoTogether) {
    Session session = open();
    const Ref<House> house = session.add(House{.owner = Owner{}});
    Ref<Owner> owner = house.get()->owner.ref();
    owner->favourite = house;
    session.commit();
    EXPECT_EQ(owner->favourite_id, house.get()->id);

    session.delete_(owner);
    session.delete_(house);
    session.commit();
    EXPECT_EQ(count<Owner>() + count<House>(), 0);
}

TEST_F(RelationshipOptions, TheOrderOfTheirCreationDoesNotMatter) {
    Session session = open();
    Ref<Owner> owner = session.add(Owner{});
    owner->favourite = House{};
    owner->favourite->owner = owner;
    session.commit();
    EXPECT_EQ(count<House>(), 1);
    session.delete_(owner->favourite.ref());
    session.delete_(owner);
    session.commit();
    EXPECT_EQ(count<Owner>() + count<House>(), 0);
}

TEST_F(RelationshipOptions, RowsOfOneTableThatReferToEachOtherAreDeletedAtOnce) {
    Session session = open();
    Ref<Owner> one = session.add(Owner{});
    Ref<Owner> two = session.add(Owner{});
    Ref<Owner> three = session.add(Owner{});
    one->best_friend = two;
    two->best_friend = three;
    three->best_friend = one;
    session.commit();
    for (const Ref<Owner>& owner : {one, two, three}) session.delete_(owner);
    const StatementLog log(engine());
    session.commit();
    EXPECT_EQ(log.count("UPDATE"), 1U);
    EXPECT_EQ(count<Owner>(), 0);
}

TEST_F(RelationshipOptions, AChainIsDeletedWithoutAnUpdate) {
    Session session = open();
    Ref<Owner> one = session.add(Owner{});
    Ref<Owner> two = session.add(Owner{});
    one->best_friend = two;
    session.commit();
    session.delete_(two);
    session.delete_(one);
    const StatementLog log(engine());
    session.commit();
    EXPECT_EQ(log.count("UPDATE"), 0U);
    EXPECT_EQ(count<Owner>(), 0);
}

// Write-only collections.

TEST_F(RelationshipOptions, AWriteOnlyCollectionIsNeverLoaded) {
    {
        Session session = open();
        Station station{.name = "north"};
        station.readings.push_back(Reading{.value = 1});
        session.add(std::move(station));
        session.commit();
    }
    Session session = open();
    Ref<Station> north = session.query<Station>().one();
    const StatementLog log(engine());
    north->readings.push_back(Reading{.value = 2});
    north->readings.push_back(Reading{.value = 3});
    session.commit();
    EXPECT_EQ(log.count("SELECT"), 0U);
    const auto found =
        session.scalars(north->readings.select().where(c(&Reading::value) > 1).order_by(&Reading::value));
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].get()->station.ref(), north);
    north->readings.remove(found[0]);
    session.commit();
    EXPECT_EQ(count<Reading>(), 2);
    session.delete_(north);
    session.commit();
    EXPECT_EQ(count<Reading>(), 0);
}

TEST_F(RelationshipOptions, AWriteOnlyCollectionOverALinkTable) {
    Session session = open();
    Ref<Station> north = session.add(Station{.name = "north"});
    const Ref<Sensor> wind = session.add(Sensor{.name = "wind"});
    expect_error<ArgumentError>("not_persistent", "flush() first", [&] { north->sensors.select(); });
    north->sensors.push_back(wind);
    north->sensors.push_back(Sensor{.name = "rain"});
    session.commit();
    north->sensors.push_back(wind);
    session.commit();
    EXPECT_EQ(session.scalars(north->sensors.select()).size(), 2U);
    north->sensors.remove(wind);
    session.commit();
    EXPECT_EQ(session.scalars(north->sensors.select()).one().get()->name, "rain");
    const StatementLog log(engine());
    session.delete_(north);
    session.commit();
    EXPECT_EQ(log.count("SELECT"), 0U);
    EXPECT_EQ(count<Sensor>(), 2);
}

TEST_F(RelationshipOptions, AnUnseenChildMayBeDeletedAlongWithItsOwner) {
    Session session = open();
    Station value{.name = "north"};
    value.readings.push_back(Reading{.value = 1});
    value.readings.push_back(Reading{.value = 2});
    const Ref<Station> north = session.add(std::move(value));
    session.commit();

    session.delete_(session.query<Reading>().where(c(&Reading::value) == 1).one());
    session.delete_(north);
    session.commit();

    EXPECT_EQ(count<Reading>(), 0);
}

TEST_F(RelationshipOptions, OnlyRowsOfAWriteOnlyCollectionGoWithItsOwner) {
    Session session = open();
    Ref<Depot> depot = session.add(Depot{.number = 7});
    for (const int wheels : {4, 6}) {
        session.add(Vehicle{.depot_number = 7, .wheels = wheels});
        Truck truck;
        truck.depot_number = 7;
        truck.wheels = wheels;
        session.add(std::move(truck));
    }
    session.commit();

    const auto guard = session.no_autoflush();
    depot->number = 8;  // which nobody writes: its rows are those of 7
    session.delete_(depot);
    session.commit();

    EXPECT_EQ(count<Truck>(), 0);
    EXPECT_EQ(count<Vehicle>(), 2);
}

TEST_F(RelationshipOptions, AnUnseenLinkThatIsCutAndMadeIsThere) {
    Session session = open();
    Ref<Station> north = session.add(Station{.name = "north"});
    const Ref<Sensor> wind = session.add(Sensor{.name = "wind"});
    session.commit();

    for (int times = 0; times < 2; ++times) {  // without the row, and with it
        north->sensors.remove(wind);
        north->sensors.push_back(wind);
        session.commit();
        EXPECT_EQ(session.scalars(north->sensors.select()).size(), 1U);
    }
}

TEST_F(RelationshipOptions, ARolledBackOwnerBringsItsReadingsAgain) {
    Session session = open();
    Station value{.name = "north"};
    value.readings.push_back(Reading{.value = 1});
    const Ref<Station> north = session.add(std::move(value));
    session.rollback();
    session.add(north);
    session.commit();
    EXPECT_EQ(count<Reading>(), 1);
}

// Association objects.

TEST_F(RelationshipOptions, AnAssociationObjectGetsItsKeyFromBothEnds) {
    {
        Session session = open();
        const Ref<Keyword> old = session.add(Keyword{.word = "old"});
        Ref<User> ann = session.add(User{.name = "ann"});
        ann->user_keywords.push_back(UserKeyword{.note = "1", .keyword = old});
        ann->user_keywords.push_back(UserKeyword{.note = "2", .keyword = Keyword{.word = "new"}});
        session.commit();
    }
    Session session = open();
    Ref<User> ann = session.query<User>().one();
    ASSERT_EQ(ann->user_keywords.size(), 2U);
    EXPECT_EQ(ann->user_keywords[1].keyword->word, "new");
    EXPECT_EQ(ann->user_keywords[1].note, "2");
    ann->user_keywords.erase(0);
    session.commit();
    EXPECT_EQ(count<UserKeyword>(), 1);
    session.delete_(ann);
    session.commit();
    EXPECT_EQ(count<UserKeyword>(), 0);
    EXPECT_EQ(count<Keyword>(), 2);
}

TEST_F(RelationshipOptions, AProxySkipsTheAssociationObject) {
    Session session = open();
    Ref<User> ann = session.add(User{.name = "ann"});
    const Ref<Keyword> old = session.add(Keyword{.word = "old"});
    const auto words = proxy(ann->user_keywords, &UserKeyword::keyword, &Keyword::word);
    words.push_back("new");
    proxy(ann->user_keywords, &UserKeyword::keyword).push_back(old);
    session.commit();
    EXPECT_EQ(Names(words.begin(), words.end()), (Names{"new", "old"}));
    EXPECT_TRUE(words.contains("old"));
    EXPECT_TRUE(words.remove("new"));
    EXPECT_FALSE(words.remove("new"));
    session.commit();
    EXPECT_EQ(count<UserKeyword>(), 1);
    EXPECT_EQ(*proxy(ann->user_keywords[0].keyword, &Keyword::word), "old");
}

TEST_F(RelationshipOptions, AManyIsSeenAsAMap) {
    Session session = open();
    Ref<Band> can = session.add(Band{.name = "Can"});
    const auto songs = keyed_by(can->songs, &Song::title);
    songs["Spoon"].seconds = 180;
    EXPECT_FALSE(songs.insert(Song{.title = "Spoon"}));
    EXPECT_TRUE(songs.insert(Song{.title = "Hero"}));
    EXPECT_EQ(songs["Spoon"].seconds, 180);
    EXPECT_EQ(songs.size(), 2U);
    EXPECT_TRUE(songs.erase("Hero"));
    EXPECT_EQ(songs.find("Hero"), nullptr);
    songs.at("Spoon").seconds = 181;
    session.commit();
    EXPECT_EQ(count<Song>(), 2);  // "Hero" has no band: it is nobody's orphan
    expect_error<ArgumentError>("not_related", "at()", [&] { songs.at("Hero"); });
}

// Conditions on what is related.

TEST_F(RelationshipOptions, ConditionsAskWhatIsRelated) {
    add_bands();
    Session session = open();
    const Ref<Band> can = band(session, "Can");
    const Ref<Song> spoon = session.query<Song>().where(c(&Song::title) == "Spoon").one();
    EXPECT_EQ(names(session, any(&Band::songs)), (Names{"Can", "Neu!"}));
    EXPECT_EQ(names(session, !any(&Band::songs)), Names{"Faust"});
    EXPECT_EQ(names(session, any(&Band::songs, c(&Song::seconds) > 200, c(&Song::seconds) < 500)), Names{"Neu!"});
    EXPECT_EQ(names(session, contains(&Band::songs, spoon)), Names{"Can"});
    EXPECT_EQ(session.query<Song>().where(has(&Song::band, c(&Band::name) == "Can")).count(), 2);
    EXPECT_EQ(session.query<Song>().where(is_related(&Song::band, can)).count(), 2);
    EXPECT_EQ(session.query<Song>().where(with_parent(can, &Band::songs), c(&Song::seconds) > 200).count(), 1);
    expect_error<ArgumentError>("not_persistent", "a new Band has no row yet", [&] {
        Session other(engine(), {.autoflush = false});
        with_parent(other.add(Band{}), &Band::songs);
    });
}

TEST_F(RelationshipOptions, ConditionsOfAClassRelatedToItselfMeanTheOther) {
    Session session = open();
    Ref<Owner> one = session.add(Owner{});
    Ref<Owner> two = session.add(Owner{});
    one->best_friend = two;
    session.commit();
    EXPECT_EQ(session.query<Owner>().where(has(&Owner::best_friend, c(&Owner::id) == two->id)).one(), one);
    const auto some = alias<Owner>("some");
    EXPECT_EQ(session.scalars(select(some).where(has(some[&Owner::best_friend], c(&Owner::id) == two->id))).one(), one);
}

TEST_F(RelationshipOptions, ConditionsGoOverLinkTables) {
    Session session = open();
    Ref<Station> north = session.add(Station{.name = "north"});
    session.add(Station{.name = "south"});
    const Ref<Sensor> wind = session.add(Sensor{.name = "wind"});
    north->sensors.push_back(wind);
    session.commit();
    EXPECT_EQ(session.query<Station>().where(any(&Station::sensors, c(&Sensor::name) == "wind")).one(), north);
    EXPECT_EQ(session.query<Station>().where(any(&Station::sensors, c(&Sensor::name) == "rain")).count(), 0);
    EXPECT_EQ(session.query<Sensor>().where(with_parent(north, &Station::sensors)).one(), wind);
}

}  // namespace
}  // namespace azoth::test
