// SPDX-License-Identifier: MIT
// INSERT, UPDATE and DELETE by statements that name a class whose rows are in several tables.
#include <functional>

#include "azoth/azoth.hpp"
#include "azoth/sql/text.hpp"
#include "support/backend_test.hpp"
#include "support/expect_error.hpp"
#include "support/statement_log.hpp"

namespace azoth::test {
namespace {

struct Vessel {
    std::int64_t id = 0;
    std::string name;
    std::string kind;
    std::int32_t revision = 0;
};

struct Ship : Vessel {
    std::int32_t tons = 0;
    std::string flag;
};

/// A third table.
struct Tanker : Ship {
    std::int32_t litres = 0;
};

/// In the table of its joined base.
struct Ferry : Ship {
    std::optional<std::int32_t> seats;
};

struct Port {
    std::int64_t id = 0;
    std::string name;
    std::int32_t depth = 0;
};

/// The database gives it a key.
struct Cargo {
    std::string code;
    std::string kind;
    std::string label;
};

struct Crate : Cargo {
    std::int32_t weight = 0;
};

void mapping(Mapper<Vessel>& m) {
    m.table("inhc_vessels");
    m.columns<&Vessel::id, &Vessel::name, &Vessel::kind, &Vessel::revision>();
    m.primary_key(&Vessel::id);
    m.column(&Vessel::name).type(String{40});
    m.column(&Vessel::kind).type(String{20});
    m.polymorphic_on(&Vessel::kind, "vessel");
    m.version_id(&Vessel::revision);
}

void mapping(Mapper<Ship>& m) {
    m.inherits<Vessel>("ship");
    m.table("inhc_ships");
    m.columns<&Ship::tons, &Ship::flag>();
    m.column(&Ship::flag).type(String{20});
}

void mapping(Mapper<Tanker>& m) {
    m.inherits<Ship>("tanker");
    m.table("inhc_tankers");
    m.columns<&Tanker::litres>();
}

void mapping(Mapper<Ferry>& m) {
    m.inherits<Ship>("ferry");
    m.columns<&Ferry::seats>();
}

void mapping(Mapper<Port>& m) {
    m.table("inhc_ports");
    m.columns<&Port::id, &Port::name, &Port::depth>();
    m.primary_key(&Port::id);
    m.column(&Port::name).type(String{40});
}

void mapping(Mapper<Cargo>& m) {
    m.table("inhc_cargos");
    m.columns<&Cargo::code, &Cargo::kind, &Cargo::label>();
    m.primary_key(&Cargo::code);
    m.column(&Cargo::code).type(String{20}).server_default(literal("auto"));
    m.column(&Cargo::kind).type(String{20});
    m.column(&Cargo::label).type(String{20});
    m.polymorphic_on(&Cargo::kind, "cargo");
}

void mapping(Mapper<Crate>& m) {
    m.inherits<Cargo>("crate");
    m.table("inhc_crates");
    m.columns<&Crate::weight>();
    m.unique(&Crate::weight);
}

/// Runs a function before each statement of a session, and before each flush.
struct Listener : SessionListener {
    void do_orm_execute(Session&, OrmExecuteState& state) override {
        if (on_execute) on_execute(state);
    }
    void before_flush(Session& session) override {
        if (on_flush) on_flush(session);
    }

    std::function<void(OrmExecuteState&)> on_execute;
    std::function<void(Session&)> on_flush;
};

template <class T>
T vessel(std::string name, std::int32_t tons = 0) {
    T object;
    object.name = std::move(name);
    if constexpr (std::is_base_of_v<Ship, T>) object.tons = tons;
    return object;
}

class InheritanceChange : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (IsSkipped()) return;
        Registry::of<Vessel, Ship, Tanker, Ferry, Port, Cargo, Crate>().create_all(engine());
        Session session = open();
        session.add(vessel<Vessel>("raft"));
        session.add(vessel<Ship>("brig", 100));
        session.add(vessel<Tanker>("exxon", 900));
        session.add(vessel<Ferry>("dover", 300));
        session.commit();
    }
    Session open() { return Session(engine()); }
    static DmlResult add_crate(Session& session, const char* code, std::int32_t weight) {
        return session.execute(
            insert<Crate>().values(c(&Cargo::code) = code, c(&Cargo::label) = "box", c(&Crate::weight) = weight));
    }
    static void add_ports(Session& session) {
        session.add(Port{1, "hull", 5});
        session.add(Port{2, "kiel", 9});
        session.flush();
    }
    template <class T>
    static Ref<T> named(Session& session, const char* name) {
        return session.scalars(select<T>().where(c(&Vessel::name) == name)).one();
    }
};

