// SPDX-License-Identifier: MIT
// Classes whose rows come from a query that no view of the database keeps.
#include <cstdint>
#include <string>

#include "azoth/azoth.hpp"
#include "support/backend_test.hpp"
#include "support/expect_error.hpp"
#include "support/statement_log.hpp"

namespace azoth::test {
namespace {

struct Poet;
struct Poem;

/// How many long poems somebody has written.
struct Standing {
    std::int64_t poet_id = 0;
    std::int64_t poems = 0;
    std::int64_t longest = 0;
    One<Poet> poet;
    Many<Poem> works;
};

struct Poet {
    std::int64_t id = 0;
    std::string name;
    One<Standing> standing;
};

struct Poem {
    std::int64_t id = 0;
    std::int64_t poet_id = 0;
    std::string title;
    int length = 0;
};

/// A poem with what its poet is called: two tables, and a key of two columns.
struct Signed {
    std::int64_t poem_id = 0;
    std::string name;
    std::string title;
};

/// Of a CTE.
struct Short {
    std::int64_t id = 0;
    std::string title;
};

void mapping(Mapper<Poet>& m) {
    m.table("mapq_poets");
    m.columns<&Poet::id, &Poet::name>();
    m.primary_key(&Poet::id);
    m.relationship<&Poet::standing>();
}
void mapping(Mapper<Poem>& m) {
    m.table("mapq_poems");
    m.columns<&Poem::id, &Poem::poet_id, &Poem::title, &Poem::length>();
    m.primary_key(&Poem::id);
    m.column(&Poem::poet_id).references(&Poet::id);
}
void mapping(Mapper<Standing>& m) {
    m.table(select(&Poem::poet_id, func::count(&Poem::id).label("poems"), func::max(&Poem::length).label("longest"))
                .where(c(&Poem::length) > 3)
                .group_by(&Poem::poet_id)
                .subquery("mapq_standings"));
    m.columns<&Standing::poet_id, &Standing::poems, &Standing::longest>();
    m.primary_key(&Standing::poet_id);
    m.column(&Standing::poet_id).references(&Poet::id);
    m.relationship<&Standing::poet>();
    m.relationship<&Standing::works>()
        .view_only()
        .foreign_key(&Poem::poet_id)
        .references(&Standing::poet_id)
        .order_by(&Poem::title);
}
void mapping(Mapper<Signed>& m) {
    m.table(select(c(&Poem::id).label("poem_id"), &Poet::name, &Poem::title)
                .join(table_of<Poet>(), c(&Poem::poet_id) == c(&Poet::id))
                .subquery());
    m.columns<&Signed::poem_id, &Signed::name, &Signed::title>();
    m.primary_key(&Signed::poem_id, &Signed::name);
}
void mapping(Mapper<Short>& m) {
    m.table(select(&Poem::id, &Poem::title).where(c(&Poem::length) <= 3).cte("mapq_short"));
    m.columns<&Short::id, &Short::title>();
    m.primary_key(&Short::id);
}

class MappedQuery : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (IsSkipped()) return;
        Registry::of<Poet, Poem, Standing, Signed, Short>().create_all(engine());
        Session session = open();
        session.add(Poet{.id = 1, .name = "Ann"});
        session.add(Poet{.id = 2, .name = "Bob"});
        session.flush();
        session.add(Poem{.id = 1, .poet_id = 1, .title = "Ode", .length = 40});
        session.add(Poem{.id = 2, .poet_id = 1, .title = "Epic", .length = 900});
        session.add(Poem{.id = 3, .poet_id = 1, .title = "Haiku", .length = 3});
        session.add(Poem{.id = 4, .poet_id = 2, .title = "Sonnet", .length = 14});
        session.commit();
    }
    Session open() { return Session(engine()); }
};

