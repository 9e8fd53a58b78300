// SPDX-License-Identifier: MIT
// Joined-table inheritance: a subclass keeps its own columns in a table of its own.
#include "azoth/azoth.hpp"
#include "support/backend_test.hpp"
#include "support/expect_error.hpp"
#include "support/statement_log.hpp"

namespace azoth::test {
namespace {

struct Member;
struct Manager;

struct Department {
    std::int64_t id = 0;
    std::string name;
    Many<Member> members;
    Many<Manager> heads;
};

struct Member {
    std::int64_t id = 0;
    std::string name;
    std::string kind;
    std::optional<std::int64_t> department_id;
    One<Department> department;
};

struct Manager : Member {
    std::string car;
    std::optional<std::int64_t> headed_id;
    One<Department> headed;
};

/// A third table.
struct President : Manager {
    std::int32_t term = 0;
};

/// In the table of its joined base.
struct Deputy : Manager {
    std::optional<std::int32_t> rank;
};

/// Read by a query of its own.
struct Coder : Member {
    std::string language;
    std::optional<std::string> editor;
    std::int64_t mentor_id = 0;
    One<Manager> mentor;
};

void mapping(Mapper<Department>& m) {
    m.table("inhj_departments");
    m.columns<&Department::id, &Department::name>();
    m.primary_key(&Department::id);
    m.relationship<&Department::members>().order_by(&Member::id).foreign_key(&Member::department_id);
    m.relationship<&Department::heads>().foreign_key(&Manager::headed_id);
}

void mapping(Mapper<Member>& m) {
    m.table("inhj_members");
    m.columns<&Member::id, &Member::name, &Member::kind, &Member::department_id>();
    m.primary_key(&Member::id);
    m.column(&Member::name).type(String{40});
    m.column(&Member::kind).type(String{20});
    m.column(&Member::department_id).references(&Department::id);
    m.polymorphic_on(&Member::kind, "member");
    m.relationship<&Member::department>();
}

void mapping(Mapper<Manager>& m) {
    m.inherits<Member>("manager");
    m.table("inhj_managers");
    m.columns<&Manager::car, &Manager::headed_id>();
    m.column(&Manager::car).type(String{40}).unique();
    m.column(&Manager::headed_id).references(&Department::id);
    m.relationship<&Manager::headed>().foreign_key(&Manager::headed_id);
}

void mapping(Mapper<President>& m) {
    m.inherits<Manager>("president");
    m.table("inhj_presidents");
    m.columns<&President::term>();
}

void mapping(Mapper<Deputy>& m) {
    m.inherits<Manager>("deputy");
    m.columns<&Deputy::rank>();
    m.column(&Deputy::rank).name("deputy_rank");
}

void mapping(Mapper<Coder>& m) {
    m.inherits<Member>("coder");
    m.table("inhj_coders");
    m.columns<&Coder::language, &Coder::editor, &Coder::mentor_id>();
    m.column(&Coder::language).type(String{20});
    m.column(&Coder::editor).type(String{20}).server_default("'vi'");
    m.column(&Coder::mentor_id).references(&Manager::id);
    m.polymorphic_load(Polymorphic::SelectIn);
    m.relationship<&Coder::mentor>();
}

template <class T>
T named(std::string name) {
    T object;
    object.name = std::move(name);
    return object;
}
Manager manager(std::string name, std::string car) {
    auto result = named<Manager>(std::move(name));
    result.car = std::move(car);
    return result;
}

class JoinedTableInheritance : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (!IsSkipped()) Registry::of<Department, Member, Manager, President, Deputy, Coder>().create_all(engine());
    }
    Session open() { return Session(engine()); }

    void fill() {
        Session session = open();
        session.add(named<Member>("Ann"));
        Ref<Manager> bob = session.add(manager("Bob", "Saab"));
        auto pat = named<President>("Pat");
        pat.car = "Volvo";
        pat.term = 2;
        session.add(std::move(pat));
        auto dot = named<Deputy>("Dot");
        dot.car = "Lada";
        dot.rank = 3;
        session.add(std::move(dot));
        auto cyd = named<Coder>("Cyd");
        cyd.language = "C++";
        cyd.mentor = bob;
        session.add(std::move(cyd));
        session.commit();
    }
    std::int64_t rows(const std::string& table) {
        return std::get<0>(open().execute(text("SELECT count(*) FROM " + table).columns<std::int64_t>())[0]);
    }
};

