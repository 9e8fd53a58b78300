// SPDX-License-Identifier: MIT
// Hierarchies whose columns are not all read, or are computed: load_only(), defer(), undefer(), column_property().
#include "azoth/azoth.hpp"
#include "azoth/sql/text.hpp"
#include "support/backend_test.hpp"
#include "support/expect_error.hpp"
#include "support/statement_log.hpp"

namespace azoth::test {
namespace {

struct Asset {
    std::int64_t id = 0;
    std::string name;
    std::string kind;
    std::string notes;
    std::string shout;
    std::int64_t repairs = -1;
    int score = 0;
};

struct Repair {
    std::int64_t id = 0;
    std::int64_t asset_id = 0;
};

/// In the table of its base.
struct Desk : Asset {
    std::string wood;
};

struct Machine : Asset {
    std::string model;
    std::string manual;
    std::string label;
    int load = 0;
};

/// A third table.
struct Robot : Machine {
    std::int32_t arms = 0;
};

/// Read by a query of its own.
struct Software : Asset {
    std::string license;
    std::string source;
    std::string title;
};

void mapping(Mapper<Asset>& m) {
    m.table("inhl_assets");
    m.columns<&Asset::id, &Asset::name, &Asset::kind, &Asset::notes>();
    m.primary_key(&Asset::id);
    m.column(&Asset::name).type(String{40});
    m.column(&Asset::kind).type(String{20});
    m.column(&Asset::notes).type(String{40});
    m.polymorphic_on(&Asset::kind, "asset");
    m.column_property<&Asset::shout>([] { return func::upper(c(&Asset::name)); });
    m.column_property<&Asset::repairs>([] {
         return select(func::count(&Repair::id)).where(c(&Repair::asset_id) == c(&Asset::id)).scalar_subquery();
     }).deferred();
    m.query_expression<&Asset::score>();
}

void mapping(Mapper<Repair>& m) {
    m.table("inhl_repairs");
    m.columns<&Repair::id, &Repair::asset_id>();
    m.primary_key(&Repair::id);
    m.column(&Repair::asset_id).references(&Asset::id);
}

void mapping(Mapper<Desk>& m) {
    m.inherits<Asset>("desk");
    m.columns<&Desk::wood>();
    m.column(&Desk::wood).type(String{40}).deferred();
}

void mapping(Mapper<Machine>& m) {
    m.inherits<Asset>("machine");
    m.table("inhl_machines");
    m.columns<&Machine::model, &Machine::manual>();
    m.column(&Machine::model).type(String{40});
    m.column(&Machine::manual).type(String{40}).deferred("papers");
    m.column_property<&Machine::label>([] { return c(&Asset::name) + " " + c(&Machine::model); });
    m.query_expression<&Machine::load>();
}

void mapping(Mapper<Robot>& m) {
    m.inherits<Machine>("robot");
    m.table("inhl_robots");
    m.columns<&Robot::arms>();
}

void mapping(Mapper<Software>& m) {
    m.inherits<Asset>("software");
    m.table("inhl_software");
    m.columns<&Software::license, &Software::source>();
    m.column(&Software::license).type(String{40});
    m.column(&Software::source).type(String{40}).deferred("papers");
    m.column_property<&Software::title>([] { return c(&Asset::name) + " (" + c(&Software::license) + ")"; });
    m.polymorphic_load(Polymorphic::SelectIn);
}

template <class T>
T named(std::string name) {
    T object;
    object.name = std::move(name);
    object.notes = "some";
    return object;
}

class InheritanceColumns : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (IsSkipped()) return;
        Registry::of<Asset, Repair, Desk, Machine, Robot, Software>().create_all(engine());
        Session session = open();
        session.add(named<Asset>("rock"));
        auto desk = named<Desk>("desk");
        desk.wood = "oak";
        session.add(std::move(desk));
        auto lathe = named<Machine>("lathe");
        lathe.model = "L1";
        lathe.manual = "turn it";
        session.add(std::move(lathe));
        auto robot = named<Robot>("rob");
        robot.model = "R2";
        robot.manual = "ask it";
        robot.arms = 3;
        const Ref<Robot> kept = session.add(std::move(robot));
        auto shell = named<Software>("sh");
        shell.license = "free";
        shell.source = "#!";
        session.add(std::move(shell));
        session.flush();
        session.add(Repair{.asset_id = kept->id});
        session.commit();
    }
    Session open() { return Session(engine()); }
    /// desk, lathe, rob, rock, sh
    static auto all_assets() { return select<Asset>().order_by(&Asset::name); }
    bool is_sqlite() { return dialect().name() == "sqlite"; }
};

