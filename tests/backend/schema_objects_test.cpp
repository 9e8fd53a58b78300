// SPDX-License-Identifier: MIT
// Constraints, indexes, views, schemas and options as the database keeps them.
#include <unistd.h>

#include "azoth/azoth.hpp"
#include "azoth/compile/schema_script.hpp"
#include "azoth/dialects/mysql/options.hpp"
#include "azoth/dialects/postgresql/options.hpp"
#include "azoth/dialects/sqlite/options.hpp"
#include "azoth/schema/ddl.hpp"
#include "azoth/sql/text.hpp"
#include "support/backend_test.hpp"
#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

struct SchemaObjects : BackendTest {
    const DdlCapabilities& can() { return dialect().ddl(); }
    bool is(std::string_view name) { return dialect().name() == name; }
    static Column id() { return Column("id", BigInteger{}).primary_key(); }
    /// The first cell of what a query of the catalog gives.
    std::optional<std::string> ask(const std::string& sql) {
        return engine()
            .connect()
            .execute(text(sql).columns<std::optional<std::string>>())
            .scalars()
            .first()
            .value_or(std::nullopt);
    }
    std::int64_t count(Connection& connection, const Table& table) {
        return *connection.scalar(select(func::count(table["id"])));
    }

    MetaData metadata;
};

TEST_F(SchemaObjects, ChecksRefuse) {
    const Table t("t", metadata, id(), Column("a", Integer{}), Column("s", String{20}),
                  CheckConstraint("a > 0", "positive"));
    Table(t).add(CheckConstraint(t.c<std::string>("s") != "it's", "named"));
    create_all(metadata, engine());
    Connection connection = engine().connect();
    connection.execute(insert(t).values(t["a"] = 1, t["s"] = "x"));
    connection.commit();
    EXPECT_THROW(connection.execute(insert(t).values(t["a"] = 0)), CheckViolation);
    connection.rollback();
    EXPECT_THROW(connection.execute(insert(t).values(t["s"] = "it's")), CheckViolation);
}

TEST_F(SchemaObjects, DeferredForeignKeysWaitForTheCommit) {
    if (!can().deferrable_foreign_keys) GTEST_SKIP() << "constraints cannot be deferred";
    const Table parent("parent", metadata, id());
    const Table child(
        "child", metadata, id(),
        Column("parent_id", BigInteger{}).references(ForeignKey("parent.id").initially(Initially::Deferred)));
    create_all(metadata, engine());
    Connection connection = engine().connect();
    connection.execute(insert(child).values(child["parent_id"] = 5));
    connection.execute(insert(parent).values(parent["id"] = 5));
    connection.commit();
    connection.execute(insert(child).values(child["parent_id"] = 6));
    EXPECT_THROW(connection.commit(), ForeignKeyViolation);
}

TEST_F(SchemaObjects, CompositeForeignKeysAct) {
    const Table parent("parent", metadata, Column("a", Integer{}).primary_key(), Column("b", Integer{}).primary_key());
    const Table child("child", metadata, id(), Column("a", Integer{}), Column("b", Integer{}),
                      ForeignKeyConstraint({"a", "b"}, {"parent.a", "parent.b"}).on_delete(ReferentialAction::Cascade));
    create_all(metadata, engine());
    Connection connection = engine().connect();
    connection.execute(insert(parent).values(parent["a"] = 1, parent["b"] = 2));
    connection.execute(insert(child).values(child["a"] = 1, child["b"] = 2));
    connection.execute(delete_(parent));
    EXPECT_EQ(count(connection, child), 0);
    EXPECT_THROW(connection.execute(insert(child).values(child["a"] = 1, child["b"] = 3)), ForeignKeyViolation);
}

TEST_F(SchemaObjects, OnlySomeColumnsAreSetNull) {
    if (!can().foreign_key_set_columns) GTEST_SKIP() << "all columns are set";
    const Table parent("parent", metadata, Column("a", Integer{}).primary_key(), Column("b", Integer{}).primary_key());
    const Table child(
        "child", metadata, id(), Column("a", Integer{}), Column("b", Integer{}),
        ForeignKeyConstraint({"a", "b"}, {"parent.a", "parent.b"}).on_delete(ReferentialAction::SetNull, {"b"}));
    create_all(metadata, engine());
    Connection connection = engine().connect();
    connection.execute(insert(parent).values(parent["a"] = 1, parent["b"] = 2));
    connection.execute(insert(child).values(child["a"] = 1, child["b"] = 2));
    connection.execute(delete_(parent));
    EXPECT_EQ(connection.scalar(select(func::count(child["a"]))), 1);
    EXPECT_EQ(connection.scalar(select(func::count(child["b"]))), 0);
}

