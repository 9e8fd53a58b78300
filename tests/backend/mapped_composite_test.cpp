// SPDX-License-Identifier: MIT
// Struct members over several columns.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "azoth/azoth.hpp"
#include "azoth/orm/class_map.hpp"
#include "support/backend_test.hpp"
#include "support/expect_error.hpp"
#include "support/statement_log.hpp"

namespace azoth::test {
namespace {

struct Address {
    std::string street;
    std::string city;
    std::optional<int> floor;

    friend bool operator==(const Address&, const Address&) = default;
};

struct Customer {
    std::int64_t id = 0;
    std::string name;
    Address home;
    std::optional<Address> work;
};

void mapping(Mapper<Customer>& m) {
    m.table("mapx_customers");
    m.auto_columns();
    m.primary_key(&Customer::id);
    auto home = m.composite<&Customer::home>().columns<&Address::street, &Address::city, &Address::floor>();
    home.column(&Address::street).name("road").type(String{60});
    home.column(&Address::city).type(String{60}).index();
    home.column(&Address::floor).server_default(literal(1));
    m.composite<&Customer::work>("office_").columns<&Address::street, &Address::city, &Address::floor>();
    m.check(m.c(&Customer::home, &Address::floor) < 100, "mapx_floor");
}

/// A hook fills a composite that may be absent.
struct Supplier {
    std::int64_t id = 0;
    std::string name;
    std::optional<Address> office;
};

void mapping(Mapper<Supplier>& m) {
    m.table("mapx_suppliers");
    m.columns<&Supplier::id, &Supplier::name>();
    m.primary_key(&Supplier::id);
    m.column(&Supplier::name).type(String{30}).unique();
    m.composite<&Supplier::office>().columns<&Address::street, &Address::city, &Address::floor>();
    m.before_insert([](Supplier& supplier) { supplier.office = Address{"Strand", "London"}; });
}

class MappedComposite : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (!IsSkipped()) Registry::of<Customer, Supplier>().create_all(engine());
    }
    Session open() { return Session(engine()); }

    std::int64_t add(Customer customer) {
        Session session = open();
        const Ref<Customer> added = session.add(std::move(customer));
        session.commit();
        return added->id;
    }
};

TEST_F(MappedComposite, HasAColumnForEachMember) {
    std::vector<std::string> names;
    for (const Column& column : orm::class_map<Customer>().definition().definitions()) names.push_back(column.name());

    EXPECT_EQ(names, (std::vector<std::string>{"id", "name", "road", "home_city", "home_floor", "office_street",
                                               "office_city", "office_floor"}));
}

TEST_F(MappedComposite, IsWrittenAndReadWithItsObject) {
    const auto id = add({.name = "Ann", .home = {"Via Appia", "Rome", 3}, .work = Address{"Strand", "London"}});

    const Ref<Customer> read = open().get<Customer>(id);
    EXPECT_EQ(read->home, (Address{"Via Appia", "Rome", 3}));
    EXPECT_EQ(read->work, (Address{"Strand", "London"}));
}

TEST_F(MappedComposite, ThatIsAbsentIsNullInAllColumns) {
    const auto id = add({.name = "Ann", .home = {"Via Appia", "Rome"}});

    Session session = open();
    EXPECT_EQ(session.get<Customer>(id)->work, std::nullopt);
    EXPECT_EQ(*session.scalar(select(func::count()).select_from<Customer>().where(
                  c(&Customer::work, &Address::street).is_null(), c(&Customer::work, &Address::city).is_null())),
              1);
}

TEST_F(MappedComposite, GetsValuesThatTheDatabaseMakesForItsColumns) {
    Session session = open();
    const Ref<Customer> customer = session.add(Customer{.name = "Ann", .home = {"Via Appia", "Rome"}});
    session.flush();

    EXPECT_EQ(customer->home, (Address{"Via Appia", "Rome", 1}));
}

TEST_F(MappedComposite, UpdatesOnlyTheColumnsThatChanged) {
    const auto id = add({.name = "Ann", .home = {"Via Appia", "Rome"}, .work = Address{"Strand", "London"}});
    Session session = open();
    Ref<Customer> customer = session.get<Customer>(id);
    customer->home.city = "Roma";
    customer->work->street = "Mall";
    const StatementLog log(engine());
    session.commit();

    ASSERT_EQ(log.sql().size(), 1U);
    EXPECT_EQ(log.sql()[0].substr(0, log.sql()[0].find(" WHERE")).find("road"), std::string::npos) << log.sql()[0];
    const Ref<Customer> read = open().get<Customer>(id);
    EXPECT_EQ(read->home, (Address{"Via Appia", "Roma", 1}));
    EXPECT_EQ(read->work, (Address{"Mall", "London"}));
}

