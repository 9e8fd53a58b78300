// SPDX-License-Identifier: MIT
#include "azoth/sql/select.hpp"
#include "ddl_cases/ddl_case.hpp"

namespace azoth::test {
namespace {

TEST(DdlSchemas, AreCreatedAndDropped) {
    expect_ddl(CreateSchema("shop"), {.any = "CREATE SCHEMA shop", .sqlite = "!has no CREATE SCHEMA and DROP SCHEMA"});
    expect_ddl(CreateSchema("Shop").if_not_exists(), {.any = "CREATE SCHEMA IF NOT EXISTS \"Shop\"",
                                                      .sqlite = "!has no CREATE SCHEMA and DROP SCHEMA",
                                                      .mysql = "CREATE SCHEMA IF NOT EXISTS `Shop`"});
    expect_ddl(DropSchema("shop"), {.any = "DROP SCHEMA shop", .sqlite = "!has no CREATE SCHEMA and DROP SCHEMA"});
    expect_ddl(DropSchema("shop").if_exists(),
               {.any = "DROP SCHEMA IF EXISTS shop", .sqlite = "!has no CREATE SCHEMA and DROP SCHEMA"});
    expect_ddl(DropSchema("shop").cascade(), {.any = "DROP SCHEMA shop CASCADE",
                                              .sqlite = "!has no CREATE SCHEMA and DROP SCHEMA",
                                              .mysql = "!has no DROP ... CASCADE"});
}

TEST(DdlSequences, AreCreatedAndDropped) {
    expect_ddl(CreateSequence(Sequence("numbers")), {.any = "CREATE SEQUENCE numbers",
                                                     .sqlite = "!has no sequences ('numbers')",
                                                     .mysql8 = "!has no sequences ('numbers')"});
    expect_ddl(CreateSequence(Sequence("shop.numbers")).if_not_exists(),
               {.any = "CREATE SEQUENCE IF NOT EXISTS shop.numbers",
                .sqlite = "!has no sequences ('numbers')",
                .mysql8 = "!has no sequences ('numbers')"});
    expect_ddl(CreateSequence(Sequence("numbers").start(5).increment(-1).minvalue(-9).maxvalue(9).cache(4).cycle()),
               {.any = "CREATE SEQUENCE numbers START WITH 5 INCREMENT BY -1 MINVALUE -9 MAXVALUE 9 CACHE 4 CYCLE",
                .sqlite = "!has no sequences ('numbers')",
                .mysql8 = "!has no sequences ('numbers')"});
    expect_ddl(CreateSequence(Sequence("Odd").no_minvalue().no_maxvalue()),
               {.any = "CREATE SEQUENCE \"Odd\" NO MINVALUE NO MAXVALUE",
                .sqlite = "!has no sequences ('Odd')",
                .mariadb = "CREATE SEQUENCE `Odd` NO MINVALUE NO MAXVALUE",
                .mysql8 = "!has no sequences ('Odd')"});
    expect_ddl(CreateSequence(Sequence("numbers").data_type(SmallInteger{}).start(5)),
               {.any = "CREATE SEQUENCE numbers AS SMALLINT START WITH 5",
                .sqlite = "!has no sequences ('numbers')",
                .mariadb = "!has no data types of sequences ('numbers')",
                .mysql8 = "!has no sequences ('numbers')"});
    expect_ddl(DropSequence(Sequence("numbers")), {.any = "DROP SEQUENCE numbers",
                                                   .sqlite = "!has no sequences ('numbers')",
                                                   .mysql8 = "!has no sequences ('numbers')"});
    expect_ddl(DropSequence(Sequence("numbers")).if_exists().cascade(),
               {.any = "DROP SEQUENCE IF EXISTS numbers CASCADE",
                .sqlite = "!has no sequences ('numbers')",
                .mariadb = "!has no DROP ... CASCADE",
                .mysql8 = "!has no sequences ('numbers')"});
}

TEST(DdlTypes, AreCreatedAndDropped) {
    const Enum mood = Enum("mood", {"sad", "it's ok"}).native();
    expect_ddl(CreateType(mood), {.any = "!has no CREATE TYPE",
                                  .generic = "CREATE TYPE mood AS ENUM ('sad', 'it''s ok')",
                                  .postgresql = "CREATE TYPE mood AS ENUM ('sad', 'it''s ok')"});
    expect_ddl(CreateType(Enum("Mood", {"sad"}).native("shop")),
               {.any = "!has no CREATE TYPE",
                .generic = "CREATE TYPE shop.\"Mood\" AS ENUM ('sad')",
                .postgresql = "CREATE TYPE shop.\"Mood\" AS ENUM ('sad')"});
    expect_ddl(DropType(mood),
               {.any = "!has no CREATE TYPE", .generic = "DROP TYPE mood", .postgresql = "DROP TYPE mood"});
    expect_ddl(DropType(mood).if_exists().cascade(), {.any = "!has no CREATE TYPE",
                                                      .generic = "DROP TYPE IF EXISTS mood CASCADE",
                                                      .postgresql = "DROP TYPE IF EXISTS mood CASCADE"});
    expect_ddl(CreateType(Domain("email", String{100})), {.any = "!has no CREATE TYPE",
                                                          .generic = "CREATE DOMAIN email AS VARCHAR(100)",
                                                          .postgresql = "CREATE DOMAIN email AS VARCHAR(100)"});
    expect_ddl(
        CreateType(
            Domain("email", String{100}, "shop").check("VALUE LIKE '%@%'").not_null().server_default(literal("a@b"))),
        {.any = "!has no CREATE TYPE",
         .generic = "CREATE DOMAIN shop.email AS VARCHAR(100) DEFAULT 'a@b' NOT NULL CHECK (VALUE LIKE '%@%')",
         .postgresql = "CREATE DOMAIN shop.email AS VARCHAR(100) DEFAULT 'a@b' NOT NULL CHECK (VALUE LIKE '%@%')"});
    expect_ddl(DropType(Domain("email", String{100})),
               {.any = "!has no CREATE TYPE", .generic = "DROP DOMAIN email", .postgresql = "DROP DOMAIN email"});
}

struct DdlViews : testing::Test {
    MetaData metadata;
    Table t{"t", metadata, Column("a", Integer{}), Column("name", String{20})};
    Select<Row> query = select(t["a"], t["name"]).where(t["a"] > 3, t["name"] == "it's");
    View view{"v", query};
};

TEST_F(DdlViews, AreCreatedAndDropped) {
    expect_ddl(CreateView(view), {"CREATE VIEW v AS SELECT t.a, t.name FROM t WHERE t.a > 3 AND t.name = 'it''s'"});
    expect_ddl(CreateView(view).or_replace(),
               {.any = "CREATE OR REPLACE VIEW v AS SELECT t.a, t.name FROM t WHERE t.a > 3 AND t.name = 'it''s'",
                .sqlite = "!has no CREATE OR REPLACE of this view"});
    expect_ddl(CreateView(view).if_not_exists(),
               {.any = "CREATE VIEW IF NOT EXISTS v AS SELECT t.a, t.name FROM t WHERE t.a > 3 AND t.name = 'it''s'",
                .postgresql = "!has no CREATE VIEW IF NOT EXISTS",
                .mysql8 = "!has no CREATE VIEW IF NOT EXISTS"});
    expect_ddl(CreateView(View("shop.v", query).temporary()),
               {.any = "CREATE TEMPORARY VIEW shop.v AS SELECT t.a, t.name FROM t WHERE t.a > 3 AND t.name = 'it''s'",
                .mysql = "!has no temporary views"});
    expect_ddl(CreateView(View("v", select(func::count(), (t["a"] + 1).label("b")))),
               {"CREATE VIEW v AS SELECT count(*) AS anon_1, t.a + 1 AS b FROM t"});
    expect_ddl(CreateView(View("v", select(t["a"]).where(t.c<int>("a").in({1, 2})))),
               {"CREATE VIEW v AS SELECT t.a FROM t WHERE t.a IN (1, 2)"});
    expect_ddl(DropView(view), {"DROP VIEW v"});
    expect_ddl(DropView(view).if_exists(), {"DROP VIEW IF EXISTS v"});
    expect_ddl(
        DropView(view).cascade(),
        {.any = "!has no DROP ... CASCADE", .generic = "DROP VIEW v CASCADE", .postgresql = "DROP VIEW v CASCADE"});
}

TEST_F(DdlViews, AreMaterialized) {
    const View kept = View("v", query).materialized();
    expect_ddl(
        CreateView(kept),
        {.any = "!has no materialized views",
         .postgresql = "CREATE MATERIALIZED VIEW v AS SELECT t.a, t.name FROM t WHERE t.a > 3 AND t.name = 'it''s'"});
    expect_ddl(CreateView(kept).if_not_exists(),
               {.any = "!has no materialized views",
                .postgresql = "CREATE MATERIALIZED VIEW IF NOT EXISTS v AS SELECT t.a, t.name FROM t WHERE t.a > 3 AND "
                              "t.name = 'it''s'"});
    expect_ddl(CreateView(kept).or_replace(), {"!has no CREATE OR REPLACE of this view"});
    expect_ddl(DropView(kept), {.any = "!has no materialized views", .postgresql = "DROP MATERIALIZED VIEW v"});
    expect_ddl(RefreshMaterializedView(kept),
               {.any = "!has no materialized views", .postgresql = "REFRESH MATERIALIZED VIEW v"});
    expect_ddl(RefreshMaterializedView(kept).concurrently(),
               {.any = "!has no materialized views", .postgresql = "REFRESH MATERIALIZED VIEW CONCURRENTLY v"});
}

TEST_F(DdlViews, BecomeTables) {
    expect_ddl(create_table_as("copy", query),
               {"CREATE TABLE copy AS SELECT t.a, t.name FROM t WHERE t.a > 3 AND t.name = 'it''s'"});
    expect_ddl(into(query, "copy").if_not_exists(),
               {"CREATE TABLE IF NOT EXISTS copy AS SELECT t.a, t.name FROM t WHERE t.a > 3 AND t.name = 'it''s'"});
    expect_ddl(create_table_as("copy", query).temporary(),
               {"CREATE TEMPORARY TABLE copy AS SELECT t.a, t.name FROM t WHERE t.a > 3 AND t.name = 'it''s'"});
    expect_ddl(
        create_table_as("copy", query).with_no_data(),
        {.any = "!has no CREATE TABLE AS ... WITH NO DATA",
         .generic = "CREATE TABLE copy AS SELECT t.a, t.name FROM t WHERE t.a > 3 AND t.name = 'it''s' WITH NO DATA",
         .postgresql =
             "CREATE TABLE copy AS SELECT t.a, t.name FROM t WHERE t.a > 3 AND t.name = 'it''s' WITH NO DATA"});
}

TEST_F(DdlViews, MayHaveCommonTableExpressions) {
    const auto thick = query.cte("thick");
    expect_ddl(CreateView(View("v", select(thick["a"]))),
               {"CREATE VIEW v AS WITH thick AS (SELECT t.a, t.name FROM t WHERE t.a > 3 AND t.name = 'it''s') SELECT "
                "thick.a FROM thick"});
    expect_ddl(create_table_as("copy", select(thick["a"])),
               {"CREATE TABLE copy AS WITH thick AS (SELECT t.a, t.name FROM t WHERE t.a > 3 AND t.name = 'it''s') "
                "SELECT thick.a FROM thick"});
}

TEST(DdlText, StandsAsItIs) {
    expect_ddl(DDL("ALTER TABLE \"x\" SET 'a' = 1"), {"ALTER TABLE \"x\" SET 'a' = 1"});
}

TEST(DdlNames, AreQuotedWhereTheyNeedIt) {
    MetaData metadata;
    expect_ddl(
        CreateTable(Table("Order", metadata, Column("Group", Integer{}), Column("select", Integer{}))),
        {.any = "CREATE TABLE \"Order\" (\"Group\" INTEGER, \"select\" INTEGER)",
         .mysql = "CREATE TABLE `Order` (`Group` INTEGER, `select` INTEGER) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4"});
    expect_ddl(
        CreateTable(Table(quoted_name("a.b", true), metadata, Column(quoted_name("x", true), Integer{}).primary_key())),
        {.any = "CREATE TABLE \"a.b\" (\"x\" INTEGER GENERATED BY DEFAULT AS IDENTITY NOT NULL, CONSTRAINT \"pk_a.b\" "
                "PRIMARY KEY (\"x\"))",
         .sqlite = "CREATE TABLE \"a.b\" (\"x\" INTEGER NOT NULL, CONSTRAINT \"pk_a.b\" PRIMARY KEY (\"x\"))",
         .mysql = "CREATE TABLE `a.b` (`x` INTEGER AUTO_INCREMENT NOT NULL, CONSTRAINT `pk_a.b` PRIMARY KEY (`x`)) "
                  "ENGINE=InnoDB DEFAULT CHARSET=utf8mb4"});
    expect_ddl(
        CreateTable(Table(quoted_name("CamelCase", false), metadata, Column("X", Integer{}).quote(false).unique())),
        {.any = "CREATE TABLE CamelCase (X INTEGER, CONSTRAINT \"uq_CamelCase_X\" UNIQUE (X))",
         .mysql = "CREATE TABLE CamelCase (X INTEGER, CONSTRAINT `uq_CamelCase_X` UNIQUE (X)) ENGINE=InnoDB DEFAULT "
                  "CHARSET=utf8mb4"});
    expect_column(Column("a\"b", Integer{}), {.any = "\"a\"\"b\" INTEGER", .mysql = "`a\"b` INTEGER"});
    expect_column(Column("a`b", Integer{}), {.any = "\"a`b\" INTEGER", .mysql = "`a``b` INTEGER"});
    expect_column(Column("a'b", Integer{}), {.any = "\"a'b\" INTEGER", .mysql = "`a'b` INTEGER"});
    expect_column(Column("a.b", Integer{}), {.any = "\"a.b\" INTEGER", .mysql = "`a.b` INTEGER"});
    expect_column(Column("größe", Integer{}), {.any = "\"größe\" INTEGER", .mysql = "`größe` INTEGER"});
    expect_column(Column("two\nlines", Integer{}), {.any = "\"two\nlines\" INTEGER", .mysql = "`two\nlines` INTEGER"});
    expect_column(Column("x); DROP TABLE t; --", Integer{}),
                  {.any = "\"x); DROP TABLE t; --\" INTEGER", .mysql = "`x); DROP TABLE t; --` INTEGER"});
    expect_column(Column("", Integer{}), {"!a table, column or label has an empty name"});
    expect_column(Column(quoted_name("x; DROP", false), Integer{}),
                  {"!the name 'x; DROP' cannot stand without quotes: it is not ma"});
    expect_column(Column("x", Integer{}).references("U.Id"),
                  {.any = "x INTEGER, CONSTRAINT \"fk_t_x_U\" FOREIGN KEY(x) REFERENCES \"U\" (\"Id\")",
                   .mysql = "x INTEGER, CONSTRAINT `fk_t_x_U` FOREIGN KEY(x) REFERENCES `U` (`Id`)"});
    expect_column(Column("x", Integer{}).comment("'); DROP TABLE t; --"),
                  {.any = "x INTEGER", .mysql = "x INTEGER COMMENT '''); DROP TABLE t; --'"});
    expect_constraint(UniqueConstraint({"a"}, "Mine\"; --"), {.any = "CONSTRAINT \"Mine\"\"; --\" UNIQUE (a)",
                                                              .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT",
                                                              .mysql = "CONSTRAINT `Mine\"; --` UNIQUE (a)"});
    expect_constraint(
        CheckConstraint("a > 0", std::string(70, 'x')),
        {.any = "CONSTRAINT xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx_c97d CHECK (a > 0)",
         .generic = "CONSTRAINT xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx CHECK (a > 0)",
         .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT",
         .postgresql = "CONSTRAINT xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx_c97d CHECK (a > 0)"});
    expect_ddl(
        CreateTable(Table(std::string(70, 'x'), metadata, Column("a", Integer{}))),
        {.any = "!the name of the table 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         .generic = "CREATE TABLE xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx (a INTEGER)",
         .sqlite = "CREATE TABLE xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx (a INTEGER)"});
    expect_column(Column(std::string(70, 'x'), Integer{}),
                  {.any = "!the name of the column 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
                   .generic = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx INTEGER",
                   .sqlite = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx INTEGER"});
}

TEST(DdlNames, FollowTheConvention) {
    MetaData metadata(NamingConvention{
        .pk = "%(table_name)s_pkey",
        .fk = "%(table_name)s_%(column_0_name)s_fkey_%(referred_table_name)s_%(referred_column_0_name)s",
        .uq = "%(table_name)s_%(column_0N_name)s_key",
        .ck = "ck_%(table_name)s_%(constraint_name)s",
        .ix = "ix_%(column_0_label)s"});
    const Table t("t", metadata, Column("a", Integer{}).primary_key(), Column("b", Integer{}).references("u.id"),
                  UniqueConstraint({"a", "b"}), CheckConstraint("a > 0", "positive"),
                  CheckConstraint("b > 0").name(conv("b_is_positive")), Column("m", Enum("mood", {"sad"})),
                  Column("c", Integer{}).index());
    expect_parts(
        t, {.any = "a INTEGER GENERATED BY DEFAULT AS IDENTITY NOT NULL, b INTEGER, m VARCHAR(3), c INTEGER, "
                   "CONSTRAINT t_pkey PRIMARY KEY (a), CONSTRAINT t_ab_key UNIQUE (a, b), CONSTRAINT ck_t_positive "
                   "CHECK (a > 0), CONSTRAINT b_is_positive CHECK (b > 0), CONSTRAINT ck_t_m CHECK (m IN ('sad')), "
                   "CONSTRAINT t_b_fkey_u_id FOREIGN KEY(b) REFERENCES u (id)",
            .sqlite =
                "a INTEGER NOT NULL, b INTEGER, m VARCHAR(3), c INTEGER, CONSTRAINT t_pkey PRIMARY KEY (a), CONSTRAINT "
                "t_ab_key UNIQUE (a, b), CONSTRAINT ck_t_positive CHECK (a > 0), CONSTRAINT b_is_positive CHECK (b > "
                "0), CONSTRAINT ck_t_m CHECK (m IN ('sad')), CONSTRAINT t_b_fkey_u_id FOREIGN KEY(b) REFERENCES u (id)",
            .mysql = "a INTEGER AUTO_INCREMENT NOT NULL, b INTEGER, m VARCHAR(3), c INTEGER, CONSTRAINT t_pkey PRIMARY "
                     "KEY (a), CONSTRAINT t_ab_key UNIQUE (a, b), CONSTRAINT ck_t_positive CHECK (a > 0), CONSTRAINT "
                     "b_is_positive CHECK (b > 0), CONSTRAINT ck_t_m CHECK (m IN ('sad')), CONSTRAINT t_b_fkey_u_id "
                     "FOREIGN KEY(b) REFERENCES u (id)"});
    expect_ddl(CreateIndex(t, "ix_t_c"), {"CREATE INDEX ix_t_c ON t (c)"});
    MetaData without_names(NamingConvention{.pk = "", .uq = ""});
    expect_parts(Table("t", without_names, Column("a", Integer{}).primary_key().autoincrement(false),
                       Column("b", Integer{}).unique()),
                 {"a INTEGER NOT NULL, b INTEGER, PRIMARY KEY (a), UNIQUE (b)"});
    MetaData wrong(NamingConvention{.uq = "uq_%(nonsense)s"});
    expect_parts(Table("t", wrong, Column("a", Integer{}).unique()),
                 {"!the naming convention's token %(nonsense)s cannot be filled "});
}

}  // namespace
}  // namespace azoth::test