TEST_F(InheritanceColumns, AQueryOfTheBaseLeavesDeferredColumnsOut) {
    Session session = open();
    const StatementLog log(engine());
    const auto assets = session.scalars(all_assets()).all();
    ASSERT_EQ(assets.size(), 5U);
    expect_statements(log, 2);
    if (is_sqlite()) {
        EXPECT_EQ(log.sql().front(),
                  "SELECT inhl_assets.id, inhl_assets.name, inhl_assets.kind, inhl_assets.notes, inhl_machines.model, "
                  "inhl_robots.arms, upper(inhl_assets.name), inhl_assets.name || ? || inhl_machines.model "
                  "FROM inhl_assets LEFT OUTER JOIN inhl_machines ON inhl_assets.id = inhl_machines.id "
                  "LEFT OUTER JOIN inhl_robots ON inhl_assets.id = inhl_robots.id ORDER BY inhl_assets.name");
        EXPECT_EQ(log.sql().back(),
                  "SELECT inhl_software.id, inhl_software.license, inhl_assets.name || ? || inhl_software.license || ? "
                  "FROM inhl_software JOIN inhl_assets ON inhl_software.id = inhl_assets.id "
                  "WHERE inhl_software.id IN (?)");
    }
    EXPECT_EQ(assets[3]->shout, "ROCK");
    EXPECT_EQ(assets[0].as<Desk>()->wood, "");
    EXPECT_EQ(assets[1].as<Machine>()->label, "lathe L1");
    const Ref<Robot> robot = assets[2].as<Robot>();
    EXPECT_EQ(robot->label, "rob R2");
    EXPECT_EQ(robot->shout, "ROB");
    EXPECT_EQ(robot->arms, 3);
    EXPECT_EQ(robot->manual, "");
    EXPECT_FALSE(session.is_loaded(robot, &Machine::manual));
    EXPECT_FALSE(session.is_loaded(robot, &Asset::repairs));
    EXPECT_TRUE(session.is_loaded(robot, &Robot::arms));
    EXPECT_EQ(assets[4].as<Software>()->title, "sh (free)");
    EXPECT_FALSE(session.is_loaded(assets[4].as<Software>(), &Software::source));
}

TEST_F(InheritanceColumns, ADeferredColumnIsReadFromItsOwnTable) {
    Session session = open();
    const auto machines = session.scalars(select<Machine>().order_by(&Asset::id)).all();
    const StatementLog log(engine());
    session.load(machines, &Machine::manual);
    expect_statements(log, 1);
    EXPECT_EQ(machines[0]->manual, "turn it");
    EXPECT_EQ(machines[1]->manual, "ask it");
    if (is_sqlite()) {
        EXPECT_EQ(log.sql().back(),
                  "SELECT inhl_machines.id, inhl_machines.manual FROM inhl_machines WHERE inhl_machines.id IN (?, ?)");
    }
    session.load(machines, &Machine::manual);
    expect_statements(log, 1);
}

TEST_F(InheritanceColumns, ADeferredColumnOfTheBasesTableIsReadFromThat) {
    Session session = open();
    const Ref<Desk> desk = session.scalars(select<Desk>()).one();
    const StatementLog log(engine());
    session.load(desk, &Desk::wood);
    EXPECT_EQ(desk->wood, "oak");
    expect_statements(log, 1);
    EXPECT_EQ(log.count("JOIN"), 0U);
}

TEST_F(InheritanceColumns, AMemberOfObjectsOfSeveralClassesIsReadByOneQuery) {
    Session session = open();
    const auto assets = session.scalars(all_assets().options(load_only(&Asset::name))).all();
    const StatementLog log(engine());
    session.load(assets, &Asset::notes);
    expect_statements(log, 1);
    for (const Ref<Asset>& asset : assets) EXPECT_EQ(asset->notes, "some");
}

