// SPDX-License-Identifier: MIT
// Conditions, criteria, joins and options that concern a subclass with a table of its own.
#include "azoth/azoth.hpp"
#include "support/backend_test.hpp"
#include "support/expect_error.hpp"
#include "support/statement_log.hpp"

namespace azoth::test {
namespace {

struct Worker;
struct Smith;
struct Founder;

struct Firm {
    std::int64_t id = 0;
    std::string name;
    Many<Worker> workers;
    Many<Worker> adults;
    Many<Smith> smiths;
    Many<Founder> founders;
};

struct Tool {
    std::int64_t id = 0;
    std::string name;
    std::int64_t smith_id = 0;
    One<Smith> smith;
};

struct Worker {
    std::int64_t id = 0;
    std::string name;
    std::string kind;
    std::int32_t age = 0;
    std::optional<std::int64_t> firm_id;
    One<Firm> firm;
};

/// In the table of the base.
struct Clerk : Worker {
    std::optional<std::int32_t> desk;
};

/// In a table of its own.
struct Smith : Worker {
    std::string metal;
    std::optional<std::int64_t> forge_id;
    One<Firm> forge;
    Many<Tool> tools;
};

/// In the table of its joined base.
struct Founder : Smith {
    std::optional<std::int32_t> coins;
};

/// In a table of its own, which is read by a query of its own.
struct Baker : Worker {
    std::string bread;
};

void mapping(Mapper<Firm>& m) {
    m.table("inhc_firms");
    m.columns<&Firm::id, &Firm::name>();
    m.primary_key(&Firm::id);
    m.relationship<&Firm::workers>().order_by(&Worker::id).foreign_key(&Worker::firm_id);
    m.relationship<&Firm::adults>()
        .foreign_key(&Worker::firm_id)
        .where([] { return c(&Worker::age) > 17; })
        .view_only();
    m.relationship<&Firm::smiths>().foreign_key(&Smith::forge_id);
    m.relationship<&Firm::founders>().foreign_key(&Smith::forge_id).view_only();
}

void mapping(Mapper<Tool>& m) {
    m.table("inhc_tools");
    m.columns<&Tool::id, &Tool::name, &Tool::smith_id>();
    m.primary_key(&Tool::id);
    m.column(&Tool::smith_id).references(&Smith::id);
    m.relationship<&Tool::smith>();
}

void mapping(Mapper<Worker>& m) {
    m.table("inhc_workers");
    m.columns<&Worker::id, &Worker::name, &Worker::kind, &Worker::age, &Worker::firm_id>();
    m.primary_key(&Worker::id);
    m.column(&Worker::name).type(String{40});
    m.column(&Worker::kind).type(String{20});
    m.column(&Worker::firm_id).references(&Firm::id);
    m.polymorphic_on(&Worker::kind, "worker");
    m.relationship<&Worker::firm>();
}

void mapping(Mapper<Clerk>& m) {
    m.inherits<Worker>("clerk");
    m.columns<&Clerk::desk>();
}

void mapping(Mapper<Smith>& m) {
    m.inherits<Worker>("smith");
    m.table("inhc_smiths");
    m.columns<&Smith::metal, &Smith::forge_id>();
    m.column(&Smith::metal).type(String{20});
    m.column(&Smith::forge_id).references(&Firm::id);
    m.relationship<&Smith::forge>().foreign_key(&Smith::forge_id);
    m.relationship<&Smith::tools>().order_by(&Tool::id).loading(Loading::SelectIn);
}

void mapping(Mapper<Founder>& m) {
    m.inherits<Smith>("founder");
    m.columns<&Founder::coins>();
}

void mapping(Mapper<Baker>& m) {
    m.inherits<Worker>("baker");
    m.table("inhc_bakers");
    m.columns<&Baker::bread>();
    m.column(&Baker::bread).type(String{20});
    m.polymorphic_load(Polymorphic::SelectIn);
}

template <class T>
T named(std::string name, std::int32_t age = 30) {
    T object;
    object.name = std::move(name);
    object.age = age;
    return object;
}

/// A firm "forge" of Ann, the clerk Cy (16), the smiths Eve (iron, with a hammer) and Fox (gold, a founder) and the
/// bakers Gil (rye) and Hal (oat); a firm "empty".
class InheritanceConditions : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (IsSkipped()) return;
        Registry::of<Firm, Worker, Clerk, Smith, Founder, Baker, Tool>().create_all(engine());
        Session session(engine());
        Ref<Firm> firm = session.add(Firm{.name = "forge"});
        session.add(Firm{.name = "empty"});
        session.add(named<Worker>("Ann"))->firm = firm;
        session.add(named<Clerk>("Cy", 16))->firm = firm;
        Ref<Smith> eve = session.add(named<Smith>("Eve"));
        eve->metal = "iron";
        eve->firm = firm;
        eve->forge = firm;
        eve->tools.push_back(Tool{.name = "hammer"});
        Ref<Founder> fox = session.add(named<Founder>("Fox"));
        fox->metal = "gold";
        fox->forge = firm;
        fox->coins = 7;
        session.add(named<Baker>("Gil"))->bread = "rye";
        session.add(named<Baker>("Hal"))->bread = "oat";
        session.commit();
    }
    Session open() { return Session(engine()); }
};

