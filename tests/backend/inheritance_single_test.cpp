// SPDX-License-Identifier: MIT
// Single-table inheritance: the classes of a hierarchy share a table.
#include "azoth/azoth.hpp"
#include "support/backend_test.hpp"
#include "support/expect_error.hpp"
#include "support/statement_log.hpp"

namespace azoth::test {
namespace {

struct Worker;
struct Boss;

struct Office {
    std::int64_t id = 0;
    std::string city;
    Many<Worker> workers;
};

struct Worker {
    std::int64_t id = 0;
    std::string name;
    std::string kind;
    std::optional<std::int64_t> office_id;
    std::optional<std::int64_t> boss_id;
    One<Office> office;
    One<Boss> boss;
};

struct Boss : Worker {
    std::string car;
    Many<Worker> reports;
};

struct Director : Boss {
    std::int32_t shares = 0;
};

struct Engineer : Worker {
    std::optional<std::string> language;
    std::optional<std::int64_t> garage_id;
    One<Office> garage;
};

void mapping(Mapper<Office>& m) {
    m.table("inh_offices");
    m.columns<&Office::id, &Office::city>();
    m.primary_key(&Office::id);
    m.relationship<&Office::workers>().order_by(&Worker::id).foreign_key(&Worker::office_id);
}

void mapping(Mapper<Worker>& m) {
    m.table("inh_workers");
    m.columns<&Worker::id, &Worker::name, &Worker::kind, &Worker::office_id, &Worker::boss_id>();
    m.primary_key(&Worker::id);
    m.column(&Worker::kind).type(String{20});
    m.column(&Worker::name).type(String{40});
    m.column(&Worker::office_id).references(&Office::id);
    m.column(&Worker::boss_id).references(&Worker::id);
    m.polymorphic_on(&Worker::kind, "worker");
    m.relationship<&Worker::office>().foreign_key(&Worker::office_id);
    m.relationship<&Worker::boss>();
}

void mapping(Mapper<Boss>& m) {
    m.inherits<Worker>("boss");
    m.columns<&Boss::car>();
    m.column(&Boss::car).type(String{40});
    m.relationship<&Boss::reports>().order_by(&Worker::id);
}

void mapping(Mapper<Director>& m) {
    m.inherits<Boss>("director");
    m.columns<&Director::shares>();
}

void mapping(Mapper<Engineer>& m) {
    m.inherits<Worker>("engineer");
    m.columns<&Engineer::language, &Engineer::garage_id>();
    m.column(&Engineer::language).type(String{20});
    m.column(&Engineer::garage_id).references(&Office::id);
    m.relationship<&Engineer::garage>().foreign_key(&Engineer::garage_id);
}

class SingleTableInheritance : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (!IsSkipped()) Registry::of<Office, Worker, Boss, Director, Engineer>().create_all(engine());
    }
    Session open() { return Session(engine()); }

    static Boss boss(std::string name, std::string car) {
        Boss boss;
        boss.name = std::move(name);
        boss.car = std::move(car);
        return boss;
    }
    static Director director(std::string name, std::string car, std::int32_t shares) {
        Director director;
        director.name = std::move(name);
        director.car = std::move(car);
        director.shares = shares;
        return director;
    }
    static Engineer engineer(std::string name, std::string language) {
        Engineer engineer;
        engineer.name = std::move(name);
        engineer.language = std::move(language);
        return engineer;
    }
    void fill() {
        Session session = open();
        session.add(Worker{.name = "Wim"});
        session.add(boss("Bea", "Saab"));
        session.add(director("Dan", "Volvo", 7));
        session.add(engineer("Eve", "C++"));
        session.commit();
    }
};

TEST_F(SingleTableInheritance, ObjectsAreOfTheClassesThatTheirRowsSay) {
    fill();
    Session session = open();
    const auto workers = session.scalars(select<Worker>().order_by(&Worker::name));

    ASSERT_EQ(workers.size(), 4U);
    EXPECT_EQ(workers[0].as<Boss>()->car, "Saab");
    EXPECT_EQ(workers[1].as<Director>()->shares, 7);
    EXPECT_EQ(workers[1].as<Boss>()->car, "Volvo");
    EXPECT_EQ(workers[2].as<Engineer>()->language, "C++");
    EXPECT_FALSE(workers[3].as<Boss>());
    EXPECT_FALSE(workers[0].as<Director>());
    EXPECT_EQ(workers[3]->kind, "worker");
}