TEST_F(InheritanceColumns, LoadOnlyOfTheBaseReadsNoTableOfASubclass) {
    Session session = open();
    const StatementLog log(engine());
    const auto assets = session.scalars(all_assets().options(load_only(&Asset::name))).all();
    expect_statements(log, 1);
    if (is_sqlite()) {
        EXPECT_EQ(log.sql().back(),
                  "SELECT inhl_assets.id, inhl_assets.name, inhl_assets.kind FROM inhl_assets "
                  "ORDER BY inhl_assets.name");
    }
    const Ref<Robot> robot = assets[2].as<Robot>();
    ASSERT_TRUE(robot);
    EXPECT_EQ(robot->name, "rob");
    EXPECT_EQ(robot->arms, 0);
    EXPECT_FALSE(session.is_loaded(robot, &Robot::arms));
    EXPECT_FALSE(session.is_loaded(robot, &Machine::label));
    session.load(robot, &Robot::arms);
    expect_statements(log, 2);
    session.load(Ref<Machine>(robot), &Machine::label, &Machine::manual);
    EXPECT_EQ(robot->arms, 3);
    EXPECT_EQ(robot->label, "rob R2");
    EXPECT_EQ(robot->manual, "ask it");
    expect_statements(log, 3);
}

TEST_F(InheritanceColumns, LoadOnlyOfASubclassLeavesOthersAsTheyAre) {
    Session session = open();
    const auto assets = session.scalars(all_assets().options(load_only(&Machine::model))).all();
    EXPECT_EQ(assets[3]->notes, "some");
    EXPECT_EQ(assets[4].as<Software>()->license, "free");
    const Ref<Robot> robot = assets[2].as<Robot>();
    EXPECT_EQ(robot->model, "R2");
    EXPECT_FALSE(session.is_loaded(robot, &Robot::arms));
    EXPECT_FALSE(session.is_loaded(robot, &Machine::label));
}

TEST_F(InheritanceColumns, ASubclassIsReadWithoutSomeOfItsColumns) {
    Session session = open();
    const StatementLog log(engine());
    const Ref<Machine> lathe = session
                                   .scalars(select<Machine>()
                                                .where(c(&Machine::model) == "L1")
                                                .options(defer(&Machine::model), defer(&Machine::label),
                                                         defer(&Asset::shout), undefer(&Machine::manual)))
                                   .one();
    EXPECT_EQ(lathe->manual, "turn it");
    EXPECT_EQ(lathe->model, "");
    if (is_sqlite()) {
        EXPECT_EQ(log.sql().back(),
                  "SELECT inhl_assets.id, inhl_assets.name, inhl_assets.kind, inhl_assets.notes, inhl_machines.manual, "
                  "inhl_robots.arms FROM inhl_assets JOIN inhl_machines ON inhl_assets.id = inhl_machines.id "
                  "LEFT OUTER JOIN inhl_robots ON inhl_assets.id = inhl_robots.id WHERE inhl_machines.model = ?");
    }
}

TEST_F(InheritanceColumns, AGroupIsUndeferredInAllClasses) {
    Session session = open();
    const auto assets = session.scalars(all_assets().options(undefer_group<Asset>("papers"))).all();
    EXPECT_EQ(assets[2].as<Robot>()->manual, "ask it");
    EXPECT_EQ(assets[4].as<Software>()->source, "#!");
    EXPECT_FALSE(session.is_loaded(assets[0].as<Desk>(), &Desk::wood));
    expect_error<MappingError>("unmapped_member", "no column that is deferred(\"none\")",
                               [&] { session.scalars(all_assets().options(undefer_group<Asset>("none"))); });
}

TEST_F(InheritanceColumns, GetAndRefreshKnowWhatIsLeftOut) {
    Session session = open();
    const auto id = session.scalars(select(&Asset::id).where(c(&Asset::name) == "rob")).one();
    const StatementLog log(engine());
    const Ref<Asset> found = session.get<Asset>(id);
    expect_statements(log, 1);
    const Ref<Robot> robot = found.as<Robot>();
    EXPECT_EQ(robot->label, "rob R2");
    EXPECT_FALSE(session.is_loaded(robot, &Machine::manual));
    session.connection().execute(text("UPDATE inhl_assets SET name = 'bot' WHERE name = 'rob'"));
    session.refresh(robot);
    EXPECT_EQ(robot->label, "bot R2");
    EXPECT_EQ(robot->shout, "BOT");
    EXPECT_FALSE(session.is_loaded(robot, &Machine::manual));
    session.refresh(robot, &Machine::manual, &Asset::repairs);
    EXPECT_EQ(robot->manual, "ask it");
    EXPECT_EQ(robot->repairs, 1);
    session.rollback();
}

