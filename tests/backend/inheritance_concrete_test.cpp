// SPDX-License-Identifier: MIT
// A base without a table: its queries read the tables of its subclasses together.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "azoth/azoth.hpp"
#include "azoth/sql/text.hpp"
#include "support/backend_test.hpp"
#include "support/expect_error.hpp"
#include "support/statement_log.hpp"

namespace azoth::test {
namespace {

struct Boat;
struct Oar;

struct Harbour {
    std::int64_t id = 0;
    std::string name;
    Many<Boat> boats;
};

struct Boat {
    std::int64_t id = 0;
    std::string name;
    std::int64_t harbour_id = 0;
    std::optional<double> weight;
    virtual ~Boat() = default;
};

struct Ferry : Boat {
    int seats = 0;
    bool carries_cars = false;
    std::string line;
};

struct Canoe : Boat {
    std::optional<int> seats;
    Many<Oar> oars;
};

struct Raft : Boat {};

struct Oar {
    std::int64_t id = 0;
    std::int64_t canoe_id = 0;
    int length = 0;
};

void mapping(Mapper<Harbour>& m) {
    m.table("ic_harbours");
    m.columns<&Harbour::id, &Harbour::name>();
    m.primary_key(&Harbour::id);
    m.relationship<&Harbour::boats>()
        .view_only()
        .foreign_key(&Boat::harbour_id)
        .references(&Harbour::id)
        .order_by(&Boat::name);
}
void mapping(Mapper<Ferry>& m) {
    m.table("ic_ferries");
    // Columns of the base stand behind its own here.
    m.columns<&Ferry::line, &Ferry::carries_cars, &Ferry::id, &Ferry::name, &Ferry::harbour_id, &Ferry::weight,
              &Ferry::seats>();
    m.primary_key(&Ferry::id);
    m.column(&Ferry::name).name("title");
    m.column(&Ferry::harbour_id).references(&Harbour::id);
}
void mapping(Mapper<Canoe>& m) {
    m.table("ic_canoes");
    m.columns<&Canoe::id, &Canoe::name, &Canoe::harbour_id, &Canoe::weight, &Canoe::seats>();
    m.primary_key(&Canoe::id);
    m.column(&Canoe::harbour_id).references(&Harbour::id);
    m.relationship<&Canoe::oars>();
}
void mapping(Mapper<Raft>& m) {
    m.table("ic_rafts");
    m.columns<&Raft::id, &Raft::name, &Raft::harbour_id, &Raft::weight>();
    m.primary_key(&Raft::id);
}
void mapping(Mapper<Oar>& m) {
    m.table("ic_oars");
    m.columns<&Oar::id, &Oar::canoe_id, &Oar::length>();
    m.primary_key(&Oar::id);
    m.column(&Oar::canoe_id).references<Canoe>(&Canoe::id);
}
void mapping(Mapper<Boat>& m) {
    m.polymorphic_union<Ferry, Canoe, Raft>("boats");
    m.columns<&Boat::id, &Boat::name, &Boat::harbour_id, &Boat::weight>();
    m.primary_key(&Boat::id);
}

template <class T>
T boat(std::int64_t id, std::string name, std::optional<double> weight) {
    T result;
    result.id = id;
    result.name = std::move(name);
    result.harbour_id = 1;
    result.weight = weight;
    return result;
}

class InheritanceConcrete : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (IsSkipped()) return;
        Registry::of<Harbour, Boat, Ferry, Canoe, Raft, Oar>().create_all(engine());
        Session session = open();
        session.add(Harbour{.id = 1, .name = "Ostia", .boats = {}});
        session.flush();
        Ferry ferry = boat<Ferry>(1, "Cumae", 80.5);
        ferry.seats = 300;
        ferry.carries_cars = true;
        ferry.line = "Capri";
        session.add(std::move(ferry));
        Canoe canoe = boat<Canoe>(1, "Amalfi", 0.1);
        canoe.seats = 2;
        canoe.oars = {{.length = 140}, {.length = 150}};
        session.add(std::move(canoe));
        session.add(boat<Canoe>(2, "Zephyr", {}));
        session.add(boat<Raft>(7, "Medusa", 5));
        session.commit();
    }
    Session open() { return Session(engine()); }
};

std::vector<std::string> names_of(const Scalars<Ref<Boat>>& boats) {
    std::vector<std::string> names;
    for (const Ref<Boat>& each : boats) names.push_back(each->name);
    return names;
}