TEST_F(SingleTableInheritance, OneSelectReadsTheFieldsOfAllClasses) {
    fill();
    Session session = open();
    StatementLog log(engine());
    session.scalars(select<Worker>());

    expect_statements(log, 1);
    for (const char* column : {"car", "shares", "language", "garage_id"}) EXPECT_EQ(log.count(column), 1U) << column;
}

TEST_F(SingleTableInheritance, TheFlushSetsTheDiscriminatorWhateverTheMemberHolds) {
    Session session = open();
    Boss value = boss("Bea", "Saab");
    value.kind = "nonsense";
    Ref<Boss> bea = session.add(std::move(value));
    session.commit();
    EXPECT_EQ(bea->kind, "boss");
    bea->kind = "worker";
    bea->car = "Audi";
    session.commit();

    EXPECT_EQ(bea->kind, "boss");
    EXPECT_EQ(open().get<Boss>(bea->id)->car, "Audi");
}

TEST_F(SingleTableInheritance, SelectOfASubclassHasItsRowsAndThoseOfItsSubclasses) {
    fill();
    Session session = open();
    StatementLog log(engine());
    const auto bosses = session.scalars(select<Boss>().order_by(&Worker::name));

    ASSERT_EQ(bosses.size(), 2U);
    EXPECT_EQ(bosses[0]->name, "Bea");
    EXPECT_EQ(bosses[1].as<Director>()->shares, 7);
    EXPECT_EQ(log.count("kind IN ("), 1U);
    EXPECT_EQ(session.scalars(select<Director>()).size(), 1U);
    EXPECT_EQ(log.count("kind = "), 1U);
    EXPECT_EQ(session.query<Boss>().count(), 2);
}

TEST_F(SingleTableInheritance, ColumnsOfTheBaseServeInAQueryOfASubclass) {
    fill();
    Session session = open();

    EXPECT_EQ(session.query<Boss>().where(c(&Worker::name) == "Bea").one()->car, "Saab");
    EXPECT_EQ(session.query<Boss>().where(c<Boss>(&Worker::name) == "Dan").one()->car, "Volvo");
    EXPECT_EQ(session.query<Worker>().where(c(&Boss::car) == "Saab").one()->name, "Bea");
}

TEST_F(SingleTableInheritance, AKeyIsOneObjectWhateverClassItIsAskedBy) {
    fill();
    Session session = open();
    const Ref<Worker> bea = session.query<Worker>().where(c(&Worker::name) == "Bea").one();
    const Ref<Worker> wim = session.query<Worker>().where(c(&Worker::name) == "Wim").one();
    StatementLog log(engine());

    EXPECT_EQ(session.get<Boss>(bea->id), bea);
    EXPECT_FALSE(session.get<Boss>(wim->id));
    expect_statements(log, 0);
}

TEST_F(SingleTableInheritance, GetReadsTheWholeObject) {
    fill();
    const std::int64_t dan = open().query<Director>().one()->id;
    const std::int64_t wim = open().query<Worker>().where(c(&Worker::name) == "Wim").one()->id;

    EXPECT_EQ(open().get<Worker>(dan).as<Director>()->shares, 7);
    EXPECT_EQ(open().get<Boss>(dan).as<Director>()->car, "Volvo");
    EXPECT_FALSE(open().get<Boss>(wim));
    EXPECT_FALSE(open().get<Engineer>(dan));
}

TEST_F(SingleTableInheritance, RefreshReadsTheFieldsOfTheSubclass) {
    fill();
    Session session = open();
    Ref<Worker> bea = session.query<Worker>().where(c(&Worker::name) == "Bea").one();
    session.execute(update<Boss>().set(c(&Boss::car) = "Fiat").where(c(&Worker::name) == "Bea"));
    session.refresh(bea);

    EXPECT_EQ(bea.as<Boss>()->car, "Fiat");
}

