// SPDX-License-Identifier: MIT
#include "dialects/mysql/compiler.hpp"

#include "azoth/schema/ddl.hpp"
#include "support/bookshop.hpp"
#include "support/expect_error.hpp"
#include "support/expect_sql.hpp"

namespace azoth::test {
namespace {

using Family = mysql::Product::Family;

struct MysqlSql : Bookshop {
    mysql::MysqlDialect mariadb{{Family::Mariadb, 101105}};
    mysql::MysqlDialect mysql8{{Family::Mysql, 80033}};
    mysql::MysqlDialect mysql5{{Family::Mysql, 50740}};

    std::string literal_of(const Value& value) const {
        std::string sql;
        mariadb.write_literal(sql, value.view());
        return sql;
    }
    static std::string created(const Table& table, const Dialect& dialect) {
        return to_string(CreateTable(table), dialect);
    }
    std::string column_type(SqlType type, const Dialect& dialect) const {
        MetaData other;
        const Table table("t", other, Column("c", std::move(type)));
        const Column& column = table.definition().definitions()[0];
        return dialect.type_name(column.type(), table.definition(), column);
    }
    std::string column_type(SqlType type) const { return column_type(std::move(type), mariadb); }
};

TEST_F(MysqlSql, HasQuestionMarksForValues) {
    expect_sql(select(id).where(pages > 1, title == "a"), mariadb,
               "SELECT books.id FROM books WHERE books.pages > ? AND books.title = ?");
}

TEST_F(MysqlSql, QuotesByBackticks) {
    Table t("Order", metadata, Column("key", Integer{}), Column("a`b", Integer{}), Column("returning", Integer{}));
    expect_sql(select(t["key"], t["a`b"], t["returning"]), mysql8,
               "SELECT `Order`.`key`, `Order`.`a``b`, `Order`.`returning` FROM `Order`");
}

TEST_F(MysqlSql, LimitsEvenWhenOnlyAnOffsetIsGiven) {
    expect_sql(select(id).limit(1).offset(2), mariadb, "SELECT books.id FROM books LIMIT ? OFFSET ?");
    expect_sql(select(id).offset(2), mariadb, "SELECT books.id FROM books LIMIT 18446744073709551615 OFFSET ?");
}

TEST_F(MysqlSql, ComparesNullsByItsOwnOperator) {
    expect_expression(pages.is_not_distinct_from(1), mariadb, "books.pages <=> ?");
    expect_expression(pages.is_distinct_from(1), mariadb, "NOT (books.pages <=> ?)");
    expect_expression(sold == pages.is_distinct_from(1), mariadb, "books.sold = (NOT (books.pages <=> ?))");
}

TEST_F(MysqlSql, ConcatenatesByAFunction) {
    expect_expression(title + "!" + title == "a", mariadb, "concat(books.title, ?, books.title) = ?");
    expect_expression(ilike(title, "a"), mariadb, "lower(books.title) LIKE lower(?)");
    expect_expression(like(title, "a", '\\'), mariadb, "books.title LIKE ? ESCAPE char(92 USING utf8mb4)");
}

TEST_F(MysqlSql, SortsNullsByAnotherKey) {
    expect_sql(select(id).order_by(asc(pages).nulls_last()), mariadb,
               "SELECT books.id FROM books ORDER BY books.pages IS NULL, books.pages");
    expect_sql(select(id).order_by(desc(pages).nulls_first()), mariadb,
               "SELECT books.id FROM books ORDER BY books.pages IS NOT NULL, books.pages DESC");
    expect_sql(select(id).order_by(asc(pages + 1).nulls_last()), mariadb,
               "SELECT books.id FROM books ORDER BY books.pages + ? IS NULL, books.pages + ?");
}

TEST_F(MysqlSql, SortsTheNullsOfALabelByItsExpression) {
    const auto total = func::sum(pages).label("total");
    expect_sql(select(total).order_by(asc(total).nulls_last()), mariadb,
               "SELECT sum(books.pages) AS total FROM books ORDER BY sum(books.pages) IS NULL, total");
}

TEST_F(MysqlSql, UpsertsAsEachOfTheTwoServersCan) {
    const auto upsert = insert(books).values(id = 1).on_conflict(id).do_update(pages = pages + excluded(pages));
    expect_sql(upsert, mariadb,
               "INSERT INTO books (id) VALUES (?) ON DUPLICATE KEY UPDATE pages = books.pages + VALUES(pages)");
    expect_sql(upsert, mysql5,
               "INSERT INTO books (id) VALUES (?) ON DUPLICATE KEY UPDATE pages = books.pages + VALUES(pages)");
    expect_sql(upsert, mysql8,
               "INSERT INTO books (id) VALUES (?) AS new ON DUPLICATE KEY UPDATE pages = books.pages + new.pages");
}

TEST_F(MysqlSql, DoesNothingOnConflictWithoutIgnoringOtherErrors) {
    const auto ignoring = insert(books).values(title = "a", id = 1);
    expect_sql(ignoring.on_conflict(id).do_nothing(), mariadb,
               "INSERT INTO books (title, id) VALUES (?, ?) ON DUPLICATE KEY UPDATE id = books.id");
    expect_sql(ignoring.on_conflict().do_nothing(), mysql8,
               "INSERT INTO books (title, id) VALUES (?, ?) ON DUPLICATE KEY UPDATE title = books.title");
}

TEST_F(MysqlSql, ReturnsRowsWhereTheServerDoes) {
    expect_sql(insert(books).values(title = "a").returning(id), mariadb,
               "INSERT INTO books (title) VALUES (?) RETURNING id");
    expect_sql(delete_(books).returning(id), mariadb, "DELETE FROM books RETURNING id");
    expect_error<CompileError>("unsupported", "mysql has no UPDATE ... RETURNING",
                               [&] { to_string(update(books).set(pages = 1).returning(id), mariadb); });
    expect_error<CompileError>("unsupported", "mysql has no INSERT ... RETURNING",
                               [&] { to_string(insert(books).returning(id), mysql8); });
    expect_error<CompileError>("unsupported", "mysql has no DELETE ... RETURNING",
                               [&] { to_string(delete_(books).returning(id), mysql8); });
}

TEST_F(MysqlSql, InsertsDefaults) {
    expect_sql(insert(books), mariadb, "INSERT INTO books () VALUES ()");
}

TEST_F(MysqlSql, CreatesTables) {
    Table t("t", metadata, Column("id", BigInteger{}).primary_key(), Column("at", DateTime{}).comment("it's when"),
            Column("by", BigInteger{}).references("authors.id", ReferentialAction::Cascade));
    EXPECT_EQ(created(t, mariadb),
              "CREATE TABLE t (id BIGINT AUTO_INCREMENT NOT NULL, at DATETIME(6) COMMENT 'it''s when', `by` BIGINT, "
              "CONSTRAINT pk_t PRIMARY KEY (id), CONSTRAINT fk_t_by_authors FOREIGN KEY(`by`) REFERENCES authors (id) "
              "ON DELETE CASCADE) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4");
    EXPECT_EQ(to_string(DropConstraint(t, "fk_t_by_authors"), mariadb),
              "ALTER TABLE t DROP FOREIGN KEY fk_t_by_authors");
}

TEST_F(MysqlSql, CreatesMissingIndexesWhereTheServerCan) {
    Table t("t", metadata, Column("a", Integer{}).index());
    const auto index = CreateIndex(t, "ix_t_a").if_not_exists();
    EXPECT_EQ(to_string(index, mariadb), "CREATE INDEX IF NOT EXISTS ix_t_a ON t (a)");
    expect_error<CompileError>("unsupported", "CREATE INDEX IF NOT EXISTS", [&] { to_string(index, mysql8); });
}

TEST_F(MysqlSql, NamesTypes) {
    EXPECT_EQ(column_type(Boolean{}), "BOOL");
    EXPECT_EQ(column_type(SmallInteger{}), "SMALLINT");
    EXPECT_EQ(column_type(Integer{}), "INTEGER");
    EXPECT_EQ(column_type(BigInteger{}), "BIGINT");
    EXPECT_EQ(column_type(Float{}), "FLOAT");
    EXPECT_EQ(column_type(Double{}), "DOUBLE");
    EXPECT_EQ(column_type(Numeric{8, 3}), "DECIMAL(8, 3)");
    EXPECT_EQ(column_type(String{5}), "VARCHAR(5)");
    EXPECT_EQ(column_type(String{}), "LONGTEXT");
    EXPECT_EQ(column_type(Text{}), "LONGTEXT");
    EXPECT_EQ(column_type(LargeBinary{}), "LONGBLOB");
    EXPECT_EQ(column_type(LargeBinary{5}), "VARBINARY(5)");
    EXPECT_EQ(column_type(Date{}), "DATE");
    EXPECT_EQ(column_type(Time{}), "TIME(6)");
    EXPECT_EQ(column_type(DateTime{}), "DATETIME(6)");
    EXPECT_EQ(column_type(DateTime{true}), "DATETIME(6)");
    EXPECT_EQ(column_type(Json{}), "JSON");
    EXPECT_EQ(column_type(Enum("e", {"a", "abc"})), "VARCHAR(3)");
    EXPECT_EQ(column_type(Uuid{}), "UUID");
    EXPECT_EQ(column_type(Uuid{}, mysql8), "CHAR(36)");
}

TEST_F(MysqlSql, RefusesKeysOnTextWithoutALength) {
    const auto advice =
        "column t.c is part of a key or index, which MySQL and MariaDB cannot build on LONGTEXT; "
        "give it a length: String{100}";
    Table unique("t", metadata, Column("c", String{}).unique());
    expect_error<CompileError>("type_needs_length", advice, [&] { created(unique, mariadb); });
    MetaData second;
    Table indexed("t", second, Column("c", Text{}).index());
    expect_error<CompileError>("type_needs_length", advice, [&] { created(indexed, mariadb); });
    MetaData third;
    Table keyed("t", third, Column("c", String{}).primary_key());
    expect_error<CompileError>("type_needs_length", advice, [&] { created(keyed, mariadb); });
    MetaData fourth;
    Table referring("t", fourth, Column("c", String{}).references("authors.name"));
    expect_error<CompileError>("type_needs_length", advice, [&] { created(referring, mariadb); });
}

TEST_F(MysqlSql, RefusesDecimalsThatWouldLoseTheirFraction) {
    expect_error<CompileError>("type_needs_precision", "column t.c is a decimal without a precision",
                               [&] { column_type(Numeric{}); });
    expect_error<CompileError>("type_needs_precision", "the type of a CAST",
                               [&] { to_string(select(cast<Decimal>(pages)), mariadb); });
}

TEST_F(MysqlSql, CastsToItsOwnTypes) {
    expect_sql(select(cast<std::string>(pages), cast<double>(pages), cast<std::int64_t>(title)), mariadb,
               "SELECT CAST(books.pages AS CHAR), CAST(books.pages AS DOUBLE), CAST(books.title AS SIGNED) FROM books");
}

TEST_F(MysqlSql, WritesLiteralsThatEverySqlModeReadsAlike) {
    EXPECT_EQ(literal_of("O'Brien"), "'O''Brien'");
    EXPECT_EQ(literal_of("\\'; --"), "concat(char(92 USING utf8mb4), '''; --')");
    EXPECT_EQ(literal_of(std::string("a\0b", 3)), "concat('a', char(0 USING utf8mb4), 'b')");
    EXPECT_EQ(literal_of(1.5), "1.5e0");
    EXPECT_EQ(literal_of(Bytes{std::byte{1}}), "x'01'");
}

}  // namespace
}  // namespace azoth::test