TEST_F(JoinedTableInheritance, ObjectsAreOfTheClassesThatTheirRowsSay) {
    fill();
    Session session = open();
    StatementLog log(engine());
    const auto members = session.scalars(select<Member>().order_by(&Member::name));

    ASSERT_EQ(members.size(), 5U);
    EXPECT_FALSE(members[0].as<Manager>());
    EXPECT_EQ(members[1].as<Manager>()->car, "Saab");
    EXPECT_EQ(members[2].as<Coder>()->language, "C++");
    EXPECT_EQ(members[3].as<Deputy>()->rank, 3);
    EXPECT_EQ(members[3].as<Manager>()->car, "Lada");
    EXPECT_EQ(members[4].as<President>()->term, 2);
    EXPECT_EQ(members[4].as<Manager>()->car, "Volvo");
    expect_statements(log, 2);  // the coders by one of their own
    EXPECT_EQ(log.count("LEFT OUTER JOIN inhj_managers ON inhj_members.id = inhj_managers.id"), 1U);
    EXPECT_EQ(log.count("LEFT OUTER JOIN inhj_presidents ON inhj_members.id = inhj_presidents.id"), 1U);
    EXPECT_EQ(log.count("FROM inhj_coders WHERE inhj_coders.id IN ("), 1U);
}

TEST_F(JoinedTableInheritance, ASubclassIsReadFromAllItsTables) {
    fill();
    Session session = open();
    StatementLog log(engine());
    const auto managers = session.scalars(select<Manager>().order_by(&Member::name));

    ASSERT_EQ(managers.size(), 3U);
    EXPECT_EQ(managers[0]->name, "Bob");
    EXPECT_EQ(managers[2].as<President>()->term, 2);
    expect_statements(log, 1);
    EXPECT_EQ(log.count("FROM inhj_members JOIN inhj_managers ON inhj_members.id = inhj_managers.id LEFT"), 1U);
    EXPECT_EQ(session.query<Deputy>().one()->rank, 3);
    EXPECT_EQ(session.query<President>().where(c(&Manager::car) == "Volvo", c(&Member::name) == "Pat").one()->term, 2);
    EXPECT_EQ(session.query<Manager>().where(c<Manager>(&Member::name) == "Bob").one()->car, "Saab");
    EXPECT_EQ(session.query<Manager>().count(), 3);
}

TEST_F(JoinedTableInheritance, ConditionsOnASubclassServeInAQueryOfTheBase) {
    fill();
    Session session = open();

    EXPECT_EQ(session.query<Member>().where(c(&Manager::car) == "Saab").one()->name, "Bob");
}

TEST_F(JoinedTableInheritance, EachTableGetsItsColumnsInBatches) {
    Session session = open();
    for (int i = 0; i < 16; ++i) {
        session.add(named<Member>("m"));
        auto dot = named<Deputy>("d");
        dot.car = "car " + std::to_string(i);
        session.add(std::move(dot));
    }
    StatementLog log(engine());
    session.commit();

    expect_statements(log, 2);
    EXPECT_EQ(rows("inhj_members"), 32);
    EXPECT_EQ(rows("inhj_managers"), 16);
    EXPECT_EQ(open().query<Deputy>().count(), 16);
}

TEST_F(JoinedTableInheritance, UpdatesConcernTheTablesThatHaveChanged) {
    fill();
    Session session = open();
    Ref<President> pat = session.query<President>().one();
    StatementLog log(engine());
    pat->term = 3;
    session.flush();
    expect_statements(log, 1);
    EXPECT_EQ(log.count("UPDATE inhj_presidents SET term = "), 1U);
    log.clear();
    pat->name = "Pam";
    pat->car = "Fiat";
    session.commit();

    expect_statements(log, 2);
    const auto found = open().query<Member>().where(c(&Member::name) == "Pam").one();
    EXPECT_EQ(found.as<President>()->term, 3);
    EXPECT_EQ(found.as<Manager>()->car, "Fiat");
}

