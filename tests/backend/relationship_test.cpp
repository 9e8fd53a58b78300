// SPDX-License-Identifier: MIT
// Relationships beyond the plain parent and child: trees, cycles, composite and natural keys, one-to-one.
#include <boost/uuid/uuid.hpp>

#include "azoth/azoth.hpp"
#include "azoth/types/uuid.hpp"
#include "support/backend_test.hpp"
#include "support/expect_error.hpp"
#include "support/statement_log.hpp"

namespace azoth::test {
namespace {

struct Node {
    std::int64_t id = 0;
    std::string name;
    std::optional<std::int64_t> parent_id;
    std::optional<std::int64_t> favourite_id;
    One<Node> parent;
    Many<Node> children;
    One<Node> favourite;
};

void mapping(Mapper<Node>& m) {
    m.table("nodes");
    m.columns<&Node::id, &Node::name, &Node::parent_id, &Node::favourite_id>();
    m.primary_key(&Node::id);
    m.column(&Node::parent_id).references(&Node::id);
    m.column(&Node::favourite_id).references(&Node::id);
    m.relationship<&Node::parent>().foreign_key(&Node::parent_id);
    m.relationship<&Node::children>().foreign_key(&Node::parent_id).order_by(&Node::id);
    m.relationship<&Node::favourite>().foreign_key(&Node::favourite_id);
}

struct Line;

struct Order {
    std::string shop;
    std::int32_t number = 0;
    Many<Line> lines;
};

struct Line {
    std::int64_t id = 0;
    std::string shop;
    std::int32_t number = 0;
    std::string text;
};

void mapping(Mapper<Order>& m) {
    m.table("order");  // a reserved word
    m.columns<&Order::shop, &Order::number>();
    m.primary_key(&Order::shop, &Order::number);
    m.column(&Order::shop).type(String{20});
}

void mapping(Mapper<Line>& m) {
    m.table("lines");
    m.columns<&Line::id, &Line::shop, &Line::number, &Line::text>();
    m.primary_key(&Line::id);
    m.column(&Line::shop).type(String{20});
}

struct Country {
    boost::uuids::uuid key{};
    std::string name;
};

void mapping(Mapper<Country>& m) {
    m.table("countries");
    m.columns<&Country::key, &Country::name>();
    m.primary_key(&Country::key);
}

struct Passport;

struct Person {
    std::int64_t id = 0;
    std::string name;
    One<Passport> passport;
};

struct Passport {
    std::int64_t id = 0;
    std::int64_t person_id = 0;
    One<Person> person;
};

void mapping(Mapper<Person>& m) {
    m.table("persons");
    m.columns<&Person::id, &Person::name>();
    m.primary_key(&Person::id);
    m.relationship<&Person::passport>();
}

void mapping(Mapper<Passport>& m) {
    m.table("passports");
    m.columns<&Passport::id, &Passport::person_id>();
    m.primary_key(&Passport::id);
    m.column(&Passport::person_id).references(&Person::id).unique();
    m.relationship<&Passport::person>();
}

class Relationships : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (!IsSkipped()) Registry::of<Node, Order, Line, Country, Person, Passport>().create_all(engine());
    }
    Session open() { return Session(engine()); }
};

TEST_F(Relationships, ATreeIsInsertedLevelByLevel) {
    Session session = open();
    session.add(
        Node{.name = "root", .children = {{.name = "a", .children = {{.name = "a1"}, {.name = "a2"}}}, {.name = "b"}}});
    session.commit();

    Session other = open();
    const Ref<Node> root = other.query<Node>().where(c(&Node::name) == "root").one();
    ASSERT_EQ(root->children.size(), 2U);
    EXPECT_EQ(root->children[0].name, "a");
    EXPECT_EQ(root->children[0].children[1].name, "a2");
    EXPECT_EQ(root->children[0].children[1].parent->parent->name, "root");
    EXPECT_FALSE(root->parent);
}

TEST_F(Relationships, ATreeIsLoadedWithOneQueryPerLevel) {
    {
        Session session = open();
        session.add(Node{
            .name = "root",
            .children = {{.name = "a", .children = {{.name = "a1"}}}, {.name = "b", .children = {{.name = "b1"}}}}});
        session.commit();
    }
    Session session = open();
    const Ref<Node> root = session.query<Node>().where(c(&Node::parent_id) == std::nullopt).one();
    const StatementLog log(engine());
    std::size_t grandchildren = 0;
    for (const Node& child : root->children) grandchildren += child.children.size();

    EXPECT_EQ(grandchildren, 2U);
    expect_statements(log, 2);
}

