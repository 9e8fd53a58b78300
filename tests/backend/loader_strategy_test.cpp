// SPDX-License-Identifier: MIT
// What each way to load a relationship sends, and what is there afterwards.
#include "azoth/azoth.hpp"
#include "support/backend_test.hpp"
#include "support/expect_error.hpp"
#include "support/statement_log.hpp"

namespace azoth::test {
namespace {

struct Album;
struct Track;

struct Artist {
    std::int64_t id = 0;
    std::string name;
    Many<Album> albums;
};

struct Label {
    std::int64_t id = 0;
    std::string name;
};

struct Album {
    std::int64_t id = 0;
    std::string title;
    int year = 0;
    std::int64_t artist_id = 0;
    std::optional<std::int64_t> label_id;
    One<Artist> artist;
    One<Label> label;
    Many<Track> tracks;
};

struct Track {
    std::int64_t id = 0;
    std::string title;
    int seconds = 0;
    std::int64_t album_id = 0;
    One<Album> album;
};

void mapping(Mapper<Artist>& m) {
    m.table("ls_artists");
    m.columns<&Artist::id, &Artist::name>();
    m.primary_key(&Artist::id);
    m.relationship<&Artist::albums>().order_by(&Album::title);
}

void mapping(Mapper<Label>& m) {
    m.table("ls_labels");
    m.columns<&Label::id, &Label::name>();
    m.primary_key(&Label::id);
}

void mapping(Mapper<Album>& m) {
    m.table("ls_albums");
    m.columns<&Album::id, &Album::title, &Album::year, &Album::artist_id, &Album::label_id>();
    m.primary_key(&Album::id);
    m.column(&Album::artist_id).references(&Artist::id);
    m.column(&Album::label_id).references(&Label::id);
    m.relationship<&Album::artist>();
    m.relationship<&Album::label>();
    m.relationship<&Album::tracks>().order_by(&Track::title);
}

void mapping(Mapper<Track>& m) {
    m.table("ls_tracks");
    m.columns<&Track::id, &Track::title, &Track::seconds, &Track::album_id>();
    m.primary_key(&Track::id);
    m.column(&Track::album_id).references(&Album::id);
    m.relationship<&Track::album>();
}

/// Davis with three albums, of which one has a label and two tracks; Evans with one; Nobody with none.
class LoaderStrategy : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (IsSkipped()) return;
        Registry::of<Artist, Label, Album, Track>().create_all(engine());
        Session session = open();
        const Ref<Label> label = session.add(Label{.name = "Columbia"});
        session.add(Artist{
            .name = "Davis",
            .albums = {{.title = "Kind of Blue",
                        .year = 1959,
                        .label = label,
                        .tracks = {{.title = "So What", .seconds = 562}, {.title = "Blue in Green", .seconds = 337}}},
                       {.title = "Milestones", .year = 1958},
                       {.title = "Tutu", .year = 1986}}});
        session.add(Artist{.name = "Evans", .albums = {{.title = "Waltz for Debby", .year = 1962, .label = label}}});
        session.add(Artist{.name = "Nobody"});
        session.commit();
    }

    Session open() { return Session(engine()); }

    using Titles = std::vector<std::string>;
    static Titles titles(const Artist& artist) {
        Titles titles;
        for (const Album& album : artist.albums) titles.push_back(album.title);
        return titles;
    }
};

TEST_F(LoaderStrategy, ContainsEagerTakesTheRowsOfTheUsersJoin) {
    Session session = open();
    const StatementLog log(engine());
    const auto artists = session.scalars(select<Artist>()
                                             .join(&Artist::albums)
                                             .where(c(&Album::year) < 1960)
                                             .order_by(&Album::year)
                                             .options(contains_eager(&Artist::albums)));
    ASSERT_EQ(artists.size(), 1U);
    EXPECT_EQ(titles(*artists[0]), (Titles{"Milestones", "Kind of Blue"}));
    EXPECT_EQ(artists[0]->albums[0].artist->name, "Davis");
    expect_statements(log, 1);
    EXPECT_EQ(log.count("JOIN"), 1U);
}