TEST_F(JoinedTableInheritance, DeletesGoThroughAllTables) {
    fill();
    Session session = open();
    const auto pat = session.query<President>().one();
    const auto cyd = session.query<Coder>().one();
    const auto ann = session.query<Member>().where(c(&Member::name) == "Ann").one();
    StatementLog log(engine());
    session.delete_(pat);
    session.delete_(cyd);
    session.delete_(ann);
    session.commit();

    expect_statements(log, 4);
    EXPECT_EQ(rows("inhj_members"), 2);
    EXPECT_EQ(rows("inhj_managers"), 2);
    EXPECT_EQ(rows("inhj_presidents"), 0);
    EXPECT_EQ(rows("inhj_coders"), 0);
}

TEST_F(JoinedTableInheritance, AKeyIsOneObjectWhateverClassItIsAskedBy) {
    fill();
    const std::int64_t pat = open().query<President>().one()->id;
    const std::int64_t ann = open().query<Member>().where(c(&Member::name) == "Ann").one()->id;
    Session session = open();
    const Ref<Member> member = session.get<Member>(pat);

    EXPECT_EQ(member.as<President>()->term, 2);
    EXPECT_EQ(session.get<President>(pat), member);
    EXPECT_FALSE(session.get<Manager>(ann));
    EXPECT_EQ(open().get<Manager>(pat).as<President>()->term, 2);
    EXPECT_EQ(session.get<Coder>(session.query<Coder>().one()->id)->language, "C++");
}

TEST_F(JoinedTableInheritance, RefreshReadsAllTables) {
    fill();
    Session session = open();
    const Ref<Member> pat = session.get<Member>(session.query<President>().one()->id);
    session.execute(text("UPDATE inhj_presidents SET term = 5"));
    session.execute(text("UPDATE inhj_managers SET car = 'Audi' WHERE car = 'Volvo'"));
    session.refresh(pat);

    EXPECT_EQ(pat.as<President>()->term, 5);
    EXPECT_EQ(pat.as<Manager>()->car, "Audi");
}

TEST_F(JoinedTableInheritance, ValuesOfTheDatabaseAreReadBackFromTheirTable) {
    Session session = open();
    auto cyd = named<Coder>("Cyd");
    cyd.language = "C";
    cyd.mentor = manager("Bob", "Saab");
    const Ref<Coder> coder = session.add(std::move(cyd));
    session.commit();

    EXPECT_EQ(coder->editor, "vi");
    EXPECT_EQ(coder->mentor_id, coder->mentor->id);
}

TEST_F(JoinedTableInheritance, RelationshipsLeadToAndFromEveryClass) {
    {
        Session session = open();
        Department tools{.name = "tools"};
        tools.members.push_back(named<Member>("Ann"));
        tools.members.push_back(manager("Bob", "Saab"));
        tools.heads.push_back(manager("Eva", "Audi"));
        Ref<Department> department = session.add(std::move(tools));
        auto cyd = named<Coder>("Cyd");
        cyd.mentor = department->heads.ref(0);
        department->members.push_back(std::move(cyd));
        session.commit();
    }
    Session session = open();
    const Ref<Department> tools = session.query<Department>().one();
    ASSERT_EQ(tools->members.size(), 3U);
    ASSERT_EQ(tools->heads.size(), 1U);
    EXPECT_EQ(tools->heads[0].name, "Eva");
    EXPECT_EQ(tools->heads[0].headed.ref(), tools);
    EXPECT_EQ(tools->heads.ref(0)->car, "Audi");
    const auto cyd = session.query<Coder>().one();
    EXPECT_EQ(cyd->mentor.ref(), tools->heads.ref(0));
    EXPECT_EQ(cyd->department.ref(), tools);
}

