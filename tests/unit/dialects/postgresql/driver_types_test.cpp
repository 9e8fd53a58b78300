// SPDX-License-Identifier: MIT
// Types that no program binds as such, and types that are not built in: what a result has of them.
#include <algorithm>
#include <ostream>
#include <string>

#include "azoth/base/error.hpp"
#include "azoth/types/value.hpp"
#include "support/captured_log.hpp"
#include "support/expect_error.hpp"
#include "unit/dialects/postgresql/driver_fixture.hpp"

namespace azoth::test {
namespace {

struct Shown {
    std::string expression;
    ValueKind kind;
    std::string value;
};

std::ostream& operator<<(std::ostream& stream, const Shown& shown) {
    return stream << shown.expression;
}

class PostgresqlTypes : public PostgresqlDriver, public testing::WithParamInterface<Shown> {
protected:
    std::string show(const std::string& expression, ValueKind kind) {
        const std::string sql = "SELECT " + expression + " AS v";
        const auto cursor = connection().execute({.sql = sql}, {});
        EXPECT_EQ(cursor->columns()[0].kind, kind);
        return to_display_string(rest_of(*cursor).at(0).at(0).view());
    }
};

TEST_P(PostgresqlTypes, AreTheSameInBothFormats) {
    const Shown& shown = GetParam();

    // The first execution gets texts, the second one the binary format where azoth can read it.
    EXPECT_EQ(show(shown.expression, shown.kind), shown.value);
    EXPECT_EQ(show(shown.expression, shown.kind), shown.value);
}

INSTANTIATE_TEST_SUITE_P(Addresses, PostgresqlTypes, testing::Values(
    Shown{"'10.0.0.1'::inet", ValueKind::Text, "'10.0.0.1'"},
    Shown{"'10.0.0.1/8'::inet", ValueKind::Text, "'10.0.0.1/8'"},
    Shown{"'10.0.0.0/8'::cidr", ValueKind::Text, "'10.0.0.0/8'"},
    Shown{"'10.0.0.1/32'::cidr", ValueKind::Text, "'10.0.0.1/32'"},
    Shown{"'2001:db8::1'::inet", ValueKind::Text, "'2001:db8::1'"},
    Shown{"'::ffff:1.2.3.4/96'::inet", ValueKind::Text, "'::ffff:1.2.3.4/96'"},
    Shown{"'08:00:2b:01:02:03'::macaddr", ValueKind::Text, "'08:00:2b:01:02:03'"},
    Shown{"'08:00:2b:01:02:03:04:05'::macaddr8", ValueKind::Text, "'08:00:2b:01:02:03:04:05'"}));

INSTANTIATE_TEST_SUITE_P(Times, PostgresqlTypes, testing::Values(
    Shown{"'12:30:00.5+05:30'::timetz", ValueKind::Text, "'12:30:00.5+05:30'"},
    Shown{"'24:00:00-12'::timetz", ValueKind::Text, "'24:00:00-12'"},
    Shown{"'1 year 2 mons -3 days 04:05:06.789'::interval", ValueKind::Interval, "'P1Y2M-3DT4H5M6.789S'"},
    Shown{"'-178000000 years -2147483648 days'::interval", ValueKind::Interval, "'P-178000000Y-2147483648D'"},
    Shown{"'00:00'::interval", ValueKind::Interval, "'PT0S'"},
    Shown{"'infinity'::date", ValueKind::Date, "'infinity'"},
    Shown{"'-infinity'::timestamp", ValueKind::Timestamp, "'-infinity'"},
    Shown{"'infinity'::timestamptz", ValueKind::TimestampTz, "'infinity'"},
    Shown{"'4713-01-01 BC'::date", ValueKind::Date, "'-4712-01-01'"},
    Shown{"'5874897-12-31'::date", ValueKind::Date, "'+5874897-12-31'"},
    Shown{"'4713-01-01 00:00:00.000001 BC'::timestamp", ValueKind::Timestamp, "'-4712-01-01 00:00:00.000001'"}));

INSTANTIATE_TEST_SUITE_P(Bits, PostgresqlTypes, testing::Values(
    Shown{"B'10110'", ValueKind::Text, "'10110'"},
    Shown{"''::varbit", ValueKind::Text, "''"},
    Shown{"repeat('10', 20)::varbit", ValueKind::Text, "'1010101010101010101010101010101010101010'"}));

INSTANTIATE_TEST_SUITE_P(Arrays, PostgresqlTypes, testing::Values(
    Shown{"'{}'::int[]", ValueKind::Array, "{}"},
    Shown{"ARRAY[1, NULL, 3]", ValueKind::Array, "{1, NULL, 3}"},
    Shown{"'[2:3]={7,8}'::int8[]", ValueKind::Array, "{7, 8}"},
    Shown{"ARRAY[[[1], [2]], [[3], [4]]]", ValueKind::Array, "{{{1}, {2}}, {{3}, {4}}}"},
    Shown{"ARRAY['a\"b', 'c,d', NULL, 'NULL', '', '\\']::text[]", ValueKind::Array,
          "{'a\"b', 'c,d', NULL, 'NULL', '', '\\'}"},
    Shown{"ARRAY[1.50, 'NaN']::numeric[]", ValueKind::Array, "{1.50, NaN}"},
    Shown{"ARRAY[0.1::float8]", ValueKind::Array, "{0.1}"},
    Shown{"ARRAY[true, false]", ValueKind::Array, "{true, false}"},
    Shown{"ARRAY['\\x00ff'::bytea]", ValueKind::Array, "{x'00ff'}"},
    Shown{"ARRAY['2024-02-29 12:00'::timestamptz]", ValueKind::Array, "{'2024-02-29 12:00:00Z'}"},
    Shown{"ARRAY['1 day'::interval]", ValueKind::Array, "{'P1D'}"},
    Shown{"ARRAY['{\"a\": 1}'::jsonb]", ValueKind::Array, "{'{\"a\": 1}'}"},
    Shown{"ARRAY['10.0.0.1'::inet]", ValueKind::Array, "{'10.0.0.1'}"}));

INSTANTIATE_TEST_SUITE_P(Ranges, PostgresqlTypes, testing::Values(
    Shown{"'[1,5]'::int4range", ValueKind::Range, "[1, 6)"},
    Shown{"'(,5)'::int8range", ValueKind::Range, "(, 5)"},
    Shown{"'empty'::numrange", ValueKind::Range, "empty"},
    Shown{"'(1.5,2.50]'::numrange", ValueKind::Range, "(1.5, 2.50]"},
    Shown{"'[2024-01-01,infinity)'::daterange", ValueKind::Range, "['2024-01-01', 'infinity')"},
    Shown{"'[2024-01-01 00:00,2024-01-01 12:30)'::tsrange", ValueKind::Range,
          "['2024-01-01 00:00:00', '2024-01-01 12:30:00')"},
    Shown{"'{[1,3),[5,)}'::int4multirange", ValueKind::Array, "{[1, 3), [5, )}"},
    Shown{"'{}'::tstzmultirange", ValueKind::Array, "{}"}));

INSTANTIATE_TEST_SUITE_P(Texts, PostgresqlTypes, testing::Values(
    Shown{"'<a/>'::xml", ValueKind::Text, "'<a/>'"},
    Shown{"'(1,2)'::point", ValueKind::Text, "'(1,2)'"},
    Shown{"'fat & cat'::tsquery", ValueKind::Text, "'''fat'' & ''cat'''"},
    Shown{"'pg_class'::regclass", ValueKind::Text, "'pg_class'"},
    Shown{"'$.a'::jsonpath", ValueKind::Text, "'$.\"a\"'"},
    Shown{"ROW(1, 'a')", ValueKind::Text, "'(1,a)'"},
    Shown{"17::oid", ValueKind::Int64, "17"}));

class PostgresqlTypeCatalog : public PostgresqlTypes {};

TEST_F(PostgresqlTypeCatalog, ReadsEnumerationsAndTheirArrays) {
    connection().run(
        "CREATE TEMPORARY TABLE unused (i int); DROP TYPE IF EXISTS mood; CREATE TYPE mood AS ENUM ('sad', 'it''s')");

    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(show("'it''s'::mood", ValueKind::Text), "'it''s'");
        EXPECT_EQ(show("ARRAY['sad', NULL]::mood[]", ValueKind::Array), "{'sad', NULL}");
    }
    connection().run("DROP TYPE mood");
}

TEST_F(PostgresqlTypeCatalog, ReadsDomainsAndTheirArraysAsWhatTheyAreMadeOf) {
    connection().run("DROP DOMAIN IF EXISTS posint; CREATE DOMAIN posint AS int CHECK (VALUE > 0)");

    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(show("7::posint", ValueKind::Int64), "7");
        EXPECT_EQ(show("ARRAY[7]::posint[]", ValueKind::Array), "{7}");
    }
    connection().run("DROP DOMAIN posint");
}