TEST_F(MappedQuery, IsReadFilteredAndOrderedLikeATable) {
    Session session = open();
    const auto standings = session.query<Standing>().order_by(desc(&Standing::poems)).all();

    ASSERT_EQ(standings.size(), 2U);
    EXPECT_EQ(standings[0]->longest, 900);
    EXPECT_EQ(session.query<Standing>().where(c(&Standing::longest) < 100).one()->poet_id, 2);
    EXPECT_EQ(session.query<Standing>().where(c(&Standing::longest) < 100).count(), 1);
}

TEST_F(MappedQuery, ObjectsAreFoundByTheirKeyAndReadOnce) {
    Session session = open();
    const Ref<Standing> ann = session.get<Standing>(1);

    EXPECT_EQ(ann->poems, 2);
    EXPECT_EQ(session.query<Standing>().where(c(&Standing::poet_id) == 1).one(), ann);
    EXPECT_FALSE(session.get<Standing>(3));
    EXPECT_EQ((session.get<Signed>(4, "Bob"))->title, "Sonnet");
    EXPECT_FALSE((session.get<Signed>(4, "Ann")));
}

TEST_F(MappedQuery, ValuesBoundInItStayApartFromThoseOfTheStatementAroundIt) {
    Session session = open();
    const auto other = alias<Standing>("other");
    const auto pairs = session.execute(select(&Standing::poet_id, other[&Standing::poet_id])
                                           .join(other, c(&Standing::poems) > other[&Standing::poems])
                                           .where(c(&Standing::longest) > 100, other[&Standing::longest] == 14));
    const auto rows = pairs.all();
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(std::get<0>(rows.front()), 1);
    EXPECT_EQ(std::get<1>(rows.front()), 2);
}

TEST_F(MappedQuery, IsJoinedToTheTablesThatItReads) {
    Session session = open();
    const auto names = session.scalars(select(&Poet::name).join(&Poet::standing).where(c(&Standing::poems) == 2)).all();
    const auto most = session.scalars(select<Standing>().join(&Standing::poet).where(c(&Poet::name) == "Bob")).all();

    EXPECT_EQ(names, std::vector<std::string>{"Ann"});
    ASSERT_EQ(most.size(), 1U);
    EXPECT_EQ(most.front()->poems, 1);
}

TEST_F(MappedQuery, IsRelatedToTablesBothWays) {
    Session session = open();
    const Ref<Poet> ann = session.get<Poet>(1);

    EXPECT_EQ(ann->standing->poems, 2);
    EXPECT_EQ(&*ann->standing->poet, &*ann);
    EXPECT_EQ(ann->standing->works.size(), 3U);
    for (const auto& option : {selectinload(&Poet::standing), joinedload(&Poet::standing)}) {
        Session other = open();
        const auto poets = other.scalars(select<Poet>().options(option).order_by(&Poet::id)).all();
        const StatementLog log(engine());
        EXPECT_EQ(poets[1]->standing->longest, 14);
        expect_statements(log, 0);
    }
}

TEST_F(MappedQuery, OfACteGivesItsRows) {
    EXPECT_EQ(open().query<Short>().one()->title, "Haiku");
    EXPECT_EQ(open().get<Short>(3)->title, "Haiku");
}

TEST_F(MappedQuery, SeesWhatTheSessionHasNotWrittenYet) {
    Session session = open();
    session.add(Poem{.id = 11, .poet_id = 2, .title = "Ballad", .length = 99});
    EXPECT_EQ(session.get<Standing>(2)->poems, 2);
    session.add(Poem{.id = 12, .poet_id = 2, .title = "Elegy", .length = 98});
    EXPECT_EQ(session.query<Standing>().where(c(&Standing::poems) == 3).count(), 1);
}

TEST_F(MappedQuery, GetSeesWhatTheSessionHasChanged) {
    Session session = open();
    Ref<Poem> sonnet = session.get<Poem>(4);
    sonnet->length = 15;
    EXPECT_EQ(session.get<Standing>(2)->longest, 15);
    Ref<Poem> haiku = session.get<Poem>(3);
    haiku->title = "Tanka";
    EXPECT_EQ(session.get<Short>(3, GetOptions{})->title, "Tanka");
}