TEST_F(InheritanceColumns, AQueryFillsInWhatAnObjectLacks) {
    Session session = open();
    const auto few = session.scalars(all_assets().options(load_only(&Asset::name))).all();
    Ref<Robot> robot = few[2].as<Robot>();
    robot->arms = 8;
    {
        const auto pause = session.no_autoflush();
        session.scalars(all_assets()).all();
    }
    EXPECT_EQ(robot->arms, 8);
    EXPECT_EQ(robot->model, "R2");
    EXPECT_EQ(robot->label, "rob R2");
    EXPECT_EQ(few[4].as<Software>()->license, "free");
    EXPECT_EQ(few[4].as<Software>()->title, "sh (free)");
    session.commit();
    EXPECT_EQ(session.scalars(select(&Robot::arms)).one(), 8);
    EXPECT_EQ(session.scalars(select(&Machine::manual).order_by(&Machine::manual)).all(),
              (std::vector<std::string>{"ask it", "turn it"}));
}

TEST_F(InheritanceColumns, AStaleObjectIsReadAnewWithWhatItHas) {
    Session session = open();
    const auto assets = session.scalars(all_assets()).all();
    session.commit();
    engine().begin([&](Connection& connection) {
        connection.execute(text("UPDATE inhl_software SET license = 'none'"));
        connection.execute(text("UPDATE inhl_machines SET model = 'X'"));
    });
    session.scalars(all_assets()).all();
    EXPECT_EQ(assets[4].as<Software>()->license, "none");
    EXPECT_EQ(assets[4].as<Software>()->title, "sh (none)");
    EXPECT_EQ(assets[2].as<Robot>()->model, "X");
    EXPECT_EQ(assets[2].as<Robot>()->label, "rob X");
}

TEST_F(InheritanceColumns, AFlushComputesPropertiesAnew) {
    Session session = open();
    Ref<Robot> robot = session.scalars(select<Robot>()).one();
    robot->name = "bob";
    robot->model = "B9";
    session.flush();
    EXPECT_EQ(robot->label, "bob B9");
    EXPECT_EQ(robot->shout, "BOB");
    auto press = named<Machine>("press");
    press.model = "P1";
    const Ref<Machine> added = session.add(std::move(press));
    session.flush();
    EXPECT_EQ(added->label, "press P1");
    EXPECT_FALSE(session.is_loaded(added, &Asset::repairs));
    EXPECT_TRUE(session.is_loaded(added, &Machine::manual));
    session.rollback();
}

TEST_F(InheritanceColumns, APropertyStandsInConditionsAndOrder) {
    Session session = open();
    EXPECT_EQ(session.scalars(select<Asset>().where(c(&Machine::label) == "rob R2")).one()->name, "rob");
    EXPECT_EQ(session.scalars(select<Machine>().order_by(desc(&Machine::label))).all().front()->name, "rob");
    EXPECT_EQ(session.scalars(select(&Asset::shout).where(c(&Asset::repairs) == 1)).one(), "ROB");
}

TEST_F(InheritanceColumns, AnAliasHasPropertiesOfAllClasses) {
    Session session = open();
    const auto other = alias<Asset>("other");
    const auto rows = session
                          .execute(select(entity<Asset>(), other)
                                       .join(other, other[&Asset::id] == c(&Asset::id))
                                       .where(c(&Asset::name) == "rob"))
                          .all();
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(std::get<1>(rows.front()).as<Robot>()->label, "rob R2");
    Session fresh = open();
    const Ref<Asset> robot = fresh.scalars(select(other).where(other[&Asset::name] == "rob")).one();
    EXPECT_EQ(robot.as<Robot>()->label, "rob R2");
    EXPECT_EQ(robot->shout, "ROB");
}

TEST_F(InheritanceColumns, AQueryGivesExpressions) {
    Session session = open();
    const auto assets = session.scalars(all_assets().options(with_expression(&Asset::score, c(&Asset::id) * 2))).all();
    for (const Ref<Asset>& asset : assets) EXPECT_EQ(asset->score, static_cast<int>(asset->id * 2));
}

