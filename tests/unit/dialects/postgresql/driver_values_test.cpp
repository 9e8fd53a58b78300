// SPDX-License-Identifier: MIT
#include <cstdint>
#include <limits>
#include <ostream>
#include <string>

#include "azoth/base/error.hpp"
#include "azoth/types/value.hpp"
#include "support/expect_error.hpp"
#include "unit/dialects/postgresql/driver_fixture.hpp"

namespace azoth::test {
namespace {

using Limits64 = std::numeric_limits<std::int64_t>;
using Reals = std::numeric_limits<double>;

ValueView decimal(std::string_view text) {
    return ValueView::data(ValueKind::Decimal, text.data(), text.size());
}
ValueView json(std::string_view text) {
    return ValueView::data(ValueKind::Json, text.data(), text.size());
}
ValueView bytes(std::string_view text) {
    return ValueView::data(ValueKind::Bytes, text.data(), text.size());
}
ValueView date(std::int64_t days) {
    return ValueView::scalar(ValueKind::Date, days);
}
ValueView time(std::int64_t microseconds) {
    return ValueView::scalar(ValueKind::Time, microseconds);
}
ValueView timestamp(std::int64_t microseconds) {
    return ValueView::scalar(ValueKind::Timestamp, microseconds);
}
ValueView instant(std::int64_t microseconds) {
    return ValueView::scalar(ValueKind::TimestampTz, microseconds);
}

const std::string kHundredDigits = "-" + std::string(100, '9') + "." + std::string(99, '0') + "1";

struct RoundTrip {
    std::string column_type;
    ParameterType declared;
    ValueView value;
};

std::ostream& operator<<(std::ostream& stream, const RoundTrip& trip) {
    return stream << trip.column_type << ": " << to_display_string(trip.value);
}

class PostgresqlRoundTrips : public PostgresqlDriver, public testing::WithParamInterface<RoundTrip> {
protected:
    Value select(const RoundTrip& trip, bool is_reusable) {
        const std::string sql = "SELECT x FROM (SELECT $1::" + trip.column_type + " AS x) AS t";
        const driver::Statement statement{
            .sql = sql, .parameter_types = {&trip.declared, 1}, .is_reusable = is_reusable};
        const auto cursor = connection().execute(statement, {&trip.value, 1});
        EXPECT_EQ(cursor->columns()[0].kind, trip.value.kind());
        return rest_of(*cursor).at(0).at(0);
    }
};

TEST_P(PostgresqlRoundTrips, AreExactInBothFormats) {
    const Value sent(GetParam().value);
    EXPECT_EQ(select(GetParam(), false), sent) << "not prepared: text format";
    EXPECT_EQ(select(GetParam(), true), sent) << "first execution: text format";
    EXPECT_EQ(select(GetParam(), true), sent) << "second execution: binary format";
}

INSTANTIATE_TEST_SUITE_P(Numbers, PostgresqlRoundTrips, testing::Values(
    RoundTrip{"boolean", TypeKind::Boolean, ValueView::boolean(true)},
    RoundTrip{"boolean", TypeKind::Boolean, ValueView::boolean(false)},
    RoundTrip{"smallint", TypeKind::SmallInteger, ValueView::int64(-32'768)},
    RoundTrip{"smallint", TypeKind::SmallInteger, ValueView::int64(32'767)},
    RoundTrip{"integer", TypeKind::Integer, ValueView::int64(-2'147'483'648)},
    RoundTrip{"integer", TypeKind::Integer, ValueView::int64(2'147'483'647)},
    RoundTrip{"bigint", TypeKind::BigInteger, ValueView::int64(Limits64::min())},
    RoundTrip{"bigint", TypeKind::BigInteger, ValueView::int64(Limits64::max())},
    RoundTrip{"oid", TypeKind::BigInteger, ValueView::int64(4'294'967'295)},
    RoundTrip{"real", TypeKind::Float, ValueView::real(static_cast<double>(0.1F))},
    RoundTrip{"real", TypeKind::Float, ValueView::real(static_cast<double>(std::numeric_limits<float>::denorm_min()))},
    RoundTrip{"double precision", TypeKind::Double, ValueView::real(0.1)},
    RoundTrip{"double precision", TypeKind::Double, ValueView::real(Reals::max())},
    RoundTrip{"double precision", TypeKind::Double, ValueView::real(Reals::denorm_min())},
    RoundTrip{"double precision", TypeKind::Double, ValueView::real(-Reals::infinity())},
    RoundTrip{"numeric", TypeKind::Numeric, decimal("-12.50")},
    RoundTrip{"numeric", TypeKind::Numeric, decimal("0")},
    RoundTrip{"numeric", TypeKind::Numeric, decimal("0.0000000000000000000000000000000000000001")},
    RoundTrip{"numeric", TypeKind::Numeric, decimal("10000000000000000000000000000000000000000")},
    RoundTrip{"numeric", TypeKind::Numeric, decimal(kHundredDigits)},
    RoundTrip{"numeric", TypeKind::Numeric, decimal("NaN")}));

INSTANTIATE_TEST_SUITE_P(Texts, PostgresqlRoundTrips, testing::Values(
    RoundTrip{"text", TypeKind::Text, ValueView::text("")},
    RoundTrip{"text", TypeKind::Text, ValueView::text("Привіт, 'Le Guin'; \\x00 \xF0\x9F\x93\x9A")},
    RoundTrip{"varchar(10)", TypeKind::String, ValueView::text("short")},
    RoundTrip{"bytea", TypeKind::LargeBinary, bytes({"\0\x01\xff'\\", 5})},
    RoundTrip{"bytea", TypeKind::LargeBinary, bytes("")},
    RoundTrip{"uuid", TypeKind::Uuid, ValueView::data(ValueKind::Uuid, "\x00\x01\x7f\xff\x00zzzzzzzzzz\xfe", 16)},
    RoundTrip{"json", TypeKind::Json, json(R"({"b": [1, null], "a": "'"})")},
    RoundTrip{"jsonb", TypeKind::Json, json(R"({"a": "'", "b": [1, null]})")}));

INSTANTIATE_TEST_SUITE_P(Times, PostgresqlRoundTrips, testing::Values(
    RoundTrip{"date", TypeKind::Date, date(0)},
    RoundTrip{"date", TypeKind::Date, date(-2'440'588)},    // 4714-11-24 BC, the server's first day
    RoundTrip{"date", TypeKind::Date, date(2'145'042'541)},  // 5874897-12-31, its last
    RoundTrip{"time", TypeKind::Time, time(0)},
    RoundTrip{"time", TypeKind::Time, time(86'399'999'999)},
    RoundTrip{"timestamp", TypeKind::DateTime, timestamp(-1)},
    RoundTrip{"timestamp", TypeKind::DateTime, timestamp(-210'866'803'200'000'000)},  // 4714-11-24 00:00 BC
    RoundTrip{"timestamp", TypeKind::DateTime, timestamp(Limits64::max() - 1)},                // in the year 294247
    RoundTrip{"timestamptz", TypeKind::DateTimeTz, instant(951'782'400'123'456)},
    RoundTrip{"timestamptz", TypeKind::DateTimeTz, instant(-62'135'596'800'000'001)}));  // a moment before the year 1

using PostgresqlValues = PostgresqlDriver;

TEST_F(PostgresqlValues, NullIsNullInEveryType) {
    for (const char* type : {"boolean", "integer", "double precision", "numeric", "text", "bytea", "date",
                             "timestamptz", "uuid", "jsonb"}) {
        const std::string sql = std::string("SELECT $1::") + type;
        for (int execution = 0; execution < 2; ++execution)
            EXPECT_TRUE(value_of(connection(), sql, {ValueView{}}).is_null()) << type;
    }
}

TEST_F(PostgresqlValues, JsonParametersFitJsonAndJsonbColumns) {
    connection().run("CREATE TEMP TABLE t (a json, b jsonb)");
    const ParameterType types[] = {TypeKind::Json, TypeKind::Json};
    const ValueView values[] = {json(R"({"a":1})"), json(R"({"a":1})")};
    connection().execute({.sql = "INSERT INTO t VALUES ($1, $2)", .parameter_types = types}, values);

    EXPECT_EQ(rows_of(connection(), "SELECT a, b FROM t"),
              (std::vector<Row>{{Value(json(R"({"a":1})")), Value(json(R"({"a": 1})"))}}));
}

TEST_F(PostgresqlValues, EnumerationsTravelAsTheirLabels) {
    connection().run("CREATE TYPE pg_temp.mood AS ENUM ('sad', 'happy'); CREATE TEMP TABLE t (m pg_temp.mood)");
    const ParameterType type = TypeKind::Enum;
    const ValueView value = ValueView::text("happy");
    connection().execute({.sql = "INSERT INTO t VALUES ($1)", .parameter_types = {&type, 1}}, {&value, 1});

    for (int execution = 0; execution < 2; ++execution)
        EXPECT_EQ(value_of(connection(), "SELECT m FROM t"), Value("happy"));
}

TEST_F(PostgresqlValues, TypesThatAzothDoesNotKnowArriveAsTextAndDoNotHurtTheirNeighbours) {
    for (int execution = 0; execution < 2; ++execution)
        EXPECT_EQ(rows_of(connection(), "SELECT point '(1,2)', inet '10.0.0.1', 7, time with time zone '12:00+02'"),
                  (std::vector<Row>{{"(1,2)", "10.0.0.1", 7, "12:00:00+02"}}));
}

TEST_F(PostgresqlValues, OneCharacterCatalogTypesAreTexts) {
    for (int execution = 0; execution < 2; ++execution)
        EXPECT_EQ(rows_of(connection(), "SELECT relkind, ''::\"char\" FROM pg_class WHERE relname = 'pg_type'"),
                  (std::vector<Row>{{"r", ""}}));
}

TEST_F(PostgresqlValues, TextsForOtherTypesAreReadByTheServer) {
    const ParameterType type = TypeKind::Date;
    const ValueView value = ValueView::text("2024-02-29");
    const auto cursor =
        connection().execute({.sql = "SELECT $1::date - 1", .parameter_types = {&type, 1}}, {&value, 1});

    EXPECT_EQ(rest_of(*cursor).at(0).at(0), Value(date(19'781)));
}

TEST_F(PostgresqlValues, ValuesWithoutADeclaredTypeGoAsTheyAre) {
    EXPECT_EQ(rows_of(connection(), "SELECT $1 + 1, $2, $3 * 2",
                      {ValueView::int64(41), ValueView::text("x"), decimal("1.50")}),
              (std::vector<Row>{{42, "x", Value(decimal("3.00"))}}));
}

TEST_F(PostgresqlValues, TooDistantTimesAreRefusedInBothFormats) {
    for (int execution = 0; execution < 2; ++execution) {
        const auto late = execute(connection(), "SELECT '294276-12-31'::timestamp");
        expect_error<DataError>("out_of_range", "after the year 294246", [&] { late->next(); });
    }
}

TEST_F(PostgresqlValues, MegabytesOfTextAndBytesArriveWhole) {
    const std::string text(1'000'000, 'x');
    std::string binary(1'000'000, '\0');
    binary.back() = '\xff';
    for (int execution = 0; execution < 2; ++execution)
        EXPECT_EQ(rows_of(connection(), "SELECT $1::text, $2::bytea", {ValueView::text(text), bytes(binary)}),
                  (std::vector<Row>{{Value(text), Value(bytes(binary))}}));
}

TEST_F(PostgresqlValues, TheSessionsTimeZoneIsUtc) {
    EXPECT_EQ(value_of(connection(), "SHOW timezone"), Value("UTC"));
    EXPECT_EQ(value_of(connection(), "SELECT timestamptz '2000-01-01 00:00'"), Value(instant(946'684'800'000'000)));
}

}  // namespace
}  // namespace azoth::test