TEST_F(SingleTableInheritance, ChangesBySubclassConcernItsRowsOnly) {
    fill();
    Session session = open();
    EXPECT_EQ(session.execute(update<Boss>().set(c(&Boss::car) = "Fiat")).rowcount, 2);
    EXPECT_EQ(session.execute(delete_<Engineer>()).rowcount, 1);
    session.commit();

    EXPECT_EQ(open().query<Worker>().count(), 3);
}

TEST_F(SingleTableInheritance, InsertOfValuesSetsTheDiscriminator) {
    Session session = open();
    session.execute(insert<Engineer>().values(engineer("Eve", "C")));
    session.commit();

    EXPECT_EQ(open().query<Worker>().one().as<Engineer>()->language, "C");
}

TEST_F(SingleTableInheritance, UpdatesWriteWhatHasChanged) {
    fill();
    Session session = open();
    Ref<Director> dan = session.query<Director>().one();
    StatementLog log(engine());
    dan->shares = 9;
    session.commit();

    expect_statements(log, 1);
    EXPECT_EQ(log.count("SET shares = "), 1U);
    EXPECT_EQ(open().query<Director>().one()->shares, 9);
}

TEST_F(SingleTableInheritance, InsertsGoOutAsBatchesByClass) {
    Session session = open();
    for (int i = 0; i < 20; ++i) {
        session.add(Worker{.name = "w"});
        session.add(boss("b", "c"));
    }
    StatementLog log(engine());
    session.commit();

    EXPECT_LE(log.count("INSERT"), 4U);  // 16 and 4 rows of each class, where several fit one statement
    EXPECT_EQ(open().query<Boss>().count(), 20);
    EXPECT_EQ(open().query<Worker>().count(), 40);
}

TEST_F(SingleTableInheritance, DeletedObjectsAreGone) {
    fill();
    Session session = open();
    session.delete_(session.query<Director>().one());
    session.delete_(session.query<Worker>().where(c(&Worker::name) == "Wim").one());
    session.commit();

    EXPECT_EQ(open().query<Worker>().count(), 2);
}

TEST_F(SingleTableInheritance, ACollectionOfTheBaseTakesObjectsOfSubclasses) {
    Session session = open();
    Office value{.city = "Oslo"};
    value.workers.push_back(Worker{.name = "Wim"});
    value.workers.push_back(boss("Bea", "Saab"));
    Ref<Office> oslo = session.add(std::move(value));
    oslo->workers.push_back(engineer("Eve", "C++"));
    session.commit();
    Session other = open();
    const Ref<Office> office = other.query<Office>().one();

    ASSERT_EQ(office->workers.size(), 3U);
    EXPECT_EQ(office->workers.ref(1).as<Boss>()->car, "Saab");
    EXPECT_EQ(office->workers.ref(2).as<Engineer>()->language, "C++");
    EXPECT_EQ(office->workers.ref(1)->office.ref(), office);
}

TEST_F(SingleTableInheritance, RowsReferToRowsOfOtherClassesInTheSameFlush) {
    Session session = open();
    Worker wim{.name = "Wim"};
    wim.boss = boss("Bea", "Saab");
    Ref<Worker> worker = session.add(std::move(wim));
    Ref<Boss> dan = session.add(director("Dan", "Volvo", 1));
    dan->reports.push_back(worker->boss.ref());
    session.commit();
    Session other = open();
    const Ref<Worker> found = other.get<Worker>(worker->id);

    EXPECT_EQ(found->boss->car, "Saab");
    EXPECT_EQ(found->boss->boss.ref().as<Director>()->shares, 1);
    EXPECT_EQ(found->boss->reports.ref(0), found);
}

TEST_F(SingleTableInheritance, AOneOfASubclassIsEmptyWhereTheRowIsOfAnother) {
    fill();
    Session session = open();
    const std::int64_t eve = session.query<Engineer>().one()->id;
    Ref<Worker> wim = session.query<Worker>().where(c(&Worker::name) == "Wim").one();
    wim->boss_id = eve;
    session.commit();

    Session other = open();
    EXPECT_FALSE(other.get<Worker>(wim->id)->boss);
    other.get<Worker>(eve);
    EXPECT_FALSE(other.get<Worker>(wim->id)->boss);
}