TEST_F(InheritanceConditions, CountAndExistsJoinTheTableOfTheSubclass) {
    Session session = open();
    const auto iron = session.query<Worker>().where(c(&Smith::metal) == "iron");

    EXPECT_EQ(iron.count(), 1);
    EXPECT_TRUE(iron.exists());
    EXPECT_FALSE(session.query<Worker>().where(c(&Smith::metal) == "iron", c(&Worker::name) == "Ann").exists());
    EXPECT_EQ(session.query<Worker>().where(c(&Baker::bread) == "rye").count(), 1);
}

TEST_F(InheritanceConditions, StreamsJoinTheTableOfTheSubclass) {
    Session session = open();
    std::vector<std::string> names;
    for (const Worker& worker : session.stream(select<const Worker>().where(c(&Smith::metal) == "iron")))
        names.push_back(worker.name);

    EXPECT_EQ(names, std::vector<std::string>{"Eve"});
}

TEST_F(InheritanceConditions, SubclassesThatAreReadByAFurtherQueryAreJoinedForAConditionOnThem) {
    Session session = open();

    EXPECT_EQ(session.query<Worker>().where(c(&Baker::bread) == "rye").one()->name, "Gil");
    EXPECT_EQ(session.query<Worker>().where(c(&Baker::bread) != "").order_by(&Baker::bread).all()[0]->name, "Hal");
}

TEST_F(InheritanceConditions, ColumnsOfASubclassAndItsBaseAreOfOneRow) {
    Session session = open();
    const auto smiths = session.execute(select(&Worker::name, &Smith::metal).order_by(&Worker::name)).all();
    const auto names = session.scalars(select(&Worker::name).where(c(&Smith::metal) == "iron")).all();
    const auto metals = session.scalars(select(&Smith::metal).where(c(&Worker::name) == "Eve")).all();

    const auto objects = session.query<Smith>().order_by(&Worker::name).all();
    ASSERT_EQ(smiths.size(), objects.size());
    for (std::size_t i = 0; i < objects.size(); ++i) {
        EXPECT_EQ(std::get<0>(smiths[i]), objects[i]->name);
        EXPECT_EQ(std::get<1>(smiths[i]), objects[i]->metal);
    }
    EXPECT_EQ(names, std::vector<std::string>{"Eve"});
    EXPECT_EQ(metals, std::vector<std::string>{"iron"});
}

TEST_F(InheritanceConditions, ColumnsOfASubclassAloneAreThoseOfItsTable) {
    Session session = open();
    const StatementLog log(engine());
    const std::size_t metals = session.scalars(select(&Smith::metal)).all().size();
    EXPECT_EQ(log.count("inhc_workers"), 0U);
    EXPECT_EQ(session.query<Smith>().all().size(), metals);
}

TEST_F(InheritanceConditions, ColumnsThatTheUserHasJoinedAreJoinedOnce) {
    Session session = open();
    const auto firms = session.execute(select(&Firm::name, &Worker::name, &Smith::metal).join(&Firm::smiths)).all();
    const auto workers =
        session
            .execute(select(&Worker::name, &Smith::metal).join(table_of<Firm>(), c(&Smith::forge_id) == c(&Firm::id)))
            .all();
    EXPECT_EQ(firms.size(), workers.size());
    for (const auto& [firm, worker, metal] : firms)
        EXPECT_EQ(session.query<Smith>().where(c(&Worker::name) == worker).one()->metal, metal);
}