TEST_F(LoaderStrategy, ContainsEagerGoesOnWithTheNextJoin) {
    Session session = open();
    const StatementLog log(engine());
    const auto artists = session.scalars(select<Artist>()
                                             .join(&Artist::albums)
                                             .outerjoin(&Album::label)
                                             .join(&Album::tracks)
                                             .order_by(&Track::seconds)
                                             .options(contains_eager(&Artist::albums)
                                                          .then(contains_eager(&Album::label))
                                                          .then(contains_eager(&Album::tracks))));
    ASSERT_EQ(artists.size(), 1U);
    ASSERT_EQ(artists[0]->albums.size(), 1U);
    const Album& album = artists[0]->albums[0];
    EXPECT_EQ(album.label->name, "Columbia");
    ASSERT_EQ(album.tracks.size(), 2U);
    EXPECT_EQ(album.tracks[0].title, "Blue in Green");
    expect_statements(log, 1);
}

TEST_F(LoaderStrategy, ContainsEagerReadsAnAlias) {
    Session session = open();
    const auto late = alias<Album>("late");
    const auto query = select<Artist>()
                           .join(of_type(&Artist::albums, late))
                           .join(&Artist::albums)
                           .where(late[&Album::year] > 1980, c(&Album::year) < 1959);
    const auto artists = session.scalars(query.options(contains_eager(&Artist::albums, late)));
    ASSERT_EQ(artists.size(), 1U);
    EXPECT_EQ(titles(*artists[0]), (Titles{"Tutu"}));
    Session other = open();
    const auto again = other.scalars(query.options(contains_eager(of_type(&Artist::albums, late))));
    EXPECT_EQ(titles(*again[0]), (Titles{"Tutu"}));
}

TEST_F(LoaderStrategy, ContainsEagerFillsAOneInRowsOfSeveralThings) {
    Session session = open();
    const StatementLog log(engine());
    const auto rows = session.execute(select<Track, Album>()
                                          .select_from<Track>()
                                          .join(&Track::album)
                                          .outerjoin(&Album::label)
                                          .order_by(&Track::title)
                                          .options(contains_eager(&Album::label), contains_eager(&Track::album)));
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(std::get<0>(rows[0])->album->label->name, "Columbia");
    expect_statements(log, 1);
}

TEST_F(LoaderStrategy, ContainsEagerLeavesChildrenAloneThatWereMovedInMemory) {
    Session session(engine(), {.autoflush = false});
    Ref<Album> tutu = session.query<Album>().where(c(&Album::title) == "Tutu").one();
    tutu->artist = session.query<Artist>().where(c(&Artist::name) == "Evans").one();
    const auto artists = session.scalars(select<Artist>()
                                             .join(&Artist::albums)
                                             .where(c(&Artist::name) == "Davis")
                                             .order_by(&Album::title)
                                             .options(contains_eager(&Artist::albums)));
    EXPECT_EQ(titles(*artists[0]), (Titles{"Kind of Blue", "Milestones"}));
    session.rollback();
}

TEST_F(LoaderStrategy, ContainsEagerWithoutItsJoinIsAnError) {
    Session session = open();
    expect_error<ArgumentError>("option_without_join", "has no join to Album; write join(&Artist::albums)", [&] {
        return session.scalars(select<Artist>().options(contains_eager(&Artist::albums)));
    });
    const auto late = alias<Album>("late");
    expect_error<ArgumentError>("option_without_join", "several joins", [&] {
        return session.scalars(select<Artist>()
                                   .join(&Artist::albums)
                                   .join(of_type(&Artist::albums, late))
                                   .options(contains_eager(&Artist::albums)));
    });
    expect_error<ArgumentError>("option_without_join", "stands behind &Artist::albums", [&] {
        return session.scalars(select<Artist>()
                                   .join(&Artist::albums)
                                   .options(selectinload(&Artist::albums).then(contains_eager(&Album::tracks))));
    });
    expect_error<ArgumentError>("option_without_effect", "a Many of read-only objects", [&] {
        return session.scalars(select<const Artist>().join(&Artist::albums).options(contains_eager(&Artist::albums)));
    });
}

TEST_F(LoaderStrategy, SubqueryloadHoldsTheQueryInsteadOfKeys) {
    Session session = open();
    const StatementLog log(engine());
    const auto artists = session.scalars(select<Artist>()
                                             .where(c(&Artist::name) != "Evans")
                                             .order_by(&Artist::name)
                                             .options(subqueryload(&Artist::albums).then(subqueryload(&Album::label))));
    ASSERT_EQ(artists.size(), 2U);
    EXPECT_EQ(titles(*artists[0]), (Titles{"Kind of Blue", "Milestones", "Tutu"}));
    EXPECT_EQ(artists[0]->albums[0].label->name, "Columbia");
    EXPECT_TRUE(artists[1]->albums.empty());
    expect_statements(log, 3);
    EXPECT_EQ(log.count(" IN ("), 0U);
    EXPECT_EQ(log.count("SELECT DISTINCT"), 2U);
}

