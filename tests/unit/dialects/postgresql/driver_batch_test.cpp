// SPDX-License-Identifier: MIT
#include <numeric>
#include <string>
#include <vector>

#include "azoth/base/error.hpp"
#include "support/expect_error.hpp"
#include "unit/dialects/postgresql/driver_fixture.hpp"

namespace azoth::test {
namespace {

class PostgresqlBatch : public PostgresqlDriver {
protected:
    void SetUp() override {
        PostgresqlDriver::SetUp();
        if (!IsSkipped()) connection().run("CREATE TEMP TABLE t (a int PRIMARY KEY, b text)");
    }

    std::vector<std::int64_t> insert(std::int64_t first, std::int64_t last, const ValueView& text = {}) {
        std::vector<ValueView> values;
        for (std::int64_t i = first; i <= last; ++i) values.insert(values.end(), {ValueView::int64(i), text});
        std::vector<std::int64_t> affected(values.size() / 2, -1);
        run("INSERT INTO t VALUES ($1, $2)", values, affected);
        return affected;
    }
    void run(std::string_view sql, std::span<const ValueView> values, std::span<std::int64_t> affected) {
        static constexpr ParameterType kTypes[] = {TypeKind::Integer, TypeKind::Text};
        connection().execute_many({.sql = sql, .parameter_types = kTypes}, values, affected);
    }
    Value count() { return value_of(connection(), "SELECT count(*) FROM t"); }
};

TEST_F(PostgresqlBatch, InsertsTwentyThousandRows) {
    EXPECT_EQ(insert(1, 20'000), std::vector<std::int64_t>(20'000, 1));

    EXPECT_EQ(rows_of(connection(), "SELECT count(*), sum(a) FROM t"), (std::vector<Row>{{20'000, 200'010'000}}));
}

TEST_F(PostgresqlBatch, CountsTheRowsOfEachExecution) {
    insert(1, 5);
    const std::vector<ValueView> values{ValueView::int64(2),  ValueView::text("x"), ValueView::int64(9),
                                        ValueView::text("y"), ValueView::int64(4),  ValueView::text("z")};
    std::vector<std::int64_t> affected(3);

    run("UPDATE t SET b = $2 WHERE a <= $1", values, affected);

    EXPECT_EQ(affected, (std::vector<std::int64_t>{2, 5, 4}));
}

TEST_F(PostgresqlBatch, NeedsNoCounts) {
    const std::vector<ValueView> values{ValueView::int64(1), ValueView{}, ValueView::int64(2), ValueView{}};

    run("INSERT INTO t VALUES ($1, $2)", values, {});

    EXPECT_EQ(count(), Value(2));
}

TEST_F(PostgresqlBatch, AnErrorInTheMiddleUndoesItAll) {
    insert(10'000, 10'000);

    expect_error<UniqueViolation>("unique_violation", "(10000)", [&] { insert(1, 20'000); });

    EXPECT_EQ(count(), Value(1));
    insert(1, 9'999);
    EXPECT_EQ(count(), Value(10'000));
}

TEST_F(PostgresqlBatch, AnErrorInATransactionLeavesItToTheCaller) {
    connection().run("BEGIN");
    insert(1, 3);
    connection().run("SAVEPOINT s");
    EXPECT_THROW(insert(3, 5), UniqueViolation);
    connection().run("ROLLBACK TO s; COMMIT");

    EXPECT_EQ(count(), Value(3));
}

TEST_F(PostgresqlBatch, AStatementThatCannotBePreparedIsTheError) {
    const std::vector<ValueView> values(2000, ValueView::int64(1));
    expect_error<ProgrammingError>("no_such_table", "nowhere",
                                   [&] { run("INSERT INTO nowhere VALUES ($1, $2)", values, {}); });
    EXPECT_EQ(insert(1, 2), (std::vector<std::int64_t>{1, 1}));
}

TEST_F(PostgresqlBatch, AValueThatCannotBeSentStopsItBeforeItStarts) {
    const std::vector<ValueView> values{ValueView::int64(1), ValueView{}, ValueView::int64(1'000'000'000'000),
                                        ValueView{}};
    expect_error<DataError>("value_out_of_range", "1000000000000",
                            [&] { run("INSERT INTO t VALUES ($1, $2)", values, {}); });
    EXPECT_EQ(count(), Value(0));
}

TEST_F(PostgresqlBatch, MegabytesBothWaysDoNotBlock) {
    const std::string text(100'000, 'x');
    std::vector<ValueView> values;
    for (std::int64_t i = 0; i < 500; ++i) values.insert(values.end(), {ValueView::int64(i), ValueView::text(text)});

    run("INSERT INTO t VALUES ($1, $2) RETURNING b", values, {});

    EXPECT_EQ(value_of(connection(), "SELECT sum(length(b)) FROM t"), Value(50'000'000));
}

TEST_F(PostgresqlBatch, TakesValuesOfDifferentKinds) {
    const std::vector<ValueView> values{ValueView::int64(1), ValueView::text("x"), ValueView::text("2"),
                                        ValueView{},         ValueView::int64(3),  ValueView::int64(7)};

    run("INSERT INTO t VALUES ($1, $2)", values, {});

    EXPECT_EQ(rows_of(connection(), "SELECT * FROM t ORDER BY a"),
              (std::vector<Row>{{1, "x"}, {2, nullptr}, {3, "7"}}));
}

TEST_F(PostgresqlBatch, CountsAllRowsThatAreChanged) {
    insert(1, 5);
    const std::vector<ValueView> values{ValueView::int64(2), ValueView::text("x"), ValueView::int64(9),
                                        ValueView::text("y")};
    static constexpr ParameterType kTypes[] = {TypeKind::Integer, TypeKind::Text};

    EXPECT_EQ(connection().execute_many({.sql = "UPDATE t SET b = $2 WHERE a <= $1", .parameter_types = kTypes}, values,
                                        {}),
              7);
}

TEST_F(PostgresqlBatch, LeavesNothingOnTheServerWhenItWillNotComeAgain) {
    static constexpr ParameterType kType = TypeKind::Integer;
    const ValueView value = ValueView::int64(1);
    connection().execute_many(
        {.sql = "INSERT INTO t VALUES ($1)", .parameter_types = {&kType, 1}, .is_reusable = false}, {&value, 1}, {});

    EXPECT_EQ(value_of(connection(), "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'INSERT%'"),
              Value(0));
}

TEST_F(PostgresqlBatch, OfNoRowsDoesNothing) {
    run("this is not SQL", {}, {});
}

}  // namespace
}  // namespace azoth::test
