// SPDX-License-Identifier: MIT
#include "ddl_cases/ddl_case.hpp"

namespace azoth::test {
namespace {

Table simple() {
    return table(Column("a", Integer{}));
}

TEST(DdlTables, AreCreatedAndDropped) {
    MetaData metadata;
    const Table in_schema("shop.t", metadata, Column("a", Integer{}));
    MetaData with_schema("shop");
    const Table in_default("t", with_schema, Column("a", Integer{}).references("u.id"));
    expect_ddl(CreateTable(simple()), {.any = "CREATE TABLE t (a INTEGER)",
                                       .mysql = "CREATE TABLE t (a INTEGER) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4"});
    expect_ddl(CreateTable(simple()).if_not_exists(),
               {.any = "CREATE TABLE IF NOT EXISTS t (a INTEGER)",
                .mysql = "CREATE TABLE IF NOT EXISTS t (a INTEGER) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4"});
    expect_ddl(CreateTable(in_schema),
               {.any = "CREATE TABLE shop.t (a INTEGER)",
                .mysql = "CREATE TABLE shop.t (a INTEGER) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4"});
    expect_ddl(CreateTable(in_default),
               {.any = "CREATE TABLE shop.t (a INTEGER, CONSTRAINT fk_t_a_u FOREIGN KEY(a) REFERENCES shop.u (id))",
                .sqlite = "CREATE TABLE shop.t (a INTEGER, CONSTRAINT fk_t_a_u FOREIGN KEY(a) REFERENCES u (id))",
                .mysql = "CREATE TABLE shop.t (a INTEGER, CONSTRAINT fk_t_a_u FOREIGN KEY(a) REFERENCES shop.u (id)) "
                         "ENGINE=InnoDB DEFAULT CHARSET=utf8mb4"});
    expect_ddl(CreateTable(simple().temporary()),
               {.any = "CREATE TEMPORARY TABLE t (a INTEGER)",
                .mysql = "CREATE TEMPORARY TABLE t (a INTEGER) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4"});
    expect_ddl(CreateTable(simple().prefix("EXTERNAL")),
               {.any = "CREATE EXTERNAL TABLE t (a INTEGER)",
                .mysql = "CREATE EXTERNAL TABLE t (a INTEGER) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4"});
    expect_ddl(CreateTable(simple().comment("it's")),
               {.any = "CREATE TABLE t (a INTEGER)",
                .mysql = "CREATE TABLE t (a INTEGER) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='it''s'"});
    expect_ddl(DropTable(simple()), {"DROP TABLE t"});
    expect_ddl(DropTable(in_schema).if_exists(), {"DROP TABLE IF EXISTS shop.t"});
    expect_ddl(
        DropTable(simple()).cascade(),
        {.any = "!has no DROP ... CASCADE", .generic = "DROP TABLE t CASCADE", .postgresql = "DROP TABLE t CASCADE"});
}

TEST(DdlTables, HaveOptionsOfMariadbAndMysql) {
    expect_ddl(CreateTable(simple().with(mysql::TableOptions{.engine = "MyISAM"})),
               {.any = "CREATE TABLE t (a INTEGER)",
                .mysql = "CREATE TABLE t (a INTEGER) ENGINE=MyISAM DEFAULT CHARSET=utf8mb4"});
    expect_ddl(
        CreateTable(simple().comment("why").with(mysql::TableOptions{.charset = "latin1",
                                                                     .collate = "latin1_bin",
                                                                     .row_format = "DYNAMIC",
                                                                     .auto_increment = 7,
                                                                     .key_block_size = 8,
                                                                     .partition_by = "HASH(a) PARTITIONS 4"})),
        {.any = "CREATE TABLE t (a INTEGER)",
         .mysql = "CREATE TABLE t (a INTEGER) AUTO_INCREMENT=7 ENGINE=InnoDB DEFAULT CHARSET=latin1 COLLATE=latin1_bin "
                  "ROW_FORMAT=DYNAMIC KEY_BLOCK_SIZE=8 COMMENT='why' PARTITION BY HASH(a) PARTITIONS 4"});
    expect_ddl(CreateTable(simple().with(mysql::TableOptions{
                   .others = {{"PACK_KEYS", "1"}, {"DATA DIRECTORY", "'/data'"}}, .partition_by = "HASH(a)"})),
               {.any = "CREATE TABLE t (a INTEGER)",
                .mysql = "CREATE TABLE t (a INTEGER) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 PACK_KEYS=1 "
                         "DATA DIRECTORY='/data' PARTITION BY HASH(a)"});
    expect_ddl(CreateTable(simple().with(mysql::TableOptions{.others = {{"X=1; DROP TABLE t", "1"}}})),
               {.any = "CREATE TABLE t (a INTEGER)", .mysql = "!cannot stand in the DDL"});
    expect_ddl(CreateTable(simple().with(mysql::TableOptions{.engine = "InnoDB; DROP TABLE t"})),
               {.any = "CREATE TABLE t (a INTEGER)", .mysql = "!'InnoDB; DROP TABLE t' cannot stand in the DDL"});
}

TEST(DdlTables, HaveOptionsOfPostgresql) {
    using OnCommit = postgresql::TableOptions::OnCommit;
    expect_ddl(CreateTable(simple().with(postgresql::TableOptions{.is_unlogged = true})),
               {.any = "CREATE TABLE t (a INTEGER)",
                .postgresql = "CREATE UNLOGGED TABLE t (a INTEGER)",
                .mysql = "CREATE TABLE t (a INTEGER) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4"});
    expect_ddl(CreateTable(simple().with(postgresql::TableOptions{.inherits = {"base", "shop.Other"}})),
               {.any = "CREATE TABLE t (a INTEGER)",
                .postgresql = "CREATE TABLE t (a INTEGER) INHERITS (base, shop.\"Other\")",
                .mysql = "CREATE TABLE t (a INTEGER) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4"});
    expect_ddl(CreateTable(simple().with(postgresql::TableOptions{.partition_by = "RANGE (a)"})),
               {.any = "CREATE TABLE t (a INTEGER)",
                .postgresql = "CREATE TABLE t (a INTEGER) PARTITION BY RANGE (a)",
                .mysql = "CREATE TABLE t (a INTEGER) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4"});
    expect_ddl(
        CreateTable(
            simple().with(postgresql::TableOptions{.access_method = "heap",
                                                   .with = {{"fillfactor", "70"}, {"autovacuum_enabled", "false"}},
                                                   .tablespace = "fast"})),
        {.any = "CREATE TABLE t (a INTEGER)",
         .postgresql =
             "CREATE TABLE t (a INTEGER) USING heap WITH (fillfactor = 70, autovacuum_enabled = false) TABLESPACE fast",
         .mysql = "CREATE TABLE t (a INTEGER) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4"});
    expect_ddl(CreateTable(simple().temporary().with(postgresql::TableOptions{.on_commit = OnCommit::Drop})),
               {.any = "CREATE TEMPORARY TABLE t (a INTEGER)",
                .postgresql = "CREATE TEMPORARY TABLE t (a INTEGER) ON COMMIT DROP",
                .mysql = "CREATE TEMPORARY TABLE t (a INTEGER) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4"});
    expect_ddl(CreateTable(simple().temporary().with(postgresql::TableOptions{.on_commit = OnCommit::DeleteRows})),
               {.any = "CREATE TEMPORARY TABLE t (a INTEGER)",
                .postgresql = "CREATE TEMPORARY TABLE t (a INTEGER) ON COMMIT DELETE ROWS",
                .mysql = "CREATE TEMPORARY TABLE t (a INTEGER) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4"});
    expect_ddl(CreateTable(simple().temporary().with(postgresql::TableOptions{.on_commit = OnCommit::PreserveRows})),
               {.any = "CREATE TEMPORARY TABLE t (a INTEGER)",
                .postgresql = "CREATE TEMPORARY TABLE t (a INTEGER) ON COMMIT PRESERVE ROWS",
                .mysql = "CREATE TEMPORARY TABLE t (a INTEGER) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4"});
    expect_ddl(CreateTable(simple().with(postgresql::TableOptions{.with = {{"a", "x'); --"}}})),
               {.any = "CREATE TABLE t (a INTEGER)",
                .postgresql = "CREATE TABLE t (a INTEGER) WITH (a = 'x''); --')",
                .mysql = "CREATE TABLE t (a INTEGER) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4"});
}

TEST(DdlTables, HaveOptionsOfSqlite) {
    expect_ddl(CreateTable(simple().with(sqlite::TableOptions{.is_without_rowid = true})),
               {.any = "CREATE TABLE t (a INTEGER)",
                .sqlite = "CREATE TABLE t (a INTEGER) WITHOUT ROWID",
                .mysql = "CREATE TABLE t (a INTEGER) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4"});
    expect_ddl(CreateTable(simple().with(sqlite::TableOptions{.is_strict = true})),
               {.any = "CREATE TABLE t (a INTEGER)",
                .sqlite = "CREATE TABLE t (a INTEGER) STRICT",
                .mysql = "CREATE TABLE t (a INTEGER) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4"});
    expect_ddl(CreateTable(simple().with(sqlite::TableOptions{.is_without_rowid = true, .is_strict = true})),
               {.any = "CREATE TABLE t (a INTEGER)",
                .sqlite = "CREATE TABLE t (a INTEGER) WITHOUT ROWID, STRICT",
                .mysql = "CREATE TABLE t (a INTEGER) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4"});
    expect_ddl(
        CreateTable(table(Column("id", BigInteger{}).primary_key(), sqlite::TableOptions{.is_autoincrement = true})),
        {.any =
             "CREATE TABLE t (id BIGINT GENERATED BY DEFAULT AS IDENTITY NOT NULL, CONSTRAINT pk_t PRIMARY KEY (id))",
         .sqlite = "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL)",
         .mysql = "CREATE TABLE t (id BIGINT AUTO_INCREMENT NOT NULL, CONSTRAINT pk_t PRIMARY KEY (id)) ENGINE=InnoDB "
                  "DEFAULT CHARSET=utf8mb4"});
    expect_parts(table(Column("x", Json{}), Column("y", DateTime{}), Column("z", LargeBinary{}), Column("v", Double{}),
                       sqlite::TableOptions{.is_strict = true}),
                 {.any = "x JSON, y DATETIME(6), z LONGBLOB, v DOUBLE",
                  .generic = "x JSON, y TIMESTAMP, z BLOB, v DOUBLE PRECISION",
                  .sqlite = "x TEXT, y TEXT, z BLOB, v REAL",
                  .postgresql = "x JSONB, y TIMESTAMP, z BYTEA, v DOUBLE PRECISION"});
}

TEST(DdlTables, CarryComments) {
    const Table t =
        table(Column("a", Integer{}).comment("it's a"), Column("id", Integer{}).primary_key()).comment("a \\ table");
    expect_ddl(SetTableComment(t), {.any = "COMMENT ON TABLE t IS 'a \\ table'",
                                    .sqlite = "!has no comments of this kind",
                                    .mysql = "ALTER TABLE t COMMENT 'a \\\\ table'"});
    expect_ddl(DropTableComment(t), {.any = "COMMENT ON TABLE t IS NULL",
                                     .sqlite = "!has no comments of this kind",
                                     .mysql = "ALTER TABLE t COMMENT ''"});
    expect_ddl(SetColumnComment(t, "a"), {.any = "COMMENT ON COLUMN t.a IS 'it''s a'",
                                          .sqlite = "!has no comments of this kind",
                                          .mysql = "ALTER TABLE t MODIFY a INTEGER COMMENT 'it''s a'"});
    expect_ddl(DropColumnComment(t, "a"), {.any = "COMMENT ON COLUMN t.a IS NULL",
                                           .sqlite = "!has no comments of this kind",
                                           .mysql = "ALTER TABLE t MODIFY a INTEGER"});
    expect_ddl(SetColumnComment(t, "id"), {.any = "COMMENT ON COLUMN t.id IS NULL",
                                           .sqlite = "!has no comments of this kind",
                                           .mysql = "ALTER TABLE t MODIFY id INTEGER AUTO_INCREMENT NOT NULL"});
    expect_ddl(SetConstraintComment(t, CheckConstraint("a > 0").comment("why")),
               {.any = "COMMENT ON CONSTRAINT ck_t_1 ON t IS 'why'",
                .sqlite = "!has no comments of this kind",
                .mysql = "!has no comments on constraints"});
}

}  // namespace
}  // namespace azoth::test