TEST_F(InheritanceColumns, AQueryOfGroupsGivesExpressions) {
    Session session = open();
    const auto counted = select<Asset>()
                             .outerjoin(table_of<Repair>(), c(&Repair::asset_id) == c(&Asset::id))
                             .group_by(&Asset::id)
                             .options(with_expression(&Asset::score, func::count(c(&Repair::id))));
    for (int round = 0; round < 2; ++round) {
        const auto assets = session.scalars(counted).all();
        ASSERT_EQ(assets.size(), 5U);
        for (const Ref<Asset>& asset : assets) {
            EXPECT_EQ(asset->score, asset->name == "rob" ? 1 : 0) << asset->name;
            EXPECT_EQ(session.state(asset), ObjectState::Persistent) << asset->name;
        }
    }
}

TEST_F(InheritanceColumns, AGivenExpressionReachesObjectsThatLackedIt) {
    Session session = open();
    const auto known = session.scalars(all_assets()).all();
    session
        .scalars(select<Asset>()
                     .group_by(&Asset::id)
                     .options(with_expression(&Asset::score, func::count(c(&Asset::id)) * 7)))
        .all();
    for (const Ref<Asset>& asset : known) EXPECT_EQ(asset->score, 7) << asset->name;
}

TEST_F(InheritanceColumns, AnExpressionOfASubclassIsReadBehindALockingQuery) {
    Session session = open();
    const auto known = session.scalars(all_assets()).all();
    const auto locked = select<Asset>()
                            .order_by(&Asset::name)
                            .with_for_update()
                            .options(with_expression(&Machine::load, c(&Asset::id) * 3));
    const auto assets = session.scalars(locked).all();
    EXPECT_EQ(assets[1].as<Machine>()->load, assets[1]->id * 3);
    EXPECT_EQ(assets[2].as<Robot>()->load, assets[2]->id * 3);
}

TEST_F(InheritanceColumns, AnExpressionWithoutAPlaceInTheRowsIsRefused) {
    Session session = open();
    expect_error<ArgumentError>(
        "option_without_effect", "with_expression(&Machine::load, ...) cannot be computed", [&] {
            session
                .scalars(select<Asset>()
                             .group_by(&Asset::id)
                             .options(with_expression(&Machine::load, func::count(c(&Machine::model)))))
                .all();
        });
}

TEST_F(InheritanceColumns, RowsOfOtherStatementsHaveProperties) {
    Session session = open();
    const auto both = alias<Asset>(
        union_all(select<Asset>().where(c(&Asset::name) == "rob"), select<Asset>().where(c(&Asset::name) == "sh"))
            .subquery("both"));
    const auto assets = session.scalars(select(both).order_by(both[&Asset::name])).all();
    EXPECT_EQ(assets[0].as<Robot>()->label, "rob R2");
    EXPECT_EQ(assets[1].as<Software>()->title, "sh (free)");
    Session fresh = open();
    const Ref<Asset> read =
        fresh.scalars(text("SELECT id, name, kind, notes FROM inhl_assets WHERE name = 'rob'").columns<Ref<Asset>>())
            .one();
    EXPECT_EQ(read.as<Robot>()->label, "rob R2");
    EXPECT_EQ(read.as<Robot>()->arms, 3);
    EXPECT_FALSE(fresh.is_loaded(read.as<Robot>(), &Machine::manual));
}

TEST_F(InheritanceColumns, AStreamHasPropertiesAndLeavesColumnsOut) {
    Session session = open();
    std::vector<std::string> found;
    for (const Machine& machine : session.stream(select<const Machine>().order_by(&Asset::id)))
        found.push_back(machine.label + machine.manual);
    EXPECT_EQ(found, (std::vector<std::string>{"lathe L1", "rob R2"}));
    const auto one = select<const Machine>().where(c(&Machine::model) == "L1");
    for (const Machine& machine : session.stream(one.options(load_only(&Machine::manual)))) {
        EXPECT_EQ(machine.manual, "turn it");
        EXPECT_EQ(machine.notes, "");
    }
}

TEST_F(InheritanceColumns, ReadOnlyObjectsHaveProperties) {
    Session session = open();
    const auto assets = session.scalars(select<const Asset>().order_by(&Asset::name)).all();
    EXPECT_EQ(assets[2]->shout, "ROB");
    EXPECT_EQ(assets[4]->shout, "SH");
}

}  // namespace
}  // namespace azoth::test