TEST_F(JoinedTableInheritance, OptionsLoadRelationshipsOfSubclasses) {
    fill();
    for (const auto& option : {selectinload(&Coder::mentor), joinedload(&Coder::mentor)}) {
        Session session = open();
        const auto members = session.scalars(select<Member>().order_by(&Member::name).options(option));
        StatementLog log(engine());
        EXPECT_EQ(members[2].as<Coder>()->mentor->car, "Saab");
        expect_statements(log, 0);
    }
    Session session = open();
    const auto coders = session.scalars(select<Coder>().options(joinedload(&Coder::mentor)));
    StatementLog log(engine());
    EXPECT_EQ(coders[0]->mentor->car, "Saab");
    expect_statements(log, 0);
}

TEST_F(JoinedTableInheritance, JoinedLoadsOfTheBaseReadTheSubclasses) {
    {
        Session session = open();
        Department tools{.name = "tools"};
        tools.members.push_back(manager("Bob", "Saab"));
        session.add(std::move(tools));
        session.commit();
    }
    Session session = open();
    const auto departments =
        session.scalars(select<Department>().options(joinedload(&Department::members), joinedload(&Department::heads)));
    StatementLog log(engine());
    EXPECT_EQ(departments[0]->members.ref(0).as<Manager>()->car, "Saab");
    EXPECT_TRUE(departments[0]->heads.empty());
    expect_statements(log, 0);
}

TEST_F(JoinedTableInheritance, JoinsAlongRelationshipsBringAllTables) {
    {
        Session session = open();
        Department tools{.name = "tools"};
        tools.members.push_back(manager("Bob", "Saab"));
        tools.members.push_back(named<Member>("Ann"));
        tools.heads.push_back(manager("Eva", "Audi"));
        session.add(std::move(tools));
        session.add(Department{.name = "empty"});
        session.commit();
    }
    Session session = open();
    EXPECT_EQ(session.query<Department>().join(&Department::heads).where(c(&Member::name) == "Eva").one()->name,
              "tools");
    EXPECT_EQ(session.query<Department>().outerjoin(&Department::heads).where(c(&Manager::car) == std::nullopt).count(),
              1);
    EXPECT_EQ(session.query<Manager>().join(&Member::department).where(c(&Department::name) == "tools").one()->car,
              "Saab");
    EXPECT_EQ(session.query<Manager>().join(&Manager::headed).one()->car, "Audi");
}

TEST_F(JoinedTableInheritance, ReadOnlyObjectsAreWhole) {
    fill();
    Session session = open();
    const auto members = session.scalars(select<const Member>().order_by(&Member::name));

    EXPECT_EQ(members[2].as<const Coder>()->language, "C++");
    EXPECT_EQ(members[4].as<const President>()->term, 2);
}

TEST_F(JoinedTableInheritance, SubqueriesAndGroupsReadTheRestByAFurtherQuery) {
    fill();
    Session session = open();
    const auto some = alias<Manager>(select<Manager>().where(c(&Member::name) != "Dot").subquery("some"));
    const auto managers = session.scalars(select(some).order_by(some[&Member::name]));
    ASSERT_EQ(managers.size(), 2U);
    EXPECT_EQ(managers[0]->car, "Saab");
    EXPECT_EQ(managers[1].as<President>()->term, 2);
    Session other = open();
    const auto grouped = other.scalars(select<Member>().group_by(&Member::id).order_by(&Member::name));
    EXPECT_EQ(grouped[4].as<President>()->term, 2);
    EXPECT_EQ(grouped[4].as<President>()->car, "Volvo");
}

TEST_F(JoinedTableInheritance, RowLocksAreTakenWithoutOuterJoins) {
    fill();
    Session session = open();
    const auto members = session.scalars(select<Member>().order_by(&Member::name).with_for_update());

    EXPECT_EQ(members[1].as<Manager>()->car, "Saab");
}

TEST_F(JoinedTableInheritance, AFailedFlushLeavesAllAsItWas) {
    fill();
    Session session = open();
    Ref<Manager> twin = session.add(manager("Twin", "Saab"));
    EXPECT_THROW(session.flush(), IntegrityError);
    EXPECT_EQ(twin->id, 0);
    EXPECT_EQ(session.state(twin), ObjectState::Pending);
    twin->car = "Seat";
    session.commit();

    EXPECT_EQ(rows("inhj_members"), 6);
    EXPECT_EQ(open().get<Manager>(twin->id)->car, "Seat");
}