TEST_F(SchemaObjects, CyclesAreCreatedAndDropped) {
    const Table a("a", metadata, id(), Column("b_id", BigInteger{}).references(ForeignKey("b.id").use_alter()));
    const Table b("b", metadata, id(), Column("a_id", BigInteger{}).references("a.id"));
    create_all(metadata, engine());
    Connection connection = engine().connect();
    connection.execute(insert(a));
    connection.execute(insert(b).values(b["a_id"] = 1));
    EXPECT_THROW(connection.execute(update(a).set(a["b_id"] = 77)), ForeignKeyViolation);
    connection.close();
    drop_all(metadata, engine());
    create_all(metadata, engine());
}

TEST_F(SchemaObjects, ConstraintsAreAddedAndDropped) {
    if (!capabilities().alter_constraints) GTEST_SKIP() << "tables cannot be altered";
    const Table u("u", metadata, id());
    const Table t("t", metadata, id(), Column("a", Integer{}), Column("u_id", BigInteger{}));
    create_all(metadata, engine());
    const TableConstraint constraints[] = {UniqueConstraint({"a"}), CheckConstraint("a > 0", "positive"),
                                           ForeignKeyConstraint({"u_id"}, {"u.id"})};
    Connection connection = engine().connect();
    for (const TableConstraint& constraint : constraints) connection.execute(AddConstraint(t, constraint));
    connection.execute(insert(t).values(t["a"] = 1));
    connection.commit();
    EXPECT_THROW(connection.execute(insert(t).values(t["a"] = 1)), UniqueViolation);
    connection.rollback();
    EXPECT_THROW(connection.execute(insert(t).values(t["a"] = -1)), CheckViolation);
    connection.rollback();
    EXPECT_THROW(connection.execute(insert(t).values(t["a"] = 2, t["u_id"] = 3)), ForeignKeyViolation);
    connection.rollback();
    for (const TableConstraint& constraint : constraints) connection.execute(DropConstraint(t, constraint));
    connection.execute(insert(t).values(t["a"] = 1));
    connection.execute(insert(t).values(t["a"] = -1, t["u_id"] = 3));
    EXPECT_EQ(count(connection, t), 3);
}

TEST_F(SchemaObjects, ExcludedRowsAreRefused) {
    if (!can().exclude_constraints) GTEST_SKIP() << "no EXCLUDE";
    const Table t("t", metadata, id(), Column("a", Integer{}),
                  ExcludeConstraint().element("a", "=").method("btree").where("a > 10"));
    create_all(metadata, engine());
    Connection connection = engine().connect();
    connection.execute(insert(t).values(t["a"] = 1).values(t["a"] = 1).values(t["a"] = 11));
    EXPECT_THROW(connection.execute(insert(t).values(t["a"] = 11)), IntegrityError);
}

TEST_F(SchemaObjects, IndexesAreUniqueWhereTheyShould) {
    Table t("t", metadata, id(), Column("name", String{20}), Column("active", Boolean{}));
    if (can().partial_indexes) t.add(Index("one_active", "name").unique().where(t["active"] == true));
    if (can().expression_indexes)
        t.add(Index("one_lower", func::lower(t.c<std::string>("name")), t["active"].desc()).unique());
    create_all(metadata, engine());
    Connection connection = engine().connect();
    connection.execute(insert(t).values(t["name"] = "a", t["active"] = true));
    connection.commit();
    if (can().partial_indexes) {
        EXPECT_THROW(connection.execute(insert(t).values(t["name"] = "a", t["active"] = true)), UniqueViolation);
        connection.rollback();
        connection.execute(insert(t).values(t["name"] = "a", t["active"] = false));
    }
    if (can().expression_indexes) {
        EXPECT_THROW(connection.execute(insert(t).values(t["name"] = "A", t["active"] = true)), UniqueViolation);
    }
}

