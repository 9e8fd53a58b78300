// SPDX-License-Identifier: MIT
#include "dialects/sqlite/compiler.hpp"

#include <cmath>
#include <limits>

#include "azoth/schema/ddl.hpp"
#include "support/bookshop.hpp"
#include "support/expect_error.hpp"
#include "support/expect_sql.hpp"

namespace azoth::test {
namespace {

struct SqliteSql : Bookshop {
    sqlite::SqliteDialect dialect{34001};

    std::string literal_of(const Value& value) const {
        std::string sql;
        dialect.write_literal(sql, value.view());
        return sql;
    }
    std::string created(const Table& table) const { return to_string(CreateTable(table), dialect); }
    std::string column_type(SqlType type) const {
        MetaData other;
        const Table table("t", other, Column("a", Text{}), Column("c", std::move(type)));
        return dialect.type_name(table.definition().definitions()[1].type(), table.definition(),
                                 table.definition().definitions()[1]);
    }
};

TEST_F(SqliteSql, HasQuestionMarksForValues) {
    expect_sql(select(id).where(pages > 1, title == "a"), dialect,
               "SELECT books.id FROM books WHERE books.pages > ? AND books.title = ?");
    expect_sql(insert(books).values(title = "a", pages = 1), dialect, "INSERT INTO books (title, pages) VALUES (?, ?)");
}

TEST_F(SqliteSql, LimitsEvenWhenOnlyAnOffsetIsGiven) {
    expect_sql(select(id).limit(1).offset(2), dialect, "SELECT books.id FROM books LIMIT ? OFFSET ?");
    expect_sql(select(id).limit(1), dialect, "SELECT books.id FROM books LIMIT ?");
    expect_sql(select(id).offset(2), dialect, "SELECT books.id FROM books LIMIT -1 OFFSET ?");
}

TEST_F(SqliteSql, ComparesNullsByIs) {
    expect_expression(pages.is_distinct_from(1), dialect, "books.pages IS NOT ?");
    expect_expression(pages.is_not_distinct_from(1), dialect, "books.pages IS ?");
    expect_expression(sold && pages.is_distinct_from(pages + 1), dialect,
                      "books.sold AND books.pages IS NOT books.pages + ?");
}

TEST_F(SqliteSql, HasItsOwnNamesAndConstants) {
    expect_sql(select(func::length(title)), dialect, "SELECT length(books.title) FROM books");
    expect_expression(ilike(title, "a"), dialect, "lower(books.title) LIKE lower(?)");
    expect_expression(title + "!" == "a", dialect, "books.title || ? = ?");
    expect_expression(and_(), dialect, "1");
    expect_expression(or_(), dialect, "0");
}

TEST_F(SqliteSql, QuotesItsKeywords) {
    Table t("index", metadata, Column("key", Integer{}), Column("user", Integer{}));
    expect_sql(select(t["key"], t["user"]), dialect, "SELECT \"index\".\"key\", \"index\".user FROM \"index\"");
}

TEST_F(SqliteSql, UpsertsAndReturns) {
    expect_sql(insert(books).values(id = 1).on_conflict(id).do_update(pages = excluded(pages)).returning(id), dialect,
               "INSERT INTO books (id) VALUES (?) ON CONFLICT (id) DO UPDATE SET pages = excluded.pages RETURNING id");
    expect_sql(insert(books).values(id = 1).on_conflict().do_nothing(), dialect,
               "INSERT INTO books (id) VALUES (?) ON CONFLICT DO NOTHING");
    expect_sql(insert(books), dialect, "INSERT INTO books DEFAULT VALUES");
    expect_sql(update(books).set(pages = 1).returning(pages), dialect, "UPDATE books SET pages = ? RETURNING pages");
}

TEST_F(SqliteSql, RefusesWhatOldVersionsDoNotHave) {
    const sqlite::SqliteDialect old(33401);
    expect_error<CompileError>("unsupported", "sqlite has no DELETE ... RETURNING; select the rows",
                               [&] { to_string(delete_(books).returning(id), old); });
    expect_error<CompileError>("unsupported", "sqlite has no FULL OUTER JOIN", [&] {
        sql::SelectNode query(*select(id).node());
        query.joins.push_back({sql::JoinKind::FullOuter, nullptr, authors.node(), (written_by == author_id).node()});
        to_string(query, old);
    });
}

TEST_F(SqliteSql, GivesTheRowidToASingleWholeNumberKey) {
    EXPECT_EQ(created(books),
              "CREATE TABLE books (id INTEGER NOT NULL, title VARCHAR(200) NOT NULL, author_id BIGINT, pages INTEGER, "
              "price DECIMAL_TEXT(10, 2) COLLATE decimal, sold BOOLEAN NOT NULL, CONSTRAINT pk_books PRIMARY KEY (id), "
              "CONSTRAINT fk_books_author_id_authors FOREIGN KEY(author_id) REFERENCES authors (id))");
    Table pair("pair", metadata, Column("a", BigInteger{}).primary_key(), Column("b", BigInteger{}).primary_key());
    EXPECT_EQ(created(pair),
              "CREATE TABLE pair (a BIGINT NOT NULL, b BIGINT NOT NULL, CONSTRAINT pk_pair PRIMARY KEY (a, b))");
}

TEST_F(SqliteSql, DeclaresTypesWhoseAffinityKeepsValuesAsTheyAre) {
    EXPECT_EQ(column_type(Boolean{}), "BOOLEAN");
    EXPECT_EQ(column_type(SmallInteger{}), "SMALLINT");
    EXPECT_EQ(column_type(Integer{}), "INTEGER");
    EXPECT_EQ(column_type(BigInteger{}), "BIGINT");
    EXPECT_EQ(column_type(Float{}), "FLOAT");
    EXPECT_EQ(column_type(Double{}), "DOUBLE");
    EXPECT_EQ(column_type(Numeric{}), "DECIMAL_TEXT");
    EXPECT_EQ(column_type(String{}), "VARCHAR");
    EXPECT_EQ(column_type(String{5}), "VARCHAR(5)");
    EXPECT_EQ(column_type(Text{}), "TEXT");
    EXPECT_EQ(column_type(LargeBinary{5}), "BLOB");
    EXPECT_EQ(column_type(Date{}), "DATE");
    EXPECT_EQ(column_type(Time{}), "TIME");
    EXPECT_EQ(column_type(DateTime{true}), "DATETIME");
    EXPECT_EQ(column_type(Uuid{}), "CHAR(36)");
    EXPECT_EQ(column_type(Json{}), "JSON_TEXT");
    EXPECT_EQ(column_type(Enum("e", {"a", "abc"})), "VARCHAR(3)");
}

TEST_F(SqliteSql, ComparesStoredDecimalsByTheirCollationAndComputedOnesAsNumbers) {
    expect_expression(price > Decimal(5), dialect, "books.price > ?");
    expect_expression(price + Decimal(1) > Decimal(5), dialect,
                      "CAST(books.price + ? AS NUMERIC) > CAST(? AS NUMERIC)");
    expect_expression(func::sum(price) != Decimal(5), dialect,
                      "CAST(sum(books.price) AS NUMERIC) != CAST(? AS NUMERIC)");
    expect_expression(sold && price <= func::coalesce(price, Decimal(1)), dialect,
                      "books.sold AND CAST(books.price AS NUMERIC) <= CAST(coalesce(books.price, ?) AS NUMERIC)");
}

TEST_F(SqliteSql, SortsDecimalsByValue) {
    const auto highest = func::max(price).label("highest");
    expect_sql(select(highest).order_by(price, desc(highest)), dialect,
               "SELECT max(books.price) AS highest FROM books ORDER BY books.price, highest COLLATE decimal DESC");
}

TEST_F(SqliteSql, CastsToAffinities) {
    expect_sql(select(cast<std::string>(pages), cast<double>(pages), cast<std::int64_t>(title)), dialect,
               "SELECT CAST(books.pages AS TEXT), CAST(books.pages AS REAL), CAST(books.title AS INTEGER) FROM books");
}

TEST_F(SqliteSql, WritesLiterals) {
    EXPECT_EQ(literal_of(true), "1");
    EXPECT_EQ(literal_of(std::nan("")), "NULL");
    EXPECT_EQ(literal_of(-std::numeric_limits<double>::infinity()), "-9e999");
    EXPECT_EQ(literal_of(0.1), "0.1");
    EXPECT_EQ(literal_of(0.7071067811865476), "7.0710678118654757e-01");
    std::string smallest = "(-4503599627370496.0";  // 2^52
    for (int i = 0; i < 18; ++i) smallest += " / 4611686018427387904.0";
    EXPECT_EQ(literal_of(std::ldexp(-1.0, -1074)), smallest + " / 1024.0)");
    EXPECT_EQ(literal_of("O'Brien\\"), "'O''Brien\\'");
    EXPECT_EQ(literal_of(Decimal("1.50")), "'1.50'");
    EXPECT_EQ(literal_of(Bytes{std::byte{1}}), "x'01'");
}

}  // namespace
}  // namespace azoth::test