TEST_F(SingleTableInheritance, OptionsLoadRelationshipsOfBaseAndSubclass) {
    Session session = open();
    Boss bea = boss("Bea", "Saab");
    bea.office = Office{.city = "Oslo"};
    bea.reports.push_back(Worker{.name = "Wim"});
    bea.reports.push_back(engineer("Eve", "C++"));
    session.add(std::move(bea));
    session.commit();
    const auto query = select<Worker>().order_by(&Worker::id);
    for (const auto& option : {selectinload(&Boss::reports), joinedload(&Boss::reports)}) {
        Session other = open();
        const auto workers = other.scalars(query.options(option, joinedload(&Worker::office)));
        StatementLog log(engine());
        ASSERT_EQ(workers.size(), 3U);
        EXPECT_EQ(workers[0].as<Boss>()->reports.size(), 2U);
        EXPECT_EQ(workers[0].as<Boss>()->reports.ref(1).as<Engineer>()->language, "C++");
        EXPECT_EQ(workers[0]->office->city, "Oslo");
        expect_statements(log, 0);
    }
    Session third = open();
    const auto bosses = third.scalars(select<Boss>().options(joinedload(&Boss::reports), joinedload(&Worker::office)));
    ASSERT_EQ(bosses.size(), 1U);
    EXPECT_EQ(bosses[0]->reports.ref(1).as<Engineer>()->language, "C++");
    EXPECT_EQ(bosses[0]->office->city, "Oslo");
}

TEST_F(SingleTableInheritance, JoinedLoadsOfTheHierarchyReadTheSubclasses) {
    {
        Session session = open();
        Office oslo{.city = "Oslo"};
        oslo.workers.push_back(boss("Bea", "Saab"));
        oslo.workers.push_back(engineer("Eve", "C++"));
        session.add(std::move(oslo));
        session.commit();
    }
    Session session = open();
    StatementLog log(engine());
    const auto offices = session.scalars(select<Office>().options(joinedload(&Office::workers)));
    EXPECT_EQ(offices[0]->workers.ref(0).as<Boss>()->car, "Saab");
    EXPECT_EQ(offices[0]->workers.ref(1).as<Engineer>()->language, "C++");
    expect_statements(log, 1);
}

TEST_F(SingleTableInheritance, ALazyLoadServesTheObjectsOfAllClasses) {
    {
        Session session = open();
        for (int i = 0; i < 2; ++i) {
            Boss bea = boss("Bea", "Saab");
            bea.office = Office{.city = "Oslo"};
            session.add(std::move(bea));
            Worker wim{.name = "Wim"};
            wim.office = Office{.city = "Rome"};
            session.add(std::move(wim));
        }
        session.commit();
    }
    Session session = open();
    const auto workers = session.scalars(select<Worker>());
    StatementLog log(engine());
    for (const Ref<Worker>& worker : workers) EXPECT_FALSE(worker->office->city.empty());
    expect_statements(log, 1);
}

TEST_F(SingleTableInheritance, ReadOnlyObjectsAreOfTheirClassesToo) {
    fill();
    Session session = open();
    const auto workers = session.scalars(select<const Worker>().order_by(&Worker::name));

    EXPECT_EQ(workers[1].as<const Director>()->shares, 7);
}

TEST_F(SingleTableInheritance, AliasesAndRelationshipJoinsKeepToTheClass) {
    {
        Session session = open();
        Office oslo{.city = "Oslo"};
        oslo.workers.push_back(boss("Bea", "Saab"));
        oslo.workers.push_back(Worker{.name = "Wim"});
        session.add(std::move(oslo));
        session.commit();
        Ref<Worker> wim = session.query<Worker>().where(c(&Worker::name) == "Wim").one();
        wim->boss = session.query<Boss>().one();
        session.commit();
    }
    Session session = open();
    const auto other = alias<Boss>("other");
    EXPECT_EQ(session.scalars(select(other).where(other[&Worker::name] != "x")).size(), 1U);
    EXPECT_EQ(session.execute(select(&Worker::name, other[&Boss::car]).join(of_type(&Worker::boss, other))).size(), 1U);
    EXPECT_EQ(session.scalars(select<Office>().join(&Office::workers).where(c(&Boss::car) == "Saab")).size(), 1U);
}