TEST_F(InheritanceConditions, ColumnsOfTheBaseAreJoinedToASubclassThatIsInFrom) {
    Session session = open();
    const auto plain = session.execute(select(&Worker::name, &Smith::metal).order_by(&Worker::name)).all();
    const auto from =
        session.execute(select(&Worker::name, &Smith::metal).select_from(table_of<Smith>()).order_by(&Worker::name))
            .all();
    ASSERT_EQ(from.size(), plain.size());
    for (std::size_t i = 0; i < from.size(); ++i) EXPECT_EQ(std::get<0>(from[i]), std::get<0>(plain[i]));
}

TEST_F(InheritanceConditions, AQueryOfSeveralTablesDeletesFromAllOfThem) {
    Session session = open();
    const Ref<Smith> eve = session.query<Smith>().where(c(&Worker::name) == "Eve").one();
    const std::int64_t workers = session.query<Worker>().count();
    for (const Ref<Tool>& tool : session.query<Tool>().all()) session.delete_(tool);

    EXPECT_EQ(session.query<Worker>().where(c(&Smith::metal) == "iron").delete_(), 1);
    EXPECT_EQ(session.query<Worker>().count(), workers - 1);
    EXPECT_TRUE(session.scalars(select(&Smith::metal).where(c(&Smith::metal) == "iron")).all().empty());
    EXPECT_FALSE(session.get<Worker>(eve->id));
    const std::int64_t gone = session.query<Smith>().delete_() + session.query<Baker>().delete_();
    EXPECT_EQ(session.query<Worker>().count(), workers - 1 - gone);
    EXPECT_EQ(session.query<Smith>().count() + session.query<Baker>().count(), 0);
    session.query<Worker>().delete_();
    EXPECT_TRUE(session.scalars(select(&Baker::bread)).all().empty());
    EXPECT_EQ(session.query<Worker>().count(), 0);
}

TEST_F(InheritanceConditions, AQueryOfSeveralTablesUpdatesEachOfThem) {
    Session session = open();
    const Ref<Smith> eve = session.query<Smith>().where(c(&Worker::name) == "Eve").one();
    const auto count =
        session.query<Smith>()
            .where(c(&Smith::metal) == "iron")
            .update({c(&Smith::metal) = "steel", c(&Worker::age) = c(&Worker::age) + 1, c(&Worker::name) = "Eva"});
    const int age = eve->age;

    EXPECT_EQ(count, 1);
    EXPECT_EQ(eve->metal, "steel");
    EXPECT_EQ(eve->name, "Eva");
    session.commit();
    const Ref<Smith> again = open().query<Smith>().where(c(&Smith::metal) == "steel").one();
    EXPECT_EQ(again->name, "Eva");
    EXPECT_EQ(again->age, age);
}

TEST_F(InheritanceConditions, AQueryOfTheBaseUpdatesWhatASubclassHas) {
    Session session = open();
    session.query<Worker>().where(c(&Smith::metal) == "iron").update({c(&Worker::age) = 99});
    session.query<Worker>().where(c(&Worker::name) == "Eve").update({c(&Smith::metal) = "gold"});

    EXPECT_EQ(session.query<Smith>().where(c(&Worker::age) == 99).one()->metal, "gold");
    EXPECT_EQ(session.query<Worker>().where(c(&Worker::age) == 99).count(), 1);
}

TEST_F(InheritanceConditions, AKeyInSeveralTablesIsNotUpdatedByAQuery) {
    Session session = open();
    expect_error<ArgumentError>("several_tables", "would change the key",
                                [&] { session.query<Smith>().update({c(&Worker::id) = c(&Worker::id) + 10}); });
    expect_error<ArgumentError>("wrong_table", "", [&] { session.query<Smith>().update({c(&Firm::name) = "x"}); });
}

TEST_F(InheritanceConditions, ARowLockIsRefused) {
    Session session = open();

    expect_error<ArgumentError>("several_tables", "row lock", [&] {
        session.scalars(select<Worker>().where(c(&Smith::metal) == "iron").with_for_update());
    });
}