TEST_F(Relationships, ALongChainNeedsNoDeepStack) {
    Session session = open();
    Ref<Node> last = session.add(Node{.name = "0"});
    for (int i = 1; i < 300; ++i) {
        last->children.push_back(Node{.name = std::to_string(i)});
        last = last->children.ref(0);
    }
    session.commit();

    EXPECT_EQ(open().query<Node>().where(c(&Node::parent_id) == std::nullopt).count(), 1);
    EXPECT_EQ(open().query<Node>().count(), 300);
}

TEST_F(Relationships, ATreeIsDeletedFromTheLeaves) {
    Session session = open();
    const Ref<Node> root = session.add(Node{.name = "root", .children = {{.name = "a", .children = {{.name = "a1"}}}}});
    session.commit();
    for (const Ref<Node>& node : session.query<Node>().order_by(&Node::id).all()) session.delete_(node);
    session.commit();

    EXPECT_EQ(open().query<Node>().count(), 0);
}

TEST_F(Relationships, RowsThatReferToEachOtherNeedASecondUpdate) {
    Session session = open();
    Ref<Node> one = session.add(Node{.name = "one"});
    Ref<Node> two = session.add(Node{.name = "two"});
    one->favourite = two;
    two->favourite = one;
    session.commit();

    const Ref<Node> loaded = open().get<Node>(one->id);
    EXPECT_EQ(loaded->favourite_id, two->id);
    EXPECT_EQ(open().get<Node>(two->id)->favourite_id, one->id);
}

TEST_F(Relationships, ARowMayReferToItself) {
    Session session = open();
    Ref<Node> node = session.add(Node{.name = "narcissus"});
    node->favourite = node;
    session.commit();

    EXPECT_EQ(open().get<Node>(node->id)->favourite_id, node->id);
}

TEST_F(Relationships, DeletingAParentWithoutCascadeSetsForeignKeysToNull) {
    Session session = open();
    const Ref<Node> root = session.add(Node{.name = "root", .children = {{.name = "a"}}});
    session.commit();
    session.delete_(root);
    session.commit();

    const Ref<Node> child = open().query<Node>().one();
    EXPECT_EQ(child->name, "a");
    EXPECT_EQ(child->parent_id, std::nullopt);
}

TEST_F(Relationships, DeletingAParentWhoseChildrenNeedOneIsAnErrorThatNamesThem) {
    Session session = open();
    const Ref<Person> person = session.add(Person{.name = "Ada", .passport = Passport{}});
    session.commit();
    session.delete_(person);

    expect_error<ArgumentError>("null_foreign_key", "must not be NULL", [&] { session.flush(); });
    session.rollback();
    EXPECT_EQ(open().query<Person>().count(), 1);
}

TEST_F(Relationships, OneToOneWorksFromBothSides) {
    Session session = open();
    session.add(Person{.name = "Ada", .passport = Passport{}});
    session.add(Passport{.person = Person{.name = "Grace"}});
    session.commit();

    Session other = open();
    for (const Ref<Person>& person : other.scalars(select<Person>()))
        EXPECT_EQ(person->passport->person->name, person->name);
}

TEST_F(Relationships, CompositeKeysIdentifyObjects) {
    Session session = open();
    session.add(Order{.shop = "Berlin", .number = 1});
    session.add(Order{.shop = "Berlin", .number = 2});
    session.commit();

    Session other = open();
    const Ref<Order> order = other.get<Order>("Berlin", 2);
    ASSERT_TRUE(order);
    EXPECT_EQ(order->number, 2);
    EXPECT_EQ(other.get<Order>("Berlin", 2), order);
    expect_error<ArgumentError>("wrong_key", "has 2 columns, but get() was given 1", [&] { other.get<Order>(1); });
}

TEST_F(Relationships, ObjectsWithCompositeKeysAreUpdatedAndDeleted) {
    Session session = open();
    Ref<Order> order = session.add(Order{.shop = "Berlin", .number = 1});
    session.commit();
    order->number = 7;
    session.commit();
    EXPECT_TRUE(session.get<Order>("Berlin", 7));
    EXPECT_FALSE(open().get<Order>("Berlin", 1));
    session.delete_(order);
    session.commit();
    EXPECT_EQ(open().query<Order>().count(), 0);
}

TEST_F(Relationships, UuidKeysIdentifyObjects) {
    Session session = open();
    Country country{.name = "Oz"};
    for (std::uint8_t i = 0; i < 16; ++i) country.key.data[i] = i;
    session.add(country);
    session.commit();

    Session other = open();
    const Ref<Country> loaded = other.get<Country>(country.key);
    ASSERT_TRUE(loaded);
    EXPECT_EQ(loaded->name, "Oz");
    EXPECT_EQ(other.query<Country>().one(), loaded);
    EXPECT_EQ(other.get<Country>("00010203-0405-0607-0809-0a0b0c0d0e0f"), loaded)
                                 << "another way to write the same key";
}

}  // namespace
}  // namespace azoth::test
