// SPDX-License-Identifier: MIT
// What columns do once the database has them: defaults, computed columns, identities, types.
#include "azoth/azoth.hpp"
#include "azoth/dialects/mysql/options.hpp"
#include "azoth/schema/ddl.hpp"
#include "azoth/sql/text.hpp"
#include "support/backend_test.hpp"
#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

struct SchemaColumns : BackendTest {
    const DdlCapabilities& can() { return dialect().ddl(); }
    Column id() { return Column("id", BigInteger{}).primary_key(); }
    template <class T>
    std::vector<T> all(Connection& connection, const Table& table, std::string_view column) {
        return connection.execute(select(table.c<T>(column)).order_by(table["id"])).scalars().all();
    }

    MetaData metadata;
};

TEST_F(SchemaColumns, HaveDefaultsOfTheServer) {
    const Table t("t", metadata, id(), Column("x", Integer{}).not_null(),
                  Column("n", Integer{}).server_default(literal(5)),
                  Column("s", String{30}).server_default(literal("it's \\ new")),
                  Column("l", Text{}).server_default(literal("long")),
                  Column("e", String{30}).server_default(func::lower(literal("ABC"))),
                  Column("at", DateTime{}).server_default(func::call<std::string>("current_timestamp")));
    create_all(metadata, engine());
    Connection connection = engine().connect();
    connection.execute(insert(t).values(t["x"] = 1));

    EXPECT_EQ(connection.scalar(select(t.c<int>("n"))), 5);
    EXPECT_EQ(connection.scalar(select(t.c<std::string>("s"))), "it's \\ new");
    EXPECT_EQ(connection.scalar(select(t.c<std::string>("l"))), "long");
    EXPECT_EQ(connection.scalar(select(t.c<std::string>("e"))), "abc");
    EXPECT_EQ(connection.scalar(select(func::count(t["at"]))), 1);
}

TEST_F(SchemaColumns, HaveDefaultsOfTheProgram) {
    int calls = 0;
    const Table t("t", metadata, id(), Column("x", Integer{}), Column("n", Integer{}).default_(7),
                  Column("s", String{30}).default_("it's"), Column("f", Integer{}).default_([&] { return ++calls; }),
                  Column("c", Integer{}).default_([](const DefaultContext& row) {
                      return row.current_parameter("x").value_or(Value(0)).as<int>() * 10;
                  }),
                  Column("e", String{30}).default_(func::upper(literal("it's"))));
    create_all(metadata, engine());
    Connection connection = engine().connect();
    connection.execute(insert(t).values(t["x"] = 1).values(t["x"] = 2));
    connection.execute(insert(t).values(t["x"] = 3).values(t["x"] = 4));
    connection.execute(insert(t).values(t["x"] = 5, t["n"] = 6));
    connection.execute(insert(t));

    EXPECT_EQ(all<int>(connection, t, "n"), (std::vector{7, 7, 7, 7, 6, 7}));
    EXPECT_EQ(all<int>(connection, t, "f"), (std::vector{1, 2, 3, 4, 5, 6}));
    EXPECT_EQ(all<int>(connection, t, "c"), (std::vector{10, 20, 30, 40, 50, 0}));
    EXPECT_EQ(all<std::string>(connection, t, "s"), std::vector<std::string>(6, "it's"));
    EXPECT_EQ(all<std::string>(connection, t, "e"), std::vector<std::string>(6, "IT'S"));
}

TEST_F(SchemaColumns, HaveDefaultsInBatchesAndWhatASelectInserts) {
    const Table t("t", metadata, id(), Column("x", Integer{}), Column("n", Integer{}).default_(7),
                  Column("c", Integer{}).default_([](const DefaultContext& row) {
                      return row.current_parameter("x").value_or(Value(0)).as<int>() * 10;
                  }),
                  Column("e", String{30}).default_(func::upper(literal("it's"))));
    create_all(metadata, engine());
    Connection connection = engine().connect();
    connection.execute(insert(t), std::vector<Parameters>{{{"x", 1}}, {{"x", 2}}});
    connection.execute(insert(t).from_select({"x"}, select(t.c<int>("x") + 2).order_by(t["id"])));

    EXPECT_EQ(all<int>(connection, t, "x"), (std::vector{1, 2, 3, 4}));
    EXPECT_EQ(all<int>(connection, t, "n"), std::vector<int>(4, 7));
    EXPECT_EQ(all<int>(connection, t, "c"), (std::vector{10, 20, 0, 0}));
    EXPECT_EQ(all<std::string>(connection, t, "e"), std::vector<std::string>(4, "IT'S"));
}