TEST_F(SchemaObjects, IndexesComeAndGo) {
    const Table t("t", metadata, id(), Column("a", Integer{}), Column("b", Integer{}), Index("both", "a", "b"));
    create_all(metadata, engine());
    Connection connection = engine().connect();
    connection.execute(DropIndex(t, "both"));
    connection.execute(CreateIndex(t, Index("both", t["b"].desc(), "a").unique()));
    connection.execute(insert(t).values(t["a"] = 1, t["b"] = 2));
    EXPECT_THROW(connection.execute(insert(t).values(t["a"] = 1, t["b"] = 2)), UniqueViolation);
}

TEST_F(SchemaObjects, ViewsShowTheirRows) {
    const Table t("t", metadata, id(), Column("a", Integer{}), Column("name", String{20}));
    const View big(
        "big", metadata,
        select(t["id"], t.c<int>("a"), (t.c<int>("a") * 2).label("twice")).where(t["a"] > 3, t["name"] != "it's"));
    const View biggest("biggest", metadata, select(big["id"]).where(big["twice"] > 20));
    create_all(metadata, engine());
    create_all(metadata, engine());
    Connection connection = engine().connect();
    for (const int a : {1, 5, 50}) connection.execute(insert(t).values(t["a"] = a, t["name"] = "x"));
    EXPECT_EQ(connection.execute(select(big.c<int>("twice")).order_by(big["id"])).scalars().all(),
              (std::vector{10, 100}));
    EXPECT_EQ(connection.execute(select(biggest.c<int>("id"))).scalars().all(), std::vector{3});
    connection.commit();
    if (can().replaceable_views) connection.execute(CreateView(big).or_replace());
    connection.execute(DropView(biggest));
    connection.commit();
    connection.close();
    drop_all(metadata, engine());
    EXPECT_THROW(engine().connect().execute(select(big["id"])).all(), DatabaseError);
}

TEST_F(SchemaObjects, MaterializedViewsAreRefreshed) {
    if (!can().materialized_views) GTEST_SKIP() << "no materialized views";
    const Table t("t", metadata, id());
    const View kept = View("kept", metadata, select(t["id"])).materialized();
    create_all(metadata, engine());
    Connection connection = engine().connect();
    connection.execute(insert(t));
    EXPECT_TRUE(connection.execute(select(kept["id"])).all().empty());
    connection.execute(RefreshMaterializedView(kept));
    EXPECT_EQ(connection.execute(select(kept["id"])).all().size(), 1U);
    connection.commit();
    connection.close();
    drop_all(metadata, engine());
}

TEST_F(SchemaObjects, TablesAreMadeOfQueries) {
    const Table t("t", metadata, id(), Column("name", String{20}));
    create_all(metadata, engine());
    Connection connection = engine().connect();
    connection.execute(insert(t).values(t["name"] = "it's").values(t["name"] = "other"));
    const CreateTableAs made =
        into(select(t["id"], func::upper(t.c<std::string>("name")).label("n")).where(t["name"] == "it's"), "made");
    connection.execute(made);
    EXPECT_EQ(connection.execute(select(made.table().c<std::string>("n"))).scalars().all(),
              std::vector<std::string>{"IT'S"});
    connection.execute(create_table_as("passing", select(t["id"])).temporary());
    EXPECT_EQ(connection.execute(text("SELECT id FROM passing")).all().size(), 2U);
}

TEST_F(SchemaObjects, TemporaryTablesBelongToTheConnection) {
    const Table t = Table("passing", metadata, id()).temporary();
    Connection connection = engine().connect();
    create_all(metadata, connection);
    connection.execute(insert(t));
    EXPECT_EQ(count(connection, t), 1);
    connection.commit();
    EXPECT_THROW(engine().connect().execute(select(t["id"])).all(), DatabaseError);
}

TEST_F(SchemaObjects, SchemasHoldTables) {
    if (!can().schemas) GTEST_SKIP() << "no schemas";
    const std::string name = "azoth_Shop_" + std::to_string(getpid());
    MetaData in_schema(name);
    in_schema.add_schema(name);
    const Table u("u", in_schema, id());
    const Table t("t", in_schema, id(), Column("u_id", BigInteger{}).references("u.id"),
                  Column("x", Integer{}).index());
    const Table same_name("t", metadata, id());
    create_all(metadata, engine());
    create_all(in_schema, engine());
    create_all(in_schema, engine());
    Connection connection = engine().connect();
    connection.execute(insert(u));
    connection.execute(insert(t).values(t["u_id"] = 1));
    EXPECT_EQ(count(connection, t), 1);
    EXPECT_EQ(count(connection, same_name), 0);
    connection.commit();
    connection.execute(DropIndex(t, "ix_t_x"));
    connection.commit();
    connection.close();
    drop_all(in_schema, engine());
    EXPECT_THROW(engine().connect().execute(select(t["id"])).all(), DatabaseError);
}