TEST_F(LoaderStrategy, SubqueryloadKeepsLimitAndOrder) {
    Session session = open();
    const StatementLog log(engine());
    const auto artists =
        session.scalars(select<Artist>().order_by(desc(&Artist::name)).limit(2).options(subqueryload(&Artist::albums)));
    ASSERT_EQ(artists.size(), 2U);
    EXPECT_EQ(titles(*artists[1]), (Titles{"Waltz for Debby"}));
    expect_statements(log, 2);
    EXPECT_EQ(log.count("LIMIT"), 2U);
}

TEST_F(LoaderStrategy, SubqueryloadOfRowsThatRepeatAnObject) {
    Session session = open();
    const auto rows = session.execute(select<Artist, Album>()
                                          .join(&Artist::albums)
                                          .order_by(&Album::title)
                                          .limit(3)
                                          .options(subqueryload(&Artist::albums), subqueryload(&Album::tracks)));
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(std::get<0>(rows[0])->albums.size(), 3U);
    EXPECT_EQ(std::get<1>(rows[0])->tracks.size(), 2U);
}

TEST_F(LoaderStrategy, SubqueryloadBehindSelectinload) {
    Session session = open();
    const StatementLog log(engine());
    const auto artists =
        session.scalars(select<Artist>()
                            .order_by(&Artist::name)
                            .options(selectinload(&Artist::albums).then(subqueryload(&Album::tracks))));
    EXPECT_EQ(artists[0]->albums[0].tracks.size(), 2U);
    EXPECT_TRUE(artists[1]->albums[0].tracks.empty());
    expect_statements(log, 3);
}

TEST_F(LoaderStrategy, ImmediateloadLoadsAtOnce) {
    Session session = open();
    const auto artists =
        session.scalars(select<Artist>().order_by(&Artist::name).options(immediateload(&Artist::albums)));
    const StatementLog log(engine());
    EXPECT_EQ(artists[0]->albums.size(), 3U);
    expect_statements(log, 0);
}

TEST_F(LoaderStrategy, NoloadLooksEmptyAndChangesNothing) {
    {
        Session session = open();
        const StatementLog log(engine());
        auto artists = session.scalars(select<Artist>().order_by(&Artist::name).options(noload(&Artist::albums))).all();
        EXPECT_TRUE(artists[0]->albums.empty());
        expect_statements(log, 1);
        artists[0]->name = "Miles Davis";
        session.commit();
    }
    EXPECT_EQ(open().query<Artist>().order_by(&Artist::id).first()->albums.size(), 3U);
}

TEST_F(LoaderStrategy, NoloadOfWhatIsLoadedLater) {
    Session session = open();
    const auto artists = session.scalars(
        select<Artist>().order_by(&Artist::name).options(lazyload(&Artist::albums).then(noload(&Album::label))));
    EXPECT_EQ(artists[0]->albums.size(), 3U);
    const StatementLog log(engine());
    EXPECT_FALSE(artists[0]->albums[0].label);
    expect_statements(log, 0);
}

TEST_F(LoaderStrategy, OptionsThatCouldDoNothingAreErrors) {
    expect_error<ArgumentError>("option_without_effect", "raiseload() loads no objects, so nothing can follow it",
                                [] { return raiseload(&Artist::albums).then(selectinload(&Album::tracks)); });
    expect_error<ArgumentError>("option_without_effect", "noload() loads no objects",
                                [] { return noload(&Artist::albums).then(selectinload(&Album::tracks)); });
    expect_error<ArgumentError>("option_without_effect", "write selectinload(...).where(...)",
                                [] { return raiseload(&Artist::albums).where(c(&Album::year) > 1); });
    expect_error<ArgumentError>("option_without_effect", "takes the rows of your own query",
                                [] { return contains_eager(&Artist::albums).where(c(&Album::year) > 1); });
    expect_error<ArgumentError>("option_without_effect", "counts levels from 1",
                                [] { return lazyload(&Artist::albums).depth(3); });
    expect_error<ArgumentError>("option_without_effect", "leaves nothing to load",
                                [] { return selectinload(&Artist::albums).limit(0); });
    Session session = open();
    expect_error<ArgumentError>("option_without_effect", "Artist::albums leads to Album", [&] {
        return session.scalars(select<Artist>().options(selectinload(&Artist::albums).depth(2)));
    });
}