TEST_F(InheritanceConcrete, AQueryOfTheBaseGivesTheObjectsOfAllTablesWithAllTheyHave) {
    Session session = open();
    const StatementLog log(engine());
    const auto boats = session.query<Boat>().order_by(&Boat::name).all();

    EXPECT_EQ(names_of(boats), (std::vector<std::string>{"Amalfi", "Cumae", "Medusa", "Zephyr"}));
    const Ref<Canoe> amalfi = boats[0].as<Canoe>();
    ASSERT_TRUE(amalfi);
    EXPECT_EQ(amalfi->seats, 2);
    const Ref<Ferry> cumae = boats[1].as<Ferry>();
    ASSERT_TRUE(cumae);
    EXPECT_EQ(cumae->seats, 300);
    EXPECT_TRUE(cumae->carries_cars);
    EXPECT_EQ(cumae->line, "Capri");
    EXPECT_EQ(cumae->weight, 80.5);
    EXPECT_TRUE(boats[2].as<Raft>());
    EXPECT_FALSE(boats[2].as<Canoe>());
    EXPECT_EQ(boats[3].as<Canoe>()->seats, std::nullopt);
    EXPECT_EQ(boats[3]->weight, std::nullopt);
    expect_statements(log, 1);
}

TEST_F(InheritanceConcrete, MembersOfTheBaseAreFilteredOrderedAndCounted) {
    Session session = open();
    const auto heavy = session.query<Boat>().where(c(&Boat::weight) > 1).order_by(desc(&Boat::weight)).limit(1).all();

    EXPECT_EQ(names_of(heavy), std::vector<std::string>{"Cumae"});
    EXPECT_EQ(session.query<Boat>().count(), 4);
    EXPECT_EQ(session.scalar(select(func::sum(&Boat::harbour_id))), 4);
    EXPECT_EQ(session.query<Boat>().page(2, 3).items.size(), 1U);
}

TEST_F(InheritanceConcrete, ObjectsAreTheSameThatTheirOwnClassGives) {
    Session session = open();
    const Ref<Canoe> amalfi = session.get<Canoe>(1);

    EXPECT_EQ(session.query<Boat>().where(c(&Boat::name) == "Amalfi").one(), amalfi);
    EXPECT_EQ(session.query<Canoe>().where(c<Canoe>(&Canoe::weight).is_null()).one()->name, "Zephyr");
}

TEST_F(InheritanceConcrete, AKeyThatOneTableHasIsFoundAndOneOfSeveralIsAnError) {
    Session session = open();

    EXPECT_EQ(session.get<Boat>(7)->name, "Medusa");
    EXPECT_EQ(session.get<Boat>(2)->name, "Zephyr");
    EXPECT_FALSE(session.get<Boat>(99));
    expect_error<MultipleResultsError>("multiple_results", "several tables of Boat have a row with this key",
                                       [&] { session.get<Boat>(1); });
    EXPECT_EQ(session.get<Ferry>(1)->name, "Cumae");
}

TEST_F(InheritanceConcrete, ChangesAndDeletionsGoToTheTableOfEachObject) {
    {
        Session session = open();
        for (Ref<Boat> each : session.query<Boat>().all()) each->weight = 1;
        session.delete_(session.query<Boat>().where(c(&Boat::name) == "Medusa").one());
        session.commit();
    }
    Session session = open();
    EXPECT_EQ(session.query<Raft>().count(), 0);
    EXPECT_EQ(session.get<Ferry>(1)->weight, 1);
    EXPECT_EQ(session.query<Boat>().where(c(&Boat::weight) == 1).count(), 3);
}

TEST_F(InheritanceConcrete, SeesWhatWasNotWrittenYet) {
    Session session = open();
    session.add(boat<Raft>(8, "Kontiki", 9));
    EXPECT_EQ(session.query<Boat>().where(c(&Boat::name) == "Kontiki").count(), 1);
    session.add(boat<Raft>(9, "Ra", 9));
    EXPECT_EQ(session.get<Boat>(9)->name, "Ra");
}

TEST_F(InheritanceConcrete, IsJoinedAndAliased) {
    Session session = open();
    const auto boats = session
                           .scalars(select<Boat>()
                                        .join(table_of<Harbour>(), c(&Harbour::id) == c(&Boat::harbour_id))
                                        .where(c(&Harbour::name) == "Ostia")
                                        .order_by(&Boat::name))
                           .all();
    EXPECT_EQ(boats.size(), 4U);
    const auto other = alias<Boat>("other");
    const auto lighter = session.scalars(
        select(other).join(table_of<Boat>(), c(&Boat::name) == "Cumae" && other[&Boat::weight] < c(&Boat::weight)));
    EXPECT_EQ(lighter.all().size(), 2U);
    const auto rows =
        session.execute(select(entity<Harbour>(), entity<Boat>()).join(table_of<Boat>(), c(&Boat::id) == 7)).all();
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(std::get<1>(rows.front())->name, "Medusa");
}

TEST_F(InheritanceConcrete, IsReadByUnionsAndAsPlainValues) {
    Session session = open();
    const auto both = session.scalars(
        select<Boat>().where(c(&Boat::id) == 7).union_all(select<Boat>().where(c(&Boat::name) == "Cumae")));
    EXPECT_EQ(both.all().size(), 2U);
    EXPECT_EQ(session.scalars(select<const Boat>().where(c(&Boat::name) == "Cumae")).one().as<const Ferry>()->seats,
              300);
}