TEST_F(MappedComposite, ComesAndGoesAsAWhole) {
    const auto id = add({.name = "Ann", .home = {"Via Appia", "Rome"}, .work = Address{"Strand", "London", 2}});
    Session session = open();
    Ref<Customer> customer = session.get<Customer>(id);
    customer->work.reset();
    session.commit();
    EXPECT_EQ(open().get<Customer>(id)->work, std::nullopt);

    customer->work = Address{"Mall", "London"};
    session.rollback();
    EXPECT_EQ(std::as_const(customer)->work, std::nullopt);
    customer->work = Address{"Mall", "London"};
    session.commit();
    EXPECT_EQ(open().get<Customer>(id)->work, (Address{"Mall", "London"}));
}

TEST_F(MappedComposite, IsReadAnewByRefresh) {
    const auto id = add({.name = "Ann", .home = {"Via Appia", "Rome"}, .work = Address{"Strand", "London", 2}});
    Session session = open();
    const Ref<Customer> customer = session.get<Customer>(id);
    session.execute(update<Customer>().set(c(&Customer::work, &Address::street) = std::optional<std::string>(),
                                           c(&Customer::work, &Address::city) = std::optional<std::string>(),
                                           c(&Customer::work, &Address::floor) = std::optional<int>()));
    session.refresh(customer);

    EXPECT_EQ(customer->work, std::nullopt);
}

TEST_F(MappedComposite, IsComparedByColumnAndAsAWhole) {
    add({.name = "Ann", .home = {"Via Appia", "Rome", 3}, .work = Address{"Strand", "London"}});
    add({.name = "Bob", .home = {"Via Appia", "Rome", 4}});
    Session session = open();
    const auto names = [&](const Expr<bool>& condition) {
        std::string all;
        for (const std::string& name :
             session.scalars(select(&Customer::name).where(condition).order_by(&Customer::name)))
            all += name;
        return all;
    };

    EXPECT_EQ(names(c(&Customer::home, &Address::city) == "Rome"), "AnnBob");
    EXPECT_EQ(names(c(&Customer::home) == Address{"Via Appia", "Rome", 3}), "Ann");
    EXPECT_EQ(names(c(&Customer::home) != Address{"Via Appia", "Rome", 3}), "Bob");
    EXPECT_EQ(names(c(&Customer::work) == Address{"Strand", "London"}), "Ann");
    EXPECT_EQ(names(c(&Customer::work).is_null()), "Bob");
    EXPECT_EQ(names(c(&Customer::work).is_not_null()), "Ann");
    const auto bobs_city = select(c(&Customer::work, &Address::city)).where(c(&Customer::name) == "Bob");
    EXPECT_EQ(*session.scalar(bobs_city), std::nullopt);
}

TEST_F(MappedComposite, IsSetAsAWholeByAnUpdateByCriteria) {
    const std::int64_t id = add({.name = "Ann", .home = {"Via Appia", "Rome", 2}, .work = Address{"Strand", "London"}});
    Session session = open();
    const Ref<Customer> ann = session.get<Customer>(id);
    session.execute(update<Customer>()
                        .set(c(&Customer::home) = Address{"Rue de Rivoli", "Paris", std::nullopt})
                        .set(c(&Customer::work) = std::nullopt)
                        .set(c(&Customer::name) = "Anne")
                        .where(c(&Customer::home) == Address{"Via Appia", "Rome", 2}));
    session.commit();

    EXPECT_EQ(ann->home, (Address{"Rue de Rivoli", "Paris", std::nullopt}));
    const Ref<Customer> row = open().get<Customer>(id);
    EXPECT_EQ(row->home, (Address{"Rue de Rivoli", "Paris", std::nullopt}));
    EXPECT_EQ(row->work, std::nullopt);
    EXPECT_EQ(row->name, "Anne");
}

TEST_F(MappedComposite, ThatAHookHasFilledIsAbsentAgainWhenTheFlushFails) {
    Session session = open();
    session.add(Supplier{.name = "Ann"});
    session.commit();
    const Ref<Supplier> twin = session.add(Supplier{.name = "Ann"});

    expect_error<UniqueViolation>("unique_violation", "", [&] { session.flush(); });
    EXPECT_EQ(std::as_const(twin)->office, std::nullopt);
    session.rollback();

    const Ref<Supplier> other = session.add(Supplier{.name = "Bob"});
    session.flush();
    EXPECT_NE(std::as_const(other)->office, std::nullopt);
    session.rollback();
    EXPECT_EQ(std::as_const(other)->office, std::nullopt);
}

TEST_F(MappedComposite, IsInsertedInBulkAndReadAsAPlainRow) {
    Session session = open();
    session.execute(insert<Customer>().values(
        std::vector<Customer>{{.name = "Ann", .home = {"Via Appia", "Rome", 3}, .work = Address{"Strand", "London"}},
                              {.name = "Bob", .home = {"Via Appia", "Rome", 4}}}));

    const auto read = session.scalars(select<const Customer>().order_by(&Customer::name));
    EXPECT_EQ(read[0]->work, (Address{"Strand", "London"}));
    EXPECT_EQ(read[1]->work, std::nullopt);
    EXPECT_EQ(read[1]->home.floor, 4);
}

}  // namespace
}  // namespace azoth::test