TEST_F(InheritanceChange, AnUpdateOfASubclassWritesAllItsTables) {
    Session session = open();
    const Ref<Tanker> exxon = named<Tanker>(session, "exxon");
    const StatementLog log(engine());
    const DmlResult done = session.execute(
        update<Ship>().set(c(&Vessel::name) = c(&Vessel::name) + "!", c(&Ship::tons) = 5).where(c(&Ship::tons) > 200));
    EXPECT_EQ(done.rowcount, 2);
    EXPECT_EQ(log.count("UPDATE inhc_vessels"), 1U);
    EXPECT_EQ(log.count("UPDATE inhc_ships"), 1U);
    EXPECT_EQ(log.count("UPDATE inhc_tankers"), 0U);
    session.commit();
    session.refresh(exxon);
    EXPECT_EQ(exxon->name, "exxon!");
    EXPECT_EQ(exxon->tons, 5);
    EXPECT_EQ(named<Ship>(session, "brig")->tons, 100);
    EXPECT_EQ(named<Ferry>(session, "dover!")->tons, 5);
}

TEST_F(InheritanceChange, AnUpdateOfASubclassThatSharesATableLeavesOthersAlone) {
    Session session = open();
    EXPECT_EQ(session.execute(update<Ferry>().set(c(&Ferry::seats) = 7, c(&Ship::tons) = 1)).rowcount, 1);
    session.commit();
    EXPECT_EQ(named<Ferry>(session, "dover")->seats, 7);
    EXPECT_EQ(named<Ship>(session, "brig")->tons, 100);
}

TEST_F(InheritanceChange, ObjectsOfTheSessionFollow) {
    Session session = open();
    const Ref<Tanker> exxon = named<Tanker>(session, "exxon");
    session.execute(update<Tanker>().set(c(&Tanker::litres) = 8, c(&Vessel::name) = "valdez"));
    EXPECT_EQ(named<Tanker>(session, "valdez"), exxon);
    EXPECT_EQ(exxon->litres, 8);
    EXPECT_EQ(exxon->name, "valdez");
}

TEST_F(InheritanceChange, AValueOfAnotherTableIsThatOfTheSameObject) {
    Session session = open();
    session.execute(update<Tanker>().set(c(&Tanker::litres) = c(&Ship::tons) * 2));
    session.commit();
    EXPECT_EQ(session.scalars(select(&Tanker::litres)).one(), 1800);
    expect_error<ArgumentError>("several_tables", "write two statements", [&] {
        session.execute(update<Tanker>().set(c(&Ship::tons) = 1, c(&Tanker::litres) = c(&Ship::tons)));
    });
    expect_error<ArgumentError>("several_tables", "which is none of its tables", [&] {
        session.execute(update<Tanker>().from(alias<Port>("p")).set(c(&Ship::tons) = c(&Port::depth)));
    });
}

TEST_F(InheritanceChange, ADeleteOfASubclassDeletesFromAllTables) {
    Session session = open();
    const Ref<Tanker> exxon = named<Tanker>(session, "exxon");
    EXPECT_EQ(session.execute(delete_<Ship>().where(c(&Ship::tons) > 200)).rowcount, 2);
    EXPECT_EQ(session.state(exxon), ObjectState::Deleted);
    session.commit();
    EXPECT_EQ(session.query<Vessel>().count(), 2);
    EXPECT_EQ(session.scalars(text("SELECT count(*) FROM inhc_tankers").columns<std::int64_t>()).one(), 0);
}

TEST_F(InheritanceChange, AnInsertFillsAllTables) {
    Session session = open();
    const DmlResult one = session.execute(insert<Tanker>().values(vessel<Tanker>("knock", 500)));
    EXPECT_EQ(one.rowcount, 1);
    ASSERT_EQ(one.inserted_primary_key.size(), 1U);
    session.execute(
        insert<Tanker>().values(std::vector<Tanker>{vessel<Tanker>("first", 1), vessel<Tanker>("second", 2)}));
    session.execute(insert<Ferry>().values(c(&Vessel::name) = "calais", c(&Vessel::revision) = 1, c(&Ship::tons) = 3,
                                           c(&Ship::flag) = "fr", c(&Ferry::seats) = 40));
    session.commit();
    const Ref<Tanker> knock = named<Tanker>(session, "knock");
    EXPECT_EQ(Value(knock->id), one.inserted_primary_key.front());
    EXPECT_EQ(knock->tons, 500);
    EXPECT_EQ(named<Tanker>(session, "second")->tons, 2);
    EXPECT_EQ(named<Ferry>(session, "calais")->seats, 40);
}