TEST_F(SingleTableInheritance, UnionsAndReturningReadTheRestByAFurtherQuery) {
    fill();
    Session session = open();
    StatementLog log(engine());
    const auto both = session.scalars(union_all(select<Worker>().where(c(&Worker::name) == "Bea"),
                                                select<Worker>().where(c(&Worker::name) == "Dan")));
    ASSERT_EQ(both.size(), 2U);
    for (const Ref<Worker>& worker : both) EXPECT_FALSE(worker.as<Boss>()->car.empty());
    EXPECT_EQ(session.query<Director>().one()->shares, 7);
    expect_statements(log, 4);
}

TEST_F(SingleTableInheritance, ARollbackPutsAllBack) {
    fill();
    Session session = open();
    Ref<Director> dan = session.query<Director>().one();
    dan->shares = 9;
    dan->car = "Audi";
    Ref<Boss> fresh = session.add(boss("Bob", "Lada"));
    session.flush();
    session.rollback();

    EXPECT_EQ(dan->shares, 7);
    EXPECT_EQ(dan->car, "Volvo");
    EXPECT_EQ(session.state(fresh), ObjectState::Transient);
    session.add(fresh);
    session.commit();
    EXPECT_EQ(open().query<Boss>().count(), 3);
}

TEST_F(SingleTableInheritance, StaleObjectsAreReadAnewByTheirClass) {
    fill();
    Session session = open();
    const Ref<Worker> bea = session.query<Worker>().where(c(&Worker::name) == "Bea").one();
    session.commit();
    {
        Session other = open();
        other.query<Boss>().where(c(&Worker::name) == "Bea").one()->car = "Fiat";
        other.commit();
    }
    session.scalars(select<Worker>());

    EXPECT_EQ(bea.as<Boss>()->car, "Fiat");
}

TEST_F(SingleTableInheritance, AValueThatNoClassHasIsAnErrorThatNamesIt) {
    fill();
    Session session = open();
    session.execute(text("UPDATE inh_workers SET kind = 'robot' WHERE name = 'Wim'"));

    expect_error<DataError>("unknown_class", "'robot'", [&] { session.scalars(select<Worker>()); });
}

// Abstract classes, and other types of discriminators.

enum class Shape { Circle, Square };

struct Figure {
    std::int64_t id = 0;
    Shape shape = Shape::Circle;
};
struct Circle : Figure {
    double radius = 0;
};
struct Square : Figure {
    double side = 0;
};

void mapping(Mapper<Figure>& m) {
    m.table("inh_figures");
    m.columns<&Figure::id, &Figure::shape>();
    m.primary_key(&Figure::id);
    m.polymorphic_on(&Figure::shape);
}
void mapping(Mapper<Circle>& m) {
    m.inherits<Figure>(Shape::Circle);
    m.columns<&Circle::radius>();
}
void mapping(Mapper<Square>& m) {
    m.inherits<Figure>(Shape::Square);
    m.columns<&Square::side>();
}

class AbstractInheritance : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (!IsSkipped()) Registry::of<Figure, Circle, Square>().create_all(engine());
    }
};

TEST_F(AbstractInheritance, AnEnumTellsTheClassesApart) {
    {
        Session session(engine());
        Square square;
        square.side = 2;
        session.add(square);
        session.add(Circle{});
        session.commit();
    }
    Session session(engine());
    const auto figures = session.scalars(select<Figure>().order_by(&Figure::id));
    ASSERT_EQ(figures.size(), 2U);
    EXPECT_EQ(session.scalars(select<Square>())[0]->side, 2);
    EXPECT_EQ(session.query<Circle>().count(), 1);
}

TEST_F(AbstractInheritance, AnAbstractClassHasNoObjects) {
    Session session(engine());
    expect_error<ArgumentError>("abstract_class", "a Figure cannot be added", [&] { session.add(Figure{}); });
}

}  // namespace
}  // namespace azoth::test
