// SPDX-License-Identifier: MIT
#include "azoth/schema/domain.hpp"
#include "azoth/types/json.hpp"
#include "azoth/types/standard_names.hpp"
#include "azoth/types/uuid.hpp"
#include "ddl_cases/ddl_case.hpp"

namespace azoth::test {
namespace {

struct Point {
    std::string text;
};

}  // namespace
}  // namespace azoth::test

template <>
struct azoth::TypeTraits<azoth::test::Point> {
    using Storage = std::string;
    static Storage to_storage(const azoth::test::Point& point) { return point.text; }
    static azoth::test::Point from_storage(Storage text) { return {std::move(text)}; }
    static std::string ddl_name(std::string_view dialect) { return dialect == "postgresql" ? "point" : ""; }
};

namespace azoth::test {
namespace {

TEST(DdlTypes, HaveTheNamesOfTheDatabase) {
    expect_column(Column("x", Boolean{}), {.any = "x BOOLEAN", .mysql = "x BOOL"});
    expect_column(Column("x", SmallInteger{}), {"x SMALLINT"});
    expect_column(Column("x", Integer{}), {"x INTEGER"});
    expect_column(Column("x", BigInteger{}), {"x BIGINT"});
    expect_column(Column("x", Float{}), {.any = "x FLOAT", .postgresql = "x REAL"});
    expect_column(Column("x", Double{}),
                  {.any = "x DOUBLE", .generic = "x DOUBLE PRECISION", .postgresql = "x DOUBLE PRECISION"});
    expect_column(
        Column("x", Numeric(10, 2)),
        {.any = "x NUMERIC(10, 2)", .sqlite = "x DECIMAL_TEXT(10, 2) COLLATE decimal", .mysql = "x DECIMAL(10, 2)"});
    expect_column(Column("x", Numeric{}), {.any = "x NUMERIC",
                                           .sqlite = "x DECIMAL_TEXT COLLATE decimal",
                                           .mysql = "!column t.x is a decimal without a precision, which MySQL and"});
    expect_column(Column("x", String{}), {.any = "x VARCHAR", .mysql = "x LONGTEXT"});
    expect_column(Column("x", String{20}), {"x VARCHAR(20)"});
    expect_column(Column("x", Text{}), {.any = "x TEXT", .mysql = "x LONGTEXT"});
    expect_column(Column("x", LargeBinary{}), {.any = "x BLOB", .postgresql = "x BYTEA", .mysql = "x LONGBLOB"});
    expect_column(Column("x", LargeBinary{16}),
                  {.any = "x VARBINARY(16)", .generic = "x BLOB(16)", .sqlite = "x BLOB", .postgresql = "x BYTEA"});
    expect_column(Column("x", Date{}), {"x DATE"});
    expect_column(Column("x", Time{}), {.any = "x TIME", .mysql = "x TIME(6)"});
    expect_column(Column("x", DateTime{}), {.any = "x TIMESTAMP", .sqlite = "x DATETIME", .mysql = "x DATETIME(6)"});
    expect_column(Column("x", DateTime{true}),
                  {.any = "x TIMESTAMP WITH TIME ZONE", .sqlite = "x DATETIME", .mysql = "x DATETIME(6)"});
    expect_column(Column("x", Uuid{}), {.any = "x UUID", .sqlite = "x CHAR(36)", .mysql8 = "x CHAR(36)"});
    expect_column(Column("x", Json{}), {.any = "x JSON", .sqlite = "x JSON_TEXT", .postgresql = "x JSONB"});
    expect_column(Column("x", Enum("mood", {"sad", "ok"})),
                  {"x VARCHAR(3), CONSTRAINT ck_t_x CHECK (x IN ('sad', 'ok'))"});
    expect_column(Column("x", Enum("mood", {"sad", "ok"}).native()),
                  {.any = "x VARCHAR(3), CONSTRAINT ck_t_x CHECK (x IN ('sad', 'ok'))",
                   .postgresql = "x mood",
                   .mysql = "x ENUM('sad','ok')"});
    expect_column(Column("x", Enum("Mood", {"it's", "a\\b"}).native("shop")),
                  {.any = "x VARCHAR(4), CONSTRAINT ck_t_x CHECK (x IN ('it''s', 'a\\b'))",
                   .postgresql = "x shop.\"Mood\"",
                   .mysql = "x ENUM('it''s',x'615c62')"});
    expect_column(Column("x", Domain("email", String{100}).type()),
                  {.any = "!has no domains ('email')", .generic = "x email", .postgresql = "x email"});
    expect_column(Column("x", detail::sql_type_of<Point>()),
                  {.any = "x VARCHAR", .postgresql = "x point", .mysql = "x LONGTEXT"});
    expect_column(Column("x", SqlType{}), {.any = "!column t.x has no type",
                                           .generic = "!a value whose SQL type is not known cannot be given one by n",
                                           .postgresql = "!a column or CAST needs a type that is known"});
}

TEST(DdlTypes, InUpperCaseStandAsTheyAre) {
    expect_column(Column("x", BOOLEAN()), {"x BOOLEAN"});
    expect_column(Column("x", INT()), {"x INT"});
    expect_column(Column("x", INTEGER()), {"x INTEGER"});
    expect_column(Column("x", SMALLINT()), {"x SMALLINT"});
    expect_column(Column("x", BIGINT()), {"x BIGINT"});
    expect_column(Column("x", REAL()), {"x REAL"});
    expect_column(Column("x", FLOAT()), {"x FLOAT"});
    expect_column(Column("x", DOUBLE()), {"x DOUBLE"});
    expect_column(Column("x", DOUBLE_PRECISION()), {"x DOUBLE PRECISION"});
    expect_column(Column("x", NUMERIC(8, 3)), {"x NUMERIC(8, 3)"});
    expect_column(Column("x", NUMERIC()), {"x NUMERIC"});
    expect_column(Column("x", DECIMAL(8, 3)), {"x DECIMAL(8, 3)"});
    expect_column(Column("x", CHAR(5)), {"x CHAR(5)"});
    expect_column(Column("x", VARCHAR(30)), {"x VARCHAR(30)"});
    expect_column(Column("x", VARCHAR()), {"x VARCHAR"});
    expect_column(Column("x", NCHAR(5)), {"x NCHAR(5)"});
    expect_column(Column("x", NVARCHAR(30)), {"x NVARCHAR(30)"});
    expect_column(Column("x", TEXT()), {"x TEXT"});
    expect_column(Column("x", CLOB()), {"x CLOB"});
    expect_column(Column("x", BINARY(8)), {"x BINARY(8)"});
    expect_column(Column("x", VARBINARY(8)), {"x VARBINARY(8)"});
    expect_column(Column("x", BLOB()), {"x BLOB"});
    expect_column(Column("x", DATE()), {"x DATE"});
    expect_column(Column("x", TIME()), {"x TIME"});
    expect_column(Column("x", DATETIME()), {"x DATETIME"});
    expect_column(Column("x", TIMESTAMP()), {"x TIMESTAMP"});
    expect_column(Column("x", TIMESTAMP(true)), {"x TIMESTAMP WITH TIME ZONE"});
    expect_column(Column("x", UUID()), {"x UUID"});
    expect_column(Column("x", JSON()), {"x JSON"});
}

TEST(DdlTypes, HaveVariantsAndCollations) {
    expect_column(Column("x", String{100}.with_variant(Text{}, "sqlite")),
                  {.any = "x VARCHAR(100)", .sqlite = "x TEXT"});
    expect_column(Column("x", String{}.with_variant(String{200}, "mysql").with_variant(CLOB(), "mariadb")),
                  {.any = "x VARCHAR", .mariadb = "x CLOB", .mysql8 = "x VARCHAR(200)"});
    expect_column(Column("x", Integer{}.with_variant(SqlType{Integer{}}.named("SERIAL"), "postgresql")),
                  {.any = "x INTEGER", .postgresql = "x SERIAL"});
    expect_column(Column("x", String{30}.collate("nocase")), {"x VARCHAR(30) COLLATE nocase"});
    expect_column(Column("x", Text{}.collate("de_DE")),
                  {.any = "x TEXT COLLATE \"de_DE\"", .mysql = "x LONGTEXT COLLATE `de_DE`"});
    expect_column(Column("x", String{30}.collate("odd\"name`")),
                  {.any = "x VARCHAR(30) COLLATE \"odd\"\"name`\"", .mysql = "x VARCHAR(30) COLLATE `odd\"name```"});
    expect_column(Column("x", Enum("mood", {"sad"}).with_variant(String{9}, "postgresql")),
                  {.any = "x VARCHAR(3), CONSTRAINT ck_t_x CHECK (x IN ('sad'))", .postgresql = "x VARCHAR(9)"});
    expect_column(Column("x", SqlType{String{}}.named("GEOMETRY(POINT, 4326)")), {"x GEOMETRY(POINT, 4326)"});
}

TEST(DdlColumns, SayWhatTheyAre) {
    expect_column(Column("x", Integer{}).not_null(), {"x INTEGER NOT NULL"});
    expect_column(Column("id", Integer{}).primary_key(),
                  {.any = "id INTEGER GENERATED BY DEFAULT AS IDENTITY NOT NULL, CONSTRAINT pk_t PRIMARY KEY (id)",
                   .sqlite = "id INTEGER NOT NULL, CONSTRAINT pk_t PRIMARY KEY (id)",
                   .mysql = "id INTEGER AUTO_INCREMENT NOT NULL, CONSTRAINT pk_t PRIMARY KEY (id)"});
    expect_column(Column("id", BigInteger{}).primary_key().autoincrement(false),
                  {.any = "id BIGINT NOT NULL, CONSTRAINT pk_t PRIMARY KEY (id)",
                   .sqlite = "id INTEGER NOT NULL, CONSTRAINT pk_t PRIMARY KEY (id)"});
    expect_column(Column("id", String{10}).primary_key(),
                  {"id VARCHAR(10) NOT NULL, CONSTRAINT pk_t PRIMARY KEY (id)"});
    expect_column(Column("id", SmallInteger{}).primary_key(),
                  {.any = "id SMALLINT GENERATED BY DEFAULT AS IDENTITY NOT NULL, CONSTRAINT pk_t PRIMARY KEY (id)",
                   .sqlite = "id INTEGER NOT NULL, CONSTRAINT pk_t PRIMARY KEY (id)",
                   .mysql = "id SMALLINT AUTO_INCREMENT NOT NULL, CONSTRAINT pk_t PRIMARY KEY (id)"});
    expect_column(Column("x", Integer{}).unique(), {"x INTEGER, CONSTRAINT uq_t_x UNIQUE (x)"});
    expect_column(Column("x", Integer{}).comment("it's"), {.any = "x INTEGER", .mysql = "x INTEGER COMMENT 'it''s'"});
    expect_column(Column("x", Integer{}).key("other"), {"x INTEGER"});
    expect_column(Column("x", Integer{}).info("label", "X").server_onupdate(), {"x INTEGER"});
    expect_parts(table(Column("a", Integer{}).primary_key(), Column("b", Integer{}).primary_key()),
                 {"a INTEGER NOT NULL, b INTEGER NOT NULL, CONSTRAINT pk_t PRIMARY KEY (a, b)"});
    expect_parts(table(Column("a", Integer{}), Column("b", Integer{}), PrimaryKeyConstraint({"b", "a"}, "mine")),
                 {"a INTEGER NOT NULL, b INTEGER NOT NULL, CONSTRAINT mine PRIMARY KEY (b, a)"});
    expect_parts(table(Column("id", Integer{}).primary_key().references("u.id")),
                 {"id INTEGER NOT NULL, CONSTRAINT pk_t PRIMARY KEY (id), CONSTRAINT fk_t_id_u FOREIGN KEY(id) "
                  "REFERENCES u (id)"});
}

TEST(DdlColumns, HaveServerDefaults) {
    expect_column(Column("x", Integer{}).server_default("0"), {"x INTEGER DEFAULT 0"});
    expect_column(Column("x", DateTime{}).server_default("CURRENT_TIMESTAMP"),
                  {.any = "x TIMESTAMP DEFAULT CURRENT_TIMESTAMP",
                   .sqlite = "x DATETIME DEFAULT CURRENT_TIMESTAMP",
                   .mysql = "x DATETIME(6) DEFAULT CURRENT_TIMESTAMP"});
    expect_column(Column("x", Integer{}).server_default(literal(5)).not_null(), {"x INTEGER DEFAULT 5 NOT NULL"});
    expect_column(Column("x", String{20}).server_default(literal("it's \\ new")),
                  {.any = "x VARCHAR(20) DEFAULT 'it''s \\ new'",
                   .mysql = "x VARCHAR(20) DEFAULT (concat('it''s ', char(92 USING utf8mb4), ' new'))"});
    expect_column(Column("x", Text{}).server_default(literal("long")),
                  {.any = "x TEXT DEFAULT 'long'", .mysql = "x LONGTEXT DEFAULT ('long')"});
    expect_column(Column("x", Boolean{}).server_default(literal(true)),
                  {.any = "x BOOLEAN DEFAULT true", .sqlite = "x BOOLEAN DEFAULT 1", .mysql = "x BOOL DEFAULT true"});
    expect_column(Column("x", Double{}).server_default(literal(0.5)),
                  {.any = "x DOUBLE DEFAULT 0.5",
                   .generic = "x DOUBLE PRECISION DEFAULT 0.5",
                   .postgresql = "x DOUBLE PRECISION DEFAULT '0.5'::float8",
                   .mysql = "x DOUBLE DEFAULT 0.5e0"});
    expect_column(Column("x", DateTime{}).server_default(func::call<std::string>("current_timestamp")),
                  {.any = "x TIMESTAMP DEFAULT (current_timestamp)",
                   .sqlite = "x DATETIME DEFAULT (current_timestamp)",
                   .mysql = "x DATETIME(6) DEFAULT (current_timestamp)"});
    expect_column(Column("x", String{20}).server_default(func::lower(literal("ABC"))),
                  {"x VARCHAR(20) DEFAULT (lower('ABC'))"});
    expect_column(Column("x", Integer{}).server_default(literal(2) + 3), {"x INTEGER DEFAULT (2 + 3)"});
    expect_column(Column("x", Integer{}).default_(7).onupdate(8), {"x INTEGER"});
}

TEST(DdlColumns, AreComputed) {
    expect_column(
        Column("x", Integer{}).computed(Computed("1 + 1")),
        {.any = "x INTEGER GENERATED ALWAYS AS (1 + 1)", .postgresql = "x INTEGER GENERATED ALWAYS AS (1 + 1) STORED"});
    expect_column(Column("x", Integer{}).computed(Computed("1 + 1", true)),
                  {"x INTEGER GENERATED ALWAYS AS (1 + 1) STORED"});
    expect_column(Column("x", Integer{}).computed(Computed("1 + 1", false)),
                  {.any = "x INTEGER GENERATED ALWAYS AS (1 + 1) VIRTUAL",
                   .postgresql = "!has no computed columns that are not kept in the row ('t.x')"});
    expect_column(Column("x", Integer{}).computed(Computed(literal_column<int>("a") * 2, true)),
                  {"x INTEGER GENERATED ALWAYS AS (a * 2) STORED"});
    expect_column(Column("x", Integer{}).computed(Computed("1 + 1", true)).not_null(),
                  {.any = "x INTEGER GENERATED ALWAYS AS (1 + 1) STORED NOT NULL",
                   .mariadb = "!has no NOT NULL of a computed column ('t.x')"});
}

TEST(DdlColumns, AreIdentities) {
    expect_column(Column("id", Integer{}).primary_key().identity(),
                  {.any = "id INTEGER GENERATED BY DEFAULT AS IDENTITY NOT NULL, CONSTRAINT pk_t PRIMARY KEY (id)",
                   .sqlite = "id INTEGER NOT NULL, CONSTRAINT pk_t PRIMARY KEY (id)",
                   .mysql = "id INTEGER AUTO_INCREMENT NOT NULL, CONSTRAINT pk_t PRIMARY KEY (id)"});
    expect_column(Column("id", Integer{}).primary_key().identity(Identity(true)),
                  {.any = "!has no options of identity columns ('t.id')",
                   .generic = "id INTEGER GENERATED ALWAYS AS IDENTITY NOT NULL, CONSTRAINT pk_t PRIMARY KEY (id)",
                   .postgresql = "id INTEGER GENERATED ALWAYS AS IDENTITY NOT NULL, CONSTRAINT pk_t PRIMARY KEY (id)"});
    expect_column(
        Column("id", Integer{}).primary_key().identity(Identity().start(100)),
        {.any =
             "id INTEGER GENERATED BY DEFAULT AS IDENTITY (START WITH 100) NOT NULL, CONSTRAINT pk_t PRIMARY KEY (id)",
         .sqlite = "!has no options of identity columns ('t.id')",
         .mysql = "id INTEGER AUTO_INCREMENT NOT NULL, CONSTRAINT pk_t PRIMARY KEY (id)"});
    expect_column(Column("id", Integer{})
                      .primary_key()
                      .identity(Identity().start(5).increment(2).minvalue(1).maxvalue(99).cache(3).cycle()),
                  {.any = "!has no options of identity columns ('t.id')",
                   .generic = "id INTEGER GENERATED BY DEFAULT AS IDENTITY (START WITH 5 INCREMENT BY 2 MINVALUE 1 "
                              "MAXVALUE 99 CACHE 3 CYCLE) NOT NULL, CONSTRAINT pk_t PRIMARY KEY (id)",
                   .postgresql = "id INTEGER GENERATED BY DEFAULT AS IDENTITY (START WITH 5 INCREMENT BY 2 MINVALUE 1 "
                                 "MAXVALUE 99 CACHE 3 CYCLE) NOT NULL, CONSTRAINT pk_t PRIMARY KEY (id)"});
    expect_column(Column("id", Integer{}).primary_key().identity(Identity().no_minvalue().no_maxvalue()),
                  {.any = "!has no options of identity columns ('t.id')",
                   .generic = "id INTEGER GENERATED BY DEFAULT AS IDENTITY (NO MINVALUE NO MAXVALUE) NOT NULL, "
                              "CONSTRAINT pk_t PRIMARY KEY (id)",
                   .postgresql = "id INTEGER GENERATED BY DEFAULT AS IDENTITY (NO MINVALUE NO MAXVALUE) NOT NULL, "
                                 "CONSTRAINT pk_t PRIMARY KEY (id)"});
    expect_column(Column("x", Integer{}).identity(),
                  {.any = "!has no identity columns ('t.x')",
                   .generic = "x INTEGER GENERATED BY DEFAULT AS IDENTITY NOT NULL",
                   .postgresql = "x INTEGER GENERATED BY DEFAULT AS IDENTITY NOT NULL"});
    expect_column(Column("id", Integer{}).primary_key().default_(Sequence("numbers")),
                  {.any = "id INTEGER NOT NULL, CONSTRAINT pk_t PRIMARY KEY (id)",
                   .mysql8 = "id INTEGER AUTO_INCREMENT NOT NULL, CONSTRAINT pk_t PRIMARY KEY (id)"});
}

TEST(DdlColumns, HaveOptionsOfTheirDatabase) {
    expect_column(Column("x", Integer{}).with(mysql::ColumnOptions{.is_unsigned = true}),
                  {.any = "x INTEGER", .mysql = "x INTEGER UNSIGNED"});
    expect_column(Column("x", String{9}).with(mysql::ColumnOptions{.charset = "latin1"}),
                  {.any = "x VARCHAR(9)", .mysql = "x VARCHAR(9) CHARACTER SET latin1"});
    expect_column(
        Column("x", DateTime{}).with(mysql::ColumnOptions{.on_update = "CURRENT_TIMESTAMP(6)"}),
        {.any = "x TIMESTAMP", .sqlite = "x DATETIME", .mysql = "x DATETIME(6) ON UPDATE CURRENT_TIMESTAMP(6)"});
    expect_column(Column("x", String{9}).with(mysql::ColumnOptions{.charset = "x; DROP TABLE t"}),
                  {.any = "x VARCHAR(9)", .mysql = "!'x; DROP TABLE t' cannot stand in the DDL"});
    expect_column(Column("x", Integer{}).not_null().with(sqlite::ColumnOptions{.not_null = sqlite::OnConflict::Ignore}),
                  {.any = "x INTEGER NOT NULL", .sqlite = "x INTEGER NOT NULL ON CONFLICT IGNORE"});
}

}  // namespace
}  // namespace azoth::test
