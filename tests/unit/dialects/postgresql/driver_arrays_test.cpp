// SPDX-License-Identifier: MIT
#include <string>
#include <vector>

#include "azoth/base/error.hpp"
#include "support/expect_error.hpp"
#include "unit/dialects/postgresql/driver_fixture.hpp"

namespace azoth::test {
namespace {

/// Batches of a statement that has a form with arrays. That form writes to another column, so it can be told.
class PostgresqlArrays : public PostgresqlDriver {
protected:
    void SetUp() override {
        PostgresqlDriver::SetUp();
        if (IsSkipped()) return;
        connection().run("CREATE TEMP TABLE t (id int PRIMARY KEY, by_row text, by_array text)");
        connection().run("INSERT INTO t SELECT n FROM generate_series(1, 20000) AS n");
    }

    std::int64_t update(std::span<const ValueView> values, std::span<std::int64_t> affected = {},
                        bool is_reusable = true) {
        static constexpr ParameterType kTypes[] = {TypeKind::Text, TypeKind::Integer};
        return connection().execute_many(
            {.sql = "UPDATE t SET by_row = $1 WHERE id = $2",
             .parameter_types = kTypes,
             .is_reusable = is_reusable,
             .array_sql = "UPDATE t SET by_array = v.x FROM unnest($1, $2) AS v (x, id) WHERE t.id = v.id"},
            values, affected);
    }
    std::vector<Row> changed() {
        return rows_of(connection(),
                       "SELECT id, by_row, by_array FROM t WHERE by_row IS NOT NULL OR by_array IS NOT "
                       "NULL ORDER BY id");
    }
    /// An array of the type, with a NULL in it, as the server reads it.
    Value array_of(ParameterType type, const ValueView& element) {
        const std::vector<ValueView> values{element, {}};
        connection().run("CREATE TEMP TABLE arrays (seen text)");
        connection().execute_many({.sql = "INSERT INTO arrays SELECT 'no array' WHERE $1::text IS NULL OR true",
                                   .parameter_types = {&type, 1},
                                   .array_sql = "INSERT INTO arrays SELECT $1::text"},
                                  values, {});
        const Value seen = value_of(connection(), "SELECT seen FROM arrays");
        connection().run("DROP TABLE arrays");
        return seen;
    }
};

constexpr auto text = &ValueView::text;
constexpr auto int64 = &ValueView::int64;

TEST_F(PostgresqlArrays, TakeAllRowsAtOnce) {
    const std::vector<ValueView> values{text("a"), int64(1), ValueView{}, int64(2), text(""), int64(3)};

    EXPECT_EQ(update(values), 3);
    EXPECT_EQ(changed(), (std::vector<Row>{{1, nullptr, "a"}, {3, nullptr, ""}}));
}

TEST_F(PostgresqlArrays, CountOnlyTheRowsThatWereFound) {
    const std::vector<ValueView> values{text("a"), int64(1), text("b"), int64(-1)};

    EXPECT_EQ(update(values), 1);
}

TEST_F(PostgresqlArrays, AreNotUsedWhenEachRowIsToBeCounted) {
    const std::vector<ValueView> values{text("a"), int64(1), text("b"), int64(-1)};
    std::vector<std::int64_t> affected(2);

    EXPECT_EQ(update(values, affected), 1);
    EXPECT_EQ(affected, (std::vector<std::int64_t>{1, 0}));
    EXPECT_EQ(changed(), (std::vector<Row>{{1, "a", nullptr}}));
}

TEST_F(PostgresqlArrays, AreNotUsedForASingleRow) {
    const std::vector<ValueView> values{text("a"), int64(1)};

    EXPECT_EQ(update(values), 1);
    EXPECT_EQ(changed(), (std::vector<Row>{{1, "a", nullptr}}));
}

TEST_F(PostgresqlArrays, AreNotUsedForValuesOfOtherKinds) {
    const std::vector<ValueView> values{text("a"), int64(1), text("b"), text("2")};

    EXPECT_EQ(update(values), 2);
    EXPECT_EQ(changed(), (std::vector<Row>{{1, "a", nullptr}, {2, "b", nullptr}}));
}

TEST_F(PostgresqlArrays, TakeTwentyThousandRows) {
    std::vector<ValueView> values;
    for (std::int64_t id = 1; id <= 20'000; ++id) values.insert(values.end(), {text("x"), int64(id)});

    EXPECT_EQ(update(values), 20'000);
    EXPECT_EQ(value_of(connection(), "SELECT count(*) FROM t WHERE by_array = 'x'"), Value(20'000));
}

TEST_F(PostgresqlArrays, ArePreparedOnceAndOnlyWhenTheyWillComeAgain) {
    const std::vector<ValueView> values{text("a"), int64(1), text("b"), int64(2)};
    for (const bool is_reusable : {false, true, true, true}) update(values, {}, is_reusable);

    EXPECT_EQ(value_of(connection(), "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'UPDATE%'"),
              Value(1));
}

TEST_F(PostgresqlArrays, ComeAfterADeferredBegin) {
    const std::vector<ValueView> values{text("a"), int64(1), text("b"), int64(2)};
    connection().run_later("BEGIN");
    update(values);
    connection().run("ROLLBACK");

    EXPECT_EQ(changed(), std::vector<Row>{});
}

TEST_F(PostgresqlArrays, HoldEveryTypeThatHasABinaryFormat) {
    EXPECT_EQ(array_of(TypeKind::Boolean, ValueView::boolean(true)), Value("{t,NULL}"));
    EXPECT_EQ(array_of(TypeKind::SmallInteger, int64(-3)), Value("{-3,NULL}"));
    EXPECT_EQ(array_of(TypeKind::Integer, int64(70'000)), Value("{70000,NULL}"));
    EXPECT_EQ(array_of(TypeKind::BigInteger, int64(5'000'000'000)), Value("{5000000000,NULL}"));
    EXPECT_EQ(array_of(TypeKind::Float, ValueView::real(1.5)), Value("{1.5,NULL}"));
    EXPECT_EQ(array_of(TypeKind::Double, ValueView::real(-0.25)), Value("{-0.25,NULL}"));
    EXPECT_EQ(array_of(TypeKind::Text, text("a,\"b")), Value("{\"a,\\\"b\",NULL}"));
    EXPECT_EQ(array_of(TypeKind::LargeBinary, ValueView::data(ValueKind::Bytes, "\1\377", 2)),
              Value("{\"\\\\x01ff\",NULL}"));
    EXPECT_EQ(array_of(TypeKind::Date, ValueView::scalar(ValueKind::Date, 1)), Value("{1970-01-02,NULL}"));
    EXPECT_EQ(array_of(TypeKind::Time, ValueView::scalar(ValueKind::Time, 1'000'000)), Value("{00:00:01,NULL}"));
    EXPECT_EQ(array_of(TypeKind::DateTime, ValueView::scalar(ValueKind::Timestamp, 1'000'000)),
              Value("{\"1970-01-01 00:00:01\",NULL}"));
    EXPECT_EQ(array_of(TypeKind::DateTimeTz, ValueView::scalar(ValueKind::TimestampTz, 1'000'000)),
              Value("{\"1970-01-01 00:00:01+00\",NULL}"));
    EXPECT_EQ(array_of(TypeKind::Uuid, ValueView::data(ValueKind::Uuid, "0123456789abcdef", 16)),
              Value("{30313233-3435-3637-3839-616263646566,NULL}"));
}

TEST_F(PostgresqlArrays, DoNotHoldWhatIsSentAsText) {
    EXPECT_EQ(array_of(TypeKind::Numeric, ValueView::data(ValueKind::Decimal, "1.5", 3)), Value("no array"));
    EXPECT_EQ(array_of(TypeKind::Json, ValueView::data(ValueKind::Json, "{}", 2)), Value("no array"));
}

TEST_F(PostgresqlArrays, RefuseWhatTheColumnCannotHold) {
    const std::vector<ValueView> values{text("a"), int64(1), text("b"), int64(1LL << 40)};

    expect_error<DataError>("value_out_of_range", "does not fit into PostgreSQL's type integer",
                            [&] { update(values); });
}

}  // namespace
}  // namespace azoth::test