TEST_F(InheritanceConcrete, OptionsLoadRelationshipsOfSubclasses) {
    Session session = open();
    const auto boats = session.scalars(select<Boat>().options(selectinload(&Canoe::oars)).order_by(&Boat::name)).all();
    const StatementLog log(engine());
    EXPECT_EQ(boats[0].as<Canoe>()->oars.size(), 2U);
    EXPECT_EQ(boats[3].as<Canoe>()->oars.size(), 0U);
    expect_statements(log, 0);
}

TEST_F(InheritanceConcrete, ACollectionOfTheBaseShowsObjectsOfAllTables) {
    Session session = open();
    const Ref<Harbour> ostia = session.query<Harbour>().one();
    ASSERT_EQ(ostia->boats.size(), 4U);
    EXPECT_EQ(ostia->boats[0].name, "Amalfi");
    EXPECT_EQ(static_cast<const Ferry&>(ostia->boats[1]).seats, 300);
    Session other = open();
    const auto loaded = other.scalars(select<Harbour>().options(selectinload(&Harbour::boats))).one();
    EXPECT_EQ(loaded->boats.size(), 4U);
    Session joined = open();
    EXPECT_EQ(joined.scalars(select<Harbour>().options(joinedload(&Harbour::boats))).one()->boats.size(), 4U);
    EXPECT_EQ(joined.scalars(select<Harbour>().join(&Harbour::boats).where(c(&Boat::weight) > 50)).all().size(), 1U);
}

TEST_F(InheritanceConcrete, AnObjectOfTheBaseItselfIsNotWritten) {
    Session session = open();
    session.add(boat<Boat>(0, "none", 1));
    expect_error<MappingError>("read_only_class", "Boat objects cannot be written: Boat has no table",
                               [&] { session.flush(); });
    session.rollback();
    expect_error<MappingError>("read_only_class", "Boat objects cannot be written", [&] { delete_<Boat>(); });
}

TEST_F(InheritanceConcrete, WhatItCannotDoIsSaid) {
    Session session = open();
    expect_error<ArgumentError>("option_without_effect", "whose objects may be of several classes",
                                [&] { session.scalars(select<Boat>().options(load_only(&Boat::name))); });
    expect_error<ArgumentError>("columns_do_not_fit", "which are of several classes", [&] {
        session.scalars(text("SELECT id, title AS name, harbour_id, weight FROM ic_ferries").columns<Ref<Boat>>());
    });
}

struct Kite {
    std::int64_t id = 0;
    std::int64_t owner = 0;
};
struct Owner {
    std::int64_t id = 0;
    One<Kite> kite;
};
struct BigKite : Kite {
    int size = 0;
};

void mapping(Mapper<Kite>& m) {
    m.polymorphic_union<BigKite>();
    m.columns<&Kite::id, &Kite::owner>();
    m.primary_key(&Kite::id);
}
void mapping(Mapper<BigKite>& m) {
    m.table("ic_kites");
    m.columns<&BigKite::id, &BigKite::owner, &BigKite::size>();
    m.primary_key(&BigKite::id);
}
void mapping(Mapper<Owner>& m) {
    m.table("ic_owners");
    m.columns<&Owner::id>();
    m.primary_key(&Owner::id);
    m.relationship<&Owner::kite>().foreign_key(&Kite::owner).references(&Owner::id);
}

struct Wing {
    std::int64_t id = 0;
    int span = 0;
};
struct LeftWing : Wing {};
void mapping(Mapper<LeftWing>& m) {
    m.table("ic_wings");
    m.columns<&LeftWing::id>();
    m.primary_key(&LeftWing::id);
}
void mapping(Mapper<Wing>& m) {
    m.polymorphic_union<LeftWing>();
    m.columns<&Wing::id, &Wing::span>();
    m.primary_key(&Wing::id);
}

TEST(InheritanceConcreteErrors, ARelationshipToSeveralTablesIsRefusedUnlessItOnlyShows) {
    expect_error<MappingError>("bad_union", "Owner::kite leads to Kite, which is in the tables of several classes",
                               [] { Registry::of<Owner, Kite, BigKite>(); });
}

struct Tail {
    std::int64_t kite_id = 0;
};
void mapping(Mapper<Tail>& m) {
    m.table("ic_tails");
    m.columns<&Tail::kite_id>();
    m.primary_key(&Tail::kite_id);
    m.column(&Tail::kite_id).references(&BigKite::id);  // the member of Kite
}

TEST(InheritanceConcreteErrors, AForeignKeyToNoTableSaysHowToNameTheClass) {
    expect_error<MappingError>("foreign_key_to_nothing", "column 'kite_id' of Tail refers to Kite, which is mapped to",
                               [] { Registry::of<Tail>(); });
}

TEST(InheritanceConcreteErrors, AMemberThatASubclassDoesNotMapIsNamed) {
    expect_error<MappingError>("bad_union", "LeftWing does not map the member of column 'span'",
                               [] { Registry::of<Wing, LeftWing>(); });
}

}  // namespace
}  // namespace azoth::test
