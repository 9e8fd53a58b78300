// SPDX-License-Identifier: MIT
#include "azoth/compile/dialect.hpp"

#include <limits>

#include "support/bookshop.hpp"
#include "support/expect_error.hpp"
#include "support/expect_sql.hpp"

namespace azoth::test {
namespace {

std::string identifier(std::string_view name) {
    std::string sql;
    generic_dialect().write_identifier(sql, name);
    return sql;
}

std::string literal_of(const Value& value) {
    std::string sql;
    generic_dialect().write_literal(sql, value.view());
    return sql;
}

TEST(Identifiers, AreQuotedOnlyWhereTheyNeedIt) {
    EXPECT_EQ(identifier("user_account2"), "user_account2");
    EXPECT_EQ(identifier("_id"), "_id");
    EXPECT_EQ(identifier("order"), "\"order\"");
    EXPECT_EQ(identifier("Order"), "\"Order\"");
    EXPECT_EQ(identifier("2nd"), "\"2nd\"");
    EXPECT_EQ(identifier("a b"), "\"a b\"");
    EXPECT_EQ(identifier("a.b"), "\"a.b\"");
    EXPECT_EQ(identifier("größe"), "\"größe\"");
    EXPECT_EQ(identifier("$1"), "\"$1\"");
    EXPECT_EQ(identifier("?"), "\"?\"");
}

TEST(Identifiers, CannotEndTheirQuotes) {
    EXPECT_EQ(identifier("a\"; DROP TABLE books; --"), "\"a\"\"; DROP TABLE books; --\"");
    EXPECT_EQ(identifier("\""), "\"\"\"\"");
    EXPECT_EQ(identifier("a\\\""), "\"a\\\"\"\"");
}

TEST(Identifiers, AreRefusedWhenNoDatabaseCouldStoreThem) {
    expect_error<ArgumentError>("bad_name", "has an empty name", [] { identifier(""); });
    expect_error<ArgumentError>("bad_name", "'a' goes on behind a NUL",
                                [] { identifier(std::string_view("a\0b", 3)); });
}

TEST(Literals, AreWrittenAsSql) {
    EXPECT_EQ(literal_of(Value()), "NULL");
    EXPECT_EQ(literal_of(true), "true");
    EXPECT_EQ(literal_of(-5), "-5");
    EXPECT_EQ(literal_of(std::numeric_limits<std::int64_t>::min()), "-9223372036854775808");
    EXPECT_EQ(literal_of(1.5), "1.5");
    EXPECT_EQ(literal_of(2.0), "2.0");
    EXPECT_EQ(literal_of(0.1), "0.1");
    EXPECT_EQ(literal_of(1e300), "1e+300");
    EXPECT_EQ(literal_of(Decimal("-12.50")), "-12.50");
    EXPECT_EQ(literal_of(Bytes{std::byte{0}, std::byte{255}}), "x'00ff'");
    EXPECT_EQ(literal_of(Value(ValueView::scalar(ValueKind::Date, 0))), "'1970-01-01'");
    EXPECT_EQ(literal_of(Value(ValueView::scalar(ValueKind::Time, 1))), "'00:00:00.000001'");
    EXPECT_EQ(literal_of(Value(ValueView::scalar(ValueKind::Timestamp, 0))), "'1970-01-01 00:00:00'");
}

TEST(Literals, CannotEndTheirQuotes) {
    EXPECT_EQ(literal_of("O'Brien"), "'O''Brien'");
    EXPECT_EQ(literal_of("'; DROP TABLE books; --"), "'''; DROP TABLE books; --'");
    EXPECT_EQ(literal_of("\\'"), "'\\'''");
}

TEST(Literals, AreRefusedWhereSqlHasNone) {
    expect_error<ArgumentError>("bad_literal", "bind it", [] { literal_of(std::string("a\0b", 3)); });
    expect_error<CompileError>("unsupported", "bind it", [] { literal_of(std::numeric_limits<double>::infinity()); });
}

struct Names : Bookshop {};

TEST_F(Names, OfTablesColumnsAndLabelsAreQuotedEverywhere) {
    Table odd("Order", metadata, Column("group", Integer{}).primary_key(), Column("a\"b", Integer{}));
    expect_sql(
        select(odd["group"], odd["a\"b"].label("x y")).where(odd["a\"b"] == 1),
        "SELECT \"Order\".\"group\", \"Order\".\"a\"\"b\" AS \"x y\" FROM \"Order\" WHERE \"Order\".\"a\"\"b\" = "
        ":a\"b_1");
    expect_sql(insert(odd).values(odd["group"] = 1), "INSERT INTO \"Order\" (\"group\") VALUES (:group_1)");
    expect_sql(update(odd).set(odd["a\"b"] = odd["group"]), "UPDATE \"Order\" SET \"a\"\"b\" = \"Order\".\"group\"");
    const FromHandle quoted = alias(odd, "select");
    expect_sql(select(quoted["group"]), "SELECT \"select\".\"group\" FROM \"Order\" AS \"select\"");
    const FromHandle cte = select(odd["group"]).cte("with");
    expect_sql(select(cte["group"]),
               "WITH \"with\" AS (SELECT \"Order\".\"group\" FROM \"Order\") SELECT \"with\".\"group\" FROM \"with\"");
}

TEST_F(Names, StandInAStatementWithItsValues) {
    const auto query = select(id).where(title == "O'Brien", pages.in({1, 2}), sold == true).limit(3);
    EXPECT_EQ(to_string(query, generic_dialect(), true),
              "SELECT books.id FROM books WHERE books.title = 'O''Brien' AND books.pages IN (1, 2) AND "
              "books.sold = true LIMIT 3");
}

}  // namespace
}  // namespace azoth::test