TEST_F(PostgresqlTypeCatalog, ReadsRangesOfItsUsers) {
    connection().run("DROP TYPE IF EXISTS heights; CREATE TYPE heights AS RANGE (SUBTYPE = float8)");

    for (int i = 0; i < 3; ++i) EXPECT_EQ(show("heights(0.5, 2)", ValueKind::Range), "[0.5, 2)");
    connection().run("DROP TYPE heights");
}

TEST_F(PostgresqlTypeCatalog, ReadsExtensionsThatItKnows) {
    try {
        connection().run("CREATE EXTENSION IF NOT EXISTS hstore; CREATE EXTENSION IF NOT EXISTS citext");
    } catch (const DatabaseError& error) {
        GTEST_SKIP() << error.what();
    }
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(show("'a=>1, b=>NULL'::hstore", ValueKind::Text), "'\"a\"=>\"1\", \"b\"=>NULL'");
        EXPECT_EQ(show("'Text'::citext", ValueKind::Text), "'Text'");
        EXPECT_EQ(show("ARRAY['Text'::citext]", ValueKind::Array), "{'Text'}");
    }
}

TEST_F(PostgresqlTypeCatalog, WarnsOnceOfATypeThatItDoesNotKnow) {
    connection().run("DROP TYPE IF EXISTS strange; CREATE TYPE strange AS (i int, t text)");
    const CapturedLog log;

    for (int i = 0; i < 3; ++i) EXPECT_EQ(show("(1, 'a')::strange", ValueKind::Text), "'(1,a)'");
    replace_connection(connect());
    EXPECT_EQ(show("(1, 'a')::strange", ValueKind::Text), "'(1,a)'");

    const auto lines = log.lines();
    const auto warns = [](const std::string& line) {
        return line.find("PostgreSQL's type strange is not known to azoth") != std::string::npos;
    };
    EXPECT_EQ(std::ranges::count_if(lines, warns), 1);
    connection().run("DROP TYPE strange");
}

}  // namespace
}  // namespace azoth::test