TEST_F(LoaderStrategy, OptionsWithinASubqueryAreErrorsThatSayWhereTheyBelong) {
    const auto query = select<Artist>().options(selectinload(&Artist::albums));
    const auto advice = "put the options on the statement that is run";
    expect_error<ArgumentError>("option_without_entity", advice, [&] { return query.subquery(); });
    expect_error<ArgumentError>("option_without_entity", advice, [&] { return query.cte("artists"); });
    expect_error<ArgumentError>("option_without_entity", advice, [&] { return query.exists(); });
    expect_error<ArgumentError>("option_without_entity", advice, [&] { return union_(query, query).subquery(); });
    EXPECT_EQ(open().query<Artist>().options(selectinload(&Artist::albums)).count(), 3);
}

// Conditions, order and number of what is loaded.

TEST_F(LoaderStrategy, SelectinloadOfSomeObjectsOnly) {
    Session session = open();
    const StatementLog log(engine());
    const auto artists = session.scalars(
        select<Artist>()
            .order_by(&Artist::name)
            .options(selectinload(&Artist::albums).where(c(&Album::year) > 1958).order_by(desc(&Album::year))));
    EXPECT_EQ(titles(*artists[0]), (Titles{"Tutu", "Kind of Blue"}));
    EXPECT_EQ(titles(*artists[1]), (Titles{"Waltz for Debby"}));
    expect_statements(log, 2);
}

TEST_F(LoaderStrategy, JoinedloadPutsTheConditionIntoOn) {
    Session session = open();
    const StatementLog log(engine());
    const auto artists =
        session.scalars(select<Artist>()
                            .order_by(&Artist::name)
                            .options(joinedload(&Artist::albums)
                                         .where(c(&Album::year) > 1958, c(&Album::title) != "Tutu")
                                         .order_by(desc(&Album::year))
                                         .then(joinedload(&Album::label).where(c(&Label::name) == "Verve"))));
    ASSERT_EQ(artists.size(), 3U);
    EXPECT_EQ(titles(*artists[0]), (Titles{"Kind of Blue"}));
    EXPECT_FALSE(artists[0]->albums[0].label);
    EXPECT_TRUE(artists[2]->albums.empty());
    expect_statements(log, 1);
}

TEST_F(LoaderStrategy, AConditionHoldsForObjectsThatTheSessionHas) {
    Session session = open();
    const auto labels = session.scalars(select<Label>());
    const auto albums =
        session.scalars(select<Album>().options(selectinload(&Album::label).where(c(&Label::name) == "Verve")));
    for (const Ref<Album>& album : albums) EXPECT_FALSE(album->label);
}

TEST_F(LoaderStrategy, ALazyLoadKeepsItsConditions) {
    Session session = open();
    const auto artists = session.scalars(
        select<Artist>().order_by(&Artist::name).options(lazyload(&Artist::albums).where(c(&Album::year) < 1959)));
    EXPECT_EQ(titles(*artists[0]), (Titles{"Milestones"}));
    EXPECT_EQ(titles(*artists[1]), (Titles{}));
}

TEST_F(LoaderStrategy, ALimitCountsForEachObject) {
    for (const auto& option :
         {selectinload(&Artist::albums), subqueryload(&Artist::albums), joinedload(&Artist::albums)}) {
        Session session = open();
        const StatementLog log(engine());
        const auto artists = session.scalars(
            select<Artist>().order_by(&Artist::name).options(option.order_by(desc(&Album::year)).limit(2)));
        EXPECT_EQ(titles(*artists[0]), (Titles{"Tutu", "Kind of Blue"}));
        EXPECT_EQ(titles(*artists[1]), (Titles{"Waltz for Debby"}));
        expect_statements(log, 2);
        EXPECT_EQ(log.count("row_number() OVER (PARTITION BY"), 1U);
    }
}

// Trees.

struct Node {
    std::int64_t id = 0;
    std::string name;
    std::optional<std::int64_t> parent_id;
    One<Node> parent;
    Many<Node> children;
};

void mapping(Mapper<Node>& m) {
    m.table("ls_nodes");
    m.columns<&Node::id, &Node::name, &Node::parent_id>();
    m.primary_key(&Node::id);
    m.column(&Node::parent_id).references(&Node::id);
    m.relationship<&Node::parent>().foreign_key(&Node::parent_id);
    m.relationship<&Node::children>().foreign_key(&Node::parent_id).order_by(&Node::name);
}