TEST_F(InheritanceChange, AnInsertWithKeysIsOneStatementForEachTable) {
    Session session = open();
    auto a = vessel<Tanker>("a", 1);
    a.id = 501;
    auto b = vessel<Tanker>("b", 2);
    b.id = 502;
    const StatementLog log(engine());
    EXPECT_EQ(session.execute(insert<Tanker>().values(std::vector<Tanker>{a, b})).rowcount, 2);
    expect_statements(log, 3);
    EXPECT_EQ(session.get<Tanker>(502)->tons, 2);
    session.rollback();
}

TEST_F(InheritanceChange, ParametersGoWhereTheyAreNamed) {
    Session session = open();
    session.execute(update<Tanker>()
                        .set(c(&Vessel::name) = bindparam<std::string>("name"))
                        .where(c(&Ship::tons) == bindparam<std::int32_t>("tons")),
                    {{"name", "torrey"}, {"tons", 900}});
    EXPECT_EQ(named<Tanker>(session, "torrey")->tons, 900);
    expect_error<ArgumentError>("no_such_bind", "no parameter ':none'", [&] {
        session.execute(delete_<Tanker>(), {{"none", 1}});
    });
}

TEST_F(InheritanceChange, WhatOneTableTakesIsRefused) {
    Session session = open();
    expect_error<ArgumentError>("several_tables", "on_conflict()", [&] {
        session.execute(insert<Tanker>().values(vessel<Tanker>("x")).on_conflict(&Vessel::id).do_nothing());
    });
    expect_error<ArgumentError>("several_tables", "with_hint()",
                                [&] { session.execute(delete_<Tanker>().with_hint("x")); });
    expect_error<ArgumentError>("several_tables", "would change the key",
                                [&] { session.execute(update<Tanker>().set(c(&Vessel::id) = 3)); });
}

TEST_F(InheritanceChange, AChangeOfASubclassCountsTheVersionOfItsBase) {
    Session session = open();
    const Ref<Tanker> exxon = named<Tanker>(session, "exxon");
    const std::int32_t before = exxon->revision;
    Session other = open();
    Ref<Tanker> stale = named<Tanker>(other, "exxon");
    other.commit();
    session.execute(update<Tanker>().set(c(&Tanker::litres) = 8));
    EXPECT_EQ(session.scalars(select(&Vessel::revision).where(c(&Vessel::name) == "exxon")).one(), before + 1);
    session.query<Tanker>().update({c(&Tanker::litres) = 9});
    session.query<Tanker>().update({c(&Tanker::litres) = 9, c(&Vessel::name) = "valdez"});
    session.query<Vessel>().where(c(&Vessel::name) == "valdez").update({c(&Ship::flag) = "us"});
    session.execute(update<Tanker>().set(c(&Tanker::litres) = 1, c(&Vessel::revision) = before + 10));
    session.commit();
    EXPECT_EQ(session.scalars(select(&Vessel::revision).where(c(&Vessel::name) == "valdez")).one(), before + 10);
    EXPECT_EQ(session.scalars(select(&Vessel::revision).where(c(&Vessel::name) == "brig")).one(), before);
    stale->tons = 1;
    EXPECT_THROW(other.flush(), StaleDataError);
    other.rollback();
}

TEST_F(InheritanceChange, ARowThatSeveralOthersMatchIsChangedOnce) {
    Session session = open();
    add_ports(session);
    const auto port = alias<Port>("p");
    const auto done = session.execute(update<Tanker>()
                                          .from(port)
                                          .set(c(&Ship::tons) = c(&Ship::tons) + 1, c(&Vessel::name) = "valdez")
                                          .where(port[&Port::depth] > 1));
    EXPECT_EQ(done.rowcount, 1);
    EXPECT_EQ(named<Tanker>(session, "valdez")->tons, 901);
    EXPECT_EQ(session.execute(delete_<Tanker>().using_(port).where(port[&Port::depth] > 1)).rowcount, 1);
    session.rollback();
}

