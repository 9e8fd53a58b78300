// SPDX-License-Identifier: MIT
#include "azoth/compile/dialect.hpp"
#include "ddl_cases/ddl_case.hpp"

namespace azoth::test {
namespace {

using enum ReferentialAction;

const std::vector<std::string> kAB = {"a", "b"};

TEST(DdlForeignKeys, SayAllTheyCan) {
    expect_constraint(ForeignKeyConstraint({"a"}, {"u.id"}),
                      {.any = "CONSTRAINT fk_t_a_u FOREIGN KEY(a) REFERENCES u (id)",
                       .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT"});
    expect_constraint(ForeignKeyConstraint(kAB, {"shop.u.x", "shop.u.y"}),
                      {.any = "CONSTRAINT fk_t_a_b_u FOREIGN KEY(a, b) REFERENCES shop.u (x, y)",
                       .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT"});
    expect_constraint(
        ForeignKeyConstraint(kAB, "u", {"x", "y"}, Cascade, SetNull, "mine"),
        {.any = "CONSTRAINT mine FOREIGN KEY(a, b) REFERENCES u (x, y) ON DELETE CASCADE ON UPDATE SET NULL",
         .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT"});
    expect_constraint(
        ForeignKey("u.id").columns({"a"}).on_delete(Restrict).on_update(Cascade),
        {.any = "CONSTRAINT fk_t_a_u FOREIGN KEY(a) REFERENCES u (id) ON DELETE RESTRICT ON UPDATE CASCADE",
         .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT"});
    expect_constraint(ForeignKey("u.id").columns({"a"}).on_delete(SetDefault),
                      {.any = "CONSTRAINT fk_t_a_u FOREIGN KEY(a) REFERENCES u (id) ON DELETE SET DEFAULT",
                       .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT"});
    expect_constraint(ForeignKey("u.id").columns({"a"}).on_delete(NoAction),
                      {.any = "CONSTRAINT fk_t_a_u FOREIGN KEY(a) REFERENCES u (id)",
                       .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT"});
    expect_constraint(
        ForeignKeyConstraint(kAB, {"u.x", "u.y"}).on_delete(SetNull, {"b"}),
        {.any = "!has no ON DELETE SET NULL of some columns only",
         .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT",
         .postgresql = "CONSTRAINT fk_t_a_b_u FOREIGN KEY(a, b) REFERENCES u (x, y) ON DELETE SET NULL (b)"});
    expect_constraint(ForeignKey("u.id").columns({"a"}).deferrable(),
                      {.any = "CONSTRAINT fk_t_a_u FOREIGN KEY(a) REFERENCES u (id) DEFERRABLE",
                       .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT",
                       .mysql = "!has no DEFERRABLE constraints of this kind"});
    expect_constraint(ForeignKey("u.id").columns({"a"}).deferrable(false),
                      {.any = "CONSTRAINT fk_t_a_u FOREIGN KEY(a) REFERENCES u (id) NOT DEFERRABLE",
                       .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT",
                       .mysql = "!has no DEFERRABLE constraints of this kind"});
    expect_constraint(ForeignKey("u.id").columns({"a"}).initially(Initially::Deferred),
                      {.any = "CONSTRAINT fk_t_a_u FOREIGN KEY(a) REFERENCES u (id) DEFERRABLE INITIALLY DEFERRED",
                       .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT",
                       .mysql = "!has no DEFERRABLE constraints of this kind"});
    expect_constraint(ForeignKey("u.id").columns({"a"}).initially(Initially::Immediate),
                      {.any = "CONSTRAINT fk_t_a_u FOREIGN KEY(a) REFERENCES u (id) INITIALLY IMMEDIATE",
                       .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT",
                       .mysql = "!has no DEFERRABLE constraints of this kind"});
    expect_constraint(ForeignKey("u.id").columns({"a"}).match(ForeignKeyMatch::Full),
                      {.any = "CONSTRAINT fk_t_a_u FOREIGN KEY(a) REFERENCES u (id) MATCH FULL",
                       .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT",
                       .mysql = "!has no MATCH of a foreign key"});
    expect_constraint(ForeignKey("u.id").columns({"a"}).match(ForeignKeyMatch::Simple),
                      {.any = "CONSTRAINT fk_t_a_u FOREIGN KEY(a) REFERENCES u (id) MATCH SIMPLE",
                       .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT",
                       .mysql = "!has no MATCH of a foreign key"});
    expect_constraint(ForeignKey("u.id").columns({"a"}).match(ForeignKeyMatch::Partial),
                      {.any = "CONSTRAINT fk_t_a_u FOREIGN KEY(a) REFERENCES u (id) MATCH PARTIAL",
                       .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT",
                       .mysql = "!has no MATCH of a foreign key"});
    expect_constraint(ForeignKey("u.id").columns({"a"}).with(postgresql::ConstraintOptions{.is_not_valid = true}),
                      {.any = "CONSTRAINT fk_t_a_u FOREIGN KEY(a) REFERENCES u (id)",
                       .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT",
                       .postgresql = "CONSTRAINT fk_t_a_u FOREIGN KEY(a) REFERENCES u (id) NOT VALID"});
    expect_constraint(ForeignKey(sample_table()["b"]).columns({"a"}),
                      {.any = "CONSTRAINT fk_t_a_t FOREIGN KEY(a) REFERENCES t (b)",
                       .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT"});
    expect_column(Column("a", Integer{}).references("u.id", Cascade),
                  {"a INTEGER, CONSTRAINT fk_t_a_u FOREIGN KEY(a) REFERENCES u (id) ON DELETE CASCADE"});
    expect_column(Column("a", Integer{}).references(ForeignKey("u.id").initially(Initially::Deferred).name("later")),
                  {.any = "a INTEGER, CONSTRAINT later FOREIGN KEY(a) REFERENCES u (id) DEFERRABLE INITIALLY DEFERRED",
                   .mysql = "!has no DEFERRABLE constraints of this kind"});
}

TEST(DdlUniqueConstraints, SayAllTheyCan) {
    expect_constraint(UniqueConstraint({"a"}), {.any = "CONSTRAINT uq_t_a UNIQUE (a)",
                                                .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT"});
    expect_constraint(
        UniqueConstraint({"a", "name"}, "mine"),
        {.any = "CONSTRAINT mine UNIQUE (a, name)", .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT"});
    expect_constraint(UniqueConstraint({"a"}).nulls_not_distinct(),
                      {.any = "!has no NULLS NOT DISTINCT",
                       .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT",
                       .postgresql = "CONSTRAINT uq_t_a UNIQUE NULLS NOT DISTINCT (a)"});
    expect_constraint(UniqueConstraint({"a"}).deferrable().initially(Initially::Immediate),
                      {.any = "CONSTRAINT uq_t_a UNIQUE (a) DEFERRABLE INITIALLY IMMEDIATE",
                       .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT",
                       .mysql = "!has no DEFERRABLE constraints of this kind"});
    expect_constraint(UniqueConstraint({"a"}).with(postgresql::ConstraintOptions{.include = {"b", "name"}}),
                      {.any = "CONSTRAINT uq_t_a UNIQUE (a)",
                       .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT",
                       .postgresql = "CONSTRAINT uq_t_a UNIQUE (a) INCLUDE (b, name)"});
    expect_parts(
        table(Column("a", Integer{}),
              UniqueConstraint({"a"}).with(sqlite::ConstraintOptions{.on_conflict = sqlite::OnConflict::Replace})),
        {.any = "a INTEGER, CONSTRAINT uq_t_a UNIQUE (a)",
         .sqlite = "a INTEGER, CONSTRAINT uq_t_a UNIQUE (a) ON CONFLICT REPLACE"});
    expect_constraint(PrimaryKeyConstraint({"a", "b"}), {.any = "CONSTRAINT pk_t PRIMARY KEY (a, b)",
                                                         .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT"});
    expect_constraint(PrimaryKeyConstraint({"a"}, "mine").initially(Initially::Deferred),
                      {.any = "CONSTRAINT mine PRIMARY KEY (a) DEFERRABLE INITIALLY DEFERRED",
                       .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT",
                       .mysql = "!has no DEFERRABLE constraints of this kind"});
    expect_constraint(PrimaryKeyConstraint({"a"}).with(postgresql::ConstraintOptions{.include = {"b"}}),
                      {.any = "CONSTRAINT pk_t PRIMARY KEY (a)",
                       .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT",
                       .postgresql = "CONSTRAINT pk_t PRIMARY KEY (a) INCLUDE (b)"});
}

TEST(DdlChecks, AreTextOrExpressions) {
    const Table t = sample_table();
    expect_constraint(CheckConstraint("a > 0"), {.any = "CONSTRAINT ck_t_1 CHECK (a > 0)",
                                                 .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT"});
    expect_constraint(CheckConstraint("a > 0", "positive"), {.any = "CONSTRAINT positive CHECK (a > 0)",
                                                             .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT"});
    expect_constraint(CheckConstraint(t["a"] > 0), {.any = "CONSTRAINT ck_t_1 CHECK (a > 0)",
                                                    .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT"});
    expect_constraint(CheckConstraint(t["a"] > 0 && (t["b"] < 5 || t["c"].is_null())),
                      {.any = "CONSTRAINT ck_t_1 CHECK (a > 0 AND (b < 5 OR c IS NULL))",
                       .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT"});
    expect_constraint(
        CheckConstraint(t.c<std::string>("name") != "it's"),
        {.any = "CONSTRAINT ck_t_1 CHECK (name != 'it''s')", .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT"});
    expect_constraint(CheckConstraint(t.c<std::string>("name").in({"x", "y"})),
                      {.any = "CONSTRAINT ck_t_1 CHECK (name IN ('x', 'y'))",
                       .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT"});
    expect_constraint(CheckConstraint(t.c<std::string>("name").not_in(std::vector<std::string>{})),
                      {.any = "CONSTRAINT ck_t_1 CHECK ((name NOT IN (NULL) OR (1 = 1)))",
                       .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT"});
    expect_constraint(CheckConstraint(func::length(t.c<std::string>("name")) > 2),
                      {.any = "CONSTRAINT ck_t_1 CHECK (char_length(name) > 2)",
                       .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT"});
    expect_constraint(CheckConstraint(t.c<std::string>("name") == "a\\"),
                      {.any = "CONSTRAINT ck_t_1 CHECK (name = 'a\\')",
                       .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT",
                       .mysql = "CONSTRAINT ck_t_1 CHECK (name = concat('a', char(92 USING utf8mb4)))"});
    expect_constraint(
        CheckConstraint(table(Column("other", Integer{}))["other"] > 0),
        {.any = "!but t is not among its tables here", .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT"});
    expect_constraint(
        CheckConstraint("a > 0").with(postgresql::ConstraintOptions{.is_not_valid = true, .is_no_inherit = true}),
        {.any = "CONSTRAINT ck_t_1 CHECK (a > 0)",
         .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT",
         .postgresql = "CONSTRAINT ck_t_1 CHECK (a > 0) NO INHERIT NOT VALID"});
    expect_parts(table(Column("a", Integer{}), CheckConstraint("a > 0").ddl_if("postgresql")),
                 {.any = "a INTEGER", .postgresql = "a INTEGER, CONSTRAINT ck_t_1 CHECK (a > 0)"});
    expect_parts(table(Column("a", Integer{}), CheckConstraint("a > 0").ddl_if({"sqlite", "mariadb"})),
                 {.any = "a INTEGER",
                  .sqlite = "a INTEGER, CONSTRAINT ck_t_1 CHECK (a > 0)",
                  .mariadb = "a INTEGER, CONSTRAINT ck_t_1 CHECK (a > 0)"});
    expect_parts(table(Column("a", Integer{}), CheckConstraint("a > 0").ddl_if([](const Dialect& dialect) {
                     return !dialect.capabilities().ilike;
                 })),
                 {.any = "a INTEGER, CONSTRAINT ck_t_1 CHECK (a > 0)", .postgresql = "a INTEGER"});
}

TEST(DdlExcludeConstraints, AreForPostgresql) {
    const Table t = sample_table();
    expect_constraint(ExcludeConstraint().element("a", "=").element("b", "&&"),
                      {.any = "!has no EXCLUDE constraints",
                       .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT",
                       .postgresql = "CONSTRAINT ex_t_a_b EXCLUDE USING gist (a WITH =, b WITH &&)"});
    expect_constraint(ExcludeConstraint().element("a", "=", "int4_ops").method("btree").where(t["b"] > 1).name("mine"),
                      {.any = "!has no EXCLUDE constraints",
                       .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT",
                       .postgresql = "CONSTRAINT mine EXCLUDE USING btree (a int4_ops WITH =) WHERE (b > 1)"});
    expect_constraint(
        ExcludeConstraint()
            .element(func::lower(t.c<std::string>("name")), "=")
            .name("mine")
            .initially(Initially::Deferred),
        {.any = "!has no EXCLUDE constraints",
         .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT",
         .postgresql = "CONSTRAINT mine EXCLUDE USING gist ((lower(name)) WITH =) DEFERRABLE INITIALLY DEFERRED"});
    expect_constraint(ExcludeConstraint().element("a", "= 1) --"),
                      {.any = "!has no EXCLUDE constraints",
                       .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT",
                       .postgresql = "!'= 1) --' is no operator of an ExcludeConstraint of table 't"});
}

TEST(DdlConstraints, AreDropped) {
    const Table t = sample_table();
    expect_ddl(DropConstraint(t, UniqueConstraint({"a"})), {.any = "ALTER TABLE t DROP CONSTRAINT uq_t_a",
                                                            .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT",
                                                            .mysql = "ALTER TABLE t DROP INDEX uq_t_a"});
    expect_ddl(DropConstraint(t, CheckConstraint("a > 0", "positive")),
               {.any = "ALTER TABLE t DROP CONSTRAINT positive",
                .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT",
                .mysql8 = "ALTER TABLE t DROP CHECK positive"});
    expect_ddl(DropConstraint(t, ForeignKeyConstraint({"a"}, {"u.id"})),
               {.any = "ALTER TABLE t DROP CONSTRAINT fk_t_a_u",
                .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT",
                .mysql = "ALTER TABLE t DROP FOREIGN KEY fk_t_a_u"});
    expect_ddl(DropConstraint(t, PrimaryKeyConstraint({"a"})),
               {.any = "ALTER TABLE t DROP CONSTRAINT pk_t",
                .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT",
                .mysql = "ALTER TABLE t DROP PRIMARY KEY"});
    expect_ddl(DropConstraint(t, UniqueConstraint({"a"})).if_exists(),
               {.any = "ALTER TABLE t DROP CONSTRAINT IF EXISTS uq_t_a",
                .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT",
                .mariadb = "ALTER TABLE t DROP INDEX IF EXISTS uq_t_a",
                .mysql8 = "!has no DROP CONSTRAINT IF EXISTS"});
    expect_ddl(DropConstraint(t, UniqueConstraint({"a"})).cascade(),
               {.any = "ALTER TABLE t DROP CONSTRAINT uq_t_a CASCADE",
                .sqlite = "!has no ALTER TABLE t ADD or DROP CONSTRAINT",
                .mysql = "!has no DROP ... CASCADE"});
}

}  // namespace
}  // namespace azoth::test