class LoaderTree : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (IsSkipped()) return;
        Registry::of<Node>().create_all(engine());
        Session session(engine());
        session.add(Node{.name = "root",
                         .children = {{.name = "a", .children = {{.name = "aa", .children = {{.name = "aaa"}}}}},
                                      {.name = "b", .children = {{.name = "ba"}}}}});
        session.commit();
    }
    static std::size_t size_of(const Node& node) {
        std::size_t size = 1;
        for (const Node& child : node.children) size += size_of(child);
        return size;
    }
};

TEST_F(LoaderTree, RecursiveTakesOneQueryForEachLevel) {
    Session session(engine());
    const StatementLog log(engine());
    const auto roots = session.scalars(
        select<Node>().where(c(&Node::parent_id) == nullptr).options(selectinload(&Node::children).recursive()));
    expect_statements(log, 5);  // the root, three levels, and the leaves of the last one have none
    EXPECT_EQ(size_of(*roots[0]), 6U);
    expect_statements(log, 5);
}

TEST_F(LoaderTree, DepthCountsLevels) {
    Session session(engine());
    const StatementLog log(engine());
    const auto roots =
        session.scalars(select<Node>().where(c(&Node::name) == "root").options(joinedload(&Node::children).depth(2)));
    expect_statements(log, 2);
    EXPECT_EQ(roots[0]->children[0].children[0].name, "aa");
    expect_statements(log, 2);
    EXPECT_EQ(size_of(*roots[0]), 6U);
    expect_statements(log, 4);
}

TEST_F(LoaderTree, RecursionUpwards) {
    Session session(engine());
    const auto leaf =
        session.scalars(select<Node>().where(c(&Node::name) == "aaa").options(selectinload(&Node::parent).recursive()));
    const StatementLog log(engine());
    EXPECT_EQ(leaf[0]->parent->parent->parent->name, "root");
    EXPECT_FALSE(leaf[0]->parent->parent->parent->parent);
    expect_statements(log, 0);
}

TEST_F(LoaderTree, RecursionEndsInACircle) {
    {
        Session session(engine());
        Ref<Node> root = session.query<Node>().where(c(&Node::name) == "root").one();
        root->parent = session.query<Node>().where(c(&Node::name) == "aaa").one();
        session.commit();
    }
    Session session(engine());
    const auto nodes =
        session.scalars(select<Node>().where(c(&Node::name) == "a").options(selectinload(&Node::children).recursive()));
    EXPECT_EQ(nodes[0]->children[0].children[0].children[0].name, "root");
}

// What mapping() says for every query.

struct Wheel;
struct Owner;

struct Car {
    std::int64_t id = 0;
    std::string name;
    std::int64_t owner_id = 0;
    Many<Wheel> wheels;
    One<Owner> owner;
};

struct Wheel {
    std::int64_t id = 0;
    std::int64_t car_id = 0;
    One<Car> car;
};

struct Owner {
    std::int64_t id = 0;
    std::string name;
    Many<Car> cars;
};

void mapping(Mapper<Car>& m) {
    m.table("ls_cars");
    m.columns<&Car::id, &Car::name, &Car::owner_id>();
    m.primary_key(&Car::id);
    m.column(&Car::owner_id).references(&Owner::id);
    m.relationship<&Car::wheels>().loading(Loading::SelectIn);
    m.relationship<&Car::owner>().loading(Loading::Joined);
}

void mapping(Mapper<Wheel>& m) {
    m.table("ls_wheels");
    m.columns<&Wheel::id, &Wheel::car_id>();
    m.primary_key(&Wheel::id);
    m.column(&Wheel::car_id).references(&Car::id);
    m.relationship<&Wheel::car>().loading(Loading::SelectIn);
}

void mapping(Mapper<Owner>& m) {
    m.table("ls_owners");
    m.columns<&Owner::id, &Owner::name>();
    m.primary_key(&Owner::id);
    m.relationship<&Owner::cars>().loading(Loading::NoLoad);
}

class LoaderMapped : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (IsSkipped()) return;
        Registry::of<Owner, Car, Wheel>().create_all(engine());
        Session session(engine());
        const Ref<Owner> owner = session.add(Owner{.name = "Senna"});
        for (const char* const name : {"a", "b"})
            session.add(Car{.name = name, .wheels = {Wheel{}, Wheel{}}, .owner = owner});
        session.commit();
    }
};