TEST_F(SchemaColumns, ChangeWithEachUpdate) {
    int calls = 0;
    const Table t("t", metadata, id(), Column("x", Integer{}), Column("n", Integer{}).onupdate([&] { return ++calls; }),
                  Column("s", String{30}).onupdate("changed"));
    const Table versions("versions", metadata, id(), Column("x", Integer{}),
                         Column("version", Integer{}).default_(1).onupdate(literal_column<int>("version") + 1));
    create_all(metadata, engine());
    Connection connection = engine().connect();
    connection.execute(insert(t).values(t["x"] = 1));
    connection.execute(insert(versions).values(versions["x"] = 1));
    for (const int x : {2, 3}) {
        connection.execute(update(t).set(t["x"] = x));
        connection.execute(update(versions).set(versions["x"] = x));
    }

    EXPECT_EQ(all<int>(connection, t, "n"), std::vector{2});
    EXPECT_EQ(all<std::string>(connection, t, "s"), std::vector<std::string>{"changed"});
    EXPECT_EQ(all<int>(connection, versions, "version"), std::vector{3});
    connection.execute(update(t).set(t["n"] = 9));
    EXPECT_EQ(all<int>(connection, t, "n"), std::vector{9});
}

TEST_F(SchemaColumns, TellKeysThatADefaultHasMade) {
    int last = 100;
    const Table t("t", metadata,
                  Column("id", String{20}).primary_key().default_([&] { return "key" + std::to_string(++last); }),
                  Column("x", Integer{}));
    create_all(metadata, engine());
    Connection connection = engine().connect();

    EXPECT_EQ(connection.execute(insert(t).values(t["x"] = 1)).inserted_primary_key, std::vector<Value>{"key101"});
    EXPECT_EQ(connection.execute(insert(t)).inserted_primary_key, std::vector<Value>{"key102"});
    EXPECT_EQ(all<std::string>(connection, t, "id"), (std::vector<std::string>{"key101", "key102"}));
}

TEST_F(SchemaColumns, PassOnWhatADefaultThrows) {
    const Table t("t", metadata, id(),
                  Column("x", Integer{}).default_([]() -> int { throw std::runtime_error("no"); }));
    create_all(metadata, engine());
    Connection connection = engine().connect();

    EXPECT_THROW(connection.execute(insert(t)), std::runtime_error);
    EXPECT_EQ(connection.scalar(select(func::count(t["id"]))), 0);
}

TEST_F(SchemaColumns, AreComputed) {
    const Table t("t", metadata, id(), Column("a", Integer{}),
                  Column("kept", Integer{}).computed(Computed(literal_column<int>("a") * 2, true)),
                  Column("usual", Integer{}).computed(Computed("a + 1")));
    create_all(metadata, engine());
    Connection connection = engine().connect();
    connection.execute(insert(t).values(t["a"] = 4));
    EXPECT_EQ(all<int>(connection, t, "kept"), std::vector{8});
    connection.execute(update(t).set(t["a"] = 5));
    EXPECT_EQ(all<int>(connection, t, "kept"), std::vector{10});
    EXPECT_EQ(all<int>(connection, t, "usual"), std::vector{6});
    EXPECT_THROW(connection.execute(insert(t).values(t["kept"] = 4)), DatabaseError);
}

TEST_F(SchemaColumns, CountThemselves) {
    const Table t("t", metadata, Column("id", BigInteger{}).primary_key().identity(), Column("x", Integer{}));
    create_all(metadata, engine());
    Connection connection = engine().connect();
    connection.execute(insert(t).values(t["x"] = 1));
    connection.execute(insert(t).values(t["x"] = 2));
    EXPECT_EQ(all<int>(connection, t, "id"), (std::vector{1, 2}));
}

TEST_F(SchemaColumns, CountAsTheyAreTold) {
    if (!can().identity_columns) GTEST_SKIP() << "no identity columns";
    const Table t("t", metadata,
                  Column("id", BigInteger{}).primary_key().identity(Identity(true).start(10).increment(5)),
                  Column("x", Integer{}));
    create_all(metadata, engine());
    Connection connection = engine().connect();
    connection.execute(insert(t).values(t["x"] = 1).values(t["x"] = 2));
    EXPECT_EQ(all<int>(connection, t, "id"), (std::vector{10, 15}));
    EXPECT_THROW(connection.execute(insert(t).values(t["id"] = 4)), DatabaseError);
}