TEST_F(InheritanceConditions, CriteriaOfASubclassLeaveOtherRowsAlone) {
    Session session(engine(), {.criteria = loader_criteria<Clerk>(c(&Clerk::desk) != std::nullopt)});

    EXPECT_EQ(session.query<Clerk>().count(), 0);
    EXPECT_EQ(session.query<Worker>().count(), 5);
}

TEST_F(InheritanceConditions, CriteriaOnAFurtherTableAreRefused) {
    Session session(engine(), {.criteria = loader_criteria<Smith>(c(&Smith::metal) == "iron")});

    expect_error<ArgumentError>("several_tables", "criteria for", [&] { session.query<Worker>().all(); });
}

TEST_F(InheritanceConditions, AnyAndHasReachAllTablesOfTheTarget) {
    Session session = open();
    const auto firms = session.query<Firm>();

    EXPECT_EQ(firms.where(any(&Firm::smiths, c(&Worker::name) == "Eve")).count(), 1);
    EXPECT_EQ(firms.where(any(&Firm::smiths, c(&Worker::name) == "Ann")).count(), 0);
    EXPECT_EQ(firms.where(any(&Firm::workers, c(&Worker::name) == "Ann")).count(), 1);
    EXPECT_EQ(session.query<Tool>().where(has(&Tool::smith, c(&Smith::metal) == "iron")).count(), 1);
    EXPECT_EQ(session.query<Tool>().where(has(&Tool::smith, c(&Smith::metal) == "gold")).count(), 0);
}

TEST_F(InheritanceConditions, WithParentAndContainsKeepToTheConditionOfTheRelationship) {
    Session session = open();
    const Ref<Firm> firm = session.query<Firm>().where(c(&Firm::name) == "forge").one();
    const Ref<Worker> young = session.query<Worker>().where(c(&Worker::name) == "Cy").one();
    const Ref<Worker> adult = session.query<Worker>().where(c(&Worker::name) == "Ann").one();

    EXPECT_EQ(session.query<Worker>().where(with_parent(firm, &Firm::adults)).count(), 2);
    EXPECT_EQ(session.query<Firm>().where(contains(&Firm::adults, young)).count(), 0);
    EXPECT_EQ(session.query<Firm>().where(contains(&Firm::adults, adult)).count(), 1);
    EXPECT_EQ(session.query<Firm>().where(contains(&Firm::workers, young)).count(), 1);
}

TEST_F(InheritanceConditions, JoinsToAClassInTheTableOfItsJoinedBaseKeepToItsRows) {
    Session session = open();
    const auto names = session.scalars(select(&Worker::name).select_from<Firm>().join(&Firm::founders));

    ASSERT_EQ(names.size(), 1U);
    EXPECT_EQ(names[0], "Fox");
}

TEST_F(InheritanceConditions, AJoinToAClassThatIsSelectedTooTakesEachTableOnce) {
    Session session = open();
    const auto rows = session.execute(select<Firm, Smith>().join(&Firm::smiths).where(c(&Smith::metal) == "iron"));

    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(std::get<0>(rows[0])->name, "forge");
    EXPECT_EQ(std::get<1>(rows[0])->name, "Eve");
}

TEST_F(InheritanceConditions, SubqueryloadFollowsAForeignKeyInTheTableOfTheSubclass) {
    Session session = open();
    const auto smiths = session.scalars(select<Smith>().order_by(&Worker::name).options(subqueryload(&Smith::forge)));
    const auto workers =
        open().scalars(select<Worker>().where(c(&Worker::name) == "Eve").options(subqueryload(&Smith::forge)));

    EXPECT_EQ(smiths[0]->forge->name, "forge");
    EXPECT_EQ(workers.size(), 1U);
}

TEST_F(InheritanceConditions, ContainsEagerOfSeveralTablesIsRefused) {
    Session session = open();

    expect_error<ArgumentError>("option_without_effect", "several tables", [&] {
        session.scalars(select<Firm>().join(&Firm::smiths).options(contains_eager(&Firm::smiths)));
    });
}

TEST_F(InheritanceConditions, WhatASubclassMapsEagerlyIsEagerInAQueryOfTheBase) {
    Session session = open();
    const auto workers = session.scalars(select<Worker>().where(c(&Worker::name) == "Eve"));
    StatementLog log(engine());

    EXPECT_EQ(workers[0].as<Smith>()->tools[0].name, "hammer");
    expect_statements(log, 0);
}