TEST_F(SchemaObjects, CommentsAreKept) {
    Table t = Table("t", metadata, id(), Column("a", Integer{}).comment("it's a \\ column")).comment("it's a table");
    create_all(metadata, engine());
    if (is("sqlite")) return;
    const bool is_postgresql = is("postgresql");
    const std::string of_table = is_postgresql ? "SELECT obj_description('t'::regclass)"
                                               : "SELECT table_comment FROM information_schema.tables "
                                                 "WHERE table_name = 't' AND table_schema = DATABASE()";
    const std::string of_column = is_postgresql
                                      ? "SELECT col_description('t'::regclass, 2)"
                                      : "SELECT column_comment FROM information_schema.columns WHERE "
                                        "table_name = 't' AND column_name = 'a' AND table_schema = DATABASE()";
    EXPECT_EQ(ask(of_table), "it's a table");
    EXPECT_EQ(ask(of_column), "it's a \\ column");
    engine().begin([&](Connection& connection) {
        t.comment("another");
        connection.execute(SetTableComment(t));
        connection.execute(DropColumnComment(t, "a"));
    });
    EXPECT_EQ(ask(of_table), "another");
    EXPECT_EQ(ask(of_column).value_or(""), "");
}

TEST_F(SchemaObjects, OptionsReachMysql) {
    if (!is("mysql")) GTEST_SKIP() << "for MariaDB and MySQL";
    using Kind = mysql::IndexOptions::Kind;
    Table("t", metadata, Column("id", BigInteger{}).primary_key(), Column("body", Text{}),
          Column("n", Integer{}).with(mysql::ColumnOptions{.is_unsigned = true}),
          Index("short", "body").with(mysql::IndexOptions{.lengths = {{"body", 10}}}),
          Index("words", "body").with(mysql::IndexOptions{.kind = Kind::Fulltext}),
          mysql::TableOptions{
              .engine = "InnoDB", .collate = "utf8mb4_bin", .row_format = "DYNAMIC", .auto_increment = 70});
    Table("p", metadata, id(), mysql::TableOptions{.partition_by = "HASH(id) PARTITIONS 4"});
    create_all(metadata, engine());
    const std::string of_t = " WHERE table_name = 't' AND table_schema = DATABASE()";
    EXPECT_EQ(ask("SELECT table_collation FROM information_schema.tables" + of_t), "utf8mb4_bin");
    EXPECT_EQ(
        ask("SELECT cast(sub_part AS char) FROM information_schema.statistics" + of_t + " AND index_name = 'short'"),
        "10");
    EXPECT_EQ(ask("SELECT index_type FROM information_schema.statistics" + of_t + " AND index_name = 'words'"),
              "FULLTEXT");
    EXPECT_EQ(ask("SELECT column_type FROM information_schema.columns" + of_t + " AND column_name = 'n'").value_or("")
              .find("unsigned") != std::string::npos, true);
    EXPECT_EQ(ask("SELECT cast(count(*) AS char) FROM information_schema.partitions "
                  "WHERE table_name = 'p' AND table_schema = DATABASE()"),
              "4");
}