TEST_F(JoinedTableInheritance, RollbacksAndSavepointsPutAllTablesBack) {
    fill();
    Session session = open();
    Ref<President> pat = session.query<President>().one();
    {
        auto nested = session.begin_nested();
        pat->term = 9;
        pat->name = "Pam";
        session.add(manager("Max", "Seat"));
        session.flush();
    }
    EXPECT_EQ(pat->term, 2);
    EXPECT_EQ(pat->name, "Pat");
    session.delete_(pat);
    session.flush();
    session.rollback();
    EXPECT_EQ(session.state(pat), ObjectState::Persistent);
    pat->term = 4;
    session.commit();

    EXPECT_EQ(open().query<President>().one()->term, 4);
    EXPECT_EQ(rows("inhj_members"), 5);
}

TEST_F(JoinedTableInheritance, ALostRowIsStaleData) {
    fill();
    Session session = open();
    Ref<President> pat = session.query<President>().one();
    session.execute(text("DELETE FROM inhj_presidents"));
    pat->term = 3;

    EXPECT_THROW(session.flush(), StaleDataError);
}

TEST_F(JoinedTableInheritance, OneStatementCannotWriteSeveralTables) {
    engine().begin([](Connection& connection) {
        expect_error<ArgumentError>("several_tables", "the rows of Manager are in several tables",
                                    [&] { connection.execute(update<Manager>().set(c(&Manager::car) = "Audi")); });
        expect_error<ArgumentError>("several_tables", "inhj_members, inhj_managers",
                                    [&] { connection.execute(delete_<Manager>()); });
        expect_error<ArgumentError>("several_tables", "run the statement in a Session",
                                    [&] { connection.execute(insert<Manager>().values(Manager{})); });
    });
    Session session = open();
    if (capabilities().update_returning)
        expect_error<ArgumentError>("several_tables", "without returning()", [&] {
            session.execute(update<Manager>().set(c(&Manager::car) = "Audi").returning(&Manager::car));
        });
    expect_error<ArgumentError>("several_tables", "select<Manager>().subquery()",
                                [] { select(alias<Manager>("other")); });
}

TEST_F(JoinedTableInheritance, ReturningReadsTheRestByAFurtherQuery) {
    fill();
    if (!capabilities().update_returning) GTEST_SKIP() << "no UPDATE ... RETURNING";
    Session session = open();
    const auto changed = session.execute(
        update<Member>().set(c(&Member::name) = "Bert").where(c(&Member::name) == "Bob").returning<Member>());

    EXPECT_EQ(std::get<0>(changed[0]).as<Manager>()->car, "Saab");
}

TEST_F(JoinedTableInheritance, WhatWasReadByHalfIsNotKept) {
    fill();
    engine().begin([](Connection& connection) {
        connection.execute(text("UPDATE inhj_members SET kind = 'ghost' WHERE name = 'Ann'"));
    });
    Session session = open();
    expect_error<DataError>("unknown_class", "ghost",
                            [&] { session.query<Member>().order_by(c(&Member::id).desc()).all(); });
    EXPECT_EQ(session.query<Coder>().one()->language, "C++");
}

TEST_F(JoinedTableInheritance, AnObjectWhoseFurtherRowIsGoneLeavesTheSession) {
    fill();
    engine().begin([](Connection& connection) { connection.execute(text("DELETE FROM inhj_coders")); });
    Session session = open();
    for (const Ref<Member>& member : session.query<Member>().all())
        EXPECT_EQ(session.state(member), member->name == "Cyd" ? ObjectState::Detached : ObjectState::Persistent);
}

TEST_F(JoinedTableInheritance, ChangesNameTheColumnsOfEveryTable) {
    fill();
    Session session = open();
    Ref<Coder> cyd = session.query<Coder>().one();
    cyd->name = "Cid";
    cyd->language = "Rust";
    const auto changes = session.changes(cyd);
    ASSERT_EQ(changes.size(), 2U);
    EXPECT_EQ(changes[0].column, "name");
    EXPECT_EQ(changes[1].column, "language");
}

}  // namespace
}  // namespace azoth::test
