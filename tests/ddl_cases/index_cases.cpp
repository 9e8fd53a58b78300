// SPDX-License-Identifier: MIT
#include "ddl_cases/ddl_case.hpp"

namespace azoth::test {
namespace {

TEST(DdlIndexes, AreOfColumnsAndExpressions) {
    const Table t = sample_table();
    expect_index(Index({"a"}), {"CREATE INDEX ix_t_a ON t (a)"});
    expect_index(Index({"a", "b"}, true), {"CREATE UNIQUE INDEX ix_t_a_b ON t (a, b)"});
    expect_index(Index("mine", "a", "name"), {"CREATE INDEX mine ON t (a, name)"});
    expect_index(Index("mine", t["a"], t["b"].desc()), {"CREATE INDEX mine ON t (a, b DESC)"});
    expect_index(Index("mine", t["a"].desc().nulls_last(), t["b"].asc().nulls_first()),
                 {.any = "!has no NULLS FIRST or LAST in indexes",
                  .generic = "CREATE INDEX mine ON t (a DESC NULLS LAST, b NULLS FIRST)",
                  .postgresql = "CREATE INDEX mine ON t (a DESC NULLS LAST, b NULLS FIRST)"});
    expect_index(Index("mine", func::lower(t.c<std::string>("name"))),
                 {.any = "CREATE INDEX mine ON t ((lower(name)))", .mariadb = "!has no indexes on expressions"});
    expect_index(Index("", func::lower(t.c<std::string>("name"))),
                 {.any = "CREATE INDEX ix_t_name ON t ((lower(name)))", .mariadb = "!has no indexes on expressions"});
    expect_index(Index("mine", (t["a"] + t["b"]).desc()),
                 {.any = "CREATE INDEX mine ON t ((a + b) DESC)", .mariadb = "!has no indexes on expressions"});
    expect_index(
        Index("mine", func::coalesce(t.c<std::string>("name"), "it's")),
        {.any = "CREATE INDEX mine ON t ((coalesce(name, 'it''s')))", .mariadb = "!has no indexes on expressions"});
    expect_index(Index("mine", "a").unique().where(t["b"] > 3),
                 {.any = "CREATE UNIQUE INDEX mine ON t (a) WHERE b > 3", .mysql = "!has no partial indexes (WHERE)"});
    expect_index(Index("mine", "a").where("b IS NULL"),
                 {.any = "CREATE INDEX mine ON t (a) WHERE b IS NULL", .mysql = "!has no partial indexes (WHERE)"});
    expect_index(
        Index("mine", "a").unique().nulls_not_distinct(),
        {.any = "!has no NULLS NOT DISTINCT", .postgresql = "CREATE UNIQUE INDEX mine ON t (a) NULLS NOT DISTINCT"});
    expect_index(Index("mine", "a").comment("why"),
                 {.any = "CREATE INDEX mine ON t (a)", .mysql = "CREATE INDEX mine ON t (a) COMMENT 'why'"});
}

TEST(DdlIndexes, HaveOptionsOfPostgresql) {
    expect_index(Index("mine", "a").with(postgresql::IndexOptions{.method = "gin"}),
                 {.any = "CREATE INDEX mine ON t (a)", .postgresql = "CREATE INDEX mine ON t USING gin (a)"});
    expect_index(
        Index("mine", "a", "name").with(postgresql::IndexOptions{.operator_classes = {{"name", "text_pattern_ops"}}}),
        {.any = "CREATE INDEX mine ON t (a, name)", .postgresql = "CREATE INDEX mine ON t (a, name text_pattern_ops)"});
    expect_index(Index("mine", func::lower(sample_table().c<std::string>("name")))
                     .with(postgresql::IndexOptions{.operator_classes = {{"0", "text_pattern_ops"}}})
                     .ddl_if("postgresql"),
                 {.any = "CREATE INDEX mine ON t ((lower(name)))",
                  .postgresql = "CREATE INDEX mine ON t ((lower(name)) text_pattern_ops)",
                  .mariadb = "!has no indexes on expressions"});
    expect_index(Index("mine", "a").with(postgresql::IndexOptions{.include = {"b", "c"}}),
                 {.any = "CREATE INDEX mine ON t (a)", .postgresql = "CREATE INDEX mine ON t (a) INCLUDE (b, c)"});
    expect_index(
        Index("mine", "a").with(postgresql::IndexOptions{.with = {{"fillfactor", "70"}}}),
        {.any = "CREATE INDEX mine ON t (a)", .postgresql = "CREATE INDEX mine ON t (a) WITH (fillfactor = 70)"});
    expect_index(Index("mine", "a").with(postgresql::IndexOptions{.with = {{"x) --", "70"}}}),
                 {.any = "CREATE INDEX mine ON t (a)", .postgresql = "!'x) --' is no storage parameter of PostgreSQL"});
    expect_index(Index("mine", "a").with(postgresql::IndexOptions{.tablespace = "Fast"}),
                 {.any = "CREATE INDEX mine ON t (a)", .postgresql = "CREATE INDEX mine ON t (a) TABLESPACE \"Fast\""});
    expect_index(Index("mine", "a").with(postgresql::IndexOptions{.is_concurrent = true}),
                 {.any = "CREATE INDEX mine ON t (a)", .postgresql = "CREATE INDEX CONCURRENTLY mine ON t (a)"});
    expect_index(Index("mine", "a")
                     .unique()
                     .nulls_not_distinct()
                     .where("a > 0")
                     .with(postgresql::IndexOptions{
                         .method = "btree", .include = {"b"}, .with = {{"fillfactor", "70"}}, .tablespace = "fast"})
                     .ddl_if("postgresql"),
                 {.any = "!has no NULLS NOT DISTINCT",
                  .postgresql = "CREATE UNIQUE INDEX mine ON t USING btree (a) INCLUDE (b) NULLS NOT DISTINCT WITH "
                                "(fillfactor = 70) TABLESPACE fast WHERE a > 0"});
}

TEST(DdlIndexes, HaveOptionsOfMariadbAndMysql) {
    using Kind = mysql::IndexOptions::Kind;
    expect_index(Index("mine", "a", "name").with(mysql::IndexOptions{.lengths = {{"name", 10}}}),
                 {.any = "CREATE INDEX mine ON t (a, name)", .mysql = "CREATE INDEX mine ON t (a, name(10))"});
    expect_index(
        Index("mine", "name").with(mysql::IndexOptions{.kind = Kind::Fulltext, .parser = "ngram"}),
        {.any = "CREATE INDEX mine ON t (name)", .mysql = "CREATE FULLTEXT INDEX mine ON t (name) WITH PARSER ngram"});
    expect_index(Index("mine", "a").with(mysql::IndexOptions{.kind = Kind::Spatial}),
                 {.any = "CREATE INDEX mine ON t (a)", .mysql = "CREATE SPATIAL INDEX mine ON t (a)"});
    expect_index(
        Index("mine", "a").with(mysql::IndexOptions{.method = "HASH", .key_block_size = 8}),
        {.any = "CREATE INDEX mine ON t (a)", .mysql = "CREATE INDEX mine ON t (a) KEY_BLOCK_SIZE=8 USING HASH"});
    expect_index(Index("mine", "a").with(mysql::IndexOptions{.method = "HASH; --"}),
                 {.any = "CREATE INDEX mine ON t (a)", .mysql = "!'HASH; --' cannot stand in the DDL"});
    expect_parts(table(Column("body", Text{}), Index("mine", "body")),
                 {.any = "body TEXT", .mysql = "!column t.body is part of a key or index, which MySQL and Mar"});
    expect_parts(
        table(Column("body", Text{}), Index("mine", "body").with(mysql::IndexOptions{.lengths = {{"body", 10}}})),
        {.any = "body TEXT", .mysql = "`body` LONGTEXT"});
}

TEST(DdlIndexes, AreCreatedAndDropped) {
    const Table t = sample_table();
    MetaData metadata;
    const Table in_schema("shop.t", metadata, Column("a", Integer{}).index());
    expect_ddl(CreateIndex(t, Index({"a"})).if_not_exists(), {.any = "CREATE INDEX IF NOT EXISTS ix_t_a ON t (a)",
                                                              .generic = "!has no CREATE INDEX IF NOT EXISTS",
                                                              .mysql8 = "!has no CREATE INDEX IF NOT EXISTS"});
    expect_ddl(CreateIndex(in_schema, "ix_t_a"),
               {.any = "CREATE INDEX ix_t_a ON shop.t (a)", .sqlite = "CREATE INDEX shop.ix_t_a ON t (a)"});
    expect_ddl(DropIndex(t, Index({"a"})), {.any = "DROP INDEX ix_t_a", .mysql = "DROP INDEX ix_t_a ON t"});
    expect_ddl(DropIndex(t, Index({"a"})).if_exists(), {.any = "!has no DROP INDEX IF EXISTS",
                                                        .sqlite = "DROP INDEX IF EXISTS ix_t_a",
                                                        .postgresql = "DROP INDEX IF EXISTS ix_t_a",
                                                        .mariadb = "DROP INDEX IF EXISTS ix_t_a ON t"});
    expect_ddl(DropIndex(t, Index({"a"})).cascade(), {.any = "!has no DROP ... CASCADE",
                                                      .generic = "DROP INDEX ix_t_a CASCADE",
                                                      .postgresql = "DROP INDEX ix_t_a CASCADE"});
    expect_ddl(DropIndex(in_schema, "ix_t_a"),
               {.any = "DROP INDEX shop.ix_t_a", .mysql = "DROP INDEX ix_t_a ON shop.t"});
    expect_ddl(
        DropIndex(t, Index("mine", "a").with(postgresql::IndexOptions{.is_concurrent = true})),
        {.any = "DROP INDEX mine", .postgresql = "DROP INDEX CONCURRENTLY mine", .mysql = "DROP INDEX mine ON t"});
}

}  // namespace
}  // namespace azoth::test