TEST_F(SchemaObjects, OptionsReachPostgresql) {
    if (!is("postgresql")) GTEST_SKIP() << "for PostgreSQL";
    Table t("t", metadata, id(), Column("name", String{20}), Column("b", Integer{}),
            postgresql::TableOptions{.is_unlogged = true, .with = {{"fillfactor", "70"}}},
            Index("covering", "name")
                .with(postgresql::IndexOptions{.method = "btree",
                                               .operator_classes = {{"name", "varchar_pattern_ops"}},
                                               .include = {"b"},
                                               .with = {{"fillfactor", "60"}}}),
            Index("ordered", "b").nulls_not_distinct().unique());
    Table("p", metadata, Column("a", Integer{}), postgresql::TableOptions{.partition_by = "RANGE (a)"});
    Table("heir", metadata, Column("extra", Integer{}), postgresql::TableOptions{.inherits = {"t"}});
    create_all(metadata, engine());
    EXPECT_EQ(ask("SELECT relpersistence::text FROM pg_class WHERE relname = 't'"), "u");
    EXPECT_EQ(ask("SELECT array_to_string(reloptions, ',') FROM pg_class WHERE relname = 't'"), "fillfactor=70");
    EXPECT_EQ(ask("SELECT relkind::text FROM pg_class WHERE relname = 'p'"), "p");
    EXPECT_EQ(ask("SELECT pg_get_indexdef('covering'::regclass)"),
              "CREATE INDEX covering ON public.t USING btree (name varchar_pattern_ops) INCLUDE (b) "
              "WITH (fillfactor='60')");
    EXPECT_EQ(ask("SELECT pg_get_indexdef('ordered'::regclass)"),
              "CREATE UNIQUE INDEX ordered ON public.t USING btree (b) NULLS NOT DISTINCT");
    EXPECT_EQ(ask("SELECT count(*)::text FROM pg_inherits WHERE inhrelid = 'heir'::regclass"), "1");
    engine().begin([&](Connection& connection) {
        connection.execute(insert(t).values(t["b"] = -1));
        connection.execute(AddConstraint(
            t, CheckConstraint("b > 0", "positive").with(postgresql::ConstraintOptions{.is_not_valid = true})));
    });
    EXPECT_EQ(ask("SELECT convalidated::text FROM pg_constraint WHERE conname = 'positive'"), "false");
}

TEST_F(SchemaObjects, OptionsReachSqlite) {
    if (!is("sqlite")) GTEST_SKIP() << "for SQLite";
    const Table strict("strict", metadata, id(), Column("n", Integer{}), sqlite::TableOptions{.is_strict = true});
    const Table counted("counted", metadata, id(), sqlite::TableOptions{.is_autoincrement = true});
    const Table bare("bare", metadata, Column("k", String{20}).primary_key(),
                     sqlite::TableOptions{.is_without_rowid = true});
    create_all(metadata, engine());
    Connection connection = engine().connect();
    EXPECT_THROW(connection.execute(text("INSERT INTO strict (n) VALUES ('x')")), DatabaseError);
    EXPECT_THROW(connection.execute(text("SELECT rowid FROM bare")).all(), DatabaseError);
    connection.execute(insert(counted));
    connection.execute(delete_(counted));
    EXPECT_EQ(connection.execute(insert(counted)).inserted_primary_key, std::vector<Value>{2});
}

TEST_F(SchemaObjects, HooksRunAroundTheTables) {
    std::vector<std::string> events;
    Table t("t", metadata, id(), Column("a", Integer{}));
    t.listen(DdlEvent::BeforeCreate, [&](DdlRunner& runner) {
        events.push_back(runner.connection() != nullptr ? "before create" : "no connection");
    });
    t.listen(DdlEvent::AfterCreate, DDL("INSERT INTO t (a) VALUES (1)").execute_if(std::string(dialect().name())));
    t.listen(DdlEvent::AfterCreate, DDL("this is no SQL").execute_if("another database"));
    t.listen(DdlEvent::AfterDrop, [&](DdlRunner&) { events.push_back("after drop"); });
    metadata.listen(DdlEvent::AfterCreate, DDL("INSERT INTO t (a) VALUES (2)"));
    create_all(metadata, engine());
    Connection connection = engine().connect();
    EXPECT_EQ(connection.execute(select(t.c<int>("a")).order_by(t["id"])).scalars().all(), (std::vector{1, 2}));
    connection.close();
    drop_all(metadata, engine());
    EXPECT_EQ(events, (std::vector<std::string>{"before create", "after drop"}));
}

TEST_F(SchemaObjects, ScriptsRun) {
    const Table author("author", metadata, id(), Column("name", String{20}).index().comment("who"));
    const Table book("book", metadata, id(), Column("author_id", BigInteger{}).references("author.id"));
    const View names("names", metadata, select(author["name"]));
    Connection connection = engine().connect();
    create_all(metadata, dialect(), [&](std::string_view sql) { connection.run(sql); });
    EXPECT_TRUE(connection.execute(select(names["name"])).all().empty());
    drop_all(metadata, dialect(), [&](std::string_view sql) { connection.run(sql); });
    EXPECT_THROW(connection.execute(select(names["name"])).all(), DatabaseError);
}

}  // namespace
}  // namespace azoth::test