TEST_F(InheritanceChange, AValueTakesTheVersionAsItWas) {
    Session session = open();
    const std::int32_t before = named<Tanker>(session, "exxon")->revision;
    session.execute(update<Tanker>().set(c(&Tanker::litres) = c(&Vessel::revision) + 10));
    session.commit();
    EXPECT_EQ(named<Tanker>(session, "exxon")->litres, before + 10);
    EXPECT_EQ(named<Tanker>(session, "exxon")->revision, before + 1);
}

TEST_F(InheritanceChange, AnInsertThatFailsInOneTableLeavesNothingInTheOthers) {
    Session session = open();
    add_crate(session, "a", 1);
    EXPECT_THROW(add_crate(session, "b", 1), IntegrityError);
    session.commit();
    EXPECT_EQ(session.scalars(text("SELECT count(*) FROM inhc_cargos").columns<std::int64_t>()).one(), 1);
}

TEST_F(InheritanceChange, AnUpdateThatFailsInOneTableLeavesTheOthersAndTheObjectsAsTheyWere) {
    Session session = open();
    add_crate(session, "a", 1);
    add_crate(session, "b", 2);
    const Ref<Crate> a = session.get<Crate>("a");
    EXPECT_THROW(session.execute(update<Crate>().set(c(&Cargo::label) = "new", c(&Crate::weight) = 3)), IntegrityError);
    EXPECT_THROW(session.query<Crate>().update({c(&Cargo::label) = "new", c(&Crate::weight) = 3}), IntegrityError);
    EXPECT_EQ(a->label, "box");
    session.commit();
    EXPECT_EQ(session.scalars(select(&Cargo::label).distinct()).one(), "box");
}

TEST_F(InheritanceChange, AListenerChangesAllTablesInAFlush) {
    Session session = open();
    add_crate(session, "a", 1);
    const auto listener = std::make_shared<Listener>();
    listener->on_flush = [](Session& flushing) {
        flushing.execute(update<Crate>().set(c(&Cargo::label) = "new", c(&Crate::weight) = 3));
    };
    session.add_listener(listener);
    session.add(Port{1, "hull", 5});
    session.commit();
    EXPECT_EQ(session.get<Crate>("a")->label, "new");
    EXPECT_EQ(session.get<Crate>("a")->weight, 3);
}

TEST_F(InheritanceChange, AnInsertAsksForAKeyThatTheDatabaseMakes) {
    Session session = open();
    const auto add = [&] {
        return session.execute(insert<Crate>().values(c(&Cargo::label) = "box", c(&Crate::weight) = 7));
    };
    const auto add_computed = [&] {
        return session.execute(insert<Crate>().values(c(&Cargo::code) = func::upper(literal("x")),
                                                      c(&Cargo::label) = "box", c(&Crate::weight) = 8));
    };
    if (!capabilities().insert_returning) {
        expect_error<ArgumentError>("several_tables", "give the key", add);
        expect_error<ArgumentError>("several_tables", "give the key", add_computed);
        return;
    }
    EXPECT_EQ(add().inserted_primary_key, std::vector<Value>{Value("auto")});
    EXPECT_EQ(add_computed().inserted_primary_key, std::vector<Value>{Value("X")});
    session.commit();
    EXPECT_EQ(session.get<Crate>("auto")->weight, 7);
    EXPECT_EQ(session.get<Crate>("X")->weight, 8);
}

TEST_F(InheritanceChange, AListenerKnowsTheStatementOfEachTableByItsClass) {
    Session session = open();
    add_crate(session, "a", 1);
    const auto listener = std::make_shared<Listener>();
    std::vector<std::vector<bool>> updates;
    listener->on_execute = [&](OrmExecuteState& state) {
        if (state.is_update()) updates.push_back({state.is_of<Crate>(), state.is_of<Cargo>(), state.is_of<Vessel>()});
    };
    session.add_listener(listener);
    session.execute(update<Crate>().set(c(&Crate::weight) = 8));
    EXPECT_EQ(updates, (std::vector<std::vector<bool>>{{true, true, false}}));
    session.rollback();
}

TEST_F(InheritanceChange, SeveralStatementsAreNotExplained) {
    Session session = open();
    expect_error<ArgumentError>("several_tables", "explain() is for one statement",
                                [&] { session.explain(update<Tanker>().set(c(&Tanker::litres) = 8)); });
}

}  // namespace
}  // namespace azoth::test