TEST_F(LoaderMapped, EveryQueryLoadsWhatTheMappingSays) {
    Session session(engine());
    const StatementLog log(engine());
    const auto cars = session.scalars(select<Car>().order_by(&Car::name));
    expect_statements(log, 2);
    EXPECT_EQ(cars[1]->wheels.size(), 2U);
    EXPECT_EQ(cars[1]->owner->name, "Senna");
    EXPECT_EQ(cars[0]->wheels[0].car->name, "a");
    EXPECT_TRUE(cars[0]->owner->cars.empty());
    expect_statements(log, 2);
}

TEST_F(LoaderMapped, GetLoadsItToo) {
    Session session(engine());
    const StatementLog log(engine());
    const Ref<Car> car = session.get<Car>(1);
    expect_statements(log, 3);
    EXPECT_EQ(car->wheels.size(), 2U);
    EXPECT_EQ(car->owner->name, "Senna");
    expect_statements(log, 3);
}

TEST_F(LoaderMapped, AnOptionOfTheQueryCountsMore) {
    Session session(engine());
    const StatementLog log(engine());
    const auto cars = session.scalars(select<Car>().options(lazyload(&Car::wheels), raiseload(&Car::owner)));
    expect_statements(log, 1);
    EXPECT_EQ(cars[0]->wheels.size(), 2U);
    expect_error<ArgumentError>("lazy_load_refused", "raiseload()", [&] { return cars[0]->owner->name; });
}

TEST_F(LoaderMapped, DefaultloadKeepsItAndGoesOn) {
    Session session(engine());
    const StatementLog log(engine());
    const auto cars = session.scalars(
        select<Car>().options(defaultload(&Car::owner).then(selectinload(&Owner::cars)), lazyload(&Car::wheels)));
    expect_statements(log, 3);  // cars with their owner, its cars, and the wheels of those
    EXPECT_EQ(cars[0]->owner->cars.size(), 2U);
    expect_statements(log, 3);
}

TEST_F(LoaderMapped, WhatIsLoadedLazilyBringsItsOwn) {
    Session session(engine());
    const auto owners = session.scalars(select<Owner>().options(lazyload(&Owner::cars)));
    const StatementLog log(engine());
    EXPECT_EQ(owners[0]->cars.size(), 2U);
    expect_statements(log, 2);
    EXPECT_EQ(owners[0]->cars[0].wheels.size(), 2U);
    expect_statements(log, 2);
}

// Lazy loads are counted.

class Lines final : public LogSink {
public:
    void write(LogLevel level, std::string_view channel, std::string_view line) override {
        if (level == LogLevel::Warning && channel == "azoth.orm") lines.emplace_back(line);
    }
    std::vector<std::string> lines;
};

TEST_F(LoaderStrategy, CountsLazyLoads) {
    Session session = open();
    const auto artists = session.scalars(select<Artist>());
    for (const Ref<Artist>& artist : artists) EXPECT_LE(artist->albums.size(), 3U);
    EXPECT_EQ(session.statistics().lazy_loads, 1U);
    EXPECT_EQ(session.statistics().lazily_loaded_for, 3U);
    for (const Ref<Album>& album : session.scalars(select<Album>())) EXPECT_FALSE(album->artist->name.empty());
    EXPECT_EQ(session.statistics().lazy_loads, 1U) << "parents that are known need no query";
}

TEST_F(LoaderStrategy, WarnsOfLazyLoadsAgainAndAgain) {
    const auto sink = std::make_shared<Lines>();
    const auto before = set_log_sink(sink);
    Session session(engine(), {.lazy_load_warning = 2});
    const auto albums = session.scalars(select<Album>().options(lazyload_one_by_one(&Album::tracks)));
    for (const Ref<Album>& album : albums) EXPECT_LE(album->tracks.size(), 2U);
    Session silent(engine(), {.lazy_load_warning = 0});
    for (const Ref<Album>& album : silent.scalars(select<Album>().options(lazyload_one_by_one(&Album::tracks))))
        EXPECT_LE(album->tracks.size(), 2U);
    set_log_sink(before);
    ASSERT_EQ(sink->lines.size(), 1U);
    EXPECT_NE(sink->lines[0].find("Album::tracks has been loaded lazily 3 times, after the call at "),
              std::string::npos);
    EXPECT_NE(sink->lines[0].find("loader_strategy_test.cpp"), std::string::npos);
    EXPECT_NE(sink->lines[0].find("options(selectinload(&Album::tracks))"), std::string::npos);
    EXPECT_EQ(session.statistics().lazy_load_warnings, 1U);
    EXPECT_EQ(session.statistics().lazy_loads, 4U);
}

}  // namespace
}  // namespace azoth::test