TEST_F(MappedQuery, FlushesNothingForTablesThatItDoesNotRead) {
    Session session = open();
    const Ref<Poet> poet = session.add(Poet{.name = "Cyd"});
    EXPECT_EQ(session.query<Standing>().count(), 2);
    EXPECT_EQ(session.get<Standing>(1)->poems, 2);
    EXPECT_EQ(poet->id, 0);
}

TEST_F(MappedQuery, ARefreshReadsTheRowsAnew) {
    Session session = open();
    const Ref<Standing> bob = session.get<Standing>(2);
    session.add(Poem{.id = 11, .poet_id = 2, .title = "Ballad", .length = 99});
    session.flush();

    EXPECT_EQ(bob->poems, 1);
    session.refresh(bob);
    EXPECT_EQ(bob->poems, 2);
}

TEST_F(MappedQuery, ObjectsAreNotWritten) {
    Session session = open();
    const char* const message = "Standing objects cannot be written: the class is mapped to the query 'mapq_standings'";
    Ref<Standing> ann = session.get<Standing>(1);
    ann->poems = 7;
    expect_error<MappingError>("read_only_class", message, [&] { session.flush(); });
    session.rollback();
    session.add(Standing{.poet_id = 9});
    expect_error<MappingError>("read_only_class", message, [&] { session.flush(); });
    session.rollback();
    session.delete_(ann);
    expect_error<MappingError>("read_only_class", message, [&] { session.flush(); });
    session.rollback();
    expect_error<MappingError>("read_only_class", message, [&] { update<Standing>(); });
    expect_error<MappingError>("read_only_class", message, [&] { delete_<Standing>(); });
    expect_error<MappingError>("read_only_class", message, [&] { insert<Standing>(); });
    expect_error<MappingError>("read_only_class", message,
                               [&] { session.query<Standing>().where(c(&Standing::poems) == 2).delete_(); });
}

TEST_F(MappedQuery, IsLeftAloneByWhatIsDoneToItsRelatives) {
    Session session = open();
    Ref<Poet> cyd = session.add(Poet{.id = 3, .name = "Cyd"});
    session.commit();
    EXPECT_FALSE(cyd->standing);
    session.delete_(cyd);
    session.commit();
    EXPECT_EQ(open().query<Poet>().count(), 2);
}

TEST_F(MappedQuery, IsNoTableOfItsRegistry) {
    const Registry registry = Registry::of<Poet, Poem, Standing, Signed, Short>();
    EXPECT_EQ(registry.metadata().tables().size(), 2U);
    EXPECT_TRUE(inspect<Standing>().is_view);
}

struct Both {
    std::int64_t id = 0;
};
void mapping(Mapper<Both>& m) {
    m.table(join(table_of<Poem>(), table_of<Poet>(), c(&Poem::poet_id) == c(&Poet::id)));
    m.columns<&Both::id>();
    m.primary_key(&Both::id);
}

TEST(MappedQueryErrors, WhatHasNoColumnsOfItsOwnIsRefused) {
    expect_error<MappingError>("bad_rows", "mapping() of Both gives m.table(...) what has no columns of its own",
                               [] { Registry::of<Both>(); });
}

TEST_F(MappedQuery, CriteriaOfAClassThatItsQueryReadsAreNotPassedOver) {
    Session session = open();
    session.add_criteria<Poem>(c(&Poem::length) > 5);
    expect_error<ArgumentError>("unreached_criteria", "criteria for Poem do not reach into the query",
                                [&] { session.query<Standing>().all(); });
    EXPECT_NO_THROW(session.scalars(select<Standing>().options(without_loader_criteria<Poem>())));
    EXPECT_NO_THROW(session.query<Poet>().all());
    session.add_criteria<Standing>(c(&Standing::longest) > 5);
    EXPECT_NO_THROW(session.query<Standing>().all());
}

}  // namespace
}  // namespace azoth::test