TEST_F(SchemaColumns, TakeTheirNumbersFromSequences) {
    if (!can().sequences) GTEST_SKIP() << "no sequences";
    Sequence numbers = Sequence("numbers").start(7).increment(3).add_to(metadata);
    const Table t("t", metadata, Column("id", BigInteger{}).primary_key().default_(numbers), Column("x", Integer{}));
    create_all(metadata, engine());
    create_all(metadata, engine());
    Connection connection = engine().connect();
    EXPECT_EQ(connection.scalar(select(numbers.next_value())), 7);
    connection.execute(insert(t).values(t["x"] = 1).values(t["x"] = 2));
    EXPECT_EQ(all<int>(connection, t, "id"), (std::vector{10, 13}));
    EXPECT_EQ(connection.execute(insert(t).values(t["x"] = 3)).inserted_primary_key.size(), 1U);
    connection.rollback();
    connection.close();
    drop_all(metadata, engine());
    EXPECT_THROW(engine().connect().scalar(select(numbers.next_value())), DatabaseError);
}

TEST_F(SchemaColumns, HaveNativeEnumerations) {
    const Enum mood = Enum("mood", {"sad", "it's ok", "a\\b"}).native();
    const Table t("t", metadata, id(), Column("m", mood).not_null());
    const Table u("u", metadata, id(), Column("m", mood));
    create_all(metadata, engine());
    create_all(metadata, engine());
    Connection connection = engine().connect();
    connection.execute(insert(t).values(t["m"] = "it's ok").values(t["m"] = "a\\b"));
    EXPECT_EQ(all<std::string>(connection, t, "m"), (std::vector<std::string>{"it's ok", "a\\b"}));
    EXPECT_EQ(connection.scalar(select(func::count(t["id"])).where(t["m"] == "it's ok")), 1);
    EXPECT_EQ(connection.scalar(select(func::count(t["id"])).where(t.c<std::string>("m").in({"sad", "a\\b"}))), 1);
    EXPECT_THROW(connection.execute(insert(t).values(t["m"] = "none")), DatabaseError);
    connection.close();
    drop_all(metadata, engine());
    create_all(metadata, engine());
}

TEST_F(SchemaColumns, HaveDomains) {
    if (!can().schema_types) GTEST_SKIP() << "no domains";
    const Domain email = Domain("email", String{100}).check("VALUE LIKE '%@%'");
    const Table t("t", metadata, id(), Column("e", email));
    create_all(metadata, engine());
    Connection connection = engine().connect();
    connection.execute(insert(t).values(t["e"] = "a@b"));
    EXPECT_EQ(all<std::string>(connection, t, "e"), std::vector<std::string>{"a@b"});
    EXPECT_THROW(connection.execute(insert(t).values(t["e"] = "none")), IntegrityError);
    connection.close();
    drop_all(metadata, engine());
    create_all(metadata, engine());
}

TEST_F(SchemaColumns, HaveOddNames) {
    const Table t("Odd \"table\" `x`", metadata, Column("id", BigInteger{}).primary_key(),
                  Column("a\"b`c'd", Integer{}).default_(3).key("plain"), Column("two\nlines", Integer{}),
                  Column("größe", Integer{}).unique(), Column("select", Integer{}).index());
    create_all(metadata, engine());
    Connection connection = engine().connect();
    connection.execute(insert(t).values(t["two\nlines"] = 4, t["größe"] = 5, t["select"] = 6));
    EXPECT_EQ(connection.scalar(select(t.c<int>("plain")).where(t["select"] == 6, t["two\nlines"] == 4)), 3);
    EXPECT_THROW(connection.execute(insert(t).values(t["größe"] = 5)), UniqueViolation);
}

TEST_F(SchemaColumns, CompareByTheirCollation) {
    const std::string collation = dialect().name() == "sqlite"  ? "nocase"
                                  : dialect().name() == "mysql" ? "utf8mb4_bin"
                                                                : "C";
    const Table t("t", metadata, id(), Column("s", String{30}.collate(collation)));
    create_all(metadata, engine());
    Connection connection = engine().connect();
    connection.execute(insert(t).values(t["s"] = "Abc"));
    EXPECT_EQ(connection.scalar(select(func::count(t["id"])).where(t["s"] == "abc")), collation == "nocase" ? 1 : 0);
}

}  // namespace
}  // namespace azoth::test