TEST_F(InheritanceConditions, CriteriaOfOneQueryCountInGetAndInStreamsOfValues) {
    Session session = open();
    const auto young = with_loader_criteria<Worker>(c(&Worker::age) < 18);
    const std::int64_t ann = *session.scalar(select(&Worker::id).where(c(&Worker::name) == "Ann"));
    int streamed = 0;
    for (const auto& row : session.stream(select(&Worker::name).options(young)))
        streamed += std::get<0>(row).empty() ? 9 : 1;

    EXPECT_EQ(streamed, 1);
    EXPECT_FALSE(session.get<Worker>(ann, {.options = {young}}));
}

TEST_F(InheritanceConditions, AJoinToASubclassBringsTheTableOfItsBase) {
    Session session = open();
    const auto of_forge = session
                              .execute(select(&Firm::name, &Worker::name)
                                           .join<Smith>(c(&Smith::forge_id) == c(&Firm::id))
                                           .order_by(&Worker::name))
                              .all();
    ASSERT_EQ(of_forge.size(), 2U);
    EXPECT_EQ(std::get<1>(of_forge[0]), "Eve");
    EXPECT_EQ(std::get<1>(of_forge[1]), "Fox");
    EXPECT_EQ(session.scalars(select<Firm>().join<Smith>(c(&Smith::forge_id) == c(&Firm::id))).all().size(), 2U);
}

TEST_F(InheritanceConditions, AnOuterJoinToASubclassKeepsTheRowsBeforeIt) {
    Session session = open();
    const auto rows = session
                          .execute(select(&Firm::name, nullable(&Worker::name))
                                       .outerjoin(table_of<Smith>(), c(&Smith::forge_id) == c(&Firm::id))
                                       .order_by(&Firm::name, &Worker::name))
                          .all();
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(std::get<1>(rows[0]), std::nullopt);
    EXPECT_EQ(std::get<1>(rows[1]), "Eve");
}

TEST_F(InheritanceConditions, ASubclassBehindAnOuterJoinIsJoinedByOneToo) {
    Session session = open();
    const auto rows = session
                          .execute(select(&Firm::name, nullable(&Worker::name), nullable(&Smith::metal))
                                       .outerjoin(table_of<Worker>(), c(&Worker::firm_id) == c(&Firm::id))
                                       .order_by(&Firm::name, &Worker::name))
                          .all();
    ASSERT_EQ(rows.size(), 4U);
    EXPECT_EQ(std::get<1>(rows[0]), std::nullopt);
    EXPECT_EQ(std::get<2>(rows[1]), std::nullopt) << "Ann";
    EXPECT_EQ(std::get<2>(rows[3]), "iron");
}

TEST_F(InheritanceConditions, StreamsAndRowsJoinTheTablesOfAClass) {
    Session session = open();
    std::string streamed;
    for (const auto& [name, metal] : session.stream(select(&Worker::name, &Smith::metal).order_by(&Worker::name)))
        streamed += name + " " + metal + ";";
    EXPECT_EQ(streamed, "Eve iron;Fox gold;");
    const auto workers = table_of<Worker>();
    std::size_t rows = 0;
    for (const Row& row : session.execute(select(workers["name"]).where(c(&Smith::metal) == "iron")))
        rows += row.size();
    EXPECT_EQ(rows, 1U);
}

TEST_F(InheritanceConditions, ExplainIsOfTheStatementThatIsRun) {
    Session session = open();
    const StatementLog log(engine());
    session.explain(select(&Worker::name, &Smith::metal));
    EXPECT_EQ(log.count("JOIN inhc_smiths"), 1U);
    session.explain(select<Worker>().where(c(&Worker::name) == "Eve"));
    EXPECT_EQ(log.count("LEFT OUTER JOIN inhc_smiths"), 1U);
    session.add_criteria<Worker>(c(&Worker::age) > 99);
    session.explain(select<Worker>());
    session.explain(update<Worker>().set(c(&Worker::age) = 1));
    EXPECT_EQ(log.count("age >"), 2U);
}

}  // namespace
}  // namespace azoth::test
